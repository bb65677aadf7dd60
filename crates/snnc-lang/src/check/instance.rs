//! Blocks made of a model: `neurons exc[800] is LIF(tau = 10 ms) { … }`.
//!
//! The members of the model and of the block are put together before anything in them is checked. The parameters are
//! constants of this use alone, known in the block and nowhere else.

use super::checker::Checker;
use super::constants::shown_in;
use super::diagnostics::{models as told, names};
use super::environment::{self, Bound, Definition, FileName, PARAMETER, Parameters};
use super::expected::{Expected, type_name};
use super::expr;
use super::scope::{Binding, Scope};
use super::sections::{self, BlockKind};
use crate::hir::{Constant, ConstantId, Type};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{
    self, Argument, End, Instance, ItemKind, Member, MemberKind, Model, Name, Parameter,
};
use crate::units;
use std::collections::HashMap;
use std::rc::Rc;

/// What a block is made of.
pub(super) struct Made<'a> {
    /// The items of its model in the file, and of those that this is a variant of.
    pub(super) items: Vec<&'a ast::Item>,
    /// The members of the models and of the block.
    pub(super) members: Vec<&'a Member>,
    /// The values of the model's parameters.
    pub(super) parameters: Parameters<'a>,
}

/// Puts a block together; `None` if it cannot be made of that model, which is told.
pub(super) fn make<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    kind: BlockKind,
    name: &Name,
    instance: &'a Instance,
    body: &'a [Member],
) -> Option<Made<'a>> {
    let models = lineage(cx, file, name, instance)?;
    if !matches!(kind, BlockKind::Neurons | BlockKind::Synapses) {
        // The parser has told it.
        return None;
    }
    let mut members: Vec<&Member> = vec![];
    for Ancestor { model, instance, .. } in models.iter().rev() {
        let misplaced = model
            .body
            .iter()
            .find(|member| sections::name(member).is_some_and(|section| !kind.sections().contains(&section)));
        if let Some(member) = misplaced {
            let section = sections::name(member).unwrap_or_default();
            cx.tell(told::other_kind(&instance.model, kind.text(), section, sections::head(member)));
            return None;
        }
        members = merge(&members, &model.body);
    }
    let members = merge(&members, body);
    let Ancestor { item, model, .. } = models.last()?;
    // What is said nearer to the block goes before what its model says.
    let mut given = vec![None; model.parameters.len()];
    for ancestor in &models {
        for (given, argument) in given.iter_mut().zip(arguments(cx, model, ancestor.instance)?) {
            *given = given.or(argument);
        }
    }
    let given = Given { name, model, arguments: given };
    // What a variant leaves open, its use may give.
    if !cx.open.is_unused_model() {
        missing(cx, &given, instance, &members)?;
    }
    let items = models.iter().map(|ancestor| ancestor.item).collect();
    Some(Made { items, parameters: Some(Rc::new(given.parameters(cx, item.span, instance.span))), members })
}

/// The parameters of a model that nothing is made of: their defaults, as far as they have any.
pub(super) fn defaults<'a>(
    cx: &mut Checker<'a>,
    item: &ast::Item,
    model: &'a Model,
) -> Rc<environment::Instance<'a>> {
    let given = Given { name: &model.name, model, arguments: vec![None; model.parameters.len()] };
    Rc::new(given.parameters(cx, item.span, model.name.span))
}

/// A model that a block is made of, directly or as what its model is a variant of.
struct Ancestor<'a> {
    item: &'a ast::Item,
    model: &'a Model,
    /// Where it is said.
    instance: &'a Instance,
}

/// The models that a block is made of, from the one it names to the one that is no variant of another.
fn lineage<'a>(
    cx: &mut Checker<'a>,
    file: &'a ast::File,
    name: &Name,
    instance: &'a Instance,
) -> Option<Vec<Ancestor<'a>>> {
    let mut models: Vec<Ancestor<'a>> = vec![];
    let mut next = Some(instance);
    while let Some(instance) = next {
        let (item, model) = model(cx, file, &instance.model)?;
        let met = model.name.span == name.span
            || models.iter().any(|ancestor| ancestor.model.name.span == model.name.span);
        if met {
            cx.tell(told::cycle(&instance.model, model.name.span));
            return None;
        }
        models.push(Ancestor { item, model, instance });
        next = model.instance.as_ref();
    }
    Some(models)
}

/// The model that a model is at last a variant of: itself, if it is none.
pub(super) fn base<'a>(cx: &mut Checker<'a>, file: &'a ast::File, model: &'a Model) -> Option<&'a Model> {
    match &model.instance {
        None => Some(model),
        Some(instance) => Some(lineage(cx, file, &model.name, instance)?.last()?.model),
    }
}

