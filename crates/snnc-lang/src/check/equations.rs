//! The equations of a block: the variables that they declare, and their right sides.

use super::checker::Checker;
use super::declared::{Declared, Meaning};
use super::diagnostics::{links, names, structure, synapses};
use super::expected::{self, Expected};
use super::expr;
use super::scope::{EACH_READ, Scope};
use super::sections::BlockKind;
use super::value;
use crate::hir::{
    Drive, ExprId, ExprKind, Exprs, Link, LinkIndex, LinkSource, Place, Type, Value, Variable, VariableId,
    VariableKind,
};
use crate::source::Span;
use crate::syntax::ast::{Equation, EquationKind, Member, MemberKind, Name};
use crate::units::Dimension;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Declares the variables of a block. `target` are the variables of the target of synapses, `lost` the names of what could
/// not be read in the block.
pub(super) fn declare<'a>(
    cx: &mut Checker<'a>,
    kind: BlockKind,
    members: &[&'a Member],
    target: &[Declared<'_>],
    lost: &[&'a Name],
) -> Vec<Declared<'a>> {
    let mut first: HashMap<Arc<str>, Span> = HashMap::new();
    let mut variables = vec![];
    let targets: HashMap<&str, Span> = target.iter().map(|v| (&*v.name, v.span)).collect();
    for member in members {
        let MemberKind::Equation(equation) = &member.kind else {
            continue;
        };
        let name = &equation.name;
        let carried_out = flags(cx, kind, equation) && has_place(cx, kind, equation);
        let mut meaning = meaning(cx, equation);
        if is_summed(equation) {
            // It declares nothing: its name is that of a variable of an end.
            continue;
        }
        let named = match first.get(&name.text) {
            Some(first) => {
                cx.tell(names::duplicate(name, *first, "a variable of this block"));
                false
            }
            None => {
                if !is_variable_name(cx, kind, name, targets.get(&*name.text).copied()) {
                    // That has been told; its uses mean this variable all the same.
                    meaning = None;
                }
                true
            }
        };
        first.entry(name.text.clone()).or_insert(name.span);
        variables.push(Declared {
            name: name.text.clone(),
            span: name.span,
            equation: Some(equation),
            meaning,
            carried_out,
            named,
            link: None,
        });
    }
    // What could not be read may have declared variables.
    for name in lost {
        let known = first.contains_key(&name.text) || targets.contains_key(&*name.text);
        if !known && !kind.sections().contains(&&*name.text) {
            first.insert(name.text.clone(), name.span);
            variables.push(Declared::lost(name));
        }
    }
    variables
}

/// Whether it is a sum over synapses.
pub(super) fn is_summed(equation: &Equation) -> bool {
    equation.flags.iter().any(|flag| *flag.text == *"summed")
}

fn meaning(cx: &mut Checker<'_>, equation: &Equation) -> Option<Meaning> {
    let unit = equation.unit.as_ref()?;
    let (ty, dimension, display) = expr::unit(cx, unit)?;
    if ty != Type::Float && matches!(equation.kind, EquationKind::Differential(_)) {
        let message = format!(
            "d{}/dt changes a continuous value, so it cannot be {}",
            equation.name.text,
            expected::type_name(ty)
        );
        cx.tell(structure::equation(unit.span, &message, "declare its unit, or `1` for a plain number"));
        return None;
    }
    Some(Meaning { ty, dimension, unit: display })
}

/// Whether a variable may have this name; tells it if not.
pub(super) fn is_variable_name(
    cx: &mut Checker<'_>,
    kind: BlockKind,
    name: &Name,
    target: Option<Span>,
) -> bool {
    if !cx.is_free(name) {
        return false;
    }
    let text = &*name.text;
    let why = if text == "N" {
        Some("`N` is the number of elements of the block".to_string())
    } else if let Some(end) = ["_pre", "_post"].into_iter().find(|end| text.ends_with(end)) {
        Some(format!("names that end in `{end}` are variables of an end of a synapse"))
    } else if kind.sections().contains(&text) {
        Some(format!("it is a section of {}", kind.text()))
    } else {
        None
    };
    if let Some(why) = why {
        cx.tell(structure::variable_name(name.span, text, &why));
        return false;
    }
    if let Some(target) = target {
        cx.tell(synapses::hides_target(name.span, text, target));
        return false;
    }
    // Looking it up counts as a use: that it is hidden is all there is to say of it, and nothing of what could not be read.
    let unread = cx.env.is_lost(text);
    if let Some(hidden) = cx.env.look_up(text).filter(|_| !unread) {
        cx.tell(structure::hides(name.span, text, &hidden.described(), hidden.span));
    }
    true
}

/// Checks the flags of an equation; whether what they ask for is carried out.
fn flags(cx: &mut Checker<'_>, kind: BlockKind, equation: &Equation) -> bool {
    let of_synapses = kind == BlockKind::Synapses;
    let (what, allowed): (_, &[&str]) = match equation.kind {
        EquationKind::Differential(_) if of_synapses => {
            ("a differential equation of synapses", &["event-driven", "clock-driven"])
        }
        EquationKind::Differential(_) => ("a differential equation", &["unless refractory", "shared"]),
        EquationKind::Subexpression(_) if of_synapses => {
            ("a subexpression of synapses", &["constant over dt", "shared", "summed", "linked"])
        }
        EquationKind::Subexpression(_) => ("a subexpression", &["constant over dt", "shared", "linked"]),
        EquationKind::Parameter => ("a parameter", &["constant", "shared"]),
    };
    let mut seen = HashSet::new();
    let mut carried_out = true;
    for flag in &equation.flags {
        if &*flag.text == "linked" && matches!(equation.kind, EquationKind::Parameter) {
            cx.tell(links::linked_to_what(flag.span, &equation.name.text));
            carried_out = false;
        } else if !allowed.contains(&&*flag.text) {
            cx.tell(structure::flag(flag.span, &flag.text, what, allowed));
        } else if !seen.insert(&flag.text) {
            cx.tell(structure::repeated_flag(flag.span, &flag.text));
        }
    }
    for (one, other, why) in [
        ("unless refractory", "shared", "each neuron is refractory by itself, but all have the one value"),
        ("event-driven", "clock-driven", "it is integrated either in each step or at events"),
        ("linked", "shared", "it has as many values as what it is linked to"),
        ("linked", "constant over dt", "a linked variable always has the value of the other one"),
        ("linked", "summed", "a sum is written, a link only read"),
        ("summed", "shared", "each neuron has a sum of its own"),
        ("summed", "constant over dt", "a sum is formed in every step anyhow"),
    ] {
        let find = |text: &str| equation.flags.iter().find(|flag| *flag.text == *text);
        if let (Some(one), Some(other)) = (find(one), find(other)) {
            cx.tell(structure::conflicting_flags(other.span, &other.text, one, why));
        }
    }
    carried_out
}

/// Whether this kind of block can have this kind of equation; tells it if not.
fn has_place(cx: &mut Checker<'_>, kind: BlockKind, equation: &Equation) -> bool {
    let EquationKind::Differential(_) = equation.kind else {
        return true;
    };
    match kind {
        BlockKind::Neurons | BlockKind::Synapses => true,
        BlockKind::Poisson | BlockKind::Spikes => {
            let message = format!("{} cannot have differential equations", kind.text());
            let help = "use a `neurons` block whose threshold is `rand() < rate*dt`";
            cx.tell(structure::equation(equation.name.span, &message, help));
            false
        }
    }
}

/// Checks the right sides of a block's equations. Variables with an error are left out.
pub(super) fn variables(cx: &mut Checker<'_>, scope: &mut Scope, declared: &[Declared<'_>]) -> Vec<Variable> {
    let kinds: Vec<_> = declared.iter().map(|variable| kind(cx, scope, variable)).collect();
    cycles(cx, declared, &kinds);
    shared_noise(cx, scope, declared, &kinds);
    let sound = |(variable, kind): (&Declared<'_>, Option<VariableKind>)| {
        let Meaning { ty, dimension, unit } = variable.meaning.clone()?;
        let (name, shared) = (variable.name.clone(), variable.is_shared());
        Some(Variable { name, span: variable.span, ty, dimension, unit, shared, kind: kind? })
    };
    declared.iter().zip(kinds).filter_map(sound).collect()
}

