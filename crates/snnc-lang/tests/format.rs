//! The formatter changes blanks and nothing else: on all models of the project, on what is left of them after random
//! changes of their blanks, and on garbage.

#[path = "format/corpus.rs"]
mod corpus;
#[path = "format/scramble.rs"]
mod scramble;
#[path = "format/style.rs"]
mod style;

use corpus::{Model, models};
use scramble::{Random, damaged, loosened, reblanked, soup};
use snnc_lang::format::{format, tokens};
use snnc_lang::syntax::{parse, print};
use snnc_lang::{Source, SourceId};

fn source(text: &str) -> Source {
    Source::new(SourceId(0), "model.eqs", text)
}

fn formatted(text: &str) -> String {
    format(&source(text)).text
}

/// The tree and the codes of what is wrong, without places.
fn meaning(text: &str) -> (String, Vec<&'static str>) {
    let parse = parse(&source(text));
    (print(&parse.file, false), parse.diagnostics.iter().map(|d| d.code).collect())
}

/// What holds of every text.
#[track_caller]
fn holds(name: &str, text: &str) -> String {
    let once = format(&source(text));
    assert_eq!(tokens(text), tokens(&once.text), "{name}: tokens or comments");
    assert_eq!(meaning(text), meaning(&once.text), "{name}: the meaning");
    let twice = formatted(&once.text);
    assert!(once.text == twice, "{name}: again\n{}\n----\n{twice}", once.text);
    let is_whole = once.unread.iter().any(|span| *span == source(text).span());
    assert!(!is_whole || !meaning(text).1.is_empty(), "{name}: not formatted\n{text}");
    once.text
}

#[test]
fn all_models_keep_their_tokens_comments_and_meaning() {
    for Model { name, text } in models() {
        holds(&name, &text);
    }
}

#[test]
fn sound_models_are_formatted_whole() {
    for Model { name, text } in models() {
        let formatted = format(&source(&text));
        let is_sound = parse(&source(&text)).diagnostics.is_empty();
        assert!(!is_sound || formatted.unread.is_empty(), "{name}: {:?}", formatted.unread);
        if is_sound {
            let lines: Vec<&str> = formatted.text.lines().collect();
            assert!(
                lines.iter().all(|line| line.trim_end() == *line && !line.contains('\t')),
                "{name}: blanks"
            );
            assert!(lines.windows(2).all(|pair| pair != ["", ""]), "{name}: empty lines");
            assert!(formatted.text.is_empty() || formatted.text.ends_with('\n'), "{name}: its end");
        }
    }
}

/// However blanks are strewn over a model, its layout is the same. Those round `*` and `/`, between the elements of
/// arrays and before comments may mean something and stay as they are.
#[test]
fn blanks_that_do_not_matter_do_not_matter() {
    for Model { name, text } in models() {
        if !parse(&source(&text)).diagnostics.is_empty() {
            continue;
        }
        let text = scramble::without_trailing_comments(&text);
        let plain = reblanked(&text, 1, " ");
        assert_eq!(meaning(&text), meaning(&plain), "{name}: one blank");
        let expected = formatted(&plain);
        for (count, blank) in [(0, " "), (2, " "), (3, " "), (1, "\t")] {
            let text = reblanked(&plain, count, blank);
            assert_eq!(meaning(&text), meaning(&plain), "{name}: {count} blanks");
            let found = formatted(&text);
            assert!(found == expected, "{name}: {count} blanks\n{text}\n----\n{expected}\n----\n{found}");
        }
    }
}

#[test]
fn line_ends_and_blanks_at_them_do_not_matter() {
    for Model { name, text } in models() {
        if parse(&source(&text)).diagnostics.is_empty() {
            let expected = formatted(&text);
            assert_eq!(formatted(&text.replace('\n', "\r\n")), expected, "{name}: CRLF");
            assert_eq!(formatted(&text.replace('\n', "  \n")), expected, "{name}: trailing blanks");
            assert_eq!(formatted(&text.replace("\n\n", "\n\n \n\n")), expected, "{name}: empty lines");
            assert_eq!(formatted(&format!("\n\n{text}\n\n")), expected, "{name}: the ends");
        }
    }
}

/// Comments, line breaks and blanks at random places of models.
#[test]
fn strewn_models_keep_their_tokens_comments_and_meaning() {
    let mut random = Random(1);
    for Model { name, text } in models() {
        for round in 0..4 {
            holds(&format!("{name}, strewn {round}"), &loosened(&text, &mut random));
        }
    }
}

/// Models with pieces cut out, doubled and replaced.
#[test]
fn damaged_models_lose_nothing() {
    let mut random = Random(2);
    for Model { name, text } in models() {
        for round in 0..4 {
            holds(&format!("{name}, damaged {round}"), &damaged(&text, &mut random));
        }
    }
}

#[test]
fn garbage_loses_nothing() {
    let mut random = Random(3);
    for round in 0..3000 {
        holds(&format!("soup {round}"), &soup(&mut random));
    }
}
