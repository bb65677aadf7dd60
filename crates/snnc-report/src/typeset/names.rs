//! Names: Greek ones as letters, what follows `_` as subscripts, words as words.

use crate::html::escape;

const GREEK: &[(&str, &str)] = &[
    ("alpha", "α"),
    ("beta", "β"),
    ("gamma", "γ"),
    ("delta", "δ"),
    ("epsilon", "ε"),
    ("zeta", "ζ"),
    ("eta", "η"),
    ("theta", "θ"),
    ("iota", "ι"),
    ("kappa", "κ"),
    ("lambda", "λ"),
    ("lam", "λ"),
    ("mu", "μ"),
    ("nu", "ν"),
    ("xi", "ξ"),
    ("pi", "π"),
    ("rho", "ρ"),
    ("sigma", "σ"),
    ("tau", "τ"),
    ("upsilon", "υ"),
    ("phi", "φ"),
    ("chi", "χ"),
    ("psi", "ψ"),
    ("omega", "ω"),
    ("Gamma", "Γ"),
    ("Delta", "Δ"),
    ("Theta", "Θ"),
    ("Lambda", "Λ"),
    ("Xi", "Ξ"),
    ("Pi", "Π"),
    ("Sigma", "Σ"),
    ("Upsilon", "Υ"),
    ("Phi", "Φ"),
    ("Psi", "Ψ"),
    ("Omega", "Ω"),
    ("varepsilon", "ε"),
];

/// Names that are words though they could be a letter with a subscript.
const WORDS: &[&str] = &[
    "bg", "of", "in", "at", "by", "if", "or", "dt", "is", "no", "on", "to", "up", "as", "Na", "Ca", "Cl",
    "Mg", "na", "ca", "cl", "mg", "ok", "it",
];

/// What follows one letter as its subscript: `vrest`, `gmax`.
const SUBSCRIPTS: &[&str] = &[
    "pre", "post", "rest", "reset", "res", "thr", "th", "thresh", "peak", "leak", "syn", "ext", "inh", "exc",
    "max", "min", "ref", "rev", "inf", "tot", "total", "bg", "app", "stim", "noise", "spike", "ampa", "nmda",
    "gaba", "AMPA", "NMDA", "GABA", "ahp", "AHP",
];

/// A name of the model as an identifier.
pub(crate) fn name(text: &str) -> String {
    if let Some(text) = constant(text) {
        return text;
    }
    let mut parts = text.split('_').filter(|part| !part.is_empty());
    let (base, own) = divided(parts.next().unwrap_or(text));
    let own = own.map(subscript);
    let subscripts: Vec<String> = own.into_iter().chain(parts.map(subscript)).collect();
    match subscripts.as_slice() {
        [] => letter(base),
        [one] => format!("<msub>{}{one}</msub>", letter(base)),
        several => {
            let joined = several.join("<mo separator=\"true\" lspace=\"0\" rspace=\"0\">,</mo>");
            format!("<msub>{}<mrow>{joined}</mrow></msub>", letter(base))
        }
    }
}

/// Whether a name is shown just as it is written.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().count() == 1 || (is_word(text) && !text.contains('_'))
}

/// Whether a name is shown as a word, which must be held apart from what stands beside it.
pub(super) fn is_word(text: &str) -> bool {
    let base = text.split('_').find(|part| !part.is_empty()).unwrap_or(text);
    let (base, own) = divided(base);
    own.is_none() && greek(base).is_none() && base.chars().count() > 1
}

/// Names that the language gives.
fn constant(text: &str) -> Option<String> {
    let shown = match text {
        "inf" => "<mi mathvariant=\"normal\">∞</mi>".into(),
        "e" | "pi" => format!("<mi mathvariant=\"normal\">{}</mi>", greek(text).unwrap_or(text)),
        "dt" => "<mrow><mi mathvariant=\"normal\">d</mi><mi>t</mi></mrow>".into(),
        "True" | "true" => "<mi>true</mi>".into(),
        "False" | "false" => "<mi>false</mi>".into(),
        "not_refractory" => "<mi class=\"word\">not&#160;refractory</mi>".into(),
        "t_in_timesteps" => "<msub><mi>n</mi><mi>t</mi></msub>".into(),
        _ => return None,
    };
    Some(shown)
}

fn greek(text: &str) -> Option<&'static str> {
    GREEK.iter().find(|(name, _)| *name == text).map(|(_, letter)| *letter)
}

fn letter(base: &str) -> String {
    match greek(base) {
        Some(letter) => format!("<mi>{letter}</mi>"),
        None if base.chars().count() == 1 => format!("<mi>{}</mi>", escape(base)),
        None => format!("<mi class=\"word\">{}</mi>", escape(base)),
    }
}

fn subscript(text: &str) -> String {
    if text.chars().all(|c| c.is_ascii_digit()) {
        return format!("<mn>{text}</mn>");
    }
    match greek(text) {
        Some(letter) => format!("<mi>{letter}</mi>"),
        // Several letters are upright, as abbreviations are.
        None => format!("<mi>{}</mi>", escape(text)),
    }
}

/// A letter and what is written after it without `_`: `gL`, `taum`, `v0`.
fn divided(base: &str) -> (&str, Option<&str>) {
    if greek(base).is_some() || WORDS.contains(&base) {
        return (base, None);
    }
    let digits = base.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && digits < base.len() && base[..digits].chars().all(char::is_alphabetic) {
        let (head, own) = divided(&base[..digits]);
        // With digits after a subscript, both are it: `tau1`, `we2`.
        return if own.is_none() { (head, Some(&base[digits..])) } else { (head, Some(&base[head.len()..])) };
    }
    let long = |(name, _): &&(&str, &str)| name.len() >= 4 || *name == "tau";
    for (name, _) in GREEK.iter().filter(long) {
        if let Some(rest) = base.strip_prefix(name)
            && rest.chars().count() <= 4
            && rest.chars().all(char::is_alphanumeric)
        {
            return (&base[..name.len()], Some(rest));
        }
    }
    let mut letters = base.chars();
    let Some(first) = letters.next() else { return (base, None) };
    let rest = letters.as_str();
    let upper = |at: usize| rest.chars().nth(at).is_some_and(char::is_uppercase);
    let lower = |at: usize| rest.chars().nth(at).is_some_and(char::is_lowercase);
    let one = rest.chars().count() == 1 && rest.chars().all(char::is_alphabetic);
    let changes = first.is_lowercase() && first != 'd' && upper(0);
    let element = first.is_uppercase() && upper(0) && lower(1) && rest.chars().count() <= 3;
    if first.is_alphabetic() && (one || changes || element || SUBSCRIPTS.contains(&rest)) {
        return (&base[..first.len_utf8()], Some(rest));
    }
    (base, None)
}
