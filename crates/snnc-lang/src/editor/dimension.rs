//! The dimension of what is written, as far as it can be told without checking it.

use super::language::{self, Wanted};
use super::names::Names;
use super::symbols::{Symbol, SymbolId, SymbolKind, Symbols};
use crate::hir::Type;
use crate::source::Span;
use crate::syntax::ast::{self, Expr, ExprKind, Instance, ItemKind, Name, Number, ProductOp, Subscript};
use crate::units::{self, Dimension, Ratio, Unit};
use std::cell::RefCell;
use std::collections::HashMap;

/// Of what kind a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quality {
    /// A number of this dimension.
    Number(Dimension),
    /// A truth value.
    Condition,
}

impl Quality {
    /// Its dimension, if it is a number.
    pub(super) fn dimension(self) -> Option<Dimension> {
        match self {
            Quality::Number(dimension) => Some(dimension),
            Quality::Condition => None,
        }
    }
}

/// What is known of the dimensions of a file.
pub(super) struct Dimensions<'a> {
    symbols: &'a Symbols,
    /// What constants, arrays and parameters get their values by, by where they are defined.
    values: HashMap<Span, &'a Expr>,
    names: Names<'a>,
    /// What is known of symbols; `None` too while it is being found out.
    known: RefCell<HashMap<SymbolId, Option<Quality>>>,
}

const ONE: Quality = Quality::Number(Dimension::ONE);

impl<'a> Dimensions<'a> {
    /// Of a file.
    pub(super) fn new(file: &'a ast::File, symbols: &'a Symbols) -> Self {
        let mut values = HashMap::new();
        let mut given = |instance: Option<&'a Instance>| {
            let Some(instance) = instance else { return };
            let model = file.items.iter().find_map(|item| match &item.kind {
                ItemKind::Model(model) if model.name.text == instance.model.text => Some(model),
                _ => None,
            });
            let Some(model) = model else { return };
            for (at, parameter) in model.parameters.iter().enumerate() {
                let given = instance.arguments.iter().enumerate().find(|(place, argument)| {
                    argument.name.as_ref().map_or(*place == at, |name| name.text == parameter.name.text)
                });
                if let (None, Some((_, argument))) = (&parameter.default, given) {
                    values.entry(parameter.name.span).or_insert(&argument.value);
                }
            }
        };
        for item in &file.items {
            match &item.kind {
                ItemKind::Group(it) => given(it.instance.as_ref()),
                ItemKind::Synapses(it) => given(it.instance.as_ref()),
                ItemKind::Model(it) => given(it.instance.as_ref()),
                _ => {}
            }
        }
        for item in &file.items {
            match &item.kind {
                ItemKind::Definition(it) => {
                    values.insert(it.name.span, &it.value);
                }
                ItemKind::TimedArray(it) => {
                    values.insert(it.name.span, &it.value);
                }
                ItemKind::Model(it) => {
                    for parameter in &it.parameters {
                        if let Some(default) = &parameter.default {
                            values.insert(parameter.name.span, default);
                        }
                    }
                }
                _ => {}
            }
        }
        Dimensions { symbols, values, names: Names::new(file), known: RefCell::default() }
    }

    /// Of a symbol.
    pub(super) fn of(&self, id: SymbolId) -> Option<Quality> {
        if let Some(known) = self.known.borrow().get(&id) {
            return *known;
        }
        self.known.borrow_mut().insert(id, None);
        let found = self.of_symbol(self.symbols.get(id));
        self.known.borrow_mut().insert(id, found);
        found
    }

    fn of_symbol(&self, symbol: &Symbol) -> Option<Quality> {
        if let Some(declared) = &symbol.declared {
            return Some(match declared.ty {
                Type::Boolean => Quality::Condition,
                Type::Integer | Type::Float => Quality::Number(declared.dimension),
            });
        }
        match symbol.kind {
            SymbolKind::Loop => Some(ONE),
            SymbolKind::Constant | SymbolKind::Parameter | SymbolKind::TimedArray => {
                self.expr(self.values.get(&symbol.span?)?)
            }
            _ => None,
        }
    }

    /// Of an expression.
    pub(super) fn expr(&self, expr: &Expr) -> Option<Quality> {
        let number = |dimension: Option<Dimension>| dimension.map(Quality::Number);
        match &expr.kind {
            // A nought fits any dimension.
            ExprKind::Number(Number::Integer(0)) | ExprKind::Text(_) | ExprKind::Tuple(_) => None,
            ExprKind::Number(_) => Some(ONE),
            ExprKind::Quantity { unit, .. } => number(unit_of(unit).map(|unit| unit.dimension)),
            ExprKind::Name(name) => self.name(name),
            ExprKind::Sign { operand, .. } => self.expr(operand),
            ExprKind::Not(_) | ExprKind::Comparison { .. } | ExprKind::And(_) | ExprKind::Or(_) => {
                Some(Quality::Condition)
            }
            ExprKind::Sum { first, rest } => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e)).find_map(|e| self.expr(e))
            }
            ExprKind::Product { first, rest } => {
                let mut dimension = self.expr(first)?.dimension()?;
                for (op, _, factor) in rest {
                    let factor = self.expr(factor)?.dimension()?;
                    dimension = match op {
                        ProductOp::Mul => dimension.times(factor)?,
                        ProductOp::Div => dimension.over(factor)?,
                        ProductOp::FloorDiv => Dimension::ONE,
                        ProductOp::Mod => dimension,
                    };
                }
                Some(Quality::Number(dimension))
            }
            ExprKind::Power { base, exponent } => {
                let base = self.expr(base)?.dimension()?;
                if base.is_one() {
                    return Some(ONE);
                }
                number(base.power(exponent_of(exponent)?))
            }
            ExprKind::Conditional { then, otherwise, .. } => self.expr(then).or_else(|| self.expr(otherwise)),
            ExprKind::Call { function, arguments } => self.call(function, arguments),
            ExprKind::Index { base, .. } => self.expr(base),
            ExprKind::Member { base, name } => self.member(base, name),
            ExprKind::Array(items) => items.iter().find_map(|e| self.expr(e)),
            ExprKind::Comprehension { term, .. } => self.expr(term),
        }
    }

    fn name(&self, name: &Name) -> Option<Quality> {
        let at = name.span;
        if let Some(id) = self.symbols.look_up(&name.text, at.source, at.start) {
            let symbol = self.symbols.get(id);
            if !symbol.kind.is_of_language() {
                return self.of(id);
            }
        }
        of_language(&name.text)
    }

    fn call(&self, function: &Name, arguments: &[ast::Argument]) -> Option<Quality> {
        let of = |argument: &ast::Argument| self.expr(&argument.value);
        if let Some(known) = language::function(&function.text) {
            return match known.yields {
                Wanted::Condition => Some(Quality::Condition),
                Wanted::Time => Some(Quality::Number(Dimension::TIME)),
                Wanted::Same if known.name == "sqrt" => {
                    let squared = of(arguments.first()?)?.dimension()?;
                    squared.power(Ratio::new(1, 2)?).map(Quality::Number)
                }
                Wanted::Same if known.name == "where" => arguments.get(1..)?.iter().find_map(of),
                Wanted::Same => arguments.iter().find_map(of),
                Wanted::Any => None,
                _ => Some(ONE),
            };
        }
        let at = function.span;
        self.of(self.symbols.look_up(&function.text, at.source, at.start)?)
    }

    fn member(&self, base: &Expr, name: &Name) -> Option<Quality> {
        let group = match &base.kind {
            ExprKind::Index { base, .. } => base,
            _ => base,
        };
        let ExprKind::Name(group) = &group.kind else { return None };
        self.variable(group, &name.text)
    }

    /// Of a variable of a group.
    pub(super) fn variable(&self, group: &Name, variable: &str) -> Option<Quality> {
        let item = self.names.whole(&group.text)?;
        // Inside of a block, its names are known.
        self.of(self.symbols.look_up(variable, item.span.source, item.span.start + 1)?)
    }

    /// What gives a constant or parameter that is defined there its value.
    pub(super) fn value(&self, defined: Span) -> Option<Span> {
        self.values.get(&defined).map(|value| value.span)
    }

    /// The symbols that it is about.
    pub(super) fn symbols(&self) -> &'a Symbols {
        self.symbols
    }
}

