//! The values of a block at a moment, as far as they are known without simulating.

use super::blocks::Block;
use super::facts::Facts;
use super::known::Known;
use crate::check::value::{self, Fault, FaultKind};
use crate::hir::{
    BinaryOp, Builtin, Code, ExprId, ExprKind, LocalId, Place, Target, Value, VariableId, VariableKind,
};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// How deep subexpressions in subexpressions are followed.
const DEPTH: u32 = 60;

/// Which moment it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// While `init` is carried out.
    Init,
    /// When the first run begins.
    Start,
    /// Any.
    Any,
}

/// The values of a block at a moment, as far as they are known.
pub(super) struct Moment<'f, 'm> {
    facts: &'f Facts<'m>,
    block: Block,
    when: When,
    /// The number of the step, if it is a certain one.
    step: Option<u64>,
    /// The index of the element, if it is one and not all of them.
    index: Option<i64>,
    /// What statements that were carried out have written.
    written: HashMap<VariableId, Known>,
    locals: HashMap<LocalId, Known>,
    computed: RefCell<HashMap<VariableId, Known>>,
    depth: Cell<u32>,
}

impl<'f, 'm> Moment<'f, 'm> {
    fn new(facts: &'f Facts<'m>, block: Block, when: When) -> Self {
        Moment {
            facts,
            block,
            when,
            step: None,
            index: None,
            written: HashMap::new(),
            locals: HashMap::new(),
            computed: RefCell::default(),
            depth: Cell::new(0),
        }
    }

    /// Before `init`.
    pub(super) fn init(facts: &'f Facts<'m>, block: Block) -> Self {
        Self::new(facts, block, When::Init)
    }

    /// The beginning of the first run.
    pub(super) fn start(facts: &'f Facts<'m>, block: Block) -> Self {
        Self::new(facts, block, When::Start)
    }

    /// Any moment.
    pub(super) fn any(facts: &'f Facts<'m>, block: Block) -> Self {
        Self::new(facts, block, When::Any)
    }

    /// The element of that index.
    pub(super) fn of(self, index: u32) -> Self {
        Moment { index: Some(index.into()), ..self }
    }

    /// In the step of that number.
    pub(super) fn in_step(self, step: u64) -> Self {
        Moment { step: Some(step), ..self }
    }

    /// What statements have written.
    pub(super) fn written(self) -> HashMap<VariableId, Known> {
        self.written
    }

    /// Carries out statements, as far as they are known.
    pub(super) fn carry_out(&mut self, code: &Code) {
        for statement in &code.statements {
            let value = self.value(statement.value);
            match statement.target {
                Target::Variable(Place::Own, id) => {
                    self.written.insert(id, value);
                }
                Target::Variable(Place::End(_), _) => {}
                Target::Local(id) => {
                    self.locals.insert(id, value);
                }
            }
            self.computed.borrow_mut().clear();
        }
    }

    /// The value of an expression of the block.
    pub(super) fn value(&self, root: ExprId) -> Known {
        self.values(root).1.pop().unwrap_or(Known::Unknown)
    }

    /// The values of an expression and all that it needs, operands first.
    pub(super) fn values(&self, root: ExprId) -> (Vec<ExprId>, Vec<Known>) {
        let order = value::reachable(&self.facts.model.exprs, root);
        let mut known: Vec<Known> = Vec::with_capacity(order.len());
        for id in &order {
            let of = |operand: ExprId| order.binary_search(&operand).map_or(Known::Unknown, |at| known[at]);
            let value = self.step(*id, &of);
            known.push(value);
        }
        (order, known)
    }

