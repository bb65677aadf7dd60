//! The progress bar of a sweep.

use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use snnc_sweep::SweepProgress;
use std::io::IsTerminal;

/// The resolution of the bar.
const LENGTH: f64 = 10_000.0;

/// A bar on a terminal; nothing in a pipe.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new(quiet: bool) -> Bar {
        if quiet || !std::io::stderr().is_terminal() {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::with_draw_target(Some(LENGTH as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}") {
            bar.set_style(style);
        }
        Bar(bar)
    }

    pub(super) fn show(&self, progress: &SweepProgress) {
        let SweepProgress { points, done, failed, part, left } = *progress;
        let mut text = format!("{done} of {points} points");
        if failed > 0 {
            text += &format!(", {failed} failed");
        }
        if let Some(left) = left.filter(|_| done < points) {
            text += &format!("  {} left", HumanDuration(left));
        }
        self.0.set_position((part * LENGTH) as u64);
        self.0.set_message(text);
    }

    pub(super) fn clear(&self) {
        self.0.finish_and_clear();
    }
}
