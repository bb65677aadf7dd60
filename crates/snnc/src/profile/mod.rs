//! Where the time of a run goes.

mod bandwidth;
mod laps;
mod traffic;

pub(crate) use laps::{Lap, Laps};
pub(crate) use traffic::bytes_of;

use std::time::Duration;

/// Where the time of a run went.
#[derive(Debug, Clone)]
pub struct Profile {
    /// What was done in the steps, what took longest first.
    pub spent: Vec<Spent>,
    /// How long the first thread waited for the others; the times of operations are the first thread's too.
    pub waiting: Duration,
    /// Wall-clock time from the start of the first step to the end of the last.
    pub run: Duration,
    /// How many bytes a second this machine reads and writes when it copies memory, as measured before the run.
    pub bandwidth: f64,
}

/// What one operation of the steps took.
#[derive(Debug, Clone)]
pub struct Spent {
    /// What it is: the name of a kernel, or of a monitor.
    pub name: String,
    /// Wall-clock time in all.
    pub time: Duration,
    /// In how many steps it was done.
    pub calls: u64,
    /// How many neurons, synapses, events, spikes or values it dealt with in all.
    pub items: u64,
    /// What these are, in the plural.
    pub unit: &'static str,
    /// How many bytes of variables and indices it read and wrote in all, wherever they were; 0 if that is not known.
    pub bytes: u64,
}

impl Profile {
    /// What the loop over steps and operations took, and whatever else is not among them.
    pub fn rest(&self) -> Duration {
        self.run.saturating_sub(self.spent.iter().map(|spent| spent.time).sum::<Duration>() + self.waiting)
    }

    /// The part of the run that a time is.
    pub fn share(&self, time: Duration) -> f64 {
        ratio(time.as_secs_f64(), self.run.as_secs_f64())
    }
}

impl Spent {
    /// The nanoseconds for each of the items.
    pub fn each(&self) -> f64 {
        ratio(self.time.as_secs_f64() * 1e9, self.items as f64)
    }

    /// The items a second.
    pub fn rate(&self) -> f64 {
        ratio(self.items as f64, self.time.as_secs_f64())
    }

    /// The bytes a second.
    pub fn traffic(&self) -> f64 {
        ratio(self.bytes as f64, self.time.as_secs_f64())
    }
}

fn ratio(a: f64, b: f64) -> f64 {
    if b > 0.0 { a / b } else { 0.0 }
}
