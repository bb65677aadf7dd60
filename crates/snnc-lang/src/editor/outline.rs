//! The outline of a model file: what it defines, as a tree.

use super::Analysis;
use crate::source::{Source, SourceId, Span};
use crate::syntax::ast::{
    self, End, Equation, EquationKind, Expr, GroupKind, Instance, Item, ItemKind, Member, MemberKind, Name,
    Protocol, ProtocolKind, Recorded, Statement,
};

/// An entry of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// What it is called.
    pub name: String,
    /// Its unit, value or size, in a few words; may be empty.
    pub detail: String,
    /// What it is.
    pub kind: OutlineKind,
    /// All of it.
    pub span: Span,
    /// Its name.
    pub name_span: Span,
    /// What is in it.
    pub children: Vec<OutlineItem>,
}

/// What an entry of the outline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutlineKind {
    /// A constant or a setting.
    Constant,
    /// An array or timed array.
    Array,
    /// A function of the file.
    Function,
    /// A model.
    Model,
    /// Neurons, sources and parts of them.
    Group,
    /// Synapses.
    Synapses,
    /// A Poisson input.
    Input,
    /// A variable that a differential equation or a subexpression gives its value.
    Variable,
    /// A parameter of a block, or of a model.
    Parameter,
    /// A section of a block.
    Section,
    /// A custom event.
    Event,
    /// What a spike does at a synapse.
    Pathway,
    /// A monitor.
    Monitor,
    /// A file that is imported.
    Import,
    /// A statement of the protocol.
    Statement,
}

/// The outline of the model file itself, without what it imports.
pub fn outline(analysis: &Analysis) -> Vec<OutlineItem> {
    let root = SourceId(0);
    let Some(source) = analysis.sources.iter().find(|source| source.id == root) else { return vec![] };
    let entries = Entries { source };
    analysis.file.items.iter().filter(|item| item.span.source == root).map(|it| entries.item(it)).collect()
}

/// How long a detail may be, in characters.
const LONGEST: usize = 60;

struct Entries<'a> {
    source: &'a Source,
}

