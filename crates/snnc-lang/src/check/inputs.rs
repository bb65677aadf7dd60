//! Poisson inputs: `poisson_input drive: cortex.v { n: 200; rate: 5 Hz; weight: 0.1 mV }`.
//!
//! In every step each neuron gets the weight times a binomial number: what `n` Poisson trains of that rate would bring.

use super::checker::Checker;
use super::declared::{self, Block, Blocks, Declared, Meaning, Named, Part};
use super::diagnostics::{names, numerics, structure};
use super::expected::{self, Expected};
use super::expr;
use super::references::select;
use super::scope::{Scope, Site};
use super::sections::{self, BlockKind, head};
use crate::hir::{
    BinaryOp, Builtin, ExprId, ExprKind, Place, PoissonInput, Random, Statement, Target, Type, VariableId,
};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, EquationKind, ItemKind, MemberKind};
use crate::units::{Dimension, Ratio};
use std::collections::HashMap;

/// Checks the Poisson inputs of a file; `None` for each with an error.
pub(super) fn inputs(
    cx: &mut Checker<'_>,
    file: &ast::File,
    blocks: &Blocks<'_>,
) -> Vec<Option<PoissonInput>> {
    let mut all = vec![];
    for item in &file.items {
        if let ItemKind::PoissonInput(input) = &item.kind {
            let lost: Vec<_> = file.lost.iter().filter(|name| item.span.contains(name.span)).collect();
            all.push(self::input(cx, blocks, input, &lost));
        }
    }
    all
}

fn input(
    cx: &mut Checker<'_>,
    blocks: &Blocks<'_>,
    input: &ast::PoissonInput,
    lost: &[&ast::Name],
) -> Option<PoissonInput> {
    let part = target(cx, blocks, input);
    let block = part.as_ref().map(|part| &blocks.groups[part.group.index()]);
    if block.is_some_and(|block| !block.complete) {
        return None;
    }
    let variable = block.and_then(|block| variable(cx, block, input));
    let site = match block {
        Some(block) if block.kind == BlockKind::Poisson => Site::Poisson,
        _ => Site::Neurons,
    };
    let mut scope = Scope::new(site);
    // What stands here is evaluated once in each step.
    scope.no_random = None;
    if let Some(block) = block {
        scope.size = block.size;
        scope.dt = block.clock.own();
        declared::bind(&mut scope, &block.variables, Place::Own, "");
    }
    let meaning = variable.as_ref().and_then(|(_, declared)| {
        let meaning = declared.meaning.clone()?;
        Some((declared.unit_span().unwrap_or(declared.span), meaning))
    });
    let known = part.is_some() && meaning.is_some();
    let found = Sections::of(cx, &mut scope, input, meaning.as_ref(), lost);
    if !known {
        return None;
    }
    let ((id, declared), (_, meaning)) = (variable?, meaning?);
    let statement = found.statement(cx, id, declared, &meaning, input.variable.span)?;
    Some(PoissonInput {
        name: input.name.text.clone(),
        span: input.name.span,
        of: part?.population(),
        statement,
    })
}

/// The neurons that are driven.
fn target(cx: &mut Checker<'_>, blocks: &Blocks<'_>, input: &ast::PoissonInput) -> Option<Part> {
    match blocks.named(cx, &input.target.name, "a group")? {
        Named::Part(part) => Some(select(cx, &part, &input.target)),
        Named::Synapses(_) => {
            let name = &input.target.name;
            let at = cx.env.get(&name.text).map_or(name.span, |found| found.span);
            cx.tell(structure::not_a_group(name, "a block of synapses", "a group", at));
            None
        }
    }
}

/// The variable that is driven.
fn variable<'b, 'a>(
    cx: &mut Checker<'_>,
    block: &'b Block<'a>,
    input: &ast::PoissonInput,
) -> Option<(VariableId, &'b Declared<'a>)> {
    let name = &input.variable;
    let Some(at) = block.variables.iter().position(|variable| variable.named && variable.name == name.text)
    else {
        let similar = spelling::similar(&name.text, block.variables.iter().map(|variable| &*variable.name));
        cx.tell(names::unknown_variable(name, block.name, &similar));
        return None;
    };
    let variable = &block.variables[at];
    let equation = variable.equation?;
    let refusal = match &equation.kind {
        EquationKind::Subexpression(_) => Some("a subexpression, computed where it is used"),
        EquationKind::Parameter if variable.has("constant") => {
            Some("`constant`, and gets its value in `init` or between runs")
        }
        _ if variable.has("shared") => Some("shared, but each neuron gets an input of its own"),
        _ if variable.meaning.as_ref().is_some_and(|meaning| meaning.ty == Type::Boolean) => {
            Some("a condition, to which nothing can be added")
        }
        _ => None,
    };
    if let Some(is) = refusal {
        let told = structure::not_writable(name.span, &name.text, is);
        cx.tell(told.label(variable.span, "declared here"));
        return None;
    }
    Some((VariableId(at as u32), variable))
}

