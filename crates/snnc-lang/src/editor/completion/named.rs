//! What is offered where a thing of the file is named: groups, models, events, pathways, stored states, files.

use super::blocks::{body, variables_of};
use super::context::{FileKind, Quotes};
use super::cursor::Cursor;
use super::offer::{CompletionKind, Offers};
use super::scope::is_group;
use super::shown::Shown;
use crate::editor::dimension::Dimensions;
use crate::editor::language;
use crate::editor::names::{Body, BodyKind, Names};
use crate::editor::symbols::SymbolKind;
use crate::files::Files;
use crate::syntax::ast::{ItemKind, Protocol, ProtocolKind};

/// Offers the words that items begin with, and the groups whose variables can be assigned.
pub(super) fn items(cursor: &Cursor, in_loop: bool, offers: &mut Offers) {
    for (at, keyword) in language::KEYWORDS.iter().enumerate() {
        if in_loop && !keyword.statement {
            continue;
        }
        let offered = offers.snippet(keyword.name, CompletionKind::Keyword, keyword.snippet, at as u32);
        offered.with("", keyword.about);
    }
    for (_, symbol) in cursor.symbols.iter().filter(|(_, symbol)| is_group(symbol.kind)) {
        let about = "A statement of the protocol that gives one of its variables other values.";
        let text = format!("{}.", symbol.name);
        let offered = offers.word(&symbol.name, CompletionKind::Group, 40);
        offered.with("", about);
        offered.text = text;
    }
    for (name, about) in [
        ("dt", "The time step; 0.1 ms if it is not given."),
        ("seed", "The seed of all random numbers; 0 if it is not given."),
        ("wiring_seed", "A seed of its own for connections and initial values."),
    ] {
        let value = if name == "dt" { "${1:0.1 ms}" } else { "${1:1}" };
        let known = cursor
            .file
            .items
            .iter()
            .any(|item| matches!(&item.kind, ItemKind::Definition(it) if &*it.name.text == name));
        if !known && !in_loop {
            offers
                .snippet(name, CompletionKind::Keyword, &format!("{name} = {value}"), 60)
                .with("a setting", about);
        }
    }
}

/// Offers groups; synapses too if they can stand there.
pub(super) fn groups(dimensions: &Dimensions<'_>, shown: &Shown<'_>, synapses: bool, offers: &mut Offers) {
    for (id, symbol) in dimensions.symbols().iter() {
        let rank = match symbol.kind {
            SymbolKind::Synapses if synapses => 5,
            SymbolKind::Synapses => continue,
            kind if is_group(kind) => 0,
            _ => continue,
        };
        let (_, documentation) = shown.symbol(dimensions, id);
        offers.word(&symbol.name, CompletionKind::Group, rank).with("", documentation);
    }
}

/// Offers the models that the block at the cursor can be made of.
pub(super) fn models(cursor: &Cursor, offers: &mut Offers) {
    let names = Names::new(&cursor.file);
    let wanted = match cursor.item().map(|item| &item.kind) {
        Some(ItemKind::Group(_)) => Some(BodyKind::Neurons),
        Some(ItemKind::Synapses(_)) => Some(BodyKind::Synapses),
        _ => None,
    };
    let own = cursor.item().map(|item| item.span);
    for item in &cursor.file.items {
        let ItemKind::Model(model) = &item.kind else { continue };
        if Some(item.span) == own {
            continue;
        }
        let Some(body) = names.body(item) else { continue };
        let parameters: Vec<&str> = body.parameters.iter().map(|(it, _)| &*it.name.text).collect();
        let detail = format!("({})", parameters.join(", "));
        let rank = u32::from(wanted.is_some_and(|wanted| wanted != body.kind)) * 10;
        let of = match body.kind {
            BodyKind::Synapses => "a model of synapses",
            _ => "a model of neurons",
        };
        offers.word(&model.name.text, CompletionKind::Model, rank).with(detail, of);
    }
}

/// Offers the parameters of a model.
pub(super) fn parameters(
    cursor: &Cursor,
    model: &str,
    dimensions: &Dimensions<'_>,
    shown: &Shown<'_>,
    offers: &mut Offers,
) {
    let names = Names::new(&cursor.file);
    let Some(body) = names.item(model).and_then(|item| names.body(item)) else { return };
    let instance = match cursor.item().map(|item| &item.kind) {
        Some(ItemKind::Group(it)) => it.instance.as_ref(),
        Some(ItemKind::Synapses(it)) => it.instance.as_ref(),
        Some(ItemKind::Model(it)) => it.instance.as_ref(),
        _ => None,
    };
    let given = |name: &str| {
        let mut names = instance.iter().flat_map(|it| &it.arguments).filter_map(|it| it.name.as_ref());
        names.any(|it| &*it.text == name)
    };
    for (at, (parameter, _)) in body.parameters.iter().enumerate() {
        if given(&parameter.name.text) {
            continue;
        }
        let symbols = dimensions.symbols();
        let symbol = symbols.iter().find(|(_, symbol)| symbol.span == Some(parameter.name.span));
        let (detail, documentation) =
            symbol.map_or_else(Default::default, |(id, _)| shown.symbol(dimensions, id));
        let offered = offers.word(&parameter.name.text, CompletionKind::Parameter, at as u32);
        offered.with(detail, documentation);
        offered.text = format!("{} = ", parameter.name.text);
    }
}