fn kind(cx: &mut Checker<'_>, scope: &mut Scope, variable: &Declared<'_>) -> Option<VariableKind> {
    let Some(equation) = variable.equation else {
        return Some(VariableKind::Parameter { constant: true });
    };
    if !variable.carried_out {
        return None;
    }
    let has = |flag: &str| equation.flags.iter().any(|f| *f.text == *flag);
    let unit_span = variable.unit_span().unwrap_or(variable.span);
    match &equation.kind {
        EquationKind::Parameter => Some(VariableKind::Parameter { constant: has("constant") }),
        EquationKind::Subexpression(_) if has("linked") => link(cx, scope, variable),
        EquationKind::Subexpression(value) => {
            let expected = match &variable.meaning {
                None => Expected::any(),
                Some(meaning) => {
                    let clause = expected::declaration(&variable.name, meaning.ty, &meaning.unit.text);
                    Expected::of(meaning.ty, meaning.dimension)
                        .because(unit_span, clause)
                        .declared(meaning.dimension)
                }
            };
            // What is held is drawn once in each step.
            let held = has("constant over dt");
            let no_random = std::mem::replace(&mut scope.no_random, (!held).then_some(EACH_READ));
            let value = expr::expression(cx, scope, value, &expected);
            scope.no_random = no_random;
            value.map(if held { VariableKind::Held } else { VariableKind::Subexpression })
        }
        EquationKind::Differential(value) => {
            let expected = match &variable.meaning {
                None => Expected::any(),
                Some(meaning) => {
                    let rate = meaning.dimension.over(Dimension::TIME)?;
                    let clause = format!("d{}/dt is {}", variable.name, expected::rate(rate));
                    Expected::float(rate).because(unit_span, clause).declared(meaning.dimension)
                }
            };
            let drive = match (has("event-driven"), has("clock-driven")) {
                (true, _) => Drive::Event,
                (_, true) => Drive::Clock,
                _ => Drive::Step,
            };
            let no_noise = match drive {
                Drive::Event => scope.no_noise.replace("an event-driven equation has no steps of time"),
                _ => scope.no_noise.take(),
            };
            let rhs = expr::expression(cx, scope, value, &expected);
            scope.no_noise = no_noise;
            Some(VariableKind::Differential { rhs: rhs?, unless_refractory: has("unless refractory"), drive })
        }
    }
}

