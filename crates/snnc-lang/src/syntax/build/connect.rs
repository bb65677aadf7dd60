//! The clauses of `connect:`, each read by itself.

use super::operators::Equals;
use crate::spelling::nearest;
use crate::syntax::ast::{ConnectClause, ConnectKind, End, Expr, Generator};
use crate::syntax::cut::Range;
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Parser, is_decimal};
use crate::syntax::token::Kind;

/// What may be given with `=` in a rule.
const KEYS: [&str; 7] = ["p", "n", "i", "j", "indegree", "outdegree", "total"];

/// The words of a rule.
const WORDS: [&str; 5] = ["all", "unique", "skip_if_invalid", "pairs", "file"];

/// The word of a rule that `word` may be meant to be.
fn rule_word(word: &str) -> Option<&'static str> {
    if matches!(word, "all_to_all" | "full" | "everything") {
        return Some("all");
    }
    let skips = word.starts_with("skip") && word.contains("invalid");
    if skips { Some("skip_if_invalid") } else { nearest(word, WORDS) }
}

impl Parser<'_> {
    /// The clauses of one rule.
    pub(super) fn connect(&mut self, value: Range) -> Vec<ConnectClause> {
        let mut clauses = vec![];
        if !self.is_sound(value) {
            return clauses;
        }
        let mut start = value.start;
        while start < value.end {
            let end = self.comma(Range { start, end: value.end }).unwrap_or(value.end);
            if end > start && end + 1 < value.end {
                let number = self.token_span(end - 1).to(self.token_span(end + 1));
                if is_decimal(self.slice(number)) {
                    self.tell(told::decimal_comma(number, self.slice(number)));
                    start = self.comma(Range { start: end + 1, end: value.end }).unwrap_or(value.end) + 1;
                    continue;
                }
            }
            let clause = Range { start, end };
            let span = self.range_span(clause);
            if self.tell_key_in_condition(clause) {
                start = end + 1;
                continue;
            }
            if let Some(kind) = self.connect_clause(clause) {
                clauses.push(ConnectClause { kind, span });
            }
            start = end + 1;
        }
        clauses
    }

    /// The first `,` outside of brackets.
    pub(super) fn comma(&self, range: Range) -> Option<usize> {
        let mut at = range.start;
        while at < range.end {
            match self.cutter.tokens[at].kind {
                Kind::Comma => return Some(at),
                Kind::Open(_) => at = self.cutter.brackets.partner(at).unwrap_or(at) + 1,
                _ => at += 1,
            }
        }
        None
    }

    fn connect_clause(&mut self, range: Range) -> Option<ConnectKind> {
        if range.is_empty() {
            let at = self.token_span(range.end.min(self.cutter.tokens.len() - 1));
            self.tell(told::empty_clause(at));
            return None;
        }
        if self.tell_unknown_key(range) {
            return None;
        }
        let node = self.read(Rule::connect_clause, range)?;
        let mut parts = node.into_inner();
        let first = parts.next()?;
        match first.as_rule() {
            Rule::connect_word => Some(match first.as_str() {
                "all" => ConnectKind::All,
                "unique" => ConnectKind::Unique,
                _ => ConnectKind::SkipIfInvalid,
            }),
            Rule::connect_pairs => {
                Some(ConnectKind::Pairs(self.expression(parts.next()?, Equals::Comparison)?))
            }
            Rule::connect_file => parts.next().map(|label| ConnectKind::File(self.text(&label))),
            Rule::connect_binding => self.connect_binding(first),
            _ => {
                let condition = self.expression(first, Equals::Comparison)?;
                if let Some(generator) = parts.next().filter(|part| part.as_rule() == Rule::generator) {
                    let span = self.span(&generator);
                    self.tell(told::generator_without_end(span, condition.span));
                    return None;
                }
                Some(ConnectKind::Condition(condition))
            }
        }
    }

    fn connect_binding(&mut self, node: crate::syntax::parser::Node<'_>) -> Option<ConnectKind> {
        let mut parts = node.into_inner();
        let key = parts.next()?;
        let (key_span, key) = (self.span(&key), key.as_str());
        let (mut value, mut generator, mut index): (Option<Expr>, Option<Generator>, _) = (None, None, None);
        for part in parts {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::expression => value = Some(self.expression(part, Equals::Comparison)?),
                Rule::generator => {
                    if !matches!(key, "i" | "j") {
                        self.tell(told::generator_of_number(span, key_span, key));
                        return None;
                    }
                    generator = Some(self.generator(part)?);
                }
                Rule::name => {
                    if key != "n" {
                        self.tell(told::index_of_clause(span, key));
                        return None;
                    }
                    index = Some(self.name(&part));
                }
                _ => {}
            }
        }
        let value = value?;
        Some(match key {
            "p" => ConnectKind::Probability(value),
            "n" => ConnectKind::Multiplicity { value, index },
            "i" => ConnectKind::Function { end: End::Pre, value, generator },
            "j" => ConnectKind::Function { end: End::Post, value, generator },
            "indegree" => ConnectKind::Indegree(value),
            "outdegree" => ConnectKind::Outdegree(value),
            _ => ConnectKind::Total(value),
        })
    }

    /// Tells `i != j and p = 0.1` and `p == 0.1`; whether it was such.
    fn tell_key_in_condition(&mut self, clause: Range) -> bool {
        let kind = |at: usize| self.cutter.kind(at, clause.end);
        let key = |at: usize| matches!(self.cutter.word(at), "p" | "n" | "indegree" | "outdegree" | "total");
        if kind(clause.start) == Some(Kind::Word)
            && key(clause.start)
            && kind(clause.start + 1) == Some(Kind::Operator)
            && self.cutter.word(clause.start + 1) == "=="
        {
            let (span, sign) = (self.token_span(clause.start), self.token_span(clause.start + 1));
            self.tell(told::single_equals(sign, self.slice(span)));
            return true;
        }
        let joined = (clause.start + 1..clause.end).find(|at| {
            matches!(self.cutter.word(*at), "and" | "&&" | "&")
                && kind(at + 1) == Some(Kind::Word)
                && key(at + 1)
                && (kind(at + 2) == Some(Kind::Assign)
                    || self.cutter.word((at + 2).min(clause.end - 1)) == "==")
        });
        let Some(at) = joined else { return false };
        let before = self.token_span(at - 1).end as usize;
        let word = self.bytes(before, self.token_span(at).end as usize);
        let key = self.token_span(at + 1);
        self.tell(told::clause_in_condition(key, self.slice(key), word));
        true
    }

    /// Tells `prob = 0.1` and the like; whether it was such.
    fn tell_unknown_key(&mut self, range: Range) -> bool {
        let (first, second) =
            (self.cutter.kind(range.start, range.end), self.cutter.kind(range.start + 1, range.end));
        if first == Some(Kind::Number) && second.is_none() {
            let span = self.token_span(range.start);
            self.tell(told::number_as_clause(span, self.slice(span)));
            return true;
        }
        if first != Some(Kind::Word) {
            return false;
        }
        let span = self.token_span(range.start);
        let word = self.slice(span);
        match second {
            Some(Kind::Colon) if KEYS.contains(&word) => {
                let colon = self.token_span(range.start + 1);
                self.tell(told::colon_for_equals(colon, ":", false));
                true
            }
            Some(Kind::Assign) if matches!(word, "condition" | "cond") && range.end > range.start + 2 => {
                let condition = self.range_span(Range { start: range.start + 2, ..range });
                let (whole, text) = (self.range_span(range), self.slice(condition).trim_matches(['\'', '"']));
                self.tell(told::condition_clause(span, word, whole, text));
                true
            }
            Some(Kind::Assign) if !KEYS.contains(&word) => {
                let meant = match word {
                    "prob" | "probability" | "connection_probability" => Some("p"),
                    "fixed_indegree" | "in_degree" | "K" => Some("indegree"),
                    "fixed_outdegree" | "out_degree" => Some("outdegree"),
                    "fixed_total_number" | "N" => Some("total"),
                    _ => nearest(word, KEYS),
                };
                let equals = self.token_span(range.start + 1);
                self.tell(told::unknown_clause(span, word, equals, meant));
                true
            }
            None if word == "one_to_one" => {
                self.tell(told::one_to_one(span));
                true
            }
            None => match rule_word(word).filter(|near| *near != word) {
                Some(near) => {
                    self.tell(told::unknown_clause(span, word, span, Some(near)));
                    true
                }
                None => false,
            },
            _ => false,
        }
    }
}
