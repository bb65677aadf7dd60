//! Constants whose missing or misspelt unit explains errors wherever they are used: one message for one cause.
//!
//! Nothing is guessed: a unit is blamed only if the model, checked again with the other unit, has fewer errors and no new
//! one but what was hidden behind the old ones. In the same way a declaration is blamed only if another unit there leads to no new error.

use super::dependencies;
use super::diagnostics::units as told;
use super::input::Input;
use super::pass::{Check, Errors, Pass, pass};
use super::protocol::Stage;
use super::redeclared::{self, quantity};
use super::supposed::{Blame, Clue, Supposed, SupposedUnit};
use super::suspicious::suspicious;
use super::usual::{common_unit, usual_unit};
use crate::diagnostic::Diagnostic;
use crate::hir::{Constant, DisplayUnit, Model, Value};
use crate::source::Span;
use crate::syntax::ast::{Definition, Expr, ExprKind, ItemKind, Name};
use crate::units::{self, Dimension, Ratio};
use std::sync::Arc;

/// How often a file is checked again; beyond, what was found so far is told.
const TRIALS: usize = 200;

/// How many expressions a file may have to be checked again.
const LARGEST: usize = 50_000;

/// How many constants together may explain one error.
const TOGETHER: usize = 4;

/// The rank of a unit that nothing in the text suggests. It is told only if it alone explains several errors.
const UNLIKELY: usize = 100;

/// Checks a file, and tells causes instead of what follows from them.
pub(super) fn check(input: &Input<'_>) -> Check {
    let mut first = pass(input, &Supposed::default(), &Stage::default());
    if let Some(rest) = first.rest.take() {
        let later = stages(input, rest, &mut first.check.diagnostics);
        match (&mut first.check.model, later) {
            (Some(model), Some(stages)) => model.stages = stages,
            _ => first.check.refute(),
        }
    }
    let whole = !input.file.damaged && !input.file.lacking;
    if let Some(model) = first.check.model.as_ref().filter(|_| whole) {
        let mut diagnostics = suspicious(model, input.arithmetic);
        diagnostics.append(&mut first.check.diagnostics);
        diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
        first.check.diagnostics = diagnostics;
    }
    let nothing = first.clues.is_empty() && first.blames.is_empty() && first.changes.is_empty();
    if nothing || first.expressions > LARGEST {
        return first.check;
    }
    // What is supposed below is nobody's text.
    let partial = first.check.model.is_none().then(|| std::mem::take(&mut first.check.partial));
    let known: Errors = first.all();
    let mut search = Search { input, trials: 0 };
    let mut state = State { supposed: Supposed::default(), pass: first, uses: vec![] };
    while let Some(better) = search.better(&state, TOGETHER) {
        state = better;
    }
    let mut redeclared = vec![];
    let found =
        redeclared::find(input, &state.supposed, &state.pass, &mut |supposed| search.attempt(supposed));
    if let Some((supposed, pass, told)) = found {
        redeclared.push(told);
        (state.supposed, state.pass) = (supposed, pass);
    }
    search.refute(&mut state);
    let State { supposed, pass, uses } = state;
    let causes = input.definitions().filter_map(|definition| cause(input, definition, &supposed, &uses));
    let causes: Vec<_> = causes.chain(redeclared).collect();
    let mut check = pass.check;
    if !causes.is_empty() {
        check.refute();
        // The supposed value is nobody's: what follows from it alone is not told.
        let of_text =
            |d: &Diagnostic| d.code.starts_with("units::") || known.contains(&(d.code, d.primary.span));
        check.diagnostics.retain(of_text);
        check.diagnostics.extend(causes);
        check.diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    }
    Check { partial: partial.unwrap_or(check.partial), ..check }
}

