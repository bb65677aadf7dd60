//! Random edits of all shipped models with random requests: the server must answer every one, and never by a fault of its own.

use crate::editor::{Editor, document, usual};
use serde_json::{Value, json};
use std::path::Path;

const ROUNDS: usize = 2500;
const INTERNAL_ERROR: i64 = -32603;

/// What is typed, besides parts of the text itself.
const TYPED: &[&str] = &[
    " ",
    "\n",
    "\r\n",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "\"",
    "#",
    ":",
    ";",
    ",",
    ".",
    "=",
    "+",
    "**",
    "^",
    "/",
    "τ",
    "µ",
    "Ω",
    "𝜏",
    "1",
    "1e999",
    " ms",
    " mV",
    "neurons ",
    "synapses s: ",
    "dv/dt = ",
    "threshold: ",
    "on_pre: ",
    "connect: ",
    "run ",
    "import \"",
    "is ",
    "for ",
    "sum(",
    "xi",
    "_post",
    "i",
    "N",
    "monitor ",
    "0x",
    "\u{301}",
    "\u{feff}",
    "\t",
];

const AT_A_PLACE: &[&str] = &[
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/documentHighlight",
    "textDocument/prepareRename",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/references",
    "textDocument/rename",
];
const OF_A_RANGE: &[&str] = &[
    "textDocument/inlayHint",
    "textDocument/codeAction",
    "textDocument/semanticTokens/range",
    "textDocument/rangeFormatting",
];
const OF_A_DOCUMENT: &[&str] = &[
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/formatting",
];

/// A generator of random numbers (splitmix64): the same ones at each run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }

    fn of<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }

    /// A byte at which a character begins, or the end.
    fn byte(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}

/// All shipped models: URI and text.
fn models() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models").canonicalize().expect("the models");
    let mut folders = vec![root];
    let mut found = vec![];
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "eqs") {
                let text = std::fs::read_to_string(&path).expect("a model");
                found.push((format!("file://{}", path.display()), text));
            }
        }
    }
    found.sort();
    found
}

/// Line and column of a byte. Text between `\r` and `\n` is not addressed: there is no such position.
fn position(text: &str, byte: usize, utf8: bool) -> Value {
    let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..byte];
    let column = if utf8 { before.len() } else { before.encode_utf16().count() };
    json!({ "line": text[..byte].matches('\n').count(), "character": column })
}

fn request(dice: &mut Dice, uri: &str, text: &str, utf8: bool) -> (&'static str, Value) {
    let place = |dice: &mut Dice| match dice.below(10) {
        // Not only places that there are.
        0 => json!({ "line": dice.below(200), "character": dice.below(200) }),
        _ => position(text, dice.byte(text), utf8),
    };
    let mut asked = json!({ "textDocument": document(uri) });
    let method = match dice.below(8) {
        0 | 1 => {
            let (start, end) = (place(dice), place(dice));
            asked["range"] = json!({ "start": start, "end": end });
            asked["context"] = json!({ "diagnostics": [] });
            asked["options"] = json!({ "tabSize": 4, "insertSpaces": true });
            dice.of(OF_A_RANGE)
        }
        2 | 3 => {
            asked["options"] = json!({ "tabSize": 4, "insertSpaces": true });
            dice.of(OF_A_DOCUMENT)
        }
        4 => {
            asked["positions"] = json!([place(dice), place(dice)]);
            "textDocument/selectionRange"
        }
        _ => {
            asked["position"] = place(dice);
            asked["context"] = json!({ "includeDeclaration": true, "triggerKind": 1, "isRetrigger": false });
            asked["newName"] = json!(dice.of(&["τ_new", "v", "", "1", "run", "𝜏"]));
            dice.of(AT_A_PLACE)
        }
    };
    (method, asked)
}

fn converse(capabilities: &Value, seed: u64) {
    let mut editor = Editor::able(capabilities);
    let utf8 = editor.capabilities["positionEncoding"] == "utf-8";
    let mut dice = Dice(seed);
    let originals = models();
    let mut texts = originals.clone();
    for (uri, text) in &texts {
        editor.open(uri, text);
    }
    let mut open = vec![];
    for round in 0..ROUNDS {
        let number = dice.below(texts.len());
        let (uri, text) = &mut texts[number];
        // After some edits, nothing of a model is left; it begins anew.
        if dice.below(40) == 0 {
            text.clone_from(&originals[number].1);
            editor.rewrite(uri, text);
        }
        for _ in 0..dice.below(4) {
            let start = dice.byte(text);
            let length = if dice.below(5) == 0 { dice.below(60) } else { dice.below(3) };
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            let (from, to) = (dice.byte(text), dice.byte(text));
            let typed = match dice.below(6) {
                0 => text[from.min(to)..to.max(from)].chars().take(80).collect(),
                1 => String::new(),
                _ => dice.of(TYPED).to_string(),
            };
            let range = json!({ "start": position(text, start, utf8), "end": position(text, end, utf8) });
            let splits = |byte: usize| text[..byte].ends_with('\r') && text[byte..].starts_with('\n');
            if splits(start) || splits(end) {
                continue;
            }
            let mut new = text.clone();
            new.replace_range(start..end, &typed);
            // A lone `\r` would end a line, too; the positions here are simpler.
            if new.replace("\r\n", "").contains('\r') {
                continue;
            }
            editor.change(uri, &[(range, &typed)]);
            *text = new;
        }
        let (method, asked) = request(&mut dice, uri, text, utf8);
        open.push((editor.begin(method, &asked), method, round));
        if open.len() == 25 {
            for (id, method, round) in open.drain(..) {
                if let Err(error) = editor.finish(id) {
                    assert_ne!(
                        error["code"], INTERNAL_ERROR,
                        "{method} in round {round} of seed {seed}: {error}"
                    );
                }
            }
        }
    }
    // The server has the same texts as the editor: what it finds is what it finds in texts that are opened as they are.
    let mut fresh = Editor::able(capabilities);
    for (uri, text) in &texts {
        fresh.open(uri, text);
    }
    for (uri, _) in &texts {
        let asked = json!({ "textDocument": document(uri) });
        let [of_edits, of_text] =
            [&mut editor, &mut fresh].map(|it| it.get("textDocument/diagnostic", &asked)["items"].clone());
        assert_eq!(of_edits, of_text, "{uri}");
    }
    fresh.leave();
    editor.leave();
}

#[test]
fn random_edits_and_requests_in_utf_8() {
    converse(&usual(), 1);
}

#[test]
fn random_edits_and_requests_in_utf_16() {
    converse(&json!({}), 2);
}
