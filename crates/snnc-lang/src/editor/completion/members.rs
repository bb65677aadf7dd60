//! What can stand in blocks: equations, sections and their statements.

use super::context::{Context, FileKind, Quotes, Site};
use super::cursor::Cursor;
use super::expression::expression;
use super::words::Words;
use crate::editor::language;
use crate::editor::names::{BodyKind, Names};
use crate::syntax::ast::ItemKind;
use crate::syntax::levels::Level;
use crate::syntax::lexemes::Lexical;

/// The kind of block that begins with this word.
pub(super) fn kind(cursor: &Cursor, keyword: &str) -> Option<BodyKind> {
    Some(match keyword {
        "neurons" => BodyKind::Neurons,
        "poisson" => BodyKind::Poisson,
        "spikes" => BodyKind::Spikes,
        "poisson_input" => BodyKind::PoissonInput,
        "synapses" => BodyKind::Synapses,
        "model" => {
            let names = Names::new(&cursor.file);
            let item = cursor.item().filter(|item| matches!(item.kind, ItemKind::Model(_)));
            item.and_then(|item| names.body(item)).map_or(BodyKind::Neurons, |body| body.kind)
        }
        _ => return None,
    })
}

/// Whether the value of a section is a list of statements.
pub(super) fn holds_statements(section: &str, kind: BodyKind) -> bool {
    matches!(section, "reset" | "on_event" | "every" | "init" | "on_pre" | "on_post")
        || (section == "at" && kind != BodyKind::Spikes)
}

/// What can stand in a member of a block.
pub(super) fn member(kind: BodyKind, words: Words<'_>, level: &Level) -> Vec<Context> {
    if words.is_empty() {
        let mut all = vec![Context::Member(kind)];
        if goes_on(kind, words.cursor(), level) {
            all.push(Context::Target);
        }
        return all;
    }
    let first = words.text(0);
    if language::section(first, kind).is_some()
        && let Some(contexts) = section(kind, first, words)
    {
        return contexts;
    }
    equation(kind, words)
}

/// Whether the statements of a section may go on here.
fn goes_on(kind: BodyKind, cursor: &Cursor, level: &Level) -> bool {
    for head in level.before.iter().rev() {
        let of_head = cursor.before.iter().filter(|it| it.start >= head.start && it.end <= head.end);
        let words: Vec<_> = of_head.copied().collect();
        let words = Words::new(cursor, &words);
        if language::section(words.text(0), kind).is_some() && words.find(Lexical::Colon).is_some() {
            let colon = words.find(Lexical::Colon).unwrap_or(0);
            // Statements in `{ }` end with them.
            return holds_statements(words.text(0), kind) && colon + 1 < words.len();
        }
        let statement = words.kind(1) == Some(Lexical::Assign) && words.find(Lexical::Colon).is_none();
        if !statement {
            return false;
        }
    }
    false
}

/// What can stand in a section; `None` if it is none.
fn section(kind: BodyKind, name: &str, words: Words<'_>) -> Option<Vec<Context>> {
    let Some(colon) = words.find(Lexical::Colon) else {
        return head(name, words);
    };
    let value = words.from(colon + 1);
    if holds_statements(name, kind) {
        return Some(statement(name == "init", value));
    }
    Some(match name {
        "method" => {
            if value.is_empty() {
                vec![Context::Method]
            } else {
                vec![]
            }
        }
        "file" => {
            if value.is_empty() {
                vec![Context::File(FileKind::Array, Quotes::Lacking)]
            } else {
                vec![]
            }
        }
        "connect" => clause(value),
        "tolerance" | "period" | "dt" | "n" => expression(value, Site::Constant),
        "delay" => expression(value, Site::Delay),
        _ => expression(value, Site::Block { init: false }),
    })
}

