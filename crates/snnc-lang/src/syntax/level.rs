//! Precedence, for whoever writes expressions with no more parentheses than needed.

/// How tightly an expression holds together, from loose to tight, as in the grammar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Conditional,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Sign,
    Power,
    Quantity,
    #[default]
    Atom,
}
