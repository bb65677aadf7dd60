//! Random choices.

/// A list of numbers that choices are made by; when it is used up, always the first possibility is chosen.
#[derive(Debug, Clone)]
pub struct Choices<'a> {
    rest: &'a [u64],
}

impl<'a> Choices<'a> {
    /// All of the list.
    pub fn new(list: &'a [u64]) -> Self {
        Choices { rest: list }
    }

    /// Whether the list is used up.
    pub fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next number.
    pub fn number(&mut self) -> u64 {
        match self.rest.split_first() {
            Some((&first, rest)) => {
                self.rest = rest;
                first
            }
            None => 0,
        }
    }

    /// A number less than `end` (0 if there is none).
    pub fn below(&mut self, end: usize) -> usize {
        (self.number() % end.max(1) as u64) as usize
    }

    /// One of several.
    pub fn one_of<T: Copy>(&mut self, among: &[T]) -> T {
        among[self.below(among.len())]
    }

    /// A float, the awkward ones often.
    pub fn float(&mut self) -> f64 {
        const AWKWARD: [f64; 18] = [
            0.0,
            1.0,
            -1.0,
            0.5,
            2.0,
            -0.0,
            3.0,
            49.0,
            0.1,
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::NAN,
            f64::MAX,
            f64::MIN_POSITIVE,
            5e-324,
            9_007_199_254_740_993.0,
            -1e300,
            9.3e18,
        ];
        let bits = self.number();
        match bits % 4 {
            0 => AWKWARD[(bits / 4) as usize % AWKWARD.len()],
            1 | 2 => (bits >> 11) as f64 / (1u64 << 49) as f64 - 8.0,
            _ => f64::from_bits(bits.rotate_left(17)),
        }
    }

    /// An integer, the awkward ones often.
    pub fn int(&mut self) -> i64 {
        const AWKWARD: [i64; 8] = [0, 1, -1, 2, i64::MAX, i64::MIN, 1 << 53, -7];
        let bits = self.number();
        match bits % 4 {
            0 => AWKWARD[(bits / 4) as usize % AWKWARD.len()],
            1 | 2 => (bits >> 3) as i64 % 100 - 50,
            _ => bits.rotate_left(17) as i64,
        }
    }
}
