//! Some of many, chosen by chance and yet always the same.

use std::collections::BTreeSet;

/// `size` different numbers below `of`, in order; all of them if there are no more. Each set is as likely as any other
/// (Floyd's method, Bentley & Floyd 1987, doi:10.1145/30401.315746), and the seed says which it is.
pub fn sample(of: usize, size: usize, seed: u64) -> Vec<usize> {
    if size >= of {
        return (0..of).collect();
    }
    let mut random = SplitMix(seed);
    let mut chosen = BTreeSet::new();
    for last in of - size..of {
        let drawn = random.below(last + 1);
        chosen.insert(if chosen.contains(&drawn) { last } else { drawn });
    }
    chosen.into_iter().collect()
}

/// `SplitMix64`: Steele, Lea & Flood 2014, doi:10.1145/2660193.2660195.
struct SplitMix(u64);

impl SplitMix {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn each_is_as_likely() {
        let mut hits = [0; 10];
        for seed in 0..3000 {
            let chosen = sample(10, 3, seed);
            assert!(chosen.len() == 3 && chosen.is_sorted_by(|a, b| a < b));
            chosen.iter().for_each(|at| hits[*at] += 1);
        }
        // 900 expected, with a standard deviation of 25.
        assert!(hits.iter().all(|hits| (800..1000).contains(hits)), "{hits:?}");
    }

    #[test]
    fn of_few_all_are_taken() {
        assert_eq!(sample(3, 5, 1), [0, 1, 2]);
        assert_eq!(sample(0, 5, 1), [] as [usize; 0]);
        assert_eq!(sample(1000, 5, 7), sample(1000, 5, 7));
    }
}
