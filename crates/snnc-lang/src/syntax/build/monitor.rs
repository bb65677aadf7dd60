//! Monitors.

use super::operators::Equals;
use crate::source::Span;
use crate::syntax::ast::{GroupRef, Monitor, Name, Recorded};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::{Bracket, Kind};

/// The kinds that are told by a word.
const KINDS: [&str; 3] = ["spikes", "count", "rate"];

impl Parser<'_> {
    /// `monitor NAME: what of group with … every T at SLOT`.
    pub(super) fn monitor(&mut self, piece: &Piece) -> Option<Monitor> {
        if self.tell_recorded_slips(Self::after_keyword(piece)) {
            return None;
        }
        let node = self.read(Rule::monitor, Self::after_keyword(piece))?;
        let (mut name, mut recorded, mut with, mut every, mut slot) = (None, None, vec![], None, None);
        let mut clauses = vec![];
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::label => name = part.into_inner().next().map(|node| self.name(&node)),
                Rule::recorded => recorded = Some(self.recorded(part)?),
                Rule::monitor_clause => {
                    let mut parts = part.into_inner();
                    let word = parts.next()?;
                    let (at, text) = (self.span(&word), word.as_str());
                    if clauses.contains(&text) {
                        self.tell(told::repeated_clause(at, text));
                        continue;
                    }
                    clauses.push(text);
                    match word.as_rule() {
                        Rule::with_ => with = parts.map(|node| self.name(&node)).collect(),
                        Rule::every_ => every = Some(self.expression(parts.next()?, Equals::Comparison)?),
                        _ => slot = parts.next().map(|node| self.name(&node)),
                    }
                }
                _ => {}
            }
        }
        let (what, of) = recorded?;
        Some(Monitor { name, what, of, with, every, slot })
    }

    /// Tells `monitor spikes(cells)` and `monitor v from cells`; whether it was such.
    fn tell_recorded_slips(&mut self, range: Range) -> bool {
        let kind = |at: usize| self.cutter.kind(at, range.end);
        let label = kind(range.start) == Some(Kind::Word) && kind(range.start + 1) == Some(Kind::Colon);
        let what = if label { range.start + 2 } else { range.start };
        if kind(what) != Some(Kind::Word) {
            return false;
        }
        match kind(what + 1) {
            Some(Kind::Open(Bracket::Round))
                if kind(what + 2) == Some(Kind::Word)
                    && kind(what + 3) == Some(Kind::Close(Bracket::Round)) =>
            {
                let (what, group) = (self.token_span(what), self.token_span(what + 2));
                let call = Span { end: group.end + 1, ..what };
                self.tell(told::call_of_monitor(call, self.slice(what), self.slice(group)));
                true
            }
            Some(Kind::Word)
                if matches!(self.cutter.word(what + 1), "from" | "in" | "for" | "on")
                    && kind(what + 2) == Some(Kind::Word) =>
            {
                let word = self.token_span(what + 1);
                self.tell(told::other_word_for_of(word, self.slice(word)));
                true
            }
            _ => false,
        }
    }

    fn recorded(&mut self, node: Node<'_>) -> Option<(Recorded, GroupRef)> {
        let whole = self.span(&node);
        let mut names: Vec<Name> = vec![];
        let (mut selection, mut member, mut of, mut group) = (None, None, None, None);
        for part in node.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::name => names.push(self.name(&part)),
                Rule::selection => selection = Some((self.selection(part)?, span)),
                Rule::member => member = part.into_inner().next().map(|node| self.name(&node)),
                Rule::of_ => of = Some(span),
                Rule::group_ref => group = Some(self.group_ref(part)?),
                _ => {}
            }
        }
        if let Some(member) = member {
            let name = names.pop()?;
            let end = selection.as_ref().map_or(name.span, |(_, span)| *span);
            let span = name.span.to(end);
            let group = GroupRef { name, selection: selection.map(|(selection, _)| selection), span };
            return Some((Recorded::Names(vec![member]), group));
        }
        let Some(group) = group else {
            self.tell(told::nothing_recorded(whole, self.slice(whole)));
            return None;
        };
        if let Some((_, span)) = selection {
            self.tell(told::selection_before_of(span));
            return None;
        }
        if of.is_none() {
            let end = names.last()?.span.end as usize;
            let between: Span = self.bytes(end, group.span.start as usize);
            self.tell(told::missing_of(whole, between));
        }
        let first = names.first()?.clone();
        if KINDS.contains(&&*first.text) {
            if let Some(second) = names.get(1) {
                self.tell(told::kind_among_variables(first.span, &first.text, second.span, &group.name.text));
                return None;
            }
            let kind = match &*first.text {
                "spikes" => Recorded::Spikes(first.span),
                "count" => Recorded::Count(first.span),
                _ => Recorded::Rate(first.span),
            };
            return Some((kind, group));
        }
        Some((Recorded::Names(names), group))
    }
}
