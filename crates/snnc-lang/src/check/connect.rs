//! Connection rules.

use super::checker::Checker;
use super::connected;
use super::diagnostics::synapses as diagnostics;
use super::evaluate::Running;
use super::expected::Expected;
use super::expr;
use super::generator;
use super::listed;
use super::rule::{Rule, number_range, probability_range, reads};
use super::scope::Scope;
use crate::hir::{
    BinaryOp, Builtin, ConnectRule, Expr, ExprId, ExprKind, Generated, LocalId, Over, Pairs, Place, Type,
    Value, VariableId,
};
use crate::source::Span;
use crate::syntax::ast::{self, ConnectClause, ConnectKind, End};
use crate::units::Dimension;
use std::sync::Arc;

/// The clauses of a rule, by what they say.
#[derive(Default)]
struct Clauses<'a> {
    pairs: Option<&'a ConnectClause>,
    conditions: Vec<&'a ast::Expr>,
    probability: Option<(&'a ConnectClause, &'a ast::Expr)>,
    multiplicity: Option<(&'a ConnectClause, &'a ast::Expr)>,
    number: Option<&'a ast::Name>,
    unique: Option<Span>,
    skip_if_invalid: Option<Span>,
    complete: bool,
}

impl Rule<'_> {
    /// Checks the rule; random functions may stand in all of it.
    pub(super) fn check(&self, cx: &mut Checker<'_>, scope: &mut Scope) -> Option<ConnectRule> {
        let clauses = self.sort(cx);
        idle_clauses(cx, &clauses);
        let no_random = scope.no_random.take();
        let rule = self.expressions(cx, scope, &clauses);
        scope.no_random = no_random;
        rule.filter(|_| clauses.complete)
    }

    fn sort(&self, cx: &mut Checker<'_>) -> Clauses<'_> {
        let mut sorted = Clauses { complete: true, ..Clauses::default() };
        for clause in self.clauses {
            let earlier = match &clause.kind {
                ConnectKind::Condition(value) => {
                    sorted.conditions.push(value);
                    None
                }
                ConnectKind::Probability(value) => {
                    let earlier = sorted.probability.map(|(earlier, _)| earlier);
                    sorted.probability.get_or_insert((clause, value));
                    earlier
                }
                ConnectKind::Multiplicity { value, index } => {
                    let earlier = sorted.multiplicity.map(|(earlier, _)| earlier);
                    sorted.multiplicity.get_or_insert((clause, value));
                    sorted.number = sorted.number.or(index.as_ref());
                    earlier
                }
                ConnectKind::Unique => {
                    sorted.unique = Some(clause.span);
                    None
                }
                ConnectKind::SkipIfInvalid => {
                    sorted.skip_if_invalid = Some(clause.span);
                    None
                }
                ConnectKind::Function { generator, .. } => {
                    sorted.conditions.extend(generator.as_ref().and_then(|it| it.filter.as_ref()));
                    let earlier = sorted.pairs;
                    sorted.pairs.get_or_insert(clause);
                    earlier
                }
                ConnectKind::All
                | ConnectKind::Indegree(_)
                | ConnectKind::Outdegree(_)
                | ConnectKind::Total(_)
                | ConnectKind::Pairs(_)
                | ConnectKind::File(_) => {
                    let earlier = sorted.pairs;
                    sorted.pairs.get_or_insert(clause);
                    earlier
                }
            };
            if let Some(earlier) = earlier {
                let message = match (keyword(&clause.kind), keyword(&earlier.kind)) {
                    (a, b) if a == b => format!("`{a}` can stand only once in a rule"),
                    (a, b) => format!("`{a}` and `{b}` cannot stand in one rule"),
                };
                let help = "write a second `connect:` if both are meant; each adds synapses";
                cx.tell(diagnostics::conflicting_clauses(clause.span, &message, earlier.span, help));
                sorted.complete = false;
            }
        }
        if let (Some(pairs), Some((probability, _))) = (sorted.pairs, sorted.probability)
            && is_degree(&pairs.kind)
        {
            let message = format!(
                "`{}` fixes the number of synapses, so a probability has no meaning beside it",
                keyword(&pairs.kind)
            );
            let help = "leave it out; or leave the number out, to connect each pair with this probability";
            cx.tell(diagnostics::conflicting_clauses(probability.span, &message, pairs.span, help));
            sorted.complete = false;
        }
        sorted
    }

    fn expressions(
        &self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        clauses: &Clauses<'_>,
    ) -> Option<ConnectRule> {
        // What a generator runs over is looked at before there is a running name.
        let generated = match clauses.pairs.map(|clause| &clause.kind) {
            Some(ConnectKind::Function { end, generator: Some(it), .. }) => {
                let over = generator::over(self, cx, scope, *end, it, clauses.skip_if_invalid.is_some());
                if !generator::bind(cx, scope, it) {
                    return None;
                }
                Some((it.variable.text.clone(), over))
            }
            _ => None,
        };
        let running = generated.as_ref().map(|(name, _)| name.clone());
        let rule = self.rest(cx, scope, clauses, generated);
        if let Some(name) = running {
            scope.unbind(&name);
        }
        rule
    }

    /// The expressions that know the running name of a generator, if there is one.
    fn rest(
        &self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        clauses: &Clauses<'_>,
        generated: Option<(Arc<str>, Option<Over>)>,
    ) -> Option<ConnectRule> {
        let pairs = match clauses.pairs {
            None => Some(Pairs::All),
            Some(clause) => self.pairs(cx, scope, clause, clauses, generated),
        };
        let condition = self.condition(cx, scope, &clauses.conditions);
        if let (Some(pairs), Some(Some(condition)), Some(_)) = (&pairs, condition, clauses.unique) {
            self.filtered_partners(cx, pairs, condition);
        }
        let probability = given(clauses.probability, |value| {
            let id = expr::expression(cx, scope, value, &Expected::float(Dimension::ONE))?;
            probability_range(cx, id, value.span);
            Some(id)
        });
        let multiplicity = given(clauses.multiplicity, |value| {
            let id = expr::expression(cx, scope, value, &Expected::integer())?;
            number_range(cx, id, value.span, "the number of synapses of a pair");
            Some(id)
        });
        let multiplicity_index = clauses.number.and_then(|name| {
            let at = self.variables.iter().position(|variable| variable.name == name.text)?;
            Some(VariableId(at as u32))
        });
        Some(ConnectRule {
            span: self.span,
            pairs: pairs?,
            condition: condition?,
            probability: probability?,
            multiplicity: multiplicity?,
            multiplicity_index,
            unique: clauses.unique.is_some(),
            skip_if_invalid: clauses.skip_if_invalid.is_some(),
        })
    }

    /// All conditions, joined by `and`.
    #[allow(clippy::option_option, reason = "the outer `None` is an error, the inner one no condition")]
    fn condition(
        &self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        conditions: &[&ast::Expr],
    ) -> Option<Option<ExprId>> {
        let checked: Vec<_> = conditions
            .iter()
            .map(|condition| {
                let id = expr::expression(cx, scope, condition, &Expected::boolean())?;
                if self.never_holds(cx, id) {
                    cx.tell(diagnostics::no_synapses(condition.span, "this condition never holds"));
                }
                Some(id)
            })
            .collect();
        let checked: Vec<ExprId> = checked.into_iter().collect::<Option<_>>()?;
        let both = |left: ExprId, right| {
            let span = cx.exprs[left].span.to(cx.exprs[right].span);
            let kind = ExprKind::Binary(BinaryOp::And, left, right);
            cx.exprs.push(Expr { kind, ty: Type::Boolean, dimension: Dimension::ONE, span })
        };
        Some(checked.into_iter().reduce(both))
    }

    /// Whether a condition certainly never holds, as far as it depends on constants and one of the indices.
    fn never_holds(&self, cx: &Checker<'_>, id: ExprId) -> bool {
        [(End::Pre, self.source), (End::Post, self.target)].into_iter().any(|(end, part)| {
            let running = Running::new(cx, id, Builtin::Index(Place::End(end))).sizes(&self.sizes());
            let values = part.size().and_then(|size| running.all(size));
            values.is_some_and(|values| values.iter().all(|value| *value == Value::Boolean(false)))
        })
    }

    fn pairs(
        &self,
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        clause: &ConnectClause,
        clauses: &Clauses<'_>,
        generated: Option<(Arc<str>, Option<Over>)>,
    ) -> Option<Pairs> {
        let lenient = clauses.skip_if_invalid.is_some() || !clauses.conditions.is_empty();
        match &clause.kind {
            ConnectKind::Function { end, value, generator: Some(_) } => {
                let given = if *end == End::Pre { "i" } else { "j" };
                let id = expr::expression(cx, scope, value, &Expected::integer())?;
                reads(cx, id, &[*end], &format!("`{given}` is what this rule gives"))?;
                let (running, over) = generated?;
                let over = over?;
                if !lenient && cx.exprs[id].kind == ExprKind::Local(LocalId(0)) {
                    generator::index_range(self, cx, *end, &over, clause.span);
                }
                Some(Pairs::Generated(Box::new(Generated { end: *end, value: id, running, over })))
            }
            ConnectKind::Pairs(value) => {
                listed::pairs(self, cx, value, lenient).map(|listed| Pairs::Listed(listed.into()))
            }
            ConnectKind::File(path) => {
                connected::file(self, cx, path).map(|listed| Pairs::Listed(listed.into()))
            }
            ConnectKind::Function { end, value, generator: None } => {
                let given = if *end == End::Pre { "i" } else { "j" };
                let id = expr::expression(cx, scope, value, &Expected::integer())?;
                let other = if *end == End::Pre { End::Post } else { End::Pre };
                reads(cx, id, &[*end], &format!("`{given}` is what this rule gives"))?;
                if !lenient {
                    self.index_range(cx, id, *end, other, value.span);
                }
                Some(Pairs::Function(*end, id))
            }
            ConnectKind::Indegree(value) => {
                let what = "the number of sources of a target";
                let id = degree(cx, scope, value, what, &[End::Pre])?;
                partners(cx, id, value.span, clauses, self.source.size().map(u64::from), "sources");
                Some(Pairs::Indegree(id))
            }
            ConnectKind::Outdegree(value) => {
                let what = "the number of targets of a source";
                let id = degree(cx, scope, value, what, &[End::Post])?;
                partners(cx, id, value.span, clauses, self.target.size().map(u64::from), "targets");
                Some(Pairs::Outdegree(id))
            }
            ConnectKind::Total(value) => {
                let id = degree(cx, scope, value, "the number of synapses", &[End::Pre, End::Post])?;
                let pairs = self.source.size().zip(self.target.size());
                let pairs = pairs.map(|(sources, targets)| u64::from(sources) * u64::from(targets));
                partners(cx, id, value.span, clauses, pairs, "pairs");
                Some(Pairs::Total(id))
            }
            _ => Some(Pairs::All),
        }
    }

    /// Tells a number of different partners that is larger than the number of those that the condition leaves.
    fn filtered_partners(&self, cx: &mut Checker<'_>, pairs: &Pairs, condition: ExprId) {
        let (id, drawn, of) = match *pairs {
            Pairs::Indegree(id) => (id, End::Pre, "sources"),
            Pairs::Outdegree(id) => (id, End::Post, "targets"),
            Pairs::Total(id) => (id, End::Pre, "pairs"),
            _ => return,
        };
        let Some(Value::Integer(wanted)) = expr::fold(cx, id) else { return };
        let (from, to) = match drawn {
            End::Pre => (self.source, self.target),
            End::Post => (self.target, self.source),
        };
        let (Some(candidates), Some(elements)) = (from.size(), to.size()) else { return };
        let fixed = if drawn == End::Pre { End::Post } else { End::Pre };
        let left = |cx: &Checker<'_>, element: u32| {
            let mut known = self.sizes();
            known.push((Builtin::Index(Place::End(fixed)), element));
            let index = Builtin::Index(Place::End(drawn));
            let holds = Running::new(cx, condition, index).sizes(&known).all(candidates)?;
            Some(holds.into_iter().filter(|holds| *holds == Value::Boolean(true)).count() as u64)
        };
        let all = candidates.saturating_mul(elements);
        let cheap = Running::new(cx, condition, Builtin::Index(Place::End(drawn))).is_cheap(all);
        // In a large group the ends are looked at: there a condition leaves the fewest.
        let looked_at: Vec<u32> = if cheap { (0..elements).collect() } else { vec![0, elements - 1] };
        let Some(left) = looked_at.into_iter().map(|at| left(cx, at)).collect::<Option<Vec<_>>>() else {
            return;
        };
        let there = match pairs {
            Pairs::Total(_) if !cheap => return,
            Pairs::Total(_) => left.iter().sum(),
            _ => left.into_iter().min().unwrap_or(0),
        };
        if u64::try_from(wanted).is_ok_and(|wanted| wanted > there) {
            let (asked, condition) = (cx.exprs[id].span, cx.exprs[condition].span);
            let told = diagnostics::too_many_partners(asked, wanted, there, of);
            cx.tell(told.label(condition, "this leaves out the others"));
        }
    }

    /// Tells an index outside of its group, if it follows from `i` or `j` and constants.
    fn index_range(&self, cx: &mut Checker<'_>, id: ExprId, given: End, running: End, span: Span) {
        let part = |end| if end == End::Pre { self.source } else { self.target };
        let (Some(size), Some(count)) = (part(given).size(), part(running).size()) else {
            return;
        };
        let names = |end| if end == End::Pre { ("i", "the source") } else { ("j", "the target") };
        let outside = Running::new(cx, id, Builtin::Index(Place::End(running)))
            .sizes(&self.sizes())
            .first(count, |value| !matches!(value, Value::Integer(at) if (0..i64::from(size)).contains(&at)));
        if let Some((at, Value::Integer(index))) = outside {
            let constant = expr::fold(cx, id).is_some();
            let pair = if constant { String::new() } else { format!(" for {} = {at}", names(running).0) };
            let (given, end) = names(given);
            cx.tell(diagnostics::index_out_of_range(span, given, index, &pair, end, size));
        }
    }
}