    fn step(&self, id: ExprId, of: &dyn Fn(ExprId) -> Known) -> Known {
        let exprs = &self.facts.model.exprs;
        let kind = &exprs[id].kind;
        match kind {
            ExprKind::Variable(place, variable) => return self.variable(*place, *variable),
            ExprKind::Local(local) => return self.locals.get(local).copied().unwrap_or(Known::Unknown),
            ExprKind::Constant(constant) => {
                return Known::Value(self.facts.model.constants[constant.index()].value);
            }
            ExprKind::Builtin(builtin) => return self.builtin(*builtin).map_or(Known::Unknown, Known::Value),
            ExprKind::Select { condition, then, otherwise } => {
                return match of(*condition) {
                    Known::Value(Value::Boolean(true)) => of(*then),
                    Known::Value(_) => of(*otherwise),
                    _ if of(*then) == of(*otherwise) => of(*then),
                    _ => Known::Unknown,
                };
            }
            _ => {}
        }
        if let Some(at) = spreads(kind, of) {
            return Known::NotFinite(at);
        }
        if let ExprKind::Binary(BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod, _, divisor) = kind
            && of(*divisor).number() == Some(0.0)
        {
            return Known::NotFinite(id);
        }
        let unknown = |at: ExprId| Fault { kind: FaultKind::NotConstant, span: exprs[at].span };
        let values = |operand: &ExprId| match of(*operand) {
            Known::Value(value) => Ok(value),
            Known::NotFinite(_) | Known::Unknown => Err(unknown(*operand)),
        };
        match value::step(exprs, id, &values, &|_| None, self.facts.arithmetic) {
            Ok(value) => Known::Value(value),
            Err(fault) if fault.span != exprs[id].span => Known::Unknown,
            Err(Fault { kind, .. }) => match kind {
                FaultKind::DivisionByZero | FaultKind::FloatOverflow | FaultKind::NotANumber => {
                    Known::NotFinite(id)
                }
                FaultKind::NotConstant | FaultKind::IntegerOverflow | FaultKind::Index { .. } => {
                    Known::Unknown
                }
            },
        }
    }

    fn variable(&self, place: Place, id: VariableId) -> Known {
        let model = self.facts.model;
        let end = match place {
            Place::Own => None,
            Place::End(end) => self.block.end(model, end),
        };
        if let Some(end) = end {
            return match end.variable(model, id).kind {
                VariableKind::Parameter { .. } => self.facts.always(end, id),
                _ => Known::Unknown,
            };
        }
        if let Some(written) = self.written.get(&id) {
            return *written;
        }
        match self.block.variable(model, id).kind {
            VariableKind::Subexpression(value) | VariableKind::Held(value) => self.computed(id, value),
            VariableKind::Linked(_) => Known::Unknown,
            VariableKind::Differential { .. } | VariableKind::Parameter { .. } => match self.when {
                When::Init => self.facts.initial(self.block, id),
                When::Start => self.facts.at_start(self.block, id),
                When::Any => self.facts.always(self.block, id),
            },
        }
    }

    fn computed(&self, id: VariableId, value: ExprId) -> Known {
        if let Some(known) = self.computed.borrow().get(&id) {
            return *known;
        }
        if self.depth.get() > DEPTH {
            return Known::Unknown;
        }
        self.depth.set(self.depth.get() + 1);
        let known = self.value(value);
        self.depth.set(self.depth.get() - 1);
        self.computed.borrow_mut().insert(id, known);
        known
    }

    fn builtin(&self, builtin: Builtin) -> Option<Value> {
        let model = self.facts.model;
        let at_start = self.when != When::Any;
        match builtin {
            Builtin::Dt => Some(Value::Float(self.block.dt(model))),
            Builtin::Size => self.block.size(model).map(|size| Value::Integer(size.into())),
            Builtin::EndSize(end) => {
                let size = self.block.population(model, end)?.size();
                Some(Value::Integer(size.into()))
            }
            Builtin::Index(Place::Own) => self.index.map(Value::Integer),
            Builtin::Time if self.step.is_some() => {
                self.step.map(|step| Value::Float(step as f64 * self.block.dt(model)))
            }
            Builtin::Time if at_start => Some(Value::Float(0.0)),
            Builtin::TimeStep if at_start => Some(Value::Integer(0)),
            // Those that are not, do not spike.
            Builtin::NotRefractory(Place::Own) => Some(Value::Boolean(true)),
            _ => None,
        }
    }
}

/// The operand that makes an operation infinite or no number, whatever the others are.
fn spreads(kind: &ExprKind, of: &dyn Fn(ExprId) -> Known) -> Option<ExprId> {
    let not_finite = |id: ExprId| match of(id) {
        Known::NotFinite(at) => Some(at),
        Known::Value(_) | Known::Unknown => None,
    };
    match kind {
        ExprKind::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, a, b) => {
            not_finite(*a).or_else(|| not_finite(*b))
        }
        ExprKind::Negate(a) | ExprKind::Binary(BinaryOp::Div, a, _) => not_finite(*a),
        _ => None,
    }
}
