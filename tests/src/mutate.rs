//! Mutants: models with one slip, as typing makes them, and where it is.

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::{Token, TokenKind, analyse, tokens};
use snnc_lang::files::Disk;
use snnc_lang::source::SourceId;
use std::ops::Range;

/// A kind of slip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A factor of a product is left out, with its `*` or `/`.
    DropFactor,
    /// A unit is another one.
    SwapUnit,
    /// A word lacks a letter, or has one twice, or two letters are swapped, or one is another.
    Misspell,
    /// A line is left out.
    DeleteLine,
    /// There is one character more.
    InsertCharacter,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] =
        [Kind::DropFactor, Kind::SwapUnit, Kind::Misspell, Kind::DeleteLine, Kind::InsertCharacter];

    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Kind::DropFactor => "a factor dropped",
            Kind::SwapUnit => "a unit swapped",
            Kind::Misspell => "a word misspelt",
            Kind::DeleteLine => "a line deleted",
            Kind::InsertCharacter => "a character inserted",
        }
    }
}

/// A model with one slip.
#[derive(Debug, Clone)]
pub struct Mutant {
    /// What kind of slip it is.
    pub kind: Kind,
    /// The text.
    pub text: String,
    /// The bytes of it that differ; empty where something is left out.
    pub changed: Range<usize>,
    /// What stood there.
    pub before: String,
}

/// Units of many dimensions, as models write them.
const UNITS: &[&str] =
    &["mV", "volt", "ms", "second", "pA", "amp", "nS", "siemens", "pF", "farad", "Hz", "Mohm", "um"];

/// Characters that fingers hit.
const CHARACTERS: &str = "aexyzN019 ()[]{}:;,.=+-*/^<>\"'#$_";

/// A source of chance.
pub struct Chance(TestRng);

impl Chance {
    /// The one of this seed.
    pub fn new(seed: u64) -> Chance {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        Chance(TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.0.next_u64() % n.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// The places of a model where a slip of this kind can be made.
pub fn places(kind: Kind, name: &str, text: &str) -> Vec<Range<usize>> {
    let analysis = analyse(name, text, &StdArithmetic, &Disk);
    let tokens = tokens(&analysis, SourceId(0));
    let range = |token: &Token| token.span.range();
    match kind {
        Kind::DropFactor => (0..tokens.len()).filter_map(|at| factor(&tokens, at, text)).collect(),
        Kind::SwapUnit => tokens.iter().filter(|t| t.kind == TokenKind::Unit).map(range).collect(),
        Kind::Misspell => {
            let word = |token: &&Token| {
                text[token.span.range()].chars().all(|c| c.is_alphanumeric() || c == '_')
                    && !matches!(token.kind, TokenKind::Number | TokenKind::Comment | TokenKind::Unit)
            };
            tokens.iter().filter(word).map(range).filter(|range| range.len() > 1).collect()
        }
        Kind::DeleteLine => {
            let mut at = 0;
            let lines = text.split_inclusive('\n').map(|line| {
                at += line.len();
                at - line.len()..at
            });
            let says = |range: &Range<usize>| {
                let line = text[range.clone()].trim();
                !line.is_empty() && !line.starts_with('#')
            };
            lines.filter(says).collect()
        }
        Kind::InsertCharacter => {
            let comments: Vec<_> =
                tokens.iter().filter(|t| t.kind == TokenKind::Comment).map(range).collect();
            let free = |at: &usize| {
                text.is_char_boundary(*at) && !comments.iter().any(|c| c.start < *at && *at <= c.end)
            };
            (0..=text.len()).filter(free).map(|at| at..at).collect()
        }
    }
}

/// The operator that is token `at`, if it is `*` or `/`, and the factor after it.
fn factor(tokens: &[Token], at: usize, text: &str) -> Option<Range<usize>> {
    let slice = |token: &Token| &text[token.span.range()];
    let operator = tokens.get(at).filter(|t| matches!(slice(t), "*" | "/"))?;
    let first = tokens.get(at + 1)?;
    // The `/` of `dv/dt`, and of a unit.
    if slice(first) == "dt" || first.kind == TokenKind::Unit {
        return None;
    }
    let after = operator.span.end as usize;
    let bracket = after + text[after..].len() - text[after..].trim_start().len();
    let mut end = first.span.end as usize;
    if text[bracket..].starts_with('(') {
        end = closing(text, bracket)?;
    } else if first.kind == TokenKind::Number {
        if let Some(unit) = tokens.get(at + 2).filter(|t| t.kind == TokenKind::Unit) {
            end = unit.span.end as usize;
        }
    } else if text[end..].starts_with('(') {
        end = closing(text, end)?;
    }
    Some(operator.span.start as usize..end)
}

/// The end of the bracket that opens there.
fn closing(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    for (at, c) in text[open..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(open + at + 1);
        }
    }
    None
}

/// A model with a slip of this kind at one of its places.
pub fn mutant(kind: Kind, text: &str, place: Range<usize>, chance: &mut Chance) -> Mutant {
    let before = text[place.clone()].to_string();
    let after = match kind {
        Kind::DropFactor | Kind::DeleteLine => String::new(),
        Kind::SwapUnit => {
            let others: Vec<_> = UNITS.iter().filter(|unit| **unit != before).collect();
            (*chance.of(&others)).to_string()
        }
        Kind::Misspell => misspelt(&before, chance),
        Kind::InsertCharacter => chance.of(&CHARACTERS.chars().collect::<Vec<_>>()).to_string(),
    };
    let changed = place.start..place.start + after.len();
    let text = format!("{}{after}{}", &text[..place.start], &text[place.end..]);
    Mutant { kind, text, changed, before }
}

fn misspelt(word: &str, chance: &mut Chance) -> String {
    let letters: Vec<char> = word.chars().collect();
    loop {
        let mut wrong = letters.clone();
        let at = chance.below(letters.len());
        match chance.below(4) {
            0 => drop(wrong.remove(at)),
            1 => wrong.insert(at, letters[at]),
            2 => wrong.swap(at, (at + 1) % letters.len()),
            _ => wrong[at] = *chance.of(&['a', 'e', 'i', 'n', 'r', 's', 't', 'x']),
        }
        if wrong != letters {
            return wrong.into_iter().collect();
        }
    }
}
