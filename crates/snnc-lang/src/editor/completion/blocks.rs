//! What is offered in blocks: equations, sections, what statements assign, flags.

use super::cursor::{Cursor, MARK};
use super::offer::{CompletionKind, Offers};
use super::scope::{is_variable, visible};
use super::shown::Shown;
use crate::editor::dimension::Dimensions;
use crate::editor::language::{self, Of};
use crate::editor::names::{Body, BodyKind, Names};
use crate::editor::symbols::SymbolKind;
use crate::syntax::ast::{Equation, EquationKind, Member};
use crate::syntax::lexemes::{Lexeme, Lexical};

/// The body of the block in which the cursor stands.
pub(super) fn body<'c>(cursor: &'c Cursor, names: &Names<'c>) -> Option<Body<'c>> {
    names.body(cursor.item()?)
}

/// Offers equations, and the sections that the block lacks.
pub(super) fn members(cursor: &Cursor, kind: BodyKind, offers: &mut Offers) {
    if matches!(kind, BodyKind::Neurons | BodyKind::Synapses) {
        let flag = if kind == BodyKind::Synapses { " (event-driven)" } else { "" };
        let text = format!("d${{1:v}}/dt = ${{2:-v/tau}} : ${{3:volt}}{flag}");
        let about = "A differential equation: how fast the variable changes, and its unit.";
        offers.snippet("dx/dt", CompletionKind::Section, &text, 1).with("an equation", about);
    }
    let present = present(cursor);
    let names = Names::new(&cursor.file);
    let main = body(cursor, &names).and_then(|body| main_variable(&body));
    for (at, section) in language::SECTIONS.iter().filter(|it| it.of.contains(&kind)).enumerate() {
        let is_present = present.iter().any(|name| name == section.name);
        if section.once && is_present {
            continue;
        }
        let rank = 2 + at as u32 + if is_present { 40 } else { 0 };
        let snippet = match &main {
            Some(name) => section.snippet.replace("${1:v}", &format!("${{1:{name}}}")),
            None => section.snippet.to_string(),
        };
        offers
            .snippet(section.name, CompletionKind::Section, &snippet, rank)
            .with("a section", section.about);
    }
}

/// The variable that a block is mostly about: the first that a differential equation moves.
fn main_variable(body: &Body<'_>) -> Option<String> {
    let differential = |it: &&Equation| matches!(it.kind, EquationKind::Differential(_));
    body.variables().find(differential).map(|it| it.name.text.to_string())
}

/// The words that the members of the block at the cursor begin with.
fn present(cursor: &Cursor) -> Vec<String> {
    let at = cursor.start as u32;
    let members = cursor.item().map_or(&[][..], |item| crate::editor::nodes::body(item));
    let elsewhere = members.iter().filter(|it| at < it.span.start || it.span.end < at);
    let slice = |member: &Member| {
        let text = cursor.source.slice(member.span);
        text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("").to_string()
    };
    elsewhere.map(slice).collect()
}

/// Offers what statements can assign.
pub(super) fn targets(cursor: &Cursor, dimensions: &Dimensions<'_>, shown: &Shown<'_>, offers: &mut Offers) {
    let symbols = dimensions.symbols();
    for (name, id) in visible(cursor, symbols) {
        let kind = symbols.get(id).kind;
        let rank = match kind {
            SymbolKind::Variable => 0,
            // What could not be read may be one.
            SymbolKind::Unread | SymbolKind::Open => 2,
            _ => continue,
        };
        if name != MARK && !offers.has(&name) {
            let (detail, documentation) = shown.symbol(dimensions, id);
            offers.word(&name, CompletionKind::Variable, rank).with(detail, documentation);
        }
    }
}

/// Offers the flags that fit the equation before the cursor.
pub(super) fn flags(cursor: &Cursor, brackets: bool, offers: &mut Offers) {
    let Some(level) = cursor.levels.last() else { return };
    let inside = |it: &&Lexeme| it.start >= level.head.start;
    let words: Vec<_> = cursor.before.iter().filter(inside).collect();
    let before = words.iter().take_while(|it| it.kind != Lexical::Colon);
    let of = match before.clone().find(|it| it.kind == Lexical::Assign) {
        Some(_) if before.clone().nth(1).is_some_and(|it| cursor.text(it) == "/") => Of::Differential,
        Some(_) => Of::Subexpression,
        None => Of::Parameter,
    };
    // A variable of an end can only be written by a sum.
    let of_end = words
        .first()
        .is_some_and(|it| cursor.text(it).ends_with("_post") || cursor.text(it).ends_with("_pre"));
    let names = Names::new(&cursor.file);
    let kind = body(cursor, &names).map_or(BodyKind::Neurons, |body| body.kind);
    let synapses = usize::from(kind == BodyKind::Synapses);
    let head = cursor.source.text.get(level.head.start..level.head.end).unwrap_or("");
    for (at, (words, of_flag, fits, about)) in language::FLAGS.iter().enumerate() {
        let written = head.rsplit_once('(').is_some_and(|(_, flags)| flags.contains(words));
        if *of_flag != of || !fits[synapses] || (brackets && written) {
            continue;
        }
        let label = if brackets { (*words).to_string() } else { format!("({words})") };
        let rank = if of_end && *words == "summed" { 0 } else { 1 + at as u32 };
        offers.word(&label, CompletionKind::Flag, rank).with("a flag", *about);
    }
}

/// Offers what a variable of a group may be: all of them, however it is used.
pub(super) fn variables_of(
    cursor: &Cursor,
    group: &str,
    dimensions: &Dimensions<'_>,
    shown: &Shown<'_>,
    offers: &mut Offers,
) {
    for (at, (name, id)) in
        super::scope::variables(cursor, dimensions.symbols(), group).into_iter().enumerate()
    {
        if !is_variable(dimensions.symbols().get(id).kind) || offers.has(&name) {
            continue;
        }
        let (detail, documentation) = shown.symbol(dimensions, id);
        offers.word(&name, CompletionKind::Variable, at as u32).with(detail, documentation);
    }
}
