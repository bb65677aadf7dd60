//! Evaluation on this machine, with the widest vectors it has.

use super::{Function, Lane, Scalar};

/// Elements per pass of the vectorised loop. After each, the elements that need a slow path are looked for.
const CHUNK: usize = 256;

/// Evaluate for one element.
pub(super) fn eval(function: Function, x: f64, y: f64) -> f64 {
    #[cfg(target_arch = "x86_64")]
    if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        // SAFETY: the machine has the features that the function is compiled for.
        return unsafe { eval_avx2(function, x, y) };
    }
    function.emit(&mut Scalar, &[x, y])
}

/// Where fma and rounding are instructions instead of calls.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn eval_avx2(function: Function, x: f64, y: f64) -> f64 {
    function.emit(&mut Scalar, &[x, y])
}

/// Evaluate for slices of one length; `y` is not looked at by functions of one argument.
pub(super) fn eval_block(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) {
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
        {
            // SAFETY: the machine has the features that the function is compiled for.
            return unsafe { eval_block_avx512(function, x, y, out) };
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            // SAFETY: as above.
            return unsafe { eval_block_avx2(function, x, y, out) };
        }
    }
    chunks(function, x, y, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512vl,fma")]
fn eval_block_avx512(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) {
    chunks(function, x, y, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn eval_block_avx2(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) {
    chunks(function, x, y, out);
}

#[inline(always)]
fn chunks(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) {
    for ((x, y), out) in x.chunks(CHUNK).zip(y.chunks(CHUNK)).zip(out.chunks_mut(CHUNK)) {
        if chunk(function, x, y, out) {
            for ((&x, &y), out) in x.iter().zip(y).zip(out) {
                *out = eval(function, x, y);
            }
        }
    }
}

/// Evaluate in a loop that the compiler can vectorise; true if an element has to be done over.
#[inline(always)]
fn chunk(function: Function, x: &[f64], y: &[f64], out: &mut [f64]) -> bool {
    // The function is chosen outside of the loop, so that each has a loop of its own.
    macro_rules! choose {
        ($($name:ident)*) => {
            match function {
                $(Function::$name => {
                    map(x, y, out, #[inline(always)] |lane, x, y| Function::$name.emit(lane, &[x, y]))
                })*
            }
        };
    }
    choose!(Exp Expm1 Exprel Log Log10 Log1p Sin Cos Tan Arcsin Arccos Arctan Sinh Cosh Tanh Pow FloorMod)
}

#[inline(always)]
fn map(x: &[f64], y: &[f64], out: &mut [f64], f: impl Fn(&mut Lane, f64, f64) -> f64) -> bool {
    let mut wants_scalar = false;
    for ((&x, &y), out) in x.iter().zip(y).zip(out) {
        let mut lane = Lane::default();
        *out = f(&mut lane, x, y);
        wants_scalar |= lane.wants_scalar;
    }
    wants_scalar
}

/// The scalar recipe without regard to the machine, for tests.
#[doc(hidden)]
pub fn eval_portable(function: Function, args: &[f64]) -> f64 {
    function.emit(&mut Scalar, args)
}