impl Entries<'_> {
    /// The text of a span, on one line and not too long.
    fn text(&self, span: Span) -> String {
        let text = self.source.slice(span).trim();
        let line = text.lines().next().unwrap_or("").trim_end();
        let short: String = line.chars().take(LONGEST).collect();
        if short.len() < text.len() { format!("{} …", short.trim_end()) } else { short }
    }

    fn expr(&self, expr: &Expr) -> String {
        self.text(expr.span)
    }

    fn unit(&self, unit: Option<&Expr>) -> String {
        unit.map_or_else(String::new, |unit| self.expr(unit))
    }

    fn item(&self, item: &Item) -> OutlineItem {
        use OutlineKind as K;
        let span = item.span;
        match &item.kind {
            ItemKind::Definition(it) => {
                let array = matches!(it.value.kind, ast::ExprKind::Array(_))
                    || matches!(&it.value.kind, ast::ExprKind::Quantity { value, .. }
                        if matches!(value.kind, ast::ExprKind::Array(_)));
                let kind = if array { K::Array } else { K::Constant };
                entry(&it.name, kind, self.expr(&it.value), span)
            }
            ItemKind::Function(it) => {
                let parameters: Vec<&str> = it.parameters.iter().map(|name| &*name.text).collect();
                entry(&it.name, K::Function, format!("({})", parameters.join(", ")), span)
            }
            ItemKind::TimedArray(it) => entry(&it.name, K::Array, self.expr(&it.value), span),
            ItemKind::Model(it) => {
                let variant = it.instance.as_ref().map_or_else(String::new, made_of);
                let parameters = it.parameters.iter().map(|parameter| {
                    let default = parameter.default.as_ref().map_or_else(String::new, |e| self.expr(e));
                    let span = parameter.default.as_ref().map_or(parameter.name.span, |e| e.span);
                    entry(&parameter.name, K::Parameter, default, parameter.name.span.to(span))
                });
                let children = parameters.chain(self.members(&it.body)).collect();
                OutlineItem { children, ..entry(&it.name, K::Model, variant, span) }
            }
            ItemKind::Group(it) => {
                let kind = match it.kind {
                    GroupKind::Neurons => "neurons",
                    GroupKind::Poisson => "poisson",
                    GroupKind::Spikes => "spikes",
                };
                let size = it.size.as_ref().map_or_else(String::new, |e| format!("[{}]", self.expr(e)));
                let made = it.instance.as_ref().map_or_else(String::new, made_of);
                let detail = [format!("{kind}{size}"), made].join(" ");
                let entry = entry(&it.name, K::Group, detail.trim_end().to_string(), span);
                OutlineItem { children: self.members(&it.body).collect(), ..entry }
            }
            ItemKind::PoissonInput(it) => {
                let target = self.text(it.target.span.to(it.variable.span));
                let entry = entry(&it.name, K::Input, target, span);
                OutlineItem { children: self.members(&it.body).collect(), ..entry }
            }
            ItemKind::Subgroup(it) => entry(&it.name, K::Group, self.text(it.of.span), span),
            ItemKind::Synapses(it) => {
                let ends = format!("{} -> {}", self.text(it.source.span), self.text(it.target.span));
                let made = it.instance.as_ref().map_or_else(String::new, made_of);
                let detail = [ends, made].join(" ");
                let entry = entry(&it.name, K::Synapses, detail.trim_end().to_string(), span);
                OutlineItem { children: self.members(&it.body).collect(), ..entry }
            }
            ItemKind::Monitor(it) => self.monitor(it, span),
            ItemKind::Import(text) => OutlineItem {
                name: text.text.to_string(),
                detail: "import".into(),
                kind: K::Import,
                span,
                name_span: text.span,
                children: vec![],
            },
            ItemKind::Protocol(statement) => self.statement(statement),
        }
    }

    fn monitor(&self, monitor: &ast::Monitor, span: Span) -> OutlineItem {
        let (what, at) = match &monitor.what {
            Recorded::Spikes(at) => ("spikes".to_string(), *at),
            Recorded::Count(at) => ("count".to_string(), *at),
            Recorded::Rate(at) => ("rate".to_string(), *at),
            Recorded::Names(names) => {
                let at = names.first().map_or(monitor.of.span, |name| name.span);
                let names: Vec<&str> = names.iter().map(|name| &*name.text).collect();
                (names.join(", "), at)
            }
        };
        let recorded = format!("{what} of {}", self.text(monitor.of.span));
        let (name, detail, name_span) = match &monitor.name {
            Some(name) => (name.text.to_string(), recorded, name.span),
            None => (recorded, String::new(), at),
        };
        let kind = OutlineKind::Monitor;
        OutlineItem { name, detail, kind, span: span.to(name_span), name_span, children: vec![] }
    }

    fn members<'m>(&'m self, members: &'m [Member]) -> impl Iterator<Item = OutlineItem> + 'm {
        members.iter().filter(|member| member.span.source == self.source.id).map(|it| self.member(it))
    }

    fn member(&self, member: &Member) -> OutlineItem {
        use MemberKind as M;
        let none = |detail: String| (None, detail);
        let statements = |body: &[Statement]| self.statements(body);
        let (keyword, (name, detail)) = match &member.kind {
            M::Equation(equation) => return self.equation(equation, member.span),
            M::Threshold(e) => ("threshold", none(self.expr(e))),
            M::Reset(body) => ("reset", none(statements(body))),
            M::Refractory(e) => ("refractory", none(self.expr(e))),
            M::Event { name, condition } => {
                return entry(name, OutlineKind::Event, self.expr(condition), member.span);
            }
            M::OnEvent { name, body } => ("on_event", (Some(name), statements(body))),
            M::Every { period, body, .. } => {
                ("every", none(format!("{}: {}", self.expr(period), statements(body))))
            }
            M::At { times, body, .. } => ("at", none(format!("{}: {}", self.expr(times), statements(body)))),
            M::Method(name) => ("method", none(name.text.to_string())),
            M::Tolerance(e) => ("tolerance", none(self.expr(e))),
            M::Init(body) => ("init", none(statements(body))),
            M::Dt(e) => ("dt", none(self.expr(e))),
            M::Connect(clauses) => {
                let clauses: Vec<_> = clauses.iter().map(|clause| self.text(clause.span)).collect();
                ("connect", none(clauses.join(", ")))
            }
            M::Pathway { end: End::Pre, name, body, .. } => ("on_pre", (name.as_ref(), statements(body))),
            M::Pathway { end: End::Post, name, body, .. } => ("on_post", (name.as_ref(), statements(body))),
            M::Delay { pathway, value } => ("delay", (pathway.as_ref(), self.expr(value))),
            M::Order { pathway, value } => ("order", (pathway.as_ref(), self.expr(value))),
            M::Rate(e) => ("rate", none(self.expr(e))),
            M::Trains(e) => ("n", none(self.expr(e))),
            M::Weight(e) => ("weight", none(self.expr(e))),
            M::Given(e) => ("at", none(self.expr(e))),
            M::File(text) => ("file", none(text.text.to_string())),
            M::Period(e) => ("period", none(self.expr(e))),
        };
        let kind = match &member.kind {
            M::Pathway { .. } => OutlineKind::Pathway,
            _ => OutlineKind::Section,
        };
        let mut name_span = Span { end: member.span.start + keyword.len() as u32, ..member.span };
        let mut title = keyword.to_string();
        if let Some(name) = name {
            title = format!("{keyword} {}", name.text);
            name_span = name_span.to(name.span);
        }
        let span = member.span.to(name_span);
        OutlineItem { name: title, detail, kind, span, name_span, children: vec![] }
    }

    fn equation(&self, equation: &Equation, span: Span) -> OutlineItem {
        let unit = self.unit(equation.unit.as_ref());
        let flags: Vec<&str> = equation.flags.iter().map(|flag| &*flag.text).collect();
        let detail = if flags.is_empty() { unit } else { format!("{unit} ({})", flags.join(", ")) };
        let kind = match equation.kind {
            EquationKind::Parameter => OutlineKind::Parameter,
            EquationKind::Differential(_) | EquationKind::Subexpression(_) => OutlineKind::Variable,
        };
        entry(&equation.name, kind, detail, span)
    }

    fn statements(&self, body: &[Statement]) -> String {
        let mut all = String::new();
        for statement in body {
            if !all.is_empty() {
                all.push_str("; ");
            }
            if all.chars().count() > LONGEST {
                all.push('…');
                break;
            }
            all.push_str(&self.text(statement.span));
        }
        all
    }

    fn statement(&self, statement: &Protocol) -> OutlineItem {
        let body: &[Protocol] = match &statement.kind {
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => body,
            _ => &[],
        };
        let head = self.source.slice(statement.span).split('{').next().unwrap_or("").trim_end();
        let head = Span { end: statement.span.start + head.len() as u32, ..statement.span };
        OutlineItem {
            name: self.text(head),
            detail: String::new(),
            kind: OutlineKind::Statement,
            span: statement.span,
            name_span: head,
            children: body.iter().map(|inner| self.statement(inner)).collect(),
        }
    }
}

fn entry(name: &Name, kind: OutlineKind, detail: String, span: Span) -> OutlineItem {
    let (name, name_span) = (name.text.to_string(), name.span);
    OutlineItem { name, detail, kind, span: span.to(name_span), name_span, children: vec![] }
}

fn made_of(instance: &Instance) -> String {
    format!("is {}", instance.model.text)
}
