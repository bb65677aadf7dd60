//! What an expression has to be, and why.

use crate::hir::Type;
use crate::source::Span;
use crate::units::{self, Dimension};

/// What an expression has to be.
#[derive(Debug, Clone)]
pub(super) struct Expected {
    pub(super) want: Want,
    pub(super) because: Option<Because>,
}

/// The kinds of demands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Want {
    /// Anything.
    Anything,
    /// A condition.
    Boolean,
    /// A whole number.
    Integer,
    /// A number of this dimension; integers are converted.
    Float(Dimension),
    /// A number of this dimension; integers stay integers.
    Number(Dimension),
}

/// The place that makes the demand, and a clause that says so: "dV/dt is V/s".
#[derive(Debug, Clone)]
pub(super) struct Because {
    pub(super) span: Span,
    pub(super) text: String,
    /// If the place is the unit of a declaration: the dimension that it declares.
    pub(super) declares: Option<Dimension>,
}

impl Expected {
    /// No demand; the type and dimension are inferred.
    pub(super) fn any() -> Self {
        Expected { want: Want::Anything, because: None }
    }

    /// A condition.
    pub(super) fn boolean() -> Self {
        Expected { want: Want::Boolean, because: None }
    }

    /// A whole number.
    pub(super) fn integer() -> Self {
        Expected { want: Want::Integer, because: None }
    }

    /// A number of that dimension.
    pub(super) fn float(dimension: Dimension) -> Self {
        Expected { want: Want::Float(dimension), because: None }
    }

    /// A number of that dimension, float or integer.
    pub(super) fn number(dimension: Dimension) -> Self {
        Expected { want: Want::Number(dimension), because: None }
    }

    /// A value for a variable of that type and dimension.
    pub(super) fn of(ty: Type, dimension: Dimension) -> Self {
        match ty {
            Type::Boolean => Expected::boolean(),
            Type::Integer => Expected::integer(),
            Type::Float => Expected::float(dimension),
        }
    }

    /// Says where the demand comes from: a place and a clause about it, such as "dV/dt is V/s" or
    /// "`w` is declared in nS here".
    #[must_use]
    pub(super) fn because(mut self, span: Span, clause: impl Into<String>) -> Self {
        self.because = Some(Because { span, text: clause.into(), declares: None });
        self
    }

    /// Says that the place is the unit of the declaration whose value this is, and what it declares: if the value does
    /// not fit, the unit may be wrong.
    #[must_use]
    pub(super) fn declared(mut self, dimension: Dimension) -> Self {
        if let Some(because) = &mut self.because {
            because.declares = Some(dimension);
        }
        self
    }

    /// The dimension that sums inside the expression can be held to.
    pub(super) fn hint(&self) -> Option<Hint> {
        match self.want {
            Want::Float(dimension) | Want::Number(dimension) => {
                Some(Hint { dimension, of: dimension, steps: vec![], because: self.because.clone() })
            }
            _ => None,
        }
    }
}

/// The dimension that a part of an expression must have, derived from that of the whole.
#[derive(Debug, Clone)]
pub(super) struct Hint {
    /// Of the part.
    pub(super) dimension: Dimension,
    because: Option<Because>,
    /// Of the whole.
    of: Dimension,
    /// The whole was multiplied (`true`) or divided by these.
    steps: Vec<(bool, Dimension)>,
}

impl Hint {
    /// A part that must be dimensionless, and the clause why.
    pub(super) fn one(span: Span, clause: String) -> Self {
        let because = Some(Because { span, text: clause, declares: None });
        Hint { dimension: Dimension::ONE, because, of: Dimension::ONE, steps: vec![] }
    }

    /// Of a factor: the whole is that factor times (or over) a quantity of dimension `other`.
    pub(super) fn through(&self, multiplied: bool, other: Dimension) -> Option<Hint> {
        if other.is_one() {
            return Some(self.clone());
        }
        let dimension = if multiplied { self.dimension.times(other)? } else { self.dimension.over(other)? };
        let mut hint = Hint { dimension, ..self.clone() };
        hint.steps.push((multiplied, other));
        Some(hint)
    }

    /// Forgets how it came about, where no chain of factors tells it.
    pub(super) fn plain(dimension: Dimension) -> Hint {
        Hint { dimension, because: None, of: dimension, steps: vec![] }
    }

    /// The place that makes the demand.
    pub(super) fn place(&self) -> Option<Span> {
        self.because.as_ref().map(|b| b.span)
    }

    /// Where the demand comes from, and "dV/dt is V/s, so this sum must be V/s × F = A".
    pub(super) fn reason(&self, part: &str) -> Option<(Span, String)> {
        let Because { span, text, .. } = self.because.as_ref()?;
        let wanted = units::text(self.dimension);
        if self.steps.is_empty() {
            return Some((*span, format!("{text}, so {part} must be {}", rate(self.dimension))));
        }
        let mut product = rate(self.of);
        for (multiplied, dimension) in &self.steps {
            product += if *multiplied { " × " } else { " ÷ " };
            let factor = units::text(*dimension);
            let brackets = if factor.contains(['/', '·']) { ["(", ")"] } else { ["", ""] };
            product.extend([brackets[0], &factor, brackets[1]]);
        }
        Some((*span, format!("{text}, so {part} must be {product} = {wanted}")))
    }
}

/// The unit of a derivative: what changes by `1/s` has no frequency.
pub(super) fn rate(dimension: Dimension) -> String {
    let text = units::text(dimension);
    if text == "Hz" { "1/s".to_string() } else { text }
}

/// The type as it is told: "an integer".
pub(super) fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Float => "a number",
        Type::Integer => "an integer",
        Type::Boolean => "a boolean",
    }
}

/// "`w` is declared in nS here".
pub(super) fn declaration(name: &str, ty: Type, unit: &str) -> String {
    match unit {
        _ if ty != Type::Float => format!("`{name}` is declared as {} here", type_name(ty)),
        "1" => format!("`{name}` is declared dimensionless here"),
        _ => format!("`{name}` is declared in {unit} here"),
    }
}