/// The model of that name.
fn model<'a>(cx: &mut Checker<'a>, file: &'a ast::File, name: &Name) -> Option<(&'a ast::Item, &'a Model)> {
    let Some(found) = cx.env.look_up(&name.text) else {
        let models = file.items.iter().filter_map(|item| match &item.kind {
            ItemKind::Model(model) => Some(&*model.name.text),
            _ => None,
        });
        let similar = spelling::similar(&name.text, models);
        cx.tell_unknown(name, |_| told::unknown(name, &similar));
        return None;
    };
    let item = match found.definition {
        Definition::Item(at) => Some(&file.items[at]),
        Definition::Lost => return None,
        _ => None,
    };
    if let Some(item) = item
        && let ItemKind::Model(model) = &item.kind
    {
        return Some((item, model));
    }
    cx.tell(told::not_a_model(name, found.what, found.span));
    None
}

/// What a member replaces: those of the same key.
#[derive(PartialEq)]
enum Key<'a> {
    Equation(&'a str),
    Section(&'static str, &'a str),
}

fn key(member: &Member) -> Key<'_> {
    let part: &str = match &member.kind {
        MemberKind::Equation(equation) => return Key::Equation(&equation.name.text),
        MemberKind::Event { name, .. } | MemberKind::OnEvent { name, .. } => &name.text,
        MemberKind::Pathway { end, name, .. } => match (name, end) {
            (Some(name), _) => &name.text,
            (None, End::Pre) => "pre",
            (None, End::Post) => "post",
        },
        MemberKind::Delay { pathway, .. } | MemberKind::Order { pathway, .. } => {
            pathway.as_ref().map_or("pre", |pathway| &pathway.text)
        }
        _ => "",
    };
    Key::Section(sections::name(member).unwrap_or_default(), part)
}

/// Whether a member of a block takes the place of one of its model.
pub(crate) fn replaces(own: &Member, of_model: &Member) -> bool {
    key(own) == key(of_model)
}

/// The members of a model and of a block: what the block says takes the place of what the model says of the same.
pub(crate) fn merge<'a>(model: &[&'a Member], body: &'a [Member]) -> Vec<&'a Member> {
    let mut members = vec![];
    let mut placed = vec![false; body.len()];
    for member in model {
        let key = key(member);
        let mut replaced = false;
        for (at, own) in body.iter().enumerate().filter(|(_, own)| self::key(own) == key) {
            replaced = true;
            if !std::mem::replace(&mut placed[at], true) {
                members.push(own);
            }
        }
        if !replaced {
            members.push(member);
        }
    }
    members.extend(body.iter().zip(placed).filter(|(_, placed)| !placed).map(|(own, _)| own));
    members
}

/// The argument for each parameter.
fn arguments<'a>(
    cx: &mut Checker<'a>,
    model: &'a Model,
    instance: &'a Instance,
) -> Option<Vec<Option<&'a Argument>>> {
    let parameters = &model.parameters;
    let mut given: Vec<Option<&Argument>> = vec![None; parameters.len()];
    let mut sound = true;
    for (at, argument) in instance.arguments.iter().enumerate() {
        let to = match &argument.name {
            Some(name) => parameters.iter().position(|parameter| parameter.name.text == name.text),
            None => (at < parameters.len()).then_some(at),
        };
        match (to, &argument.name) {
            (Some(to), _) => match given[to] {
                None => given[to] = Some(argument),
                Some(first) => {
                    let name = &parameters[to].name;
                    cx.tell(told::argument_twice(argument.value.span, name, first.value.span));
                    sound = false;
                }
            },
            (None, Some(name)) => {
                let names: Vec<Name> = parameters.iter().map(|parameter| parameter.name.clone()).collect();
                cx.tell(names::unknown_parameter(name, &model.name, &names));
                sound = false;
            }
            (None, None) => {
                cx.tell(told::too_many_arguments(argument.value.span, &model.name, parameters.len()));
                return None;
            }
        }
    }
    sound.then_some(given)
}

