//! Sources of given spikes.

/// Spikes that a model gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSpikes {
    /// The step and the element of each, ascending; no two are the same.
    pub spikes: Vec<(u64, u32)>,
    /// After how many steps they are repeated: more than the step of the last.
    pub period: Option<u64>,
}

impl GivenSpikes {
    /// The spikes of a step, ascending by element.
    pub fn of(&self, step: u64) -> &[(u64, u32)] {
        let step = self.period.map_or(step, |period| step % period);
        let start = self.spikes.partition_point(|(at, _)| *at < step);
        let count = self.spikes[start..].partition_point(|(at, _)| *at == step);
        &self.spikes[start..start + count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spikes_are_repeated() {
        let once = GivenSpikes { spikes: vec![(0, 3), (2, 0), (2, 1)], period: None };
        assert_eq!(once.of(2), [(2, 0), (2, 1)]);
        assert!(once.of(1).is_empty() && once.of(12).is_empty());
        let again = GivenSpikes { period: Some(5), ..once };
        assert_eq!(again.of(12), [(2, 0), (2, 1)]);
        assert_eq!(again.of(10), [(0, 3)]);
        assert!(again.of(11).is_empty());
    }
}
