//! Items: headers of blocks, definitions, the protocol.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::source::Span;

/// `neuron cortex[5] { … }`.
pub(in crate::syntax) fn unknown_keyword(span: Span, word: &str, meant: Option<&str>) -> Diagnostic {
    let told =
        Diagnostic::error("syntax::unknown-keyword", span, format!("no statement begins with `{word}`"));
    match meant {
        Some(meant) => {
            told.at(format!("did you mean `{meant}`?")).fix(format!("Write `{meant}`"), span, meant)
        }
        None => told.at("unknown word").help("a definition is written: name = value"),
    }
}

/// An item inside a block.
pub(in crate::syntax) fn item_in_block(span: Span, word: &str, block: &str) -> Diagnostic {
    Diagnostic::error(
        "syntax::item-in-block",
        span,
        format!("`{word}` cannot stand inside a `{block}` block"),
    )
    .at("belongs outside of all blocks")
    .help(format!("perhaps the `}}` of the `{block}` block is missing before it"))
}

/// `poisson inp[5] is …`.
pub(in crate::syntax) fn instance_without_place(span: Span, keyword: &str) -> Diagnostic {
    let message = format!("only `neurons` and `synapses` can be made of a model, not `{keyword}`");
    Diagnostic::error("syntax::instance-without-place", span, message).at("made of a model")
}

/// `model Fast(a) is LIF(…)`.
pub(in crate::syntax) fn parameters_of_variant(first: Span, name: &str, model: &str) -> Diagnostic {
    let message = format!("`{name}` is a variant of `{model}`, and has its parameters");
    Diagnostic::error("syntax::parameters-of-variant", first, message)
        .at("so it cannot have others")
        .help(format!("give `{model}` its new values after `is {model}`, and take this list away"))
}

/// `neurons cortex { … }`.
pub(in crate::syntax) fn missing_brackets(name: Span, after: Span, keyword: &str, text: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-size", name, format!("the size of `{text}` is missing"))
        .at("how many?")
        .help(format!("write for example `{keyword} {text}[100]`"))
        .fix("Make it one", after, "[1]")
}

/// `neurons cortex(5) { … }`.
pub(in crate::syntax) fn size_without_brackets(
    at: Span,
    whole: Span,
    keyword: &str,
    name: &str,
    written: Option<String>,
) -> Diagnostic {
    let told = Diagnostic::error("syntax::missing-size", at, format!("the size of `{name}` stands in `[ ]`"))
        .at("should be in `[ ]`, after the name");
    match written {
        Some(written) => told.safe_fix(format!("Write `{written}`"), whole, written),
        None => told.help(format!("write for example `{keyword} {name}[100]`")),
    }
}

/// `neurons cortex[] { … }`.
pub(in crate::syntax) fn missing_size(brackets: Span, keyword: &str, text: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-size", brackets, format!("the size of `{text}` is missing"))
        .at("how many?")
        .help(format!("write for example `{keyword} {text}[100]`"))
}

/// `synapses a -> b`.
pub(in crate::syntax) fn missing_label(span: Span, keyword: &str, example: &str) -> Diagnostic {
    let before = Span { end: span.start, ..span };
    Diagnostic::error("syntax::missing-name", span, format!("`{keyword}` needs a name and `:` before this"))
        .at("what is it called?")
        .fix(format!("Call it `{example}`"), before, format!("{example}: "))
}

/// `poisson_input d: cortex { … }`.
pub(in crate::syntax) fn missing_target_variable(span: Span, group: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-variable", span, "the variable that receives the input is missing")
        .at("which variable of it?")
        .help(format!("write for example `{group}.v`"))
}

/// `synapses s: a { … }`.
pub(in crate::syntax) fn missing_target(span: Span, source: &str, arrow: bool) -> Diagnostic {
    Diagnostic::error("syntax::missing-target", span, "synapses go from one group to another")
        .at(if arrow { "where do they go?" } else { "only one group is named" })
        .help(format!("write for example `{source} -> {source}`"))
}

