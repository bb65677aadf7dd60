//! What a name is, in words.

mod language;

use super::Analysis;
use super::documentation::documentation;
use super::symbols::{Access, Symbol, SymbolId, SymbolKind};
use super::types::{declared_in_words, in_words, sentence, types};
use crate::check::value_text;
use crate::hir::{Array, Constant, Type};
use crate::source::Span;
use crate::units::Dimension;

pub(super) use language::word;

/// How much of a definition is shown.
const LONGEST: usize = 160;

/// How many variables or values are listed.
const MOST: usize = 12;

/// What a symbol is, in Markdown: its definition, what it measures, what its author says of it.
pub(super) fn describe(analysis: &Analysis, id: SymbolId) -> String {
    let symbol = analysis.symbols.get(id);
    if symbol.kind.is_of_language() {
        return language::describe(analysis, symbol);
    }
    let mut parts = vec![];
    if let Some(code) = code(analysis, symbol) {
        parts.push(format!("```eqs\n{code}\n```"));
    }
    parts.push(sentence(&meaning(analysis, id)));
    parts.extend(documentation(analysis, symbol));
    parts.join("\n\n")
}

/// "line 12 of cells.eqs".
pub(super) fn place(analysis: &Analysis, span: Span) -> Option<String> {
    let source = analysis.source(span.source)?;
    let line = source.position(span.start as usize).line;
    Some(if span.source.0 == 0 { format!("line {line}") } else { format!("line {line} of {}", source.name) })
}

/// The definition as it is written, in one line; of a block what stands before its body.
fn code(analysis: &Analysis, symbol: &Symbol) -> Option<String> {
    use SymbolKind as K;
    let text = match symbol.kind {
        K::Open | K::Unread | K::File => return None,
        K::Noise => symbol.name.to_string(),
        _ => match symbol.whole {
            Some(whole) => analysis.slice(whole).to_string(),
            None => symbol.name.to_string(),
        },
    };
    let is_block =
        matches!(symbol.kind, K::Population | K::Source | K::Synapses | K::Model | K::PoissonInput);
    let text = if is_block { text.split('{').next().unwrap_or("") } else { &*text };
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or(""));
    let words: Vec<_> = lines.flat_map(str::split_whitespace).collect();
    let line = words.join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => Some(format!("{} …", &line[..end])),
        None => Some(line),
    }
}

/// What it is, in a sentence.
fn meaning(analysis: &Analysis, id: SymbolId) -> String {
    use SymbolKind as K;
    let symbol = analysis.symbols.get(id);
    let quantity = quantity(analysis, id);
    let is = |what: &str| match &quantity {
        Some(quantity) => format!("{what}: {quantity}"),
        None => what.to_string(),
    };
    let of = |what: &str| match symbol.container.map(|of| analysis.symbols.get(of)) {
        Some(container) => format!("{what} of `{}`", container.name),
        None => what.to_string(),
    };
    match symbol.kind {
        K::Constant => constant(analysis, symbol).unwrap_or_else(|| is("a constant")),
        K::Function => match (&symbol.declared, yields(analysis, symbol)) {
            (None, Some(yields)) => format!("a function of this file, which yields {yields}"),
            _ => is("a function of this file"),
        },
        K::Parameter => {
            let values = values(analysis, symbol);
            let of = of("a parameter");
            match &values[..] {
                [] => is(&of),
                [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|it| it.1 == first.1) => {
                    format!("{of}: **{}** in all that is made of it", first.1)
                }
                values => {
                    let each = values.iter().map(|(block, value)| format!("**{value}** in `{block}`"));
                    format!("{of}: {}", each.collect::<Vec<_>>().join(", "))
                }
            }
        }
        K::TimedArray => is("a timed array, which is read at a time"),
        K::Model => with_variables(analysis, id, "a model"),
        K::Population | K::Source => with_variables(analysis, id, &population(analysis, symbol)),
        K::Synapses => with_variables(analysis, id, "a group of synapses"),
        K::PoissonInput => "a Poisson input, which adds to that variable of each neuron".into(),
        K::Subgroup => "a part of a group".into(),
        K::Pathway => of("a pathway"),
        K::Variable | K::Subexpression | K::Linked => variable(analysis, symbol, quantity.as_deref()),
        K::Event => of("an event"),
        K::Noise => of("white noise (1/s^0.5)"),
        K::Local => is(&of("a local name in the statements")),
        K::Loop => is("it takes each value in turn"),
        K::Monitor => "a monitor; its archive has this name".into(),
        K::Label => "the name of a state that is stored, or of an archive".into(),
        K::File => "all that this file defines is known here".into(),
        K::Open => format!(
            "what `{}` is, the use of the model says: a variable of the block, or of an end of the synapses",
            symbol.name
        ),
        K::Unread => "its definition could not be read".into(),
        K::Setting | K::BuiltinFunction | K::Builtin | K::Unit | K::Method | K::Slot => String::new(),
    }
}

fn variable(analysis: &Analysis, symbol: &Symbol, quantity: Option<&str>) -> String {
    let quantity = quantity.unwrap_or("a variable");
    let container = symbol.container.map(|of| analysis.symbols.get(of));
    let name = container.map_or("the block", |of| &*of.name);
    let element = match container.map(|of| of.kind) {
        Some(SymbolKind::Synapses) => "synapse of",
        Some(SymbolKind::Model) => "element made of",
        Some(SymbolKind::Source) => "element of",
        _ => "neuron of",
    };
    match symbol.kind {
        SymbolKind::Linked => format!("{quantity}; what is read belongs to another group"),
        _ if symbol.shared => format!("{quantity}; one value for all of `{name}`"),
        SymbolKind::Subexpression => {
            format!("{quantity}, computed where it is used, for each {element} `{name}`")
        }
        _ => format!("{quantity}; one value for each {element} `{name}`"),
    }
}

