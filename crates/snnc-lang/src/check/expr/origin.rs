//! Where an expression has its dimension from.

use crate::check::checker::Checker;
use crate::check::environment::Definition;
use crate::check::expected::declaration;
use crate::check::scope::{Binding, Scope};
use crate::check::shown::value_text;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{self, ExprKind};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// The declaration of the one name that gives an expression its dimension.
pub(super) struct Origin {
    pub(super) name: String,
    /// The unit after `:` of its declaration.
    pub(super) unit_span: Option<Span>,
    /// Of a parameter of a function: what was given for it.
    pub(super) argument: Option<Span>,
    /// A place that tells its dimension, and how.
    told: (Span, String),
}

impl Origin {
    /// Shows the declaration, unless something is shown there already.
    pub(super) fn label(&self, diagnostic: Diagnostic) -> Diagnostic {
        let (span, text) = &self.told;
        let taken = diagnostic.labels.iter().any(|l| l.span == *span) || diagnostic.primary.span == *span;
        if taken { diagnostic } else { diagnostic.label(*span, text) }
    }
}

/// What names mean.
pub(super) struct Source<'c, 'a> {
    pub(super) cx: &'c Checker<'a>,
    pub(super) scope: &'c Scope,
}

impl Source<'_, '_> {
    /// The declaration that decides the dimension: of a name, or of the only factor that has one.
    pub(super) fn origin(&self, expr: &ast::Expr) -> Option<Origin> {
        match &expr.kind {
            ExprKind::Name(name) => self.declaration(&name.text),
            ExprKind::Sign { operand, .. } => self.origin(operand),
            ExprKind::Call { function, .. } => {
                let found = self.cx.env.get(&function.text)?;
                let Definition::Function(Some(defined)) = found.definition else { return None };
                Some(Origin {
                    name: function.text.to_string(),
                    unit_span: defined.unit.as_ref().map(|unit| unit.span),
                    argument: None,
                    told: (found.span, format!("`{}` is defined here", function.text)),
                })
            }
            ExprKind::Product { first, rest } => {
                let factors = std::iter::once(&**first).chain(rest.iter().map(|(_, _, e)| e));
                let mut decisive = factors.filter(|e| self.dimension(e).is_none_or(|d| !d.is_one()));
                let only = decisive.next()?;
                if decisive.next().is_some() { None } else { self.origin(only) }
            }
            _ => None,
        }
    }

    fn declaration(&self, name: &str) -> Option<Origin> {
        let (unit_span, argument, told) = match self.scope.get(name) {
            Some(Binding::Variable(v)) => {
                let text = declaration(name, v.ty, &v.unit.text);
                (v.unit_span, None, (v.unit_span.unwrap_or(v.span), text))
            }
            Some(Binding::Local { span, dimension, .. }) => {
                (None, None, (*span, format!("`{name}` is in {}", units::text(*dimension))))
            }
            Some(Binding::Value { id, .. }) => {
                let argument = &self.cx.exprs[*id];
                let text = format!("`{name}` is {} here", units::quantity(argument.dimension));
                (None, Some(argument.span), (argument.span, text))
            }
            Some(_) => return None,
            None => {
                let constant = self.cx.env.constant_named(name)?;
                let text = format!("`{name}` is {}", value_text(constant));
                (None, None, (constant.span, text))
            }
        };
        Some(Origin { name: name.to_string(), unit_span, argument, told })
    }

    /// Where a constant or the parameter of a model has its value from, and what that is.
    pub(super) fn given(&self, name: &str) -> Option<(Span, String)> {
        let hidden = self.scope.get(name).is_some();
        let constant = self.cx.env.constant_named(name).filter(|_| !hidden)?;
        Some((constant.span, format!("`{name}` is {}", value_text(constant))))
    }

    /// The dimension of a name, a quantity or the like, if it is plain.
    pub(super) fn dimension(&self, expr: &ast::Expr) -> Option<Dimension> {
        match &expr.kind {
            ExprKind::Number(_) => Some(Dimension::ONE),
            ExprKind::Quantity { unit, .. } => match &unit.kind {
                ExprKind::Name(name) => Some(units::after_number(&name.text)?.dimension),
                _ => None,
            },
            ExprKind::Sign { operand, .. } => self.dimension(operand),
            ExprKind::Sum { first, .. } => self.dimension(first),
            ExprKind::Name(name) => self.dimension_of(&name.text),
            _ => None,
        }
    }

    fn dimension_of(&self, name: &str) -> Option<Dimension> {
        match self.scope.get(name) {
            Some(Binding::Variable(v)) => Some(v.dimension),
            Some(Binding::Local { dimension, .. }) => Some(*dimension),
            Some(Binding::Value { id, .. }) => Some(self.cx.exprs[*id].dimension),
            Some(_) => None,
            None => {
                let constant = self.cx.env.constant_named(name).map(|c| c.dimension);
                constant.or_else(|| units::anywhere(name).map(|unit| unit.dimension))
            }
        }
    }

    /// The constants of this dimension, in file order, that are not among `parts`.
    pub(super) fn constants(&self, dimension: Dimension, parts: &[Arc<str>]) -> impl Iterator<Item = String> {
        let of_file =
            self.cx.env.own_constants().filter(move |c| c.dimension == dimension && !dimension.is_one());
        of_file
            .filter(|c| self.scope.get(&c.name).is_none() && parts.iter().all(|p| *p != c.name))
            .map(|c| c.name.to_string())
    }
}
