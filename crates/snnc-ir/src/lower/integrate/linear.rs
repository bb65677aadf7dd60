//! Linear forms: expressions as `Σ factor·unknown + constant`.

use super::equation::Equation;
use super::obstacle::{Obstacle, Why};
use crate::kernel::Value;
use crate::lower::body::Body;
use snnc_lang::Span;
use snnc_lang::hir::{BinaryOp, Builtin, Expr, ExprId, ExprKind, NoiseId, Place, TimedArrayId, VariableId};
use std::collections::HashMap;

/// What an expression is to be linear in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknowns {
    /// All variables of the equations; nothing else may change within a step.
    States,
    /// This one, outside of functions; all else is taken at the start of the step.
    Variable(VariableId),
    /// The noises; factors are taken at the start of the step.
    Noises,
}

/// An unknown: a variable's or noise's number.
pub(super) type Unknown = u32;

/// `Σ factor·unknown + constant`
#[derive(Debug, Clone, Default)]
pub(super) struct Linear {
    /// In the order of the unknowns; none is the number 0.
    pub(super) factors: Vec<(Unknown, Factor)>,
    /// What is added; `None`: nothing.
    pub(super) constant: Option<Value>,
}

/// What an unknown is multiplied by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Factor {
    pub(super) value: Value,
    /// What in it depends on the state or the time (only found for noises).
    pub(super) varies: Option<Span>,
}

impl Linear {
    /// What an unknown is multiplied by, if it occurs.
    pub(super) fn factor(&self, unknown: Unknown) -> Option<Value> {
        self.factors.iter().find(|(u, _)| *u == unknown).map(|(_, factor)| factor.value)
    }
}

/// What is known of an expression.
#[derive(Debug, Clone)]
enum Form {
    /// It has no unknowns (or hides them in functions, where that is allowed); what it computes is taken as it is.
    Free { varies: Option<Span> },
    /// It is linear.
    Linear(Linear),
    /// It is not.
    Spoiled(Obstacle),
}

/// The linear form of an expression of a block, of whose variables those of `equations` change within the step.
pub(super) fn linear(
    body: &mut Body<'_, '_>,
    equations: &[Equation<'_>],
    unknowns: Unknowns,
    root: ExprId,
) -> Result<Linear, Obstacle> {
    let mut forms = Forms { body, equations, unknowns, known: HashMap::new() };
    let mut stack = vec![root];
    while let Some(&id) = stack.last() {
        if forms.known.contains_key(&id) {
            stack.pop();
            continue;
        }
        let before = stack.len();
        let needed = forms.needed(id);
        stack.extend(needed.into_iter().filter(|needed| !forms.known.contains_key(needed)));
        if stack.len() == before {
            let form = forms.of(id);
            forms.known.insert(id, form);
            stack.pop();
        }
    }
    match forms.known.remove(&root) {
        Some(Form::Spoiled(obstacle)) => Err(obstacle),
        Some(Form::Linear(mut form)) => {
            form.factors.retain(|(_, factor)| forms.body.known_float(factor.value) != Some(0.0));
            form.constant = form.constant.filter(|value| forms.body.known_float(*value) != Some(0.0));
            Ok(form)
        }
        Some(form @ Form::Free { .. }) => {
            forms.known.insert(root, form);
            Ok(forms.form(root))
        }
        None => Ok(Linear::default()),
    }
}

struct Forms<'f, 'a, 'm> {
    body: &'f mut Body<'a, 'm>,
    equations: &'f [Equation<'f>],
    unknowns: Unknowns,
    known: HashMap<ExprId, Form>,
}

