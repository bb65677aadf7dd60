//! Compiling a function for each vector width, and choosing at run time.

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
                #[target_feature(enable = "avx2,fma")]
                fn with_avx2($($argument: $type),*) $(-> $result)? {
                    anywhere($($argument),*)
                }

                #[target_feature(enable = "avx512f,avx512dq,avx512vl,fma")]
                fn with_avx512($($argument: $type),*) $(-> $result)? {
                    anywhere($($argument),*)
                }

                if !is_x86_feature_detected!("fma") {
                    return anywhere($($argument),*);
                }
                if is_x86_feature_detected!("avx512f")
                    && is_x86_feature_detected!("avx512dq")
                    && is_x86_feature_detected!("avx512vl")
                {
                    // SAFETY: the machine has the features that the function is compiled for.
                    return unsafe { with_avx512($($argument),*) };
                }
                if is_x86_feature_detected!("avx2") {
                    // SAFETY: as above.
                    return unsafe { with_avx2($($argument),*) };
                }
            }
            anywhere($($argument),*)
        }
    )*};
}

pub(crate) use for_widest_vectors;
