//! What can stand in the items of a file.

use super::context::{Context, FileKind, Quotes, Site};
use super::expression::{expression, group_before};
use super::words::Words;
use crate::editor::language;
use crate::syntax::lexemes::Lexical;

/// What can stand in an item.
pub(super) fn item(words: Words<'_>, in_loop: bool) -> Vec<Context> {
    if words.is_empty() {
        return vec![Context::Item { in_loop }];
    }
    let rest = words.from(1);
    let keyword = words.text(0);
    match keyword {
        _ if language::keyword(keyword).is_none() || (words.kind(1) == Some(Lexical::Assign)) => {
            definition(words)
        }
        "neurons" | "poisson" | "spikes" | "model" | "synapses" => block(keyword, rest),
        "poisson_input" => match rest.find(Lexical::Colon) {
            None => vec![],
            Some(colon) => {
                let target = rest.from(colon + 1);
                match target.last() {
                    Some(Lexical::Dot) => {
                        vec![Context::VariableOf(group_before(target.until(target.len() - 1)))]
                    }
                    _ => group(target, false),
                }
            }
        },
        "group" => rest.find(Lexical::Assign).map_or(vec![], |at| group(rest.from(at + 1), false)),
        "monitor" => monitor(rest),
        "timed" => timed(rest),
        "import" => {
            if rest.is_empty() {
                vec![Context::File(FileKind::Model, Quotes::Lacking)]
            } else {
                vec![]
            }
        }
        "run" => match rest.find_word(&["until"]) {
            Some(at) => expression(rest.from(at + 1), Site::Until),
            None => followed(expression(rest, Site::Constant), &["until"]),
        },
        "restore" => restore(rest),
        "repeat" => expression(rest, Site::Constant),
        "set" => set(rest),
        "for" => match rest.find_word(&["in"]) {
            Some(at) => expression(rest.from(at + 1), Site::Range),
            None if rest.is_empty() => vec![],
            None => vec![Context::Words(&["in"])],
        },
        "save" => match rest.len() {
            0 => vec![Context::Group { synapses: true }],
            1 => vec![Context::Words(&["as"])],
            _ => vec![],
        },
        _ => vec![],
    }
}

/// With these words, where an operand stands before the cursor.
fn followed(mut contexts: Vec<Context>, words: &'static [&'static str]) -> Vec<Context> {
    if contexts.iter().any(|it| matches!(it, Context::Words(_))) {
        contexts.push(Context::Words(words));
    }
    contexts
}

/// A group, or what is selected of it.
fn group(words: Words<'_>, synapses: bool) -> Vec<Context> {
    if words.open().is_some() {
        return selection(words, Site::Constant);
    }
    if words.is_empty() { vec![Context::Group { synapses }] } else { vec![] }
}

/// What can stand in `[ ]`.
fn selection(words: Words<'_>, site: Site) -> Vec<Context> {
    let open = words.outermost().unwrap_or(0);
    expression(words.from(open + 1), site)
}

/// `NAME(x) = …`, `NAME = … : unit`, `group[…].x = …`.
fn definition(words: Words<'_>) -> Vec<Context> {
    let Some(assign) = words.find(Lexical::Assign) else {
        return match words.last() {
            Some(Lexical::Dot) => vec![Context::VariableOf(group_before(words.until(words.len() - 1)))],
            _ if words.outermost().is_some_and(|at| words.kind(at) == Some(Lexical::Open('['))) => {
                selection(words, Site::Selection)
            }
            _ => vec![],
        };
    };
    if let Some(colon) = words.find(Lexical::Colon)
        && colon > assign
    {
        let unit = words.from(colon + 1);
        let goes_on = unit.is_empty() || unit.last() == Some(Lexical::Operator);
        return if goes_on { vec![Context::Unit] } else { vec![] };
    }
    let value = words.from(assign + 1);
    let site = match assign.checked_sub(1).and_then(|at| words.kind(at)) {
        Some(Lexical::Close('(')) => Site::Function,
        _ if words.until(assign).find(Lexical::Dot).is_some() => Site::Assignment,
        _ => Site::Constant,
    };
    expression(value, site)
}

