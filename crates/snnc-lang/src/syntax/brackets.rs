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
    /// Pairs the brackets of `tokens`.
    pub(super) fn pair(tokens: &[Token]) -> Self {
        let mut brackets = Brackets { partner: vec![NONE; tokens.len()], flaws: Vec::new() };
        let mut stack = Stack::default();
        for (at, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Open(bracket) => {
                    stack.push(at, bracket);
                    if stack.open.len() == DEEPEST + 1 {
                        brackets.flaw(at, Wrong::TooDeep, None);
                    }
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
