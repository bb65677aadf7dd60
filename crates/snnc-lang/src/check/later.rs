//! Which constructs this version carries out: one exhaustive match over every part of the tree.
//!
//! The parser reads the whole language. What is named here is refused at its place with `language::later`, never
//! ignored; to carry out a construct, delete its line. Below the match stand the constructs that only names or types
//! tell apart (a refractory condition), for the places that meet them. Expressions are
//! refused where expressions are checked.

use super::diagnostics::language;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Protocol, ProtocolKind};

/// A construct that is not carried out: where it stands, and its name in the plural or with an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Later {
    span: Span,
    what: &'static str,
}

impl Later {
    /// What is told of it.
    pub(super) fn told(self) -> Diagnostic {
        language::later(self.span, self.what)
    }
}

#[allow(clippy::unnecessary_wraps, reason = "it ends the arms of the matches below")]
fn later(span: Span, what: &'static str) -> Option<Later> {
    Some(Later { span, what })
}

/// The first `length` bytes of what stands at `span`: its keyword.
fn head(span: Span, keyword: &str) -> Span {
    Span { end: span.end.min(span.start + keyword.len() as u32), ..span }
}

/// Of a statement of the protocol.
pub(super) fn protocol(statement: &Protocol) -> Option<Later> {
    let head = |keyword| head(statement.span, keyword);
    match &statement.kind {
        ProtocolKind::Run { until, .. } => {
            until.as_ref().and_then(|until| later(until.span, "runs that end at a condition"))
        }
        ProtocolKind::Assign { .. } => later(statement.span, "assignments between runs"),
        ProtocolKind::Store(_) => later(head("store"), "stored states"),
        ProtocolKind::Restore { .. } => later(head("restore"), "stored states"),
        ProtocolKind::Repeat { .. } => later(head("repeat"), "loops of the protocol"),
        ProtocolKind::Set { .. } => later(head("set"), "changes of constants between runs"),
        ProtocolKind::For { .. } => later(head("for"), "loops of the protocol"),
        ProtocolKind::Save { .. } => later(head("save"), "saved groups"),
    }
}

/// Of a part of synapses that is known only when they are built.
pub(super) fn built_selection(span: Span) -> Later {
    Later { span, what: "selections that are known only when the network is built" }
}

/// Of a rate of elements that are no contiguous part.
pub(super) fn scattered_rate(span: Span) -> Later {
    Later { span, what: "rates of scattered elements" }
}

/// Of a selection that lists very many elements.
pub(super) fn long_selection(span: Span) -> Later {
    Later { span, what: "selections of more than 16 million elements" }
}
