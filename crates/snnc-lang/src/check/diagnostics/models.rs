//! Models, and the blocks that are made of them.

use super::did_you_mean;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Instance, Name};

/// A model that there is not.
pub(in crate::check) fn unknown(name: &Name, similar: &[String]) -> Diagnostic {
    let text = &name.text;
    let diagnostic =
        Diagnostic::error("names::unknown", name.span, format!("there is no model called `{text}`"));
    if similar.is_empty() {
        return diagnostic
            .help(format!("define it, such as `model {text}(tau = 20 ms) {{ … }}`, or correct the name"));
    }
    did_you_mean(diagnostic, name.span, similar)
}

/// A name that means nothing in a model that nothing is made of, as it would be told of a block.
pub(in crate::check) fn open_name(name: &Name, told: Diagnostic) -> Diagnostic {
    let message = format!("`{}` is nothing that this model or file defines", name.text);
    let help = if told.fixes.is_empty() {
        vec!["define it here, unless each file that uses the model defines it".to_string()]
    } else {
        told.help
    };
    let diagnostic = Diagnostic::warning("models::open-name", name.span, message);
    Diagnostic { help, fixes: told.fixes, ..diagnostic }
}

/// A model that is a variant of itself.
pub(in crate::check) fn cycle(name: &Name, at: Span) -> Diagnostic {
    let message = format!("`{}` is a variant of itself", name.text);
    Diagnostic::error("models::cycle", name.span, message).label(at, "defined here")
}

/// A name after `is` that means something else.
pub(in crate::check) fn not_a_model(name: &Name, is: &str, at: Span) -> Diagnostic {
    let message = format!("`{}` is {is}, not a model", name.text);
    Diagnostic::error("models::not-a-model", name.span, message).label(at, "defined here")
}

/// A model whose sections this kind of block does not have.
pub(in crate::check) fn other_kind(name: &Name, block: &str, section: &str, at: Span) -> Diagnostic {
    let message = format!("{block} cannot be made of `{}`: it has no section `{section}`", name.text);
    Diagnostic::error("models::other-kind", name.span, message).label(at, "the model has this section")
}

/// Parameters without a value.
pub(in crate::check) fn missing_arguments(
    instance: &Instance,
    model: &Name,
    missing: &[&Name],
) -> Diagnostic {
    let quoted: Vec<_> = missing.iter().map(|name| format!("`{}`", name.text)).collect();
    let list = match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} and {last}", others.join(", ")),
        _ => quoted.concat(),
    };
    let message = format!("`{}` needs a value for {list}", model.text);
    let diagnostic = Diagnostic::error("models::missing-argument", instance.span, message);
    let diagnostic =
        missing.iter().take(3).fold(diagnostic, |told, name| told.label(name.span, "it has no default"));
    let given: Vec<_> = missing.iter().map(|name| format!("{} = …", name.text)).collect();
    let more = if instance.arguments.is_empty() { "" } else { "…, " };
    diagnostic.help(format!("write `is {}({more}{})`", model.text, given.join(", ")))
}

/// A parameter that two arguments are given for.
pub(in crate::check) fn argument_twice(span: Span, parameter: &Name, first: Span) -> Diagnostic {
    let message = format!("the parameter `{}` is given twice", parameter.text);
    Diagnostic::error("models::argument-twice", span, message)
        .at("here again")
        .label(first, "first given here")
}

/// More arguments than parameters.
pub(in crate::check) fn too_many_arguments(span: Span, model: &Name, parameters: usize) -> Diagnostic {
    let message = match parameters {
        0 => format!("`{}` has no parameters", model.text),
        1 => format!("`{}` has only 1 parameter", model.text),
        _ => format!("`{}` has only {parameters} parameters", model.text),
    };
    Diagnostic::error("models::too-many-arguments", span, message).label(model.span, "defined here")
}
