//! A name that tells a figure from others, for the names of its parts: several may stand in one page.

use super::Size;
use crate::figure::{Figure, Mark};

/// FNV-1a over what distinguishes figures, as it is the same on every machine (D. Eastlake et al., RFC 9923).
struct Fingerprint(u64);

impl Fingerprint {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn number(&mut self, number: f64) {
        self.add(&number.to_bits().to_le_bytes());
    }
}

pub(super) fn of(figure: &Figure, size: Size) -> String {
    let mut print = Fingerprint(0xcbf2_9ce4_8422_2325);
    print.add(figure.title.as_bytes());
    print.add(figure.subtitle.as_bytes());
    print.number(size.width);
    print.number(size.height);
    for row in &figure.rows {
        print.number(row.height);
        for panel in &row.panels {
            print.add(format!("{:?}{:?}{}{}", panel.x, panel.y, panel.title, panel.note).as_bytes());
            for mark in &panel.marks {
                match mark {
                    Mark::Points { at, .. } | Mark::Line { at, .. } => {
                        print.number(at.len() as f64);
                        at.iter().take(SOME).for_each(|(x, y)| {
                            print.number(*x);
                            print.number(*y);
                        });
                    }
                    Mark::Bars { heights, .. } => heights.iter().take(SOME).for_each(|h| print.number(*h)),
                    Mark::Image { values, .. } => values.iter().take(SOME).for_each(|v| print.number(*v)),
                    Mark::Band { .. } | Mark::Rule { .. } | Mark::ScaleBar { .. } => {}
                }
            }
        }
    }
    format!("f{:010x}", print.0 & 0xff_ffff_ffff)
}

/// So many points of each mark are enough to tell figures apart.
const SOME: usize = 100;
