//! What runs, but is hardly meant.
//!
//! One file a kind of doubt. All of them look at the checked model with the values of its constants, and tell only what
//! is so whatever chance and the rest of the simulation bring: a warning that a good model gets is worse than none.

mod blocks;
mod chance;
mod decay;
mod equality;
mod facts;
mod initial;
mod known;
mod late;
mod moment;
mod order;
mod rates;
mod reads;
mod recording;
mod reset;
mod roots;
mod rounding;
mod scale;
mod slope;
mod start;
mod undefined;
mod unread;
mod unset;
mod until;

use super::value::Arithmetic;
use crate::diagnostic::Diagnostic;
use crate::hir::{Model, Protocol};
use facts::Facts;

/// Everything doubtful about a model and its stages, each thing once.
pub(super) fn suspicious(model: &Model, arithmetic: &dyn Arithmetic) -> Vec<Diagnostic> {
    let stages = || std::iter::once(model).chain(&model.stages);
    let protocol: Vec<&[Protocol]> = stages().map(|stage| stage.protocol.as_slice()).collect();
    let of_stages = stages()
        .enumerate()
        .map(|(number, stage)| initial::initial(Facts::new(stage, &protocol, number == 0, arithmetic)));
    let stages: Vec<Facts<'_>> = of_stages.collect();
    let checks = [
        rounding::rounding,
        rates::rates,
        reset::reset,
        undefined::undefined,
        decay::decay,
        unset::unset,
        start::start,
        chance::chance,
        equality::equality,
        late::late,
        order::order,
        recording::recording,
        scale::scale,
    ];
    let mut found: Vec<Diagnostic> = vec![];
    let of_each = stages.iter().flat_map(|facts| checks.into_iter().flat_map(|check| check(facts)));
    for new in of_each.chain(unread::unread(&stages)) {
        let told = |old: &Diagnostic| old.code == new.code && old.primary.span == new.primary.span;
        if !found.iter().any(told) {
            found.push(new);
        }
    }
    found
}
