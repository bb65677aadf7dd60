//! Populations, inputs, synapses, models and functions, with their equations.

use super::Section;
use super::members::Members;
use crate::html::{escape, identifier, prose};
use crate::model::Written;
use crate::quantities::count;
use crate::typeset::{self, Typesetter};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{
    Function, Group, GroupKind, GroupRef, Instance, Item, ItemKind, Model, Name, PoissonInput, Subgroup,
    Synapses,
};
use snnc_results::Description;
use std::collections::HashSet;

pub(crate) fn section(
    written: &Written,
    description: &Description,
    typesetter: Typesetter,
) -> Option<Section> {
    let blocks =
        Blocks { written, description, typesetter, of_synapses: models_of_synapses(written.items()) };
    let mut populations = String::new();
    let mut synapses = String::new();
    let mut models = String::new();
    let mut functions = String::new();
    for item in written.items() {
        match &item.kind {
            ItemKind::Group(group) => populations += &blocks.group(group, item.span),
            ItemKind::PoissonInput(input) => populations += &blocks.input(input, item.span),
            ItemKind::Subgroup(part) => populations += &blocks.part(part),
            ItemKind::Synapses(it) => synapses += &blocks.synapses(it, item.span),
            ItemKind::Model(model) => models += &blocks.model(model, item.span),
            ItemKind::Function(function) => functions += &blocks.function(function, item.span),
            _ => {}
        }
    }
    if !functions.is_empty() {
        functions = format!(
            "<div class=\"wide\"><table class=\"equations\"><tbody>\n{functions}</tbody></table></div>\n"
        );
    }
    let parts = [
        ("Populations and inputs", populations),
        ("Synapses", synapses),
        ("Models that blocks are made of", models),
        ("Functions", functions),
    ];
    let body: String = parts
        .iter()
        .filter(|(_, html)| !html.is_empty())
        .map(|(title, html)| format!("<h3>{title}</h3>\n{html}"))
        .collect();
    (!body.is_empty()).then_some(Section { id: "model", title: "Model", body })
}

/// The names of the models that synapses are made of, through others too.
fn models_of_synapses(items: &[Item]) -> HashSet<String> {
    let used = items.iter().filter_map(|item| match &item.kind {
        ItemKind::Synapses(it) => it.instance.as_ref(),
        _ => None,
    });
    let mut names: HashSet<String> = used.map(|instance| instance.model.text.to_string()).collect();
    loop {
        let before = names.len();
        for item in items {
            if let ItemKind::Model(Model { name, instance: Some(instance), .. }) = &item.kind
                && names.contains(&*name.text)
            {
                names.insert(instance.model.text.to_string());
            }
        }
        if names.len() == before {
            return names;
        }
    }
}

struct Blocks<'w> {
    written: &'w Written,
    description: &'w Description,
    typesetter: Typesetter<'w>,
    of_synapses: HashSet<String>,
}

