//! The names of the file, and the values of its constants in the order in which they need one another.

use super::checker::Checker;
use super::dependencies::{self, Graph};
use super::diagnostics::{arrays, names as told};
use super::environment::{Definition, FileName};
use super::expected::{self, Expected};
use super::scope::Scope;
use super::supposed::SupposedUnit;
use super::{expr, functions};
use crate::files::Values;
use crate::hir::{Array, Constant, ConstantId, DisplayUnit, TimedArrayId, Type, Value};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, ExprKind, GroupKind, ItemKind, Name};
use crate::units::{self, Dimension};
use std::collections::HashMap;
use std::sync::Arc;

/// A constant or setting, and what replaces its value.
struct Node<'a> {
    definition: &'a ast::Definition,
    replacement: Option<&'a ast::Definition>,
    /// `None` for a setting.
    id: Option<ConstantId>,
}

/// Gives the names of the file their meaning, and evaluates the constants.
pub(super) fn define<'a>(cx: &mut Checker<'a>, file: &'a ast::File, overrides: &'a [ast::Definition]) {
    let mut nodes: Vec<Node<'a>> = vec![];
    let mut functions: Vec<&'a ast::Function> = vec![];
    let mut settings: HashMap<Arc<str>, Span> = HashMap::new();
    for (number, item) in file.items.iter().enumerate() {
        let Some((name, what)) = defines(&item.kind) else { continue };
        if let ItemKind::Definition(definition) = &item.kind
            && is_setting(&name.text)
        {
            match settings.get(&name.text) {
                Some(first) => cx.tell(told::duplicate(name, *first, "a setting")),
                None => {
                    settings.insert(name.text.clone(), name.span);
                    nodes.push(Node { definition, replacement: None, id: None });
                }
            }
            continue;
        }
        if !cx.is_free(name) {
            // That has been told; its uses mean this definition all the same.
            let refused = FileName { definition: Definition::Lost, span: name.span, what };
            cx.env.names.entry(name.text.clone()).or_insert(refused);
            continue;
        }
        if let Some(first) = cx.env.get(&name.text) {
            cx.tell(told::duplicate(name, first.span, first.what));
            continue;
        }
        let definition = match &item.kind {
            ItemKind::Definition(definition) => {
                let id = ConstantId(cx.env.table.len() as u32);
                cx.env.table.push(None);
                nodes.push(Node { definition, replacement: None, id: Some(id) });
                Definition::Constant(None)
            }
            ItemKind::Function(function) => {
                functions.push(function);
                Definition::Function(None)
            }
            ItemKind::TimedArray(_) => {
                let id = TimedArrayId(cx.env.timed.len() as u32);
                cx.env.timed.push(None);
                Definition::Timed(id, number)
            }
            _ => Definition::Item(number),
        };
        cx.env.names.insert(name.text.clone(), FileName { definition, span: name.span, what });
    }
    lost(cx, file);
    for definition in overrides {
        replace(cx, &mut nodes, definition);
    }
    let settings = nodes.iter().filter(|n| n.id.is_none());
    cx.env.given.extend(settings.map(|n| n.definition.name.text.clone()));
    evaluate_all(cx, &nodes, &functions);
}

/// Enters the names of what could not be read at top level, of which nothing more is to be told.
fn lost(cx: &mut Checker<'_>, file: &ast::File) {
    let in_block = |name: &Name| {
        let holds = |item: &ast::Item| item.span.contains(name.span);
        let mut blocks = file.items.iter().filter(|item| {
            use ItemKind::{Group, Model, PoissonInput, Synapses};
            matches!(item.kind, Group(_) | Model(_) | PoissonInput(_) | Synapses(_))
        });
        blocks.any(holds)
    };
    for name in file.lost.iter().filter(|name| !in_block(name)) {
        if is_setting(&name.text) {
            cx.env.given.insert(name.text.clone());
        }
        let unknown =
            FileName { definition: Definition::Lost, span: name.span, what: "something unreadable" };
        cx.env.names.entry(name.text.clone()).or_insert(unknown);
    }
}

/// The name that an item defines, and what it is.
fn defines(kind: &ItemKind) -> Option<(&Name, &'static str)> {
    Some(match kind {
        ItemKind::Definition(d) => (&d.name, "a constant"),
        ItemKind::Function(f) => (&f.name, "a function"),
        ItemKind::TimedArray(t) => (&t.name, "a timed array"),
        ItemKind::Model(m) => (&m.name, "a model"),
        ItemKind::Group(g) => (
            &g.name,
            match g.kind {
                GroupKind::Neurons => "a group of neurons",
                GroupKind::Poisson => "a Poisson source",
                GroupKind::Spikes => "a spike source",
            },
        ),
        ItemKind::PoissonInput(p) => (&p.name, "a Poisson input"),
        ItemKind::Subgroup(s) => (&s.name, "a part of a group"),
        ItemKind::Synapses(s) => (&s.name, "a group of synapses"),
        ItemKind::Monitor(m) => (m.name.as_ref()?, "a monitor"),
        ItemKind::Import(_) | ItemKind::Protocol(_) => return None,
    })
}

