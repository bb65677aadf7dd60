//! What the names of a model mean as far as the tree alone tells: also of a text that is wrong, and at no cost.

use super::nodes;
use crate::check::is_of_synapses;
use crate::source::Span;
use crate::syntax::ast::{
    self, Equation, Expr, GroupKind, GroupRef, Instance, Item, ItemKind, Member, MemberKind, Name, Parameter,
};
use std::collections::HashMap;

/// How long a chain of models or parts of groups is followed: cycles are errors that others tell.
const LONGEST: usize = 64;

/// The names of a file and of those that it imports.
pub(super) struct Names<'a> {
    items: HashMap<&'a str, &'a Item>,
}

/// What stands in the `{ }` of a block, with what the models that it is made of add.
#[derive(Clone)]
pub(super) struct Body<'a> {
    /// Which kind of block.
    pub(super) kind: BodyKind,
    /// Its own members, then those of its models that it does not replace.
    pub(super) members: Vec<&'a Member>,
    /// The parameters of its models, each with its value.
    pub(super) parameters: Vec<(&'a Parameter, Option<&'a Expr>)>,
    /// What synapses lead from and to.
    pub(super) ends: [Option<&'a GroupRef>; 2],
}

/// The kinds of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BodyKind {
    /// Of `neurons`, or of a model of them.
    Neurons,
    /// Of `poisson`.
    Poisson,
    /// Of `spikes`.
    Spikes,
    /// Of `poisson_input`.
    PoissonInput,
    /// Of `synapses`, or of a model of them.
    Synapses,
}

/// The name that an item defines.
pub(super) fn name_of(item: &Item) -> Option<&Name> {
    match &item.kind {
        ItemKind::Definition(it) => Some(&it.name),
        ItemKind::Function(it) => Some(&it.name),
        ItemKind::TimedArray(it) => Some(&it.name),
        ItemKind::Model(it) => Some(&it.name),
        ItemKind::Group(it) => Some(&it.name),
        ItemKind::PoissonInput(it) => Some(&it.name),
        ItemKind::Subgroup(it) => Some(&it.name),
        ItemKind::Synapses(it) => Some(&it.name),
        ItemKind::Monitor(it) => it.name.as_ref(),
        ItemKind::Import(_) | ItemKind::Protocol(_) => None,
    }
}

/// The equation that a member is.
pub(super) fn equation_of(member: &Member) -> Option<&Equation> {
    match &member.kind {
        MemberKind::Equation(equation) => Some(equation),
        _ => None,
    }
}

/// Whether an equation has a flag.
pub(super) fn has_flag(equation: &Equation, flag: &str) -> bool {
    equation.flags.iter().any(|it| &*it.text == flag)
}

impl<'a> Names<'a> {
    /// Of a file and of those that it imports.
    pub(super) fn new(file: &'a ast::File) -> Self {
        let mut items = HashMap::new();
        for item in &file.items {
            if let Some(name) = name_of(item) {
                items.entry(&*name.text).or_insert(item);
            }
        }
        Names { items }
    }

