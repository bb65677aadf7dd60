//! State columns: one variable of all neurons or synapses.

use std::fmt;
use std::ops::Range;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

/// The elements of a cache line.
#[derive(Default)]
#[repr(C, align(64))]
struct Line([AtomicU64; 8]);

/// A loop over elements may run on until it has covered whole words of 64 spike bits.
const PADDING: usize = 64;

/// One variable of all elements of a group: 64-bit words, aligned to cache lines, followed by at least 63 zeros of padding.
///
/// Cloning shares the memory. Words are relaxed atomics, which cost what plain words cost and make sharing a column between
/// kernels, monitors and threads safe; who writes when is decided by the schedule.
#[derive(Clone)]
pub struct Column {
    lines: Arc<[Line]>,
    len: usize,
}

impl Column {
    /// `len` zeros.
    pub fn zeros(len: usize) -> Self {
        let lines = (len + PADDING - 1).next_multiple_of(PADDING) / 8;
        Column { lines: (0..lines).map(|_| Line::default()).collect(), len }
    }

    /// How many elements, padding not counted.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of words, padding counted.
    pub fn capacity(&self) -> usize {
        self.lines.len() * 8
    }

    /// The word of an element (or of padding).
    #[inline]
    pub fn word(&self, index: usize) -> u64 {
        self.cells()[index].load(Relaxed)
    }

    /// Writes the word of an element (or of padding).
    #[inline]
    pub fn set_word(&self, index: usize, word: u64) {
        self.cells()[index].store(word, Relaxed);
    }

    /// An element as float.
    #[inline]
    pub fn float(&self, index: usize) -> f64 {
        f64::from_bits(self.word(index))
    }

    /// Writes an element as float.
    #[inline]
    pub fn set_float(&self, index: usize, value: f64) {
        self.set_word(index, value.to_bits());
    }

    /// An element as integer.
    #[inline]
    pub fn int(&self, index: usize) -> i64 {
        self.word(index) as i64
    }

    /// Writes an element as integer.
    #[inline]
    pub fn set_int(&self, index: usize, value: i64) {
        self.set_word(index, value as u64);
    }

    /// Reads the words of elements one after the other.
    #[inline]
    pub fn read(&self, first: usize, words: &mut [u64]) {
        let cells = &self.cells()[first..][..words.len()];
        for (word, cell) in words.iter_mut().zip(cells) {
            *word = cell.load(Relaxed);
        }
    }

    /// Appends elements one after the other, as floats.
    #[inline]
    pub fn append_floats(&self, elements: Range<usize>, floats: &mut Vec<f64>) {
        let cells = &self.cells()[elements];
        floats.extend(cells.iter().map(|cell| f64::from_bits(cell.load(Relaxed))));
    }

    /// Writes the words of elements one after the other.
    #[inline]
    pub fn write(&self, first: usize, words: &[u64]) {
        let cells = &self.cells()[first..][..words.len()];
        for (&word, cell) in words.iter().zip(cells) {
            cell.store(word, Relaxed);
        }
    }

    /// The address of the first word, for compiled code. It stays valid as long as a clone of the column lives.
    pub fn address(&self) -> *mut u64 {
        self.cells()[0].as_ptr()
    }

    /// All words, padding counted.
    #[inline]
    fn cells(&self) -> &[AtomicU64] {
        // SAFETY: a line is eight words one after the other, and nothing else; the lines live as long as `self`.
        unsafe { slice::from_raw_parts(self.lines.as_ptr().cast(), self.capacity()) }
    }
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.len)
    }
}
