//! No text makes a query fail, none is slow, and what a model names is offered where it names it.

use crate::shown::{ROOT, models, of};
use snnc_lang::check::StdArithmetic;
use snnc_lang::editor::symbols::{Access, SymbolKind};
use snnc_lang::editor::{Analysis, Place, analyse, completions, folds, outline, signature, tokens};
use snnc_lang::files::Disk;
use std::time::{Duration, Instant};

/// A generator of numbers that need not be good.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }
}

/// The nearest place before that no character goes over.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ask(analysis: &Analysis, byte: usize) -> usize {
    let place = Place { source: ROOT, byte: byte as u32 };
    if let Some(signature) = signature(analysis, place) {
        assert!(signature.parameters.iter().all(|it| signature.label.get(it.clone()).is_some()));
    }
    completions(analysis, place, &Disk).len()
}

/// Tokens are in order, within the text and within their lines.
fn look_at_all(analysis: &Analysis) {
    outline(analysis);
    folds(analysis);
    let text = &analysis.sources.get(ROOT).text;
    let mut end = 0;
    for token in tokens(analysis, ROOT) {
        assert!(end <= token.span.start && token.span.start < token.span.end, "{token:?} after {end}");
        let slice = text.get(token.span.range()).expect("within the text");
        assert!(!slice.contains('\n'), "{slice:?}");
        end = token.span.end;
    }
}

#[test]
fn a_model_can_be_asked_anywhere() {
    for (path, text) in models() {
        let analysis = analyse(path.display().to_string(), text.clone(), &StdArithmetic, &Disk);
        look_at_all(&analysis);
        for at in (0..=text.len()).step_by(11).chain([text.len()]) {
            ask(&analysis, at);
        }
        // There is no such place.
        assert_eq!(ask(&analysis, text.len() + 10), 0);
    }
}

#[test]
fn a_broken_text_can_be_asked_anywhere() {
    const PIECES: &[&str] = &[
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        ":",
        ";",
        "=",
        "\"",
        "'",
        "#",
        "\n",
        " : ",
        "²",
        "é",
        "\u{301}",
        "$",
        "dv/dt =",
        "neurons ",
        "synapses x: a -> b {",
        "is ",
        "connect: ",
        "10 ",
        "1e",
        "model M(",
        "->",
        ".",
        ",",
        "monitor ",
        "until ",
        "not ",
        "\u{feff}",
        "\r\n",
        "\t",
        "every ",
        "at ",
        "import \"",
    ];
    let mut numbers = Numbers(7);
    let models = models();
    for _ in 0..200 {
        let (_, text) = &models[numbers.below(models.len())];
        let mut text = text.clone();
        for _ in 0..=numbers.below(3) {
            let (a, b) = (numbers.below(text.len()), numbers.below(text.len()));
            let (a, b) = (boundary(&text, a.min(b)), boundary(&text, a.max(b)));
            match numbers.below(4) {
                0 => text.truncate(b),
                1 => text.replace_range(a..b.min(boundary(&text, (a + 20).min(text.len()))).max(a), ""),
                _ => text.insert_str(a, PIECES[numbers.below(PIECES.len())]),
            }
        }
        let analysis = of(&text);
        look_at_all(&analysis);
        for _ in 0..6 {
            let at = boundary(&text, numbers.below(text.len() + 1));
            ask(&analysis, at);
        }
    }
}

#[test]
fn nonsense_can_be_asked_anywhere() {
    const LETTERS: &[&str] = &[
        "v",
        "d",
        "/",
        "dt",
        "=",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ":",
        ";",
        "\n",
        " ",
        "1",
        ".5",
        "mV",
        "\"",
        "#",
        "neurons",
        "g",
        ".",
        "²",
        "µ",
        "->",
        "if",
        "is",
        ",",
        "*",
        "**",
        "run",
        "model",
        "threshold",
        "at",
        "e",
    ];
    let mut numbers = Numbers(11);
    for _ in 0..200 {
        let length = numbers.below(40);
        let text: String = (0..length).map(|_| LETTERS[numbers.below(LETTERS.len())]).collect();
        let analysis = of(&text);
        look_at_all(&analysis);
        for at in 0..=text.len() {
            ask(&analysis, at);
        }
    }
}

#[test]
fn what_a_model_names_is_offered_there() {
    let mut missing = vec![];
    for (path, text) in models() {
        let name = path.display().to_string();
        let analysis = analyse(name.clone(), text.clone(), &StdArithmetic, &Disk);
        let uses = analysis.symbols.uses().iter().filter(|it| it.span.source == ROOT);
        for used in uses.filter(|it| it.access != Access::Definition) {
            use SymbolKind as K;
            let symbol = analysis.symbols.get(used.symbol);
            // What gives a name its meaning where a model is used is not known in the model.
            if matches!(symbol.kind, K::File | K::Label | K::Setting | K::Open) {
                continue;
            }
            // As it is when its first letter has been typed.
            let written = &text[used.span.range()];
            let first = written.chars().next().map_or(0, char::len_utf8);
            let at = used.span.start as usize + first;
            let typed = format!("{}{}", &text[..at], &text[used.span.end as usize..]);
            let analysis = analyse(name.clone(), typed, &StdArithmetic, &Disk);
            let place = Place { source: ROOT, byte: at as u32 };
            if !completions(&analysis, place, &Disk).iter().any(|it| it.label == written) {
                let line = text[..at].matches('\n').count() + 1;
                missing.push(format!("{name}:{line}: `{written}` {:?}", symbol.kind));
            }
        }
    }
    missing.dedup();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn completions_are_there_at_once() {
    let (_, text) = models().into_iter().max_by_key(|(_, text)| text.len()).expect("models");
    let analysis = of(&text);
    let mut times = vec![];
    for at in (0..text.len()).step_by(37) {
        let start = Instant::now();
        ask(&analysis, boundary(&text, at));
        times.push(start.elapsed());
    }
    times.sort_unstable();
    let (median, slowest) = (times[times.len() / 2], times[times.len() - 1]);
    println!("{} bytes: {median:?}, at most {slowest:?}", text.len());
    // Far above what it takes, as other tests run beside this one.
    assert!(times[0] < Duration::from_millis(50), "{:?}", times[0]);
}
