//! Expressions of the language as values of a graph.
//!
//! Subexpressions are computed where they are used. Nothing recurses: a sum may have any number of terms.

use super::body::{Body, Met, Moment, Owner, Site};
use super::diagnostics;
use super::layout::Kept;
use crate::arithmetic::elementary;
use crate::kernel::{BinaryOp as B, Compare, Random, Space, Type, UnaryOp, Value};
use crate::math;
use snnc_lang::Span;
use snnc_lang::hir::{
    self, BinaryOp, Builtin, ExprId, ExprKind, Function, GroupKind, Place, VariableId, VariableKind,
};
use snnc_lang::syntax::ast::{CompareOp, End};

impl Body<'_, '_> {
    /// The value of an expression of this block, here and now.
    pub(super) fn value(&mut self, id: ExprId) -> Value {
        self.value_met((id, None))
    }

    fn value_met(&mut self, root: Met) -> Value {
        let mut stack = vec![root];
        while let Some(&met) = stack.last() {
            if self.memo.contains_key(&met) {
                stack.pop();
                continue;
            }
            let before = stack.len();
            let needed = self.needed(met);
            stack.extend(needed.into_iter().filter(|needed| !self.memo.contains_key(needed)));
            if stack.len() == before {
                let value = self.build(met);
                self.memo.insert(met, value);
                stack.pop();
            }
        }
        self.memo[&root]
    }

    /// What must be known to compute an expression.
    fn needed(&self, (id, end): Met) -> Vec<Met> {
        let kind = &self.expr(id).kind;
        match *kind {
            ExprKind::Variable(place, variable) => {
                self.subexpression(place, variable, end).into_iter().collect()
            }
            _ => kind.operands().into_iter().map(|operand| (operand, end)).collect(),
        }
    }

    /// The expression that a variable stands for, if it has no memory.
    pub(super) fn subexpression(&self, place: Place, id: VariableId, end: Option<End>) -> Option<Met> {
        let owner = self.owner(place, end);
        let end = match (self.site, owner, place) {
            (Site::Synapses(_), Owner::Group { .. }, Place::End(end)) => Some(end),
            (Site::Synapses(_), Owner::Group { .. }, Place::Own) => end,
            _ => None,
        };
        match self.cx.variable(owner, id).kind {
            VariableKind::Subexpression(expr) => Some((expr, end)),
            _ => None,
        }
    }

    /// Of an expression whose operands are known.
    fn build(&mut self, met: Met) -> Value {
        let (id, end) = met;
        let expr = self.expr(id);
        let known = |body: &Self, operand: ExprId| body.memo[&(operand, end)];
        match &expr.kind {
            ExprKind::Float(x) => self.graph.float(*x),
            ExprKind::Integer(n) => self.graph.int(*n),
            ExprKind::Boolean(b) => self.graph.bool(*b),
            ExprKind::Constant(id) => match self.cx.model.constants[id.index()].value {
                hir::Value::Float(x) => self.graph.float(x),
                hir::Value::Integer(n) => self.graph.int(n),
                hir::Value::Boolean(b) => self.graph.bool(b),
            },
            ExprKind::Variable(place, id) => match self.subexpression(*place, *id, end) {
                Some(met) => self.memo[&met],
                None => self.load(*place, *id, end, expr),
            },
            ExprKind::Local(id) => match self.locals.get(id) {
                Some(value) => *value,
                None => self.missing(expr, "this local name", "nothing has been assigned to it yet"),
            },
            ExprKind::Builtin(builtin) => self.builtin(*builtin, end, expr),
            ExprKind::Noise(id) => match self.noises.get(id) {
                Some(value) => *value,
                None => self.missing(expr, "noise", "it exists only in differential equations"),
            },
            ExprKind::Negate(a) => {
                let a = known(self, *a);
                self.graph.neg(a)
            }
            ExprKind::Not(a) => {
                let a = known(self, *a);
                self.graph.not(a)
            }
            ExprKind::Binary(op, a, b) => {
                let (a, b) = (known(self, *a), known(self, *b));
                self.binary(*op, a, b)
            }
            ExprKind::Compare(op, a, b) => {
                let (a, b) = (known(self, *a), known(self, *b));
                self.graph.compare(comparison(*op), a, b)
            }
            ExprKind::Select { condition, then, otherwise } => {
                let [condition, then, otherwise] = [*condition, *then, *otherwise].map(|x| known(self, x));
                self.choose(condition, then, otherwise)
            }
            ExprKind::Call(function, args) => {
                let args: Vec<_> = args.iter().map(|arg| known(self, *arg)).collect();
                self.call(*function, &args)
            }
            ExprKind::Random(random, args) => {
                if let Some(drawn) = self.draws.get(&met) {
                    return *drawn;
                }
                let args: Vec<_> = args.iter().map(|arg| known(self, *arg)).collect();
                let stream = self.draw_stream();
                let drawn = self.graph.random(draw(*random), stream, &args);
                self.draws.insert(met, drawn);
                drawn
            }
            ExprKind::ToFloat(a) => {
                let a = known(self, *a);
                let a = self.mask_to_int(a);
                self.graph.to_float(a)
            }
            ExprKind::ToInteger(a) => {
                let a = known(self, *a);
                match self.graph.ty(a) {
                    Type::F64 => self.graph.to_int(a),
                    Type::I64 | Type::Bool => self.mask_to_int(a),
                }
            }
        }
    }

