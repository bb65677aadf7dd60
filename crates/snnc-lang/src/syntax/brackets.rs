//! Which bracket belongs to which, and which belong to none.

use super::token::{Bracket, Kind, Token, Wrong};

/// How deep brackets may nest: deeper than any model, and shallow enough for every recursion over the tree.
pub(super) const DEEPEST: usize = 200;

/// A token that spoils the statement it stands in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flaw {
    /// The token.
    pub(super) token: usize,
    /// What is wrong with it.
    pub(super) wrong: Wrong,
    /// Another token involved.
    pub(super) other: Option<usize>,
}

/// The pairs of brackets, and all flawed tokens in the order of the text.
pub(super) struct Brackets {
    partner: Vec<u32>,
    flaws: Vec<Flaw>,
}

const NONE: u32 = u32::MAX;

impl Brackets {
    /// Pairs the brackets of `tokens`. Where `{` and `}` do not match by themselves, the indentation of the lines tells which
    /// of them has lost its partner.
    pub(super) fn pair(tokens: &[Token], text: &str) -> Self {
        let plain = Self::pair_by(tokens, None);
        if plain.lonely_braces(tokens) == 0 {
            return plain;
        }
        let laid_out = Self::pair_by(tokens, Some(&Lines::of(tokens, text)));
        if laid_out.lonely_braces(tokens) <= plain.lonely_braces(tokens) { laid_out } else { plain }
    }

    fn pair_by(tokens: &[Token], lines: Option<&Lines<'_>>) -> Self {
        let mut brackets = Brackets { partner: vec![NONE; tokens.len()], flaws: Vec::new() };
        let mut stack = Stack::default();
        for (at, token) in tokens.iter().enumerate() {
            if let Some(lines) = lines {
                brackets.forget_by_layout(&mut stack, lines, at);
            }
            match token.kind {
                Kind::Open(bracket) => {
                    stack.push(at, bracket);
                    if stack.open.len() == DEEPEST + 1 {
                        brackets.flaw(at, Wrong::TooDeep, None);
                    }
                }
                Kind::Close(Bracket::Curly)
                    if lines.is_some_and(|lines| stack.brace().is_some_and(|open| !lines.fits(open, at))) =>
                {
                    brackets.flaw(at, Wrong::Unopened, None);
                }
                Kind::Close(bracket) => brackets.close(&mut stack, at, bracket),
                Kind::Wrong(wrong) => brackets.flaw(at, wrong, None),
                Kind::Newline if begins_statement(tokens, at) => brackets.forget(&mut stack, at),
                _ => {}
            }
        }
        for (open, _) in stack.open {
            brackets.flaw(open, Wrong::Unclosed, None);
        }
        brackets.flaws.sort_by_key(|flaw| flaw.token);
        brackets
    }

    /// How many `{` and `}` have no partner.
    fn lonely_braces(&self, tokens: &[Token]) -> usize {
        let is_brace = |flaw: &&Flaw| {
            matches!(tokens[flaw.token].kind, Kind::Open(Bracket::Curly) | Kind::Close(Bracket::Curly))
        };
        self.flaws.iter().filter(is_brace).filter(|flaw| flaw.wrong != Wrong::TooDeep).count()
    }

    /// Forgets every `{` whose block a line cannot be in, since it does not stand further in than the line of the `{`.
    fn forget_by_layout(&mut self, stack: &mut Stack, lines: &Lines<'_>, at: usize) {
        while let Some(open) = stack.brace()
            && lines.ends(open, at, stack.depths[Bracket::Curly as usize].len() > 1)
        {
            while let Some((forgotten, _)) = stack.pop() {
                self.flaw(forgotten, Wrong::Unclosed, Some(at));
                if forgotten == open {
                    break;
                }
            }
        }
    }

    fn close(&mut self, stack: &mut Stack, at: usize, bracket: Bracket) {
        if let Some(depth) = stack.closed_by(bracket) {
            while stack.open.len() > depth + 1 {
                if let Some((forgotten, _)) = stack.pop() {
                    self.flaw(forgotten, Wrong::Unclosed, Some(at));
                }
            }
            if let Some((open, _)) = stack.pop() {
                self.join(open, at);
            }
        } else if let Some(&(open, top)) = stack.open.last()
            && top != Bracket::Curly
            && bracket != Bracket::Curly
        {
            stack.pop();
            self.join(open, at);
            self.flaw(at, Wrong::Mismatched, Some(open));
        } else {
            self.flaw(at, Wrong::Unopened, None);
        }
    }

    /// A statement begins in the line after `newline`: what is open within the block was forgotten.
    fn forget(&mut self, stack: &mut Stack, newline: usize) {
        while stack.open.last().is_some_and(|(_, bracket)| *bracket != Bracket::Curly) {
            if let Some((forgotten, _)) = stack.pop() {
                self.flaw(forgotten, Wrong::Unclosed, Some(newline - 1));
            }
        }
    }

    fn join(&mut self, open: usize, close: usize) {
        self.partner[open] = close as u32;
        self.partner[close] = open as u32;
    }

    fn flaw(&mut self, token: usize, wrong: Wrong, other: Option<usize>) {
        self.flaws.push(Flaw { token, wrong, other });
    }

    /// The token that the bracket at `token` is paired with.
    pub(super) fn partner(&self, token: usize) -> Option<usize> {
        let partner = self.partner[token];
        (partner != NONE).then_some(partner as usize)
    }

