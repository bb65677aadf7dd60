//! What each piece of a text is, by the byte it begins at.

use crate::syntax::ast::{
    EquationKind, File, ItemKind, Member, MemberKind, Protocol, ProtocolKind, Statement,
};
use std::collections::HashMap;
use std::ops::RangeInclusive;

/// What a piece is, as far as its layout depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// `tau = 20 ms`.
    Constant,
    /// `f(x) = …`.
    Function,
    /// `timed stim = …`.
    TimedArray,
    /// `group inh = …`.
    Subgroup,
    /// `dx/dt = …`, `x = … : 1`.
    Equation,
    /// `x : 1`.
    Parameter,
    /// `threshold: …` and its kin.
    Section,
    /// `v = 0`, `cortex.v = 0`.
    Assignment,
    /// `neurons …`, `synapses …` and its kin.
    Block,
    /// `repeat …`, `for …`.
    Loop,
    /// `monitor …`.
    Monitor,
    /// `run …`, `import …` and its kin.
    Other,
}

impl Class {
    /// Whether its first token is a keyword.
    pub(super) fn has_keyword(self) -> bool {
        use Class as C;
        matches!(self, C::TimedArray | C::Subgroup | C::Block | C::Loop | C::Monitor | C::Other)
    }
}

/// The classes of all pieces that could be read.
#[derive(Default)]
pub(super) struct Classes {
    classes: HashMap<u32, Class>,
    /// Where what is in doubt stands.
    doubts: Vec<u32>,
}

impl Classes {
    /// Of a file.
    pub(super) fn of(file: &File) -> Self {
        let mut classes = Classes::default();
        for item in &file.items {
            let at = item.span.start;
            match &item.kind {
                ItemKind::Definition(_) => classes.set(at, Class::Constant),
                ItemKind::Function(_) => classes.set(at, Class::Function),
                ItemKind::TimedArray(_) => classes.set(at, Class::TimedArray),
                ItemKind::Subgroup(_) => classes.set(at, Class::Subgroup),
                ItemKind::Monitor(_) => classes.set(at, Class::Monitor),
                ItemKind::Import(_) => classes.set(at, Class::Other),
                ItemKind::Protocol(statement) => classes.protocol(statement),
                ItemKind::Model(model) => classes.block(at, &model.body),
                ItemKind::Group(group) => classes.block(at, &group.body),
                ItemKind::PoissonInput(input) => classes.block(at, &input.body),
                ItemKind::Synapses(synapses) => classes.block(at, &synapses.body),
            }
        }
        classes
    }

    /// What begins at a byte, if it could be read.
    pub(super) fn at(&self, byte: u32) -> Option<Class> {
        self.classes.get(&byte).copied()
    }

    /// Takes the pieces at some bytes for such that could not be read.
    pub(super) fn doubt(&mut self, bytes: impl Iterator<Item = u32>) {
        self.doubts.extend(bytes);
    }

    /// Whether something among some bytes is in doubt.
    pub(super) fn is_in_doubt(&self, bytes: RangeInclusive<u32>) -> bool {
        self.doubts.iter().any(|byte| bytes.contains(byte))
    }

    fn set(&mut self, at: u32, class: Class) {
        self.classes.insert(at, class);
    }

    fn protocol(&mut self, statement: &Protocol) {
        let class = match &statement.kind {
            ProtocolKind::Assign { .. } => Class::Assignment,
            ProtocolKind::Repeat { body, .. } | ProtocolKind::For { body, .. } => {
                body.iter().for_each(|statement| self.protocol(statement));
                Class::Loop
            }
            _ => Class::Other,
        };
        self.set(statement.span.start, class);
    }

    fn block(&mut self, at: u32, body: &[Member]) {
        self.set(at, Class::Block);
        for member in body {
            let class = match &member.kind {
                MemberKind::Equation(equation) => match equation.kind {
                    EquationKind::Parameter => Class::Parameter,
                    _ => Class::Equation,
                },
                MemberKind::Reset(body)
                | MemberKind::Init(body)
                | MemberKind::OnEvent { body, .. }
                | MemberKind::Every { body, .. }
                | MemberKind::At { body, .. }
                | MemberKind::Pathway { body, .. } => {
                    self.statements(body);
                    Class::Section
                }
                _ => Class::Section,
            };
            // After its first statement, which is a part of the section's piece.
            self.set(member.span.start, class);
        }
    }

    fn statements(&mut self, body: &[Statement]) {
        for statement in body {
            self.set(statement.span.start, Class::Assignment);
        }
    }
}