    fn load(&mut self, place: Place, id: VariableId, end: Option<End>, expr: &hir::Expr) -> Value {
        let owner = self.owner(place, end);
        let there = match owner {
            Owner::Group { space, .. } => self.has(space, expr.span),
            Owner::Synapses(_) if self.moment == Moment::Connecting => {
                let what = "a variable of the synapses";
                return self.missing(expr, what, "there are none yet while they are chosen");
            }
            Owner::Synapses(_) => true,
        };
        match self.variable_column(owner, id) {
            Some(column) if there => self.graph.load(column),
            _ => self.nothing(expr.ty),
        }
    }

    fn builtin(&mut self, builtin: Builtin, end: Option<End>, expr: &hir::Expr) -> Value {
        let span = expr.span;
        match builtin {
            Builtin::Time if self.moment == Moment::Step => self.graph.time(),
            Builtin::Time => self.graph.float(0.0),
            Builtin::TimeStep if self.moment == Moment::Step => self.graph.step(),
            Builtin::TimeStep => self.graph.int(0),
            Builtin::Dt => self.dt(),
            Builtin::Index(place) => match self.owner(place, end) {
                Owner::Group { space, offset, .. } if self.has(space, span) => {
                    let index = self.graph.index(space);
                    // Within its own group's expressions a neuron counts in the group, else in the population as written.
                    let first = self.graph.int(if end.is_some() { i64::from(offset) } else { 0 });
                    self.graph.add(index, first)
                }
                _ => self.graph.int(0),
            },
            Builtin::Size => match self.owner(Place::Own, end) {
                Owner::Group { id, .. } => self.graph.int(self.cx.model.groups[id.index()].size.into()),
                owner @ Owner::Synapses(_) => self.kept_of_synapses(owner, Kept::Count, expr),
            },
            Builtin::EndSize(which) => match self.site {
                Site::Synapses(id) => self.graph.int(self.cx.end(id, which).size().into()),
                Site::Group(_) => self.graph.int(0),
            },
            Builtin::Degree(which) => {
                let kept = if which == End::Pre { Kept::Outgoing } else { Kept::Incoming };
                self.kept_of_synapses(self.owner(Place::Own, end), kept, expr)
            }
            Builtin::SynapseNumber => self.kept_of_synapses(self.owner(Place::Own, end), Kept::Number, expr),
            Builtin::LastSpike(place) => match self.owner(place, end) {
                owner @ Owner::Group { space, .. } if self.has(space, span) => {
                    self.load_kept(owner, Kept::LastSpike)
                }
                _ => self.graph.float(0.0),
            },
            Builtin::NotRefractory(place) => self.not_refractory(place, end, span),
        }
    }

    /// Whether a neuron is not refractory.
    pub(super) fn not_refractory(&mut self, place: Place, end: Option<End>, span: Span) -> Value {
        let owner = self.owner(place, end);
        let Owner::Group { id, space, .. } = owner else { return self.graph.bool(true) };
        let kind = &self.cx.model.groups[id.index()].kind;
        let ever = matches!(kind, GroupKind::Neurons { refractory: Some(_), .. });
        match self.not_refractory {
            Some(value) if space == Space::Lane => value,
            _ => {
                if ever && self.has(space, span) {
                    self.load_kept(owner, Kept::NotRefractory)
                } else {
                    self.graph.bool(true)
                }
            }
        }
    }

    fn kept_of_synapses(&mut self, owner: Owner, what: Kept, expr: &hir::Expr) -> Value {
        if self.moment == Moment::Connecting {
            let what = "the number of synapses";
            return self.missing(expr, what, "there are none yet while they are chosen");
        }
        self.load_kept(owner, what)
    }

    /// `dt`.
    pub(super) fn dt(&mut self) -> Value {
        self.graph.float(self.cx.model.settings.dt)
    }

    /// `timestep(t, dt)`: `int((t + 1e-3*dt)/dt)`
    pub(super) fn timestep(&mut self, t: Value, dt: Value) -> Value {
        let allowance = self.graph.float(1e-3);
        let allowance = self.graph.mul(allowance, dt);
        let t = self.graph.add(t, allowance);
        let steps = self.graph.div(t, dt);
        self.graph.to_int(steps)
    }

