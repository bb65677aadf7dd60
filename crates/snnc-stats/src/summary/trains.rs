//! What is kept of each neuron while its spikes come by.

use crate::counts::Tally;
use crate::intervals::contrast;
use crate::moments::Moments;

/// A neuron so far.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Train {
    spikes: u64,
    /// The stretch of time of the last spike, counted from 1; intervals do not reach from one into another.
    period: u32,
    last: f64,
    /// The interval before the last spike, if that is in the same stretch.
    interval: Option<f64>,
    intervals: Moments,
    contrasts: u64,
    absolute: f64,
    squared: f64,
    /// Counts in windows.
    pub(super) windows: Tally,
}

impl Train {
    /// A spike, in a stretch of time counted from 1.
    pub(super) fn spike(&mut self, time: f64, period: u32) {
        self.spikes += 1;
        if self.period == period {
            let interval = time - self.last;
            self.intervals.add(interval);
            if let Some(before) = self.interval {
                let contrast = contrast(before, interval);
                self.contrasts += 1;
                self.absolute += contrast.abs();
                self.squared += contrast * contrast;
            }
            self.interval = Some(interval);
        } else {
            (self.period, self.interval) = (period, None);
        }
        self.last = time;
    }

    /// How many spikes.
    pub(super) fn spikes(&self) -> u64 {
        self.spikes
    }

    /// The coefficient of variation of its intervals.
    pub(super) fn cv(&self) -> Option<f64> {
        let ratio = self.intervals.sd()? / self.intervals.mean()?;
        ratio.is_finite().then_some(ratio)
    }

    /// CV₂.
    pub(super) fn cv2(&self) -> Option<f64> {
        self.mean(2.0 * self.absolute)
    }

    /// LV.
    pub(super) fn lv(&self) -> Option<f64> {
        self.mean(3.0 * self.squared)
    }

    fn mean(&self, sum: f64) -> Option<f64> {
        let mean = sum / self.contrasts as f64;
        mean.is_finite().then_some(mean)
    }
}
