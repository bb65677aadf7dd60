//! State columns: one variable of all neurons or synapses.

use memmap2::MmapMut;
use std::fmt;
use std::ops::Range;
use std::slice;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering::Relaxed};

/// The elements of a cache line.
#[derive(Default)]
#[repr(C, align(64))]
struct Line([AtomicU64; 8]);

/// From so many bytes on, memory comes in pages of its own, which are zero without being written: each thread touches first what it
/// fills. (Large pages are not asked for: to find them takes longer than they save, unless much memory is free.)
const LARGE: usize = 4 << 20;

/// What holds the words of a column.
enum Memory {
    Lines(Box<[Line]>),
    Pages(MmapMut),
}

impl Memory {
    /// So many lines of zeros.
    fn zeros(lines: usize) -> Memory {
        let bytes = lines * size_of::<Line>();
        // Where the system gives no pages, it may still have memory.
        if bytes >= LARGE
            && let Ok(pages) = MmapMut::map_anon(bytes)
        {
            return Memory::Pages(pages);
        }
        Memory::Lines((0..lines).map(|_| Line::default()).collect())
    }

    /// The first word. Pages begin at lines.
    fn first(&self) -> *const AtomicU64 {
        match self {
            Memory::Lines(lines) => lines.as_ptr().cast(),
            Memory::Pages(pages) => pages.as_ptr().cast(),
        }
    }
}

/// A loop over elements may run on until it has covered whole words of 64 spike bits.
const PADDING: usize = 64;

/// How floats are stored. They are computed with as doubles: a load from single precision is exact, and a store to it rounds to
/// the nearest, ties to even.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Precision {
    /// IEEE double: 8 bytes.
    #[default]
    Double,
    /// IEEE single: 4 bytes.
    Single,
}

impl Precision {
    /// The bytes of an element.
    pub const fn bytes(self) -> usize {
        match self {
            Precision::Double => 8,
            Precision::Single => 4,
        }
    }
}

/// One variable of all elements of a group: 64-bit words, aligned to cache lines, followed by at least 63 zeros of padding.
///
/// A column of single precision holds floats in half the memory; its words are those of the doubles that they are equal to.
///
/// Cloning shares the memory. Words are relaxed atomics, which cost what plain words cost and make sharing a column between
/// kernels, monitors and threads safe; who writes when is decided by the schedule.
#[derive(Clone)]
pub struct Column {
    cells: *const AtomicU64,
    words: usize,
    len: usize,
    precision: Precision,
    /// Keeps the cells alive.
    _memory: Arc<Memory>,
}

// SAFETY: what `cells` points to belongs to the memory that is held, and is atomics, which may be shared.
unsafe impl Send for Column {}
// SAFETY: as for `Send`.
unsafe impl Sync for Column {}

impl Column {
    /// `len` zeros.
    pub fn zeros(len: usize) -> Self {
        Self::zeros_in(Precision::Double, len)
    }

    /// `len` zeros, of floats in that precision.
    pub fn zeros_in(precision: Precision, len: usize) -> Self {
        let lines = (len + PADDING - 1).next_multiple_of(PADDING) * precision.bytes() / size_of::<Line>();
        let memory = Arc::new(Memory::zeros(lines));
        Column { cells: memory.first(), words: lines * 8, len, precision, _memory: memory }
    }

    /// How its floats are stored.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// How many elements, padding not counted.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The number of elements, padding counted.
    pub fn capacity(&self) -> usize {
        self.words * size_of::<u64>() / self.precision.bytes()
    }

    /// The word of an element (or of padding).
    #[inline]
    pub fn word(&self, index: usize) -> u64 {
        match self.precision {
            Precision::Double => self.cells()[index].load(Relaxed),
            Precision::Single => widened(&self.halves()[index]),
        }
    }

    /// Writes the word of an element (or of padding).
    #[inline]
    pub fn set_word(&self, index: usize, word: u64) {
        match self.precision {
            Precision::Double => self.cells()[index].store(word, Relaxed),
            Precision::Single => round_into(&self.halves()[index], word),
        }
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
        let len = words.len();
        match self.precision {
            Precision::Double => {
                for (word, cell) in words.iter_mut().zip(&self.cells()[first..][..len]) {
                    *word = cell.load(Relaxed);
                }
            }
            Precision::Single => {
                for (word, half) in words.iter_mut().zip(&self.halves()[first..][..len]) {
                    *word = widened(half);
                }
            }
        }
    }

    /// Appends elements one after the other, as floats.
    #[inline]
    pub fn append_floats(&self, elements: Range<usize>, floats: &mut Vec<f64>) {
        match self.precision {
            Precision::Double => {
                let cells = &self.cells()[elements];
                floats.extend(cells.iter().map(|cell| f64::from_bits(cell.load(Relaxed))));
            }
            Precision::Single => {
                let halves = &self.halves()[elements];
                floats.extend(halves.iter().map(|half| f64::from(f32::from_bits(half.load(Relaxed)))));
            }
        }
    }

    /// Writes the words of elements one after the other.
    #[inline]
    pub fn write(&self, first: usize, words: &[u64]) {
        match self.precision {
            Precision::Double => {
                for (&word, cell) in words.iter().zip(&self.cells()[first..][..words.len()]) {
                    cell.store(word, Relaxed);
                }
            }
            Precision::Single => {
                for (&word, half) in words.iter().zip(&self.halves()[first..][..words.len()]) {
                    round_into(half, word);
                }
            }
        }
    }

    /// The address of the first element, for compiled code. It stays valid as long as a clone of the column lives.
    pub fn address(&self) -> *mut u64 {
        self.cells()[0].as_ptr()
    }

    /// The address of an element, or the one past the end of all.
    pub fn address_of(&self, index: usize) -> *mut u64 {
        assert!(index <= self.capacity(), "within the column");
        self.address().wrapping_byte_add(index * self.precision.bytes())
    }

    /// All memory as words, padding counted.
    #[inline]
    fn cells(&self) -> &[AtomicU64] {
        // SAFETY: the memory, which lives as long as `self`, is so many words one after the other (a line is eight of them and
        // nothing else), all of them zero or written since; nobody else has a reference to it.
        unsafe { slice::from_raw_parts(self.cells, self.words) }
    }

    /// All memory as half words, padding counted. It is seen so or as words, never both, but for its address.
    #[inline]
    fn halves(&self) -> &[AtomicU32] {
        // SAFETY: as for words; each is as large as two half words, and aligned.
        unsafe { slice::from_raw_parts(self.cells.cast(), self.words * 2) }
    }
}

/// The word of the double that a single is equal to.
#[inline]
fn widened(half: &AtomicU32) -> u64 {
    f64::from(f32::from_bits(half.load(Relaxed))).to_bits()
}

/// Stores the single that is nearest to a double.
#[inline]
fn round_into(half: &AtomicU32, word: u64) {
    half.store((f64::from_bits(word) as f32).to_bits(), Relaxed);
}

impl fmt::Debug for Column {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Column({})", self.len)
    }
}
