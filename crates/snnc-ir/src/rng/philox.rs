//! Philox4x32-10, the counter-based generator of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
//! easy as 1, 2, 3" (2011), doi:10.1145/2063384.2063405.

const MULTIPLIERS: [u64; 2] = [0xd251_1f53, 0xcd9e_8d57];
/// What is added to the key from round to round (Weyl sequences).
const WEYL: [u32; 2] = [0x9e37_79b9, 0xbb67_ae85];
const ROUNDS: usize = 10;

/// The keys of all rounds.
pub(super) type Schedule = [[u64; 2]; ROUNDS];

/// The keys of all rounds, from that of the first.
#[inline(always)]
pub(super) fn schedule(key: [u32; 2]) -> Schedule {
    let mut round = key;
    [(); ROUNDS].map(|()| {
        let keys = round.map(u64::from);
        round = [round[0].wrapping_add(WEYL[0]), round[1].wrapping_add(WEYL[1])];
        keys
    })
}

/// 128 random bits for a counter of 128 bits and a key of 64: a keyed bijection of counters.
#[inline(always)]
pub fn philox4x32_10(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    scrambled(counter.map(u64::from), &schedule(key)).map(|word| word as u32)
}

/// The same. Words are kept in 64 bits, and only their lower halves count, those of the result too: vector units
/// multiply the lower halves of 64-bit lanes, so that nothing has to be moved between lanes of different widths.
#[inline(always)]
pub(super) fn scrambled(counter: [u64; 4], schedule: &Schedule) -> [u64; 4] {
    let [mut a, mut b, mut c, mut d] = counter;
    for [first, second] in schedule {
        let p = MULTIPLIERS[0].wrapping_mul(a & LOWER);
        let q = MULTIPLIERS[1].wrapping_mul(c & LOWER);
        (a, b, c, d) = (q >> 32 ^ b ^ first, q, p >> 32 ^ d ^ second, p);
    }
    [a, b, c, d]
}

/// The lower half of a word.
pub(super) const LOWER: u64 = 0xffff_ffff;

#[cfg(test)]
mod tests {
    use super::philox4x32_10;

    /// The known answers that the authors publish with Random123.
    #[test]
    fn known_answers() {
        let ones = u32::MAX;
        assert_eq!(philox4x32_10([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox4x32_10([ones; 4], [ones; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        assert_eq!(
            philox4x32_10([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]),
            [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]
        );
    }
}
