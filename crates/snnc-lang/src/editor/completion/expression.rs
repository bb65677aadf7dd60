//! What can stand in an expression.

use super::context::{Context, Site};
use super::words::Words;
use crate::syntax::lexemes::Lexical;

/// What can stand in an expression after these words of it.
pub(super) fn expression(words: Words<'_>, site: Site) -> Vec<Context> {
    const JOINTS: &[&str] = &["and", "or", "if", "else"];
    let operand = || vec![Context::Operand(site)];
    let Some(last) = words.last() else { return operand() };
    match last {
        Lexical::Dot => vec![Context::VariableOf(group_before(words.until(words.len() - 1)))],
        Lexical::Number | Lexical::Close('[') => vec![Context::AfterNumber, Context::Words(JOINTS)],
        Lexical::Word => match words.last_text() {
            "and" | "or" | "not" | "if" | "else" | "until" | "every" => operand(),
            "in" => vec![Context::Operand(Site::Range)],
            "for" | "as" => vec![],
            _ => vec![Context::Words(JOINTS)],
        },
        Lexical::Close(_) | Lexical::Text => vec![Context::Words(JOINTS)],
        // A power of the unit or name before.
        Lexical::Operator if matches!(words.last_text(), "²" | "³") => vec![Context::Words(JOINTS)],
        _ => operand(),
    }
}

/// The name before a `.`: of a group, or of the group of which a part stands there.
pub(super) fn group_before(words: Words<'_>) -> String {
    let mut at = words.len();
    if words.last() == Some(Lexical::Close('[')) {
        let mut depth = 0;
        while at > 0 {
            at -= 1;
            match words.kind(at) {
                Some(Lexical::Close(_)) => depth += 1,
                Some(Lexical::Open(_)) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
        }
    }
    at.checked_sub(1).map_or_else(String::new, |at| words.text(at).to_string())
}
