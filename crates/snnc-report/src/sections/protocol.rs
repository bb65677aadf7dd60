//! The experiment: what was done in which order, and what was recorded.

use super::Section;
use crate::html::escape;
use crate::model::Written;
use crate::quantities::{count, quantity, time};
use crate::typeset::{self, Typesetter};
use snnc_lang::syntax::ast::{GroupRef, ItemKind, Monitor, Name, Protocol, ProtocolKind, Recorded};
use snnc_results::Description;

pub(crate) fn section(
    written: &Written,
    description: &Description,
    typesetter: Typesetter,
) -> Option<Section> {
    let experiment = Experiment { typesetter };
    let mut steps = String::new();
    let mut monitors = String::new();
    for item in written.items() {
        match &item.kind {
            ItemKind::Protocol(statement) => steps += &experiment.statement(statement),
            ItemKind::Monitor(monitor) => monitors += &experiment.monitor(monitor),
            _ => {}
        }
    }
    let mut body = String::new();
    if !steps.is_empty() {
        body += &format!("<ol class=\"protocol\">\n{steps}</ol>\n");
    }
    if let Some(duration) = &description.settings.duration {
        body += &format!(
            "<p><span class=\"flag set\">set</span> In place of this, one run of <code>{}</code>.</p>\n",
            escape(duration)
        );
    }
    body += &runs(description);
    if !monitors.is_empty() {
        body += &format!("<h3>Recorded</h3>\n<ul class=\"monitors\">\n{monitors}</ul>\n");
    }
    (!body.is_empty()).then_some(Section { id: "experiment", title: "Experiment", body })
}

/// The runs, if there were several.
fn runs(description: &Description) -> String {
    if description.runs.len() < 2 {
        return String::new();
    }
    const SHOWN: usize = 100;
    let rows: String = description
        .runs
        .iter()
        .take(SHOWN)
        .enumerate()
        .map(|(at, run)| {
            let set = run.set.iter().map(|(name, constant)| {
                format!("{} = {}", escape(name), quantity(constant.value.0, &constant.unit, None))
            });
            let set: Vec<String> = set.collect();
            format!(
                "<tr><th scope=\"row\">{at}</th><td>{}</td><td>{}</td><td>{}</td></tr>\n",
                time(run.start),
                time(run.duration),
                set.join(", ")
            )
        })
        .collect();
    let more = description.runs.len().saturating_sub(SHOWN);
    let more = if more > 0 { format!("<p>and {} more</p>\n", count(more as u64)) } else { String::new() };
    format!(
        "<div class=\"wide\"><table class=\"runs\"><thead><tr><th scope=\"col\">run</th><th scope=\"col\">begins at</th>\
         <th scope=\"col\">lasts</th><th scope=\"col\">with</th></tr></thead><tbody>\n{rows}</tbody></table></div>\n{more}"
    )
}

struct Experiment<'s> {
    typesetter: Typesetter<'s>,
}

impl Experiment<'_> {
    fn statement(&self, statement: &Protocol) -> String {
        let formula = |expr| self.typesetter.formula(expr);
        let inside = |body: &[Protocol]| {
            let steps: String = body.iter().map(|it| self.statement(it)).collect();
            format!("<ol>\n{steps}</ol>")
        };
        let shown = match &statement.kind {
            ProtocolKind::Run { duration, until } => {
                let until =
                    until.as_ref().map_or(String::new(), |until| format!(" until {}", formula(until)));
                format!("run {}{until}", formula(duration))
            }
            ProtocolKind::Assign { target, variable, op, value } => {
                let variable = typeset::name(&variable.text);
                let assigned = self.typesetter.assignment(&variable, *op, value, statement.span);
                format!("{assigned} in {}", self.reference(target))
            }
            ProtocolKind::Store(label) => format!("store the state as <q>{}</q>", escape(&label.text)),
            ProtocolKind::Restore { label, exact, except } => {
                let exact = if *exact { ", its random numbers too" } else { "" };
                let except: Vec<String> = except
                    .iter()
                    .map(|(group, variable)| format!("{}.{}", group.text, variable.text))
                    .collect();
                let except = match except.as_slice() {
                    [] => String::new(),
                    names => format!(", but not <code>{}</code>", escape(&names.join(", "))),
                };
                format!("restore <q>{}</q>{exact}{except}", escape(&label.text))
            }
            ProtocolKind::Repeat { count, body } => format!("{} times {}", formula(count), inside(body)),
            ProtocolKind::Set { name, member, value } => match member {
                Some(member) => {
                    format!("set the {} of {} to {}", escape(&member.text), code(name), formula(value))
                }
                None => {
                    let sides = self.typesetter.definition(name, value, statement.span);
                    format!("set {}{}", sides.left, sides.right.unwrap_or_default())
                }
            },
            ProtocolKind::For { variable, values, body } => format!(
                "for {} in {} {}",
                typeset::math(&typeset::name(&variable.text), &variable.text),
                formula(values),
                inside(body)
            ),
            ProtocolKind::Save { group, label } => {
                format!("save {} as <q>{}</q>", code(group), escape(&label.text))
            }
        };
        format!("<li>{shown}</li>\n")
    }

    fn monitor(&self, monitor: &Monitor) -> String {
        let variables = |names: &[Name]| {
            let each = names.iter().map(|name| typeset::math(&typeset::name(&name.text), &name.text));
            each.collect::<Vec<_>>().join(", ")
        };
        let what = match &monitor.what {
            Recorded::Spikes(_) => "spikes".into(),
            Recorded::Count(_) => "number of spikes".into(),
            Recorded::Rate(_) => "population rate".into(),
            Recorded::Names(names) => variables(names),
        };
        let with = if monitor.with.is_empty() {
            String::new()
        } else {
            format!(" with {}", variables(&monitor.with))
        };
        let every = monitor.every.as_ref();
        let every =
            every.map_or(String::new(), |every| format!(", every {}", self.typesetter.formula(every)));
        let slot = monitor.slot.as_ref().map_or(String::new(), |slot| format!(", at {}", code(slot)));
        let name = monitor.name.as_ref().map_or(String::new(), |name| format!(", called {}", code(name)));
        format!("<li>{what} of {}{with}{every}{slot}{name}</li>\n", self.reference(&monitor.of))
    }

    fn reference(&self, group: &GroupRef) -> String {
        format!("<code>{}</code>", escape(&self.typesetter.source(group.span)))
    }
}

fn code(name: &Name) -> String {
    format!("<code>{}</code>", escape(&name.text))
}