/// What the sections of a Poisson input say.
#[derive(Default)]
struct Sections {
    trains: Option<(i64, Span)>,
    rate: Option<ExprId>,
    weight: Option<ExprId>,
}

impl Sections {
    fn of(
        cx: &mut Checker<'_>,
        scope: &mut Scope,
        input: &ast::PoissonInput,
        meaning: Option<&(Span, Meaning)>,
        lost: &[&ast::Name],
    ) -> Sections {
        let mut found = Sections::default();
        let mut first: HashMap<&str, Span> = HashMap::new();
        for member in &input.body {
            let section = sections::name(member).unwrap_or_default();
            let earlier = *first.entry(section).or_insert(head(member));
            if earlier != head(member) {
                cx.tell(structure::repeated_section(head(member), section, earlier));
                continue;
            }
            match &member.kind {
                MemberKind::Trains(value) => found.trains = trains(cx, value),
                MemberKind::Rate(value) => found.rate = rate(cx, scope, head(member), value),
                MemberKind::Weight(value) => {
                    let expected = match meaning {
                        None => Expected::any(),
                        Some((unit_span, meaning)) => {
                            let name = &input.variable.text;
                            let clause = expected::declaration(name, meaning.ty, &meaning.unit.text);
                            Expected::of(meaning.ty, meaning.dimension).because(*unit_span, clause)
                        }
                    };
                    found.weight = expr::expression(cx, scope, value, &expected);
                }
                // The parser has told it.
                _ => {}
            }
        }
        for (section, help) in [
            ("n", "say how many Poisson trains each neuron gets: `n: 200`"),
            ("rate", "say how often each of the trains spikes: `rate: 5 Hz`"),
            ("weight", "say what each spike adds: `weight: 0.1 mV`"),
        ] {
            if !first.contains_key(section) && lost.iter().all(|name| *name.text != *section) {
                let told = structure::missing_section(input.name.span, "a Poisson input", section, help);
                cx.tell(told);
            }
        }
        found
    }

    /// `v += weight*binomial(n, rate*dt)`.
    fn statement(
        self,
        cx: &mut Checker<'_>,
        id: VariableId,
        declared: &Declared<'_>,
        meaning: &Meaning,
        at: Span,
    ) -> Option<Statement> {
        let ((trains, trains_span), rate, weight) = (self.trains?, self.rate?, self.weight?);
        let (rate_span, weight_span) = (cx.exprs[rate].span, cx.exprs[weight].span);
        let Meaning { ty, dimension, .. } = *meaning;
        let n = cx.push(ExprKind::Integer(trains), Type::Integer, Dimension::ONE, trains_span);
        let dt = cx.push(ExprKind::Builtin(Builtin::Dt), Type::Float, Dimension::TIME, rate_span);
        let p = ExprKind::Binary(BinaryOp::Mul, rate, dt);
        let p = cx.push(p, Type::Float, Dimension::ONE, rate_span);
        let drawn = ExprKind::Random(Random::Binomial, vec![n, p]);
        let mut drawn = cx.push(drawn, Type::Integer, Dimension::ONE, trains_span);
        if ty == Type::Float {
            drawn = cx.float(drawn);
        }
        let sum = ExprKind::Binary(BinaryOp::Mul, weight, drawn);
        let sum = cx.push(sum, ty, dimension, weight_span);
        let before = cx.push(ExprKind::Variable(Place::Own, id), ty, dimension, declared.span);
        let value = cx.push(ExprKind::Binary(BinaryOp::Add, before, sum), ty, dimension, at);
        Some(Statement { target: Target::Variable(Place::Own, id), value, span: at })
    }
}

fn trains(cx: &mut Checker<'_>, value: &ast::Expr) -> Option<(i64, Span)> {
    let number = expr::whole(cx, value, "the number of Poisson trains")?;
    if number < 0 {
        let told = numerics::out_of_range(
            value.span,
            "the number of Poisson trains",
            number as f64,
            &number.to_string(),
        );
        cx.tell(told);
        return None;
    }
    Some((number, value.span))
}

fn rate(cx: &mut Checker<'_>, scope: &mut Scope, head: Span, value: &ast::Expr) -> Option<ExprId> {
    let per_second = Ratio::new(-1, 1).and_then(|ratio| Dimension::TIME.power(ratio))?;
    let expected = Expected::float(per_second).because(head, "a rate is in hertz");
    let id = expr::expression(cx, scope, value, &expected)?;
    if let Some(hertz) = expr::float(cx, id)
        && (hertz < 0.0 || hertz.is_nan())
    {
        cx.tell(numerics::out_of_range(value.span, "a rate", hertz, &format!("{hertz} Hz")));
        return None;
    }
    Some(id)
}
