//! Random numbers.

/// The key of a random stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StreamKey(pub [u32; 2]);
