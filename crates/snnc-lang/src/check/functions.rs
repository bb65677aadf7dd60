//! Functions of the file, as far as they can be checked without a call.

use super::checker::Checker;
use super::dependencies;
use super::diagnostics::names as told;
use super::environment::Definition;
use super::expr;
use super::reserved;
use crate::spelling;
use crate::syntax::ast::{self, Name};
use crate::units;
use std::sync::Arc;

/// Checks the parameters, and that every name in the body means something: dimensions are checked at each call.
pub(super) fn check(cx: &mut Checker<'_>, function: &ast::Function) {
    for (at, parameter) in function.parameters.iter().enumerate() {
        cx.is_free(parameter);
        if let Some(first) = function.parameters[..at].iter().find(|p| p.text == parameter.text) {
            cx.tell(told::duplicate(parameter, first.span, "a parameter"));
        }
    }
    let mut unknown: Vec<&Name> = vec![];
    dependencies::names(&function.body, &mut |name| {
        let known = function.parameters.iter().any(|p| p.text == name.text)
            || cx.env.get(&name.text).is_some()
            || reserved::reserved(&name.text).is_some()
            || reserved::function(&name.text).is_some();
        if !known {
            unknown.push(name);
        }
    });
    for name in unknown {
        let text = cx.sources.get(name.span.source).text.get(name.span.end as usize..).unwrap_or("");
        if text.trim_start().starts_with('(') {
            cx.tell_unknown(name, |cx| expr::unknown_function(cx, name));
            continue;
        }
        cx.tell_unknown(name, |cx| {
            let parameters = function.parameters.iter().map(|p| &*p.text);
            let of_file = cx.env.names().map(Arc::as_ref);
            let similar = spelling::similar(&name.text, parameters.chain(of_file));
            let symbol = units::full_name(&name.text);
            match &symbol {
                Some(symbol) => told::unknown(name, &similar, Some(symbol)),
                None => told::unknown_in_function(name, &function.name, &similar),
            }
        });
    }
    // What a body uses is used, whether or not the function is.
    let mut used: Vec<&Name> = vec![];
    dependencies::names(&function.body, &mut |name| used.push(name));
    for name in used {
        if let Some(found) = cx.env.look_up(&name.text)
            && let Definition::Item(_) = found.definition
            && function.parameters.iter().all(|p| p.text != name.text)
        {
            cx.tell(told::no_value(name, found.what, found.span));
        }
    }
}
