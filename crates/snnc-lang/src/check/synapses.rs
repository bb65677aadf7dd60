//! Blocks of synapses.

use super::checker::Checker;
use super::declared::{self, Block, Blocks, Declared, Meaning, Named, SynapseBlock};
use super::diagnostics::{connections, names, structure, synapses as diagnostics};
use super::method::Asked;
use super::pathways::pathways;
use super::references::select;
use super::rule;
use super::scope::{Binding, Scope, Site};
use super::sections::{BlockKind, head};
use super::shared::{self, Tables};
use super::statements::{Moment, Writable, statements};
use super::timed::timed;
use super::{drive, equations, summed};
use crate::hir::{
    Code, ConnectRule, Delay, DisplayUnit, ExprKind, Pairs, Pathway, Place, SynapseGroup, Type,
};
use crate::syntax::ast::{ConnectClause, ConnectKind, End, GroupRef, Member, MemberKind, Name};
use crate::units::Dimension;

/// What is at an end of synapses.
pub(super) fn end<'a>(cx: &mut Checker<'a>, blocks: &Blocks<'a>, reference: &GroupRef) -> Option<Named> {
    match blocks.named(cx, &reference.name, "a group")? {
        Named::Part(part) => Some(Named::Part(select(cx, &part, reference))),
        Named::Synapses(_) if reference.selection.is_some() => {
            cx.tell(diagnostics::part_of_synapses(reference.span, &reference.name.text));
            None
        }
        synapses @ Named::Synapses(_) => Some(synapses),
    }
}

/// The variables that number the synapses of a pair: `n = 2 as k`.
pub(super) fn numbers<'a>(
    cx: &mut Checker<'a>,
    members: &[&'a Member],
    target: &[Declared<'_>],
    declared: &mut Vec<Declared<'a>>,
) {
    for name in members.iter().flat_map(|member| clauses(member)).filter_map(number) {
        let known = declared.iter().find(|variable| variable.name == name.text);
        if let Some(known) = known {
            if known.equation.is_some() {
                cx.tell(names::duplicate(name, known.span, "a variable of these synapses"));
            }
            continue;
        }
        let of_target =
            target.iter().find(|variable| variable.name == name.text).map(|variable| variable.span);
        let named = equations::is_variable_name(cx, BlockKind::Synapses, name, of_target);
        let unit = DisplayUnit { text: "1".into(), scale: 1.0 };
        let meaning = Meaning { ty: Type::Integer, dimension: Dimension::ONE, unit };
        declared.push(Declared {
            name: name.text.clone(),
            span: name.span,
            equation: None,
            meaning: Some(meaning),
            carried_out: true,
            named,
            link: None,
        });
    }
}

fn clauses(member: &Member) -> &[ConnectClause] {
    match &member.kind {
        MemberKind::Connect(clauses) => clauses,
        _ => &[],
    }
}

fn number(clause: &ConnectClause) -> Option<&Name> {
    match &clause.kind {
        ConnectKind::Multiplicity { index, .. } => index.as_ref(),
        _ => None,
    }
}

/// Checks the equations, rules, pathways and initial values of synapses whose ends are known.
pub(super) fn synapses<'a>(
    cx: &mut Checker<'a>,
    blocks: &Blocks<'a>,
    synapses: &SynapseBlock<'a>,
) -> Option<SynapseGroup> {
    let (source, target) = (synapses.source.as_ref()?, synapses.target.as_ref()?);
    let block = &synapses.block;
    let ends = [blocks.of(source)?, blocks.of(target)?];
    if !block.complete || !ends.iter().all(|end| end.complete) {
        return None;
    }
    let ends_variables = ends.map(|end| &*end.variables);
    let mut scope = scope(Site::Synapses, ends);
    scope.dt = block.clock.own();
    scope.event_driven = drive::is_event_driven(&block.members);
    declared::bind(&mut scope, &block.variables, Place::Own, "");
    let variables = equations::variables(cx, &mut scope, &block.variables);
    shared::equations(cx, Tables { own: &block.variables, ends: ends_variables }, &variables);
    if scope.event_driven
        && let Some(own) = block.variables.iter().find(|variable| *variable.name == *"lastupdate")
    {
        let why = "event-driven equations have it by themselves";
        cx.tell(structure::variable_name(own.span, "lastupdate", why));
    }
    let sums = summed::sums(cx, &mut scope, &block.members, ends);
    if variables.len() == block.variables.len() {
        drive::dependencies(cx, &variables, &sums);
    }
    let asked = Asked::of(cx, &block.members);

    let mut rule_scope = self::scope(Site::Connect, ends);
    rule_scope.dt = block.clock.own();
    for variable in &block.variables {
        let of_target = ends_variables[1].iter().any(|of_target| of_target.name == variable.name);
        if variable.named && !of_target {
            rule_scope.bind(variable.name.clone(), not_yet(variable));
        }
    }
    let mut rules = vec![];
    let mut connected = false;
    for member in &block.members {
        if let MemberKind::Connect(clauses) = &member.kind {
            connected = true;
            let rule = rule::Rule { span: member.span, clauses, source, target, variables: &block.variables };
            rules.extend(rule.check(cx, &mut rule_scope));
        }
    }
    if !connected && !block.has_lost("connect") {
        cx.tell(diagnostics::unconnected(block.name.span, &block.name.text));
    }

    let writable = Writable {
        moment: Moment::Spike,
        own: &block.variables,
        ends: ends_variables,
        target: Some(ends[1].name),
    };
    let mut pathways = pathways(cx, &mut scope, writable, &block.members, ends);
    delays_of_files(cx, &rules, &mut pathways);
    let timed = timed(
        cx,
        &mut scope,
        Writable { moment: Moment::Timed, ..writable },
        &block.members,
        block.clock,
        block.position,
    );
    for member in &block.members {
        let (section, end) = match member.kind {
            MemberKind::Pathway { end: End::Pre, event: None, .. } => ("on_pre", ends[0]),
            MemberKind::Pathway { end: End::Post, event: None, .. } => ("on_post", ends[1]),
            _ => continue,
        };
        if end.kind == BlockKind::Synapses {
            cx.tell(diagnostics::no_spikes_of_synapses(head(member), section, &end.name.text, end.name.span));
        } else if !end.spikes() {
            cx.tell(diagnostics::silent_end(head(member), section, &end.name.text, end.name.span));
        }
    }

    for (end, suffix, text) in [(ends[0], "_pre", "source"), (ends[1], "_post", "target")] {
        for variable in end.variables.iter().filter(|variable| variable.named) {
            let name = format!("{}{suffix}", variable.name);
            if let Some(constant) = cx.env.get(&name)
                && (scope.is_used(&name) || rule_scope.is_used(&name))
            {
                let at = block.name.span;
                let told = diagnostics::ambiguous_name(
                    at,
                    &name,
                    &variable.name,
                    text,
                    constant.span,
                    variable.span,
                );
                cx.tell(told);
            }
        }
    }

    let mut init = Code::default();
    for member in &block.members {
        if let MemberKind::Init(body) = &member.kind {
            scope.reductions = true;
            init = statements(cx, &mut scope, Writable { moment: Moment::Init, ..writable }, body);
            scope.reductions = false;
        }
    }
    if variables.len() < block.variables.len() {
        return None;
    }
    Some(SynapseGroup {
        name: block.name.text.clone(),
        span: block.name.span,
        source: source.endpoint(),
        target: target.endpoint(),
        dt: block.clock.dt?,
        variables,
        noises: scope.noises,
        sums,
        method: cx.env.methods.get(&block.name.text).copied().or(asked.method),
        tolerance: asked.tolerance,
        rules,
        pathways,
        init,
        timed,
    })
}

