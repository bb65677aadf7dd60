//! Connection rules, in words and formulas.

use super::{Place, Typesetter, literal, math, names, operator};
use crate::html::escape;
use snnc_lang::syntax::ast::{ConnectClause, ConnectKind, End};

impl Typesetter<'_> {
    /// The clauses of a rule, each as a piece of HTML.
    pub(crate) fn rule(self, clauses: &[ConnectClause]) -> Vec<String> {
        clauses.iter().map(|clause| self.clause(clause)).collect()
    }

    fn clause(self, clause: &ConnectClause) -> String {
        let formula = |content: &str| self.math(content, clause.span);
        let equals = |left: &str, value| {
            formula(&format!("{left}{}{}", operator("="), self.placed(value, Place::default())))
        };
        match &clause.kind {
            ConnectKind::All => {
                format!("<span title=\"{}\">every pair</span>", escape(&self.source(clause.span)))
            }
            ConnectKind::Condition(condition) => {
                format!("pairs with {}", formula(&self.expression(condition)))
            }
            ConnectKind::Probability(p) => format!("with probability {}", equals("<mi>p</mi>", p)),
            ConnectKind::Multiplicity { value, index } => {
                let numbered = index.as_ref().map_or(String::new(), |index| {
                    format!(", numbered by {}", math(&names::name(&index.text), &index.text))
                });
                format!("{} synapses a pair{numbered}", equals("<mi>n</mi>", value))
            }
            ConnectKind::Function { end, value, generator } => {
                let (index, each) = match end {
                    End::Post => ("j", "for each source"),
                    End::Pre => ("i", "for each target"),
                };
                let other = if index == "j" { "i" } else { "j" };
                let value = self.expression(value);
                let generated = generator.as_ref().map_or(String::new(), |generator| {
                    format!("{}{}", super::words(" for "), self.generator(generator))
                });
                let rule = formula(&format!("<mi>{index}</mi>{}{value}{generated}", operator("=")));
                format!("{rule} {each} {}", math(&format!("<mi>{other}</mi>"), other))
            }
            ConnectKind::Indegree(n) => {
                format!("random sources for each target, {}", equals("<mi class=\"word\">in-degree</mi>", n))
            }
            ConnectKind::Outdegree(n) => {
                format!("random targets for each source, {}", equals("<mi class=\"word\">out-degree</mi>", n))
            }
            ConnectKind::Total(n) => {
                format!("random pairs, {}", equals("<mi class=\"word\">total</mi>", n))
            }
            ConnectKind::Pairs(pairs) => format!("the pairs {}", formula(&self.expression(pairs))),
            ConnectKind::File(file) => format!("as in the file {}", formula(&literal(&file.text))),
            ConnectKind::Unique => "<span title=\"unique\">no pair twice</span>".into(),
            ConnectKind::SkipIfInvalid => {
                "<span title=\"skip_if_invalid\">pairs outside of the groups left out</span>".into()
            }
        }
    }
}
