//! Items, monitors and the protocol.

use super::Printer;
use super::expressions::Entry;
use crate::source::Span;
use crate::syntax::ast::{
    Argument, AssignOp, GroupKind, GroupRef, Instance, Item, ItemKind, Monitor, Name, Protocol, ProtocolKind,
    Recorded,
};

/// An assignment operator as written.
pub(super) fn operator(op: AssignOp) -> &'static str {
    match op {
        AssignOp::Set => "=",
        AssignOp::Add => "+=",
        AssignOp::Sub => "-=",
        AssignOp::Mul => "*=",
        AssignOp::Div => "/=",
    }
}

fn names(names: &[Name]) -> String {
    names.iter().map(|name| &*name.text).collect::<Vec<_>>().join(", ")
}

impl Printer {
    pub(super) fn item(&mut self, item: &Item) {
        let span = Some(item.span);
        match &item.kind {
            ItemKind::Definition(definition) => {
                self.line(span, format_args!("constant {}", definition.name.text));
                self.inside(|p| {
                    p.expr("value", &definition.value);
                    p.maybe("unit", definition.unit.as_ref());
                });
            }
            ItemKind::Function(function) => {
                self.line(
                    span,
                    format_args!("function {}({})", function.name.text, names(&function.parameters)),
                );
                self.inside(|p| {
                    p.expr("value", &function.body);
                    p.maybe("unit", function.unit.as_ref());
                });
            }
            ItemKind::TimedArray(timed) => {
                self.line(span, format_args!("timed {}", timed.name.text));
                self.inside(|p| {
                    p.maybe("columns", timed.columns.as_ref());
                    p.expr("value", &timed.value);
                    p.maybe("every", timed.every.as_ref());
                    p.maybe("for", timed.duration.as_ref());
                });
            }
            ItemKind::Model(model) => {
                self.line(span, format_args!("model {}", model.name.text));
                self.inside(|p| {
                    for parameter in &model.parameters {
                        p.line(Some(parameter.name.span), format_args!("parameter {}", parameter.name.text));
                        p.inside(|p| p.maybe("default", parameter.default.as_ref()));
                    }
                    p.instance(model.instance.as_ref());
                    p.members(&model.body);
                });
            }
            ItemKind::Group(group) => {
                let kind = match group.kind {
                    GroupKind::Neurons => "neurons",
                    GroupKind::Poisson => "poisson",
                    GroupKind::Spikes => "spikes",
                };
                self.line(span, format_args!("{kind} {}", group.name.text));
                self.inside(|p| {
                    p.maybe("size", group.size.as_ref());
                    p.instance(group.instance.as_ref());
                    p.members(&group.body);
                });
            }
            ItemKind::PoissonInput(input) => {
                self.line(span, format_args!("poisson_input {}", input.name.text));
                self.inside(|p| {
                    p.group("target", &input.target);
                    p.name("variable", Some(&input.variable));
                    p.members(&input.body);
                });
            }
            ItemKind::Subgroup(subgroup) => {
                self.line(span, format_args!("group {}", subgroup.name.text));
                self.inside(|p| p.group("of", &subgroup.of));
            }
            ItemKind::Synapses(synapses) => {
                self.line(span, format_args!("synapses {}", synapses.name.text));
                self.inside(|p| {
                    p.group("source", &synapses.source);
                    p.group("target", &synapses.target);
                    p.instance(synapses.instance.as_ref());
                    p.members(&synapses.body);
                });
            }
            ItemKind::Monitor(monitor) => self.monitor(monitor, item.span),
            ItemKind::Import(text) => self.line(span, format_args!("import {:?}", text.text)),
            ItemKind::Protocol(statement) => self.protocol(statement),
        }
    }

    fn instance(&mut self, instance: Option<&Instance>) {
        if let Some(instance) = instance {
            self.line(Some(instance.span), format_args!("is {}", instance.model.text));
            self.inside(|p| instance.arguments.iter().for_each(|argument| p.argument(argument)));
        }
    }

    fn argument(&mut self, argument: &Argument) {
        match &argument.name {
            Some(name) => self.expr(&format!("{} =", name.text), &argument.value),
            None => self.expr("argument", &argument.value),
        }
    }

    fn group(&mut self, role: &str, group: &GroupRef) {
        let selection = match &group.selection {
            Some(entries) => {
                let entries: Vec<String> = entries.iter().map(|entry| Entry(entry).to_string()).collect();
                format!("[{}]", entries.join(", "))
            }
            None => String::new(),
        };
        self.line(Some(group.span), format_args!("{role} {}{selection}", group.name.text));
    }

    fn monitor(&mut self, monitor: &Monitor, span: Span) {
        match &monitor.name {
            Some(name) => self.line(Some(span), format_args!("monitor {}", name.text)),
            None => self.line(Some(span), "monitor"),
        }
        self.inside(|p| {
            match &monitor.what {
                Recorded::Spikes(at) => p.line(Some(*at), "spikes"),
                Recorded::Count(at) => p.line(Some(*at), "count"),
                Recorded::Rate(at) => p.line(Some(*at), "rate"),
                Recorded::Names(names) => names.iter().for_each(|name| p.name("variable", Some(name))),
            }
            p.group("of", &monitor.of);
            monitor.with.iter().for_each(|name| p.name("with", Some(name)));
            p.maybe("every", monitor.every.as_ref());
            p.name("at", monitor.slot.as_ref());
        });
    }

    fn protocol(&mut self, statement: &Protocol) {
        let span = Some(statement.span);
        match &statement.kind {
            ProtocolKind::Run { duration, until } => {
                self.line(span, "run");
                self.inside(|p| {
                    p.expr("duration", duration);
                    p.maybe("until", until.as_ref());
                });
            }
            ProtocolKind::Assign { target, variable, op, value } => {
                self.line(span, "assign");
                self.inside(|p| {
                    p.group("to", target);
                    p.name("variable", Some(variable));
                    p.expr(operator(*op), value);
                });
            }
            ProtocolKind::Store(label) => self.line(span, format_args!("store {:?}", label.text)),
            ProtocolKind::Restore { label, exact, except } => {
                let exact = if *exact { " exact" } else { "" };
                self.line(span, format_args!("restore {:?}{exact}", label.text));
                self.inside(|p| {
                    for (group, variable) in except {
                        let at = group.span.to(variable.span);
                        p.line(Some(at), format_args!("except {}.{}", group.text, variable.text));
                    }
                });
            }
            ProtocolKind::Repeat { count, body } => {
                self.line(span, "repeat");
                self.inside(|p| {
                    p.expr("count", count);
                    for statement in body {
                        p.protocol(statement);
                    }
                });
            }
            ProtocolKind::Set { name, member, value } => {
                match member {
                    Some(member) => self.line(span, format_args!("set {}.{}", name.text, member.text)),
                    None => self.line(span, format_args!("set {}", name.text)),
                }
                self.inside(|p| p.expr("value", value));
            }
            ProtocolKind::For { variable, values, body } => {
                self.line(span, format_args!("for {}", variable.text));
                self.inside(|p| {
                    p.expr("in", values);
                    for statement in body {
                        p.protocol(statement);
                    }
                });
            }
            ProtocolKind::Save { group, label } => {
                self.line(span, format_args!("save {} as {:?}", group.text, label.text));
            }
        }
    }
}