/// What is known by name in these synapses, beside their own variables.
pub(super) fn names(blocks: &Blocks<'_>, synapses: &SynapseBlock<'_>) -> Option<Scope> {
    let ends = [blocks.of(synapses.source.as_ref()?)?, blocks.of(synapses.target.as_ref()?)?];
    let mut scope = scope(Site::Synapses, ends);
    scope.event_driven = drive::is_event_driven(&synapses.block.members);
    scope.dt = synapses.block.clock.own();
    Some(scope)
}

/// Where a file gives the delays of its synapses, those of the pathway `pre` differ by synapse.
fn delays_of_files(cx: &mut Checker<'_>, rules: &[ConnectRule], pathways: &mut [Pathway]) {
    let gives = |rule: &&ConnectRule| matches!(&rule.pairs, Pairs::Listed(listed) if listed.delays.is_some());
    let Some(rule) = rules.iter().find(gives) else { return };
    match pathways.iter_mut().find(|pathway| &*pathway.name == "pre") {
        None => cx.tell(connections::idle_delays(rule.span)),
        Some(pathway) => {
            if let Delay::Constant(seconds) = pathway.delay {
                let kind = ExprKind::Float(seconds);
                pathway.delay = Delay::Each(cx.push(kind, Type::Float, Dimension::TIME, rule.span));
            }
        }
    }
}

/// The names of both ends: `x_pre`, `x_post`, and the target's bare.
fn scope(site: Site, ends: [&Block<'_>; 2]) -> Scope {
    let mut scope = Scope::new(site);
    scope.synaptic_ends = ends.map(|end| end.kind == BlockKind::Synapses);
    let [source, target] = ends.map(|end| &*end.variables);
    declared::bind(&mut scope, target, Place::End(End::Post), "");
    declared::bind(&mut scope, source, Place::End(End::Pre), "_pre");
    declared::bind(&mut scope, target, Place::End(End::Post), "_post");
    scope
}

/// A variable of synapses in a rule that makes them.
fn not_yet(variable: &Declared<'_>) -> Binding {
    if variable.meaning.is_none() {
        return Binding::Poisoned;
    }
    Binding::Refused {
        message: format!("`{}` has no value yet when the synapses are made", variable.name),
        help: Some("a rule can read `i`, `j` and the variables of both ends".into()),
        label: Some((variable.span, "a variable of these synapses".into())),
    }
}