/// What a linked variable reads.
fn link(cx: &mut Checker<'_>, scope: &mut Scope, variable: &Declared<'_>) -> Option<VariableKind> {
    let target = variable.link.as_ref()?;
    let range = target.part.range.clone()?;
    let index = match target.index {
        _ if target.shared => LinkIndex::Element(range.start),
        None => LinkIndex::OneToOne { first: range.start },
        Some(index) => {
            let because = "an element is named by a whole number";
            let expected = Expected::integer().because(variable.span, because);
            let id = expr::expression(cx, scope, index, &expected)?;
            let size = range.end - range.start;
            match expr::fold(cx, id) {
                Some(Value::Integer(element)) => {
                    // A negative one counts from the end.
                    let from_start = if element < 0 { element + i64::from(size) } else { element };
                    let found = u32::try_from(from_start).ok().filter(|element| *element < size);
                    let Some(element) = found else {
                        cx.tell(structure::outside(index.span, element, &target.group.text, size));
                        return None;
                    };
                    LinkIndex::Element(range.start + element)
                }
                _ => LinkIndex::At { index: id, first: range.start, size },
            }
        }
    };
    let source = LinkSource::Variable(target.variable);
    Some(VariableKind::Linked(Link { group: target.part.group, source, index }))
}

/// Tells a plain `xi` in a second equation: whether it is the same noise as in the first or another one has to be said.
fn shared_noise(
    cx: &mut Checker<'_>,
    scope: &Scope,
    variables: &[Declared<'_>],
    kinds: &[Option<VariableKind>],
) {
    let plain =
        |kind: &ExprKind| matches!(kind, ExprKind::Noise(id) if *scope.noises[id.0 as usize] == *"xi");
    let mut first: Option<(Span, &Declared<'_>)> = None;
    for (variable, kind) in variables.iter().zip(kinds) {
        let Some(VariableKind::Differential { rhs, .. }) = kind else { continue };
        let Some(id) = value::reachable(&cx.exprs, *rhs).into_iter().find(|id| plain(&cx.exprs[*id].kind))
        else {
            continue;
        };
        let span = cx.exprs[id].span;
        match first {
            None => first = Some((span, variable)),
            Some((at, other)) => {
                cx.tell(structure::shared_noise(span, &variable.name, at, &other.name));
            }
        }
    }
}

/// Tells every cycle of subexpressions once.
fn cycles(cx: &mut Checker<'_>, variables: &[Declared<'_>], kinds: &[Option<VariableKind>]) {
    let uses: Vec<Vec<usize>> = kinds
        .iter()
        .map(|kind| match kind {
            Some(VariableKind::Subexpression(root) | VariableKind::Held(root)) => {
                subexpressions(&cx.exprs, kinds, *root)
            }
            _ => vec![],
        })
        .collect();
    // 0: not met; 1: on the path; 2: done.
    let mut state = vec![0_u8; variables.len()];
    for start in 0..variables.len() {
        let mut path = vec![(start, 0)];
        while let Some((at, next)) = path.last_mut() {
            let at = *at;
            if *next == 0 && state[at] != 0 {
                path.pop();
                continue;
            }
            state[at] = 1;
            let Some(to) = uses[at].get(*next).copied() else {
                state[at] = 2;
                path.pop();
                continue;
            };
            *next += 1;
            match state[to] {
                0 => path.push((to, 0)),
                1 => {
                    let from = path.iter().position(|(on, _)| *on == to).unwrap_or(0);
                    let cycle: Vec<_> = path[from..]
                        .iter()
                        .map(|(on, _)| (variables[*on].name.to_string(), variables[*on].span))
                        .collect();
                    cx.tell(names::cycle(&cycle));
                }
                _ => {}
            }
        }
    }
}

/// The subexpressions of the same block that an expression reads.
fn subexpressions(exprs: &Exprs, kinds: &[Option<VariableKind>], root: ExprId) -> Vec<usize> {
    let mut seen = HashSet::from([root]);
    let mut open = vec![root];
    let mut found = vec![];
    while let Some(id) = open.pop() {
        let kind = &exprs[id].kind;
        if let ExprKind::Variable(Place::Own, VariableId(at)) = kind
            && let Some(VariableKind::Subexpression(_) | VariableKind::Held(_)) = kinds[*at as usize]
        {
            found.push(*at as usize);
        }
        open.extend(kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    found.sort_unstable();
    found.dedup();
    found
}
