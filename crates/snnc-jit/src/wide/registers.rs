//! Which values are in registers.

/// Registers of one kind, and what they hold.
pub(super) struct Registers {
    holder: Vec<Option<usize>>,
    /// Those that hold the same for good.
    pinned: u32,
    /// Those that the current operation needs.
    locked: u32,
    /// Those that may be used.
    usable: u32,
}

impl Registers {
    /// The registers of those numbers, all free.
    pub(super) fn new(usable: std::ops::Range<u8>) -> Self {
        let usable = usable.fold(0, |all, number| all | 1 << number);
        Registers { holder: vec![None; 32], pinned: 0, locked: 0, usable }
    }

    /// A register that holds nothing.
    pub(super) fn free(&self) -> Option<u8> {
        (0..32).find(|&number| {
            self.usable >> number & 1 == 1
                && self.locked >> number & 1 == 0
                && self.holder[usize::from(number)].is_none()
        })
    }

    /// Those that may be given to another value, and the values that they hold.
    pub(super) fn evictable(&self) -> impl Iterator<Item = (u8, usize)> {
        let kept = self.pinned | self.locked;
        self.held().filter(move |(number, _)| kept >> number & 1 == 0)
    }

    /// Those that hold something, and what.
    pub(super) fn held(&self) -> impl Iterator<Item = (u8, usize)> {
        (0u8..).zip(&self.holder).filter_map(|(number, holder)| holder.map(|holder| (number, holder)))
    }

    pub(super) fn hold(&mut self, number: u8, value: usize) {
        self.holder[usize::from(number)] = Some(value);
    }

    pub(super) fn release(&mut self, number: u8) {
        if self.pinned >> number & 1 == 0 {
            self.holder[usize::from(number)] = None;
        }
    }

    pub(super) fn pin(&mut self, number: u8) {
        self.pinned |= 1 << number;
    }

    pub(super) fn is_pinned(&self, number: u8) -> bool {
        self.pinned >> number & 1 == 1
    }

    pub(super) fn lock(&mut self, number: u8) {
        self.locked |= 1 << number;
    }

    pub(super) fn unlock_all(&mut self) {
        self.locked = 0;
    }
}
