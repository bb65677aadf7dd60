//! Values in bins.

use super::span::Span;
use crate::figure::{Axis, Colour, Mark, Panel, Scale, Ticks};

/// There are no more bins, and with enough values no fewer.
const MOST_BINS: usize = 60;
const FEWEST_BINS: usize = 8;

/// The edges of bins, all equally wide.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bins {
    low: f64,
    width: f64,
    count: usize,
}

impl Bins {
    /// Bins for values in a range: of round widths, as many as their number allows, and around whole numbers where all
    /// values are whole.
    pub(crate) fn new(span: Span, values: u64, whole: bool) -> Bins {
        let (low, high) = span.wide();
        if whole && !span.is_empty() {
            let (low, high) = (span.low, span.high);
            let width = ((high - low + 1.0) / MOST_BINS as f64).ceil().max(1.0);
            let count = ((high - low + 1.0) / width).ceil().max(1.0) as usize;
            return Bins { low: low - 0.5, width, count };
        }
        if !span.is_empty() && span.low >= span.high - span.high.abs() * 1e-12 {
            // All the same: one bin in the middle.
            let width = (high - low) / 5.0;
            return Bins { low: f64::midpoint(low, high) - width / 2.0, width, count: 1 };
        }
        // The rule of the square root.
        let wanted = ((values as f64).sqrt() as usize).clamp(FEWEST_BINS, MOST_BINS);
        let width = round_width((high - low) / wanted as f64);
        let first = (low / width + 1e-9).floor();
        let last = (high / width - 1e-9).ceil().max(first + 1.0);
        if !width.is_normal() || !(first * width).is_finite() || last - first > 10.0 * MOST_BINS as f64 {
            let count = wanted;
            return Bins { low, width: (high - low) / count as f64, count };
        }
        Bins { low: first * width, width, count: (last - first) as usize }
    }

    /// The bin of a value.
    pub(crate) fn of(&self, value: f64) -> Option<usize> {
        // A value at an edge belongs above it, whatever rounding says.
        let at = ((value - self.low) / self.width + 1e-9).floor();
        // The last bin holds its upper edge too.
        (at >= 0.0 && at <= self.count as f64).then(|| (at as usize).min(self.count - 1))
    }

    /// How many.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// One more than bins.
    pub(crate) fn edges(&self) -> Vec<f64> {
        (0..=self.count).map(|at| self.low + at as f64 * self.width).collect()
    }
}

/// 1, 2, 2.5 or 5 times a power of ten, not below `least`.
fn round_width(least: f64) -> f64 {
    if !least.is_normal() || least <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powi(least.log10().floor() as i32);
    let candidates = [1.0, 2.0, 2.5, 5.0, 10.0].map(|first| first * power);
    candidates.into_iter().find(|width| *width >= least * (1.0 - 1e-9)).unwrap_or(least)
}

/// Values that were counted, with what they are.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Counted {
    pub(crate) label: String,
    pub(crate) colour: Colour,
    pub(crate) counts: Vec<u64>,
}

/// What stands at a histogram.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Texts {
    /// Above it.
    pub(crate) title: String,
    /// What the values are.
    pub(crate) label: String,
    /// Their unit.
    pub(crate) unit: String,
    /// What was counted: neurons.
    pub(crate) counted: String,
    /// What must be known.
    pub(crate) note: String,
}

/// A panel of histograms over the same bins. Several are drawn as outlines, and as shares in percent if `as_shares`, so that
/// those of many values do not hide those of few.
pub(crate) fn panel(texts: Texts, bins: &Bins, series: Vec<Counted>, as_shares: bool) -> Panel {
    let is_single = series.len() == 1;
    let mut span = Span::EMPTY;
    let mut marks = vec![];
    for one in series {
        let all = one.counts.iter().sum::<u64>().max(1) as f64;
        let part = if as_shares { 100.0 / all } else { 1.0 };
        let heights: Vec<f64> = one.counts.iter().map(|count| *count as f64 * part).collect();
        heights.iter().for_each(|height| span.add(*height));
        let label = if is_single { String::new() } else { one.label };
        marks.push(Mark::Bars {
            label,
            colour: one.colour,
            edges: bins.edges(),
            heights,
            outline: !is_single,
        });
    }
    let edges = bins.edges();
    let (first, last) = (edges[0], edges[edges.len() - 1]);
    let margin = if bins.count() == 1 { (last - first) * 2.0 } else { 0.0 };
    Panel {
        title: texts.title,
        x: Axis {
            label: texts.label,
            unit: texts.unit,
            range: (first - margin, last + margin),
            scale: Scale::Linear,
            ticks: Ticks::Round,
        },
        y: Axis {
            label: if as_shares { format!("share of {}", texts.counted) } else { texts.counted },
            unit: if as_shares { "%" } else { "" }.into(),
            range: span.above_zero(),
            scale: Scale::Linear,
            ticks: if as_shares { Ticks::Round } else { Ticks::Whole },
        },
        marks,
        note: texts.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_round_and_hold_all_values() {
        let span: Span = [0.013, 0.987].into_iter().collect();
        let bins = Bins::new(span, 400, false);
        assert_eq!(bins, Bins { low: 0.0, width: 0.05, count: 20 });
        assert_eq!(
            (bins.of(0.0), bins.of(1.0), bins.of(0.15), bins.of(1.1)),
            (Some(0), Some(19), Some(3), None)
        );
    }

    #[test]
    fn whole_numbers_stand_in_the_middle() {
        let bins = Bins::new([2.0, 5.0].into_iter().collect(), 100, true);
        assert_eq!(bins.edges(), [1.5, 2.5, 3.5, 4.5, 5.5]);
        assert_eq!(bins.of(5.0), Some(3));
    }

    #[test]
    fn values_that_are_all_the_same_have_one_bar() {
        for value in [0.0, 3.0, -1e-9, 1e300] {
            let bins = Bins::new([value].into_iter().collect(), 7, false);
            assert_eq!((bins.count(), bins.of(value)), (1, Some(0)), "{value}");
        }
    }
}
