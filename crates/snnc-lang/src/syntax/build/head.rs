//! Blocks at top level: their headers, and what a header must have.

use super::operators::Equals;
use super::section::Block;
use crate::syntax::ast::{
    Expr, Group, GroupKind, GroupRef, Instance, Member, Model, Name, Parameter, PoissonInput, Subgroup,
    Synapses,
};
use crate::syntax::cut::{Piece, Range};
use crate::syntax::diagnostics as told;
use crate::syntax::grammar::Rule;
use crate::syntax::parser::{Node, Parser};
use crate::syntax::token::{Bracket, Kind};

impl Parser<'_> {
    /// The body of a block; tells if there is none, but for a block made of a model.
    fn body(&mut self, piece: &Piece, block: Block, optional: bool) -> Vec<Member> {
        let Some(body) = piece.body else {
            if !optional && self.is_sound(piece.head) {
                let span = self.range_span(piece.head);
                self.tell(told::missing_body(span, block.keyword()));
            }
            return vec![];
        };
        if self.enters(piece) { self.members(body, block) } else { vec![] }
    }

    /// `neurons`, `poisson` and `spikes`.
    pub(super) fn group(&mut self, kind: GroupKind, piece: &Piece) -> Option<Group> {
        let block = Block::from(kind);
        let after = Self::after_keyword(piece);
        let head = if self.tell_size_slips(after, block) { None } else { self.read(Rule::group_head, after) };
        let head = head.and_then(|node| self.group_head(kind, node));
        let optional = head.as_ref().is_none_or(|head| head.instance.is_some());
        let body = self.body(piece, block, optional);
        head.map(|head| Group { body, ..head })
    }

    /// Tells `neurons g(3)`, `neurons g 3` and `neurons 3 g`; whether it was such.
    fn tell_size_slips(&mut self, range: Range, block: Block) -> bool {
        let kind = |at: usize| self.cutter.kind(range.start + at, range.end);
        let (place, name, inside) = match (kind(0), kind(1), kind(2)) {
            (Some(Kind::Word), Some(Kind::Open(Bracket::Round)), _) => {
                let open = range.start + 1;
                let Some(close) = self.cutter.brackets.partner(open) else { return false };
                let inside = Range { start: open + 1, end: close };
                (Range { start: open, end: close + 1 }, range.start, inside)
            }
            (Some(Kind::Word), Some(Kind::Number), None) => {
                let number = Range { start: range.start + 1, end: range.end };
                (number, range.start, number)
            }
            (Some(Kind::Number), Some(Kind::Word), None) => {
                let number = Range { start: range.start, end: range.start + 1 };
                (range, range.start + 1, number)
            }
            _ => return false,
        };
        if !self.is_sound(range) {
            return false;
        }
        let span = self.token_span(name).to(self.range_span(place));
        let span = self.range_span(place).to(span);
        let (name, size) = (self.slice(self.token_span(name)), self.slice(self.range_span(inside)));
        let at = self.range_span(place);
        let written = (!inside.is_empty()).then(|| format!("{name}[{size}]"));
        self.tell(told::size_without_brackets(at, span, block.keyword(), name, written));
        true
    }

    fn group_head(&mut self, kind: GroupKind, node: Node<'_>) -> Option<Group> {
        let mut parts = node.into_inner().peekable();
        let name = self.name(&parts.next()?);
        let mut group = Group { kind, name, size: None, instance: None, body: vec![] };
        let mut sized = false;
        for part in parts {
            match part.as_rule() {
                Rule::size => {
                    sized = true;
                    let span = self.span(&part);
                    group.size = self.size(part)?;
                    if group.size.is_none() {
                        self.tell(told::missing_size(span, Block::from(kind).keyword(), &group.name.text));
                    }
                }
                Rule::instance => {
                    let instance = self.instance(part)?;
                    if kind != GroupKind::Neurons {
                        self.tell(told::instance_without_place(instance.span, Block::from(kind).keyword()));
                    }
                    group.instance = Some(instance);
                }
                _ => {}
            }
        }
        if !sized {
            let end = group.name.span.end as usize;
            let after = self.bytes(end, end);
            self.tell(told::missing_brackets(
                group.name.span,
                after,
                Block::from(kind).keyword(),
                &group.name.text,
            ));
        }
        Some(group)
    }

    /// `[n]`: the inner `None` is an empty one.
    #[expect(clippy::option_option, reason = "unreadable and empty are not the same")]
    pub(super) fn size(&mut self, node: Node<'_>) -> Option<Option<Expr>> {
        match node.into_inner().next() {
            Some(size) => Some(Some(self.expression(size, Equals::Comparison)?)),
            None => Some(None),
        }
    }

    fn instance(&mut self, node: Node<'_>) -> Option<Instance> {
        let span = self.span(&node);
        let mut parts = node.into_inner().filter(|part| part.as_rule() != Rule::is_);
        let model = self.name(&parts.next()?);
        let arguments = match parts.next() {
            Some(arguments) => self.arguments(arguments)?,
            None => vec![],
        };
        Some(Instance { model, arguments, span })
    }

    /// `cortex[:80]`.
    pub(super) fn group_ref(&mut self, node: Node<'_>) -> Option<GroupRef> {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let name = self.name(&parts.next()?);
        let selection = match parts.next() {
            Some(selection) => Some(self.selection(selection)?),
            None => None,
        };
        Some(GroupRef { name, selection, span })
    }

    fn label(&mut self, node: Node<'_>) -> Option<Name> {
        node.into_inner().next().map(|name| self.name(&name))
    }

    /// `model NAME(…) { … }`, `model NAME is OTHER(…) { … }`.
    pub(super) fn model(&mut self, piece: &Piece) -> Option<Model> {
        let head = self.read(Rule::model_head, Self::after_keyword(piece));
        let head = head.and_then(|node| self.model_head(node));
        let optional = head.as_ref().is_none_or(|head| head.instance.is_some());
        let body = self.body(piece, Block::Model, optional);
        head.map(|head| Model { body, ..head })
    }

    fn model_head(&mut self, node: Node<'_>) -> Option<Model> {
        let mut parts = node.into_inner();
        let name = self.name(&parts.next()?);
        let mut model = Model { name, parameters: vec![], instance: None, body: vec![] };
        for part in parts {
            match part.as_rule() {
                Rule::model_parameters => model.parameters = self.model_parameters(part)?,
                Rule::instance => {
                    let instance = self.instance(part)?;
                    if let [first, ..] = &*model.parameters {
                        let span = first.name.span;
                        self.tell(told::parameters_of_variant(span, &model.name.text, &instance.model.text));
                        model.parameters.clear();
                    }
                    model.instance = Some(instance);
                }
                _ => {}
            }
        }
        Some(model)
    }

    fn model_parameters(&mut self, node: Node<'_>) -> Option<Vec<Parameter>> {
        let mut parameters = vec![];
        for parameter in node.into_inner() {
            let mut parts = parameter.into_inner();
            let name = self.name(&parts.next()?);
            let default = match parts.find(|part| part.as_rule() == Rule::expression) {
                Some(value) => Some(self.expression(value, Equals::Assignment)?),
                None => None,
            };
            parameters.push(Parameter { name, default });
        }
        Some(parameters)
    }

    /// `poisson_input NAME: cortex.v { … }`.
    pub(super) fn poisson_input(&mut self, piece: &Piece) -> Option<PoissonInput> {
        let head = self.read(Rule::poisson_input_head, Self::after_keyword(piece));
        let head = head.and_then(|node| self.poisson_input_head(node));
        let body = self.body(piece, Block::PoissonInput, head.is_none());
        head.map(|(name, target, variable)| PoissonInput { name, target, variable, body })
    }

    fn poisson_input_head(&mut self, node: Node<'_>) -> Option<(Name, GroupRef, Name)> {
        let (mut name, mut target, mut variable) = (None, None, None);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::label => name = self.label(part),
                Rule::group_ref => target = Some(self.group_ref(part)?),
                Rule::member => variable = part.into_inner().next().map(|node| self.name(&node)),
                _ => {}
            }
        }
        let target = target?;
        if name.is_none() {
            self.tell(told::missing_label(target.span, "poisson_input", "drive"));
        }
        if variable.is_none() {
            self.tell(told::missing_target_variable(target.span, self.slice(target.span)));
        }
        Some((name?, target, variable?))
    }

    /// `group NAME = cortex[…]`.
    pub(super) fn subgroup(&mut self, piece: &Piece) -> Option<Subgroup> {
        let node = self.read(Rule::subgroup, Self::after_keyword(piece))?;
        let (mut name, mut of) = (None, None);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::name => name = Some(self.name(&part)),
                Rule::group_ref => of = Some(self.group_ref(part)?),
                _ => {}
            }
        }
        Some(Subgroup { name: name?, of: of? })
    }

    /// `synapses NAME: a -> b { … }`.
    pub(super) fn synapses(&mut self, piece: &Piece) -> Option<Synapses> {
        if self.tell_ends_in_parentheses(Self::after_keyword(piece)) {
            self.body(piece, Block::Synapses, false);
            return None;
        }
        let head = self.read(Rule::synapses_head, Self::after_keyword(piece));
        let head = head.and_then(|node| self.synapses_head(node));
        let optional = head.as_ref().is_none_or(|head| head.instance.is_some());
        let body = self.body(piece, Block::Synapses, optional);
        head.map(|head| Synapses { body, ..head })
    }

    /// Tells `synapses s(a, b)`; whether it was such.
    fn tell_ends_in_parentheses(&mut self, head: Range) -> bool {
        let kinds = [
            Kind::Word,
            Kind::Open(Bracket::Round),
            Kind::Word,
            Kind::Comma,
            Kind::Word,
            Kind::Close(Bracket::Round),
        ];
        let fits = |(at, kind): (usize, &Kind)| self.cutter.kind(head.start + at, head.end) == Some(*kind);
        if head.end != head.start + kinds.len() || !kinds.iter().enumerate().all(fits) {
            return false;
        }
        let word = |at: usize| self.slice(self.token_span(head.start + at));
        let meant = format!("{}: {} -> {}", word(0), word(2), word(4));
        let ends = self.range_span(Range { start: head.start + 1, ..head });
        self.tell(told::ends_in_parentheses(ends, self.range_span(head), &meant));
        true
    }

    fn synapses_head(&mut self, node: Node<'_>) -> Option<Synapses> {
        let (mut name, mut ends, mut arrow, mut instance) = (None, vec![], None, None);
        for part in node.into_inner() {
            let span = self.span(&part);
            match part.as_rule() {
                Rule::label => name = self.label(part),
                Rule::group_ref => ends.push(self.group_ref(part)?),
                Rule::arrow => arrow = Some((span, part.as_str().to_owned())),
                Rule::instance => instance = Some(self.instance(part)?),
                _ => {}
            }
        }
        let mut ends = ends.into_iter();
        let source = ends.next()?;
        let Some(target) = ends.next() else {
            self.tell(told::missing_target(source.span, self.slice(source.span), arrow.is_some()));
            return None;
        };
        match arrow {
            Some((_, text)) if text == "->" => {}
            Some((span, text)) => {
                let ends = (self.slice(source.span), self.slice(target.span));
                self.tell(told::wrong_arrow(span, &text, source.span.to(target.span), ends));
            }
            None => {
                let between = self.bytes(source.span.end as usize, target.span.start as usize);
                self.tell(told::missing_arrow(source.span.to(target.span), between));
            }
        }
        if name.is_none() {
            let example = format!("{}_{}", source.name.text, target.name.text);
            self.tell(told::missing_label(source.span, "synapses", &example));
        }
        Some(Synapses { name: name?, source, target, instance, body: vec![] })
    }
}
