//! How far a sweep is.

use crate::console;
use indicatif::{HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use snnc_sweep::SweepProgress;
use std::io::IsTerminal;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The resolution of the bar.
const LENGTH: f64 = 10_000.0;

/// Between two lines in a pipe.
const EACH: Duration = Duration::from_mins(1);

/// A bar on a terminal; in a pipe, such as the log of a job, a line each minute.
pub(super) enum Bar {
    Drawn(ProgressBar),
    /// When the last line was written.
    Lines(Mutex<Instant>),
    Quiet,
}

impl Bar {
    pub(super) fn new(quiet: bool) -> Bar {
        if quiet {
            return Bar::Quiet;
        }
        if !std::io::stderr().is_terminal() {
            return Bar::Lines(Mutex::new(Instant::now()));
        }
        let bar = ProgressBar::with_draw_target(Some(LENGTH as u64), ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {percent:>3} %  {msg}") {
            bar.set_style(style);
        }
        Bar::Drawn(bar)
    }

    pub(super) fn show(&self, progress: &SweepProgress) {
        match self {
            Bar::Drawn(bar) => {
                bar.set_position((progress.part * LENGTH) as u64);
                bar.set_message(text(progress));
            }
            Bar::Lines(last) => {
                // Who finds it locked has nothing newer to tell.
                let Ok(mut last) = last.try_lock() else { return };
                if last.elapsed() >= EACH {
                    *last = Instant::now();
                    console::note(&text(progress));
                }
            }
            Bar::Quiet => {}
        }
    }

    pub(super) fn clear(&self) {
        if let Bar::Drawn(bar) = self {
            bar.finish_and_clear();
        }
    }
}

/// `57 of 180 points, 1 failed, 2 minutes left`.
fn text(progress: &SweepProgress) -> String {
    let SweepProgress { points, done, failed, left, .. } = *progress;
    let mut text = format!("{done} of {points} points");
    if failed > 0 {
        text += &format!(", {failed} failed");
    }
    if let Some(left) = left.filter(|_| done < points) {
        text += &format!(", {} left", HumanDuration(left));
    }
    text
}
