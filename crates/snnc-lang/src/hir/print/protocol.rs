//! The protocol as text.

use super::Number;
use super::blocks::{endpoint, names_of};
use super::expr::{Names, print};
use super::selection::selection;
use crate::hir::{Endpoint, Model, Protocol, Reduced, ReducedKind, Selection, Target, Until};
use std::fmt::{Formatter, Result};

/// Statements, each on a line of its own.
pub(super) fn protocol(f: &mut Formatter<'_>, model: &Model, protocol: &[Protocol], indent: &str) -> Result {
    for statement in protocol {
        write!(f, "{indent}")?;
        match statement {
            Protocol::Run { duration, until, .. } => {
                write!(f, "run {} s", Number(*duration))?;
                if let Some(until) = until {
                    write!(f, " until {}", condition(model, until))?;
                }
                writeln!(f)?;
            }
            Protocol::Assign { of, only, code, .. } => {
                let names = Names { locals: &code.locals, ..names_of(model, *of) };
                for statement in &code.statements {
                    let Target::Variable(place, id) = statement.target else { continue };
                    let variable = names.variable(place, id);
                    let value = print(model, &names, statement.value).text;
                    writeln!(f, "{}.{variable} = {value}", elements(model, *of, only))?;
                }
            }
            Protocol::Store { label } => writeln!(f, "store \"{label}\"")?,
            Protocol::Restore { label, exact, except, .. } => {
                write!(f, "restore \"{label}\"{}", if *exact { " exact" } else { "" })?;
                for (number, (of, id)) in except.iter().enumerate() {
                    let name = &names_of(model, *of).own[id.index()].name;
                    let before = if number == 0 { " except" } else { "," };
                    write!(f, "{before} {}.{name}", endpoint(model, *of))?;
                }
                writeln!(f)?;
            }
            Protocol::Repeat { count, body } => {
                writeln!(f, "repeat {count} {{")?;
                self::protocol(f, model, body, &format!("{indent}    "))?;
                writeln!(f, "{indent}}}")?;
            }
            Protocol::Save { of, label, .. } => {
                writeln!(f, "save {} as \"{label}\"", endpoint(model, *of))?;
            }
            Protocol::Set { .. } => writeln!(f, "# the next stage")?,
        }
    }
    Ok(())
}

fn elements(model: &Model, of: Endpoint, only: &Selection) -> String {
    format!("{}{}", endpoint(model, of), selection(model, &names_of(model, of), only))
}

fn condition(model: &Model, until: &Until) -> String {
    let reduced: Vec<_> = until.reductions.iter().map(|it| reduction(model, it)).collect();
    print(model, &Names { reduced: &reduced, ..Names::default() }, until.condition).text
}

fn reduction(model: &Model, reduction: &Reduced) -> String {
    let name = match reduction.kind {
        ReducedKind::Any => "any",
        ReducedKind::All => "all",
        ReducedKind::Mean => "mean",
        ReducedKind::Max => "max",
        ReducedKind::Min => "min",
        ReducedKind::Sum => "sum",
        ReducedKind::Count => "count",
    };
    let of = elements(model, reduction.of, &reduction.only);
    match reduction.value {
        None => format!("{name}({of})"),
        Some(value) => {
            let value = print(model, &names_of(model, reduction.of), value).text;
            format!("{name}({value} of {of})")
        }
    }
}
