//! The progress bar, and Ctrl-C.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use snnc::Progress;
use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The resolution of the bar.
const LENGTH: u64 = 1000;

/// A bar on a terminal; nothing in a pipe.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    pub(crate) fn new(quiet: bool) -> Bar {
        if quiet || !std::io::stderr().is_terminal() {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(LENGTH), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}  {eta} left") {
            bar.set_style(style);
        }
        Bar(bar)
    }

    pub(crate) fn show(&self, progress: Progress) {
        let part = if progress.end > 0.0 { progress.time / progress.end } else { 0.0 };
        self.0.set_position((part * LENGTH as f64) as u64);
        self.0.set_message(format!("{:.2} of {:.2} s", progress.time, progress.end));
    }

    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
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
