//! What is wanted at the cursor: a voltage after `v >`, a time in `refractory:`, a plain number in `exp( )`.
//!
//! The demand on a whole expression is pushed down to the name at the cursor; where none is known, the other operands of a
//! sum or comparison tell.

use super::cursor::{Cursor, MARK};
use super::walk::{For, expressions};
use crate::editor::dimension::{Dimensions, Quality, declared, exponent_of, subscripts};
use crate::editor::language::{self, Wanted};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, Equation, Expr, ExprKind, ItemKind, Name, ProductOp, Subscript};
use crate::units::{Dimension, Ratio};

/// What is wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::editor) enum Want {
    /// That is not known.
    #[default]
    Unknown,
    /// A number of this dimension.
    Number(Dimension),
    /// A condition.
    Condition,
    /// A number of this dimension, or a condition.
    Either(Dimension),
}

impl From<Option<Quality>> for Want {
    fn from(quality: Option<Quality>) -> Want {
        match quality {
            None => Want::Unknown,
            Some(Quality::Number(dimension)) => Want::Number(dimension),
            Some(Quality::Condition) => Want::Condition,
        }
    }
}

impl Want {
    /// The dimension that is wanted.
    pub(in crate::editor) fn dimension(self) -> Option<Dimension> {
        match self {
            Want::Number(dimension) | Want::Either(dimension) => Some(dimension),
            Want::Unknown | Want::Condition => None,
        }
    }

    /// Whether something is what is wanted; `None` if that cannot be told.
    pub(in crate::editor) fn suits(self, quality: Option<Quality>) -> Option<bool> {
        match (self, quality?) {
            (Want::Number(wanted) | Want::Either(wanted), Quality::Number(found)) => Some(wanted == found),
            (Want::Either(_) | Want::Condition, Quality::Condition) => Some(true),
            // A comparison may begin with anything.
            (Want::Unknown, _) | (Want::Condition, Quality::Number(_)) => None,
            (Want::Number(_), Quality::Condition) => Some(false),
        }
    }
}

/// What is wanted at the cursor.
pub(in crate::editor) fn wanted(cursor: &Cursor, dimensions: &Dimensions<'_>) -> Want {
    if !cursor.is_read {
        return Want::Unknown;
    }
    let at = Span::new(cursor.source.id, cursor.start, cursor.start + MARK.len());
    let search = Search { cursor, dimensions, at };
    let mut want = Want::Unknown;
    if let Some(item) = cursor.item() {
        expressions(item, &mut |place, expr| {
            if expr.span.contains(at) {
                want = search.inside(expr, search.of_place(place));
            }
        });
    }
    want
}

struct Search<'c> {
    cursor: &'c Cursor,
    dimensions: &'c Dimensions<'c>,
    at: Span,
}

const NUMBER: Want = Want::Number(Dimension::ONE);

