//! Calls of the functions of the language.

use super::fold::fold;
use super::typed::{Typed, in_dimension, numeric};
use super::{array, expression, infer, inline, logic, remedy, unify};
use crate::check::checker::Checker;
use crate::check::diagnostics::{arrays, names, types, units as told};
use crate::check::environment::Definition;
use crate::check::expected::{Expected, Hint};
use crate::check::reserved::{self, Builtin};
use crate::check::scope::{Binding, EACH_READ, Scope, Site};
use crate::diagnostic::Diagnostic;
use crate::hir::{BinaryOp, ExprKind, Function, Random, Reduction, TimedArrayId, Type};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, Argument, Name};
use crate::units::{Dimension, Ratio};

/// A call: what is called, its arguments, and the whole.
#[derive(Clone, Copy)]
struct Call<'e> {
    name: &'e Name,
    arguments: &'e [Argument],
    span: Span,
}

/// A call of a function of the language or of the file.
pub(super) fn call(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    expr: &ast::Expr,
    name: &Name,
    arguments: &[Argument],
    hint: Option<&Hint>,
) -> Option<Typed> {
    if let Some(builtin) = reserved::function(&name.text) {
        return of_language(cx, scope, builtin, Call { name, arguments, span: expr.span }, expr, hint);
    }
    if let Some(Definition::Function(function)) = cx.env.look_up(&name.text).map(|f| f.definition)
        && scope.get(&name.text).is_none()
    {
        return inline::call(cx, scope, expr, function?, arguments, hint);
    }
    if let Some(Definition::Timed(id, _)) = cx.env.look_up(&name.text).map(|f| f.definition)
        && scope.get(&name.text).is_none()
    {
        return timed(cx, scope, id, Call { name, arguments, span: expr.span });
    }
    not_a_function(cx, scope, name, expr);
    None
}

/// `stim(t)`, `stim(t, i)`.
fn timed(cx: &mut Checker<'_>, scope: &mut Scope, id: TimedArrayId, call: Call<'_>) -> Option<Typed> {
    let Call { name, arguments, span } = call;
    if scope.site == Site::Constant {
        cx.tell(arrays::timed_in_constant(span, &name.text));
        return None;
    }
    let (ty, dimension, columns, place) = {
        let timed = cx.env.timed[id.index()].as_ref()?;
        (timed.ty, timed.dimension, timed.columns, timed.span)
    };
    if arguments.len() != 1 + usize::from(columns.is_some()) {
        cx.tell(arrays::timed_arguments(span, &name.text, columns, arguments.len(), place));
        return None;
    }
    if let Some(named) = arguments.iter().find_map(|argument| argument.name.as_ref()) {
        cx.tell(types::named_argument(name, named));
        return None;
    }
    let because = format!("`{}` is read at a time", name.text);
    let expected = Expected::float(Dimension::TIME).because(name.span, because);
    let mut operands = vec![expression(cx, scope, &arguments[0].value, &expected)];
    if let (Some(columns), Some(column)) = (columns, arguments.get(1)) {
        let because = format!("the columns of `{}` are counted in whole numbers", name.text);
        let expected = Expected::integer().because(name.span, because);
        let column = expression(cx, scope, &column.value, &expected);
        operands.push(
            column.and_then(|column| array::within(cx, scope, column, &name.text, ("column", columns))),
        );
    }
    let operands = operands.into_iter().collect::<Option<_>>()?;
    Some(cx.push(ExprKind::Timed(id, operands), ty, dimension, span).into())
}

/// Tells that something is called that cannot be: most often a forgotten `*`.
fn not_a_function(cx: &mut Checker<'_>, scope: &mut Scope, name: &Name, expr: &ast::Expr) {
    if cx.env.is_lost(&name.text) || matches!(scope.look_up(&name.text), Some(Binding::Poisoned)) {
        return;
    }
    let of_file = cx.env.get(&name.text);
    if let Some(found) = of_file
        && let Definition::Item(_) = found.definition
    {
        if found.what == "a timed array" {
            // Told where it is defined.
            return;
        }
        cx.tell(names::no_value(name, found.what, found.span));
        return;
    }
    let is_value = scope.get(&name.text).is_some()
        || of_file.is_some()
        || reserved::reserved(&name.text).is_some()
        || &*name.text == "N";
    if is_value {
        cx.tell(types::not_a_function(name, expr.span, cx.slice(expr.span)));
        return;
    }
    cx.tell_unknown(name, |cx| unknown(cx, name));
}