/// What can stand between the name of a section and its `:`.
fn head(name: &str, words: Words<'_>) -> Option<Vec<Context>> {
    let rest = words.from(1);
    Some(match name {
        "every" | "at" => match rest.find_word(&["at"]) {
            Some(at) if at + 1 == rest.len() => vec![Context::Slot],
            Some(_) => vec![],
            None => {
                let mut all = expression(rest, Site::Constant);
                if all.iter().any(|it| matches!(it, Context::Words(_))) {
                    all.push(Context::Words(&["at"]));
                }
                all
            }
        },
        "on_event" if rest.is_empty() => vec![Context::Event],
        "on_pre" | "on_post" if rest.open().is_some() => {
            if rest.last() == Some(Lexical::Assign) {
                vec![Context::Event]
            } else {
                vec![]
            }
        }
        "delay" | "order" if rest.is_empty() => vec![Context::Pathway],
        "event" | "on_event" | "on_pre" | "on_post" | "delay" | "order" => vec![],
        // It is the beginning of an equation.
        _ => return None,
    })
}

/// What can stand in a statement.
pub(super) fn statement(init: bool, words: Words<'_>) -> Vec<Context> {
    // Of statements that follow each other, the last one.
    let words = match words.outside().filter(|at| words.kind(*at) == Some(Lexical::Semicolon)).last() {
        Some(at) => words.from(at + 1),
        None => words,
    };
    match words.find(Lexical::Assign) {
        Some(at) => expression(words.from(at + 1), Site::Block { init }),
        None if words.is_empty() => vec![Context::Target],
        None => vec![],
    }
}

/// What can stand in a rule.
fn clause(words: Words<'_>) -> Vec<Context> {
    let comma = words.outside().filter(|at| words.kind(*at) == Some(Lexical::Comma)).last();
    let words = comma.map_or(words, |at| words.from(at + 1));
    if words.is_empty() {
        return vec![Context::Clause, Context::Operand(Site::Connect)];
    }
    if words.len() == 1 && words.text(0) == "file" {
        return vec![Context::File(FileKind::Array, Quotes::Lacking)];
    }
    let start = words.find(Lexical::Assign).map_or(0, |at| at + 1);
    let mut all = expression(words.from(start), Site::Connect);
    if all.iter().any(|it| matches!(it, Context::Words(_))) {
        all.push(Context::Words(&["for", "as", "in"]));
    }
    all
}

/// What can stand in an equation, or in a statement that goes on in a section.
fn equation(kind: BodyKind, words: Words<'_>) -> Vec<Context> {
    if let Some(colon) = words.find(Lexical::Colon) {
        let unit = words.from(colon + 1);
        if unit.is_empty() {
            return vec![Context::Unit];
        }
        if let Some(open) = unit.open() {
            let begins = matches!(unit.last(), Some(Lexical::Open('(') | Lexical::Comma));
            // Brackets after an operator are those of a unit.
            let of_unit = open.checked_sub(1).is_none_or(|at| unit.kind(at) == Some(Lexical::Operator));
            return match (of_unit, begins) {
                (true, _) => vec![Context::Unit],
                (false, true) => vec![Context::Flags { brackets: true }],
                (false, false) => vec![],
            };
        }
        return match unit.last() {
            Some(Lexical::Operator) if !matches!(unit.last_text(), "²" | "³") => vec![Context::Unit],
            Some(Lexical::Close(_)) => vec![],
            _ => vec![Context::Flags { brackets: false }],
        };
    }
    if kind == BodyKind::Spikes || kind == BodyKind::PoissonInput {
        return vec![];
    }
    match words.find(Lexical::Assign) {
        Some(at) => {
            let differential = words.text(at.saturating_sub(1)) == "dt" && at == 3;
            expression(words.from(at + 1), Site::Equation { differential })
        }
        None if words.len() == 2 && words.text(1) == "/" && words.text(0).starts_with('d') => {
            vec![Context::Words(&["dt"])]
        }
        None => vec![],
    }
}
