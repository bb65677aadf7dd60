//! Random partners in a fixed number: `indegree`, `outdegree`, `total`.

use super::counts::count_of_each;
use super::diagnostics;
use super::failure::Failure;
use super::filter::Filter;
use super::given::Given;
use super::site::Site;
use rand::RngExt;
use snnc_ir::plan::CountPlan;
use snnc_ir::rng::Stream;
use snnc_lang::syntax::ast::End;
use std::collections::HashSet;
use std::hash::Hash;

/// Rounds of drawing before the allowed partners are listed.
const PATIENCE: usize = 16;

/// Draws `count` of `size` partners of which `allow` keeps some; sorted. `list_allowed` lists all that are allowed.
///
/// Partners are drawn and the unwanted ones rejected, which costs time in proportion to `count`; only if most are
/// rejected are the allowed ones listed and drawn from. Either way each allowed partner is equally likely.
fn draw(
    stream: &mut Stream,
    count: usize,
    size: u32,
    unique: bool,
    mut allow: impl FnMut(&mut Vec<u32>),
    list_allowed: impl FnOnce() -> Vec<u32>,
) -> Result<Vec<u32>, usize> {
    let mut chosen: Vec<u32> = Vec::with_capacity(count);
    let mut seen = HashSet::new();
    let sparse = !unique || count <= size as usize / 2;
    let rounds = if sparse && size > 0 { PATIENCE } else { 0 };
    for _ in 0..rounds {
        if chosen.len() == count {
            break;
        }
        let mut candidates: Vec<u32> = (chosen.len()..count).map(|_| stream.random_range(0..size)).collect();
        allow(&mut candidates);
        chosen.extend(candidates.into_iter().filter(|candidate| !unique || seen.insert(*candidate)));
    }
    let missing = count - chosen.len();
    if missing > 0 {
        let taken = unique.then_some(&seen);
        chosen.extend(draw_from(stream, list_allowed(), missing, taken)?);
    }
    chosen.sort_unstable();
    Ok(chosen)
}

/// Draws `missing` of those that are allowed; where none may be drawn twice, of those that are not taken. If there are too
/// few, yields how many are allowed.
fn draw_from<T: Copy + Eq + Hash>(
    stream: &mut Stream,
    mut allowed: Vec<T>,
    missing: usize,
    taken: Option<&HashSet<T>>,
) -> Result<Vec<T>, usize> {
    let available = allowed.len();
    if let Some(taken) = taken {
        allowed.retain(|candidate| !taken.contains(candidate));
    }
    if allowed.is_empty() || taken.is_some() && allowed.len() < missing {
        return Err(available);
    }
    Ok(match taken {
        Some(_) => {
            let picked = rand::seq::index::sample(stream, allowed.len(), missing);
            picked.into_iter().map(|at| allowed[at]).collect()
        }
        None => (0..missing).map(|_| allowed[stream.random_range(0..allowed.len())]).collect(),
    })
}

/// `indegree = count`: sources of a target.
pub(super) fn for_target(
    site: &Site<'_>,
    target: u32,
    count: i64,
    filter: Option<&Filter>,
    mut stream: Stream,
) -> Result<Vec<u32>, Failure> {
    let sources = site.sizes[0];
    let allow = |candidates: &mut Vec<u32>| {
        if let Some(filter) = filter {
            filter.retain(target, candidates);
        }
    };
    let list = || match filter {
        Some(filter) => {
            let mut kept = vec![];
            filter.all(target, &mut kept);
            kept
        }
        None => (0..sources).collect(),
    };
    draw(&mut stream, count as usize, sources, site.rule.unique, allow, list).map_err(|available| {
        diagnostics::too_many_partners(site.rule.span, count, available, &format!("target {target}")).into()
    })
}

/// `outdegree = count`: targets of each source.
pub(super) fn by_source(
    site: &Site<'_>,
    count: &CountPlan,
    filter: Option<&Filter>,
) -> Result<Given, Failure> {
    let targets = site.sizes[1];
    let counts = count_of_each(site, count, End::Pre)?;
    let streams = site.streams("outdegree");
    let mut pairs = Vec::new();
    for (source, count) in counts.iter().enumerate() {
        site.go_on()?;
        let source = source as u32;
        let allowed = |target: u32| {
            filter.is_none_or(|filter| {
                let mut candidate = vec![source];
                filter.retain(target, &mut candidate);
                !candidate.is_empty()
            })
        };
        let allow = |candidates: &mut Vec<u32>| candidates.retain(|target| allowed(*target));
        let list = || (0..targets).filter(|target| allowed(*target)).collect();
        let mut stream = streams(source);
        let chosen = draw(&mut stream, *count as usize, targets, site.rule.unique, allow, list).map_err(
            |available| {
                diagnostics::too_many_partners(site.rule.span, *count, available, &format!("source {source}"))
            },
        )?;
        pairs.extend(chosen.into_iter().map(|target| (source, target)));
    }
    Ok(Given::sort(&mut pairs, targets))
}

/// `total = count`: pairs anywhere.
pub(super) fn anywhere(site: &Site<'_>, count: u64, filter: Option<&Filter>) -> Result<Given, Failure> {
    let [sources, targets] = site.sizes;
    let too_few = |available| {
        Failure::from(diagnostics::too_many_partners(
            site.rule.span,
            count as i64,
            available,
            "the whole group",
        ))
    };
    site.room_for(count)?;
    let unique = site.rule.unique;
    let mut stream = site.streams("total")(0);
    let mut seen = HashSet::new();
    let mut pairs: Vec<(u32, u32)> = Vec::with_capacity(count as usize);
    let all = u64::from(sources) * u64::from(targets);
    let dense = unique && count > all / 2;
    let patience = if dense { 0 } else { PATIENCE as u64 * count };
    let mut candidate = Vec::with_capacity(1);
    for _ in 0..patience {
        if pairs.len() as u64 == count || sources == 0 || targets == 0 {
            break;
        }
        let (source, target) = (stream.random_range(0..sources), stream.random_range(0..targets));
        candidate.clear();
        candidate.push(source);
        if let Some(filter) = filter {
            filter.retain(target, &mut candidate);
        }
        if !candidate.is_empty() && (!unique || seen.insert((source, target))) {
            pairs.push((source, target));
        }
    }
    let missing = count as usize - pairs.len();
    if missing > 0 {
        let mut allowed = Vec::new();
        let mut row = Vec::new();
        for target in 0..targets {
            match filter {
                Some(filter) => filter.all(target, &mut row),
                None => row = (0..sources).collect(),
            }
            allowed.extend(row.iter().map(|source| (*source, target)));
        }
        let taken = unique.then_some(&seen);
        pairs.extend(draw_from(&mut stream, allowed, missing, taken).map_err(too_few)?);
    }
    Ok(Given::sort(&mut pairs, targets))
}