fn is_setting(name: &str) -> bool {
    matches!(name, "dt" | "seed" | "wiring_seed")
}

/// Lets an override take the place of the value in the file.
fn replace<'a>(cx: &mut Checker<'a>, nodes: &mut Vec<Node<'a>>, definition: &'a ast::Definition) {
    let name = &definition.name;
    if let Some(node) = nodes.iter_mut().find(|n| n.definition.name.text == name.text) {
        node.replacement = Some(definition);
    } else if is_setting(&name.text) {
        nodes.push(Node { definition, replacement: None, id: None });
    } else if !cx.env.is_lost(&name.text) {
        let constants = nodes.iter().map(|n| &*n.definition.name.text).chain(["dt", "seed", "wiring_seed"]);
        let similar = spelling::similar(&name.text, constants);
        cx.tell(told::unknown_override(name, &similar));
    }
}

/// Evaluates constants after those that they need; those in a cycle are told and have no value.
fn evaluate_all<'a>(cx: &mut Checker<'a>, nodes: &[Node<'a>], functions: &[&'a ast::Function]) {
    let mut graph = Graph::default();
    for node in nodes {
        let values = [Some(node.definition), node.replacement];
        graph.add(&node.definition.name, values.into_iter().flatten().map(|d| &d.value), &[]);
    }
    for function in functions {
        graph.add(&function.name, std::iter::once(&function.body), &function.parameters);
    }
    for component in graph.components() {
        if let Some(chain) = dependencies::cycle(&graph, &component) {
            let all_functions = component.iter().all(|at| *at >= nodes.len());
            cx.tell(if all_functions { told::recursion(&chain) } else { told::cycle(&chain) });
            continue;
        }
        let at = component[0];
        match nodes.get(at) {
            Some(node) => settle(cx, node),
            None => {
                let function = functions[at - nodes.len()];
                functions::check(cx, function);
                if let Some(known) = cx.env.names.get_mut(&function.name.text) {
                    known.definition = Definition::Function(Some(function));
                }
            }
        }
    }
}

/// Evaluates one constant and enters it.
fn settle(cx: &mut Checker<'_>, node: &Node<'_>) {
    let constant = match evaluate(cx, node) {
        None => return,
        Some(Settled::Number(constant)) => match cx.env.values.get(&constant.name) {
            Some(value) => Constant { value: *value, ..constant },
            None => constant,
        },
        Some(Settled::Array(array)) => {
            let name = array.name.clone();
            let array = cx.exprs.push_array(array);
            if let Some(known) = cx.env.names.get_mut(&name) {
                known.definition = Definition::Array(array);
                known.what = "an array";
            }
            return;
        }
    };
    match node.id {
        None => {
            cx.env.settings.insert(constant.name.clone(), constant);
        }
        Some(id) => {
            if let Some(known) = cx.env.names.get_mut(&constant.name) {
                known.definition = Definition::Constant(Some(id));
            }
            cx.env.table[id.index()] = Some(constant);
        }
    }
}

/// What a definition turns out to define.
enum Settled {
    Number(Constant),
    Array(Array),
}

