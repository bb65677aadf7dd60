//! The words that items begin with.

/// A word that an item begins with.
#[derive(Debug)]
pub(in crate::editor) struct Keyword {
    /// The word.
    pub(in crate::editor) name: &'static str,
    /// What the item is.
    pub(in crate::editor) about: &'static str,
    /// Its text, with places to fill in.
    pub(in crate::editor) snippet: &'static str,
    /// Whether it may stand in the loops of the protocol.
    pub(in crate::editor) statement: bool,
}

/// The keyword that is this word.
pub(in crate::editor) fn keyword(word: &str) -> Option<&'static Keyword> {
    KEYWORDS.iter().find(|keyword| keyword.name == word)
}

const fn item(name: &'static str, snippet: &'static str, about: &'static str) -> Keyword {
    Keyword { name, about, snippet, statement: false }
}

const fn statement(name: &'static str, snippet: &'static str, about: &'static str) -> Keyword {
    Keyword { name, about, snippet, statement: true }
}

/// All of them.
pub(in crate::editor) const KEYWORDS: &[Keyword] = &[
    item(
        "neurons",
        "neurons ${1:cells}[${2:100}] {\n\td${3:v}/dt = ${4:-v/(10 ms)} : ${5:volt}\n\tthreshold: ${6:v > -50 mV}\n\treset: ${7:v = -65 mV}$0\n}",
        "A population of neurons: equations, threshold, reset.",
    ),
    item(
        "synapses",
        "synapses ${1:name}: ${2:source} -> ${3:target} {\n\tconnect: ${4:i != j, p = 0.1}\n\ton_pre: ${5:v_post += 0.1 mV}$0\n}",
        "Synapses from one group to another: who is connected, and what a spike does.",
    ),
    item(
        "poisson",
        "poisson ${1:inputs}[${2:100}] { rate: ${3:15 Hz} }",
        "Sources that spike independently of each other, at a rate.",
    ),
    item(
        "poisson_input",
        "poisson_input ${1:drive}: ${2:cells.v} { n: ${3:100}; rate: ${4:15 Hz}; weight: ${5:0.1 mV} }",
        "Adds to a variable what many independent Poisson trains would bring to each neuron.",
    ),
    item("spikes", "spikes ${1:gen}[${2:1}] { at: [(${3:0}, ${4:1 ms})] }", "A source of given spikes."),
    item(
        "group",
        "group ${1:exc} = ${2:cells[:80]}",
        "A name for a part of a group, which can be used wherever a group is.",
    ),
    item(
        "model",
        "model ${1:LIF}(${2:tau = 20 ms}) {\n\t$0\n}",
        "A body of `neurons` or `synapses` to be used several times, with parameters.",
    ),
    item(
        "monitor",
        "monitor ${1:spikes} of ${2:cells}",
        "Records spikes, counts, rates or the traces of variables.",
    ),
    item(
        "timed",
        "timed ${1:stim} = [${2:0, 1, 0}] ${3:nA} every ${4:10 ms}",
        "An array of which each value holds for a time; it is read by `stim(t)`.",
    ),
    item("import", "import \"${1:file.eqs}\"", "Takes in all that another file defines."),
    statement("run", "run ${1:1 s}", "Simulates so long."),
    statement("store", "store \"${1:name}\"", "Keeps the whole state of the simulation under a name."),
    statement("restore", "restore \"${1:name}\"", "Goes back to a state that was stored."),
    statement("repeat", "repeat ${1:10} {\n\t$0\n}", "Carries out its statements so many times."),
    statement(
        "for",
        "for ${1:x} in [${2:5, 10, 20}] ${3:ms} {\n\t$0\n}",
        "Carries out its statements for each value of a list.",
    ),
    statement(
        "set",
        "set ${1:tau} = ${2:20 ms}",
        "Gives a constant, `dt` or a method another value from here on.",
    ),
    statement(
        "save",
        "save ${1:cells} as \"${2:name}\"",
        "Writes the current values of a group to an archive.",
    ),
];
