//! Statements that write shared variables: those are carried out first, once, and then the others for each element.

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::layout::Kept;
use super::names::PlaceName;
use crate::kernel::Domain;
use crate::plan::KernelUse;
use snnc_lang::hir::{Code, LocalId, Place, Statement, Target};

/// Where a section stands.
#[derive(Clone, Copy)]
pub(super) struct Around<'n> {
    /// The block's name.
    pub(super) block: &'n str,
    /// The section's.
    pub(super) part: &'n str,
    /// The elements.
    pub(super) domain: Domain,
    pub(super) site: Site,
    pub(super) moment: Moment,
    /// Whether it must not write the `unless refractory` variables of refractory neurons.
    pub(super) protects: bool,
}

/// The kernels of a section, where they do anything: over the one lane of what is shared, and over the elements.
pub(super) fn section(cx: &mut Lowering<'_>, around: Around<'_>, code: &Code) -> [Option<KernelUse>; 2] {
    let Divided { shared, rest, locals } = divided(cx, around, code);
    let mut each = each(cx, around, around.part, &locals);
    each.statements(rest);
    if each.graph.is_idle() {
        each.abandon();
        return [shared, None];
    }
    [shared, Some(each.finish())]
}

/// A section of which the shared part is lowered.
pub(super) struct Divided<'c> {
    /// Over the one lane of what is shared.
    pub(super) shared: Option<KernelUse>,
    /// What is left, for each element.
    pub(super) rest: &'c [Statement],
    /// The local names of the shared part, and where they are kept.
    pub(super) locals: Vec<(LocalId, Kept)>,
}

/// Lowers the statements up to the last that writes a shared variable.
pub(super) fn divided<'c>(cx: &mut Lowering<'_>, around: Around<'_>, code: &'c Code) -> Divided<'c> {
    let Around { block, part, site, moment, .. } = around;
    let count = shared_statements(cx, around, code);
    let (first, rest) = code.statements.split_at(count);
    let mut locals = Vec::new();
    let shared = (!first.is_empty()).then(|| {
        let place = PlaceName::new(block, format_args!("{part}/shared"));
        let mut body = Body::new(cx, place, Domain::NEURONS, site, moment);
        body.shared = true;
        body.statements(first);
        locals = keep_locals(&mut body);
        body.finish()
    });
    Divided { shared, rest, locals }
}

/// The code for each element, of which nothing is carried out yet; it knows the local names of the shared part.
pub(super) fn each<'a, 'm>(
    cx: &'a mut Lowering<'m>,
    around: Around<'_>,
    part: &str,
    locals: &[(LocalId, Kept)],
) -> Body<'a, 'm> {
    let Around { block, domain, site, moment, protects, .. } = around;
    let mut body = Body::new(cx, PlaceName::new(block, part), domain, site, moment);
    body.protects |= protects;
    let owner = body.owner(Place::Own, None);
    for (local, kept) in locals {
        let value = body.load_kept(owner, *kept);
        body.locals.insert(*local, value);
    }
    body
}

/// How many statements there are up to the last that writes a shared variable.
fn shared_statements(cx: &mut Lowering<'_>, around: Around<'_>, code: &Code) -> usize {
    let Around { block, part, domain, site, moment, .. } = around;
    let body = Body::new(cx, PlaceName::new(block, part), domain, site, moment);
    let is_shared = |target| match target {
        Target::Variable(place, id) => body.cx.variable(body.owner(place, None), id).shared,
        Target::Local(_) => false,
    };
    code.statements.iter().rposition(|statement| is_shared(statement.target)).map_or(0, |last| last + 1)
}

/// Stores the local names of the shared statements, which the others may read.
fn keep_locals(body: &mut Body<'_, '_>) -> Vec<(LocalId, Kept)> {
    let mut locals: Vec<_> = body.locals.iter().map(|(local, value)| (*local, *value)).collect();
    locals.sort_by_key(|(local, _)| *local);
    let owner = body.owner(Place::Own, None);
    let mut keep = |(local, value)| {
        let ty = body.graph.ty(value);
        let kept = body.cx.layout(owner).fresh_local(ty);
        body.store_kept(owner, kept, value);
        (local, kept)
    };
    locals.into_iter().map(&mut keep).collect()
}