/// What a symbol measures.
pub(super) fn quantity(analysis: &Analysis, id: SymbolId) -> Option<String> {
    let symbol = analysis.symbols.get(id);
    if let Some(declared) = &symbol.declared {
        return Some(declared_in_words(declared.ty, declared.dimension, &declared.unit));
    }
    if let Some(constant) = known_constant(analysis, symbol) {
        return Some(declared_in_words(constant.value.ty(), constant.dimension, &constant.unit));
    }
    let found = measured(analysis, id);
    let words: Vec<_> = found.iter().map(|(ty, dimension)| in_words(*ty, *dimension)).collect();
    (!words.is_empty() && words.len() <= 3).then(|| words.join(" or "))
}

/// What the checker found at the places where a symbol is read.
fn measured(analysis: &Analysis, id: SymbolId) -> Vec<(Type, Dimension)> {
    let mut found: Vec<(Type, Dimension)> = vec![];
    let reads = analysis.symbols.uses().iter().filter(|it| it.symbol == id && it.access == Access::Read);
    for (ty, dimension) in reads.take(MOST).flat_map(|it| types(analysis, it.span)) {
        if !found.iter().any(|(_, known)| *known == dimension) {
            found.push((ty, dimension));
        }
    }
    found
}

/// What a function without a declared unit yields, if that is the same at all calls.
fn yields(analysis: &Analysis, symbol: &Symbol) -> Option<String> {
    let body = super::hints::body_of(analysis, symbol.span?)?;
    match types(analysis, body.span)[..] {
        [(ty, dimension)] => Some(in_words(ty, dimension)),
        _ => None,
    }
}

fn known_constant<'a>(analysis: &'a Analysis, symbol: &Symbol) -> Option<&'a Constant> {
    let constants = &analysis.check.partial.constants;
    constants.iter().find(|constant| Some(constant.span) == symbol.span && constant.name == symbol.name)
}

fn known_array<'a>(analysis: &'a Analysis, symbol: &Symbol) -> Option<&'a Array> {
    let arrays = analysis.check.exprs().arrays();
    arrays.iter().find(|array| Some(array.span) == symbol.span)
}

/// The value of a constant, or the shape of an array.
fn constant(analysis: &Analysis, symbol: &Symbol) -> Option<String> {
    if let Some(constant) = known_constant(analysis, symbol) {
        let quantity = declared_in_words(constant.value.ty(), constant.dimension, &constant.unit);
        // The unit stands beside the value.
        let quantity = quantity.split(", in ").next().unwrap_or_default().to_string();
        return Some(format!("**{}**, {quantity}", value_text(constant)));
    }
    let array = known_array(analysis, symbol)?;
    let shape: Vec<_> = array.shape.iter().map(usize::to_string).collect();
    let each = declared_in_words(array.ty, array.dimension, &array.unit);
    Some(format!("an array of {} elements, each {each}", shape.join(" × ")))
}

/// The values of a parameter in the blocks that are made of its model.
fn values<'a>(analysis: &'a Analysis, symbol: &Symbol) -> Vec<(&'a str, String)> {
    let Some(model) = symbol.container else { return vec![] };
    let made = analysis.symbols.made_of(model).take(MOST);
    let value = |block: SymbolId| {
        let block = &analysis.symbols.get(block).name;
        let name = format!("{block}.{}", symbol.name);
        let constant = analysis.check.partial.constants.iter().find(|constant| *constant.name == *name)?;
        Some((&**block, value_text(constant)))
    };
    made.filter_map(value).collect()
}

fn population(analysis: &Analysis, symbol: &Symbol) -> String {
    let what = match symbol.kind {
        SymbolKind::Source => "a source of spikes",
        _ => "a group of neurons",
    };
    let groups = analysis.check.model.iter().flat_map(|model| &model.groups);
    let size = groups.into_iter().find(|group| Some(group.span) == symbol.span).map(|group| group.size);
    size.map_or(what.to_string(), |size| match (symbol.kind, size) {
        (SymbolKind::Source, 1) => "a source of spikes with 1 element".into(),
        (SymbolKind::Source, _) => format!("a source of spikes with {size} elements"),
        (_, 1) => "a group of 1 neuron".into(),
        _ => format!("a group of {size} neurons"),
    })
}

/// The variables of a block or model, with their units.
fn with_variables(analysis: &Analysis, id: SymbolId, what: &str) -> String {
    let names = analysis.symbols.variables_of(id);
    let variables = names.iter().map(|id| analysis.symbols.get(*id));
    let text = |symbol: &Symbol| match symbol.declared.as_ref().map(|declared| &*declared.unit.text) {
        None | Some("1") => format!("`{}`", symbol.name),
        Some(unit) => format!("`{}` ({unit})", symbol.name),
    };
    let mut list: Vec<_> = variables.take(MOST).map(text).collect();
    if names.len() > MOST {
        list.push(format!("{} more", names.len() - MOST));
    }
    if list.is_empty() { what.to_string() } else { format!("{what} with the variables {}", list.join(", ")) }
}