/// The model after each `set` in turn; `None` if one of them is wrong. What is found more is added to the findings.
fn stages<'a>(input: &Input<'a>, first: Stage<'a>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Model>> {
    let mut models = Some(vec![]);
    let mut tried = 0;
    let mut next = Some(first);
    while let Some(stage) = next {
        let Pass { check, rest, .. } = pass(input, &Supposed::default(), &stage);
        // What one stage does not use, another may.
        let unused = |d: &Diagnostic, of: &[Diagnostic]| {
            d.code != "structure::unused"
                || of.iter().any(|it| it.primary.span == d.primary.span && it.code == d.code)
        };
        diagnostics.retain(|d| unused(d, &check.diagnostics));
        let known = |d: &Diagnostic| {
            diagnostics.iter().any(|told| told.code == d.code && told.primary.span == d.primary.span)
        };
        let new: Vec<_> =
            (check.diagnostics.into_iter()).filter(|d| d.code != "structure::unused" && !known(d)).collect();
        diagnostics.extend(new);
        models = models.zip(check.model).map(|(mut models, model)| {
            models.push(model);
            models
        });
        // Of a wrong model, every stage is looked at, but not every round of long loops.
        tried += 1;
        next = rest.filter(|_| models.is_some() || tried < TRIALS);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.span);
    models
}

/// What is supposed, and what the file says then.
struct State<'a> {
    supposed: Supposed,
    pass: Pass<'a>,
    /// The constants that are supposed, and where they are used in what was wrong.
    uses: Vec<(Arc<str>, Span)>,
}

struct Search<'i, 'a> {
    input: &'i Input<'a>,
    trials: usize,
}

/// A constant, and the unit that it may be meant in.
struct Candidate {
    name: Arc<str>,
    unit: SupposedUnit,
    rank: usize,
}

