//! Blocks of neurons and Poisson sources.

use super::checker::Checker;
use super::declared::{self, Block};
use super::diagnostics::{numerics, structure};
use super::equations;
use super::events::events;
use super::expected::Expected;
use super::expr;
use super::given;
use super::method::Asked;
use super::scope::{Scope, Site};
use super::sections::{BlockKind, head};
use super::shared::{self, Tables};
use super::shown;
use super::statements::{Moment, Writable, statements};
use super::timed::timed;
use crate::hir::{Code, ExprId, Group, GroupKind, Place, Refractory, Type};
use crate::source::Span;
use crate::syntax::ast::{self, MemberKind};
use crate::units::{Dimension, Ratio};

/// The number of elements of a group.
pub(super) fn size(cx: &mut Checker<'_>, group: &ast::Group) -> Option<u32> {
    // A size that is missing has been told by the parser.
    let expr = group.size.as_ref()?;
    let given = expr::whole(cx, expr, "the size of a group")?;
    let message = match u32::try_from(given) {
        Ok(0) => "a group has at least one element".to_string(),
        Ok(size) => return Some(size),
        Err(_) if given < 0 => format!("a group cannot have {given} elements"),
        Err(_) => format!("a group of {given} elements is too large: at most {} are possible", u32::MAX),
    };
    cx.tell(structure::size(expr.span, message));
    None
}

/// Checks the equations and sections of a group.
pub(super) fn group(cx: &mut Checker<'_>, block: &Block<'_>) -> Option<Group> {
    if !block.complete {
        return None;
    }
    let site = match block.kind {
        BlockKind::Poisson => Site::Poisson,
        _ => Site::Neurons,
    };
    let mut scope = Scope::new(site);
    scope.size = block.size;
    scope.dt = block.clock.own();
    declared::bind(&mut scope, &block.variables, Place::Own, "");
    let variables = equations::variables(cx, &mut scope, &block.variables);
    shared::equations(cx, Tables { own: &block.variables, ends: [&[], &[]] }, &variables);
    let mut group = GroupCheck { block, scope, found: Sections::default() };
    for member in &block.members {
        group.section(cx, member);
    }
    let writable = group.writable(Moment::Timed);
    let timed = timed(cx, &mut group.scope, writable, &block.members, block.clock, block.position);
    let GroupCheck { mut scope, found, .. } = group;
    let events = events(cx, &mut scope, block);
    let kind = match block.kind {
        BlockKind::Neurons => {
            warn_of_spikes(cx, block, &found);
            warn_of_refractoriness(cx, block);
            let Sections { threshold, reset, refractory, .. } = found;
            let Asked { method, tolerance } = Asked::of(cx, &block.members);
            let method = cx.env.methods.get(&block.name.text).copied().or(method);
            GroupKind::Neurons { threshold, reset, refractory, events, method, tolerance }
        }
        BlockKind::Poisson => {
            let rate = |member: &&ast::Member| matches!(member.kind, MemberKind::Rate(_));
            if !block.has_lost("rate") && !block.members.iter().any(rate) {
                let help = "say how often its elements spike: `rate: 15 Hz`";
                cx.tell(structure::missing_section(block.name.span, "a Poisson source", "rate", help));
            }
            GroupKind::Poisson { rate: found.rate? }
        }
        BlockKind::Spikes => GroupKind::Spikes(given::spikes(cx, block)?),
        BlockKind::Synapses => return None,
    };
    if variables.len() < block.variables.len() {
        return None;
    }
    Some(Group {
        name: block.name.text.clone(),
        span: block.name.span,
        size: block.size?,
        dt: block.clock.dt?,
        kind,
        variables,
        noises: scope.noises,
        init: found.init,
        timed,
    })
}

/// What the sections of a group say.
#[derive(Default)]
struct Sections {
    threshold: Option<ExprId>,
    reset: Code,
    refractory: Option<Refractory>,
    rate: Option<ExprId>,
    init: Code,
}

/// A group that is being checked.
struct GroupCheck<'b, 'a> {
    block: &'b Block<'a>,
    scope: Scope,
    found: Sections,
}