    fn binary(&mut self, op: BinaryOp, a: Value, b: Value) -> Value {
        let float = self.graph.ty(a) == Type::F64;
        match op {
            BinaryOp::Add => self.graph.add(a, b),
            BinaryOp::Sub => self.graph.sub(a, b),
            BinaryOp::Mul => self.graph.mul(a, b),
            BinaryOp::Div => self.graph.div(a, b),
            BinaryOp::Pow => self.graph.call(math::Function::Pow, &[a, b]),
            BinaryOp::Mod if float => self.graph.call(math::Function::FloorMod, &[a, b]),
            BinaryOp::Mod => self.graph.binary(B::FloorMod, a, b),
            BinaryOp::FloorDiv if float => {
                // As Python: `a - a % b` is a multiple of `b` but for rounding.
                let rest = self.graph.call(math::Function::FloorMod, &[a, b]);
                let multiple = self.graph.sub(a, rest);
                let quotient = self.graph.div(multiple, b);
                self.graph.unary(UnaryOp::Round, quotient)
            }
            BinaryOp::FloorDiv => self.graph.binary(B::FloorDiv, a, b),
            BinaryOp::Min => self.extreme(B::Min, a, b),
            BinaryOp::Max => self.extreme(B::Max, a, b),
            BinaryOp::And => self.graph.and(a, b),
            BinaryOp::Or => self.graph.or(a, b),
        }
    }

    /// The smaller or larger of two; NaN if one of them is.
    fn extreme(&mut self, op: B, a: Value, b: Value) -> Value {
        let number = |body: &Self, x| {
            body.graph.ty(x) != Type::F64 || body.known_float(x).is_some_and(|x| !x.is_nan())
        };
        // The operation keeps a NaN of its second operand.
        if number(self, a) {
            self.graph.binary(op, a, b)
        } else if number(self, b) {
            self.graph.binary(op, b, a)
        } else {
            let extreme = self.graph.binary(op, a, b);
            let nan = self.graph.ne(a, a);
            self.graph.select(nan, a, extreme)
        }
    }

    /// `then` where the condition holds, else `otherwise`; of any type.
    pub(super) fn choose(&mut self, condition: Value, then: Value, otherwise: Value) -> Value {
        if self.graph.ty(then) != Type::Bool {
            return self.graph.select(condition, then, otherwise);
        }
        let not = self.graph.not(condition);
        let then = self.graph.and(condition, then);
        let otherwise = self.graph.and(not, otherwise);
        self.graph.or(then, otherwise)
    }

    fn call(&mut self, function: Function, args: &[Value]) -> Value {
        let x = args[0];
        match function {
            Function::Sqrt => self.graph.sqrt(x),
            Function::Abs => self.graph.abs(x),
            Function::Floor => self.graph.unary(UnaryOp::Floor, x),
            Function::Ceil => self.graph.unary(UnaryOp::Ceil, x),
            Function::Round => self.graph.unary(UnaryOp::Round, x),
            Function::Sign => self.sign(x),
            Function::TimestepOf => self.timestep(x, args[1]),
            _ => match elementary(function) {
                Some(function) => self.graph.call(function, args),
                None => x,
            },
        }
    }

    /// −1, 0 or 1; NaN of NaN.
    fn sign(&mut self, x: Value) -> Value {
        let [minus, zero, one] = match self.graph.ty(x) {
            Type::F64 => [-1.0, 0.0, 1.0].map(|x| self.graph.float(x)),
            _ => [-1, 0, 1].map(|n| self.graph.int(n)),
        };
        let below = self.graph.lt(x, zero);
        let above = self.graph.gt(x, zero);
        let rest = self.graph.select(below, minus, x);
        self.graph.select(above, one, rest)
    }

    fn mask_to_int(&mut self, a: Value) -> Value {
        match self.graph.ty(a) {
            Type::Bool => self.graph.unary(UnaryOp::MaskToInt, a),
            _ => a,
        }
    }

    /// Says that something is not known here, and goes on with a zero.
    fn missing(&mut self, expr: &hir::Expr, what: &str, why: &str) -> Value {
        self.diagnostics.push(diagnostics::not_here(expr.span, what, why));
        self.nothing(expr.ty)
    }

    fn nothing(&mut self, ty: hir::Type) -> Value {
        match ty {
            hir::Type::Float => self.graph.float(0.0),
            hir::Type::Integer => self.graph.int(0),
            hir::Type::Boolean => self.graph.bool(false),
        }
    }
}

fn comparison(op: CompareOp) -> Compare {
    match op {
        CompareOp::Lt => Compare::Lt,
        CompareOp::Le => Compare::Le,
        CompareOp::Gt => Compare::Gt,
        CompareOp::Ge => Compare::Ge,
        CompareOp::Eq => Compare::Eq,
        CompareOp::Ne => Compare::Ne,
    }
}

fn draw(random: hir::Random) -> Random {
    match random {
        hir::Random::Uniform => Random::Uniform,
        hir::Random::Normal => Random::Normal,
        hir::Random::Poisson => Random::Poisson,
        hir::Random::Binomial => Random::Binomial,
    }
}
