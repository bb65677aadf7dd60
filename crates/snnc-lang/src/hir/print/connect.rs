//! Connection rules as text.

use super::blocks::Block;
use super::expr::{Names, print};
use crate::hir::{ConnectRule, ExprId, Local, Over, Pairs, Place, Range, Type};
use crate::syntax::ast::End;
use std::fmt::{Formatter, Result, Write};

/// How many pairs of a list are shown.
const SHOWN: usize = 8;

impl Block<'_> {
    /// A connection rule; what is shared by its expressions has lines of its own before it.
    pub(super) fn rule(&self, f: &mut Formatter<'_>, rule: &ConnectRule) -> Result {
        let running = match &rule.pairs {
            Pairs::Generated(generated) => {
                vec![Local { name: generated.running.clone(), ty: Type::Integer }]
            }
            _ => vec![],
        };
        let names = Names { locals: &running, ..self.names };
        let mut shared = vec![];
        let mut text = |value: ExprId| {
            let printed = print(self.model, &names, value);
            shared.extend(printed.shared);
            printed.text
        };
        let mut clauses: Vec<String> = match &rule.pairs {
            Pairs::All => vec![],
            Pairs::Function(End::Post, value) => vec![format!("j = {}", text(*value))],
            Pairs::Function(End::Pre, value) => vec![format!("i = {}", text(*value))],
            Pairs::Indegree(value) => vec![format!("indegree = {}", text(*value))],
            Pairs::Outdegree(value) => vec![format!("outdegree = {}", text(*value))],
            Pairs::Total(value) => vec![format!("total = {}", text(*value))],
            Pairs::Generated(generated) => {
                let end = if generated.end == End::Pre { "i" } else { "j" };
                let value = text(generated.value);
                let mut bounds =
                    |range: &Range| [range.start, range.stop, range.step].map(&mut text).join(", ");
                let over = match &generated.over {
                    Over::Range(range) => format!("range({})", bounds(range)),
                    Over::SampleOfSize(range, size) => {
                        let bounds = bounds(range);
                        format!("sample({bounds}, size = {})", text(*size))
                    }
                    Over::SampleWithProbability(range, p) => {
                        let bounds = bounds(range);
                        format!("sample({bounds}, p = {})", text(*p))
                    }
                    Over::Values(values) => format!("{values:?}"),
                };
                vec![format!("{end} = {value} for {} in {over}", generated.running)]
            }
            Pairs::Listed(listed) => {
                let pairs = listed.pairs.iter().take(SHOWN).map(|[i, j]| format!("({i}, {j})"));
                let pairs = pairs.collect::<Vec<_>>().join(", ");
                let more = if listed.pairs.len() > SHOWN { ", …" } else { "" };
                vec![format!("pairs [{pairs}{more}]")]
            }
        };
        let others = [
            rule.condition.map(|value| ("", value)),
            rule.probability.map(|value| ("p = ", value)),
            rule.multiplicity.map(|value| ("n = ", value)),
        ];
        clauses
            .extend(others.into_iter().flatten().map(|(before, value)| format!("{before}{}", text(value))));
        if let (Some(index), Some(last)) = (rule.multiplicity_index, clauses.last_mut()) {
            write!(last, " as {}", self.names.variable(Place::Own, index))?;
        }
        if rule.pairs == Pairs::All && rule.condition.is_none() && rule.probability.is_none() {
            clauses.insert(0, "all".into());
        }
        if rule.unique {
            clauses.push("unique".into());
        }
        if rule.skip_if_invalid {
            clauses.push("skip_if_invalid".into());
        }
        for line in shared {
            writeln!(f, "    {line}")?;
        }
        writeln!(f, "    connect: {}", clauses.join(", "))
    }
}