fn evaluate(cx: &mut Checker<'_>, node: &Node<'_>) -> Option<Settled> {
    let Node { definition, replacement, .. } = node;
    let name = &definition.name;
    let declared = match &definition.unit {
        Some(unit) => Some((unit.span, expr::unit(cx, unit)?)),
        None => None,
    };
    let expected = match &declared {
        Some((span, (ty, dimension, shown))) => {
            Expected::of(*ty, *dimension).because(*span, expected::declaration(&name.text, *ty, &shown.text))
        }
        None if &*name.text == "dt" => {
            Expected::float(Dimension::TIME).because(name.span, "`dt` is the time step, a time")
        }
        None => Expected::any(),
    };
    if node.id.is_none() {
        return setting(cx, node, &expected).map(Settled::Number);
    }
    let found = expr::constants(cx, &definition.value, &expected)?;
    let (ty, dimension) = (found.ty, found.dimension);
    let (found, written) = match replacement {
        None => (found, &definition.value),
        Some(replacement) => {
            let because = |is: &str| format!("`{}` is {is} in the model", name.text);
            let expected = match (&declared, ty) {
                (Some(_), _) => expected,
                (None, Type::Boolean) => {
                    Expected::boolean().because(name.span, because(expected::type_name(ty)))
                }
                (None, _) => {
                    Expected::number(dimension).because(name.span, because(&units::quantity(dimension)))
                }
            };
            let other = expr::constants(cx, &replacement.value, &expected)?;
            if other.shape.is_empty() != found.shape.is_empty() {
                let array = !found.shape.is_empty();
                cx.tell(arrays::other_kind(replacement.value.span, name, array));
                return None;
            }
            (other, &replacement.value)
        }
    };
    let declared = declared.filter(|_| replacement.is_none()).map(|(_, (_, _, shown))| shown);
    let value = largest(&found.values);
    let unit = declared.unwrap_or_else(|| shown_in(cx, written, value, dimension));
    if !found.shape.is_empty() {
        let expr::Constants { shape, values, ty, dimension, .. } = found;
        let (name, span) = (name.text.clone(), name.span);
        return Some(Settled::Array(Array {
            name,
            span,
            ty,
            dimension,
            unit,
            shape,
            values: Arc::new(values),
        }));
    }
    let constant =
        Constant { name: name.text.clone(), span: name.span, value, dimension, unit, of_loop: false };
    Some(Settled::Number(match cx.supposed.constants.get(&name.text) {
        Some(supposed) => in_unit(constant, supposed),
        None => constant,
    }))
}

/// A setting, which is a number.
fn setting(cx: &mut Checker<'_>, node: &Node<'_>, expected: &Expected) -> Option<Constant> {
    let Node { definition, replacement, .. } = node;
    let name = &definition.name;
    let written = &replacement.unwrap_or(definition).value;
    // What the file says is looked at even if it is replaced.
    expr::expression(cx, &mut Scope::constant(), &definition.value, expected)?;
    let id = expr::expression(cx, &mut Scope::constant(), written, expected)?;
    let value = expr::evaluate(cx, id)?;
    let dimension = cx.exprs[id].dimension;
    let unit = shown_in(cx, written, value, dimension);
    Some(Constant { name: name.text.clone(), span: name.span, value, dimension, unit, of_loop: false })
}

/// The only value, or that of the largest size.
pub(super) fn largest(values: &Values) -> Value {
    match values {
        Values::Floats(values) => {
            Value::Float(values.iter().copied().max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(0.0))
        }
        Values::Integers(values) => Value::Integer(values.first().copied().unwrap_or(0)),
        Values::Booleans(values) => Value::Boolean(values.first().copied().unwrap_or(false)),
    }
}

/// The same number in another unit.
fn in_unit(constant: Constant, supposed: &SupposedUnit) -> Constant {
    let number = match constant.value {
        Value::Float(x) => x / constant.unit.scale,
        Value::Integer(n) => n as f64,
        Value::Boolean(_) => return constant,
    };
    let SupposedUnit { dimension, unit } = supposed.clone();
    Constant { value: Value::Float(number * unit.scale), dimension, unit, ..constant }
}

/// The unit in which a value is shown that is written like this.
pub(super) fn shown_in(
    cx: &Checker<'_>,
    written: &ast::Expr,
    value: Value,
    dimension: Dimension,
) -> DisplayUnit {
    let si = match value {
        Value::Float(x) => x,
        Value::Integer(_) | Value::Boolean(_) => 0.0,
    };
    written_unit(cx, written, dimension).unwrap_or_else(|| units::natural(si, dimension))
}

/// The unit in which a constant is written: of `-0.8 nS`, `10*mV`, `8 pA*sqrt(second)` if it has the whole's dimension.
fn written_unit(cx: &Checker<'_>, value: &ast::Expr, dimension: Dimension) -> Option<DisplayUnit> {
    let (span, unit) = match &value.kind {
        ExprKind::Quantity { unit, .. } => match &unit.kind {
            ExprKind::Name(name) => (unit.span, units::after_number(&name.text)?),
            _ => return None,
        },
        ExprKind::Name(name) => (name.span, units::anywhere(&name.text)?),
        ExprKind::Sign { operand, .. } => return written_unit(cx, operand, dimension),
        ExprKind::Product { first, rest } => {
            let mut factors = std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e));
            return factors.find_map(|f| written_unit(cx, f, dimension));
        }
        ExprKind::Sum { first, .. } => return written_unit(cx, first, dimension),
        _ => return None,
    };
    let shown = || DisplayUnit { text: cx.slice(span).into(), scale: unit.scale() };
    (unit.dimension == dimension).then(shown)
}
