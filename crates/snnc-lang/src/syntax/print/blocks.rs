//! The members of blocks.

use super::Printer;
use super::expressions::Each;
use super::items::operator;
use crate::source::Span;
use crate::syntax::ast::{
    ConnectClause, ConnectKind, End, Equation, EquationKind, Expr, Member, MemberKind, Statement,
};

impl Printer {
    pub(super) fn members(&mut self, members: &[Member]) {
        for member in members {
            self.member(member);
        }
    }

    fn member(&mut self, member: &Member) {
        let span = member.span;
        match &member.kind {
            MemberKind::Equation(equation) => self.equation(equation, span),
            MemberKind::Threshold(condition) => self.section("threshold", span, condition),
            MemberKind::Refractory(value) => self.section("refractory", span, value),
            MemberKind::Tolerance(value) => self.section("tolerance", span, value),
            MemberKind::Dt(value) => self.section("dt", span, value),
            MemberKind::Rate(value) => self.section("rate", span, value),
            MemberKind::Trains(value) => self.section("n", span, value),
            MemberKind::Weight(value) => self.section("weight", span, value),
            MemberKind::Given(value) => self.section("at", span, value),
            MemberKind::Period(value) => self.section("period", span, value),
            MemberKind::Method(name) => self.line(Some(span), format_args!("method {}", name.text)),
            MemberKind::File(text) => self.line(Some(span), format_args!("file {:?}", text.text)),
            MemberKind::Event { name, condition } => {
                self.section(&format!("event {}", name.text), span, condition);
            }
            MemberKind::Reset(body) => self.statements("reset", span, body),
            MemberKind::Init(body) => self.statements("init", span, body),
            MemberKind::OnEvent { name, body } => {
                self.statements(&format!("on_event {}", name.text), span, body);
            }
            MemberKind::Every { period, slot, body } => {
                self.statements("every", span, body);
                self.inside(|p| {
                    p.expr("period", period);
                    p.name("slot", slot.as_ref());
                });
            }
            MemberKind::At { times, slot, body } => {
                self.statements("at", span, body);
                self.inside(|p| {
                    p.expr("times", times);
                    p.name("slot", slot.as_ref());
                });
            }
            MemberKind::Connect(clauses) => {
                self.line(Some(span), "connect");
                self.inside(|p| clauses.iter().for_each(|clause| p.clause(clause)));
            }
            MemberKind::Pathway { end, name, event, body } => {
                let on = match end {
                    End::Pre => "on_pre",
                    End::Post => "on_post",
                };
                self.statements(on, span, body);
                self.inside(|p| {
                    p.name("pathway", name.as_ref());
                    p.name("event", event.as_ref());
                });
            }
            MemberKind::Delay { pathway, value } => {
                self.section("delay", span, value);
                self.inside(|p| p.name("pathway", pathway.as_ref()));
            }
            MemberKind::Order { pathway, value } => {
                self.section("order", span, value);
                self.inside(|p| p.name("pathway", pathway.as_ref()));
            }
        }
    }

    fn equation(&mut self, equation: &Equation, span: Span) {
        let name = &equation.name.text;
        let value = match &equation.kind {
            EquationKind::Differential(value) => {
                self.line(Some(span), format_args!("differential {name}"));
                Some(value)
            }
            EquationKind::Subexpression(value) => {
                self.line(Some(span), format_args!("subexpression {name}"));
                Some(value)
            }
            EquationKind::Parameter => {
                self.line(Some(span), format_args!("parameter {name}"));
                None
            }
        };
        self.inside(|p| {
            p.maybe("value", value);
            p.maybe("unit", equation.unit.as_ref());
            for flag in &equation.flags {
                p.line(Some(flag.span), format_args!("flag {}", flag.text));
            }
        });
    }

    fn section(&mut self, word: &str, span: Span, value: &Expr) {
        self.line(Some(span), word);
        self.inside(|p| p.expr("value", value));
    }

    fn statements(&mut self, word: &str, span: Span, body: &[Statement]) {
        self.line(Some(span), word);
        self.inside(|p| {
            for statement in body {
                let left = format!("{} {}", statement.target.text, operator(statement.op));
                p.expr(&left, &statement.value);
            }
        });
    }

    fn clause(&mut self, clause: &ConnectClause) {
        let span = Some(clause.span);
        match &clause.kind {
            ConnectKind::All => self.line(span, "all"),
            ConnectKind::Unique => self.line(span, "unique"),
            ConnectKind::SkipIfInvalid => self.line(span, "skip_if_invalid"),
            ConnectKind::Condition(condition) => self.expr("if", condition),
            ConnectKind::Probability(value) => self.expr("p =", value),
            ConnectKind::Multiplicity { value, index } => {
                self.expr("n =", value);
                self.inside(|p| p.name("as", index.as_ref()));
            }
            ConnectKind::Function { end, value, generator } => {
                self.expr(if *end == End::Pre { "i =" } else { "j =" }, value);
                if let Some(generator) = generator {
                    self.inside(|p| p.line(None, Each(generator)));
                }
            }
            ConnectKind::Indegree(value) => self.expr("indegree =", value),
            ConnectKind::Outdegree(value) => self.expr("outdegree =", value),
            ConnectKind::Total(value) => self.expr("total =", value),
            ConnectKind::Pairs(value) => self.expr("pairs", value),
            ConnectKind::File(text) => self.line(span, format_args!("file {:?}", text.text)),
        }
    }
}