/// The head of a block.
fn block(keyword: &str, words: Words<'_>) -> Vec<Context> {
    if let Some(at) = words.find_word(&["is"]) {
        let instance = words.from(at + 1);
        return match instance.len() {
            0 => vec![Context::Model],
            _ if instance.kind(1) == Some(Lexical::Open('(')) && instance.outermost() == Some(1) => {
                argument(instance.text(0), instance.from(2))
            }
            _ => vec![],
        };
    }
    let end_of_head = Context::Words(&["is"]);
    match keyword {
        "synapses" => {
            let Some(colon) = words.find(Lexical::Colon) else { return vec![] };
            let ends = words.from(colon + 1);
            let arrow = ends.outside().find(|at| ends.text(*at) == "->");
            let (end, next) = match arrow {
                Some(at) => (ends.from(at + 1), end_of_head),
                None => (ends, Context::Words(&["->"])),
            };
            let contexts = group(end, true);
            if contexts.is_empty() { vec![next] } else { contexts }
        }
        "model" => match words.outermost() {
            // A default, unless it is the name of a parameter.
            Some(open) => {
                let parameters = words.from(open + 1);
                let comma =
                    parameters.outside().filter(|at| parameters.kind(*at) == Some(Lexical::Comma)).last();
                let parameter = comma.map_or(parameters, |at| parameters.from(at + 1));
                match parameter.find(Lexical::Assign) {
                    Some(at) => expression(parameter.from(at + 1), Site::Constant),
                    None => vec![],
                }
            }
            None if words.is_empty() => vec![],
            None => vec![end_of_head],
        },
        _ if words.open().is_some() => selection(words, Site::Constant),
        "neurons" if words.last() == Some(Lexical::Close('[')) => vec![end_of_head],
        _ => vec![],
    }
}

/// An argument of a model.
fn argument(model: &str, words: Words<'_>) -> Vec<Context> {
    let comma = words.outside().filter(|at| words.kind(*at) == Some(Lexical::Comma)).last();
    let words = comma.map_or(words, |at| words.from(at + 1));
    if words.is_empty() {
        return vec![Context::ParameterOf(model.to_string()), Context::Operand(Site::Constant)];
    }
    let named = words.kind(1) == Some(Lexical::Assign);
    expression(words.from(if named { 2 } else { 0 }), Site::Constant)
}

fn timed(words: Words<'_>) -> Vec<Context> {
    if let Some(at) = words.find_word(&["every", "for"]) {
        return followed(expression(words.from(at + 1), Site::Constant), &["every", "for"]);
    }
    match words.find(Lexical::Assign) {
        Some(at) => followed(expression(words.from(at + 1), Site::Timed), &["every", "for"]),
        None if words.open().is_some() => selection(words, Site::Constant),
        None => vec![],
    }
}

/// `monitor NAME: what of group[…] with x, y every T at SLOT`.
fn monitor(words: Words<'_>) -> Vec<Context> {
    let words = match words.find(Lexical::Colon) {
        Some(colon) => words.from(colon + 1),
        None => words,
    };
    let after = || Context::Words(&["with", "every", "at"]);
    let Some(of) = words.find_word(&["of"]) else {
        return match words.last() {
            None | Some(Lexical::Comma) => vec![Context::Recorded(group_after(words))],
            Some(Lexical::Dot) => vec![Context::VariableOf(group_before(words.until(words.len() - 1)))],
            _ if words.open().is_some() => selection(words, Site::Selection),
            _ => vec![Context::Words(&["of"])],
        };
    };
    let rest = words.from(of + 1);
    if let Some(at) = rest.find_word(&["with", "every", "at"]) {
        let clause = rest.from(at + 1);
        let contexts = match rest.text(at) {
            "with" if clause.is_empty() || clause.last() == Some(Lexical::Comma) => {
                vec![Context::VariableOf(rest.text(0).to_string())]
            }
            "every" => expression(clause, Site::Constant),
            "at" if clause.is_empty() => vec![Context::Slot],
            _ => vec![after()],
        };
        return followed(contexts, &["with", "every", "at"]);
    }
    if rest.open().is_some() {
        return selection(rest, Site::Selection);
    }
    if rest.is_empty() { vec![Context::Group { synapses: true }] } else { vec![after()] }
}

/// The group that the rest of a monitor names.
fn group_after(words: Words<'_>) -> Option<String> {
    let cursor = words.cursor();
    let rest = cursor.source.text.get(cursor.start..)?;
    let line = rest.split(['\n', ';']).next()?;
    let mut parts =
        line.split(|c: char| c.is_whitespace() || matches!(c, '[' | ',')).skip_while(|it| *it != "of");
    parts.nth(1).filter(|name| !name.is_empty()).map(str::to_string)
}

/// `restore "label" exact except g.x, h.y`.
fn restore(words: Words<'_>) -> Vec<Context> {
    if words.is_empty() {
        return vec![Context::Label(Quotes::Lacking)];
    }
    match words.last() {
        Some(Lexical::Dot) => vec![Context::VariableOf(group_before(words.until(words.len() - 1)))],
        Some(Lexical::Comma) => vec![Context::Group { synapses: true }],
        _ if words.last_text() == "except" => vec![Context::Group { synapses: true }],
        _ => vec![Context::Words(&["exact", "except"])],
    }
}

/// `set NAME = …`, `set GROUP.method = …`.
fn set(words: Words<'_>) -> Vec<Context> {
    let Some(assign) = words.find(Lexical::Assign) else {
        return match words.last() {
            None => vec![Context::Settable],
            Some(Lexical::Dot) => vec![Context::MethodMember],
            _ => vec![],
        };
    };
    let value = words.from(assign + 1);
    if words.until(assign).find(Lexical::Dot).is_some() {
        return if value.is_empty() { vec![Context::Method] } else { vec![] };
    }
    expression(value, Site::Constant)
}
