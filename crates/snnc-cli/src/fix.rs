//! `snnc check --fix`: makes the edits of which there is no doubt.
//!
//! It works on texts in memory, until no such edit is left. Edits that touch one another are made one after the other, with
//! a check between them, and what would give a model more errors than it had is not made at all.

mod edits;
mod looked;
mod texts;

use crate::inputs::Input;
use edits::Candidate;
use looked::Looked;
use std::collections::HashSet;
use texts::Texts;

pub(crate) use edits::Mended;
pub(crate) use texts::Change;

/// After so many rounds, edits must be undoing one another.
const MOST_ROUNDS: usize = 1000;

/// What can be mended.
#[derive(Debug)]
pub(crate) struct Mending {
    /// The edits, in the order in which they were made.
    pub(crate) made: Vec<Mended>,
    /// The texts that change.
    pub(crate) changes: Vec<Change>,
}

/// Mends models in memory. Only they are changed: what they import only if it is among them.
pub(crate) fn mend(inputs: &[Input]) -> Mending {
    let mut texts = Texts::of(inputs);
    let mut models: Vec<_> = inputs.iter().filter_map(|input| Looked::at(input, &texts)).collect();
    let mut made = vec![];
    let mut refused = HashSet::new();
    for _ in 0..MOST_ROUNDS {
        let mut batch = edits::candidates(&models, &texts, &refused);
        if batch.is_empty() {
            break;
        }
        while !batch.is_empty() {
            let mut edited = texts.clone();
            edits::apply(&batch, &mut edited);
            if let Some(again) = look_again(&models, &batch, &edited) {
                (models, texts) = (again, edited);
                made.extend(batch.into_iter().map(|candidate| candidate.made));
                break;
            }
            if let [culprit] = batch.as_slice() {
                refused.insert(culprit.signature.clone());
            }
            batch.truncate(batch.len() / 2);
        }
    }
    Mending { made, changes: texts.changes() }
}

/// All models after these edits, if none has more errors than before.
fn look_again<'a>(models: &[Looked<'a>], batch: &[Candidate], texts: &Texts) -> Option<Vec<Looked<'a>>> {
    let edited: HashSet<_> = batch.iter().flat_map(Candidate::files).collect();
    let again = models.iter().map(|model| {
        if model.files.iter().any(|file| edited.contains(file)) {
            Looked::at(model.input, texts).filter(|after| after.errors() <= model.errors())
        } else {
            Some(model.clone())
        }
    });
    again.collect()
}