impl<'a> Search<'_, 'a> {
    fn attempt(&mut self, supposed: &Supposed) -> Option<Pass<'a>> {
        self.trials += 1;
        (self.trials <= TRIALS).then(|| pass(self.input, supposed, &Stage::default()))
    }

    /// With one constant more, or several together, that leave fewer errors and no new one.
    fn better(&mut self, from: &State<'a>, together: usize) -> Option<State<'a>> {
        let mut cured: Vec<(usize, usize, Errors, State<'a>)> = vec![];
        let mut opened: Vec<State<'a>> = vec![];
        for Candidate { name, unit, rank } in self.candidates(from) {
            let mut supposed = from.supposed.clone();
            supposed.constants.insert(name.clone(), unit);
            let pass = self.attempt(&supposed)?;
            let gone: Errors = from.pass.errors.difference(&pass.errors).copied().collect();
            let new: Vec<_> = pass.errors.difference(&from.pass.errors).copied().collect();
            if gone.is_empty() {
                continue;
            }
            let mut uses = from.uses.clone();
            for clue in from.pass.clues.iter().filter(|clue| gone.iter().any(|(_, at)| *at == clue.error)) {
                let of_it = clue.uses.iter().filter(|(used, _)| self.needs(used).any(|n| n == name));
                uses.extend(of_it.map(|(_, span)| (name.clone(), *span)));
            }
            let left = pass.errors.len();
            if rank >= UNLIKELY && (!new.is_empty() || gone.len() < 2) {
                continue;
            }
            // What was hidden behind an error of the same expression is no new one, if there is less of it.
            let hidden = new.iter().all(|error| {
                let place = pass.places.get(error);
                error.0.starts_with("units::") && gone.iter().any(|gone| from.pass.places.get(gone) == place)
            });
            if new.is_empty() || (hidden && new.len() < gone.len()) {
                cured.push((left, rank, gone, State { supposed, pass, uses }));
            } else if together > 1 && hidden && new.len() == gone.len() {
                opened.push(State { supposed, pass, uses });
            }
        }
        cured.sort_by_key(|(left, rank, ..)| (*left, *rank));
        while let Some(at) = (!cured.is_empty()).then_some(0) {
            let (left, rank, gone, state) = cured.remove(at);
            let same = |other: &(usize, usize, Errors, State<'a>)| {
                (other.0, &other.2) == (left, &gone) && (other.1 == rank || rank >= UNLIKELY)
            };
            if !cured.iter().any(same) {
                return Some(state);
            }
            // Which of them is meant is not known.
            cured.retain(|other| !same(other));
        }
        opened.into_iter().find_map(|state| {
            let found = self.better(&state, together - 1)?;
            (found.pass.errors.len() < from.pass.errors.len()).then_some(found)
        })
    }

    /// The constants that may explain an error, each with the units that may be meant.
    fn candidates(&self, state: &State<'a>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = vec![];
        for clue in &state.pass.clues {
            for (used, _) in &clue.uses {
                for name in self.needs(used) {
                    if state.supposed.constants.contains_key(&name) {
                        continue;
                    }
                    let Some(definition) = self.input.definition(&name) else { continue };
                    for dimension in changes(clue) {
                        let constants = &state.pass.constants;
                        let Some((unit, rank)) = meant(self.input, definition, constants, dimension) else {
                            continue;
                        };
                        let known =
                            candidates.iter().any(|c| c.name == name && c.unit.dimension == unit.dimension);
                        if !known {
                            candidates.push(Candidate { name: name.clone(), unit, rank });
                        }
                    }
                }
            }
        }
        candidates
    }

    /// A constant and all those in its definition.
    fn needs(&self, name: &Arc<str>) -> impl Iterator<Item = Arc<str>> + use<> {
        let mut all = vec![name.clone()];
        let mut at = 0;
        while let Some(definition) = all.get(at).map(|name| self.input.definition(name)) {
            if let Some(definition) = definition {
                dependencies::names(&definition.value, &mut |name: &Name| {
                    if !all.contains(&name.text) {
                        all.push(name.text.clone());
                    }
                });
            }
            at += 1;
        }
        all.into_iter()
    }

    /// Finds the declarations that are blamed wrongly: another unit there would lead to a new error.
    fn refute(&mut self, state: &mut State<'a>) {
        let mut right: Vec<(Blame, (&str, Span))> = vec![];
        loop {
            let mut wrong = vec![];
            for blame in &state.pass.blames {
                if right.contains(blame) {
                    continue;
                }
                let (Blame { unit, wanted, .. }, error) = *blame;
                let mut supposed = state.supposed.clone();
                supposed.declared.insert(unit, wanted);
                let Some(pass) = self.attempt(&supposed) else { return };
                if pass.errors.is_subset(&state.pass.errors) && !pass.errors.contains(&error) {
                    right.push(*blame);
                } else {
                    wrong.push(blame.0);
                }
            }
            if wrong.is_empty() {
                return;
            }
            state.supposed.refuted.extend(wrong);
            let Some(pass) = self.attempt(&state.supposed) else { return };
            state.pass = pass;
        }
    }
}

/// The dimensions that a part of an expression may lack for the whole to fit.
fn changes(clue: &Clue) -> impl Iterator<Item = Dimension> {
    let per_second = Ratio::new(-1, 1).and_then(|r| Dimension::TIME.power(r));
    let changes = [clue.wanted.over(clue.found), clue.found.over(clue.wanted)];
    // A frequency is meant where one is wanted; elsewhere a division by a time was forgotten.
    let rate = Some(clue.wanted) == per_second;
    changes.into_iter().flatten().filter(move |d| !d.is_one() && (rate || Some(*d) != per_second))
}

/// The unit that the definition of a constant lacks, or that was misspelt in it, and how unusual it is.
fn meant(
    input: &Input<'_>,
    definition: &Definition,
    constants: &[Constant],
    change: Dimension,
) -> Option<(SupposedUnit, usize)> {
    if definition.unit.is_some() || input.overrides.iter().any(|o| o.name.text == definition.name.text) {
        return None;
    }
    let constant = constants.iter().find(|c| c.name == definition.name.text)?;
    let wanted = constant.dimension.times(change)?;
    let (mut rank, _) = common_unit(wanted)?;
    let text = if is_plain(&definition.value) {
        let small = match constant.value {
            Value::Float(x) => x.abs() < 0.1,
            Value::Integer(_) => false,
            Value::Boolean(_) => return None,
        };
        let base = units::text(change);
        match units::after_number(&base) {
            Some(_) if small => base,
            _ => usual_unit(constants.iter(), change)?,
        }
    } else {
        let (_, unit) = quantity(&definition.value)?;
        match other_case(&unit.text, wanted) {
            Some(text) => text,
            None => {
                rank += UNLIKELY;
                usual_unit(constants.iter(), wanted)?
            }
        }
    };
    let unit = units::after_number(&text)?;
    let shown = DisplayUnit { text: text.as_str().into(), scale: unit.scale() };
    Some((SupposedUnit { dimension: unit.dimension, unit: shown }, rank))
}

/// Whether an expression is made of numbers alone.
fn is_plain(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Sign { operand, .. } => is_plain(operand),
        ExprKind::Product { first, rest } => is_plain(first) && rest.iter().all(|(_, _, e)| is_plain(e)),
        ExprKind::Power { base, exponent } => is_plain(base) && is_plain(exponent),
        _ => false,
    }
}