impl<'b> GroupCheck<'b, '_> {
    fn writable(&self, moment: Moment) -> Writable<'b> {
        Writable { moment, own: &self.block.variables, ends: [&[], &[]], target: None }
    }

    fn section(&mut self, cx: &mut Checker<'_>, member: &ast::Member) {
        match &member.kind {
            MemberKind::Threshold(condition) => {
                // Drawn once in each step, where alone it is read.
                let no_random = self.scope.no_random.take();
                let because = Expected::boolean().because(head(member), "a threshold is a condition");
                self.found.threshold = expr::expression(cx, &mut self.scope, condition, &because);
                self.scope.no_random = no_random;
            }
            MemberKind::Reset(body) => self.found.reset = self.code(cx, Moment::Spike, body),
            MemberKind::Init(body) => self.found.init = self.code(cx, Moment::Init, body),
            MemberKind::Refractory(value) => self.found.refractory = self.refractory(cx, head(member), value),
            MemberKind::Rate(value) => {
                let per_second = Dimension::TIME.power(Ratio::new(-1, 1).unwrap_or(Ratio::ZERO));
                let expected = Expected::float(per_second.unwrap_or(Dimension::ONE));
                let expected = expected.because(head(member), "a rate is in hertz");
                self.found.rate = expr::expression(cx, &mut self.scope, value, &expected);
                self.rate_range(cx, value);
            }
            _ => {}
        }
    }

    fn code(&mut self, cx: &mut Checker<'_>, moment: Moment, body: &[ast::Statement]) -> Code {
        let writable = self.writable(moment);
        statements(cx, &mut self.scope, writable, body)
    }

    fn refractory(&mut self, cx: &mut Checker<'_>, head: Span, value: &ast::Expr) -> Option<Refractory> {
        let because = "a refractory period is a time, or a condition";
        let expected = Expected::float(Dimension::TIME).because(head, because);
        // Evaluated once in each step, where alone it is read.
        let no_random = self.scope.no_random.take();
        let id = expr::condition_or(cx, &mut self.scope, value, &expected);
        self.scope.no_random = no_random;
        let id = id?;
        if cx.exprs[id].ty == Type::Boolean {
            return Some(Refractory::Condition(id));
        }
        if let Some(seconds) = expr::float(cx, id)
            && (seconds < 0.0 || seconds.is_nan())
        {
            cx.tell(numerics::out_of_range(
                value.span,
                "a refractory period",
                seconds,
                &shown::seconds(seconds),
            ));
        }
        Some(Refractory::Period(id))
    }

    fn rate_range(&self, cx: &mut Checker<'_>, value: &ast::Expr) {
        if let Some(hertz) = self.found.rate.and_then(|id| expr::float(cx, id))
            && (hertz < 0.0 || hertz.is_nan())
        {
            cx.tell(numerics::out_of_range(value.span, "a rate", hertz, &format!("{hertz} Hz")));
        }
    }
}

/// Warns of sections that need a threshold, and of a threshold whose spikes nothing ends.
fn warn_of_spikes(cx: &mut Checker<'_>, block: &Block<'_>, found: &Sections) {
    let mut threshold = None;
    let mut ends = vec![];
    for member in &block.members {
        match &member.kind {
            MemberKind::Threshold(_) => threshold = Some(head(member)),
            MemberKind::Reset(_) => ends.push((head(member), "reset")),
            MemberKind::Refractory(_) => ends.push((head(member), "refractory")),
            _ => {}
        }
    }
    match threshold {
        None => {
            if !block.has_lost("threshold")
                && let Some(told) = structure::never_spikes(&ends)
            {
                cx.tell(told);
            }
        }
        // A threshold that draws, such as `rand() < rate*dt`, ends by itself.
        Some(_) if block.has_lost("reset") || block.has_lost("refractory") => {}
        Some(span) if ends.is_empty() && found.threshold.is_some_and(|id| reads_state(cx, id)) => {
            cx.tell(structure::no_reset(span));
        }
        Some(_) => {}
    }
}

/// Warns of variables that would rest in refractory neurons, of which there are none.
fn warn_of_refractoriness(cx: &mut Checker<'_>, block: &Block<'_>) {
    let is_refractory = |member: &&ast::Member| matches!(member.kind, MemberKind::Refractory(_));
    if block.has_lost("refractory") || block.members.iter().any(is_refractory) {
        return;
    }
    let equations = block.variables.iter().filter(|v| !v.is_shared()).filter_map(|v| v.equation);
    let equations = equations.filter(|equation| matches!(equation.kind, ast::EquationKind::Differential(_)));
    let mut flags = equations.flat_map(|equation| &equation.flags);
    if let Some(flag) = flags.find(|flag| *flag.text == *"unless refractory") {
        cx.tell(structure::never_refractory(flag.span));
    }
}

/// Whether a condition stays as it is from step to step: it reads variables, and draws nothing.
fn reads_state(cx: &Checker<'_>, root: ExprId) -> bool {
    let mut open = vec![root];
    let mut reads = false;
    while let Some(id) = open.pop() {
        let kind = &cx.exprs[id].kind;
        match kind {
            crate::hir::ExprKind::Random(..) => return false,
            crate::hir::ExprKind::Variable(..) => reads = true,
            _ => open.extend(kind.operands()),
        }
    }
    reads
}
