//! What a recipe leaves to a scalar function out of line.

use super::{modulo, trig};

/// A slow path of an elementary function: correct for every argument, but called only for rare ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarFn {
    /// The sine of the first argument, reduced with as many digits of 2/π as needed.
    SinHuge,
    /// The cosine of the first argument, reduced in the same way.
    CosHuge,
    /// The tangent of the first argument, reduced in the same way.
    TanHuge,
    /// The floor-modulo of two arguments with any quotient.
    FloorMod,
}

impl ScalarFn {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::SinHuge, Self::CosHuge, Self::TanHuge, Self::FloorMod];

    /// A name for symbols in generated code.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SinHuge => "snnc_sin_huge",
            Self::CosHuge => "snnc_cos_huge",
            Self::TanHuge => "snnc_tan_huge",
            Self::FloorMod => "snnc_floor_mod",
        }
    }

    /// The value. Functions of one argument ignore `y`.
    pub fn call(self, x: f64, y: f64) -> f64 {
        self.function()(x, y)
    }

    /// The address of the function for generated code, an `extern "C" fn(f64, f64) -> f64`.
    pub fn address(self) -> *const u8 {
        self.function() as *const u8
    }

    fn function(self) -> extern "C" fn(f64, f64) -> f64 {
        match self {
            Self::SinHuge => sin_huge,
            Self::CosHuge => cos_huge,
            Self::TanHuge => tan_huge,
            Self::FloorMod => floor_mod,
        }
    }
}

#[cold]
extern "C" fn sin_huge(x: f64, _: f64) -> f64 {
    trig::sin_huge(x)
}

#[cold]
extern "C" fn cos_huge(x: f64, _: f64) -> f64 {
    trig::cos_huge(x)
}

#[cold]
extern "C" fn tan_huge(x: f64, _: f64) -> f64 {
    trig::tan_huge(x)
}

#[cold]
extern "C" fn floor_mod(x: f64, y: f64) -> f64 {
    modulo::floor_mod_exact(x, y)
}
