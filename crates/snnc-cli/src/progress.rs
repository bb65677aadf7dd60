//! The progress bar, and Ctrl-C.

use crate::console;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use snnc::{Building, Progress};
use std::cell::Cell;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The resolution of the bar.
const LENGTH: u64 = 1000;

/// Building that is done sooner is not shown.
const PATIENCE: Duration = Duration::from_millis(200);
/// A network of so many bytes is announced.
const LARGE: u64 = 1_000_000_000;

/// A bar on a terminal; nothing in a pipe.
pub(crate) struct Bar {
    drawn: ProgressBar,
    started: Instant,
    announced: Cell<bool>,
}

impl Bar {
    pub(crate) fn new(quiet: bool) -> Bar {
        let around = |drawn| Bar { drawn, started: Instant::now(), announced: Cell::new(quiet) };
        if quiet || !std::io::stderr().is_terminal() {
            return around(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(LENGTH), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}  {eta} left") {
            bar.set_style(style);
        }
        around(bar)
    }

    /// While the network is built.
    pub(crate) fn build(&self, building: Building) {
        if building.bytes >= LARGE && !self.announced.replace(true) {
            console::note(&size(building.expected, building.bytes));
        }
        if self.started.elapsed() < PATIENCE {
            return;
        }
        let (made, expected) = (building.synapses, building.expected.max(building.synapses).max(1));
        self.drawn.set_position((made as f64 / expected as f64 * LENGTH as f64) as u64);
        let millions = |count: u64| count as f64 / 1e6;
        self.drawn.set_message(format!(
            "{:.1} of {:.1} million synapses",
            millions(made),
            millions(expected)
        ));
    }

    /// What comes now begins at 0.
    pub(crate) fn restart(&self) {
        self.drawn.reset();
    }

    pub(crate) fn show(&self, progress: Progress) {
        let part = if progress.end > 0.0 { progress.time / progress.end } else { 0.0 };
        self.drawn.set_position((part * LENGTH as f64) as u64);
        self.drawn.set_message(format!("{:.2} of {:.2} s", progress.time, progress.end));
    }

    pub(crate) fn clear(&self) {
        self.drawn.finish_and_clear();
    }
}

/// How large a network is going to be.
fn size(synapses: u64, bytes: u64) -> String {
    let gigabytes = bytes as f64 / 1e9;
    let (count, unit) = if synapses < 100_000_000 {
        (synapses as f64 / 1e6, "million")
    } else {
        (synapses as f64 / 1e9, "billion")
    };
    format!("building {count:.2} {unit} synapses, about {gigabytes:.1} GB")
}

/// Whether the user asked to stop.
pub(crate) struct Interrupt(Arc<AtomicBool>);

impl Interrupt {
    /// From now on Ctrl-C is noted instead of ending the program.
    pub(crate) fn catch() -> Interrupt {
        let flag = Arc::new(AtomicBool::new(false));
        let noted = flag.clone();
        // Without a handler Ctrl-C simply ends the program.
        let _ = ctrlc::set_handler(move || noted.store(true, Ordering::Relaxed));
        Interrupt(flag)
    }

    pub(crate) fn happened(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
