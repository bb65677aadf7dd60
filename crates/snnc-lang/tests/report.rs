//! How a message is laid out: which lines are shown, in which order, and how much of them.

use miette::{GraphicalReportHandler, GraphicalTheme};
use snnc_lang::report::Report;
use snnc_lang::{Diagnostic, SourceId, Sources, Span};

fn drawn(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor())
        .with_context_lines(1)
        .with_links(false)
        .with_width(100);
    let mut text = String::new();
    handler.render_report(&mut text, &Report::new(diagnostic, sources)).expect("it can be drawn");
    text
}

/// The place of a word in a source.
fn place(sources: &Sources, source: u32, word: &str) -> Span {
    let text = &sources.get(SourceId(source)).text;
    let at = text.find(word).expect("the word stands there");
    Span::new(SourceId(source), at, at + word.len())
}

/// The headers of the frames: file, line, column.
fn headers(drawn: &str) -> Vec<&str> {
    let header = |line: &'_ str| line.find("─[").map(|at| at + "─[".len());
    drawn.lines().filter_map(|line| header(line).map(|at| line[at..].trim_end_matches(']'))).collect()
}

#[test]
fn the_offending_text_comes_first_wherever_the_others_are() {
    let far = "\n".repeat(20);
    let mut sources = Sources::single("a.eqs", format!("first\n{far}second\n{far}third\n"));
    sources.add("b.eqs", format!("fourth\n{far}fifth\n"));
    let at = |source, word| place(&sources, source, word);
    let diagnostic = Diagnostic::error("units::mismatch", at(0, "second"), "wrong")
        .label(at(1, "fifth"), "five")
        .label(at(0, "third"), "three")
        .label(at(1, "fourth"), "four")
        .label(at(0, "first"), "one");
    let drawn = drawn(&diagnostic, &sources);
    assert_eq!(headers(&drawn), ["a.eqs:22:1", "a.eqs:1:1", "a.eqs:43:1", "b.eqs:1:1", "b.eqs:22:1"]);
    for word in ["one", "three", "four", "five"] {
        assert_eq!(drawn.matches(&format!("╰── {word}")).count(), 1, "{drawn}");
    }
}

#[test]
fn what_is_near_stands_in_one_frame_headed_by_the_offending_text() {
    let sources = Sources::single("a.eqs", "zero\none\ntwo\n\n\n\nthree\nfour\n");
    let at = |word| place(&sources, 0, word);
    let diagnostic = Diagnostic::error("units::mismatch", at("three"), "wrong").label(at("two"), "here");
    let drawn = drawn(&diagnostic, &sources);
    assert_eq!(headers(&drawn), ["a.eqs:7:1"]);
    assert!(drawn.contains(" 2 │ one\n") && drawn.contains(" 8 │ four\n"), "{drawn}");
    assert!(!drawn.contains("zero"), "{drawn}");
}

#[test]
fn columns_are_counted_in_characters() {
    let sources = Sources::single("a.eqs", "x = \"µµµ\" + wrong\n");
    let diagnostic = Diagnostic::error("units::mismatch", place(&sources, 0, "wrong"), "wrong");
    assert_eq!(headers(&drawn(&diagnostic, &sources)), ["a.eqs:1:13"]);
}

#[test]
fn of_long_lines_a_part_is_shown() {
    let long = format!("α = 1{} + wrong{} + other\nnext\n", " + β".repeat(300), " + γ".repeat(300));
    let sources = Sources::single("a.eqs", format!("before\n{long}{}", " ".repeat(1000)));
    let at = |word| place(&sources, 0, word);
    let diagnostic = Diagnostic::error("units::mismatch", at("wrong"), "wrong")
        .label(at("other"), "far")
        .label(at("next"), "below");
    let drawn = drawn(&diagnostic, &sources);
    assert_eq!(headers(&drawn), ["a.eqs:2:1209", "a.eqs:2:2417", "a.eqs:3:1"]);
    assert!(drawn.lines().all(|line| line.chars().count() < 200), "{drawn}");
}

#[test]
fn of_a_text_over_many_lines_the_first_is_marked() {
    let sources = Sources::single("a.eqs", format!("neurons {{\n{}}}\n", "  x : 1\n".repeat(100)));
    let all = Span::new(SourceId(0), 0, sources.get(SourceId(0)).text.len() - 1);
    let drawn = drawn(&Diagnostic::error("units::mismatch", all, "wrong"), &sources);
    assert!(drawn.lines().count() < 10, "{drawn}");
}

#[test]
fn every_place_of_a_text_can_be_shown() {
    for text in ["", "\n", "a", "a\n", "\r\n", "a\r\nb\r\n", "µ\n\n\nµ", "\r\r", "a\n\n\n\n\n\n\n\n\n\n\n\nb"]
    {
        let sources = Sources::single("a.eqs", text);
        let boundaries: Vec<_> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        for (start, end) in boundaries.iter().flat_map(|s| boundaries.iter().map(move |e| (*s, *e))) {
            let span = Span::new(SourceId(0), start, end.max(start));
            let last = Span::new(SourceId(0), text.len(), text.len());
            let diagnostic =
                Diagnostic::error("units::mismatch", span, "wrong").at("here").label(last, "end");
            let drawn = drawn(&diagnostic, &sources);
            assert!(!drawn.contains("Failed") && !headers(&drawn).is_empty(), "{text:?} {span:?}\n{drawn}");
            let at = sources.get(SourceId(0)).position(start);
            if !text.contains('\r') {
                assert_eq!(headers(&drawn)[0], format!("a.eqs:{}:{}", at.line, at.column), "{text:?}");
            }
        }
    }
}
