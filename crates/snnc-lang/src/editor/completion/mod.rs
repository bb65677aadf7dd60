//! Completions: what can stand at the cursor, the likeliest first.
//!
//! The text is mended at the cursor, so that it can be read; the words before it tell what can stand there, and the tree
//! which dimension is wanted.

mod blocks;
mod builtins;
mod context;
mod cursor;
mod demand;
mod expression;
mod items;
mod members;
mod named;
mod offer;
mod operands;
mod place;
mod scope;
mod shown;
mod units;
mod walk;
mod wanted;
mod words;

pub use offer::{Completion, CompletionKind};

pub(super) use cursor::Cursor;
pub(super) use place::statement_words;
pub(super) use shown::Shown;
pub(super) use words::Words;

use super::dimension::Dimensions;
use super::{Analysis, Place, language};
use crate::files::Files;
use crate::source::Span;
use context::Context;
use demand::Demand;
use offer::Offers;
use wanted::wanted;

/// What can stand at a place, the likeliest first. Of `files`, those are offered that can be imported or read.
pub fn completions(analysis: &Analysis, place: Place, files: &dyn Files) -> Vec<Completion> {
    let Some(cursor) = Cursor::new(analysis, place) else { return vec![] };
    let contexts = place::contexts(&cursor);
    if contexts.is_empty() {
        return vec![];
    }
    let dimensions = Dimensions::new(&cursor.file, &cursor.symbols);
    let shown = Shown::new(analysis, &cursor);
    let written = written(&cursor, place);
    let mut offers = Offers::new(replaced(&cursor, place));
    let want = wanted(&cursor, &dimensions);
    for context in contexts {
        match context {
            Context::Item { in_loop } => named::items(&cursor, in_loop, &mut offers),
            Context::Member(kind) => blocks::members(&cursor, kind, &mut offers),
            Context::Target => blocks::targets(&cursor, &dimensions, &shown, &mut offers),
            Context::Operand(site) => {
                let demand = Demand { cursor: &cursor, dimensions: &dimensions, shown: &shown, site, want };
                operands::offer(&demand, &mut offers);
                builtins::offer(&demand, &mut offers);
            }
            Context::Words(words) => words_between(words, &mut offers),
            Context::AfterNumber => units::after_number(want, &mut offers),
            Context::Unit => units::declared(&cursor, &dimensions, &mut offers),
            Context::Flags { brackets } => blocks::flags(&cursor, brackets, &mut offers),
            Context::Model => named::models(&cursor, &mut offers),
            Context::Group { synapses } => named::groups(&dimensions, &shown, synapses, &mut offers),
            Context::VariableOf(group) => {
                blocks::variables_of(&cursor, &group, &dimensions, &shown, &mut offers);
            }
            Context::Recorded(group) => {
                named::recorded(&cursor, group.as_deref(), &dimensions, &shown, &mut offers);
            }
            Context::ParameterOf(model) => {
                named::parameters(&cursor, &model, &dimensions, &shown, &mut offers);
            }
            Context::Clause => clauses(&mut offers),
            Context::Method => choices(language::METHODS, &mut offers),
            Context::Slot => slots(&mut offers),
            Context::Event => named::events(&cursor, &mut offers),
            Context::Pathway => named::pathways(&cursor, &mut offers),
            Context::Settable => named::settable(&dimensions, &shown, &mut offers),
            Context::MethodMember => {
                offers.word("method", CompletionKind::Word, 0).with("", "How its equations are integrated.");
            }
            Context::File(kind, quotes) => {
                named::files(&cursor, kind, quotes, &written, files, &mut offers);
            }
            Context::Label(quotes) => named::labels(&cursor, quotes, &mut offers),
        }
    }
    offers.finish()
}

/// What is replaced: the word at the cursor, or what stands in the quotes around it.
fn replaced(cursor: &Cursor, place: Place) -> Span {
    let Some(within) = cursor.within else { return cursor.word };
    let (start, at) = (within.start + 1, place.byte as usize);
    let end = if within.closed { within.end - 1 } else { at };
    Span::new(place.source, start.min(end), end)
}

/// What stands in the quotes before the cursor.
fn written(cursor: &Cursor, place: Place) -> String {
    let within = cursor.within.map(|within| within.start + 1..place.byte as usize);
    within.and_then(|range| cursor.source.text.get(range)).unwrap_or("").to_string()
}

fn words_between(words: &[&str], offers: &mut Offers) {
    for word in words {
        offers.word(word, CompletionKind::Word, 9000);
    }
}

fn choices(meanings: &[language::Meaning], offers: &mut Offers) {
    for (at, (word, about)) in meanings.iter().enumerate() {
        offers.word(word, CompletionKind::Choice, at as u32).with("", *about);
    }
}

fn slots(offers: &mut Offers) {
    choices(language::SLOTS, offers);
    for (side, rank) in [("before", 10), ("after", 20)] {
        for (at, (slot, about)) in language::SLOTS.iter().enumerate() {
            let word = format!("{side}_{slot}");
            let about = format!("Just {side} the slot `{slot}`. {about}");
            offers.word(&word, CompletionKind::Choice, rank + at as u32).with("", about);
        }
    }
}

fn clauses(offers: &mut Offers) {
    for (at, clause) in language::CLAUSES.iter().enumerate() {
        offers
            .snippet(clause.name, CompletionKind::Section, clause.snippet, at as u32)
            .with("a clause of the rule", clause.about);
    }
}
