//! Expressions of the language as values of a graph.
//!
//! Subexpressions are computed where they are used. Nothing recurses: a sum may have any number of terms.

use super::body::{Body, Met, Moment, Owner, Site};
use super::diagnostics;
use crate::kernel::{Compare, Random, Space, Type, Value};
use crate::plan::Storage;
use snnc_lang::hir::{self, ExprId, ExprKind, Place, VariableId, VariableKind};
use snnc_lang::syntax::ast::{CompareOp, End};

impl Body<'_, '_> {
    /// The value of an expression of this block, here and now.
    pub(super) fn value(&mut self, id: ExprId) -> Value {
        let value = self.value_met((id, None));
        self.demand((id, None));
        value
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
    pub(super) fn needed(&self, (id, end): Met) -> Vec<Met> {
        let kind = &self.expr(id).kind;
        match *kind {
            // It has been computed.
            ExprKind::Reduce(..) => vec![],
            ExprKind::Variable(place, variable) => {
                let index = self.link_index(place, variable, end);
                self.subexpression(place, variable, end).or(index).into_iter().collect()
            }
            _ => kind.operands().into_iter().map(|operand| (operand, end)).collect(),
        }
    }

    /// The expression that a variable stands for, if it has no memory.
    pub(super) fn subexpression(&self, place: Place, id: VariableId, end: Option<End>) -> Option<Met> {
        if self.is_far(place, end) {
            return None;
        }
        let at = match (end, place) {
            (None, Place::End(end)) => Some(end),
            _ => end,
        };
        let at_home = place == Place::Own && end.is_none();
        match self.cx.variable(self.owner(place, end), id).kind {
            VariableKind::Subexpression(expr) => Some((expr, at)),
            // Before the first step there is no value to be held.
            VariableKind::Held(expr) if self.moment == Moment::Initial && at_home => Some((expr, None)),
            _ => None,
        }
    }

    /// Whether a name in an expression met at `end`, which is synapses, means what is at an end of those.
    pub(super) fn is_far(&self, place: Place, end: Option<End>) -> bool {
        matches!((self.site, end, place), (Site::Synapses(_), Some(_), Place::End(_)))
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
            // Only what is evaluated before there is a kernel has entries.
            ExprKind::Entry(_) => self.nothing(expr.ty),
            ExprKind::Element(array, indices) => {
                let indices: Vec<_> = indices.iter().map(|index| known(self, *index)).collect();
                self.element(met, *array, &indices)
            }
            ExprKind::Timed(timed, args) => {
                let args: Vec<_> = args.iter().map(|arg| known(self, *arg)).collect();
                self.timed(met, *timed, &args)
            }
            ExprKind::Variable(place, id) => match self.subexpression(*place, *id, end) {
                Some(met) => self.memo[&met],
                None => self.load(met, *place, *id),
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
            ExprKind::Reduced(id) => self.of_many[id.index()],
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
            ExprKind::Reduce(reduction, _) => match self.reduced.get(&id) {
                Some(scratch) => {
                    let storage = Storage::Scratch(*scratch);
                    let column = self.column(storage, Space::Lane, reduction.name(), Type::F64);
                    self.graph.load(column)
                }
                None => {
                    let why = "it is known only where initial values of each synapse are set";
                    self.missing(expr, "this sum over synapses", why)
                }
            },
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

    fn load(&mut self, met: Met, place: Place, id: VariableId) -> Value {
        let (end, expr) = (met.1, self.expr(met.0));
        if self.is_far(place, end) {
            return self.far(expr);
        }
        if let Some(value) = self.trace(place, id, end, expr.span) {
            return value;
        }
        let owner = self.owner(place, end);
        if let VariableKind::Linked(link) = self.cx.variable(owner, id).kind {
            let index = self.link_index(place, id, end).map(|index| self.memo[&index]);
            return self.linked(met, owner, link, index);
        }
        if let Some(value) = self.stage.states.get(&id).filter(|_| owner == self.owner(Place::Own, None)) {
            return *value;
        }
        let there = match owner {
            _ if self.cx.variable(owner, id).shared => true,
            Owner::Synapses { space: Space::Lane, .. } if self.moment == Moment::Connecting => {
                let what = "a variable of the synapses";
                return self.missing(expr, what, "there are none yet while they are chosen");
            }
            Owner::Group { space, .. } | Owner::Synapses { space, .. } => self.has(space, expr.span),
        };
        match self.variable_column(owner, id) {
            Some(column) if there => self.graph.load(column),
            _ => self.nothing(expr.ty),
        }
    }

    /// Says that what is at the ends of synapses that are an end themselves cannot be read.
    pub(super) fn far(&mut self, expr: &hir::Expr) -> Value {
        self.diagnostics.push(diagnostics::two_ends_away(expr.span));
        self.nothing(expr.ty)
    }

    /// Says that something is not known here, and goes on with a zero.
    pub(super) fn missing(&mut self, expr: &hir::Expr, what: &str, why: &str) -> Value {
        self.diagnostics.push(diagnostics::not_here(expr.span, what, why));
        self.nothing(expr.ty)
    }

    pub(super) fn nothing(&mut self, ty: hir::Type) -> Value {
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
