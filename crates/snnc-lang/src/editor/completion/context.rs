//! What can stand at a cursor.

use crate::editor::names::BodyKind;

/// What can stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::editor) enum Context {
    /// An item of the file, or a statement in a loop of the protocol.
    Item { in_loop: bool },
    /// An equation or a section.
    Member(BodyKind),
    /// What statements can assign.
    Target,
    /// An expression.
    Operand(Site),
    /// What may follow an operand: words such as `if`.
    Words(&'static [&'static str]),
    /// A unit after a number.
    AfterNumber,
    /// A unit after `:`.
    Unit,
    /// The flags of an equation; whether their brackets are there.
    Flags { brackets: bool },
    /// A model.
    Model,
    /// A group; synapses too.
    Group { synapses: bool },
    /// A variable of that group.
    VariableOf(String),
    /// What a monitor records; of that group, if it is known.
    Recorded(Option<String>),
    /// The name of a parameter of that model.
    ParameterOf(String),
    /// A clause of a rule.
    Clause,
    /// A method.
    Method,
    /// A slot.
    Slot,
    /// A custom event of the block, or of the source of the synapses.
    Event,
    /// A pathway.
    Pathway,
    /// What can be given another value by `set`.
    Settable,
    /// `.method`.
    MethodMember,
    /// A file, in quotes or to be put into them.
    File(FileKind, Quotes),
    /// A stored state.
    Label(Quotes),
}

/// What kind of file is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum FileKind {
    /// A model.
    Model,
    /// Arrays.
    Array,
}

/// Whether the cursor is within quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Quotes {
    /// It is.
    Open,
    /// They are to be written.
    Lacking,
}

/// Where an expression stands; it decides which quantities and functions of the language are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Site {
    /// A constant expression.
    Constant,
    /// What comes after the `in` of a generator or loop.
    Range,
    /// The body of a function.
    Function,
    /// The values of a timed array.
    Timed,
    /// A condition that ends a run.
    Until,
    /// A part of a group.
    Selection,
    /// An equation of a block, and whether it is a differential one.
    Equation { differential: bool },
    /// A condition or a time of a block, or its statements; whether they are the `init` of it.
    Block { init: bool },
    /// A connection rule.
    Connect,
    /// The delay of a pathway.
    Delay,
    /// An assignment of the protocol.
    Assignment,
}
