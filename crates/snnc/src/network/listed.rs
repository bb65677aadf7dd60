//! Rules that list their pairs: `pairs […]` and `file "…"`.

use super::candidates::{Candidates, Judge};
use super::csr::{RuleRows, row_offsets};
use super::diagnostics;
use super::failure::Failure;
use super::site::Site;
use crate::state::State;
use snnc_ir::plan::{DelayPlan, ListedPlan, PairsPlan, SynapsePlan};
use snnc_lang::syntax::ast::End;
use std::collections::HashSet;

/// Makes the synapses of a rule, numbered as the pairs are listed.
pub(super) fn rule(site: &Site<'_>, plan: &ListedPlan) -> Result<RuleRows, Failure> {
    let [sources, targets] = site.sizes;
    let span = site.rule.span;
    site.room_for(plan.pairs.len() as u64)?;
    let mut candidates = Candidates::default();
    for (place, [source, target]) in (0..).zip(&plan.pairs) {
        let ends = [(*source, sources), (*target, targets)];
        let [source, target] = ends.map(|(index, size)| u32::try_from(index).ok().filter(|k| *k < size));
        let (Some(source), Some(target)) = (source, target) else {
            if site.rule.skip_if_invalid {
                continue;
            }
            return Err(
                diagnostics::pair_out_of_range(span, place, plan.pairs[place as usize], site.sizes).into()
            );
        };
        candidates.list(source, target, place.into());
    }
    let mut judge = Judge::new(site, End::Pre, None);
    let judged = judge.filter(0, &mut candidates).and_then(|()| {
        judge.thin(0, &mut candidates);
        judge.copies(0, &mut candidates)
    });
    judge.met()?;
    let copies = judged?;
    let mut seen = HashSet::new();
    // The source, target and place of each synapse.
    let mut synapses: Vec<[u32; 3]> = vec![];
    for at in 0..candidates.len() {
        let (source, target) = (candidates.row_of[at], candidates.partners[at]);
        if !site.rule.unique || seen.insert((source, target)) {
            let synapse = [source, target, candidates.numbers[at] as u32];
            synapses.extend(std::iter::repeat_n(synapse, copies.of(at) as usize));
        }
    }
    let offsets = row_offsets(synapses.iter().map(|[source, ..]| *source), sources as usize);
    let mut next = offsets.clone();
    let mut rows = RuleRows {
        offsets,
        targets: vec![0; synapses.len()],
        numbers: Some(vec![0; synapses.len()]),
        places: synapses.iter().map(|[.., place]| *place).collect(),
    };
    for (number, [source, target, _]) in (0..).zip(&synapses) {
        let at = next[*source as usize] as usize;
        next[*source as usize] += 1;
        rows.targets[at] = *target;
        if let Some(numbers) = &mut rows.numbers {
            numbers[at] = number;
        }
    }
    Ok(rows)
}

/// The synapses of a rule that a file may give values: their numbers from `first` on, and the place of each in the list.
pub(super) struct Places {
    pub(super) rule: usize,
    pub(super) first: usize,
    pub(super) listed_at: Vec<u32>,
}

/// Writes the variables that a file gives (not its delays); `lane_of` is the lane of each number.
pub(super) fn write_values(plan: &SynapsePlan, state: &State, index: usize, all: &[Places], lanes: &[u32]) {
    for Places { rule, first, listed_at } in all {
        let PairsPlan::Listed(listed) = &plan.rules[*rule].pairs else { continue };
        for (variable, words) in &listed.values {
            let column = &state.synapses[index][*variable];
            for (number, place) in listed_at.iter().enumerate() {
                column.set_word(lane(lanes, first + number), words[*place as usize]);
            }
        }
    }
}

/// Writes the delays that a file gives.
pub(super) fn write_delays(plan: &SynapsePlan, state: &State, index: usize, all: &[Places], lanes: &[u32]) {
    let pre = plan.pathways.iter().find(|pathway| pathway.name == "pre");
    let Some(DelayPlan::Each { variable, .. }) = pre.map(|pathway| &pathway.delay) else { return };
    let column = &state.synapses[index][*variable];
    for Places { rule, first, listed_at } in all {
        let PairsPlan::Listed(listed) = &plan.rules[*rule].pairs else { continue };
        let Some(delays) = &listed.delays else { continue };
        for (number, place) in listed_at.iter().enumerate() {
            column.set_float(lane(lanes, first + number), delays[*place as usize]);
        }
    }
}

/// The lane of a number; without a list they are the same.
fn lane(lanes: &[u32], number: usize) -> usize {
    lanes.get(number).map_or(number, |lane| *lane as usize)
}
