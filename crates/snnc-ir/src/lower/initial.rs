//! The initial values of synapses, which may be sums over those of one target or source.
//!
//! A sum is there only when it is known for all synapses. So the statements are divided before each that contains one: what
//! comes before is carried out for all synapses, then the sum is made, and then what comes after goes on.

use super::Lowering;
use super::body::{Body, Moment, Site};
use super::layout::Kept;
use super::shared::{Around, Divided, divided, each};
use crate::kernel::{Domain, Space, Type};
use crate::plan::{InitPlan, KernelUse, Storage};
use snnc_lang::hir::{ExprId, ExprKind, LocalId, SynapseGroupId};
use std::collections::{BTreeSet, HashMap};

/// The code that sets initial values: of what is shared, and of each synapse, with the number of scratch columns it needs.
pub(super) fn synapses(
    cx: &mut Lowering<'_>,
    id: SynapseGroupId,
    domain: Domain,
) -> (Option<KernelUse>, Vec<InitPlan>, usize) {
    let synapses = &cx.model.synapses[id.index()];
    let (block, part, site) = (&*synapses.name, "init", Site::Synapses(id));
    let moment = Moment::Initial;
    let around = Around { block, part, domain, site, moment, protects: false };
    let Divided { shared, rest, locals } = divided(cx, around, &synapses.init);
    let mut init =
        Initial { around, locals, kept: Vec::new(), reduced: HashMap::new(), scratch: 0, steps: vec![] };
    let mut from = 0;
    for (at, statement) in rest.iter().enumerate() {
        let reductions = reductions(cx, statement.value);
        if reductions.is_empty() {
            continue;
        }
        if from < at {
            let mut body = init.body(cx);
            body.statements(&rest[from..at]);
            init.kept = init.keep_locals(&mut body);
            let code = body.finish();
            init.steps.push(InitPlan::Code(code));
        }
        from = at;
        for reduction in reductions {
            init.reduce(cx, reduction);
        }
    }
    if from < rest.len() {
        let mut body = init.body(cx);
        body.statements(&rest[from..]);
        let code = body.finish();
        init.steps.push(InitPlan::Code(code));
    }
    (shared, init.steps, init.scratch)
}

/// The sums in an expression, inner ones first.
fn reductions(cx: &Lowering<'_>, root: ExprId) -> BTreeSet<ExprId> {
    let mut found = BTreeSet::new();
    let mut seen = BTreeSet::from([root]);
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let kind = &cx.model.exprs[id].kind;
        if let ExprKind::Reduce(..) = kind {
            found.insert(id);
        }
        open.extend(kind.operands().into_iter().filter(|operand| seen.insert(*operand)));
    }
    found
}

/// Initial values in the making.
struct Initial<'n> {
    around: Around<'n>,
    /// The local names of what is shared.
    locals: Vec<(LocalId, Kept)>,
    /// Those of the synapses, and in which scratch column they are.
    kept: Vec<(LocalId, usize, Type)>,
    /// The sums that are known, and in which scratch column.
    reduced: HashMap<ExprId, usize>,
    scratch: usize,
    steps: Vec<InitPlan>,
}

impl Initial<'_> {
    /// The code that comes next.
    fn body<'a, 'm>(&self, cx: &'a mut Lowering<'m>) -> Body<'a, 'm> {
        let part = match self.steps.len() {
            0 => self.around.part.to_string(),
            number => format!("{}/{number}", self.around.part),
        };
        let mut body = each(cx, self.around, &part, &self.locals);
        body.reduced.clone_from(&self.reduced);
        for (local, scratch, ty) in &self.kept {
            let column = body.column(Storage::Scratch(*scratch), Space::Lane, "local", *ty);
            let value = body.graph.load(column);
            body.locals.insert(*local, value);
        }
        body
    }

    /// Stores the local names, which what comes after may read.
    fn keep_locals(&mut self, body: &mut Body<'_, '_>) -> Vec<(LocalId, usize, Type)> {
        let mut locals: Vec<_> = body.locals.iter().map(|(local, value)| (*local, *value)).collect();
        locals.sort_by_key(|(local, _)| *local);
        locals.retain(|(local, _)| self.locals.iter().all(|(shared, _)| shared != local));
        let mut kept = vec![];
        for (local, value) in locals {
            let known = self.kept.iter().find(|(known, ..)| *known == local);
            let scratch = known.map_or(self.scratch, |(_, scratch, _)| *scratch);
            self.scratch = self.scratch.max(scratch + 1);
            let ty = body.graph.ty(value);
            let column = body.column(Storage::Scratch(scratch), Space::Lane, "local", ty);
            body.graph.store(column, value);
            kept.push((local, scratch, ty));
        }
        kept
    }

    /// Makes a sum.
    fn reduce(&mut self, cx: &mut Lowering<'_>, id: ExprId) {
        let ExprKind::Reduce(reduction, value) = cx.model.exprs[id].kind else { return };
        let mut body = self.body(cx);
        let summed = body.value(value);
        let scratch = self.scratch;
        self.scratch += 1;
        let column = body.column(Storage::Scratch(scratch), Space::Lane, reduction.name(), Type::F64);
        body.graph.store(column, summed);
        let code = body.finish();
        self.steps.push(InitPlan::Reduce { reduction, code, scratch });
        self.reduced.insert(id, scratch);
    }
}
