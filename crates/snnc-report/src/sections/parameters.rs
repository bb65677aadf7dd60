//! Constants with their values in effect, and arrays.

use super::Section;
use crate::html::{escape, prose};
use crate::model::Written;
use crate::quantities::quantity;
use crate::typeset::{self, Typesetter};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{Definition, Expr, ExprKind, ItemKind, TimedArray};
use snnc_lang::syntax::parse_expression;
use snnc_lang::{Source, SourceId};
use snnc_results::Description;

/// The constants and arrays as the model defines them.
pub(crate) fn section(
    written: &Written,
    description: &Description,
    typesetter: Typesetter,
) -> Option<Section> {
    let mut constants = String::new();
    let mut arrays = String::new();
    for (definition, span) in written.definitions() {
        match description.constants.get(&*definition.name.text) {
            Some(constant) => {
                let replaced = description.settings.set.get(&*definition.name.text);
                let value =
                    value_text(constant.value.0, &constant.unit, definition, replaced.map(String::as_str));
                constants += &row(written, typesetter, definition, span, &value, replaced.is_some());
            }
            None => arrays += &array(written, typesetter, definition, span),
        }
    }
    for item in written.items() {
        if let ItemKind::TimedArray(timed) = &item.kind {
            arrays += &timed_array(written, typesetter, timed, item.span);
        }
    }
    let mut body = String::new();
    if !constants.is_empty() {
        body += &format!(
            "<div class=\"wide\"><table class=\"parameters\"><thead><tr><th scope=\"col\">constant</th><th scope=\"col\">value</th>\
             <th scope=\"col\">defined as</th><th scope=\"col\">meaning</th></tr></thead><tbody>\n{constants}</tbody></table></div>\n"
        );
    }
    if !arrays.is_empty() {
        body += &format!(
            "<h3>Arrays</h3>\n<div class=\"wide\"><table class=\"equations\"><tbody>\n{arrays}</tbody></table></div>\n"
        );
    }
    (!body.is_empty()).then_some(Section { id: "parameters", title: "Parameters", body })
}

/// The constants alone, where there is no text of the model.
pub(crate) fn values(description: &Description) -> Option<Section> {
    let rows: String = description
        .constants
        .iter()
        .map(|(name, constant)| {
            let value = quantity(constant.value.0, &constant.unit, None);
            format!("<tr><th scope=\"row\"><code>{}</code></th><td>{value}</td></tr>\n", escape(name))
        })
        .collect();
    let body = format!("<table class=\"parameters\"><tbody>\n{rows}</tbody></table>\n");
    (!rows.is_empty()).then_some(Section { id: "parameters", title: "Parameters", body })
}

/// In the unit in which it was given, on the command line or in the file.
fn value_text(value: f64, unit: &str, definition: &Definition, replaced: Option<&str>) -> String {
    let given = replaced.and_then(|text| parse_expression(&Source::new(SourceId(0), "", text)).0);
    let given = given.as_ref().unwrap_or(&definition.value);
    match &given.kind {
        ExprKind::Name(name) if is_truth(&name.text) => if value == 0.0 { "false" } else { "true" }.into(),
        _ => quantity(value, unit, Some(given)),
    }
}

fn row(
    written: &Written,
    typesetter: Typesetter,
    definition: &Definition,
    span: Span,
    value: &str,
    replaced: bool,
) -> String {
    let name = &definition.name.text;
    let plain =
        if typeset::is_plain(name) { String::new() } else { format!(" <code>{}</code>", escape(name)) };
    let defined = match (replaced, is_literal(&definition.value)) {
        (false, true) => String::new(),
        (false, false) => typesetter.formula(&definition.value),
        (true, _) => format!(
            "<span class=\"flag set\">set</span> <del title=\"in the file\">{}</del>",
            typesetter.formula(&definition.value)
        ),
    };
    format!(
        "<tr{}><th scope=\"row\">{}{plain}</th><td class=\"value\">{value}</td><td>{defined}</td><td class=\"remark\">{}</td></tr>\n",
        if replaced { " class=\"replaced\"" } else { "" },
        typeset::math(&typeset::name(name), name),
        written.remark(span).map_or(String::new(), |text| prose(&text))
    )
}

/// Whether a definition says no more than its value.
fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Number(_) => true,
        ExprKind::Quantity { value, unit } => {
            matches!(value.kind, ExprKind::Number(_)) && matches!(unit.kind, ExprKind::Name(_))
        }
        ExprKind::Sign { operand, .. } => is_literal(operand),
        ExprKind::Name(name) => is_truth(&name.text),
        _ => false,
    }
}

fn is_truth(name: &str) -> bool {
    matches!(name, "True" | "true" | "False" | "false")
}

fn array(written: &Written, typesetter: Typesetter, definition: &Definition, span: Span) -> String {
    let sides = typesetter.definition(&definition.name, &definition.value, span);
    array_row(written, &sides.left, &sides.right.unwrap_or_default(), "", span)
}

fn timed_array(written: &Written, typesetter: Typesetter, timed: &TimedArray, span: Span) -> String {
    let sides = typesetter.definition(&timed.name, &timed.value, span);
    let part = |word: &str, expr: &Option<Expr>| {
        expr.as_ref().map_or(String::new(), |expr| format!(" {word} {}", typesetter.formula(expr)))
    };
    let columns = part("columns:", &timed.columns);
    let times = format!("{}{}{columns}", part("every", &timed.every), part("for", &timed.duration));
    array_row(written, &sides.left, &sides.right.unwrap_or_default(), &times, span)
}

fn array_row(written: &Written, left: &str, right: &str, after: &str, span: Span) -> String {
    let remark = written.remark(span);
    let remark =
        remark.map_or(String::new(), |text| format!("<span class=\"remark\">{}</span>", prose(&text)));
    format!("<tr><th scope=\"row\">{left}</th><td class=\"right\">{right}{after}{remark}</td></tr>\n")
}