/// The number of `indegree`, `outdegree` or `total`, which cannot depend on the ends that the rule draws.
fn degree(
    cx: &mut Checker<'_>,
    scope: &mut Scope,
    value: &ast::Expr,
    what: &str,
    drawn: &[End],
) -> Option<ExprId> {
    let id = expr::expression(cx, scope, value, &Expected::integer())?;
    number_range(cx, id, value.span, what);
    reads(cx, id, drawn, "it is drawn by this rule")?;
    Some(id)
}

/// Tells a number of different partners that is larger than the number of those that are there.
fn partners(
    cx: &mut Checker<'_>,
    id: ExprId,
    span: Span,
    clauses: &Clauses<'_>,
    there: Option<u64>,
    of: &str,
) {
    if let (Some(_), Some(there), Some(Value::Integer(wanted))) = (clauses.unique, there, expr::fold(cx, id))
        && u64::try_from(wanted).is_ok_and(|wanted| wanted > there)
    {
        cx.tell(diagnostics::too_many_partners(span, wanted, there, of));
    }
}

/// Checks the expression of a clause, if there is one.
#[allow(clippy::option_option, reason = "the outer `None` is an error, the inner one no clause")]
fn given<'a>(
    clause: Option<(&ConnectClause, &'a ast::Expr)>,
    check: impl FnOnce(&'a ast::Expr) -> Option<ExprId>,
) -> Option<Option<ExprId>> {
    match clause {
        None => Some(None),
        Some((_, value)) => check(value).map(Some),
    }
}

/// How a clause is called.
fn keyword(kind: &ConnectKind) -> &'static str {
    match kind {
        ConnectKind::All => "all",
        ConnectKind::Condition(_) => "condition",
        ConnectKind::Probability(_) => "p =",
        ConnectKind::Multiplicity { .. } => "n =",
        ConnectKind::Function { end: End::Post, .. } => "j =",
        ConnectKind::Function { end: End::Pre, .. } => "i =",
        ConnectKind::Indegree(_) => "indegree",
        ConnectKind::Outdegree(_) => "outdegree",
        ConnectKind::Total(_) => "total",
        ConnectKind::Pairs(_) => "pairs",
        ConnectKind::File(_) => "file",
        ConnectKind::Unique => "unique",
        ConnectKind::SkipIfInvalid => "skip_if_invalid",
    }
}

fn is_degree(kind: &ConnectKind) -> bool {
    matches!(kind, ConnectKind::Indegree(_) | ConnectKind::Outdegree(_) | ConnectKind::Total(_))
}

fn idle_clauses(cx: &mut Checker<'_>, clauses: &Clauses<'_>) {
    let pairs = clauses.pairs.map(|clause| &clause.kind);
    let repeats = |kind: &ConnectKind| {
        is_degree(kind)
            || matches!(
                kind,
                ConnectKind::Function { generator: Some(_), .. }
                    | ConnectKind::Pairs(_)
                    | ConnectKind::File(_)
            )
    };
    if let Some(span) = clauses.unique
        && !pairs.is_some_and(repeats)
    {
        let why = "only degrees, `total`, generators, `pairs` and `file` give a pair twice";
        cx.tell(diagnostics::idle_clause(span, "unique", why));
    }
    if let Some(span) = clauses.skip_if_invalid
        && !matches!(pairs, Some(ConnectKind::Function { .. } | ConnectKind::Pairs(_) | ConnectKind::File(_)))
    {
        let why = "only a rule that gives indices can give one outside of its group";
        cx.tell(diagnostics::idle_clause(span, "skip_if_invalid", why));
    }
}
