//! Selections: conditions become kernels that emit the elements for which they hold.

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::names::PlaceName;
use super::synapses::synapses_of;
use crate::kernel::{Domain, Lanes};
use crate::plan::{Selection, SelectionKind, SelectionPart};
use snnc_lang::hir;

/// What `place` selects among the elements of a block.
pub(super) fn selection(
    cx: &mut Lowering<'_>,
    place: &PlaceName,
    site: Site,
    only: &hir::Selection,
) -> Selection {
    let parts = match only {
        hir::Selection::All => return Selection::All,
        hir::Selection::List(list) => return Selection::List(list.clone()),
        hir::Selection::Built(parts) => parts,
    };
    let mut kind = |(number, part): (usize, &hir::SelectionPart)| match &part.kind {
        hir::SelectionKind::Number(at) => SelectionKind::Number(*at),
        hir::SelectionKind::Slice { lo, hi, step } => SelectionKind::Slice { lo: *lo, hi: *hi, step: *step },
        hir::SelectionKind::List(list) => SelectionKind::List(list.clone()),
        hir::SelectionKind::Condition(condition) => {
            let place = PlaceName::new(&place.to_string(), format_args!("only/{number}"));
            let mut body = Body::new(cx, place, listed(site), site, Moment::Step);
            let holds = body.value(*condition);
            body.graph.emit(holds);
            SelectionKind::Condition(body.finish())
        }
    };
    let parts = parts.iter().enumerate();
    Selection::Built(parts.map(|it| SelectionPart { kind: kind(it), span: it.1.span }).collect())
}

/// A list of the elements of a block.
pub(super) fn listed(site: Site) -> Domain {
    match site {
        Site::Group(_) => Domain::LISTED,
        Site::Synapses(_) => synapses_of(Lanes::List),
    }
}