/// Offers what a monitor can record.
pub(super) fn recorded(
    cursor: &Cursor,
    group: Option<&str>,
    dimensions: &Dimensions<'_>,
    shown: &Shown<'_>,
    offers: &mut Offers,
) {
    let names = Names::new(&cursor.file);
    let known = group.filter(|group| names.whole(group).is_some());
    let mut groups: Vec<&str> = match known {
        Some(group) => vec![group],
        None => names.items().filter(|(name, _)| names.whole(name).is_some()).map(|(name, _)| name).collect(),
    };
    groups.sort_unstable();
    for group in groups {
        variables_of(cursor, group, dimensions, shown, offers);
        let body = names.whole(group).and_then(|item| names.body(item));
        for event in body.iter().flat_map(Body::events) {
            offers.word(&event.text, CompletionKind::Event, 10).with("a custom event", "");
        }
    }
    for (word, about) in language::RECORDED {
        offers.word(word, CompletionKind::Choice, 0).with("", *about);
    }
}

/// Offers the custom events of the block, or those of the source of synapses.
pub(super) fn events(cursor: &Cursor, offers: &mut Offers) {
    let names = Names::new(&cursor.file);
    let Some(body) = body(cursor, &names) else { return };
    let ends = body.ends.map(|end| names.end(end));
    let bodies = std::iter::once(&body).chain(ends.iter().flatten());
    for event in bodies.flat_map(Body::events) {
        offers.word(&event.text, CompletionKind::Event, 0).with("a custom event", "");
    }
    if body.kind == BodyKind::Synapses {
        offers.word("spike", CompletionKind::Event, 1).with("", "The event of the threshold.");
    }
}

/// Offers the pathways of the synapses at the cursor.
pub(super) fn pathways(cursor: &Cursor, offers: &mut Offers) {
    let names = Names::new(&cursor.file);
    let Some(body) = body(cursor, &names) else { return };
    for (name, _) in body.pathways() {
        offers.word(name, CompletionKind::Pathway, 0).with("a pathway", "");
    }
}

/// Offers what `set` can give another value.
pub(super) fn settable(dimensions: &Dimensions<'_>, shown: &Shown<'_>, offers: &mut Offers) {
    for (id, symbol) in dimensions.symbols().iter() {
        let (kind, rank) = match symbol.kind {
            SymbolKind::Constant => (CompletionKind::Constant, 0),
            kind if is_group(kind) => (CompletionKind::Group, 10),
            _ => continue,
        };
        let (detail, documentation) = shown.symbol(dimensions, id);
        offers.word(&symbol.name, kind, rank).with(detail, documentation);
    }
    offers.word("dt", CompletionKind::Builtin, 5).with("s", "The time step.");
}

/// Offers the states that are stored.
pub(super) fn labels(cursor: &Cursor, quotes: Quotes, offers: &mut Offers) {
    fn stored<'a>(statement: &'a Protocol, found: &mut Vec<&'a str>) {
        match &statement.kind {
            ProtocolKind::Store(label) => found.push(&label.text),
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                body.iter().for_each(|inner| stored(inner, found));
            }
            _ => {}
        }
    }
    let mut found = vec![];
    for item in &cursor.file.items {
        if let ItemKind::Protocol(statement) = &item.kind {
            stored(statement, &mut found);
        }
    }
    for label in found {
        offers.word(&quoted(label, quotes), CompletionKind::Label, 0).with("a stored state", "");
    }
}

fn quoted(text: &str, quotes: Quotes) -> String {
    match quotes {
        Quotes::Open => text.to_string(),
        Quotes::Lacking => format!("\"{text}\""),
    }
}

/// Offers files; `written` is what stands between the quotes before the cursor.
pub(super) fn files(
    cursor: &Cursor,
    kind: FileKind,
    quotes: Quotes,
    written: &str,
    files: &dyn Files,
    offers: &mut Offers,
) {
    let endings: &[&str] = match kind {
        FileKind::Model => &[".eqs"],
        FileKind::Array => &[".npy", ".npz", ".csv"],
    };
    let folder = written.rsplit_once('/').map_or("", |(folder, _)| folder);
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let own = cursor.source.name.rsplit('/').next().unwrap_or("");
    for entry in files.list(&cursor.source.name, if folder.is_empty() { "." } else { folder }) {
        let is_folder = entry.ends_with('/');
        let is_own = folder.is_empty() && entry == own;
        if entry.starts_with('.') || is_own || !(is_folder || endings.iter().any(|it| entry.ends_with(it))) {
            continue;
        }
        let rank = u32::from(is_folder);
        let detail = if is_folder { "a folder" } else { "" };
        let text = quoted(&format!("{prefix}{entry}"), quotes);
        offers.word(&text, CompletionKind::File, rank).with(detail, "");
    }
}
