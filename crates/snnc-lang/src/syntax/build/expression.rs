//! Expressions: operands, calls, subscripts, quantities.

use super::chain::is_module;
use super::operators::Equals;
use crate::source::Span;
use crate::spelling::nearest;
use crate::syntax::ast::{Argument, Expr, ExprKind, Flag, Generator, Number, ProductOp, Subscript};
use crate::syntax::brackets::DEEPEST;
use crate::syntax::cut::Range;
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};

/// The flags of equations.
const FLAGS: [&str; 8] = [
    "unless refractory",
    "constant",
    "constant over dt",
    "shared",
    "linked",
    "event-driven",
    "clock-driven",
    "summed",
];

/// What a node consists of, if that is one part alone.
fn only_part(node: Node<'_>) -> Option<Node<'_>> {
    let mut parts = node.into_inner();
    let first = parts.next()?;
    parts.next().is_none().then_some(first)
}

impl Parser<'_> {
    /// The expression that the tokens of `range` are; a `=` in it was meant as a comparison.
    pub(super) fn condition(&mut self, range: Range) -> Option<Expr> {
        let node = self.read(Rule::whole, range)?;
        let expression = node.into_inner().next()?;
        self.expression(expression, Equals::Comparison)
    }

    /// `a if c else b`, or what is simpler.
    pub(super) fn expression(&mut self, node: Node<'_>, equals: Equals) -> Option<Expr> {
        let mut chains = node.into_inner().filter(|part| part.as_rule() == Rule::chain);
        let then = self.chain(chains.next()?, equals)?;
        match chains.next() {
            None => Some(then),
            Some(condition) => self.conditional(then, condition, chains, equals),
        }
    }

    /// `then if condition else …`, the last of `rest` being what is left if no condition holds.
    #[inline(never)]
    fn conditional<'i>(
        &mut self,
        then: Expr,
        condition: Node<'i>,
        rest: impl Iterator<Item = Node<'i>>,
        equals: Equals,
    ) -> Option<Expr> {
        let outside = self.chained;
        let mut read = vec![then];
        for (at, part) in std::iter::once(condition).chain(rest).enumerate() {
            // Every other one is a condition.
            self.chained = outside + at / 2;
            let value = if self.chained > DEEPEST {
                self.tell_too_deep(&part)
            } else {
                self.chain(part, if at % 2 == 0 { Equals::Comparison } else { equals })
            };
            self.chained = outside;
            read.push(value?);
        }
        let mut expr = read.pop()?;
        while let (Some(condition), Some(then)) = (read.pop(), read.pop()) {
            let span = then.span.to(expr.span);
            let (condition, then, otherwise) = (Box::new(condition), Box::new(then), Box::new(expr));
            expr = Expr { kind: ExprKind::Conditional { condition, then, otherwise }, span };
        }
        Some(expr)
    }

    /// One operand of a chain.
    pub(super) fn operand(&mut self, node: Node<'_>) -> Option<Expr> {
        match node.as_rule() {
            Rule::quantity => self.quantity(node),
            Rule::array => self.array(node),
            Rule::load => self.load(node),
            Rule::paren => self.parenthesised(node),
            Rule::reference => self.reference(node),
            Rule::text => self.quoted(&node),
            _ => Some(self.plain_name(&node)),
        }
    }

    #[inline(never)]
    fn plain_name(&mut self, node: &Node<'_>) -> Expr {
        let name = self.name(node);
        Expr { span: name.span, kind: ExprKind::Name(name) }
    }

    /// A number, or one with its unit.
    #[inline(never)]
    fn quantity(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let number = self.number(&parts.next()?);
        self.measured(number, parts.next(), span)
    }

    /// `[a, b]`, perhaps with a unit.
    #[inline(never)]
    fn array(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let (mut elements, mut measure, mut end) = (vec![], None, span);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::expression => elements.push(self.expression(part, Equals::Comparison)?),
                Rule::generator => return self.tell_comprehension(span),
                _ => {
                    end.end = self.span(&part).start;
                    measure = Some(part);
                }
            }
        }
        let end = self.slice(end).trim_end().len() as u32 + end.start;
        let array = Expr { kind: ExprKind::Array(elements), span: Span { end, ..span } };
        self.measured(array, measure, span)
    }

    #[cold]
    #[inline(never)]
    fn tell_comprehension(&mut self, span: Span) -> Option<Expr> {
        self.tell(told::list_comprehension(span));
        None
    }

    /// `load("file")`, perhaps with a unit.
    #[inline(never)]
    fn load(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let function = self.name(&parts.next()?);
        let arguments = parts.next()?;
        let called = function.span.to(self.span(&arguments));
        let arguments = self.arguments(arguments)?;
        let call = Expr { kind: ExprKind::Call { function, arguments }, span: called };
        self.measured(call, parts.next(), span)
    }

    /// An expression in quotes: told, and read all the same.
    #[inline(never)]
    fn quoted(&mut self, node: &Node<'_>) -> Option<Expr> {
        let (span, text) = (self.span(node), node.as_str());
        let inside = self.bytes(span.start as usize + 1, span.end as usize - 1);
        self.tell(told::quoted_expression(span, &text[1..text.len() - 1]));
        self.silently(|parser| {
            let node = parser.read_bytes(Rule::whole, inside)?;
            parser.expression(node.into_inner().next()?, Equals::Comparison)
        })
    }

    #[inline(never)]
    fn number(&mut self, node: &Node<'_>) -> Expr {
        let (span, text) = (self.span(node), node.as_str());
        let number = if text.bytes().all(|b| b.is_ascii_digit()) {
            if let Ok(value) = text.parse() {
                Number::Integer(value)
            } else {
                self.tell(told::integer_too_large(span));
                Number::Float(text.parse().unwrap_or(f64::INFINITY))
            }
        } else {
            let value: f64 = text.parse().unwrap_or(f64::NAN);
            if value.is_infinite() {
                self.tell(told::number_too_large(span));
            } else if value == 0.0
                && text.split(['e', 'E']).next().is_some_and(|m| m.contains(|c| ('1'..='9').contains(&c)))
            {
                self.tell(told::number_too_small(span));
            }
            Number::Float(value)
        };
        Expr { kind: ExprKind::Number(number), span }
    }

    /// `value` with a unit, if one follows.
    #[inline(never)]
    fn measured(&mut self, value: Expr, measure: Option<Node<'_>>, span: Span) -> Option<Expr> {
        let Some(measure) = measure else { return Some(value) };
        let text = measure.as_str();
        let digits =
            text.strip_prefix('_').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        if digits && self.span(&measure).start == value.span.end {
            self.tell(told::digit_separator(span, self.slice(span)));
            return None;
        }
        let unit = self.powered(measure)?;
        Some(Expr { kind: ExprKind::Quantity { value: Box::new(value), unit: Box::new(unit) }, span })
    }

    /// A unit's name or a power of it; also a factor of a declared unit.
    #[inline(never)]
    fn powered(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut base = None;
        for part in node.into_inner() {
            let at = self.span(&part);
            match part.as_rule() {
                Rule::name => {
                    let name = self.name(&part);
                    base = Some(Expr { kind: ExprKind::Name(name), span: at });
                }
                Rule::number => {
                    let number = self.number(&part);
                    if number.kind_is_not_one() {
                        self.tell(told::number_as_unit(at));
                        return None;
                    }
                    base = Some(number);
                }
                Rule::unit => base = Some(self.unit(part)?),
                Rule::superscript => base = Some(squared(base?, part.as_str(), at, span)),
                Rule::power if part.as_str() == "^" => self.tell(told::power_operator(at)),
                Rule::power => {}
                _ => {
                    let exponent = self.exponent(part)?;
                    base = Some(Expr {
                        kind: ExprKind::Power { base: Box::new(base?), exponent: Box::new(exponent) },
                        span,
                    });
                }
            }
        }
        base
    }

    #[inline(never)]
    fn exponent(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut negative = None;
        let mut value = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::sign => {
                    let at = self.span(&part);
                    if part.as_str() == "−" {
                        self.tell(told::operator_spelling(at, "−", "-"));
                    }
                    negative = Some(part.as_str() != "+");
                }
                Rule::number => value = Some(self.number(&part)),
                _ => value = Some(self.operand(part)?),
            }
        }
        let value = value?;
        Some(match negative {
            Some(negative) => Expr { kind: ExprKind::Sign { negative, operand: Box::new(value) }, span },
            None => value,
        })
    }

    /// `(a)`, `(a, b)`, `(a)²`.
    #[inline(never)]
    fn parenthesised(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut elements = vec![];
        for part in node.into_inner() {
            if part.as_rule() == Rule::superscript {
                let base = elements.pop()?;
                elements.push(self.superscript(base, &part, span));
            } else {
                elements.push(self.expression(part, Equals::Comparison)?);
            }
        }
        if elements.len() == 1 {
            return elements.pop().map(|inner| Expr { span, ..inner });
        }
        Some(Expr { kind: ExprKind::Tuple(elements), span })
    }

    /// `(a)²`: told, since only a name or unit takes it.
    #[cold]
    #[inline(never)]
    fn superscript(&mut self, base: Expr, part: &Node<'_>, span: Span) -> Expr {
        let at = self.span(part);
        self.tell(told::superscript(at, part.as_str()));
        squared(base, part.as_str(), at, span)
    }

    /// A name with its arguments, subscripts and members.
    #[inline(never)]
    fn reference(&mut self, node: Node<'_>) -> Option<Expr> {
        let whole = self.span(&node);
        let mut parts = node.into_inner();
        let name = self.name(&parts.next()?);
        if let Some(member) =
            parts.peek().filter(|part| part.as_rule() == Rule::member && is_module(&name.text))
        {
            return self.name_of_module(whole, &member);
        }
        let mut expr = Expr { span: name.span, kind: ExprKind::Name(name.clone()) };
        for (depth, part) in parts.enumerate() {
            let at = self.span(&part);
            if self.chained + depth > DEEPEST {
                return self.tell_too_deep(&part);
            }
            let span = whole.start_to(at);
            let kind = match part.as_rule() {
                Rule::arguments => {
                    ExprKind::Call { function: name.clone(), arguments: self.arguments(part)? }
                }
                Rule::selection => {
                    ExprKind::Index { base: Box::new(expr), subscripts: self.selection(part)? }
                }
                Rule::member => {
                    let member = self.name(&part.into_inner().next()?);
                    ExprKind::Member { base: Box::new(expr), name: member }
                }
                _ => squared(expr, part.as_str(), at, span).kind,
            };
            expr = Expr { kind, span };
        }
        Some(expr)
    }

    /// `np.pi`: told, and read as `pi`.
    #[cold]
    #[inline(never)]
    fn name_of_module(&mut self, whole: Span, member: &Node<'_>) -> Option<Expr> {
        let name = self.name(&member.clone().into_inner().next()?);
        let called = self.token_at(whole.end).is_some_and(|at| self.cutter.word(at) == "(");
        if !called && self.slice(whole).ends_with(&*name.text) {
            self.tell(told::name_of_module(whole, self.slice(whole), &name.text, true));
            return Some(Expr { span: whole, kind: ExprKind::Name(name) });
        }
        let base = Box::new(Expr { span: whole, kind: ExprKind::Name(name.clone()) });
        Some(Expr { span: whole, kind: ExprKind::Member { base, name } })
    }

    /// `(a, name = b, e for k in …)`.
    #[inline(never)]
    pub(super) fn arguments(&mut self, node: Node<'_>) -> Option<Vec<Argument>> {
        let mut arguments = vec![];
        for argument in node.into_inner() {
            let span = self.span(&argument);
            let (mut name, mut value) = (None, None);
            for part in argument.into_inner() {
                match part.as_rule() {
                    Rule::argument_name => name = part.into_inner().next().map(|node| self.name(&node)),
                    Rule::expression => value = Some(self.argument(part)?),
                    _ => {
                        let generator = Box::new(self.generator(part)?);
                        let term = Box::new(value?);
                        value = Some(Expr { kind: ExprKind::Comprehension { term, generator }, span });
                    }
                }
            }
            arguments.push(Argument { name, value: value? });
        }
        Some(arguments)
    }

    /// An expression as an argument, where also a string may stand.
    fn argument(&mut self, node: Node<'_>) -> Option<Expr> {
        if node.as_str().starts_with(['"', '\'']) {
            let lone = only_part(node.clone()).and_then(only_part);
            if let Some(lone) = lone.filter(|lone| lone.as_rule() == Rule::text) {
                let span = self.span(&lone);
                return Some(Expr { kind: ExprKind::Text(self.text(&lone)), span });
            }
        }
        self.expression(node, Equals::Comparison)
    }

    /// `for k in … if …`.
    pub(super) fn generator(&mut self, node: Node<'_>) -> Option<Generator> {
        let mut parts = node.into_inner().filter(|part| matches!(part.as_rule(), Rule::name | Rule::chain));
        let variable = self.name(&parts.next()?);
        let over = self.chain(parts.next()?, Equals::Comparison)?;
        let filter = match parts.next() {
            Some(filter) => Some(self.chain(filter, Equals::Comparison)?),
            None => None,
        };
        Some(Generator { variable, over, filter })
    }

    /// The entries of `[ ]`.
    #[inline(never)]
    pub(super) fn selection(&mut self, node: Node<'_>) -> Option<Vec<Subscript>> {
        let mut subscripts = vec![];
        for subscript in node.into_inner() {
            let span = self.span(&subscript);
            let mut bounds = [None, None, None];
            let mut at = 0;
            for part in subscript.into_inner() {
                if part.as_rule() == Rule::colon {
                    at += 1;
                } else {
                    bounds[at] = Some(self.expression(part, Equals::Comparison)?);
                }
            }
            let [lo, hi, step] = bounds;
            subscripts.push(match at {
                0 => Subscript::Index(lo?),
                _ => Subscript::Slice { lo, hi, step, span },
            });
        }
        Some(subscripts)
    }

    /// A unit after `:`.
    pub(super) fn unit(&mut self, node: Node<'_>) -> Option<Expr> {
        let span = self.span(&node);
        let mut first = None;
        let mut rest = vec![];
        let mut operator = None;
        for part in node.into_inner() {
            let at = self.span(&part);
            if part.as_rule() == Rule::unit_operator {
                let op = if part.as_str() == "/" { ProductOp::Div } else { ProductOp::Mul };
                operator = Some((op, at));
                continue;
            }
            let factor = self.powered(part)?;
            match operator.take() {
                Some((op, at)) => rest.push((op, at, factor)),
                None => first = Some(factor),
            }
        }
        let first = first?;
        if rest.is_empty() {
            return Some(Expr { span, ..first });
        }
        Some(Expr { kind: ExprKind::Product { first: Box::new(first), rest }, span })
    }

    /// The flags in `( )`; tells unknown ones.
    pub(super) fn flags(&mut self, node: Node<'_>) -> Vec<Flag> {
        let mut flags: Vec<Flag> = vec![];
        for flag in node.into_inner() {
            let span = self.span(&flag);
            let words: Vec<&str> = flag.into_inner().map(|word| word.as_str()).collect();
            let text = words.join(" ");
            if FLAGS.contains(&text.as_str()) {
                flags.push(Flag { text: text.into(), span });
            } else {
                let dashed = words.join("-");
                let meant =
                    FLAGS.iter().copied().find(|flag| *flag == dashed).or_else(|| nearest(&text, FLAGS));
                self.tell(told::unknown_flag(span, &text, meant, &FLAGS));
            }
        }
        flags
    }
}

/// `base²` or `base³`.
fn squared(base: Expr, superscript: &str, at: Span, span: Span) -> Expr {
    let exponent = if superscript == "²" { 2 } else { 3 };
    let exponent = Expr { kind: ExprKind::Number(Number::Integer(exponent)), span: at };
    Expr { kind: ExprKind::Power { base: Box::new(base), exponent: Box::new(exponent) }, span }
}

impl Expr {
    fn kind_is_not_one(&self) -> bool {
        !matches!(self.kind, ExprKind::Number(Number::Integer(1)))
    }
}

impl Span {
    /// From the start of this span to the end of another.
    fn start_to(self, end: Span) -> Span {
        Span { end: end.end, ..self }
    }
}