    /// Where the block of a `{` without a partner ends, if the layout tells.
    pub(super) fn end_by_layout(&self, open: usize) -> Option<usize> {
        let at = self.flaws.partition_point(|flaw| flaw.token < open);
        let flaw = self.flaws.get(at).filter(|flaw| flaw.token == open && flaw.wrong == Wrong::Unclosed)?;
        flaw.other
    }

    /// The first `}` from `start` on that closes nothing.
    pub(super) fn unopened_brace(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let at = self.flaws.partition_point(|flaw| flaw.token < start);
        let is_brace = |flaw: &&Flaw| {
            flaw.wrong == Wrong::Unopened && tokens[flaw.token].kind == Kind::Close(Bracket::Curly)
        };
        self.flaws[at..].iter().find(is_brace).map(|flaw| flaw.token)
    }

    /// The first flaw among the tokens `start..end`; before a bracket that is never closed, what may hide its end.
    pub(super) fn first_flaw(&self, start: usize, end: usize) -> Option<Flaw> {
        let at = self.flaws.partition_point(|flaw| flaw.token < start);
        let mut flaws = self.flaws[at..].iter().take_while(|flaw| flaw.token < end);
        let first = flaws.next().copied()?;
        let hides = |wrong| {
            matches!(wrong, Wrong::UnclosedText | Wrong::Character | Wrong::PrintedQuotes | Wrong::Tex)
        };
        let other = flaws.find(|flaw| hides(flaw.wrong)).filter(|_| first.wrong == Wrong::Unclosed);
        Some(other.copied().unwrap_or(first))
    }
}

/// Whether the line after the newline at `at` begins with `x =`, `x +=`, `x :` or `dx/dt =`, though nothing at the end
/// of the line before asks for more: so it cannot be the inside of a bracket.
fn begins_statement(tokens: &[Token], at: usize) -> bool {
    let kind = |at: usize| tokens.get(at).map(|token| token.kind);
    let ends = matches!(
        at.checked_sub(1).and_then(kind),
        Some(Kind::Word | Kind::Number | Kind::Text | Kind::Close(_) | Kind::Mark)
    );
    if !ends || kind(at + 1) != Some(Kind::Word) {
        return false;
    }
    match kind(at + 2) {
        Some(Kind::Assign | Kind::Update | Kind::Colon) => true,
        Some(Kind::Operator) => kind(at + 3) == Some(Kind::Word) && kind(at + 4) == Some(Kind::Assign),
        _ => false,
    }
}

/// The lines that tokens stand in.
struct Lines<'t> {
    tokens: &'t [Token],
    /// Of each token: how far in its line begins, in bytes.
    indents: Vec<u32>,
}

impl<'t> Lines<'t> {
    fn of(tokens: &'t [Token], text: &str) -> Self {
        let (mut indents, mut indent) = (Vec::with_capacity(tokens.len()), 0);
        for (at, token) in tokens.iter().enumerate() {
            if at == 0 || tokens[at - 1].kind == Kind::Newline {
                let before = text.as_bytes()[..token.start as usize].iter().rev();
                indent = before.take_while(|byte| matches!(byte, b' ' | b'\t')).count() as u32;
            }
            indents.push(indent);
        }
        Lines { tokens, indents }
    }

    fn is_first(&self, at: usize) -> bool {
        at == 0 || self.tokens[at - 1].kind == Kind::Newline
    }

    /// Whether the block of a `{` begins in the next line, further in.
    fn is_laid_out(&self, open: usize) -> bool {
        let mut inside = open + 1..self.tokens.len();
        let first = inside.find(|at| self.tokens[*at].kind != Kind::Newline);
        first.is_some_and(|first| first > open + 1 && self.indents[first] > self.indents[open])
    }

    /// Whether the token at `at` begins a line after the block of a `{` that was never closed; `inner`: within another.
    fn ends(&self, open: usize, at: usize, inner: bool) -> bool {
        if !self.is_first(at) || !self.is_laid_out(open) {
            return false;
        }
        match self.tokens[at].kind {
            Kind::Close(Bracket::Curly) => inner && self.indents[at] < self.indents[open],
            Kind::Word => self.indents[at] <= self.indents[open],
            _ => false,
        }
    }

    /// Whether a `}` may close a `{`: in the same line, or at the beginning of a line no further in than that of the `{`.
    fn fits(&self, open: usize, close: usize) -> bool {
        if !self.is_laid_out(open) {
            return true;
        }
        self.is_first(close) && self.indents[close] <= self.indents[open]
    }
}

/// The brackets open at one place, and for each kind the depths at which it is open.
#[derive(Default)]
struct Stack {
    open: Vec<(usize, Bracket)>,
    depths: [Vec<usize>; 3],
}

impl Stack {
    fn push(&mut self, at: usize, bracket: Bracket) {
        self.depths[bracket as usize].push(self.open.len());
        self.open.push((at, bracket));
    }

    /// The innermost `{`, if no other bracket is open in it.
    fn brace(&self) -> Option<usize> {
        self.open.last().filter(|(_, bracket)| *bracket == Bracket::Curly).map(|(open, _)| *open)
    }

    fn pop(&mut self) -> Option<(usize, Bracket)> {
        let popped = self.open.pop()?;
        self.depths[popped.1 as usize].pop();
        Some(popped)
    }

    /// The depth of the bracket that a closing one ends. An inner `)` or `]` never closes beyond the `{` around it;
    /// a `}` closes over forgotten ones.
    fn closed_by(&self, bracket: Bracket) -> Option<usize> {
        let depth = self.depths[bracket as usize].last().copied()?;
        let block = self.depths[Bracket::Curly as usize].last().copied();
        (bracket == Bracket::Curly || block.is_none_or(|block| block < depth)).then_some(depth)
    }
}