    /// The item of that name.
    pub(super) fn item(&self, name: &str) -> Option<&'a Item> {
        self.items.get(name).copied()
    }

    /// All items that have a name.
    pub(super) fn items(&self) -> impl Iterator<Item = (&'a str, &'a Item)> {
        self.items.iter().map(|(name, item)| (*name, *item))
    }

    /// The group or synapses that a name means, or those of which it names a part.
    pub(super) fn whole(&self, name: &str) -> Option<&'a Item> {
        let mut item = self.item(name)?;
        for _ in 0..LONGEST {
            match &item.kind {
                ItemKind::Subgroup(part) => item = self.item(&part.of.name.text)?,
                ItemKind::Group(_) | ItemKind::Synapses(_) => return Some(item),
                _ => return None,
            }
        }
        None
    }

    /// The body of a block or model, with what its models add.
    pub(super) fn body(&self, item: &'a Item) -> Option<Body<'a>> {
        let (kind, ends, instance) = match &item.kind {
            ItemKind::Group(it) => (group_kind(it.kind), [None; 2], it.instance.as_ref()),
            ItemKind::PoissonInput(_) => (BodyKind::PoissonInput, [None; 2], None),
            ItemKind::Synapses(it) => {
                (BodyKind::Synapses, [Some(&it.source), Some(&it.target)], it.instance.as_ref())
            }
            ItemKind::Model(it) => (self.model_kind(it), [None; 2], it.instance.as_ref()),
            _ => return None,
        };
        let own = nodes::body(item);
        let mut body = Body { kind, members: own.iter().collect(), parameters: vec![], ends };
        if let ItemKind::Model(model) = &item.kind {
            body.parameters = model.parameters.iter().map(|it| (it, it.default.as_ref())).collect();
        }
        self.add_models(&mut body, instance);
        Some(body)
    }

    fn model(&self, instance: &Instance) -> Option<&'a ast::Model> {
        match &self.item(&instance.model.text)?.kind {
            ItemKind::Model(model) => Some(model),
            _ => None,
        }
    }

    /// The models that an instance names, the nearest first.
    pub(super) fn lineage(&self, instance: Option<&'a Instance>) -> Vec<(&'a Instance, &'a ast::Model)> {
        let mut models = vec![];
        let mut next = instance;
        while let Some(instance) = next
            && models.len() < LONGEST
        {
            let Some(model) = self.model(instance) else { break };
            models.push((instance, model));
            next = model.instance.as_ref();
        }
        models
    }

    fn add_models(&self, body: &mut Body<'a>, instance: Option<&'a Instance>) {
        let models = self.lineage(instance);
        let mut known: Vec<&str> =
            body.members.iter().filter_map(|it| equation_of(it)).map(|it| &*it.name.text).collect();
        for (_, model) in &models {
            for member in &model.body {
                match equation_of(member) {
                    Some(equation) if known.contains(&&*equation.name.text) => {}
                    Some(equation) => {
                        known.push(&equation.name.text);
                        body.members.push(member);
                    }
                    None => body.members.push(member),
                }
            }
        }
        let Some((_, last)) = models.last() else { return };
        body.parameters = (last.parameters.iter().enumerate())
            .map(|(at, parameter)| {
                let given = models.iter().find_map(|(instance, _)| argument(instance, at, &parameter.name));
                (parameter, given.or(parameter.default.as_ref()))
            })
            .collect();
    }

    /// What a model is for.
    fn model_kind(&self, model: &'a ast::Model) -> BodyKind {
        let variants = self.lineage(model.instance.as_ref());
        let of_synapses = variants.iter().any(|(_, base)| is_of_synapses(base)) || is_of_synapses(model);
        if of_synapses { BodyKind::Synapses } else { BodyKind::Neurons }
    }

    /// The body of the group or synapses at an end.
    pub(super) fn end(&self, end: Option<&GroupRef>) -> Option<Body<'a>> {
        self.body(self.whole(&end?.name.text)?)
    }
}

fn group_kind(kind: GroupKind) -> BodyKind {
    match kind {
        GroupKind::Neurons => BodyKind::Neurons,
        GroupKind::Poisson => BodyKind::Poisson,
        GroupKind::Spikes => BodyKind::Spikes,
    }
}

/// The argument for a parameter, by its name or its number.
fn argument<'a>(instance: &'a Instance, at: usize, name: &Name) -> Option<&'a Expr> {
    let by_name = instance
        .arguments
        .iter()
        .find(|argument| argument.name.as_ref().is_some_and(|it| it.text == name.text));
    let by_place = || instance.arguments.get(at).filter(|argument| argument.name.is_none());
    by_name.or_else(by_place).map(|argument| &argument.value)
}

impl<'a> Body<'a> {
    /// The equations that declare its variables: without sums, which are written to variables of an end.
    pub(super) fn variables(&self) -> impl Iterator<Item = &'a Equation> {
        self.members
            .iter()
            .filter_map(|member| equation_of(member))
            .filter(|equation| !has_flag(equation, "summed"))
    }

    /// The custom events that it declares, each where its name stands.
    pub(super) fn events(&self) -> impl Iterator<Item = &'a Name> {
        self.members.iter().filter_map(|member| match &member.kind {
            MemberKind::Event { name, .. } => Some(name),
            _ => None,
        })
    }

    /// The pathways of synapses: their names, and where they are declared.
    pub(super) fn pathways(&self) -> impl Iterator<Item = (&'a str, Span)> {
        self.members.iter().filter_map(|member| match &member.kind {
            MemberKind::Pathway { name: Some(name), .. } => Some((&*name.text, name.span)),
            MemberKind::Pathway { end: ast::End::Pre, .. } => Some(("pre", member.span)),
            MemberKind::Pathway { end: ast::End::Post, .. } => Some(("post", member.span)),
            _ => None,
        })
    }
}
