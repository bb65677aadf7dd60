//! Which sections a kind of block has, and which of them may stand only once.

use super::checker::Checker;
use super::diagnostics::structure;
use crate::source::Span;
use crate::syntax::ast::{Member, MemberKind};
use std::collections::HashMap;

/// The kinds of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// `neurons`.
    Neurons,
    /// `poisson`.
    Poisson,
    /// `spikes`.
    Spikes,
    /// `synapses`.
    Synapses,
}

impl BlockKind {
    /// In a sentence.
    pub(super) fn text(self) -> &'static str {
        match self {
            BlockKind::Neurons => "a `neurons` block",
            BlockKind::Poisson => "a `poisson` block",
            BlockKind::Spikes => "a `spikes` block",
            BlockKind::Synapses => "a `synapses` block",
        }
    }

    /// The names of its sections.
    pub(super) fn sections(self) -> &'static [&'static str] {
        match self {
            BlockKind::Neurons => &[
                "threshold",
                "reset",
                "refractory",
                "event",
                "on_event",
                "every",
                "at",
                "method",
                "tolerance",
                "init",
                "dt",
            ],
            BlockKind::Poisson => &["rate", "init", "every", "at", "dt"],
            BlockKind::Spikes => &["at", "file", "period", "dt"],
            BlockKind::Synapses => &[
                "connect",
                "on_pre",
                "on_post",
                "delay",
                "order",
                "init",
                "every",
                "at",
                "method",
                "tolerance",
                "dt",
            ],
        }
    }
}

/// The keyword of a section, and whether it may stand only once; `None` for an equation.
fn keyword(member: &MemberKind) -> Option<(&'static str, bool)> {
    use crate::syntax::ast::End;
    Some(match member {
        MemberKind::Equation(_) => return None,
        MemberKind::Threshold(_) => ("threshold", true),
        MemberKind::Reset(_) => ("reset", true),
        MemberKind::Refractory(_) => ("refractory", true),
        MemberKind::Event { .. } => ("event", false),
        MemberKind::OnEvent { .. } => ("on_event", false),
        MemberKind::Every { .. } => ("every", false),
        MemberKind::At { .. } => ("at", false),
        MemberKind::Given(_) => ("at", true),
        MemberKind::Method(_) => ("method", true),
        MemberKind::Tolerance(_) => ("tolerance", true),
        MemberKind::Init(_) => ("init", true),
        MemberKind::Dt(_) => ("dt", true),
        MemberKind::Connect(_) => ("connect", false),
        MemberKind::Pathway { end: End::Pre, .. } => ("on_pre", false),
        MemberKind::Pathway { end: End::Post, .. } => ("on_post", false),
        MemberKind::Delay { .. } => ("delay", false),
        MemberKind::Order { .. } => ("order", false),
        MemberKind::Rate(_) => ("rate", true),
        MemberKind::Trains(_) => ("n", true),
        MemberKind::Weight(_) => ("weight", true),
        MemberKind::File(_) => ("file", true),
        MemberKind::Period(_) => ("period", true),
    })
}

/// Whether some kind of block has a section of that name.
pub(crate) fn is_section(name: &str) -> bool {
    use BlockKind as K;
    [K::Neurons, K::Poisson, K::Spikes, K::Synapses].iter().any(|kind| kind.sections().contains(&name))
}

/// The keyword of a section; `None` for an equation.
pub(super) fn name(member: &Member) -> Option<&'static str> {
    keyword(&member.kind).map(|(keyword, _)| keyword)
}

/// The keyword at the head of a section.
pub(crate) fn head(member: &Member) -> Span {
    let length = keyword(&member.kind).map_or(0, |(keyword, _)| keyword.len() as u32);
    Span { end: member.span.end.min(member.span.start + length), ..member.span }
}

/// The members that have a meaning in a block; the others are told.
pub(super) fn meaningful<'a>(cx: &mut Checker<'_>, kind: BlockKind, body: &[&'a Member]) -> Vec<&'a Member> {
    let mut first: HashMap<&str, Span> = HashMap::new();
    let mut members = vec![];
    for member in body.iter().copied() {
        if let Some((keyword, once)) = keyword(&member.kind) {
            let span = head(member);
            if !kind.sections().contains(&keyword) {
                // The parser, which knows the sections of each block, has told it.
                continue;
            }
            let earlier = *first.entry(keyword).or_insert(span);
            if once && earlier != span {
                cx.tell(structure::repeated_section(span, keyword, earlier));
                continue;
            }
        }
        members.push(member);
    }
    members
}
