//! Random changes of models, mostly of their blanks.

use snnc_lang::format::tokens;

/// Numbers that are the same in each run.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    /// Below `bound`.
    fn below(&mut self, bound: usize) -> usize {
        // An LCG's upper bits.
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % bound.max(1)
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }
}

/// A token or comment and what stands before it.
struct Lexeme<'t> {
    gap: &'t str,
    text: &'t str,
}

fn lexemes(text: &str) -> (Vec<Lexeme<'_>>, &str) {
    let (mut lexemes, mut at) = (Vec::new(), 0);
    for token in tokens(text) {
        let start = token.as_ptr() as usize - text.as_ptr() as usize;
        lexemes.push(Lexeme { gap: &text[at..start], text: token });
        at = start + token.len();
    }
    (lexemes, &text[at..])
}

/// Whether two tokens would be one without a blank between them.
fn must_part(before: &str, at: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '"' || c == '.';
    let (last, first) = (before.chars().next_back(), at.chars().next());
    last.is_some_and(is_word) && first.is_some_and(is_word)
        || last.is_some_and(|c| !is_word(c)) && first == Some('-')
        || at.starts_with('#')
}

fn is_comment(text: &str) -> bool {
    text.starts_with('#')
}

/// Without the comments at the ends of lines.
pub(crate) fn without_trailing_comments(text: &str) -> String {
    let (lexemes, rest) = lexemes(text);
    let mut result = String::new();
    for lexeme in lexemes {
        if !is_comment(lexeme.text) || lexeme.gap.contains('\n') || result.is_empty() {
            result.push_str(lexeme.gap);
            result.push_str(lexeme.text);
        }
    }
    result + rest
}

/// With so many blanks at all places at which they do not matter, and indented by as many.
pub(crate) fn reblanked(text: &str, count: usize, blank: &str) -> String {
    let (lexemes, rest) = lexemes(text);
    let mut result = String::new();
    let mut open: Vec<char> = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        let before = if at > 0 { lexemes[at - 1].text } else { "" };
        let touches = |text: &str| before == text || lexeme.text == text;
        let matters = touches("*") || touches("/") || touches("·")
            // A flag such as `event-driven`, a member, a power of a unit.
            || touches("-") && matches!(lexeme.text, "driven" | "-") && lexeme.gap.is_empty()
            || touches(".") || touches("²") || touches("³")
            // The elements of an array.
            || open.contains(&'[')
            || is_comment(before) || is_comment(lexeme.text);
        if let Some((lines, indent)) = lexeme.gap.rsplit_once('\n') {
            result.push_str(lines);
            result.push('\n');
            result.push_str(&blank.repeat(indent.len() * count.max(1)));
        } else if matters || at == 0 {
            result.push_str(lexeme.gap);
        } else {
            let least = usize::from(must_part(before, lexeme.text));
            result.push_str(&blank.repeat(count.max(least)));
        }
        result.push_str(lexeme.text);
        pass(lexeme.text, &mut open);
    }
    result + rest
}

/// Keeps count of the brackets that are open.
fn pass(lexeme: &str, open: &mut Vec<char>) {
    match lexeme {
        "(" | "[" | "{" => open.extend(lexeme.chars()),
        ")" | "]" | "}" => {
            open.pop();
        }
        _ => {}
    }
}

/// With blanks, comments and ends of lines at places at which they change nothing.
pub(crate) fn loosened(text: &str, random: &mut Random) -> String {
    let (lexemes, rest) = lexemes(text);
    let mut result = String::new();
    let mut open: Vec<char> = Vec::new();
    for (at, lexeme) in lexemes.iter().enumerate() {
        let before = if at > 0 { lexemes[at - 1].text } else { "" };
        let in_flag = matches!(before, "event" | "clock") || lexeme.text == "driven";
        let may_break = matches!(open.last(), Some('(' | '[')) && !in_flag && lexeme.text != "dt";
        if lexeme.gap.contains('\n') && random.chance(30) {
            let comment =
                random.of(&["  # added", " #", "\t# other; x = 3 {", "\n# alone", "\n\n        # far in"]);
            result.push_str(comment);
            result.push_str(lexeme.gap);
        } else if may_break && random.chance(8) {
            result.push_str(random.of(&["\n", "\n    ", " # why (\n", "\n\n\t"]));
            result.push_str(lexeme.gap);
        } else if !lexeme.gap.is_empty() && random.chance(30) {
            result.push_str(lexeme.gap);
            if !lexeme.gap.contains('\n') {
                result.push_str(random.of(&[" ", "\t", "   "]));
            }
        } else {
            result.push_str(lexeme.gap);
        }
        result.push_str(lexeme.text);
        pass(lexeme.text, &mut open);
    }
    result + rest
}

/// With characters cut out, doubled and put in.
pub(crate) fn damaged(text: &str, random: &mut Random) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(chars.len());
        let count = random.below(30).min(chars.len() - at);
        match random.below(3) {
            0 => drop(chars.drain(at..at + count)),
            1 => {
                let copy: Vec<char> = chars[at..at + count].to_vec();
                chars.splice(at..at, copy);
            }
            _ => {
                let put = random.of(&[
                    "{", "}", "(", ")", "[", "]", "\"", "'", "=", ":", "\n", "#", "//", "é", "\u{feff}",
                ]);
                chars.splice(at..at, put.chars());
            }
        }
    }
    chars.into_iter().collect()
}

/// Words and characters of the language in any order.
pub(crate) fn soup(random: &mut Random) -> String {
    const PARTS: [&str; 44] = [
        "neurons ",
        "synapses ",
        "model ",
        "g[3] ",
        "{ ",
        "{\n",
        "}",
        "}\n",
        "(",
        ")",
        "[",
        "]",
        "dv/dt",
        " = ",
        "v",
        " : 1",
        "1",
        ".5",
        "10 mV",
        "\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        ";",
        ",",
        "# note\n",
        "// a note here\n",
        "//",
        "**",
        "-",
        "->",
        "reset: ",
        "init:",
        "every 1 ms at end: ",
        "\"s\"",
        "\"open",
        "'",
        "\"\"\"",
        "²",
        "\r\n",
        "\u{feff}",
        "\\",
        "run 1 s",
    ];
    (0..random.below(40)).map(|_| random.of(&PARTS)).collect()
}
