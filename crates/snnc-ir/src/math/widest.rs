//! Compiling a function for each vector width, and choosing at run time.

use std::sync::atomic::{AtomicU8, Ordering};

/// Vectors that the machine may have.
#[doc(hidden)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vectors {
    /// What every machine of the target has.
    Portable = 1,
    /// 256 bits, with fused multiply-add.
    Avx2,
    /// 512 bits.
    Avx512,
}

static LIMIT: AtomicU8 = AtomicU8::new(Vectors::Avx512 as u8);
/// What has been found, to be looked up at once; 0 if nothing has yet.
static FOUND: AtomicU8 = AtomicU8::new(0);

/// Use no wider vectors from now on, so that tests can compare the results.
#[doc(hidden)]
pub fn limit_vectors(limit: Vectors) {
    LIMIT.store(limit as u8, Ordering::Relaxed);
    FOUND.store(0, Ordering::Relaxed);
}

/// The widest vectors of this machine, within the limit.
#[inline]
pub(crate) fn vectors() -> Vectors {
    match FOUND.load(Ordering::Relaxed) {
        found if found == Vectors::Avx512 as u8 => Vectors::Avx512,
        found if found == Vectors::Avx2 as u8 => Vectors::Avx2,
        found if found == Vectors::Portable as u8 => Vectors::Portable,
        _ => {
            let found = detect();
            FOUND.store(found as u8, Ordering::Relaxed);
            found
        }
    }
}

#[cold]
fn detect() -> Vectors {
    let limit = LIMIT.load(Ordering::Relaxed);
    #[cfg(target_arch = "x86_64")]
    if limit >= Vectors::Avx2 as u8 && is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
        if limit >= Vectors::Avx512 as u8
            && is_x86_feature_detected!("avx512f")
            && is_x86_feature_detected!("avx512dq")
            && is_x86_feature_detected!("avx512vl")
        {
            return Vectors::Avx512;
        }
        return Vectors::Avx2;
    }
    let _ = limit;
    Vectors::Portable
}

/// Define a function that is compiled several times, for wider and wider vectors; a call runs the widest that
/// the machine has. The body must be a loop of what can be vectorised, and everything it calls inlined: what
/// is not, is compiled for the narrowest machine.
///
/// The results do not depend on the choice as long as the body's arithmetic is exact or correctly rounded.
macro_rules! for_widest_vectors {
    ($(
        $(#[$attribute:meta])*
        $visibility:vis fn $name:ident($($argument:ident: $type:ty),* $(,)?) $(-> $result:ty)? $body:block
    )*) => {$(
        $(#[$attribute])*
        $visibility fn $name($($argument: $type),*) $(-> $result)? {
            #[inline(always)]
            fn anywhere($($argument: $type),*) $(-> $result)? $body

            #[cfg(target_arch = "x86_64")]
            {
                use $crate::math::widest::{Vectors, vectors};

                #[target_feature(enable = "avx2,fma")]
                fn with_avx2($($argument: $type),*) $(-> $result)? {
                    anywhere($($argument),*)
                }

                #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx2,fma")]
                fn with_avx512($($argument: $type),*) $(-> $result)? {
                    anywhere($($argument),*)
                }

                match vectors() {
                    Vectors::Portable => {}
                    // SAFETY: `vectors` has found that the machine has the features.
                    Vectors::Avx2 => return unsafe { with_avx2($($argument),*) },
                    // SAFETY: as above.
                    Vectors::Avx512 => return unsafe { with_avx512($($argument),*) },
                }
            }
            anywhere($($argument),*)
        }
    )*};
}

pub(crate) use for_widest_vectors;
