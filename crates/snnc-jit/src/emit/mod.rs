//! From kernels to CLIF.
//!
//! Ranges of lanes are computed in vectors of two, several of them interleaved ([`range`]); lists and rows one
//! lane after the other ([`rows`]). What does not depend on the lane is computed once, before the loops ([`level`]).

mod ahead;
mod arith;
mod draw;
mod drawn;
mod emitter;
mod integer;
mod kept;
mod level;
mod ops;
mod order;
mod precision;
mod range;
mod rare;
mod rows;
mod single;
mod words;

pub(crate) use emitter::{Callees, Emitter};
pub(crate) use level::{Level, levels};
pub(crate) use order::late_loads;
pub(crate) use rare::rare;

use ahead::Ahead;
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{Kernel, Lanes, Op};
use snnc_ir::math::Function;

/// How a kernel's loop is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Let Cranelift's optimiser order the instructions.
    pub(crate) optimise: bool,
    /// How many vectors (or lanes, of lists and rows) are computed in a turn.
    unroll: usize,
}

/// Up to this number of instructions of a lane, Cranelift's optimiser is left to order them. It emits an operation where its
/// result is needed, and so forgets that vectors were interleaved: that is worse than our order once there are many.
const SMALL: usize = 30;
/// Up to here, four vectors are interleaved; beyond, two do as well and take less time to compile.
const MEDIUM: usize = 150;
/// From here on, interleaving would take more time to compile than it could save.
const LARGE: usize = 3000;

impl Layout {
    /// The layout for a kernel.
    pub(crate) fn of(kernel: &Kernel) -> Self {
        let size = lane_size(kernel);
        match kernel.domain.lanes {
            Lanes::Range => {
                let unroll = match size {
                    size if size <= SMALL => 2,
                    size if size <= MEDIUM => 4,
                    size if size <= LARGE => 2,
                    _ => 1,
                };
                Layout { optimise: size <= SMALL, unroll }
            }
            Lanes::List => Layout { optimise: size <= SMALL, unroll: 1 },
            Lanes::Rows => Layout { optimise: size <= SMALL, unroll: if size <= 12 { 4 } else { 1 } },
        }
    }
}

/// About how many instructions a lane takes.
fn lane_size(kernel: &Kernel) -> usize {
    let ahead = Ahead::new(kernel, &levels(kernel));
    let lane = ahead.left().iter().map(|&index| &kernel.body[index]);
    lane.map(|inst| match &inst.op {
        Op::Call(function, _) => function_size(*function),
        _ => 1,
    })
    .sum()
}

/// About how many instructions a function takes.
fn function_size(function: Function) -> usize {
    match function {
        Function::Exp | Function::Expm1 | Function::Exprel | Function::Bernoulli | Function::FloorMod => 30,
        Function::Pow => 120,
        _ => 60,
    }
}

/// Emits the code of a kernel into the emitter's function.
pub(crate) fn kernel(
    emitter: &mut Emitter<'_, '_>,
    kernel: &Kernel,
    layout: Layout,
) -> Result<(), BackendError> {
    match (kernel.domain.lanes, layout.unroll) {
        (Lanes::Range, 1) => range::emit::<1>(emitter, kernel),
        (Lanes::Range, 2) => range::emit::<2>(emitter, kernel),
        (Lanes::Range, _) => range::emit::<4>(emitter, kernel),
        (Lanes::List, _) => rows::emit_list(emitter, kernel),
        (Lanes::Rows, unroll) => rows::emit_rows(emitter, kernel, unroll),
    }
}
