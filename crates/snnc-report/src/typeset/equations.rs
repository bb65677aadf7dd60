//! Equations: both sides by themselves, so that they can be aligned.

use super::{Typesetter, math, names, parentheses, row};
use snnc_lang::Span;
use snnc_lang::syntax::ast::{Equation, EquationKind, Function, Name};

/// An equation in two formulas.
#[derive(Debug, Clone)]
pub(crate) struct Sides {
    /// What is defined.
    pub(crate) left: String,
    /// `= …`; of a parameter nothing.
    pub(crate) right: Option<String>,
}

impl Typesetter<'_> {
    /// An equation of a block.
    pub(crate) fn equation(self, equation: &Equation, span: Span) -> Sides {
        let variable = names::name(&equation.name.text);
        match &equation.kind {
            EquationKind::Differential(right) => {
                let derivative = format!(
                    "<mfrac><mrow><mi mathvariant=\"normal\">d</mi>{variable}</mrow>\
                     <mrow><mi mathvariant=\"normal\">d</mi><mi>t</mi></mrow></mfrac>"
                );
                self.sides(&derivative, &format!("d{}/dt", equation.name.text), &self.expression(right), span)
            }
            EquationKind::Subexpression(right) => {
                self.sides(&variable, &equation.name.text, &self.expression(right), span)
            }
            EquationKind::Parameter => Sides { left: math(&variable, &equation.name.text), right: None },
        }
    }

    /// A function of the model.
    pub(crate) fn function(self, function: &Function, span: Span) -> Sides {
        let parameters: Vec<String> =
            function.parameters.iter().map(|parameter| names::name(&parameter.text)).collect();
        let left = row(&format!(
            "{}<mo>\u{2061}</mo>{}",
            names::name(&function.name.text),
            parentheses(&super::listed(parameters))
        ));
        self.sides(&left, &function.name.text, &self.expression(&function.body), span)
    }

    /// What a name stands for.
    pub(crate) fn definition(self, name: &Name, value: &snnc_lang::syntax::ast::Expr, span: Span) -> Sides {
        self.sides(&names::name(&name.text), &name.text, &self.expression(value), span)
    }

    /// The whole text goes to the right side, which is where the meaning is.
    fn sides(self, left: &str, short: &str, right: &str, span: Span) -> Sides {
        Sides {
            left: math(left, short),
            right: Some(self.math(&format!("<mo form=\"infix\">=</mo>{right}"), span)),
        }
    }
}
