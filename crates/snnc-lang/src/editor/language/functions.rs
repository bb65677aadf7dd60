//! The functions of the language.

/// A function of the language.
#[derive(Debug)]
pub(in crate::editor) struct Function {
    /// Its name.
    pub(in crate::editor) name: &'static str,
    /// Its parameters.
    pub(in crate::editor) parameters: &'static [(&'static str, Wanted)],
    /// Whether more arguments like the last one may follow.
    pub(in crate::editor) more: bool,
    /// What it yields.
    pub(in crate::editor) yields: Wanted,
    /// What it does, and its units.
    pub(in crate::editor) about: &'static str,
    /// Where it can be called.
    pub(in crate::editor) place: Where,
}

/// What a parameter has to be, or what a function yields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Wanted {
    /// A dimensionless number.
    Number,
    /// A whole number.
    Integer,
    /// A condition.
    Condition,
    /// A time.
    Time,
    /// Of the same dimension as what the call yields.
    Same,
    /// Of a dimension whose square root the call yields.
    Squared,
    /// Of any dimension.
    Any,
    /// The name of a file, or of an array in it.
    Text,
    /// `e for k in range(…)`.
    Terms,
}

/// Where a function can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::editor) enum Where {
    /// In any expression.
    Anywhere,
    /// Where random numbers are drawn: in statements, conditions, rules and what is held over a step.
    Draws,
    /// In constants: they are arrays.
    Constants,
    /// In constants and after the `in` of a generator.
    Ranges,
    /// After the `in` of a generator.
    Generators,
    /// In the `init` of synapses.
    InitOfSynapses,
}

/// The function of that name.
pub(in crate::editor) fn function(name: &str) -> Option<&'static Function> {
    FUNCTIONS.iter().find(|function| function.name == name)
}

const fn plain(name: &'static str, about: &'static str) -> Function {
    let parameters = &[("x", Wanted::Number)];
    Function { name, parameters, more: false, yields: Wanted::Number, about, place: Where::Anywhere }
}

const fn keeping(name: &'static str, about: &'static str) -> Function {
    let parameters = &[("x", Wanted::Same)];
    Function { name, parameters, more: false, yields: Wanted::Same, about, place: Where::Anywhere }
}

const fn reduction(name: &'static str, about: &'static str) -> Function {
    let parameters = &[("e", Wanted::Same)];
    Function { name, parameters, more: false, yields: Wanted::Same, about, place: Where::InitOfSynapses }
}

const fn draw(
    name: &'static str,
    parameters: &'static [(&'static str, Wanted)],
    yields: Wanted,
    about: &'static str,
) -> Function {
    Function { name, parameters, more: false, yields, about, place: Where::Draws }
}