/// That there is no function of this name, and which may be meant.
pub(in crate::check) fn unknown(cx: &Checker<'_>, name: &Name) -> Diagnostic {
    let functions = cx.env.names.iter().filter(|(_, f)| matches!(f.definition, Definition::Function(_)));
    let candidates = functions.map(|(name, _)| &**name).chain(reserved::FUNCTIONS.split_whitespace());
    let mut similar = spelling::similar(&name.text, candidates);
    let other_names = [
        ("ln", "log"),
        ("pow", "**"),
        ("fabs", "abs"),
        ("asin", "arcsin"),
        ("acos", "arccos"),
        ("atan", "arctan"),
        ("random", "rand"),
        ("heaviside", "int(x > 0)"),
        ("power", "**"),
        ("absolute", "abs"),
        ("normal", "randn"),
    ];
    if let Some((_, ours)) = other_names.iter().find(|(theirs, _)| *theirs == &*name.text) {
        similar = vec![(*ours).to_string()];
    }
    names::unknown_function(name, &similar)
}

fn of_language(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    builtin: Builtin,
    call: Call<'_>,
    expr: &ast::Expr,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let Call { name, arguments, span } = call;
    let parameters: &[&str] = match builtin {
        Builtin::Sample => {
            cx.tell(names::not_here(name, "only the generator of a connection rule runs over a sample"));
            return None;
        }
        Builtin::Reduction(_) if !scope.reductions => {
            let why = "it is known only in the `init` of synapses";
            cx.tell(names::not_here(name, why));
            return None;
        }
        Builtin::Reduction(_) => &["x"],
        Builtin::Load => return array::load(cx, name, arguments, span),
        Builtin::Linspace => return array::linspace(cx, name, arguments, span),
        Builtin::Range => return array::range(cx, scope, expr),
        Builtin::Sum => return inline::sum(cx, scope, span, name, arguments, hint),
        Builtin::Dimensionless(_) | Builtin::Root | Builtin::Keeping(_) | Builtin::Sign | Builtin::Int => {
            &["x"]
        }
        Builtin::Clip => &["x", "lo", "hi"],
        Builtin::Min | Builtin::Max => &["x", "y", "…"],
        Builtin::Where => &["condition", "x", "y"],
        Builtin::Timestep => &["t", "dt"],
        Builtin::Random(Random::Uniform | Random::Normal) => &[],
        Builtin::Random(Random::Poisson) => &["lambda"],
        Builtin::Random(Random::Binomial) => &["n", "p"],
    };
    let many = matches!(builtin, Builtin::Min | Builtin::Max) && arguments.len() >= 2;
    if !many && arguments.len() != parameters.len() {
        cx.tell(types::wrong_number_of_arguments(name, span, parameters, arguments.len(), None));
        return None;
    }
    if let Some(named) = arguments.iter().find_map(|a| a.name.as_ref()) {
        cx.tell(types::named_argument(name, named));
        return None;
    }
    match builtin {
        Builtin::Dimensionless(function) => {
            let argument = dimensionless(cx, scope, name, &arguments[0].value)?;
            let kind = ExprKind::Call(function, vec![argument]);
            Some(cx.push(kind, Type::Float, Dimension::ONE, span).into())
        }
        Builtin::Root => root(cx, scope, call, hint),
        Builtin::Keeping(function) => keeping(cx, scope, call, function, hint),
        Builtin::Sign => sign(cx, scope, call),
        Builtin::Clip | Builtin::Min | Builtin::Max => extreme(cx, scope, builtin, call, hint),
        Builtin::Where => {
            let [condition, then, otherwise] = arguments else { return None };
            logic::select(cx, scope, span, &condition.value, &then.value, &otherwise.value, hint)
        }
        Builtin::Int => int(cx, scope, call),
        Builtin::Timestep => timestep(cx, scope, call),
        Builtin::Random(random) => draw(cx, scope, random, call),
        Builtin::Sum | Builtin::Load | Builtin::Linspace | Builtin::Range | Builtin::Sample => None,
        Builtin::Reduction(reduction) => reduce(cx, scope, reduction, call, hint),
    }
}

