//! Which variables have memory.

use crate::kernel::{Precision, Type};
use crate::plan::{ConstantValue, Shown, StoredVariable};
use snnc_lang::hir::{self, NoiseId, VariableId, VariableKind};
use snnc_lang::units;

/// What the runtime keeps for a block if a kernel reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    /// The time of a neuron's last spike.
    LastSpike,
    /// Whether a neuron is not refractory.
    NotRefractory,
    /// `N_incoming` of a synapse.
    Incoming,
    /// `N_outgoing` of a synapse.
    Outgoing,
    /// `index` of a synapse.
    Number,
    /// `N` of synapses.
    Count,
    /// The normal number of this step of a noise that all elements share.
    Noise(NoiseId),
    /// A local name of statements that are carried out first for what is shared, then for each element; a number of its own.
    Local(u32, Type),
    /// `lastupdate` of a synapse.
    LastUpdate,
}

impl Kept {
    fn describe(self) -> StoredVariable {
        let (name, ty, unit) = match self {
            Kept::LastSpike => ("lastspike", Type::F64, ("s", "second")),
            Kept::NotRefractory => ("not_refractory", Type::Bool, ("1", "1")),
            Kept::Incoming => ("N_incoming", Type::I64, ("1", "1")),
            Kept::Outgoing => ("N_outgoing", Type::I64, ("1", "1")),
            Kept::Number => ("index", Type::I64, ("1", "1")),
            Kept::LastUpdate => ("lastupdate", Type::F64, ("s", "second")),
            Kept::Count => ("N", Type::I64, ("1", "1")),
            Kept::Noise(_) => ("noise", Type::F64, ("1", "1")),
            Kept::Local(_, ty) => ("local", ty, ("1", "1")),
        };
        let shared = matches!(self, Kept::Noise(_) | Kept::Local(..));
        let shown = Shown { unit: unit.1.into(), scale: 1.0 };
        let precision = Precision::Double;
        StoredVariable { name: name.into(), ty, precision, shared, unit: unit.0.into(), shown }
    }
}

/// The memory of a block.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    /// What has memory, for the plan.
    pub(super) variables: Vec<StoredVariable>,
    slots: Vec<Option<usize>>,
    kept: Vec<(Kept, usize)>,
}

impl Layout {
    /// Memory for all of a block's variables that are not computed where they are used, nor kept `elsewhere`. The floats of each
    /// element are stored in that precision.
    pub(super) fn new(
        variables: &[hir::Variable],
        precision: Precision,
        elsewhere: impl Fn(VariableId) -> bool,
    ) -> Self {
        let mut layout = Layout { variables: Vec::new(), slots: Vec::new(), kept: Vec::new() };
        for (id, variable) in variables.iter().enumerate() {
            let computed = matches!(variable.kind, VariableKind::Subexpression(_) | VariableKind::Linked(_))
                || elsewhere(VariableId(id as u32));
            layout.slots.push((!computed).then_some(layout.variables.len()));
            if !computed {
                let mut stored = describe(variable);
                if stored.ty == Type::F64 && !stored.shared {
                    stored.precision = precision;
                }
                layout.variables.push(stored);
            }
        }
        layout
    }

    /// Which of the stored variables, if it has memory.
    pub(super) fn slot(&self, id: VariableId) -> Option<usize> {
        self.slots[id.index()]
    }

    /// The memory of what the runtime keeps, from now on if not before.
    pub(super) fn keep(&mut self, what: Kept) -> usize {
        self.kept(what).unwrap_or_else(|| {
            let slot = self.add(what.describe());
            self.kept.push((what, slot));
            slot
        })
    }

    /// What is kept that has a meaning beyond this lowering: not the memory of statements.
    pub(super) fn lasting(&self) -> impl Iterator<Item = Kept> + '_ {
        let kept = self.kept.iter().map(|(kept, _)| *kept);
        kept.filter(|kept| !matches!(kept, Kept::Noise(_) | Kept::Local(..)))
    }

    /// Memory for one thing more.
    pub(super) fn add(&mut self, variable: StoredVariable) -> usize {
        self.variables.push(variable);
        self.variables.len() - 1
    }

    /// Memory for one more local name.
    pub(super) fn fresh_local(&self, ty: Type) -> Kept {
        Kept::Local(self.kept.len() as u32, ty)
    }

    /// The memory of a float that a method keeps from step to step, for each element or for all. Its name begins with `_`, as no
    /// variable's does.
    pub(super) fn hidden(&mut self, name: &str, shared: bool) -> usize {
        let known = self.variables.iter().position(|variable| variable.name == name);
        known.unwrap_or_else(|| {
            let shown = Shown { unit: "1".into(), scale: 1.0 };
            let (unit, precision) = ("1".into(), Precision::Double);
            self.add(StoredVariable { name: name.into(), ty: Type::F64, precision, unit, shown, shared })
        })
    }

    /// The memory of what the runtime keeps, if something needs it.
    pub(super) fn kept(&self, what: Kept) -> Option<usize> {
        self.kept.iter().find(|(kept, _)| *kept == what).map(|(_, slot)| *slot)
    }
}

/// Name, type and units of a variable. The only thing that units are needed for below the language.
pub(super) fn describe(variable: &hir::Variable) -> StoredVariable {
    StoredVariable {
        name: variable.name.to_string(),
        ty: kernel_type(variable.ty),
        precision: Precision::Double,
        shared: variable.shared,
        unit: units::text(variable.dimension),
        shown: Shown { unit: variable.unit.text.to_string(), scale: variable.unit.scale },
    }
}

/// A constant for the record.
pub(super) fn constant(constant: &hir::Constant) -> ConstantValue {
    let value = match constant.value {
        hir::Value::Float(x) => x,
        hir::Value::Integer(n) => n as f64,
        hir::Value::Boolean(b) => f64::from(u8::from(b)),
    };
    ConstantValue { name: constant.name.to_string(), value, unit: units::text(constant.dimension) }
}

/// The type of a value of the language in a kernel.
pub(super) fn kernel_type(ty: hir::Type) -> Type {
    match ty {
        hir::Type::Float => Type::F64,
        hir::Type::Integer => Type::I64,
        hir::Type::Boolean => Type::Bool,
    }
}
