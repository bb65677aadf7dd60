//! Small numbers in as few bytes as the largest of them needs.

use std::ops::Range;

/// Numbers, each in one, two or four bytes.
#[derive(Debug, Clone)]
pub(crate) enum Packed {
    /// All below 2⁸.
    Bytes(Vec<u8>),
    /// All below 2¹⁶.
    Halves(Vec<u16>),
    /// Any.
    Words(Vec<u32>),
}

impl Packed {
    /// Without numbers; with room for some up to `largest`.
    pub(super) fn up_to(largest: u32, capacity: usize) -> Packed {
        match largest {
            0..=0xff => Packed::Bytes(Vec::with_capacity(capacity)),
            0x100..=0xffff => Packed::Halves(Vec::with_capacity(capacity)),
            _ => Packed::Words(Vec::with_capacity(capacity)),
        }
    }

    /// Without numbers; with room for as many, and as large ones.
    pub(crate) fn like(&self) -> Packed {
        match self {
            Packed::Bytes(numbers) => Packed::Bytes(Vec::with_capacity(numbers.len())),
            Packed::Halves(numbers) => Packed::Halves(Vec::with_capacity(numbers.len())),
            Packed::Words(numbers) => Packed::Words(Vec::with_capacity(numbers.len())),
        }
    }

    /// Makes room in each number for larger ones.
    pub(super) fn widen_to(&mut self, largest: u32) {
        match self {
            Packed::Bytes(numbers) if largest > 0xffff => {
                *self = Packed::Words(wider(numbers));
            }
            Packed::Bytes(numbers) if largest > 0xff => {
                *self = Packed::Halves(wider(numbers));
            }
            Packed::Halves(numbers) if largest > 0xffff => {
                *self = Packed::Words(wider(numbers));
            }
            _ => {}
        }
    }

    /// More numbers, for which there is room.
    pub(super) fn extend(&mut self, more: &[u32]) {
        match self {
            Packed::Bytes(numbers) => numbers.extend(more.iter().map(|number| *number as u8)),
            Packed::Halves(numbers) => numbers.extend(more.iter().map(|number| *number as u16)),
            Packed::Words(numbers) => numbers.extend(more),
        }
    }

    /// One more number, no larger than was said.
    #[inline]
    pub(crate) fn push(&mut self, number: u32) {
        match self {
            Packed::Bytes(numbers) => numbers.push(number as u8),
            Packed::Halves(numbers) => numbers.push(number as u16),
            Packed::Words(numbers) => numbers.push(number),
        }
    }

    /// Replaces the number at a place by one no larger than was said.
    #[inline]
    pub(super) fn set(&mut self, at: usize, number: u32) {
        match self {
            Packed::Bytes(numbers) => numbers[at] = number as u8,
            Packed::Halves(numbers) => numbers[at] = number as u16,
            Packed::Words(numbers) => numbers[at] = number,
        }
    }

    /// The number at a place.
    #[inline]
    pub(crate) fn get(&self, at: usize) -> u32 {
        match self {
            Packed::Bytes(numbers) => numbers[at].into(),
            Packed::Halves(numbers) => numbers[at].into(),
            Packed::Words(numbers) => numbers[at],
        }
    }

    /// The largest of them; 0 if there are none.
    pub(crate) fn largest(&self) -> u32 {
        match self {
            Packed::Bytes(numbers) => numbers.iter().max().map_or(0, |number| (*number).into()),
            Packed::Halves(numbers) => numbers.iter().max().map_or(0, |number| (*number).into()),
            Packed::Words(numbers) => numbers.iter().max().map_or(0, |number| *number),
        }
    }

    /// Shows each number of a range, in order. The loop is compiled for each width.
    #[inline]
    pub(crate) fn each(&self, range: Range<usize>, mut see: impl FnMut(u32)) {
        match self {
            Packed::Bytes(numbers) => numbers[range].iter().for_each(|number| see((*number).into())),
            Packed::Halves(numbers) => numbers[range].iter().for_each(|number| see((*number).into())),
            Packed::Words(numbers) => numbers[range].iter().for_each(|number| see(*number)),
        }
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        match self {
            Packed::Bytes(numbers) => numbers.len(),
            Packed::Halves(numbers) => numbers.len(),
            Packed::Words(numbers) => numbers.len(),
        }
    }

    /// How many bytes of memory.
    pub(crate) fn bytes(&self) -> usize {
        match self {
            Packed::Bytes(numbers) => numbers.len(),
            Packed::Halves(numbers) => 2 * numbers.len(),
            Packed::Words(numbers) => 4 * numbers.len(),
        }
    }
}

/// The same numbers in more bytes, with room for as many more.
fn wider<A: Copy, B: From<A>>(numbers: &Vec<A>) -> Vec<B> {
    let mut wider = Vec::with_capacity(numbers.capacity());
    wider.extend(numbers.iter().copied().map(B::from));
    wider
}

#[cfg(test)]
mod tests {
    use super::Packed;

    #[test]
    fn numbers_stay_what_they_are_when_larger_ones_come() {
        let numbers = [0, 255, 7, 256, 65_535, 1, 65_536, u32::MAX];
        let mut packed = Packed::up_to(0, numbers.len());
        for (at, number) in numbers.iter().enumerate() {
            packed.widen_to(*number);
            packed.extend(&[*number]);
            assert_eq!((packed.len(), packed.get(at)), (at + 1, *number));
            let mut seen = vec![];
            packed.each(0..packed.len(), |number| seen.push(number));
            assert_eq!(seen, numbers[..=at]);
        }
        assert_eq!((packed.largest(), packed.bytes()), (u32::MAX, 4 * numbers.len()));
        assert_eq!(Packed::up_to(255, 1).bytes(), 0);
    }
}