/// The argument of a function that takes a dimensionless number, as a float.
fn dimensionless(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    name: &Name,
    argument: &ast::Expr,
) -> Option<crate::hir::ExprId> {
    let clause = format!("`{}` takes a dimensionless number", name.text);
    let typed = infer(cx, scope, argument, Some(&Hint::one(name.span, clause)))?;
    let id = numeric(cx, typed.id, argument.span, &name.text)?;
    let found = cx.exprs[id].dimension;
    if !found.is_one() {
        tell_dimension(cx, scope, name, argument, found);
        return None;
    }
    Some(cx.float(id))
}

fn root(cx: &mut Checker<'_>, scope: &mut Scope, call: Call<'_>, hint: Option<&Hint>) -> Option<Typed> {
    let argument = &call.arguments[0].value;
    let squared = hint.and_then(|h| Some(Hint::plain(h.dimension.power(Ratio::from(2))?)));
    let typed = infer(cx, scope, argument, squared.as_ref())?;
    let id = numeric(cx, typed.id, argument.span, &call.name.text)?;
    let Some(dimension) = cx.exprs[id].dimension.power(Ratio::new(1, 2)?) else {
        cx.tell(told::out_of_range(call.span));
        return None;
    };
    let id = cx.float(id);
    let kind = ExprKind::Call(Function::Sqrt, vec![id]);
    Some(Typed { id: cx.push(kind, Type::Float, dimension, call.span), any: typed.any })
}

/// `abs`, and the roundings, which leave an integer as it is.
fn keeping(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    call: Call<'_>,
    function: Function,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let argument = &call.arguments[0].value;
    let typed = infer(cx, scope, argument, hint)?;
    let id = numeric(cx, typed.id, argument.span, &call.name.text)?;
    let (ty, dimension) = (cx.exprs[id].ty, cx.exprs[id].dimension);
    if ty == Type::Integer && function != Function::Abs {
        return Some(typed);
    }
    let kind = ExprKind::Call(function, vec![id]);
    Some(Typed { id: cx.push(kind, ty, dimension, call.span), any: typed.any })
}

fn sign(cx: &mut Checker<'_>, scope: &mut Scope, call: Call<'_>) -> Option<Typed> {
    let argument = &call.arguments[0].value;
    let typed = infer(cx, scope, argument, None)?;
    let id = numeric(cx, typed.id, argument.span, &call.name.text)?;
    let ty = cx.exprs[id].ty;
    let kind = ExprKind::Call(Function::Sign, vec![id]);
    Some(cx.push(kind, ty, Dimension::ONE, call.span).into())
}

/// `min`, `max` of two or more, `clip`.
fn extreme(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    builtin: Builtin,
    call: Call<'_>,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let mut operands = vec![];
    for argument in call.arguments {
        let typed = infer(cx, scope, &argument.value, hint);
        operands.push(typed.and_then(|t| numeric(cx, t.id, argument.value.span, &call.name.text).map(|_| t)));
    }
    let operands = operands.into_iter().collect::<Option<Vec<_>>>()?;
    let mut all = operands[0];
    let first = &call.arguments[0].value;
    for (at, (operand, argument)) in operands.iter().zip(call.arguments).enumerate().skip(1) {
        let Some(dimension) = unify::common(cx, all, *operand) else {
            let (da, db) = (cx.exprs[all.id].dimension, cx.exprs[operand.id].dimension);
            let diagnostic =
                told::different_arguments(&call.name.text, (first.span, da), (argument.value.span, db));
            remedy::suspect(cx, scope, diagnostic.primary.span, first, (da, db));
            let (expr, clear) = (&argument.value, db.is_one());
            let place = remedy::declared_at(cx, scope, first);
            let blamed =
                remedy::Blamed { expr, found: db, wanted: da, clear, place, declares: None, last: None };
            remedy::tell(cx, scope, diagnostic, &blamed);
            return None;
        };
        let any = all.any && operand.any;
        let (a, b, ty) = unify::unify(cx, all, *operand, dimension);
        let op = match (builtin, at) {
            (Builtin::Max, _) | (Builtin::Clip, 1) => BinaryOp::Max,
            _ => BinaryOp::Min,
        };
        let id = cx.push(ExprKind::Binary(op, a, b), ty, dimension, call.span);
        all = Typed { id, any };
    }
    let dimension = cx.exprs[all.id].dimension;
    Some(in_dimension(cx, Typed { any: false, ..all }, dimension).into())
}

