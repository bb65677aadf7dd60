//! Power spectra.

use realfft::num_complex::Complex;
use realfft::{RealFftPlanner, RealToComplex};
use std::f64::consts::PI;
use std::fmt;
use std::sync::Arc;

/// The power spectral density by Welch's method: the mean of the periodograms of segments that overlap by half, each freed
/// of its mean and tapered by a Hann window. One-sided, so that its integral is the variance. Welch 1967,
/// doi:10.1109/TAU.1967.1161901; the same as `scipy.signal.welch` without further arguments.
pub struct Welch {
    transform: Arc<dyn RealToComplex<f64>>,
    taper: Vec<f64>,
    input: Vec<f64>,
    output: Vec<Complex<f64>>,
    scratch: Vec<Complex<f64>>,
    power: Vec<f64>,
    segments: u64,
}

impl fmt::Debug for Welch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Welch");
        shown.field("length", &self.taper.len()).field("segments", &self.segments).finish_non_exhaustive()
    }
}

impl Welch {
    /// One with segments of so many samples, at least one.
    pub fn new(length: usize) -> Welch {
        let length = length.max(1);
        let transform = RealFftPlanner::new().plan_fft_forward(length);
        let taper = (0..length).map(|k| 0.5 - 0.5 * (2.0 * PI * k as f64 / length as f64).cos());
        // A single sample has nothing to be tapered to.
        let taper = if length == 1 { vec![1.0] } else { taper.collect() };
        let (input, output, scratch) =
            (transform.make_input_vec(), transform.make_output_vec(), transform.make_scratch_vec());
        let power = vec![0.0; output.len()];
        Welch { transform, taper, input, output, scratch, power, segments: 0 }
    }

    /// How many samples a segment has.
    pub fn length(&self) -> usize {
        self.taper.len()
    }

    /// Where the segments of a series of so many samples begin.
    pub fn starts(&self, samples: usize) -> impl Iterator<Item = usize> + use<> {
        let length = self.length();
        let step = length - length / 2;
        (0..).step_by(step).take_while(move |start| start + length <= samples)
    }

    /// Adds all segments of a series.
    pub fn add(&mut self, series: &[f64]) {
        for start in self.starts(series.len()) {
            self.add_segment(&series[start..start + self.length()]);
        }
    }

    /// Adds one segment, of as many samples as all have; others add nothing.
    pub fn add_segment(&mut self, samples: &[f64]) {
        if samples.len() != self.length() {
            return;
        }
        let mean = samples.iter().sum::<f64>() / samples.len() as f64;
        for ((input, sample), taper) in self.input.iter_mut().zip(samples).zip(&self.taper) {
            *input = (sample - mean) * taper;
        }
        // It can only fail for buffers of another length.
        let done = self.transform.process_with_scratch(&mut self.input, &mut self.output, &mut self.scratch);
        if done.is_ok() {
            self.power.iter_mut().zip(&self.output).for_each(|(power, value)| *power += value.norm_sqr());
            self.segments += 1;
        }
    }

    /// How many segments there were.
    pub fn segments(&self) -> u64 {
        self.segments
    }

    /// The density at the frequencies k/length, from 0 to half of the sampling rate, in squared units of the samples per
    /// hertz. `None` without segments.
    pub fn density(&self, sampling_rate: f64) -> Option<Vec<f64>> {
        let energy: f64 = self.taper.iter().map(|taper| taper * taper).sum();
        let scale = 1.0 / (sampling_rate * energy * self.segments as f64);
        let (length, last) = (self.length(), self.power.len() - 1);
        // Of an even number of samples the last frequency has no counterpart, and that of 0 never.
        let alone = |at: usize| at == 0 || (length.is_multiple_of(2) && at == last);
        let density =
            (0..).zip(&self.power).map(|(at, power)| power * scale * if alone(at) { 1.0 } else { 2.0 });
        (self.segments > 0).then(|| density.collect())
    }

    /// The frequencies, in hertz.
    pub fn frequencies(&self, sampling_rate: f64) -> Vec<f64> {
        (0..self.power.len()).map(|at| at as f64 * sampling_rate / self.length() as f64).collect()
    }
}