impl Blocks<'_> {
    fn group(&self, group: &Group, span: Span) -> String {
        let run = self.description.groups.get(&*group.name.text);
        let one = run.is_some_and(|run| run.size == 1);
        let kind = match (group.kind, one) {
            (GroupKind::Neurons, true) => "neuron",
            (GroupKind::Neurons, false) => "neurons",
            (GroupKind::Poisson, true) => "Poisson spike train",
            (GroupKind::Poisson, false) => "Poisson spike trains",
            (GroupKind::Spikes, true) => "source of given spikes",
            (GroupKind::Spikes, false) => "sources of given spikes",
        };
        let size = match (run, &group.size) {
            (Some(run), _) => count(u64::from(run.size)),
            (None, Some(size)) => self.typesetter.formula(size),
            (None, None) => String::new(),
        };
        let mut body = self.instance(group.instance.as_ref());
        body += &self.members("neuron").html(&group.body);
        // What the block asks for is in its body.
        let chosen = |method: &str| !method.is_empty() && !method.ends_with("as asked for");
        if let Some(run) = run.filter(|run| group.kind == GroupKind::Neurons && chosen(&run.method)) {
            body +=
                &format!("<p class=\"aside\">Integration: {}.</p>\n", escape(&run.method.replace('_', " ")));
        }
        self.block("g", &group.name.text, &format!("{size} {kind}"), span, &body)
    }

    fn input(&self, input: &PoissonInput, span: Span) -> String {
        let variable = typeset::math(&typeset::name(&input.variable.text), &input.variable.text);
        let what = format!("Poisson input to {variable} of {}", self.reference(&input.target));
        let body = self.members("target").html(&input.body);
        self.block("i", &input.name.text, &what, span, &body)
    }

    fn part(&self, part: &Subgroup) -> String {
        let run = self.description.subgroups.get(&*part.name.text);
        let size = run.map_or(String::new(), |run| format!("{} of ", count(u64::from(run.end - run.start))));
        format!(
            "<p class=\"part\" id=\"{}\"><strong>{}</strong> is {size}{}</p>\n",
            identifier("g", &part.name.text),
            escape(&part.name.text),
            self.reference(&part.of)
        )
    }

    fn synapses(&self, synapses: &Synapses, span: Span) -> String {
        let run = self.description.synapses.get(&*synapses.name.text);
        let number = run.map_or(String::new(), |run| format!("{} synapses ", count(run.count)));
        let ends = format!("{} → {}", self.reference(&synapses.source), self.reference(&synapses.target));
        let mut body = self.instance(synapses.instance.as_ref());
        body += &self.members("synapse").html(&synapses.body);
        self.block("s", &synapses.name.text, &format!("{number}{ends}"), span, &body)
    }

    fn model(&self, model: &Model, span: Span) -> String {
        let parameters: Vec<String> = model
            .parameters
            .iter()
            .map(|parameter| match &parameter.default {
                Some(value) => {
                    let sides = self.typesetter.definition(&parameter.name, value, value.span);
                    format!("{}{}", sides.left, sides.right.unwrap_or_default())
                }
                None => typeset::math(&typeset::name(&parameter.name.text), &parameter.name.text),
            })
            .collect();
        let mut body = self.instance(model.instance.as_ref());
        if !parameters.is_empty() {
            body += &format!("<p class=\"with\">parameters: {}</p>\n", parameters.join(", "));
        }
        let element = if self.of_synapses.contains(&*model.name.text) { "synapse" } else { "neuron" };
        body += &self.members(element).html(&model.body);
        self.block("m", &model.name.text, "", span, &body)
    }

    fn function(&self, function: &Function, span: Span) -> String {
        let sides = self.typesetter.function(function, span);
        let unit = function.unit.as_ref().map_or(String::new(), |unit| escape(&typeset::unit_text(unit)));
        let remark = self.written.remark(span);
        let remark =
            remark.map_or(String::new(), |text| format!("<span class=\"remark\">{}</span>", prose(&text)));
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"right\">{}{remark}</td><td class=\"unit\">{unit}</td></tr>\n",
            sides.left,
            sides.right.unwrap_or_default()
        )
    }

    /// `is LIF(tau = 10 ms)`, with the way to the model.
    fn instance(&self, instance: Option<&Instance>) -> String {
        let Some(instance) = instance else { return String::new() };
        let parameters = self.parameters(&instance.model.text);
        let arguments = instance.arguments.iter().enumerate().map(|(at, argument)| {
            match argument.name.as_ref().or(parameters.get(at).copied()) {
                Some(name) => {
                    let sides = self.typesetter.definition(name, &argument.value, argument.value.span);
                    format!("{}{}", sides.left, sides.right.unwrap_or_default())
                }
                None => self.typesetter.formula(&argument.value),
            }
        });
        let arguments: Vec<String> = arguments.collect();
        let with =
            if arguments.is_empty() { String::new() } else { format!(" with {}", arguments.join(", ")) };
        let name = &instance.model.text;
        format!(
            "<p class=\"with\">made of <a href=\"#{}\">{}</a>{with}</p>\n",
            identifier("m", name),
            escape(name)
        )
    }

    /// The parameters of a model, which may be those of the model that it is made of.
    fn parameters(&self, model: &str) -> Vec<&Name> {
        let find = |name: &str| {
            self.written.items().iter().find_map(|item| match &item.kind {
                ItemKind::Model(model) if &*model.name.text == name => Some(model),
                _ => None,
            })
        };
        let mut found = find(model);
        // No chain is longer than there are items, even if models are made of each other.
        for _ in self.written.items() {
            match found.and_then(|model| model.instance.as_ref()) {
                Some(instance) => found = find(&instance.model.text),
                None => break,
            }
        }
        found.map_or(vec![], |model| model.parameters.iter().map(|parameter| &parameter.name).collect())
    }

    fn reference(&self, group: &GroupRef) -> String {
        format!("<code>{}</code>", escape(&self.typesetter.source(group.span)))
    }

    fn members(&self, element: &'static str) -> Members<'_> {
        Members { written: self.written, typesetter: self.typesetter, element }
    }

    fn block(&self, prefix: &str, name: &str, what: &str, span: Span, body: &str) -> String {
        let about = self.written.above(span);
        let about = about.map_or(String::new(), |text| format!("<p class=\"remark\">{}</p>\n", prose(&text)));
        format!(
            "<article class=\"block\" id=\"{}\">\n<h4>{} <span class=\"what\">{what}</span></h4>\n{about}{body}</article>\n",
            identifier(prefix, name),
            escape(name)
        )
    }
}
