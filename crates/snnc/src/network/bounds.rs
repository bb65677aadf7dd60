//! Where a condition can hold: tiles of targets in which, for a source, it holds nowhere are not looked at.
//!
//! The kernel of the condition is carried out with bounds instead of values: of indices, of what the columns hold in the tile, of random
//! numbers. What comes out does not depend on tiles: those that may hold pairs are looked at in the ordinary way.

use super::interval::Interval;
use super::site::Site;
use snnc_ir::column::Column;
use snnc_ir::execute::BoundColumn;
use snnc_ir::kernel::{Kernel, Op, Random, Space, Type, Value};
use snnc_ir::plan::{KernelUse, Scan};
use std::ops::Range;

/// Targets of the smallest tiles: to look at them all takes about as long as to find bounds.
const LEAST: usize = 512;
/// Of so many elements of an array bounds are looked for one by one.
const FEW: i64 = 64;

/// What is known of a tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Nowhere,
    Everywhere,
    Unknown,
}

/// The condition of a rule, and what it reads.
pub(super) struct Bounds<'a> {
    filter: Analysed<'a>,
    improper: Option<Analysed<'a>>,
    targets: usize,
    /// How often the smallest tile is doubled until it holds all targets.
    top: usize,
}

/// What a source has to look at.
#[derive(Debug, Default)]
pub(super) struct Tiles {
    /// Ranges of targets, each with whether all of them are kept; the others are to be asked.
    pub(super) found: Vec<(Range<usize>, bool)>,
    values: Vec<Interval>,
}

impl<'a> Bounds<'a> {
    /// Of a rule; `None` where nothing is to be gained.
    pub(super) fn new(site: &Site<'a>, scan: &'a Scan) -> Option<Bounds<'a>> {
        let targets = site.sizes[1] as usize;
        if targets <= LEAST {
            return None;
        }
        let top = (targets.div_ceil(LEAST)).next_power_of_two().trailing_zeros() as usize;
        let analysed = |used: &'a KernelUse| Analysed::new(site, used, targets, top);
        let improper = match &scan.improper {
            Some(kernel) => Some(analysed(kernel)?),
            None => None,
        };
        Some(Bounds { filter: analysed(&scan.filter)?, improper, targets, top })
    }

    /// Finds what a source has to look at. Whether anything is left out.
    pub(super) fn tiles(&self, source: u32, tiles: &mut Tiles) -> bool {
        tiles.found.clear();
        self.divide(source, self.top, 0, tiles);
        !matches!(tiles.found.as_slice(), [(all, false)] if *all == (0..self.targets))
    }

    fn divide(&self, source: u32, level: usize, tile: usize, tiles: &mut Tiles) {
        let range = tile * (LEAST << level)..self.targets.min((tile + 1) * (LEAST << level));
        if range.is_empty() {
            return;
        }
        let proper = self.improper.as_ref().is_none_or(|improper| {
            improper.outcome(source, level, tile, &range, &mut tiles.values) == Outcome::Nowhere
        });
        let outcome = match proper {
            true => self.filter.outcome(source, level, tile, &range, &mut tiles.values),
            false => Outcome::Unknown,
        };
        match outcome {
            Outcome::Nowhere => {}
            Outcome::Unknown if level > 0 => {
                self.divide(source, level - 1, 2 * tile, tiles);
                self.divide(source, level - 1, 2 * tile + 1, tiles);
            }
            _ => {
                let all = outcome == Outcome::Everywhere;
                match tiles.found.last_mut() {
                    Some((last, kept)) if last.end == range.start && *kept == all => last.end = range.end,
                    _ => tiles.found.push((range, all)),
                }
            }
        }
    }
}

/// A kernel over the targets of a source.
struct Analysed<'a> {
    kernel: &'a Kernel,
    columns: Vec<BoundColumn>,
    /// For each column that is indexed by the target, the bounds in the tiles of each level.
    trees: Vec<Vec<Vec<Interval>>>,
}

