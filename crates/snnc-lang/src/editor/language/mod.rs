//! What the words of the language mean, in a sentence each, for those who write them.

mod flags;
mod functions;
mod keywords;
mod quantities;
mod sections;
mod words;

pub(super) use flags::{FLAGS, Of, flag};
pub(super) use functions::{FUNCTIONS, Function, Wanted, Where, function};
pub(super) use keywords::{KEYWORDS, keyword};
pub(super) use quantities::{CONSTANTS, QUANTITIES, constant, quantity};
pub(super) use sections::{SECTIONS, section};
pub(super) use words::{CLAUSES, METHODS, Meaning, RECORDED, REDUCTIONS, SLOTS, WORDS, meaning_of_method};
