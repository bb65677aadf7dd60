//! The body of a block: its equations in a table, its sections below.

use crate::html::{escape, prose};
use crate::model::Written;
use crate::typeset::{Typesetter, unit_text};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{End, Equation, EquationKind, Expr, Member, MemberKind, Name, Statement};

/// Typesets what stands in the `{ }` of blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Members<'w> {
    pub(crate) written: &'w Written,
    pub(crate) typesetter: Typesetter<'w>,
    /// What has one value of each variable: `neuron`, `synapse`.
    pub(crate) element: &'static str,
}

impl Members<'_> {
    /// All of a body.
    pub(crate) fn html(&self, body: &[Member]) -> String {
        let mut equations = String::new();
        let mut sections = String::new();
        for member in body {
            match &member.kind {
                MemberKind::Equation(equation) => equations += &self.equation(equation, member.span),
                other => sections += &self.section(other, member.span),
            }
        }
        let mut html = String::new();
        if !equations.is_empty() {
            html += &format!(
                "<div class=\"wide\"><table class=\"equations\"><tbody>\n{equations}</tbody></table></div>\n"
            );
        }
        if !sections.is_empty() {
            html += &format!("<dl class=\"sections\">\n{sections}</dl>\n");
        }
        html
    }

    fn equation(&self, equation: &Equation, span: Span) -> String {
        let sides = self.typesetter.equation(equation, span);
        let remark = self.remark(span);
        let right = sides.right.unwrap_or_else(|| {
            let value = match equation.unit.as_ref().map(unit_text).as_deref() {
                Some("boolean") => "true or false",
                Some("integer") => "an integer",
                _ => "a value",
            };
            let shared = equation.flags.iter().any(|flag| &*flag.text == "shared");
            let each = if shared { String::new() } else { format!(" for each {}", self.element) };
            format!("<span class=\"aside\">{value}{each}</span>")
        });
        let unit = equation.unit.as_ref().map(unit_text).map_or(String::new(), |unit| match unit.as_str() {
            "boolean" | "integer" if matches!(equation.kind, EquationKind::Parameter) => String::new(),
            "1" => "<span class=\"aside\" title=\"dimensionless\">1</span>".into(),
            unit => escape(unit),
        });
        let flags: String = equation
            .flags
            .iter()
            .map(|flag| format!("<span class=\"flag\">{}</span> ", escape(&flag.text)))
            .collect();
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"right\">{right}{remark}</td><td class=\"unit\">{unit}</td><td>{}</td></tr>\n",
            sides.left,
            flags.trim_end()
        )
    }

    fn section(&self, kind: &MemberKind, span: Span) -> String {
        let term = |expr: &Expr| self.typesetter.formula(expr);
        let code = |name: &Name| format!("<code>{}</code>", escape(&name.text));
        let (label, content) = match kind {
            // Those are in the table.
            MemberKind::Equation(_) => return String::new(),
            MemberKind::Threshold(condition) => ("spikes when".into(), term(condition)),
            MemberKind::Reset(body) => ("reset".into(), self.statements(body)),
            MemberKind::Refractory(expr) => ("refractory".into(), term(expr)),
            MemberKind::Event { name, condition } => (format!("event {}", code(name)), term(condition)),
            MemberKind::OnEvent { name, body } => (format!("on {}", code(name)), self.statements(body)),
            MemberKind::Every { period, slot, body } => {
                (format!("every {}{}", term(period), in_slot(slot.as_ref())), self.statements(body))
            }
            MemberKind::At { times, slot, body } => {
                (format!("at {}{}", term(times), in_slot(slot.as_ref())), self.statements(body))
            }
            MemberKind::Method(name) => ("integration".into(), escape(&name.text.replace('_', " "))),
            MemberKind::Tolerance(expr) => ("tolerance".into(), term(expr)),
            MemberKind::Init(body) => ("initially".into(), self.statements(body)),
            MemberKind::Dt(expr) => ("time step".into(), term(expr)),
            MemberKind::Connect(clauses) => ("connected".into(), self.typesetter.rule(clauses).join(", ")),
            MemberKind::Pathway { end, name, event, body } => {
                let spike = match (end, event) {
                    (_, Some(event)) => {
                        format!(
                            "{} of the {}",
                            code(event),
                            if *end == End::Pre { "source" } else { "target" }
                        )
                    }
                    (End::Pre, None) => "spike of the source".into(),
                    (End::Post, None) => "spike of the target".into(),
                };
                let name = name.as_ref().map_or(String::new(), |name| format!(" ({})", code(name)));
                (format!("on a {spike}{name}"), self.statements(body))
            }
            MemberKind::Delay { pathway, value } => {
                (format!("delay{}", of_pathway(pathway.as_ref())), term(value))
            }
            MemberKind::Order { pathway, value } => {
                (format!("order{}", of_pathway(pathway.as_ref())), term(value))
            }
            MemberKind::Rate(expr) => ("rate".into(), term(expr)),
            MemberKind::Trains(expr) => ("trains".into(), term(expr)),
            MemberKind::Weight(expr) => ("weight".into(), term(expr)),
            MemberKind::Given(expr) => ("spikes (index, time)".into(), term(expr)),
            MemberKind::File(text) => ("spikes from".into(), format!("<code>{}</code>", escape(&text.text))),
            MemberKind::Period(expr) => ("repeated every".into(), term(expr)),
        };
        format!("<dt>{label}</dt><dd>{content}{}</dd>\n", self.remark(span))
    }

    fn statements(&self, body: &[Statement]) -> String {
        let formulas = self.typesetter.statements(body);
        let lines = formulas.iter().zip(body).map(|(formula, statement)| {
            let remark = if body.len() > 1 { self.remark(statement.span) } else { String::new() };
            format!("<div class=\"statement\">{formula}{remark}</div>")
        });
        lines.collect()
    }

    fn remark(&self, span: Span) -> String {
        let remark = self.written.remark(span);
        remark.map_or(String::new(), |text| format!("<span class=\"remark\">{}</span>", prose(&text)))
    }
}

fn in_slot(slot: Option<&Name>) -> String {
    slot.map_or(String::new(), |slot| format!(" at <code>{}</code>", escape(&slot.text)))
}

fn of_pathway(name: Option<&Name>) -> String {
    name.map_or(String::new(), |name| format!(" of <code>{}</code>", escape(&name.text)))
}