impl Search<'_> {
    fn has(&self, expr: &Expr) -> bool {
        expr.span.contains(self.at)
    }

    fn quality(&self, expr: &Expr) -> Option<Quality> {
        if self.has(expr) { None } else { self.dimensions.expr(expr) }
    }

    /// What is wanted of a whole expression.
    fn of_place(&self, place: For<'_>) -> Want {
        let unit = |unit: Option<&Expr>| Want::from(unit.and_then(declared));
        match place {
            For::Constant(name, unit_after) => match &*name.text {
                "dt" => Want::Number(Dimension::TIME),
                "seed" | "wiring_seed" => NUMBER,
                _ => unit(unit_after),
            },
            For::Function(unit_after) => unit(unit_after),
            For::Differential(equation) => differential(equation),
            For::Subexpression(equation) => unit(equation.unit.as_ref()),
            For::Condition | For::Rule | For::Until => Want::Condition,
            For::Time => Want::Number(Dimension::TIME),
            For::Refractory => Want::Either(Dimension::TIME),
            For::Rate => Want::from(crate::editor::dimension::of_language("Hz")),
            For::Integer | For::Number => NUMBER,
            For::Subscript => Want::Either(Dimension::ONE),
            For::Weight(group, variable) => self.dimensions.variable(&group.name, &variable.text).into(),
            For::Statement(target, op) => factor(op, self.target(target)),
            For::Assigned(group, variable, op) => {
                factor(op, self.dimensions.variable(group, &variable.text).into())
            }
            For::Set(name) if &*name.text == "dt" => Want::Number(Dimension::TIME),
            For::Set(name) => self.target(name),
            For::Argument(model, at, name) => self.argument(model, at, name),
            For::Timed | For::Default | For::Given | For::Anything => Want::Unknown,
        }
    }

    fn target(&self, name: &Name) -> Want {
        let symbols = self.dimensions.symbols();
        let id = symbols.look_up(&name.text, name.span.source, name.span.start);
        id.and_then(|id| self.dimensions.of(id)).into()
    }

    fn argument(&self, model: &Name, at: usize, name: Option<&Name>) -> Want {
        let items = self.cursor.file.items.iter();
        let found = items.filter_map(|item| match &item.kind {
            ItemKind::Model(it) if it.name.text == model.text => Some(it),
            _ => None,
        });
        let default = found.flat_map(|it| &it.parameters).enumerate().find_map(|(place, parameter)| {
            let is_meant = name.map_or(place == at, |name| name.text == parameter.name.text);
            parameter.default.as_ref().filter(|_| is_meant)
        });
        default.and_then(|default| self.dimensions.expr(default)).into()
    }

    /// What is wanted at the cursor, if `want` is of the expression in which it stands.
    fn inside(&self, expr: &Expr, want: Want) -> Want {
        match &expr.kind {
            ExprKind::Name(_) | ExprKind::Quantity { .. } | ExprKind::Number(_) => want,
            ExprKind::Sign { operand, .. } => self.inside(operand, want),
            ExprKind::Not(operand) => self.inside(operand, Want::Condition),
            ExprKind::And(operands) | ExprKind::Or(operands) => {
                self.first(operands.iter(), |_| Want::Condition)
            }
            ExprKind::Sum { first, rest } => {
                let operands = || std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e));
                let want = match want {
                    Want::Number(_) => want,
                    // A comparison may follow.
                    _ => operands().find_map(|e| self.quality(e)).into(),
                };
                self.first(operands(), |_| want)
            }
            ExprKind::Comparison { first, rest } => {
                let operands = || std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e));
                let other: Want = operands().find_map(|e| self.quality(e)).into();
                self.first(operands(), |_| other)
            }
            ExprKind::Product { first, rest } => self.product(first, rest, want),
            ExprKind::Power { base, exponent } => {
                if self.has(exponent) {
                    return self.inside(exponent, NUMBER);
                }
                let root = exponent_of(exponent)
                    .and_then(|e| Ratio::new(e.denominator().into(), e.numerator().into()));
                let of_base = want.dimension().zip(root).and_then(|(want, root)| want.power(root));
                self.inside(base, of_base.map_or(Want::Unknown, Want::Number))
            }
            ExprKind::Conditional { condition, then, otherwise } => {
                if self.has(condition) {
                    return self.inside(condition, Want::Condition);
                }
                let other = || Want::from(self.quality(then).or_else(|| self.quality(otherwise)));
                let want = if want == Want::Unknown { other() } else { want };
                self.first([&**then, &**otherwise].into_iter(), |_| want)
            }
            ExprKind::Call { function, arguments } => {
                let values: Vec<&Expr> = arguments.iter().map(|argument| &argument.value).collect();
                self.call(function, &values, want)
            }
            ExprKind::Index { base, subscripts: all } => {
                if self.has(base) {
                    return self.inside(base, want);
                }
                let slice = |it: &Subscript| matches!(it, Subscript::Slice { .. });
                let want = if all.iter().any(slice) { NUMBER } else { Want::Either(Dimension::ONE) };
                self.first(all.iter().flat_map(subscripts), |_| want)
            }
            ExprKind::Member { base, .. } => self.inside(base, Want::Unknown),
            ExprKind::Array(items) => {
                let other = || Want::from(items.iter().find_map(|e| self.quality(e)));
                let want = if want == Want::Unknown { other() } else { want };
                self.first(items.iter(), |_| want)
            }
            ExprKind::Tuple(items) => self.first(items.iter(), |at| match at {
                0 => NUMBER,
                _ => Want::Number(Dimension::TIME),
            }),
            ExprKind::Comprehension { term, generator } => {
                if self.has(term) {
                    return self.inside(term, want);
                }
                match generator.filter.as_ref().filter(|e| self.has(e)) {
                    Some(filter) => self.inside(filter, Want::Condition),
                    None => self.inside(&generator.over, NUMBER),
                }
            }
            ExprKind::Text(_) => Want::Unknown,
        }
    }

    /// Inside of the one of these expressions in which the cursor is; what is wanted of each is told by its number.
    fn first<'e>(&self, all: impl Iterator<Item = &'e Expr>, want: impl Fn(usize) -> Want) -> Want {
        let found = all.enumerate().find(|(_, e)| self.has(e));
        found.map_or(Want::Unknown, |(at, e)| self.inside(e, want(at)))
    }

    /// The whole divided by the other factors.
    fn product(&self, first: &Expr, rest: &[(ProductOp, Span, Expr)], want: Want) -> Want {
        let factors = std::iter::once((ProductOp::Mul, first)).chain(rest.iter().map(|(op, _, e)| (*op, e)));
        let mut left = want.dimension();
        let mut at = None;
        for (op, factor) in factors {
            if self.has(factor) {
                at = Some((op, factor));
                continue;
            }
            let dimension = self.quality(factor).and_then(Quality::dimension);
            // A number fits any product.
            let dimension = dimension.or_else(|| is_number(factor).then_some(Dimension::ONE));
            left = left.zip(dimension).and_then(|(left, factor)| match op {
                ProductOp::Mul => left.over(factor),
                ProductOp::Div => left.times(factor),
                ProductOp::FloorDiv | ProductOp::Mod => None,
            });
        }
        let Some((op, factor)) = at else { return Want::Unknown };
        let want = match op {
            ProductOp::Mul => left,
            ProductOp::Div => left.and_then(|left| Dimension::ONE.over(left)),
            ProductOp::FloorDiv => Some(Dimension::ONE),
            ProductOp::Mod => self.quality(first).and_then(Quality::dimension),
        };
        self.inside(factor, want.map_or(Want::Unknown, Want::Number))
    }

    fn call(&self, function: &Name, arguments: &[&Expr], want: Want) -> Want {
        let Some(known) = language::function(&function.text) else {
            // What is called is a timed array, or a function of which anything may be wanted.
            let at = function.span;
            let symbols = self.dimensions.symbols();
            let id = symbols.look_up(&function.text, at.source, at.start);
            let timed =
                id.is_some_and(|id| symbols.get(id).kind == crate::editor::symbols::SymbolKind::TimedArray);
            return self.first(arguments.iter().copied(), |at| match (timed, at) {
                (false, _) => Want::Unknown,
                (true, 0) => Want::Number(Dimension::TIME),
                (true, _) => NUMBER,
            });
        };
        let others = || Want::from(arguments.iter().find_map(|e| self.quality(e)));
        self.first(arguments.iter().copied(), |at| {
            let parameter = known.parameters.get(at).or(known.parameters.last().filter(|_| known.more));
            match parameter.map(|(_, wanted)| *wanted) {
                Some(Wanted::Number | Wanted::Integer) => NUMBER,
                Some(Wanted::Condition) => Want::Condition,
                Some(Wanted::Time) => Want::Number(Dimension::TIME),
                Some(Wanted::Same) if matches!(want, Want::Number(_)) => want,
                Some(Wanted::Same) => others(),
                Some(Wanted::Squared) => {
                    let squared = want.dimension().and_then(|want| want.power(Ratio::from(2)));
                    squared.map_or(Want::Unknown, Want::Number)
                }
                Some(Wanted::Terms) => want,
                Some(Wanted::Any | Wanted::Text) | None => Want::Unknown,
            }
        })
    }
}

/// What is multiplied or divided by is a plain number.
fn factor(op: AssignOp, want: Want) -> Want {
    match op {
        AssignOp::Set | AssignOp::Add | AssignOp::Sub => want,
        AssignOp::Mul | AssignOp::Div => NUMBER,
    }
}

fn is_number(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Number(_))
}

/// The unit of the variable over a second.
fn differential(equation: &Equation) -> Want {
    let unit = equation.unit.as_ref().and_then(declared);
    let rate = unit.and_then(|unit| unit.dimension()?.over(Dimension::TIME));
    rate.map_or(Want::Unknown, Want::Number)
}