impl Forms<'_, '_, '_> {
    fn needed(&self, id: ExprId) -> Vec<ExprId> {
        match self.body.expr(id).kind {
            ExprKind::Variable(place, variable) => {
                self.body.subexpression(place, variable, None).map(|(id, _)| id).into_iter().collect()
            }
            // What holds throughout the step does not change with the time.
            ExprKind::Timed(timed, ref args) if self.holds(timed, args[0]) => args[1..].to_vec(),
            ref kind => kind.operands(),
        }
    }

    /// Whether a timed array, asked for its value at `t`, has the same one throughout the step.
    fn holds(&self, timed: TimedArrayId, time: ExprId) -> bool {
        let steps = self.body.cx.model.timed_arrays[timed.index()].every / self.body.step_size();
        let on_the_grid = (steps - steps.round()).abs() <= 1e-9 * steps && steps.round() >= 1.0;
        on_the_grid && matches!(self.body.expr(time).kind, ExprKind::Builtin(Builtin::Time))
    }

    /// Of an expression whose operands' forms are known.
    fn of(&mut self, id: ExprId) -> Form {
        let expr = self.body.expr(id);
        let operands = self.needed(id);
        if let Some(spoiled) = operands.iter().find_map(|o| self.spoiled(*o)) {
            return Form::Spoiled(spoiled);
        }
        match expr.kind {
            ExprKind::Variable(..) if !operands.is_empty() => self.known[&operands[0]].clone(),
            ExprKind::Variable(place, id) => self.variable(place, id, expr.span),
            ExprKind::Noise(id) => self.noise(id, expr.span),
            ExprKind::Builtin(Builtin::Time) => match self.unknowns {
                Unknowns::States => spoiled(expr.span, Why::DependsOnTime),
                Unknowns::Variable(_) | Unknowns::Noises => Form::Free { varies: Some(expr.span) },
            },
            _ if operands.iter().all(|operand| self.is_free(*operand)) => {
                Form::Free { varies: operands.iter().find_map(|operand| self.varies(*operand)) }
            }
            ExprKind::Negate(a) => self.map(a, |body, value| body.graph.neg(value)),
            ExprKind::Binary(BinaryOp::Add, a, b) => self.sum(a, b, false),
            ExprKind::Binary(BinaryOp::Sub, a, b) => self.sum(a, b, true),
            ExprKind::Binary(BinaryOp::Mul, a, b) if self.is_free(a) => self.product(b, a),
            ExprKind::Binary(BinaryOp::Mul, a, b) if self.is_free(b) => self.product(a, b),
            ExprKind::Binary(BinaryOp::Div, a, b) => self.quotient(expr, a, b),
            ExprKind::Binary(BinaryOp::Pow, a, b) => self.power(expr, a, b),
            ExprKind::Select { condition, then, otherwise } if self.is_free(condition) => {
                self.selection(condition, then, otherwise)
            }
            ExprKind::Binary(BinaryOp::Mul, ..) => self.not_linear(expr),
            _ => self.function(expr),
        }
    }

    fn variable(&mut self, place: Place, id: VariableId, span: Span) -> Form {
        let own = self.body.owner(place, None) == self.body.owner(Place::Own, None);
        if !own || self.equations.iter().all(|equation| equation.variable != id) {
            // What is integrated elsewhere is held over the step.
            return Form::Free { varies: None };
        }
        match self.unknowns {
            Unknowns::Variable(own) if own != id => Form::Free { varies: Some(span) },
            Unknowns::Noises => Form::Free { varies: Some(span) },
            Unknowns::Variable(_) | Unknowns::States => Form::Linear(self.unit(id.0)),
        }
    }

    fn noise(&mut self, id: NoiseId, span: Span) -> Form {
        match self.unknowns {
            Unknowns::Noises => Form::Linear(self.unit(id.0)),
            Unknowns::States | Unknowns::Variable(_) => spoiled(span, Why::Noise),
        }
    }

    /// An unknown by itself.
    fn unit(&mut self, unknown: Unknown) -> Linear {
        let value = self.body.graph.float(1.0);
        Linear { factors: vec![(unknown, Factor { value, varies: None })], constant: None }
    }

    /// Of a sum or difference of which one operand at least has unknowns.
    fn sum(&mut self, a: ExprId, b: ExprId, minus: bool) -> Form {
        let (a, mut b) = (self.form(a), self.form(b));
        let graph = &mut self.body.graph;
        if minus {
            b.factors.iter_mut().for_each(|(_, factor)| factor.value = graph.neg(factor.value));
        }
        let mut sum = a;
        for (unknown, factor) in b.factors {
            match sum.factors.binary_search_by_key(&unknown, |(u, _)| *u) {
                Ok(at) => {
                    let mine = &mut sum.factors[at].1;
                    mine.value = graph.add(mine.value, factor.value);
                    mine.varies = mine.varies.or(factor.varies);
                }
                Err(at) => sum.factors.insert(at, (unknown, factor)),
            }
        }
        sum.constant = match (sum.constant, b.constant) {
            (Some(a), Some(b)) if minus => Some(graph.sub(a, b)),
            (Some(a), Some(b)) => Some(graph.add(a, b)),
            (None, Some(b)) if minus => Some(graph.neg(b)),
            (a, b) => a.or(b),
        };
        Form::Linear(sum)
    }

    fn product(&mut self, a: ExprId, factor: ExprId) -> Form {
        let varies = self.varies(factor);
        let factor = self.body.value(factor);
        self.scaled(a, varies, |body, value| body.graph.mul(value, factor))
    }

    fn quotient(&mut self, expr: &Expr, a: ExprId, b: ExprId) -> Form {
        if self.is_free(b) || (self.hides_unknowns() && self.form(b).constant.is_some()) {
            let varies = self.varies(b);
            if self.is_free(a) {
                return Form::Free { varies };
            }
            let divisor = self.body.value(b);
            return self.scaled(a, varies, |body, value| body.graph.div(value, divisor));
        }
        self.not_linear(expr)
    }

    fn power(&mut self, expr: &Expr, base: ExprId, exponent: ExprId) -> Form {
        if self.is_free(base) {
            return self.function(expr);
        }
        let known = self.is_free(exponent).then(|| self.body.value(exponent));
        let known = known.and_then(|value| self.body.known_float(value));
        match known {
            Some(1.0) => self.known[&base].clone(),
            // A power that multiplies out to one of the unknown itself is no function of it.
            Some(n) if n > 1.0 && n.fract() == 0.0 => self.not_linear(expr),
            _ if self.form(base).constant.is_none() => self.not_linear(expr),
            _ => self.function(expr),
        }
    }

    fn selection(&mut self, condition: ExprId, then: ExprId, otherwise: ExprId) -> Form {
        let varies = self.varies(condition);
        let condition = self.body.value(condition);
        let (a, b) = (self.form(then), self.form(otherwise));
        let graph = &mut self.body.graph;
        let zero = graph.float(0.0);
        let mut unknowns: Vec<_> = a.factors.iter().chain(&b.factors).map(|(unknown, _)| *unknown).collect();
        unknowns.sort_unstable();
        unknowns.dedup();
        let find = |form: &Linear, unknown| {
            let found = form.factors.iter().find(|(u, _)| *u == unknown);
            found.map_or(Factor { value: zero, varies: None }, |(_, factor)| *factor)
        };
        let choose = |unknown| {
            let (a, b) = (find(&a, unknown), find(&b, unknown));
            let value = graph.select(condition, a.value, b.value);
            (unknown, Factor { value, varies: varies.or(a.varies).or(b.varies) })
        };
        let factors = unknowns.into_iter().map(choose).collect();
        let constant = match (a.constant, b.constant) {
            (None, None) => None,
            (a, b) => Some(graph.select(condition, a.unwrap_or(zero), b.unwrap_or(zero))),
        };
        Form::Linear(Linear { factors, constant })
    }

    /// Of what has unknowns in the arguments of a function.
    fn function(&self, expr: &Expr) -> Form {
        if self.hides_unknowns() { Form::Free { varies: Some(expr.span) } } else { self.not_linear(expr) }
    }

    fn not_linear(&self, expr: &Expr) -> Form {
        let why = if self.unknowns == Unknowns::Noises { Why::NoiseNotLinear } else { Why::NotLinear };
        spoiled(expr.span, why)
    }

    /// Whether functions may contain the unknown.
    fn hides_unknowns(&self) -> bool {
        matches!(self.unknowns, Unknowns::Variable(_))
    }

    fn map(&mut self, a: ExprId, f: impl Fn(&mut Body<'_, '_>, Value) -> Value) -> Form {
        self.scaled(a, None, f)
    }

    /// With `f` done to all factors and the constant.
    fn scaled(
        &mut self,
        a: ExprId,
        varies: Option<Span>,
        f: impl Fn(&mut Body<'_, '_>, Value) -> Value,
    ) -> Form {
        let mut form = self.form(a);
        for (_, factor) in &mut form.factors {
            factor.value = f(self.body, factor.value);
            factor.varies = factor.varies.or(varies);
        }
        form.constant = form.constant.map(|value| f(self.body, value));
        Form::Linear(form)
    }

    /// An expression's form, free or linear, as a linear form.
    fn form(&mut self, id: ExprId) -> Linear {
        match &self.known[&id] {
            Form::Linear(form) => form.clone(),
            Form::Free { .. } | Form::Spoiled(_) => {
                let value = Some(self.body.value(id));
                let constant = value.filter(|value| self.body.known_float(*value) != Some(0.0));
                Linear { factors: Vec::new(), constant }
            }
        }
    }

    fn is_free(&self, id: ExprId) -> bool {
        matches!(self.known[&id], Form::Free { .. })
    }

    fn varies(&self, id: ExprId) -> Option<Span> {
        match self.known[&id] {
            Form::Free { varies } => varies,
            _ => None,
        }
    }

    fn spoiled(&self, id: ExprId) -> Option<Obstacle> {
        match &self.known[&id] {
            Form::Spoiled(obstacle) => Some(obstacle.clone()),
            _ => None,
        }
    }
}

fn spoiled(span: Span, why: Why) -> Form {
    Form::Spoiled(Obstacle { span, why })
}
