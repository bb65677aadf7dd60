//! What every part of the checker works with.

use super::diagnostics;
use super::environment::{Environment, Parameters};
use super::input::Input;
use super::supposed::{Blame, Clue, Supposed};
use crate::diagnostic::{Diagnostic, Label};
use crate::files::Cached;
use crate::hir::{Expr, ExprId, ExprKind, Exprs, Type};
use crate::source::{Sources, Span};
use crate::syntax::ast;
use crate::units::Dimension;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The names of the file, the expressions checked so far, and the findings.
pub(super) struct Checker<'a> {
    /// The names of the file.
    pub(super) env: Environment<'a>,
    /// The expressions checked so far.
    pub(super) exprs: Exprs,
    /// The findings so far.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The texts.
    pub(super) sources: &'a Sources,
    /// The files that it names.
    pub(super) files: &'a Cached<'a>,
    /// The calls of the file's functions that are being inlined, outermost first.
    pub(super) calls: Vec<Call>,
    /// Whether there may be more in the text than in the tree, so that what is never used in the tree may be used.
    pub(super) damaged: bool,
    /// How deep the expression at hand is nested.
    pub(super) depth: usize,
    /// How many choices and junctions the expression at hand is guarded by: it may never be evaluated.
    pub(super) guarded: usize,
    /// How many calls were inlined so far.
    pub(super) inlined: usize,
    /// Whether the model turned out too large, which has been told.
    pub(super) exhausted: bool,
    /// What goes before the text.
    pub(super) supposed: Supposed,
    /// Constants that may have a wrong unit.
    pub(super) clues: Vec<Clue>,
    /// Of each mismatch, the dimension found and the one wanted.
    pub(super) changes: Vec<(Dimension, Dimension)>,
    /// The arrays met in the expression at hand, if it may be an array.
    pub(super) entries: Option<Entries>,
    /// The expression at hand, as a whole.
    pub(super) whole: Option<Span>,
    /// The whole expression in which each error stands.
    pub(super) places: HashMap<(&'static str, Span), Span>,
    /// What only a use of the model at hand would tell.
    pub(super) open: Open,
    /// The arguments of the model at hand that decide a dimension in the expression at hand, and how.
    pub(super) arguments: Vec<(Span, String)>,
    told: HashSet<(&'static str, Span)>,
    verdicts: Vec<(usize, Verdict)>,
    /// The finding that a name is unknown, by name.
    unknown: HashMap<Arc<str>, usize>,
    /// Of such findings: the definition of the name that may be meant.
    meant: Vec<(usize, ast::Name)>,
    /// The finding of a name that holds at several places, by code and name.
    repeated: HashMap<(&'static str, Arc<str>), usize>,
}

/// What is not known of what is being checked, because it is a model that nothing is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    /// Nothing: it is used as it stands.
    Nothing,
    /// What a block made of the model would add.
    Block,
    /// That, and between which groups its synapses would lead: a name may be one of theirs.
    BlockAndEnds,
}

impl Open {
    /// Whether a model is being checked that nothing is made of.
    pub(super) fn is_unused_model(self) -> bool {
        self != Open::Nothing
    }
}

/// The arrays met in an expression that may be an array.
#[derive(Debug, Clone, Default)]
pub(super) struct Entries {
    /// The shape of the first one, and where it stands.
    pub(super) first: Option<(Vec<usize>, Span)>,
}

/// A call that is being inlined.
#[derive(Debug, Clone)]
pub(super) struct Call {
    /// The function's name.
    pub(super) name: Arc<str>,
    /// The call.
    pub(super) span: Span,
}

/// What a mismatch of dimensions says of declarations.
#[derive(Debug, Clone, Default)]
pub(super) struct Verdict {
    /// The declaration that it takes to be wrong.
    pub(super) blames: Option<Blame>,
    /// What would have to change with a declaration for the mismatch to vanish.
    pub(super) ties: Vec<Tie>,
}

/// `from` changes as the declaration does; the mismatch vanishes if it becomes `to`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tie {
    pub(super) unit: Span,
    pub(super) from: Dimension,
    pub(super) to: Dimension,
}

/// Whether a mismatch vanishes once a declaration is mended.
fn explains(blame: &Blame, tie: &Tie) -> bool {
    let changed = || tie.from.times(blame.wanted)?.over(blame.declared);
    blame.unit == tie.unit && changed() == Some(tie.to)
}

/// Warnings of something that is missing, which may be in what could not be read.
const OF_WHOLE_MODELS: [&str; 6] = [
    "models::open-name",
    "monitors::no-spikes",
    "structure::never-refractory",
    "structure::never-spikes",
    "structure::no-reset",
    "synapses::silent-end",
];