/// The unit of this dimension that differs in the case of letters alone: `ms` for `mS`.
fn other_case(unit: &str, wanted: Dimension) -> Option<String> {
    let letters: Vec<char> = unit.chars().collect();
    if letters.len() > 4 {
        return None;
    }
    let swapped = |c: char| if c.is_uppercase() { c.to_ascii_lowercase() } else { c.to_ascii_uppercase() };
    let variant = |mask: usize| -> String {
        let letters = letters.iter().enumerate();
        letters.map(|(at, c)| if mask >> at & 1 == 1 { swapped(*c) } else { *c }).collect()
    };
    let fits = |text: &String| units::after_number(text).is_some_and(|unit| unit.dimension == wanted);
    (1..1 << letters.len()).map(variant).find(fits)
}

/// What is told of a constant whose unit is missing or misspelt.
fn cause(
    input: &Input<'_>,
    definition: &Definition,
    supposed: &Supposed,
    uses: &[(Arc<str>, Span)],
) -> Option<Diagnostic> {
    let name = &definition.name.text;
    let SupposedUnit { dimension, unit } = supposed.constants.get(name)?;
    let value = &definition.value;
    let mut places: Vec<Span> = uses.iter().filter(|(used, _)| used == name).map(|(_, at)| *at).collect();
    places.sort_unstable();
    places.dedup();
    let slice = |span: Span| input.sources.get(span.source).slice(span);
    let written = slice(value.span);
    let end = Span { start: value.span.end, ..value.span };
    let diagnostic = match quantity(value) {
        Some((_, was)) => {
            let found = units::after_number(&was.text)?.dimension;
            let all = format!("{}{}", slice(Span { end: was.span.start, ..value.span }), unit.text);
            told::wrong_constant(value.span, name, found, *dimension, &places)
                .help(format!("did you mean `{name} = {all}`?"))
                .fix(format!("Write `{}`", unit.text), was.span, &*unit.text)
        }
        None => {
            let number = matches!(value.kind, ExprKind::Number(_) | ExprKind::Sign { .. });
            let joint = if number { " " } else { "*" };
            let told = told::wrong_constant(value.span, name, Dimension::ONE, *dimension, &places);
            let writable = number || units::anywhere(&unit.text).is_some();
            if !writable {
                return Some(told);
            }
            told.help(format!("give it a unit, such as `{name} = {written}{joint}{}`", unit.text)).fix(
                format!("Write `{written}{joint}{}`", unit.text),
                end,
                format!("{joint}{}", unit.text),
            )
        }
    };
    Some(diagnostic)
}

impl<'a> Input<'a> {
    fn definitions(&self) -> impl Iterator<Item = &'a Definition> + use<'a> {
        self.file.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Definition(definition) => Some(definition),
            _ => None,
        })
    }

    fn definition(&self, name: &str) -> Option<&'a Definition> {
        self.definitions().find(|definition| *definition.name.text == *name)
    }
}
