//! What other languages and simulators write in place of an item, a member of a block or a statement.

use crate::source::Span;
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::parser::Parser;
use crate::syntax::token::{Bracket, Kind, Wrong};

/// Words that begin a statement of Python and the like, never one of a model.
const STATEMENTS: [&str; 12] = [
    "return", "pass", "while", "class", "try", "except", "finally", "global", "raise", "assert", "del",
    "elif",
];

/// Types that other languages put before a name.
const TYPES: [&str; 16] = [
    "float",
    "double",
    "int",
    "long",
    "short",
    "real",
    "bool",
    "string",
    "str",
    "const",
    "constant",
    "var",
    "let",
    "auto",
    "param",
    "parameter",
];

/// Words that end a block elsewhere.
const ENDS: [&str; 6] = ["end", "endif", "endfor", "endfunction", "done", "fi"];

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Among the items of a file, or in a loop of the protocol.
    Item,
    /// In a block.
    Block,
    /// In a section.
    Section,
}

impl Parser<'_> {
    /// Tells what another language would have here; whether it was such. Lines further in belong to it.
    pub(super) fn tell_foreign(&mut self, piece: &Piece, rest: &mut Range, place: Place) -> bool {
        let head = piece.head;
        if self.is_decorator(head) {
            let span = self.range_span(head);
            self.tell(told::decorator(span, self.slice(span)));
            self.skip_decorated(rest, self.cutter.indent(head.start));
            return true;
        }
        if self.tell_docstring(head) {
            return true;
        }
        if self.tell_conditional(piece, rest, place) {
            return true;
        }
        if self.cutter.kind(head.start, head.end) != Some(Kind::Word) {
            return false;
        }
        let (span, second) = (self.token_span(head.start), self.cutter.kind(head.start + 1, head.end));
        let word = self.slice(span);
        match (word, second) {
            ("def" | "function", Some(Kind::Word)) => {
                self.tell_function(piece, rest, self.cutter.indent(head.start));
                return true;
            }
            ("from" | "import" | "using" | "include", Some(Kind::Word)) if place == Place::Item => {
                return self.tell_module(piece, word);
            }
            (word, None) if ENDS.contains(&word) && piece.body.is_none() => {
                self.tell(told::end_of_block(span, word));
                return true;
            }
            (word, second)
                if STATEMENTS.contains(&word)
                    && !matches!(second, Some(Kind::Assign | Kind::Update | Kind::Dot))
                    && (second != Some(Kind::Colon) || !self.is_declaration(head))
                    && (place != Place::Block || second != Some(Kind::Operator)) =>
            {
                self.tell(told::foreign_statement(span, word));
                self.skip_deeper(rest, self.cutter.indent(head.start));
                return true;
            }
            (word, Some(Kind::Word)) if TYPES.contains(&word) => {
                self.tell_typed(head, word, place);
                return true;
            }
            _ => {}
        }
        if self.tell_augmented(head) {
            return true;
        }
        place == Place::Item && (self.tell_settings_of_brian(head) || self.tell_call(piece))
    }

    /// Tells `if c: x = e`, also as the first statement of a section; what belongs to it is passed over.
    fn tell_conditional(&mut self, piece: &Piece, rest: &mut Range, place: Place) -> bool {
        let head = piece.head;
        let heading = if place == Place::Block { self.heading(head) } else { None };
        let heading = heading.filter(|heading| heading.section.holds_statements());
        let mut start = heading.as_ref().map_or(head.start, |heading| heading.colon + 1);
        while self.cutter.kind(start, head.end) == Some(Kind::Newline) {
            start += 1;
        }
        let second = self.cutter.kind(start + 1, head.end);
        if self.cutter.kind(start, head.end) != Some(Kind::Word)
            || self.cutter.word(start) != "if"
            || second.is_none_or(|kind| matches!(kind, Kind::Assign | Kind::Update | Kind::Colon))
        {
            return false;
        }
        let span = self.token_span(start);
        if place == Place::Item {
            self.tell(told::conditional_item(span));
        } else {
            if heading.is_some() {
                self.lose(head.start);
            }
            let statement = Range { start, end: head.end };
            let before = rest.start;
            self.skip_branches(rest, self.cutter.indent(head.start));
            let lone = rest.start == before && piece.body.is_none();
            let written = if lone { self.chosen(statement) } else { None };
            let told = told::conditional_statement(span, "if", written);
            self.tell(match heading {
                None if place == Place::Block => told.help(
                    "this is for the statements of a section; when a neuron spikes, and what happens then, stands in `threshold:` and `reset:`",
                ),
                _ => told,
            });
            return true;
        }
        self.skip_branches(rest, self.cutter.indent(head.start));
        true
    }

    /// Passes over the lines of an `if`, and its other branches.
    fn skip_branches(&mut self, rest: &mut Range, indent: usize) {
        loop {
            self.skip_deeper(rest, indent);
            let mut ahead = *rest;
            match self.cutter.next(&mut ahead) {
                Some(piece) if matches!(self.cutter.word(piece.head.start), "elif" | "else") => *rest = ahead,
                _ => return,
            }
        }
    }

    /// `x = e if c else x` for `if c: x = e`.
    pub(super) fn chosen(&self, statement: Range) -> Option<(Span, String)> {
        let text = |range: Range| (!range.is_empty()).then(|| self.slice(self.range_span(range)));
        let colon = self.colon(statement)?;
        let mut at = colon + 1;
        while self.cutter.kind(at, statement.end) == Some(Kind::Newline) {
            at += 1;
        }
        let condition = text(Range { start: statement.start + 1, end: colon })?;
        let target =
            (self.cutter.kind(at, statement.end) == Some(Kind::Word)).then(|| self.cutter.word(at))?;
        let value = text(Range { start: at + 2, end: statement.end })?;
        let plain = !value.contains(['\n', ':', '{']) && !condition.contains('\n');
        let other = match self.cutter.word(at + 1) {
            "=" => target,
            "+=" | "-=" => "0",
            _ => return None,
        };
        let written = format!("{target} {} {value} if {condition} else {other}", self.cutter.word(at + 1));
        plain.then(|| (self.range_span(statement), written))
    }

    /// `name : unit`.
    fn is_declaration(&self, head: Range) -> bool {
        head.end > head.start + 2
            && self.fits(crate::syntax::grammar::Rule::declaration, Range { start: head.start + 2, ..head })
    }

    fn is_decorator(&self, head: Range) -> bool {
        self.cutter.kind(head.start, head.end) == Some(Kind::Wrong(Wrong::Character))
            && self.cutter.word(head.start) == "@"
            && self.cutter.kind(head.start + 1, head.end) == Some(Kind::Word)
    }

    /// Passes over what a decorator stands before.
    fn skip_decorated(&mut self, rest: &mut Range, indent: usize) {
        let mut ahead = *rest;
        if let Some(piece) = self.cutter.next(&mut ahead)
            && matches!(self.cutter.word(piece.head.start), "def" | "class")
        {
            self.lose(piece.head.start + 1);
            *rest = ahead;
            self.skip_deeper(rest, indent);
        }
    }

    /// A text in triple quotes that stands alone.
    fn tell_docstring(&mut self, head: Range) -> bool {
        let lone = head.end == head.start + 1
            && self.cutter.kind(head.start, head.end) == Some(Kind::Wrong(Wrong::TripleQuotes));
        if lone {
            let span = self.token_span(head.start);
            self.tell(told::docstring(span, self.slice(span)));
        }
        lone
    }

    /// `def f(x): return …`.
    fn tell_function(&mut self, piece: &Piece, rest: &mut Range, indent: usize) {
        let head = piece.head;
        self.lose(head.start + 1);
        let keyword = self.token_span(head.start);
        let before = rest.start;
        self.skip_deeper(rest, indent);
        let more = rest.start != before;
        let written = (|| {
            let open = head.start + 2;
            let kind = |at| self.cutter.kind(at, head.end);
            let close = (kind(open) == Some(Kind::Open(Bracket::Round)))
                .then(|| self.cutter.brackets.partner(open))??;
            let mut at = close + 1;
            while matches!(kind(at)?, Kind::Colon | Kind::Newline) {
                at += 1;
            }
            let body = Range { start: at + 1, end: head.end };
            let lone = !more && self.cutter.word(at) == "return" && !body.is_empty();
            let definition = self.range_span(Range { start: head.start + 1, end: close + 1 });
            lone.then(|| format!("{} = {}", self.slice(definition), self.slice(self.range_span(body))))
        })();
        let whole = self.range_span(head);
        let name = self.slice(self.token_span((head.start + 1).min(head.end - 1)));
        self.tell(told::python_function(
            keyword,
            self.slice(keyword),
            name,
            written.map(|text| (whole, text)),
        ));
    }

    /// `from brian2 import *`, `import numpy as np`.
    fn tell_module(&mut self, piece: &Piece, word: &str) -> bool {
        let head = piece.head;
        // `import lif` may lack its quotes.
        let module = self.cutter.word(head.start + 1);
        let known =
            ["brian2", "numpy", "scipy", "nest", "math", "random", "os", "sys", "pandas", "neuron", "time"];
        if word == "import" && head.end == head.start + 2 && !known.contains(&module) {
            return false;
        }
        let (span, line) = (self.token_span(head.start), self.range_span(head));
        self.tell(told::module(span, word, line));
        true
    }

    /// `float x = 3`.
    fn tell_typed(&mut self, head: Range, word: &str, place: Place) {
        let (span, name) = (self.token_span(head.start), self.token_span(head.start + 1));
        let alone = head.end == head.start + 2;
        let typed = self.bytes(span.start as usize, name.start as usize);
        self.lose(head.start + 1);
        self.tell(told::typed(span, word, typed, name, self.slice(name), alone, place == Place::Block));
    }

    /// `x **= 2`.
    fn tell_augmented(&mut self, head: Range) -> bool {
        let mut at = head.start;
        while self.cutter.kind(at, head.end) == Some(Kind::Word)
            && self.cutter.kind(at + 1, head.end) == Some(Kind::Dot)
        {
            at += 2;
        }
        let operator = at + 1;
        let is = self.cutter.kind(at, head.end) == Some(Kind::Word)
            && self.cutter.kind(operator, head.end) == Some(Kind::Operator)
            && self.cutter.kind(operator + 1, head.end) == Some(Kind::Assign)
            && matches!(self.cutter.word(operator), "**" | "//" | "%" | "^" | "&" | "|")
            && self.cutter.tokens[operator].end == self.cutter.tokens[operator + 1].start
            && operator + 2 < head.end;
        if is {
            let target = self.slice(self.range_span(Range { start: head.start, end: operator }));
            let sign = self.token_span(operator).to(self.token_span(operator + 1));
            let value = Range { start: operator + 2, end: head.end };
            let text = self.slice(self.range_span(value));
            let text = if value.end == value.start + 1 { text.to_owned() } else { format!("({text})") };
            let sign_text = self.slice(sign);
            let symbol = if sign_text == "^=" { "**" } else { &sign_text[..sign_text.len() - 1] };
            let written = format!("{target} = {target}{symbol}{text}");
            self.tell(told::augmented(sign, sign_text, self.range_span(head), written));
        }
        is
    }

    /// `defaultclock.dt = …`, `prefs.codegen.target = …`.
    fn tell_settings_of_brian(&mut self, head: Range) -> bool {
        if self.cutter.kind(head.start + 1, head.end) != Some(Kind::Dot) {
            return false;
        }
        let whole = self.range_span(head);
        match self.cutter.word(head.start) {
            "defaultclock" if head.end > head.start + 3 && self.cutter.word(head.start + 2) == "dt" => {
                let left = self.range_span(Range { start: head.start, end: head.start + 3 });
                self.tell(told::default_clock(left));
            }
            "prefs" => self.tell(told::needless_statement(whole, self.slice(whole))),
            _ => return false,
        }
        true
    }

    /// `print(x)`, `S.connect(p=0.1)`: a call that stands alone.
    fn tell_call(&mut self, piece: &Piece) -> bool {
        let head = piece.head;
        let mut at = head.start;
        while self.cutter.kind(at + 1, head.end) == Some(Kind::Dot)
            && self.cutter.kind(at + 2, head.end) == Some(Kind::Word)
        {
            at += 2;
        }
        let open = at + 1;
        let closes = self.cutter.kind(open, head.end) == Some(Kind::Open(Bracket::Round))
            && self.cutter.brackets.partner(open) == Some(head.end - 1);
        let keyword = at == head.start && super::KEYWORDS.contains(&self.cutter.word(at));
        let stores = matches!(self.cutter.word(at), "store" | "restore");
        if !closes || (keyword && !stores) || piece.body.is_some() {
            return false;
        }
        let of =
            (at > head.start).then(|| self.slice(self.range_span(Range { start: head.start, end: at - 1 })));
        let inside = self.range_span(Range { start: open + 1, end: head.end - 1 });
        let inside = if open + 2 == head.end { "" } else { self.slice(inside) };
        let called = self.range_span(Range { start: head.start, end: open });
        let call = told::Call {
            whole: self.range_span(head),
            called,
            of,
            name: self.slice(self.token_span(at)),
            inside,
        };
        let object = call.of.is_none().then(|| told::foreign_object(called, call.name, call.name, "cells"));
        self.tell(object.flatten().unwrap_or_else(|| told::call(&call)));
        true
    }

    /// Tells an object of Brian or NEST; whether `head` defines one.
    pub(super) fn tell_foreign_object(&mut self, head: Range) -> bool {
        let mut at = head.start + 2;
        if self.cutter.kind(head.start, head.end) != Some(Kind::Word)
            || self.cutter.kind(head.start + 1, head.end) != Some(Kind::Assign)
        {
            return false;
        }
        while self.cutter.kind(at, head.end) == Some(Kind::Word)
            && self.cutter.kind(at + 1, head.end) == Some(Kind::Dot)
        {
            at += 2;
        }
        if self.cutter.kind(at, head.end) != Some(Kind::Word)
            || self.cutter.kind(at + 1, head.end) != Some(Kind::Open(Bracket::Round))
        {
            return false;
        }
        let class = self.range_span(Range { start: head.start + 2, end: at + 1 });
        let name = self.slice(self.token_span(head.start));
        let Some(told) =
            told::foreign_object(class, self.slice(self.token_span(at)), self.slice(class), name)
        else {
            return false;
        };
        self.tell(told);
        self.lose(head.start);
        true
    }

    /// Passes over what stands further in than `indent`.
    pub(super) fn skip_deeper(&mut self, rest: &mut Range, indent: usize) -> Option<Span> {
        let (mut ahead, mut last) = (*rest, None);
        while let Some(piece) = self.cutter.next(&mut ahead) {
            if self.cutter.indent(piece.head.start) <= indent {
                break;
            }
            last = Some(self.piece_span(&piece));
            *rest = ahead;
        }
        last
    }
}