/// Tells that an argument has a dimension where it can have none.
fn tell_dimension(
    cx: &mut Checker<'_>,
    scope: &Scope,
    function: &Name,
    argument: &ast::Expr,
    found: Dimension,
) {
    let diagnostic = told::not_dimensionless(&function.text, argument.span, found);
    let blamed = remedy::Blamed {
        expr: argument,
        found,
        wanted: Dimension::ONE,
        clear: true,
        place: None,
        declares: None,
        last: None,
    };
    remedy::tell(cx, scope, diagnostic, &blamed);
}

/// `int(x)`: the whole part of a number, 1 or 0 of a condition.
fn int(cx: &mut Checker<'_>, scope: &mut Scope, call: Call<'_>) -> Option<Typed> {
    let argument = &call.arguments[0].value;
    let typed = infer(cx, scope, argument, None)?;
    let (ty, found) = (cx.exprs[typed.id].ty, cx.exprs[typed.id].dimension);
    if !found.is_one() {
        tell_dimension(cx, scope, call.name, argument, found);
        return None;
    }
    if ty == Type::Integer {
        return Some(typed.id.into());
    }
    Some(cx.push(ExprKind::ToInteger(typed.id), Type::Integer, Dimension::ONE, call.span).into())
}

/// `mean_incoming(e)` and its kin.
fn reduce(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    reduction: Reduction,
    call: Call<'_>,
    hint: Option<&Hint>,
) -> Option<Typed> {
    let argument = &call.arguments[0].value;
    let typed = infer(cx, scope, argument, hint)?;
    let id = numeric(cx, typed.id, argument.span, &call.name.text)?;
    let id = cx.float(id);
    let dimension = cx.exprs[id].dimension;
    let id = cx.push(ExprKind::Reduce(reduction, id), Type::Float, dimension, call.span);
    Some(Typed { id, any: typed.any })
}

fn timestep(cx: &mut Checker<'_>, scope: &mut Scope, call: Call<'_>) -> Option<Typed> {
    let expected = Expected::float(Dimension::TIME).because(call.name.span, "`timestep` takes two times");
    let mut times = vec![];
    for argument in call.arguments {
        times.push(expression(cx, scope, &argument.value, &expected));
    }
    let times = times.into_iter().collect::<Option<Vec<_>>>()?;
    let kind = ExprKind::Call(Function::TimestepOf, times);
    Some(cx.push(kind, Type::Integer, Dimension::ONE, call.span).into())
}

fn draw(cx: &mut Checker<'_>, scope: &mut Scope, random: Random, call: Call<'_>) -> Option<Typed> {
    if let Some(why) = scope.no_random {
        let held = why == EACH_READ;
        cx.tell(types::no_random(call.name, call.span, why, scope.no_noise.is_none(), held));
        return None;
    }
    let mut arguments = vec![];
    for (at, argument) in call.arguments.iter().enumerate() {
        let expr = &argument.value;
        arguments.push(match (random, at) {
            (Random::Binomial, 0) => {
                let because = "the first argument of `binomial` is a whole number";
                expression(cx, scope, expr, &Expected::integer().because(call.name.span, because))
            }
            _ => dimensionless(cx, scope, call.name, expr),
        });
    }
    let arguments = arguments.into_iter().collect::<Option<Vec<_>>>()?;
    if cx.guarded == 0
        && let Some(crate::hir::Value::Float(x)) = arguments.last().and_then(|id| fold(cx, *id))
        && (x < 0.0 || (random == Random::Binomial && x > 1.0))
    {
        cx.tell(types::impossible_distribution(
            &call.name.text,
            call.arguments[arguments.len() - 1].value.span,
            x,
        ));
        return None;
    }
    let ty = match random {
        Random::Uniform | Random::Normal => Type::Float,
        Random::Poisson | Random::Binomial => Type::Integer,
    };
    Some(cx.push(ExprKind::Random(random, arguments), ty, Dimension::ONE, call.span).into())
}