/// Tells the parameters that have no value: neither argument nor default, nor a variable in their place.
fn missing(
    cx: &mut Checker<'_>,
    given: &Given<'_, '_>,
    instance: &Instance,
    members: &[&Member],
) -> Option<()> {
    let hidden = |name: &Name| {
        members.iter().any(|member| match &member.kind {
            MemberKind::Equation(equation) => equation.name.text == name.text,
            _ => false,
        })
    };
    let lacks = |parameter: &Parameter, argument: Option<&Argument>| {
        argument.is_none() && parameter.default.is_none() && !hidden(&parameter.name)
    };
    let all = given.model.parameters.iter().zip(&given.arguments);
    let missing = all.filter(|(parameter, argument)| lacks(parameter, **argument));
    let missing: Vec<&Name> = missing.map(|(parameter, _)| &parameter.name).collect();
    if missing.is_empty() {
        return Some(());
    }
    cx.tell(told::missing_arguments(instance, &given.model.name, &missing));
    None
}

/// The arguments of one use of a model.
struct Given<'n, 'a> {
    /// The block's name.
    name: &'n Name,
    model: &'a Model,
    arguments: Vec<Option<&'a Argument>>,
}

/// A value and how it is written.
struct Worth<'a> {
    id: crate::hir::ExprId,
    any: bool,
    written: &'a ast::Expr,
}

impl<'a> Given<'_, 'a> {
    /// Evaluates the parameters, each default where those before it are known.
    fn parameters(&self, cx: &mut Checker<'a>, model: Span, used: Span) -> environment::Instance<'a> {
        let mut known = environment::Instance { names: HashMap::new(), model, used };
        for (at, parameter) in self.model.parameters.iter().enumerate() {
            let name = &parameter.name;
            if known.names.contains_key(&name.text) {
                // Told where the model is defined.
                continue;
            }
            let (worth, argument) = self.worth(cx, at, &known);
            let id = worth.and_then(|worth| self.constant(cx, name, &worth, argument));
            let definition = Definition::Constant(id);
            known.names.insert(name.text.clone(), FileName { definition, span: name.span, what: PARAMETER });
        }
        known
    }

    /// The value of a parameter, and the argument that decides its dimension.
    fn worth(
        &self,
        cx: &mut Checker<'a>,
        at: usize,
        known: &environment::Instance<'a>,
    ) -> (Option<Worth<'a>>, Option<Span>) {
        let parameter = &self.model.parameters[at];
        let default = parameter.default.as_ref().map(|written| {
            let mut scope = Scope::constant();
            for later in &self.model.parameters[at + 1..] {
                scope.bind(later.name.text.clone(), not_yet(&later.name));
            }
            let (id, any) =
                cx.within(&Some(Rc::new(known.clone())), |cx| expr::unexpected(cx, &mut scope, written))?;
            Some(Worth { id, any, written })
        });
        let Some(argument) = self.arguments[at] else { return (default.flatten(), None) };
        let written = &argument.value;
        let scope = &mut Scope::constant();
        match default.flatten() {
            Some(Worth { id, any: false, written: default }) => {
                let (ty, dimension) = (cx.exprs[id].ty, cx.exprs[id].dimension);
                let because = |is: &str| format!("`{}` is {is} in the model", parameter.name.text);
                let expected = match ty {
                    Type::Boolean => Expected::boolean().because(default.span, because(type_name(ty))),
                    _ => {
                        let is = because(&units::quantity(dimension));
                        Expected::number(dimension).because(default.span, is)
                    }
                };
                let id = expr::expression(cx, scope, written, &expected);
                (id.map(|id| Worth { id, any: false, written }), None)
            }
            _ => {
                let value = expr::unexpected(cx, scope, written);
                (value.map(|(id, any)| Worth { id, any, written }), Some(written.span))
            }
        }
    }

    /// Enters a value as a constant.
    fn constant(
        &self,
        cx: &mut Checker<'_>,
        name: &Name,
        worth: &Worth<'_>,
        argument: Option<Span>,
    ) -> Option<ConstantId> {
        let value = expr::evaluate(cx, worth.id)?;
        let dimension = cx.exprs[worth.id].dimension;
        let unit = shown_in(cx, worth.written, value, dimension);
        let id = ConstantId(cx.env.table.len() as u32);
        let name = format!("{}.{}", self.name.text, name.text).into();
        cx.env.table.push(Some(Constant {
            name,
            span: worth.written.span,
            value,
            dimension,
            unit,
            of_loop: false,
        }));
        cx.env.bound.insert(id, Bound { any: worth.any, argument });
        Some(id)
    }
}

/// A parameter that comes after the default in which it is named.
fn not_yet(name: &Name) -> Binding {
    Binding::Refused {
        message: format!("`{}` has no value here: it comes after this parameter", name.text),
        help: Some("a default can use the parameters before it and the constants of the file".into()),
        label: Some((name.span, "defined here".into())),
    }
}
