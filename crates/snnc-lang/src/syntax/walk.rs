//! Walking over expressions.

use super::ast::{Argument, Expr, ExprKind, Generator, Subscript};

impl Expr {
    /// Calls `visit` with this expression and all in it, each before its parts.
    pub fn visit<'e>(&'e self, visit: &mut dyn FnMut(&'e Expr)) {
        visit(self);
        self.parts(&mut |part| part.visit(visit));
    }

    /// Calls `part` with each expression that stands directly in this one.
    pub fn parts<'e>(&'e self, part: &mut dyn FnMut(&'e Expr)) {
        use ExprKind as K;
        match &self.kind {
            K::Number(_) | K::Name(_) | K::Text(_) => {}
            K::Quantity { value, .. } => part(value),
            K::Sign { operand, .. } | K::Not(operand) => part(operand),
            K::Sum { first, rest } => {
                part(first);
                rest.iter().for_each(|(_, _, e)| part(e));
            }
            K::Product { first, rest } => {
                part(first);
                rest.iter().for_each(|(_, _, e)| part(e));
            }
            K::Comparison { first, rest } => {
                part(first);
                rest.iter().for_each(|(_, _, e)| part(e));
            }
            K::Power { base, exponent } => {
                part(base);
                part(exponent);
            }
            K::And(operands) | K::Or(operands) | K::Array(operands) | K::Tuple(operands) => {
                operands.iter().for_each(part);
            }
            K::Conditional { condition, then, otherwise } => {
                part(condition);
                part(then);
                part(otherwise);
            }
            K::Call { arguments, .. } => arguments.iter().for_each(|a| part(&a.value)),
            K::Index { base, subscripts } => {
                part(base);
                for subscript in subscripts {
                    match subscript {
                        Subscript::Index(e) => part(e),
                        Subscript::Slice { lo, hi, step, .. } => {
                            [lo, hi, step].into_iter().flatten().for_each(&mut *part);
                        }
                    }
                }
            }
            K::Member { base, .. } => part(base),
            K::Comprehension { term, generator } => {
                part(term);
                part(&generator.over);
                generator.filter.iter().for_each(part);
            }
        }
    }

    /// The same expression with some parts replaced: `replace` yields what stands for a part, or `None` to look into it.
    #[must_use]
    pub fn map<'e>(&'e self, replace: &mut dyn FnMut(&'e Expr) -> Option<Expr>) -> Expr {
        use ExprKind as K;
        if let Some(other) = replace(self) {
            return other;
        }
        let mut one = |e: &'e Expr| e.map(replace);
        let kind = match &self.kind {
            K::Number(_) | K::Name(_) | K::Text(_) => self.kind.clone(),
            K::Quantity { value, unit } => K::Quantity { value: Box::new(one(value)), unit: unit.clone() },
            K::Sign { negative, operand } => K::Sign { negative: *negative, operand: Box::new(one(operand)) },
            K::Not(operand) => K::Not(Box::new(one(operand))),
            K::Sum { first, rest } => {
                let first = Box::new(one(first));
                K::Sum { first, rest: rest.iter().map(|(op, span, e)| (*op, *span, one(e))).collect() }
            }
            K::Product { first, rest } => {
                let first = Box::new(one(first));
                K::Product { first, rest: rest.iter().map(|(op, span, e)| (*op, *span, one(e))).collect() }
            }
            K::Comparison { first, rest } => {
                let first = Box::new(one(first));
                K::Comparison { first, rest: rest.iter().map(|(op, span, e)| (*op, *span, one(e))).collect() }
            }
            K::Power { base, exponent } => {
                K::Power { base: Box::new(one(base)), exponent: Box::new(one(exponent)) }
            }
            K::And(operands) => K::And(operands.iter().map(one).collect()),
            K::Or(operands) => K::Or(operands.iter().map(one).collect()),
            K::Array(items) => K::Array(items.iter().map(one).collect()),
            K::Tuple(items) => K::Tuple(items.iter().map(one).collect()),
            K::Conditional { condition, then, otherwise } => K::Conditional {
                condition: Box::new(one(condition)),
                then: Box::new(one(then)),
                otherwise: Box::new(one(otherwise)),
            },
            K::Call { function, arguments } => {
                let mut argument = |a: &'e Argument| Argument { name: a.name.clone(), value: one(&a.value) };
                K::Call {
                    function: function.clone(),
                    arguments: arguments.iter().map(&mut argument).collect(),
                }
            }
            K::Index { base, subscripts } => {
                let base = Box::new(one(base));
                let mut subscript = |s: &'e Subscript| match s {
                    Subscript::Index(e) => Subscript::Index(one(e)),
                    Subscript::Slice { lo, hi, step, span } => Subscript::Slice {
                        lo: lo.as_ref().map(&mut one),
                        hi: hi.as_ref().map(&mut one),
                        step: step.as_ref().map(&mut one),
                        span: *span,
                    },
                };
                K::Index { base, subscripts: subscripts.iter().map(&mut subscript).collect() }
            }
            K::Member { base, name } => K::Member { base: Box::new(one(base)), name: name.clone() },
            K::Comprehension { term, generator } => K::Comprehension {
                term: Box::new(one(term)),
                generator: Box::new(Generator {
                    variable: generator.variable.clone(),
                    over: one(&generator.over),
                    filter: generator.filter.as_ref().map(&mut one),
                }),
            },
        };
        Expr { kind, span: self.span }
    }
}