/// All of them.
pub(in crate::editor) const FUNCTIONS: &[Function] = &[
    plain("exp", "e to the power of `x`, a dimensionless number."),
    plain("expm1", "`exp(x) - 1` of a dimensionless number, exact near 0 too."),
    plain("exprel", "`(exp(x) - 1)/x` of a dimensionless number, and 1 at 0."),
    plain("log", "The natural logarithm of a dimensionless number."),
    plain("log10", "The logarithm to base 10 of a dimensionless number."),
    plain("log1p", "`log(1 + x)` of a dimensionless number, exact near 0 too."),
    Function {
        name: "sqrt",
        parameters: &[("x", Wanted::Squared)],
        more: false,
        yields: Wanted::Same,
        about: "The square root; it halves the exponents of the unit: of `mV**2` it is in `mV`.",
        place: Where::Anywhere,
    },
    plain("sin", "The sine of a dimensionless number, in radians."),
    plain("cos", "The cosine of a dimensionless number, in radians."),
    plain("tan", "The tangent of a dimensionless number, in radians."),
    plain("arcsin", "The angle whose sine is `x`, in radians."),
    plain("arccos", "The angle whose cosine is `x`, in radians."),
    plain("arctan", "The angle whose tangent is `x`, in radians."),
    plain("sinh", "The hyperbolic sine of a dimensionless number."),
    plain("cosh", "The hyperbolic cosine of a dimensionless number."),
    plain("tanh", "The hyperbolic tangent of a dimensionless number."),
    keeping("abs", "The magnitude of a number; it keeps the unit."),
    Function {
        name: "sign",
        parameters: &[("x", Wanted::Any)],
        more: false,
        yields: Wanted::Integer,
        about: "1, 0 or -1, dimensionless, as `x` is positive, zero or negative; `x` may have any unit.",
        place: Where::Anywhere,
    },
    keeping("floor", "The whole number not above `x`; it keeps the unit."),
    keeping("ceil", "The whole number not below `x`; it keeps the unit."),
    keeping("round", "The nearest whole number, halves to the even neighbour; it keeps the unit."),
    Function {
        name: "clip",
        parameters: &[("x", Wanted::Same), ("lo", Wanted::Same), ("hi", Wanted::Same)],
        more: false,
        yields: Wanted::Same,
        about: "`x`, but not below `lo` and not above `hi`; all three are of one dimension.",
        place: Where::Anywhere,
    },
    Function {
        name: "min",
        parameters: &[("x", Wanted::Same), ("y", Wanted::Same)],
        more: true,
        yields: Wanted::Same,
        about: "The smallest of two or more numbers of one dimension.",
        place: Where::Anywhere,
    },
    Function {
        name: "max",
        parameters: &[("x", Wanted::Same), ("y", Wanted::Same)],
        more: true,
        yields: Wanted::Same,
        about: "The largest of two or more numbers of one dimension.",
        place: Where::Anywhere,
    },
    Function {
        name: "where",
        parameters: &[("condition", Wanted::Condition), ("x", Wanted::Same), ("y", Wanted::Same)],
        more: false,
        yields: Wanted::Same,
        about: "`x` where the condition holds, else `y`: the same as `x if condition else y`. Both are of one dimension.",
        place: Where::Anywhere,
    },
    Function {
        name: "int",
        parameters: &[("x", Wanted::Number)],
        more: false,
        yields: Wanted::Integer,
        about: "The whole part of a dimensionless number, towards 0; 1 or 0 of a condition.",
        place: Where::Anywhere,
    },
    Function {
        name: "timestep",
        parameters: &[("t", Wanted::Time), ("dt", Wanted::Time)],
        more: false,
        yields: Wanted::Integer,
        about: "The number of steps of length `dt` up to the time `t`.",
        place: Where::Anywhere,
    },
    Function {
        name: "sum",
        parameters: &[("e for k in range(a, b)", Wanted::Terms)],
        more: false,
        yields: Wanted::Same,
        about: "A sum, written out term by term: `k` runs from `a` to `b - 1`.",
        place: Where::Anywhere,
    },
    draw(
        "rand",
        &[],
        Wanted::Number,
        "A random number between 0 and 1, dimensionless, drawn anew each time.",
    ),
    draw(
        "randn",
        &[],
        Wanted::Number,
        "A random number from the normal distribution with mean 0 and standard deviation 1, dimensionless, drawn anew \
         each time.",
    ),
    draw(
        "poisson",
        &[("lambda", Wanted::Number)],
        Wanted::Integer,
        "A random whole number from the Poisson distribution with the mean `lambda`, which is dimensionless.",
    ),
    draw(
        "binomial",
        &[("n", Wanted::Integer), ("p", Wanted::Number)],
        Wanted::Integer,
        "How many of `n` trials succeed, each with probability `p`: a random whole number.",
    ),
    Function {
        name: "linspace",
        parameters: &[("a", Wanted::Same), ("b", Wanted::Same), ("n", Wanted::Integer)],
        more: false,
        yields: Wanted::Same,
        about: "An array of `n` numbers from `a` to `b`, both included.",
        place: Where::Constants,
    },
    Function {
        name: "range",
        parameters: &[("a", Wanted::Integer), ("b", Wanted::Integer), ("step", Wanted::Integer)],
        more: false,
        yields: Wanted::Integer,
        about: "The whole numbers from `a` on, below `b`, by `step`; with one argument, `range(b)`, from 0 on.",
        place: Where::Ranges,
    },
    Function {
        name: "load",
        parameters: &[("file", Wanted::Text), ("name", Wanted::Text)],
        more: false,
        yields: Wanted::Any,
        about: "An array from a file `.npy`, `.npz` or `.csv`; `name` is that of one of several arrays in it. A unit may follow: \
                `load(\"currents.npy\") nA`.",
        place: Where::Constants,
    },
    Function {
        name: "sample",
        parameters: &[
            ("a", Wanted::Integer),
            ("b", Wanted::Integer),
            ("step", Wanted::Integer),
            ("size = n", Wanted::Integer),
        ],
        more: false,
        yields: Wanted::Integer,
        about: "Random ones of a range: `size = n` different ones, or each with a probability, `p = x`.",
        place: Where::Generators,
    },
    reduction(
        "mean_incoming",
        "The mean of an expression over the synapses of the same target; it keeps the unit.",
    ),
    reduction(
        "sum_incoming",
        "The sum of an expression over the synapses of the same target; it keeps the unit.",
    ),
    reduction(
        "mean_outgoing",
        "The mean of an expression over the synapses of the same source; it keeps the unit.",
    ),
    reduction(
        "sum_outgoing",
        "The sum of an expression over the synapses of the same source; it keeps the unit.",
    ),
];
