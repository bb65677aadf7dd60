//! The other words: methods, slots, clauses of rules, kinds of monitors.

/// A word and what it means.
pub(in crate::editor) type Meaning = (&'static str, &'static str);

/// The methods of integration.
pub(in crate::editor) const METHODS: &[Meaning] = &[
    ("exact", "Linear equations, coupled or not, that contain neither `t` nor noise: the exact solution."),
    (
        "exponential_euler",
        "Equations linear in their own variable, such as Hodgkin–Huxley gates; other variables are held over the step.",
    ),
    ("euler", "Any equations without noise, or with noise whose factor does not change within a step."),
    ("rk2", "Any equations without noise: the midpoint rule, of second order."),
    ("rk4", "Any equations without noise: the classical Runge–Kutta method, of fourth order."),
    ("heun", "Any equations with any noise, in the sense of Stratonovich."),
    ("milstein", "Equations with at most one noise in each, and none in two; in the sense of Stratonovich."),
    ("rkf45", "Any equations without noise; each neuron divides the step as often as `tolerance` asks for."),
];

/// What a method is for.
pub(in crate::editor) fn meaning_of_method(name: &str) -> Option<&'static str> {
    METHODS.iter().find(|(method, _)| *method == name).map(|(_, about)| *about)
}

/// The slots of a time step, in order; each also as `before_SLOT` and `after_SLOT`.
pub(in crate::editor) const SLOTS: &[Meaning] = &[
    ("start", "The start of the step, where states are recorded."),
    ("groups", "The equations advance from `t` to `t + dt`."),
    ("thresholds", "Spikes are found."),
    ("synapses", "The spikes that are due in this step have their effects."),
    ("resets", "The neurons that spiked are reset."),
    ("end", "The end of the step, where rates are recorded."),
];

/// What a monitor records, besides variables.
pub(in crate::editor) const RECORDED: &[Meaning] = &[
    ("spikes", "The time and the index of each spike."),
    ("count", "The number of spikes of each neuron."),
    ("rate", "The population's rate, in each step or in bins of `every T`."),
];

/// What sums a group up to one value, in the condition of `until`.
pub(in crate::editor) const REDUCTIONS: &[Meaning] = &[
    ("any", "Whether a condition holds for one of the elements: `any(cells.v > 0 mV)`."),
    ("all", "Whether a condition holds for all elements."),
    ("count", "The number of the group's spikes so far: `count(cells) >= 500`."),
    ("mean", "The mean of an expression over the elements: `mean(stdp.w)`."),
    ("sum", "The sum of an expression over the elements."),
    ("min", "The smallest value of an expression among the elements."),
    ("max", "The largest value of an expression among the elements."),
];

/// A clause of a connection rule.
#[derive(Debug)]
pub(in crate::editor) struct Clause {
    /// Its first word.
    pub(in crate::editor) name: &'static str,
    /// Its text, with places to fill in.
    pub(in crate::editor) snippet: &'static str,
    /// Which synapses it makes or leaves.
    pub(in crate::editor) about: &'static str,
}

const fn clause(name: &'static str, snippet: &'static str, about: &'static str) -> Clause {
    Clause { name, snippet, about }
}

/// The clauses of connection rules.
pub(in crate::editor) const CLAUSES: &[Clause] = &[
    clause("all", "all", "Every pair, self-connections included."),
    clause("i != j", "i != j", "Only pairs for which the condition holds: no self-connections."),
    clause("i == j", "i == j", "Only pairs for which the condition holds: one to one."),
    clause("p", "p = ${1:0.1}", "Each pair with this probability."),
    clause("n", "n = ${1:2}", "So many synapses for each pair; with `as k`, `k` numbers them."),
    clause("j", "j = ${1:i}", "The target as a function of the source."),
    clause("i", "i = ${1:j}", "The source as a function of the target."),
    clause(
        "j for",
        "j = ${1:k} for ${1:k} in ${2:range(i - 3, i + 4)}",
        "For each source, the targets that a generator gives.",
    ),
    clause("indegree", "indegree = ${1:100}", "Exactly so many random sources for each target."),
    clause("outdegree", "outdegree = ${1:100}", "Exactly so many random targets for each source."),
    clause("total", "total = ${1:1000}", "So many random synapses in all."),
    clause("pairs", "pairs [(${1:0}, ${2:1})]", "These pairs, source before target."),
    clause("file", "file \"${1:edges.npz}\"", "The pairs of a file with the arrays `i` and `j`."),
    clause("unique", "unique", "No pair twice."),
    clause(
        "skip_if_invalid",
        "skip_if_invalid",
        "Pairs outside of the groups are left out, instead of being an error.",
    ),
];

/// The words between expressions.
pub(in crate::editor) const WORDS: &[&str] = &[
    "and", "as", "at", "else", "every", "for", "if", "in", "is", "not", "of", "or", "until", "with", "exact",
    "except",
];
