//! Quantities that are not variables.

use super::body::{Body, Moment, Owner, Site};
use super::layout::Kept;
use crate::kernel::{Space, Value};
use snnc_lang::Span;
use snnc_lang::hir::{self, Builtin, Endpoint, GroupKind, Place};
use snnc_lang::syntax::ast::End;

impl Body<'_, '_> {
    /// A quantity that every block has, in an expression met at `end`.
    pub(super) fn builtin(&mut self, builtin: Builtin, end: Option<End>, expr: &hir::Expr) -> Value {
        let span = expr.span;
        match builtin {
            Builtin::Time if self.moment == Moment::Step => self.time(),
            Builtin::Time => self.graph.float(0.0),
            Builtin::TimeStep if self.moment == Moment::Step => self.time_step_number(end),
            Builtin::TimeStep => self.graph.int(0),
            Builtin::Dt => self.graph.float(self.cx.model.settings.dt),
            Builtin::Index(place) | Builtin::LastSpike(place) | Builtin::NotRefractory(place)
                if self.is_far(place, end) =>
            {
                self.far(expr)
            }
            Builtin::EndSize(_) if self.is_far(Place::End(End::Pre), end) => self.far(expr),
            Builtin::Index(place) => match (self.owner(place, end), self.given) {
                // Lanes of synapses are numbered while rules are carried out.
                (Owner::Synapses { space, .. }, Some((given, index))) if given == space => index,
                (Owner::Synapses { space, .. }, _) if self.moment == Moment::Connecting => {
                    if self.has(space, span) { self.graph.index(space) } else { self.graph.int(0) }
                }
                (owner @ Owner::Synapses { space, .. }, _) if self.has(space, span) => {
                    self.load_kept(owner, Kept::Number)
                }
                (Owner::Group { space, .. }, Some((given, index))) if given == space && end.is_none() => {
                    index
                }
                (Owner::Group { space, offset, .. }, _) if self.has(space, span) => {
                    let index = self.graph.index(space);
                    // Within its own group's expressions a neuron counts in the group, else in the population as written.
                    let first = self.graph.int(if end.is_some() { i64::from(offset) } else { 0 });
                    self.graph.add(index, first)
                }
                _ => self.graph.int(0),
            },
            Builtin::Size => match self.owner(Place::Own, end) {
                Owner::Group { id, .. } => self.graph.int(self.cx.model.groups[id.index()].size.into()),
                owner @ Owner::Synapses { .. } => self.kept_of_synapses(owner, Kept::Count, expr),
            },
            Builtin::EndSize(which) => match self.site {
                Site::Synapses(id) => match self.cx.end(id, which) {
                    Endpoint::Population(of) => self.graph.int(of.size().into()),
                    Endpoint::Synapses(id) => {
                        self.load_kept(Owner::Synapses { id, space: Space::Shared }, Kept::Count)
                    }
                },
                Site::Group(_) => self.graph.int(0),
            },
            Builtin::Degree(which) => {
                let kept = if which == End::Pre { Kept::Outgoing } else { Kept::Incoming };
                self.kept_of_synapses(self.owner(Place::Own, end), kept, expr)
            }
            Builtin::SynapseNumber => self.kept_of_synapses(self.owner(Place::Own, end), Kept::Number, expr),
            Builtin::LastUpdate => match self.last_update(end, span) {
                Some(value) => value,
                None => self.load_kept(self.owner(Place::Own, end), Kept::LastUpdate),
            },
            Builtin::LastSpike(place) => match self.owner(place, end) {
                owner @ Owner::Group { space, .. } if self.has(space, span) => {
                    self.load_kept(owner, Kept::LastSpike)
                }
                _ => self.graph.float(0.0),
            },
            Builtin::NotRefractory(place) => self.not_refractory(place, end, span),
        }
    }

    /// Whether a neuron is not refractory.
    pub(super) fn not_refractory(&mut self, place: Place, end: Option<End>, span: Span) -> Value {
        let owner = self.owner(place, end);
        let Owner::Group { id, space, .. } = owner else { return self.graph.bool(true) };
        let kind = &self.cx.model.groups[id.index()].kind;
        let ever = matches!(kind, GroupKind::Neurons { refractory: Some(_), .. });
        match self.not_refractory {
            Some(value) if space == Space::Lane => value,
            _ => {
                if ever && self.has(space, span) {
                    self.load_kept(owner, Kept::NotRefractory)
                } else {
                    self.graph.bool(true)
                }
            }
        }
    }

    fn kept_of_synapses(&mut self, owner: Owner, what: Kept, expr: &hir::Expr) -> Value {
        let own = matches!(owner, Owner::Synapses { space: Space::Lane, .. });
        if own && self.moment == Moment::Connecting {
            let what = "the number of synapses";
            return self.missing(expr, what, "there are none yet while they are chosen");
        }
        self.load_kept(owner, what)
    }

    /// `t`, at the point of the step at which expressions are evaluated.
    pub(super) fn time(&mut self) -> Value {
        let start = self.graph.time();
        let Some(progress) = self.stage.progress else { return start };
        let dt = self.dt();
        let elapsed = self.graph.mul(progress, dt);
        self.graph.add(start, elapsed)
    }

    /// The time step of the block whose code it is.
    pub(super) fn dt(&mut self) -> Value {
        let dt = self.step_size();
        self.graph.float(dt)
    }

    /// The same in seconds.
    pub(super) fn step_size(&self) -> f64 {
        self.cx.dt(self.site)
    }

    /// The step of the clock of the block, or of the neuron at `end`; if it is not that of the caller, the one that `t` lies in.
    fn time_step_number(&mut self, end: Option<End>) -> Value {
        let dt = match self.owner(Place::Own, end) {
            Owner::Group { id, .. } => self.cx.dt(Site::Group(id)),
            Owner::Synapses { id, .. } => self.cx.dt(Site::Synapses(id)),
        };
        if dt == self.caller_dt {
            return self.graph.step();
        }
        let time = self.graph.time();
        let dt = self.graph.float(dt);
        self.timestep(time, dt)
    }

    /// `timestep(t, dt)`: `int((t + 1e-3*dt)/dt)`
    pub(super) fn timestep(&mut self, t: Value, dt: Value) -> Value {
        let allowance = self.graph.float(1e-3);
        let allowance = self.graph.mul(allowance, dt);
        let t = self.graph.add(t, allowance);
        let steps = self.graph.div(t, dt);
        self.graph.to_int(steps)
    }
}
