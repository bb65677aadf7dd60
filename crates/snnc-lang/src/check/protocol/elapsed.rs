//! How much time has passed, as far as it follows from the file.

use crate::hir::Protocol;
use std::collections::HashMap;
use std::sync::Arc;

/// How many rounds of loops are followed.
const MOST: u64 = 100_000;

/// The time that the protocol has reached, in seconds; `None` where a condition ended a run.
#[derive(Debug, Clone)]
pub(super) struct Elapsed {
    now: Option<f64>,
    stored: HashMap<Arc<str>, Option<f64>>,
}

impl Default for Elapsed {
    fn default() -> Self {
        Elapsed { now: Some(0.0), stored: HashMap::new() }
    }
}

impl Elapsed {
    /// Follows a statement that is carried out with this time step.
    pub(super) fn pass(&mut self, statement: &Protocol, dt: f64) {
        match statement {
            Protocol::Run { duration, until: None, .. } => {
                let steps = duration / dt;
                let whole = if (steps - steps.round()).abs() > 1e-3 { steps.ceil() } else { steps.round() };
                self.now = self.now.map(|now| ((now / dt).round() + whole) * dt);
            }
            Protocol::Run { .. } => self.now = None,
            Protocol::Store { label } => {
                self.stored.insert(label.clone(), self.now);
            }
            Protocol::Restore { label, .. } => self.now = self.stored.get(label).copied().flatten(),
            Protocol::Repeat { count, .. } if *count > MOST => self.now = None,
            Protocol::Repeat { count, body } => {
                for _ in 0..*count {
                    body.iter().for_each(|statement| self.pass(statement, dt));
                    if self.now.is_none() {
                        break;
                    }
                }
            }
            Protocol::Assign { .. } | Protocol::Save { .. } | Protocol::Set { .. } => {}
        }
    }

    /// The time, if no step of length `dt` begins at it.
    pub(super) fn between_steps(&self, dt: f64) -> Option<f64> {
        let now = self.now?;
        let steps = now / dt;
        ((steps - steps.round()).abs() > 1e-4).then_some(now)
    }
}
