//! How long a protocol runs.

use crate::hir::Protocol;
use std::collections::HashMap;
use std::sync::Arc;

/// The latest time that the protocol reaches, and how long it runs in all, in seconds, if no condition ends a run before.
pub(super) fn lengths(protocol: &[&[Protocol]]) -> (f64, f64) {
    let mut clock = Clock::default();
    protocol.iter().for_each(|part| clock.follow(part));
    (clock.latest, clock.total)
}

#[derive(Default)]
struct Clock {
    now: f64,
    latest: f64,
    total: f64,
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
                    let (mut took, mut ran) = (0.0, 0.0);
                    for _ in 0..(*count).min(2) {
                        let before = (self.now, self.total);
                        self.follow(body);
                        (took, ran) = (self.now - before.0, self.total - before.1);
                    }
                    // Each further round takes as long as the second.
                    let left = count.saturating_sub(2) as f64;
                    self.now += took * left;
                    self.total += ran * left;
                    self.latest = self.latest.max(self.now);
                }
                Protocol::Assign { .. } | Protocol::Save { .. } | Protocol::Set { .. } => {}
            }
        }
    }

    fn pass(&mut self, seconds: f64) {
        self.now += seconds;
        self.total += seconds;
        self.latest = self.latest.max(self.now);
    }
}
