//! What a name means.

use super::entries;
use super::fold::time_step;
use super::typed::Typed;
use super::unknown::unknown;
use crate::check::checker::Checker;
use crate::check::diagnostics::{arrays, names as told};
use crate::check::environment::Definition;
use crate::check::reserved;
use crate::check::scope::{Binding, Scope, Site};
use crate::check::shown::value_text;
use crate::hir::{Builtin, ExprKind, Place, Type, Value};
use crate::syntax::ast::{End, Name};
use crate::units::{self, Dimension, Ratio};

/// A name in an expression: of the block, of the language, of the file.
pub(super) fn name(cx: &mut Checker<'_>, scope: &mut Scope, name: &Name) -> Option<Typed> {
    if let Some(binding) = scope.look_up(&name.text).cloned() {
        return bound(cx, name, binding);
    }
    if cx.env.is_lost(&name.text) {
        return None;
    }
    if let Some((value, unit)) = reserved::constant(&name.text) {
        let id = cx.push(ExprKind::Float(value), Type::Float, unit.dimension, name.span);
        return Some(Typed { id, any: value.is_infinite() });
    }
    if let Some(value) = reserved::truth(&name.text) {
        return Some(cx.push(ExprKind::Boolean(value), Type::Boolean, Dimension::ONE, name.span).into());
    }
    if let Some(unit) = units::anywhere(&name.text) {
        let kind = ExprKind::Float(unit.scale());
        return Some(cx.push(kind, Type::Float, unit.dimension, name.span).into());
    }
    if &*name.text == "xi" || name.text.starts_with("xi_") {
        return noise(cx, scope, name);
    }
    if &*name.text == "N" && !matches!(scope.site, Site::Constant | Site::Until) && scope.function.is_none() {
        return size(cx, scope, name);
    }
    if let (Some(dt), "dt") = (scope.dt, &*name.text) {
        return Some(cx.push(ExprKind::Float(dt), Type::Float, Dimension::TIME, name.span).into());
    }
    if &*name.text == "dt" && scope.site == Site::Constant {
        return constant_dt(cx, name);
    }
    if let Some(why) = of_synaptic_end(scope, name) {
        cx.tell(told::not_here(name, why));
        return None;
    }
    if let Some(builtin) = quantity_of_blocks(cx, scope, name) {
        if let Some(why) = why_not(scope, builtin) {
            cx.tell(told::not_here(name, why));
            return None;
        }
        let (ty, dimension) = type_of(builtin);
        return Some(cx.push(ExprKind::Builtin(builtin), ty, dimension, name.span).into());
    }
    of_file(cx, scope, name)
}

/// A name that the block binds.
fn bound(cx: &mut Checker<'_>, name: &Name, binding: Binding) -> Option<Typed> {
    let (kind, ty, dimension) = match binding {
        Binding::Variable(v) => (ExprKind::Variable(v.place, v.id), v.ty, v.dimension),
        Binding::Local { id, ty, dimension, .. } => (ExprKind::Local(id), ty, dimension),
        Binding::Value { id, any, .. } => return Some(Typed { id, any }),
        Binding::Poisoned => return None,
        Binding::Refused { message, help, label } => {
            cx.tell(told::refused(name, message, help, label));
            return None;
        }
    };
    Some(cx.push(kind, ty, dimension, name.span).into())
}

/// `xi`, `xi_a`.
fn noise(cx: &mut Checker<'_>, scope: &mut Scope, name: &Name) -> Option<Typed> {
    if let Some(function) = &scope.function {
        cx.tell(told::noise_in_function(name, function));
        return None;
    }
    if let Some(why) = scope.no_noise {
        cx.tell(told::no_noise(name, why));
        return None;
    }
    let id = scope.noise(&name.text);
    let dimension = Dimension::TIME.power(Ratio::new(-1, 2)?)?;
    Some(cx.push(ExprKind::Noise(id), Type::Float, dimension, name.span).into())
}

/// `N` in a block: the number of its elements, whatever the file's `N` is.
fn size(cx: &mut Checker<'_>, scope: &Scope, name: &Name) -> Option<Typed> {
    if scope.site == Site::Connect {
        cx.tell(told::not_here(name, "the number of synapses is not known while they are made"));
        return None;
    }
    if let (Some(size), Some(constant)) = (scope.size, cx.env.constant_named("N")) {
        let same = match constant.value {
            Value::Integer(n) => n == i64::from(size),
            Value::Float(x) => x == f64::from(size),
            Value::Boolean(_) => false,
        };
        if !same {
            let diagnostic = told::hidden_size(name, size, constant.span, &value_text(constant));
            // That it is hidden is all there is to say of it.
            cx.env.look_up("N");
            cx.tell(diagnostic);
        }
    }
    Some(cx.push(ExprKind::Builtin(Builtin::Size), Type::Integer, Dimension::ONE, name.span).into())
}

/// Why `i_post` and its like are refused where that end is synapses: they could mean its own source, or its number.
fn of_synaptic_end(scope: &Scope, name: &Name) -> Option<&'static str> {
    let (bare, suffix) = name.text.rsplit_once('_')?;
    let [pre, post] = scope.synaptic_ends;
    match (bare, suffix) {
        ("i" | "j", "pre") if pre => {
            Some("the source is synapses; `i` is their number, and a variable of theirs can hold more")
        }
        ("i" | "j", "post") if post => {
            Some("the target is synapses; `j` is their number, and a variable of theirs can hold more")
        }
        _ => None,
    }
}

