//! Keys of streams.

/// The key of a random stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StreamKey(pub [u32; 2]);

impl StreamKey {
    /// The key of the stream of that name, say `cortex/update/xi`, in a simulation with that seed.
    ///
    /// It is the 64-bit FNV-1a hash of the name's UTF-8 bytes, exclusive-or'ed with the mixed seed, and mixed
    /// again, the lower half first; to mix is the last step of `SplitMix64`. This will not change.
    pub fn new(seed: u64, name: &str) -> Self {
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Self::from_bits(mix(hash ^ mix(seed)))
    }

    /// It as a number, to derive seeds from.
    pub fn word(self) -> u64 {
        let [low, high] = self.0.map(u64::from);
        high << 32 | low
    }

    /// The key of the stream that goes on where this one has used up its counters for the `n`th time.
    pub(super) fn continued(self, n: u64) -> Self {
        let [low, high] = self.0.map(u64::from);
        Self::from_bits(mix((high << 32 | low) ^ mix(n)))
    }

    fn from_bits(bits: u64) -> Self {
        Self([bits as u32, (bits >> 32) as u32])
    }
}

/// A bijection of 64-bit numbers in which each bit depends on all.
fn mix(x: u64) -> u64 {
    let mut z = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
