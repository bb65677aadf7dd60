//! What a call is of, and which of its arguments is being written.

use super::completion::{Cursor, Shown, Words, statement_words};
use super::dimension::Dimensions;
use super::language::{self, Function};
use super::names::{BodyKind, Names, name_of};
use super::symbols::SymbolKind;
use super::{Analysis, Place};
use crate::syntax::ast::{Item, ItemKind};
use crate::syntax::lexemes::Lexical;
use std::ops::Range;

/// A function or model, and where its parameters stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Its name and parameters: `clip(x, lo, hi)`.
    pub label: String,
    /// What it does, and its units.
    pub documentation: String,
    /// The bytes of each parameter in the label.
    pub parameters: Vec<Range<usize>>,
    /// The number of the parameter that is being written; beyond the last one if there is none.
    pub active: usize,
}

/// The call around a place: of a function of the language or the file, of a timed array, or of a model after `is`.
pub fn signature(analysis: &Analysis, place: Place) -> Option<Signature> {
    let cursor = Cursor::new(analysis, place)?;
    let lexemes = statement_words(&cursor);
    let words = Words::new(&cursor, &lexemes);
    for open in words.opened().into_iter().rev() {
        let Some(name) = open.checked_sub(1).filter(|at| words.kind(*at) == Some(Lexical::Word)) else {
            continue;
        };
        if words.kind(open) != Some(Lexical::Open('(')) {
            continue;
        }
        let of_model = name.checked_sub(1).is_some_and(|at| words.text(at) == "is");
        let in_until = words.find_word(&["until"]).is_some();
        if let Some(called) = called(analysis, &cursor, words.text(name), of_model, in_until) {
            return Some(called.at(words.from(open + 1)));
        }
    }
    None
}

/// What is called.
struct Called {
    name: String,
    /// Each parameter as it is shown.
    parameters: Vec<String>,
    /// Whether more arguments like the last one may follow.
    more: bool,
    documentation: String,
}

impl Called {
    fn of_language(function: &Function) -> Called {
        Called {
            name: function.name.to_string(),
            parameters: function.parameters.iter().map(|(name, _)| (*name).to_string()).collect(),
            more: function.more,
            documentation: function.about.to_string(),
        }
    }

    /// The signature, if these words are the arguments before the cursor.
    fn at(self, arguments: Words<'_>) -> Signature {
        let commas: Vec<usize> =
            arguments.outside().filter(|at| arguments.kind(*at) == Some(Lexical::Comma)).collect();
        let last = commas.last().map_or(arguments, |at| arguments.from(at + 1));
        let mut label = format!("{}(", self.name);
        let mut parameters = vec![];
        for (at, parameter) in self.parameters.iter().enumerate() {
            if at > 0 {
                label += ", ";
            }
            parameters.push(label.len()..label.len() + parameter.len());
            label += parameter;
        }
        label += if self.more { ", …)" } else { ")" };
        let mut active = commas.len();
        if last.kind(1) == Some(Lexical::Assign) {
            let named = |it: &String| it.split([' ', '=']).next() == Some(last.text(0));
            active = self.parameters.iter().position(named).unwrap_or(parameters.len());
        } else if self.more {
            active = active.min(parameters.len().saturating_sub(1));
        }
        Signature { label, documentation: self.documentation, parameters, active }
    }
}

fn called(
    analysis: &Analysis,
    cursor: &Cursor,
    name: &str,
    of_model: bool,
    in_until: bool,
) -> Option<Called> {
    let names = Names::new(&cursor.file);
    if of_model {
        return names.item(name).and_then(|item| model(analysis, cursor, &names, item));
    }
    if in_until && let Some((name, about)) = language::REDUCTIONS.iter().find(|(known, _)| *known == name) {
        let parameter = match *name {
            "any" | "all" => "condition",
            "count" => "group",
            _ => "e",
        };
        let (name, documentation) = ((*name).to_string(), (*about).to_string());
        return Some(Called { name, parameters: vec![parameter.to_string()], more: false, documentation });
    }
    if let Some(function) = language::function(name) {
        return Some(Called::of_language(function));
    }
    let item = names.item(name)?;
    let documentation = || said(analysis, cursor, item);
    match &item.kind {
        ItemKind::Function(it) => Some(Called {
            name: name.to_string(),
            parameters: it.parameters.iter().map(|it| it.text.to_string()).collect(),
            more: false,
            documentation: documentation(),
        }),
        ItemKind::TimedArray(it) => {
            let rows = matches!(&array(&it.value), crate::syntax::ast::ExprKind::Array(items)
                if items.iter().any(|it| matches!(it.kind, crate::syntax::ast::ExprKind::Array(_))));
            let columns = it.columns.is_some() || rows;
            let parameters = if columns { vec!["t", "i"] } else { vec!["t"] };
            Some(Called {
                name: name.to_string(),
                parameters: parameters.into_iter().map(str::to_string).collect(),
                more: false,
                documentation: documentation(),
            })
        }
        _ => None,
    }
}

/// The values of a timed array, without their unit.
fn array(value: &crate::syntax::ast::Expr) -> &crate::syntax::ast::ExprKind {
    match &value.kind {
        crate::syntax::ast::ExprKind::Quantity { value, .. } => &value.kind,
        kind => kind,
    }
}

fn model(analysis: &Analysis, cursor: &Cursor, names: &Names<'_>, item: &Item) -> Option<Called> {
    let ItemKind::Model(model) = &item.kind else { return None };
    let names_of = names.item(&model.name.text).and_then(|item| names.body(item))?;
    let shown = Shown::new(analysis, cursor);
    let parameters = names_of.parameters.iter().map(|(parameter, value)| match value {
        Some(value) => format!("{} = {}", parameter.name.text, shown.text(value.span)),
        None => parameter.name.text.to_string(),
    });
    let of = match names_of.kind {
        BodyKind::Synapses => "A model of synapses; its parameters are constants.",
        _ => "A model of neurons; its parameters are constants.",
    };
    let comment = said(analysis, cursor, item);
    let documentation = if comment.is_empty() { of.to_string() } else { format!("{of}\n\n{comment}") };
    Some(Called {
        name: model.name.text.to_string(),
        parameters: parameters.collect(),
        more: false,
        documentation,
    })
}

/// What is said of an item: its comment, and for functions and timed arrays what they yield.
fn said(analysis: &Analysis, cursor: &Cursor, item: &Item) -> String {
    let Some(name) = name_of(item) else { return String::new() };
    let dimensions = Dimensions::new(&cursor.file, &cursor.symbols);
    let shown = Shown::new(analysis, cursor);
    let Some((id, symbol)) = cursor.symbols.iter().find(|(_, symbol)| symbol.span == Some(name.span)) else {
        return String::new();
    };
    let mut parts = vec![];
    let comment = shown.comment(name.span);
    if !comment.is_empty() {
        parts.push(comment);
    }
    match symbol.kind {
        SymbolKind::Function => parts.push(format!("`{}`", shown.text(item.span))),
        SymbolKind::TimedArray => {
            let unit = Shown::quality(dimensions.of(id));
            let unit = if unit.is_empty() { unit } else { format!(", in {unit}") };
            parts.push(format!("The value of the timed array at the time `t`{unit}."));
        }
        _ => {}
    }
    parts.join("\n\n")
}