/// `t`, `dt`, `i`, …: what the name stands for in a block, wherever it stands.
fn quantity_of_blocks(cx: &Checker<'_>, scope: &Scope, name: &Name) -> Option<Builtin> {
    use Place::{End as Of, Own};
    let synapse = matches!(scope.site, Site::Synapses | Site::Connect);
    // In synapses, a bare name is the target's.
    let (bare, end) = match name.text.rsplit_once('_') {
        Some((bare, "pre")) if synapse => (bare, Of(End::Pre)),
        Some((bare, "post")) if synapse => (bare, Of(End::Post)),
        _ => (&*name.text, if synapse { Of(End::Post) } else { Own }),
    };
    Some(match (&*name.text, bare) {
        ("t", _) => Builtin::Time,
        ("dt", _) => Builtin::Dt,
        ("t_in_timesteps", _) => Builtin::TimeStep,
        ("i", _) => Builtin::Index(if synapse { Of(End::Pre) } else { Own }),
        ("j", _) => Builtin::Index(Of(End::Post)),
        ("N_pre", _) => Builtin::EndSize(End::Pre),
        ("N_post", _) => Builtin::EndSize(End::Post),
        ("N_outgoing", _) => Builtin::Degree(End::Pre),
        ("N_incoming", _) => Builtin::Degree(End::Post),
        ("index", _) if scope.site == Site::Synapses && cx.env.get("index").is_none() => {
            Builtin::SynapseNumber
        }
        ("lastupdate", _) if scope.event_driven => Builtin::LastUpdate,
        (_, "i") => Builtin::Index(end),
        (_, "lastspike") => Builtin::LastSpike(end),
        (_, "not_refractory") => Builtin::NotRefractory(end),
        _ => return None,
    })
}

/// Why a quantity has no meaning where the name stands; `None` if it has.
fn why_not(scope: &Scope, builtin: Builtin) -> Option<&'static str> {
    use Builtin as B;
    let in_block = matches!(scope.site, Site::Neurons | Site::Poisson);
    match (scope.site, builtin) {
        (Site::Constant, _) => Some("a constant is evaluated once, before the simulation"),
        (Site::Until, B::Time | B::TimeStep | B::Dt) => None,
        (Site::Until, _) => Some("say of which group, as in any(cortex.V > 0 mV)"),
        (Site::Connect, B::Time | B::TimeStep) => Some("connections are made before the simulation begins"),
        (_, B::Dt | B::Time | B::TimeStep) => None,
        _ if scope.function.is_some() => Some("a function sees only its parameters; give it as an argument"),
        (Site::Connect, B::Degree(_)) => Some("the number of synapses is not known while they are made"),
        (Site::Connect, B::LastSpike(_) | B::NotRefractory(_)) => {
            Some("connections are made before the first spike")
        }
        (_, B::EndSize(_) | B::Degree(_) | B::Index(Place::End(_))) if in_block => {
            Some("it belongs to synapses")
        }
        (_, B::LastSpike(Place::End(end)) | B::NotRefractory(Place::End(end)))
            if scope.synaptic_ends[usize::from(end == End::Post)] =>
        {
            Some("synapses do not spike")
        }
        (Site::Poisson, B::LastSpike(_) | B::NotRefractory(_)) => {
            Some("a Poisson source has no memory of its spikes")
        }
        _ => None,
    }
}

/// `dt` in a constant: the setting, of which the default is 0.1 ms.
fn constant_dt(cx: &mut Checker<'_>, name: &Name) -> Option<Typed> {
    let dt = time_step(cx)?;
    Some(cx.push(ExprKind::Float(dt), Type::Float, Dimension::TIME, name.span).into())
}

/// Type and dimension of a quantity of blocks.
fn type_of(builtin: Builtin) -> (Type, Dimension) {
    match builtin {
        Builtin::Time | Builtin::Dt | Builtin::LastSpike(_) | Builtin::LastUpdate => {
            (Type::Float, Dimension::TIME)
        }
        Builtin::NotRefractory(_) => (Type::Boolean, Dimension::ONE),
        Builtin::TimeStep
        | Builtin::Index(_)
        | Builtin::Size
        | Builtin::EndSize(_)
        | Builtin::Degree(_)
        | Builtin::SynapseNumber => (Type::Integer, Dimension::ONE),
    }
}

/// A name of the file, or one that is unknown.
fn of_file(cx: &mut Checker<'_>, scope: &Scope, name: &Name) -> Option<Typed> {
    let Some(found) = cx.env.look_up(&name.text) else {
        unknown(cx, scope, name);
        return None;
    };
    match found.definition {
        Definition::Constant(id) => {
            let id = id?;
            let constant = cx.env.constant(id)?;
            let bound = cx.env.bound.get(&id).copied();
            if let Some(argument) = bound.and_then(|bound| bound.argument) {
                let text = format!("`{}` is {}", name.text, value_text(constant));
                cx.arguments.push((argument, text));
            }
            let any = bound.is_some_and(|bound| bound.any);
            let (literal, ty) = match constant.value {
                Value::Float(x) => (ExprKind::Float(x), Type::Float),
                Value::Integer(n) => (ExprKind::Integer(n), Type::Integer),
                Value::Boolean(b) => (ExprKind::Boolean(b), Type::Boolean),
            };
            let dimension = constant.dimension;
            let kind = if any { literal } else { ExprKind::Constant(id) };
            Some(Typed { id: cx.push(kind, ty, dimension, name.span), any })
        }
        Definition::Function(function) => {
            cx.tell(told::function_without_call(name, found.span, &function?.parameters));
            None
        }
        Definition::Array(array) => entries::entry(cx, array, name.span).map(Typed::from),
        Definition::Timed(..) => {
            cx.tell(arrays::timed_without_call(name.span, &name.text, found.span));
            None
        }
        Definition::Lost => None,
        Definition::Item(_) => {
            cx.tell(told::no_value(name, found.what, found.span));
            None
        }
    }
}
