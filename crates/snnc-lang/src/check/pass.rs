//! One pass over a file, from its names to its protocol.

use super::checker::Checker;
use super::input::Input;
use super::protocol::Stage;
use super::supposed::{Blame, Clue, Supposed};
use super::{
    blocks, constants, groups, inputs, links, models, monitors, protocol, settings, synapses, timed_arrays,
    too_late, unused,
};
use crate::diagnostic::Diagnostic;
use crate::hir::{self, Constant, ConstantId, Exprs};
use crate::source::Span;
use crate::units::Dimension;
use std::collections::{BTreeSet, HashMap};

/// What checking yields: all findings, and the model if none of them is an error.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// The model; `None` if there are errors.
    pub model: Option<hir::Model>,
    /// In the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// What is known without a model.
    pub partial: Partial,
}

/// What is known of a file, whether or not there are errors in it.
#[derive(Debug, Clone, Default)]
pub struct Partial {
    /// The expressions that could be checked, if there is no model; else they are in the model.
    pub exprs: Exprs,
    /// The constants that have a value; then the parameters of models, as `BLOCK.PARAMETER`.
    pub constants: Vec<Constant>,
}

impl Check {
    /// The expressions that could be checked.
    pub fn exprs(&self) -> &Exprs {
        self.model.as_ref().map_or(&self.partial.exprs, |model| &model.exprs)
    }

    /// Takes the model away, of which the expressions stay known.
    pub(super) fn refute(&mut self) {
        if let Some(model) = self.model.take() {
            self.partial.exprs = model.exprs;
        }
    }
}

/// Codes and places.
pub(super) type Errors = BTreeSet<(&'static str, Span)>;

/// What a pass finds.
pub(super) struct Pass<'a> {
    pub(super) check: Check,
    /// All errors, those that another one explains included.
    pub(super) errors: Errors,
    /// The whole expression in which each error stands.
    pub(super) places: HashMap<(&'static str, Span), Span>,
    /// Constants that may be wrong.
    pub(super) clues: Vec<Clue>,
    /// Of each mismatch, the dimension found and the one wanted.
    pub(super) changes: Vec<(Dimension, Dimension)>,
    /// Declarations that are told to be wrong, each with its error.
    pub(super) blames: Vec<(Blame, (&'static str, Span))>,
    /// The constants that have a value.
    pub(super) constants: Vec<Constant>,
    /// How many expressions the file has.
    pub(super) expressions: usize,
    /// What the protocol goes on with after a `set`.
    pub(super) rest: Option<Stage<'a>>,
}

impl Pass<'_> {
    /// All that is told, warnings included.
    pub(super) fn all(&self) -> Errors {
        self.check.diagnostics.iter().map(|d| (d.code, d.primary.span)).collect()
    }
}

/// Checks the file at a stage of its protocol; `supposed` goes before its text.
pub(super) fn pass<'a>(input: &Input<'a>, supposed: &Supposed, stage: &Stage<'a>) -> Pass<'a> {
    let Input { file, overrides, .. } = *input;
    let mut cx = Checker::new(input, supposed);
    cx.damaged = file.damaged;
    cx.env.values.clone_from(&stage.values);
    cx.env.methods.clone_from(&stage.methods);
    cx.env.keeps_tolerance = protocol::sets_adaptive(file);
    constants::define(&mut cx, file, overrides);
    let settings = settings::settings(&mut cx);
    timed_arrays::define(&mut cx, file);
    let blocks = blocks::declare(&mut cx, file);
    let subgroups = blocks::named_parts(&blocks, file);
    models::check(&mut cx, file);
    let of_groups = blocks.groups.iter();
    let mut groups: Vec<_> =
        of_groups.map(|block| cx.within(&block.parameters, |cx| groups::group(cx, block))).collect();
    let of_synapses = blocks.synapses.iter();
    let mut synapses: Vec<_> = of_synapses
        .map(|of| {
            let of = of.as_ref()?;
            cx.within(&of.block.parameters, |cx| synapses::synapses(cx, &blocks, of))
        })
        .collect();
    let inputs = inputs::inputs(&mut cx, file, &blocks);
    let mut computed = vec![vec![]; groups.len()];
    let mut of_each = vec![vec![]; synapses.len()];
    let monitors = monitors::monitors(&mut cx, file, &blocks, [&mut computed, &mut of_each]);
    for (synapses, recorded) in synapses.iter_mut().zip(of_each) {
        if let Some(synapses) = synapses {
            synapses.variables.extend(recorded);
        }
    }
    for (group, recorded) in groups.iter_mut().zip(computed) {
        if let Some(group) = group {
            group.variables.extend(recorded);
        }
    }
    too_late::too_late(&mut cx, &file.items, &groups, &synapses);
    let whole = groups.iter().all(Option::is_some) && synapses.iter().all(Option::is_some);
    if whole && !cx.diagnostics.iter().any(Diagnostic::is_error) {
        links::resolve(&mut cx, &mut groups, &mut synapses);
    }
    let (protocol, rest) = protocol::protocol(&mut cx, file, &blocks, &settings, stage);
    // What a wrong part would have used is not known.
    if !file.damaged && !cx.diagnostics.iter().any(Diagnostic::is_error) {
        unused::unused(&mut cx, file);
    }
    let errors = cx.diagnostics.iter().filter(|d| d.is_error()).map(|d| (d.code, d.primary.span)).collect();
    let blames = cx.blames();
    let mut diagnostics = cx.findings();
    let Checker { mut env, mut exprs, clues, changes, places, .. } = cx;
    if file.lacking {
        diagnostics.retain(|diagnostic| diagnostic.code != "names::unknown");
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    let constants: Vec<_> = env.constants().cloned().collect();
    let timed_arrays: Option<Vec<_>> = std::mem::take(&mut env.timed).into_iter().collect();
    // What the parser told and left out is missing here without an error of the checker.
    let groups: Option<_> = groups.into_iter().collect();
    let synapses: Option<_> = synapses.into_iter().collect();
    let inputs: Option<_> = inputs.into_iter().collect();
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    let expressions = exprs.len();
    // Arrays have a place in the table of constants, but are none.
    let numbers: Vec<u32> = (env.table.iter())
        .scan(0, |next, constant| Some(std::mem::replace(next, *next + u32::from(constant.is_some()))))
        .collect();
    exprs.renumber_constants(|id| ConstantId(numbers[id.index()]));
    let whole = groups.zip(synapses).zip(timed_arrays).zip(inputs).filter(|_| sound);
    let of_model = if whole.is_some() { std::mem::take(&mut exprs) } else { Exprs::default() };
    let model = whole.map(|(((groups, synapses), timed_arrays), inputs)| hir::Model {
        exprs: of_model,
        settings,
        constants: constants.clone(),
        timed_arrays,
        groups,
        subgroups,
        synapses,
        inputs,
        monitors,
        protocol,
        stages: vec![],
    });
    let partial = Partial { exprs, constants: constants.clone() };
    Pass {
        check: Check { model, diagnostics, partial },
        errors,
        places,
        clues,
        changes,
        blames,
        constants,
        expressions,
        rest,
    }
}
