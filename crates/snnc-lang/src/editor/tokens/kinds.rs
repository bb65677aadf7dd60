//! What a token can be, in the words that editors know.

use crate::source::Span;

/// A part of the text and what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where; within one line.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// What more there is to say of it.
    pub modifiers: Modifiers,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),* $(,)?) => {
        /// What a part of the text is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum TokenKind {
            $($(#[$doc])* $kind),*
        }

        impl TokenKind {
            /// All of them; a kind's number is its place in this list.
            pub const ALL: &[TokenKind] = &[$(TokenKind::$kind),*];

            /// What editors call it.
            pub fn name(self) -> &'static str {
                match self {
                    $(TokenKind::$kind => $name),*
                }
            }
        }
    };
}

kinds! {
    /// A group of neurons, a source, synapses.
    Namespace = "namespace",
    /// A model.
    Type = "type",
    /// A constant, a local name.
    Variable = "variable",
    /// A parameter of a function or a model.
    Parameter = "parameter",
    /// A variable of a block.
    Property = "property",
    /// A function, a timed array.
    Function = "function",
    /// A keyword, a section, a flag.
    Keyword = "keyword",
    /// A number.
    Number = "number",
    /// A unit; no editor knows it by itself.
    Unit = "unit",
    /// An operator.
    Operator = "operator",
    /// A comment.
    Comment = "comment",
    /// A string.
    String = "string",
    /// A custom event.
    Event = "event",
    /// A pathway of synapses.
    Label = "label",
    /// A method, a slot of the time step, what a monitor records.
    Choice = "enumMember",
}

impl TokenKind {
    /// Its number.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// What more there is to say of a token: a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Modifiers(u32);

impl Modifiers {
    /// Nothing.
    pub const NONE: Modifiers = Modifiers(0);
    /// It is declared here.
    pub const DECLARATION: Modifiers = Modifiers(1);
    /// It never changes.
    pub const READONLY: Modifiers = Modifiers(2);
    /// All elements share it.
    pub const STATIC: Modifiers = Modifiers(4);
    /// It is written here.
    pub const MODIFICATION: Modifiers = Modifiers(8);
    /// The language has it.
    pub const DEFAULT_LIBRARY: Modifiers = Modifiers(16);
    /// What editors call them, from the lowest bit on.
    pub const NAMES: [&str; 5] = ["declaration", "readonly", "static", "modification", "defaultLibrary"];

    /// Both.
    #[must_use]
    pub const fn and(self, other: Modifiers) -> Modifiers {
        Modifiers(self.0 | other.0)
    }

    /// Whether all of the others are among them.
    pub const fn has(self, others: Modifiers) -> bool {
        self.0 & others.0 == others.0
    }

    /// As a set of bits.
    pub const fn bits(self) -> u32 {
        self.0
    }
}