/// Of a name of the language.
pub(super) fn of_language(name: &str) -> Option<Quality> {
    if let Some(constant) = language::constant(name) {
        // Infinity fits any dimension.
        return match constant.condition {
            true => Some(Quality::Condition),
            false if name == "inf" => None,
            false => constant.dimension().map(Quality::Number),
        };
    }
    if let Some(quantity) = language::quantity(name) {
        return match quantity.condition {
            true => Some(Quality::Condition),
            false => quantity.dimension().map(Quality::Number),
        };
    }
    match name {
        "seed" | "wiring_seed" => Some(ONE),
        _ => units::anywhere(name).map(|unit| Quality::Number(unit.dimension)),
    }
}

/// The unit that stands after a number or `:`; `None` of types too.
pub(super) fn unit_of(expr: &Expr) -> Option<Unit> {
    match &expr.kind {
        ExprKind::Number(Number::Integer(1)) => Some(Unit::ONE),
        ExprKind::Name(name) => units::after_number(&name.text),
        ExprKind::Power { base, exponent } => unit_of(base)?.power(exponent_of(exponent)?),
        ExprKind::Product { first, rest } => {
            let mut unit = unit_of(first)?;
            for (op, _, factor) in rest {
                let factor = unit_of(factor)?;
                unit = match op {
                    ProductOp::Div => unit.over(factor)?,
                    _ => unit.times(factor)?,
                };
            }
            Some(unit)
        }
        _ => None,
    }
}

/// What is declared by a unit after `:`.
pub(super) fn declared(unit: &Expr) -> Option<Quality> {
    match &unit.kind {
        ExprKind::Name(name) if &*name.text == "boolean" => Some(Quality::Condition),
        ExprKind::Name(name) if &*name.text == "integer" => Some(ONE),
        _ => unit_of(unit).map(|unit| Quality::Number(unit.dimension)),
    }
}

/// A number that is written as an exponent.
pub(super) fn exponent_of(expr: &Expr) -> Option<Ratio> {
    match &expr.kind {
        ExprKind::Number(Number::Integer(n)) => Ratio::new(*n, 1),
        ExprKind::Number(Number::Float(x)) => Ratio::approximate(*x),
        ExprKind::Sign { negative: true, operand } => exponent_of(operand)?.times(Ratio::from(-1)),
        ExprKind::Product { first, rest } => match rest.as_slice() {
            [(ProductOp::Div, _, divisor)] => {
                let divisor = exponent_of(divisor)?;
                let inverse = Ratio::new(divisor.denominator().into(), divisor.numerator().into())?;
                exponent_of(first)?.times(inverse)
            }
            _ => None,
        },
        _ => None,
    }
}

/// The expressions of a subscript.
pub(super) fn subscripts(subscript: &Subscript) -> impl Iterator<Item = &Expr> {
    let all = match subscript {
        Subscript::Index(e) => [Some(e), None, None],
        Subscript::Slice { lo, hi, step, .. } => [lo.as_ref(), hi.as_ref(), step.as_ref()],
    };
    all.into_iter().flatten()
}