/// `synapses s(a, b) { … }`.
pub(in crate::syntax) fn ends_in_parentheses(span: Span, head: Span, meant: &str) -> Diagnostic {
    Diagnostic::error("syntax::arrow", span, "the source and the target of synapses are written with `->`")
        .at(format!("should be `{meant}`"))
        .safe_fix(format!("Write `{meant}`"), head, meant)
}

/// `synapses s: a b { … }`.
pub(in crate::syntax) fn missing_arrow(span: Span, between: Span) -> Diagnostic {
    Diagnostic::error("syntax::missing-arrow", span, "`->` is missing between the source and the target")
        .at("from where to where?")
        .safe_fix("Put `->` between them", between, " -> ")
}

/// `synapses s: a => b { … }`.
pub(in crate::syntax) fn wrong_arrow(
    span: Span,
    text: &str,
    ends: Span,
    (source, target): (&str, &str),
) -> Diagnostic {
    if text.starts_with('<') {
        let message = "synapses are written from their source to their target, `source -> target`";
        let told = Diagnostic::error("syntax::arrow", span, message);
        if text == "<->" {
            return told.at("both directions").help(format!(
                "write two blocks of synapses: one `{source} -> {target}` and one `{target} -> {source}`"
            ));
        }
        let turned = format!("{target} -> {source}");
        return told.at("points the other way").safe_fix(format!("Write `{turned}`"), ends, turned);
    }
    let spaced = if text == "," { " ->" } else { "->" };
    Diagnostic::error(
        "syntax::arrow",
        span,
        format!("the arrow from source to target is written `->`, not `{text}`"),
    )
    .at("should be `->`")
    .safe_fix("Write `->`", span, spaced)
}

/// `tau += 1 ms` at top level.
pub(in crate::syntax) fn constant_update(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("syntax::constant-update", span, format!("the constant `{name}` cannot be changed like a variable"))
        .at("a constant")
        .help(format!("a variable is named with its group, as in `cortex.{name}`; a constant gets another value between two runs by `set {name} = …`"))
}

/// `cortex[:80] = 5` at top level.
pub(in crate::syntax) fn missing_variable(span: Span, group: &str) -> Diagnostic {
    Diagnostic::error("syntax::missing-variable", span, "the variable to assign to is missing")
        .at("which variable of these?")
        .help(format!("write for example `{group}[…].v = 0`"))
}

/// `cells(2).v = …`.
pub(in crate::syntax) fn assignment_to_call(span: Span, open: Span, close: Span) -> Diagnostic {
    let mut told = Diagnostic::error(
        "syntax::assignment-to-call",
        span,
        "only a group has variables that can be assigned",
    )
    .at("called like a function")
    .help("a part of a group is written with brackets: cortex[:80].v = 0");
    let edit = |span, text: &str| Edit { span, replacement: text.into() };
    told.fixes.push(Fix {
        title: "write `[ ]`".into(),
        edits: vec![edit(open, "["), edit(close, "]")],
        safe: true,
    });
    told
}

/// `cells.v[0] = …`; `meant` is the whole left side as it is written here.
pub(in crate::syntax) fn selection_after_variable(span: Span, whole: Span, meant: &str) -> Diagnostic {
    let message = "which elements are meant stands after the group, before the `.`";
    let told = Diagnostic::error("syntax::selection-after-variable", span, message);
    told.at(format!("should be `{meant}`")).safe_fix(format!("Write `{meant}`"), whole, meant)
}

/// `x = 5` inside `repeat`.
pub(in crate::syntax) fn definition_in_protocol(span: Span, name: &str) -> Diagnostic {
    let before = Span { end: span.start, ..span };
    Diagnostic::error(
        "syntax::definition-in-protocol",
        span,
        format!("`{name}` cannot be defined inside a loop"),
    )
    .at("a definition")
    .fix("Give a constant another value with `set`", before, "set ")
}

/// `every` twice, and the like.
pub(in crate::syntax) fn repeated_clause(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("syntax::repeated-clause", span, format!("`{word}` can be given only once"))
        .at("given again")
}
