//! What is offered at a cursor.

use crate::source::Span;
use std::collections::HashSet;

/// Something that can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// What it is shown as, and what is typed to find it.
    pub label: String,
    /// What it is.
    pub kind: CompletionKind,
    /// Its unit, value or the like, in a few words; may be empty.
    pub detail: String,
    /// What it means; may be empty.
    pub documentation: String,
    /// What it replaces.
    pub replaces: Span,
    /// What is written.
    pub text: String,
    /// Whether the text has stops to fill in, `${1:v}`, and backslashes before characters that are meant as they are.
    pub snippet: bool,
    /// The lower, the likelier it is meant.
    pub rank: u32,
}

/// What a completion is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CompletionKind {
    /// A word that begins an item.
    Keyword,
    /// A section of a block, or a clause of a rule.
    Section,
    /// A word between expressions.
    Word,
    /// A variable of a block.
    Variable,
    /// A constant, an array, a local name.
    Constant,
    /// A parameter of a model or function.
    Parameter,
    /// A function.
    Function,
    /// A quantity or constant of the language.
    Builtin,
    /// A unit or type.
    Unit,
    /// A group or synapses.
    Group,
    /// A model.
    Model,
    /// A custom event.
    Event,
    /// A pathway.
    Pathway,
    /// A flag of an equation.
    Flag,
    /// A method, a slot, a kind of monitor.
    Choice,
    /// A file.
    File,
    /// A stored state.
    Label,
}

/// All that is offered; nothing twice.
pub(super) struct Offers {
    word: Span,
    all: Vec<Completion>,
    known: HashSet<(String, bool)>,
}

impl Offers {
    /// Nothing yet.
    pub(super) fn new(word: Span) -> Self {
        Offers { word, all: vec![], known: HashSet::new() }
    }

    /// Offers a word as it is.
    pub(super) fn word(&mut self, label: &str, kind: CompletionKind, rank: u32) -> &mut Completion {
        self.add(label, kind, label.to_string(), false, rank)
    }

    /// Offers a text with stops to fill in.
    pub(super) fn snippet(
        &mut self,
        label: &str,
        kind: CompletionKind,
        text: &str,
        rank: u32,
    ) -> &mut Completion {
        self.add(label, kind, text.to_string(), true, rank)
    }

    fn add(
        &mut self,
        label: &str,
        kind: CompletionKind,
        text: String,
        snippet: bool,
        rank: u32,
    ) -> &mut Completion {
        if !self.known.insert((label.to_string(), snippet)) {
            let is_known = |it: &Completion| it.label == label && it.snippet == snippet;
            let at = self.all.iter().position(is_known).unwrap_or(0);
            let known = &mut self.all[at];
            known.rank = known.rank.min(rank);
            return known;
        }
        let (detail, documentation) = (String::new(), String::new());
        let at = self.all.len();
        let (label, replaces) = (label.to_string(), self.word);
        self.all.push(Completion { label, kind, detail, documentation, replaces, text, snippet, rank });
        &mut self.all[at]
    }

    /// Whether a word of this name is offered.
    pub(super) fn has(&self, label: &str) -> bool {
        self.known.contains(&(label.to_string(), false))
    }

    /// All, the likeliest first.
    pub(super) fn finish(mut self) -> Vec<Completion> {
        self.all.sort_by(|a, b| (a.rank, &a.label).cmp(&(b.rank, &b.label)));
        self.all
    }
}

impl Completion {
    /// What is said of it in a few words.
    pub(super) fn with(&mut self, detail: impl Into<String>, documentation: impl Into<String>) {
        self.detail = detail.into();
        self.documentation = documentation.into();
    }
}
