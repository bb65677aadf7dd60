//! How long a protocol runs.

use crate::hir::Protocol;
use std::collections::HashMap;
use std::sync::Arc;

/// The latest time that the protocol reaches, in seconds, if no condition ends a run before.
pub(super) fn end(protocol: &[&[Protocol]]) -> f64 {
    let mut clock = Clock::default();
    protocol.iter().for_each(|part| clock.follow(part));
    clock.latest
}

#[derive(Default)]
struct Clock {
    now: f64,
    latest: f64,
    stored: HashMap<Arc<str>, f64>,
}

impl Clock {
    fn follow(&mut self, statements: &[Protocol]) {
        for statement in statements {
            match statement {
                Protocol::Run { duration, .. } => self.pass(*duration),
                Protocol::Store { label } => {
                    self.stored.insert(label.clone(), self.now);
                }
                Protocol::Restore { label, .. } => {
                    self.now = self.stored.get(label).copied().unwrap_or(self.now);
                }
                Protocol::Repeat { count, body } => {
                    let mut took = 0.0;
                    for _ in 0..(*count).min(2) {
                        let before = self.now;
                        self.follow(body);
                        took = self.now - before;
                    }
                    // Each further round takes as long as the second.
                    self.pass(took * count.saturating_sub(2) as f64);
                }
                Protocol::Assign { .. } | Protocol::Save { .. } | Protocol::Set { .. } => {}
            }
        }
    }

    fn pass(&mut self, seconds: f64) {
        self.now += seconds;
        self.latest = self.latest.max(self.now);
    }
}