impl<'a> Checker<'a> {
    /// Without names, expressions and findings.
    pub(super) fn new(input: &Input<'a>, supposed: &Supposed) -> Self {
        let Input { sources, arithmetic, files, .. } = *input;
        Checker {
            env: Environment::new(arithmetic),
            exprs: Exprs::default(),
            diagnostics: vec![],
            sources,
            files,
            calls: vec![],
            damaged: false,
            depth: 0,
            guarded: 0,
            inlined: 0,
            exhausted: false,
            supposed: supposed.clone(),
            clues: vec![],
            changes: vec![],
            entries: None,
            whole: None,
            places: HashMap::new(),
            open: Open::Nothing,
            arguments: vec![],
            told: HashSet::new(),
            verdicts: vec![],
            unknown: HashMap::new(),
            meant: vec![],
            repeated: HashMap::new(),
        }
    }

    /// Tells a finding, unless the same has been told of the same place. What is found in a function of the file says
    /// where it was called.
    pub(super) fn tell(&mut self, mut diagnostic: Diagnostic) {
        if self.open.is_unused_model()
            && (!diagnostic.is_error() || diagnostic.code.starts_with("names::unknown"))
        {
            return;
        }
        if !self.told.insert((diagnostic.code, diagnostic.primary.span)) {
            return;
        }
        if let Some(whole) = self.whole {
            self.places.insert((diagnostic.code, diagnostic.primary.span), whole);
        }
        if let [first, ..] = self.calls.as_slice()
            && !diagnostic.code.starts_with("names::")
        {
            diagnostic = diagnostic.label(first.span, format!("in this call of `{}`", first.name));
        }
        if diagnostic.code.starts_with("synapses::") {
            // It may be the ends that do not suit the model.
            if let Some(instance) = &self.env.parameters
                && instance.model.contains(diagnostic.primary.span)
            {
                diagnostic = diagnostic.label(instance.used, "these synapses are made of the model");
            }
        } else if !diagnostic.code.starts_with("names::") {
            diagnostic = self.label_arguments(diagnostic);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Shows the arguments of a model that decide what is wrong in its body.
    fn label_arguments(&self, mut diagnostic: Diagnostic) -> Diagnostic {
        let at = diagnostic.primary.span;
        if !self.whole.is_some_and(|whole| whole.contains(at)) {
            return diagnostic;
        }
        for (span, text) in &self.arguments {
            if diagnostic.labels.iter().all(|label| label.span != *span) {
                diagnostic = diagnostic.label(*span, text);
            }
        }
        diagnostic
    }

    /// Carries out `check` where the parameters of a model are known.
    pub(super) fn within<T>(&mut self, parameters: &Parameters<'a>, check: impl FnOnce(&mut Self) -> T) -> T {
        let outer = std::mem::replace(&mut self.env.parameters, parameters.clone());
        let checked = check(self);
        self.env.parameters = outer;
        checked
    }

    /// Tells that dimensions do not fit, and whose declaration that depends on.
    pub(super) fn tell_mismatch(&mut self, diagnostic: Diagnostic, verdict: Verdict) {
        let at = self.diagnostics.len();
        self.tell(diagnostic);
        if self.diagnostics.len() > at {
            self.verdicts.push((at, verdict));
        }
    }

    /// The declarations that are told to be wrong, each with its error.
    pub(super) fn blames(&self) -> Vec<(Blame, (&'static str, Span))> {
        let error = |at: usize| (self.diagnostics[at].code, self.diagnostics[at].primary.span);
        self.verdicts.iter().filter_map(|(at, verdict)| Some((verdict.blames?, error(*at)))).collect()
    }

    /// All findings, without those that vanish once a declaration is mended that another of them blames: one message for
    /// one cause, wherever it was noticed first.
    pub(super) fn findings(&mut self) -> Vec<Diagnostic> {
        let explained = |kept: &[Blame], verdict: &Verdict| {
            kept.iter().any(|blame| verdict.ties.iter().any(|tie| explains(blame, tie)))
        };
        let (mut kept, mut dropped) = (vec![], HashSet::new());
        let (blaming, others): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.verdicts).into_iter().partition(|(_, verdict)| verdict.blames.is_some());
        for (at, verdict) in blaming.iter().chain(&others) {
            if explained(&kept, verdict) {
                dropped.insert(*at);
            } else {
                kept.extend(verdict.blames);
            }
        }
        // A definition that nothing uses may itself be what is misspelt.
        for (at, meant) in std::mem::take(&mut self.meant) {
            let used = self.env.is_used(&meant.text) || self.env.is_used_parameter(meant.span);
            if !used && let Some(unknown) = self.diagnostics.get_mut(at) {
                let text = format!("`{}` is defined here, but never used", meant.text);
                unknown.labels.push(Label { span: meant.span, text });
            }
        }
        let all = std::mem::take(&mut self.diagnostics).into_iter().enumerate();
        let kept = all.filter(|(at, _)| !dropped.contains(at)).map(|(_, diagnostic)| diagnostic);
        kept.filter(|diagnostic| !self.follows(diagnostic)).collect()
    }

    /// Whether a warning may only follow from what is told elsewhere: from a part of the text that could not be read, or,
    /// of a local name that nothing reads, from the lack of a variable of that name.
    fn follows(&self, diagnostic: &Diagnostic) -> bool {
        if diagnostic.code == "structure::unread-local" {
            let name = self.slice(diagnostic.primary.span);
            let of_end = |unknown: &str| {
                unknown.strip_suffix("_pre").or_else(|| unknown.strip_suffix("_post")) == Some(name)
            };
            return self.unknown.keys().any(|unknown| **unknown == *name || of_end(unknown));
        }
        self.damaged && OF_WHOLE_MODELS.contains(&diagnostic.code)
    }

    /// Tells that nothing has this name: once, with the other places where it stands.
    pub(super) fn tell_unknown(&mut self, name: &ast::Name, diagnostic: impl FnOnce(&Self) -> Diagnostic) {
        if self.open == Open::BlockAndEnds {
            return;
        }
        match self.unknown.get(&name.text) {
            Some(at) => {
                let first = &mut self.diagnostics[*at];
                let told =
                    first.primary.span == name.span || first.labels.iter().any(|l| l.span == name.span);
                if !told && first.labels.len() < 3 {
                    first.labels.push(Label { span: name.span, text: "and here".to_string() });
                }
            }
            None => {
                let mut diagnostic = diagnostic(self);
                if self.open.is_unused_model() {
                    diagnostic = diagnostics::models::open_name(name, diagnostic);
                }
                if let [fix] = diagnostic.fixes.as_slice()
                    && let [edit] = fix.edits.as_slice()
                    && let Some(found) = self.env.get(&edit.replacement)
                {
                    let meant = ast::Name { text: edit.replacement.as_str().into(), span: found.span };
                    self.meant.push((self.diagnostics.len(), meant));
                }
                self.unknown.insert(name.text.clone(), self.diagnostics.len());
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// Whether it was told at this place that nothing has this name.
    pub(super) fn is_told_unknown(&self, name: &ast::Name) -> bool {
        let told = self.unknown.get(&name.text).and_then(|at| self.diagnostics.get(*at));
        told.is_some_and(|told| told.primary.span == name.span)
    }

    /// Whether it was told of a name that nothing has it.
    pub(super) fn was_unknown(&self, name: &str) -> bool {
        self.unknown.contains_key(name)
    }

    /// Tells the same of an unknown name, now that more is known of its place.
    pub(super) fn tell_unknown_again(&mut self, name: &ast::Name, diagnostic: Diagnostic) {
        let told = self.unknown.get(&name.text).and_then(|at| self.diagnostics.get_mut(*at));
        if let Some(told) = told.filter(|told| told.message == diagnostic.message) {
            told.help = diagnostic.help;
            told.fixes = diagnostic.fixes;
            told.primary = diagnostic.primary;
        }
    }

    /// Tells something of a name once, with the other places where it is the case.
    pub(super) fn tell_of_name(&mut self, name: &ast::Name, diagnostic: Diagnostic) {
        let first = self
            .repeated
            .get(&(diagnostic.code, name.text.clone()))
            .and_then(|at| self.diagnostics.get_mut(*at));
        let Some(first) = first else {
            let (key, at) = ((diagnostic.code, name.text.clone()), self.diagnostics.len());
            self.tell(diagnostic);
            if self.diagnostics.len() > at {
                self.repeated.insert(key, at);
            }
            return;
        };
        let told = first.primary.span == name.span || first.labels.iter().any(|l| l.span == name.span);
        if !told && first.labels.len() < 3 {
            first.labels.push(Label { span: name.span, text: "and here".to_string() });
        }
    }

    /// Whether a block may give this name to a variable, local name or the like; tells it if not.
    pub(super) fn is_free(&mut self, name: &ast::Name) -> bool {
        match super::reserved::reserved(&name.text) {
            None => true,
            Some(what) => {
                self.tell(diagnostics::names::reserved(name, &what));
                false
            }
        }
    }

    /// Adds an expression.
    pub(super) fn push(&mut self, kind: ExprKind, ty: Type, dimension: Dimension, span: Span) -> ExprId {
        self.exprs.push(Expr { kind, ty, dimension, span })
    }

    /// As a float, converted if it is an integer.
    pub(super) fn float(&mut self, id: ExprId) -> ExprId {
        let Expr { ref kind, ty, dimension, span } = self.exprs[id];
        match (kind, ty) {
            (_, Type::Float) => id,
            (ExprKind::Integer(n), _) => {
                let value = ExprKind::Float(*n as f64);
                self.push(value, Type::Float, dimension, span)
            }
            _ => self.push(ExprKind::ToFloat(id), Type::Float, dimension, span),
        }
    }

    /// The text of a span.
    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.sources.get(span.source).slice(span)
    }
}
