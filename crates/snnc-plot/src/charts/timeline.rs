//! The time that is drawn: runs follow each other, also where a restored state makes the time of the model go back.

use crate::choices::Choices;
use crate::error::Error;
use crate::figure::{Axis, Scale, Ticks};
use snnc_results::{Description, Laid};
use std::ops::Range;

/// The runs, laid one after the other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Timeline {
    /// The time that is drawn, in seconds as laid out.
    pub(crate) window: Range<f64>,
    /// Where the time of the model went back, in seconds as laid out.
    pub(crate) jumps: Vec<f64>,
    /// The smallest time step, in seconds.
    pub(crate) dt: f64,
    /// How much later than in the model each run is drawn, in seconds.
    shifts: Vec<f64>,
    ms: bool,
}

/// Samples or spikes that follow each other, and how much later than recorded they are drawn.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Segment {
    /// Which of what the monitor recorded.
    pub(crate) range: Range<usize>,
    /// What is added to their times, in seconds.
    pub(crate) shift: f64,
}

/// Up to this length, in seconds, an axis is in milliseconds.
const LONGEST_IN_MS: f64 = 1.0;

impl Timeline {
    /// The time of a run, or what was chosen of it.
    ///
    /// # Errors
    /// If nothing of the run lies in the time that was chosen.
    pub(crate) fn new(description: &Description, choices: &Choices) -> Result<Timeline, Error> {
        let Laid { begin, end, mut jumps, shifts, .. } = Laid::of(description);
        let window = match &choices.time {
            None => begin..end,
            Some(chosen) => chosen.start.max(begin)..chosen.end.min(end),
        };
        if window.start >= window.end && choices.time.is_some() {
            let told = format!(
                "the run goes from {begin} s to {end} s, and none of it is in the time that was chosen"
            );
            return Err(Error::Nothing(told));
        }
        let step = description.runs.iter().map(|run| run.dt).fold(description.dt, f64::min);
        jumps.retain(|jump| window.contains(jump));
        let ms = window.end - window.start <= LONGEST_IN_MS && window.end <= 10.0 * LONGEST_IN_MS;
        Ok(Timeline { window, jumps, dt: step, shifts, ms })
    }

    /// How long what is drawn lasts, in seconds.
    pub(crate) fn span(&self) -> f64 {
        self.window.end - self.window.start
    }

    /// A time in the unit of the axis.
    pub(crate) fn shown(&self, time: f64) -> f64 {
        if self.ms { time * 1e3 } else { time }
    }

    /// The axis of all panels over time.
    pub(crate) fn axis(&self) -> Axis {
        let (label, unit) =
            if self.jumps.is_empty() { ("time", self.ms) } else { ("time simulated", self.ms) };
        let mut range = (self.shown(self.window.start), self.shown(self.window.end));
        if range.0 >= range.1 {
            range.1 = range.0 + 1.0;
        }
        Axis {
            label: label.into(),
            unit: if unit { "ms" } else { "s" }.into(),
            range,
            scale: Scale::Linear,
            ticks: Ticks::Round,
        }
    }

    /// What a monitor recorded, of `count` samples or spikes in all, as it is drawn.
    pub(crate) fn segments(&self, description: &Description, monitor: &str, count: usize) -> Vec<Segment> {
        let mut segments: Vec<Segment> = vec![];
        for (run, shift) in description.runs.iter().zip(&self.shifts) {
            let Some([start, end]) = run.recorded.get(monitor) else { continue };
            let range = (*start).min(count)..(*end).min(count);
            match segments.last_mut() {
                Some(last) if last.shift == *shift && last.range.end == range.start => {
                    last.range.end = range.end;
                }
                _ => segments.push(Segment { range, shift: *shift }),
            }
        }
        // Whatever is not said to belong to a run.
        match segments.last_mut() {
            None => segments.push(Segment { range: 0..count, shift: 0.0 }),
            Some(last) if last.range.end < count => last.range.end = count,
            Some(_) => {}
        }
        segments.retain(|segment| !segment.range.is_empty());
        segments
    }
}

/// A round length of time not below `least`: 1, 2 or 5 times a power of ten.
pub(crate) fn round_up(least: f64) -> f64 {
    if least <= 0.0 || !least.is_finite() {
        return 0.0;
    }
    let power = least.log10().floor() as i32;
    // Decimal texts are rounded once, products are not.
    let candidates = (power..=power + 1).flat_map(|power| [1, 2, 5].map(|first| format!("{first}e{power}")));
    let fits = |value: &f64| *value >= least * (1.0 - 1e-9);
    candidates.filter_map(|text| text.parse::<f64>().ok()).find(fits).unwrap_or(least)
}

/// A length of time, as it is told: `5 ms`.
pub(crate) fn told(seconds: f64) -> String {
    let (value, unit) = match seconds.abs() {
        size if size >= 1.0 || size == 0.0 => (seconds, "s"),
        size if size >= 1e-5 => (seconds * 1e3, "ms"),
        _ => (seconds * 1e6, "µs"),
    };
    format!("{} {unit}", (value * 1e6).round() / 1e6)
}