impl<'a> Analysed<'a> {
    fn new(site: &Site<'a>, used: &KernelUse, targets: usize, top: usize) -> Option<Analysed<'a>> {
        let kernel = &site.plan.kernels[used.kernel];
        // What is demanded has to be asked of all pairs.
        if kernel.body.iter().any(|inst| matches!(inst.op, Op::Store(..) | Op::Require(..))) {
            return None;
        }
        let columns = site.state.bind(used, None);
        let tree = |(at, column): (usize, &BoundColumn)| {
            let decl = &kernel.columns[at];
            if !kernel.domain.is_lane(decl.space) {
                return vec![];
            }
            let lowest = (0..targets).step_by(LEAST).map(|first| {
                let tile = first..targets.min(first + LEAST);
                hull(&column.column, column.offset + tile.start..column.offset + tile.end, decl.ty)
            });
            let mut levels = vec![lowest.collect::<Vec<_>>()];
            for level in 0..top {
                let pairs = levels[level].chunks(2).map(|pair| pair[0].or(pair[pair.len() - 1]));
                let above = pairs.collect();
                levels.push(above);
            }
            levels
        };
        let trees = columns.iter().enumerate().map(tree).collect();
        Some(Analysed { kernel, columns, trees })
    }

    /// What is known of a tile.
    fn outcome(
        &self,
        source: u32,
        level: usize,
        tile: usize,
        range: &Range<usize>,
        values: &mut Vec<Interval>,
    ) -> Outcome {
        values.clear();
        for inst in &self.kernel.body {
            if let Op::Emit(mask) = inst.op {
                return match values[mask.index()] {
                    Interval::Mask { yes: false, .. } => Outcome::Nowhere,
                    Interval::Mask { no: false, .. } => Outcome::Everywhere,
                    _ => Outcome::Unknown,
                };
            }
            let value = self.carry_out(&inst.op, inst.ty, source, [level, tile], range, values);
            values.push(value);
        }
        Outcome::Unknown
    }

    fn carry_out(
        &self,
        op: &Op,
        ty: Type,
        source: u32,
        [level, tile]: [usize; 2],
        range: &Range<usize>,
        values: &[Interval],
    ) -> Interval {
        let get = |value: &Value| values[value.index()];
        let is_lane = |space: Space| self.kernel.domain.is_lane(space);
        match op {
            Op::Float(x) => Interval::float(*x),
            Op::Int(n) => Interval::int(*n),
            Op::Bool(holds) => Interval::mask(*holds),
            Op::Time => Interval::float(0.0),
            Op::Index(space) if is_lane(*space) => {
                Interval::Int { low: range.start as i64, high: range.end as i64 - 1 }
            }
            // The step is the number of the source.
            Op::Step | Op::Index(_) => Interval::int(source.into()),
            Op::Load(column) => {
                let at = *column as usize;
                let decl = &self.kernel.columns[at];
                if is_lane(decl.space) {
                    return self.trees[at][level][tile];
                }
                let BoundColumn { column, offset } = &self.columns[at];
                let index = offset + if decl.space == Space::Pre { source as usize } else { 0 };
                hull(column, index..index + 1, decl.ty)
            }
            Op::LoadAt(column, index, len) => {
                let at = *column as usize;
                let BoundColumn { column, offset } = &self.columns[at];
                match get(index) {
                    Interval::Int { low, high } if low >= 0 && high < *len as i64 && high - low < FEW => {
                        let range = offset + low as usize..offset + high as usize + 1;
                        hull(column, range, self.kernel.columns[at].ty)
                    }
                    _ => any(ty),
                }
            }
            Op::Unary(op, a) => Interval::unary(*op, get(a)),
            Op::Binary(op, a, b) => Interval::binary(*op, get(a), get(b), a == b),
            Op::Fma(a, b, c) => Interval::fma(get(a), get(b), get(c), a == b),
            Op::Compare(op, a, b) => Interval::compare(*op, get(a), get(b)),
            Op::Select(mask, a, b) => Interval::select(get(mask), get(a), get(b)),
            Op::Call(function, args) if args.len() == 1 => Interval::call(*function, get(&args[0])),
            Op::Random(Random::Uniform, ..) => {
                Interval::Float { low: 0.0, high: 1.0 - f64::EPSILON / 2.0, nan: false }
            }
            Op::Call(..) | Op::Random(..) | Op::Store(..) | Op::Emit(_) | Op::Require(..) => any(ty),
        }
    }
}

fn any(ty: Type) -> Interval {
    match ty {
        Type::F64 => Interval::ANY_FLOAT,
        Type::I64 => Interval::ANY_INT,
        Type::Bool => Interval::ANY_MASK,
    }
}

/// The bounds of what a column holds in a range.
fn hull(column: &Column, mut range: Range<usize>, ty: Type) -> Interval {
    let one = |at: usize| match ty {
        Type::F64 => Interval::float(column.float(at)),
        Type::I64 => Interval::int(column.int(at)),
        Type::Bool => Interval::mask(column.word(at) != 0),
    };
    let Some(first) = range.next() else { return any(ty) };
    range.fold(one(first), |hull, at| hull.or(one(at)))
}
