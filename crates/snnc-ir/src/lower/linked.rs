//! Linked variables: memory of another group.

use super::body::{Body, Met, Owner};
use super::layout::Kept;
use crate::kernel::{Space, Value};
use snnc_lang::hir::{GroupKind, Link, LinkIndex, LinkSource, Place, VariableId, VariableKind};
use snnc_lang::syntax::ast::End;

impl Body<'_, '_> {
    /// The expression that says to which element a linked variable leads, if it is computed.
    pub(super) fn link_index(&self, place: Place, id: VariableId, end: Option<End>) -> Option<Met> {
        if self.is_far(place, end) {
            return None;
        }
        let at = match (end, place) {
            (None, Place::End(end)) => Some(end),
            _ => end,
        };
        match self.cx.variable(self.owner(place, end), id).kind {
            VariableKind::Linked(Link { index: LinkIndex::At { index, .. }, .. }) => Some((index, at)),
            _ => None,
        }
    }

    /// The value of a linked variable of `owner`; `index` is where it leads to, if that is computed.
    pub(super) fn linked(&mut self, met: Met, owner: Owner, link: Link, index: Option<Value>) -> Value {
        let expr = self.expr(met.0);
        let (space, offset) = match (link.index, owner) {
            (LinkIndex::Element(element), _) => (Space::Shared, element),
            (LinkIndex::OneToOne { first }, Owner::Group { space, offset, .. }) => (space, offset + first),
            (LinkIndex::At { .. }, _) => (Space::Element, 0),
            _ => return self.nothing(expr.ty),
        };
        if !self.has(space, expr.span) {
            return self.nothing(expr.ty);
        }
        let group = &self.cx.model.groups[link.group.index()];
        let source = Owner::Group { id: link.group, space, offset };
        let (column, name) = match link.source {
            LinkSource::Variable(id) => {
                (self.variable_column(source, id), &*group.variables[id.index()].name)
            }
            LinkSource::LastSpike => (Some(self.kept_column(source, Kept::LastSpike)), "lastspike"),
            LinkSource::NotRefractory => match group.kind {
                GroupKind::Neurons { refractory: Some(_), .. } => {
                    (Some(self.kept_column(source, Kept::NotRefractory)), "not_refractory")
                }
                _ => return self.graph.bool(true),
            },
        };
        match (column, link.index, index) {
            (Some(column), LinkIndex::At { first, size, .. }, Some(index)) => {
                let name = format!("{}.{name}", group.name);
                let place = self.demand_index(met, index, &name, 0, size.into());
                let first = self.graph.int(first.into());
                let place = self.graph.add(place, first);
                self.graph.load_at(column, place, group.size.into())
            }
            (Some(column), ..) => self.graph.load(column),
            (None, ..) => self.nothing(expr.ty),
        }
    }
}
