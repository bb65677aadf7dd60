//! Linked variables: `x = other.y : unit (linked)`.
//!
//! What they name is found once all blocks have declared their variables. When everything is checked, a linked variable becomes
//! a subexpression: what it stands for, with the variables of the other group read by hidden variables that are links to memory.

use super::checker::Checker;
use super::declared::{Blocks, Declared, LinkTarget, Named};
use super::diagnostics::{links as told, names, structure};
use super::references::select;
use crate::hir::{
    BinaryOp, Builtin, Expr, ExprId, ExprKind, Group, GroupId, Link, LinkIndex, LinkSource, Place,
    SynapseGroup, Type, Variable, VariableId, VariableKind,
};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, EquationKind, GroupRef, Name, Subscript};
use crate::units::Dimension;
use std::collections::{HashMap, HashSet};

/// How many links and subexpressions may lead from one to another.
const LINKS: usize = 1000;

/// Finds what the linked variables of all blocks name.
pub(super) fn find<'a>(cx: &mut Checker<'a>, blocks: &mut Blocks<'a>) {
    let mut found = vec![];
    for (at, block) in blocks.groups.iter().enumerate() {
        for (id, variable) in linked(&block.variables) {
            if let Some(target) = target(cx, blocks, variable, block.size) {
                found.push((at, true, id, target));
            }
        }
    }
    for (at, synapses) in blocks.synapses.iter().enumerate() {
        let Some(synapses) = synapses else { continue };
        for (id, variable) in linked(&synapses.block.variables) {
            if let Some(target) = target(cx, blocks, variable, None) {
                found.push((at, false, id, target));
            }
        }
    }
    for (at, of_group, id, target) in found {
        let block = if of_group {
            Some(&mut blocks.groups[at])
        } else {
            blocks.synapses[at].as_mut().map(|synapses| &mut synapses.block)
        };
        if let Some(block) = block {
            block.variables[id].link = Some(target);
        }
    }
}

fn linked<'b, 'a>(variables: &'b [Declared<'a>]) -> impl Iterator<Item = (usize, &'b Declared<'a>)> {
    variables.iter().enumerate().filter(|(_, variable)| variable.has("linked") && variable.carried_out)
}

/// What a linked variable names, for a block of `size` elements; `None` are synapses, of which nobody knows how many there are.
fn target<'a>(
    cx: &mut Checker<'a>,
    blocks: &Blocks<'a>,
    variable: &Declared<'a>,
    size: Option<u32>,
) -> Option<LinkTarget<'a>> {
    let equation = variable.equation?;
    let EquationKind::Subexpression(value) = &equation.kind else { return None };
    let (member, index) = match &value.kind {
        ast::ExprKind::Index { base, subscripts } => match &subscripts[..] {
            [Subscript::Index(index)] => (&**base, Some(index)),
            _ => {
                cx.tell(told::not_one_index(value.span));
                return None;
            }
        },
        _ => (value, None),
    };
    let Some((group, name)) = group_and_variable(member) else {
        cx.tell(told::not_a_link(value.span, &variable.name));
        return None;
    };
    let part = match blocks.named(cx, &group.name, "a group")? {
        Named::Part(part) => select(cx, &part, &group),
        Named::Synapses(_) => {
            let at = cx.env.get(&group.name.text).map_or(group.span, |found| found.span);
            cx.tell(structure::not_a_group(&group.name, "a block of synapses", "a group", at));
            return None;
        }
    };
    let of = &blocks.groups[part.group.index()];
    let Some(id) = of.variables.iter().position(|v| v.named && v.name == name.text) else {
        if of.complete && !of.variables.iter().any(|v| v.name == name.text) {
            let known = of.variables.iter().map(|v| &*v.name);
            cx.tell(names::unknown_variable(name, of.name, &spelling::similar(&name.text, known)));
        }
        return None;
    };
    let source = &of.variables[id];
    let (mine, its) = (variable.meaning.as_ref()?, source.meaning.as_ref()?);
    if (mine.ty, mine.dimension) != (its.ty, its.dimension) {
        let unit = variable.unit_span().unwrap_or(variable.span);
        cx.tell(told::other_unit(unit, &variable.name, &its.unit.text, source.span));
        return None;
    }
    let shared = index.is_none() && (source.has("shared") || part.size() == Some(1));
    if index.is_none() && !shared {
        match size {
            Some(size) if part.size().is_some_and(|its| its != size) => {
                let sizes = (size, part.size().unwrap_or_default());
                cx.tell(told::sizes(value.span, cx.slice(value.span), sizes));
                return None;
            }
            None => {
                cx.tell(told::of_synapses(value.span, cx.slice(value.span)));
                return None;
            }
            _ => {}
        }
    }
    Some(LinkTarget { group: group.name, part, variable: VariableId(id as u32), index, shared })
}

/// `other.y`, `other[2:5].y`.
fn group_and_variable(expr: &ast::Expr) -> Option<(GroupRef, &Name)> {
    let ast::ExprKind::Member { base, name } = &expr.kind else { return None };
    let (of, selection) = match &base.kind {
        ast::ExprKind::Name(of) => (of, None),
        ast::ExprKind::Index { base: of, subscripts } => match &of.kind {
            ast::ExprKind::Name(of) => (of, Some(subscripts.clone())),
            _ => return None,
        },
        _ => return None,
    };
    Some((GroupRef { name: of.clone(), selection, span: base.span }, name))
}

/// Makes subexpressions of linked variables, when all blocks are right.
pub(super) fn resolve(
    cx: &mut Checker<'_>,
    groups: &mut [Option<Group>],
    synapses: &mut [Option<SynapseGroup>],
) {
    let model: Vec<_> = groups
        .iter()
        .map(|group| group.as_ref().map_or((vec![], 0), |group| (group.variables.clone(), group.size)))
        .collect();
    let of_groups = groups
        .iter_mut()
        .enumerate()
        .filter_map(|(at, group)| Some((Some(GroupId(at as u32)), &mut group.as_mut()?.variables)));
    let of_synapses = synapses.iter_mut().flatten().map(|synapses| (None, &mut synapses.variables));
    let mut circles = HashSet::new();
    for (own, variables) in of_groups.chain(of_synapses) {
        for at in 0..variables.len() {
            let VariableKind::Linked(link) = variables[at].kind else { continue };
            let span = variables[at].span;
            let (hidden, known) = (HashMap::new(), HashMap::new());
            let (passed, circles) = (vec![], &mut circles);
            let mut reader =
                Reader { cx, model: &model, variables, own, hidden, known, span, depth: 0, passed, circles };
            if let Some(value) = reader.read(link) {
                variables[at].kind = VariableKind::Subexpression(value);
            }
        }
    }
}

/// Reads the variables of other groups in the expressions of a block.
struct Reader<'r, 'a> {
    cx: &'r mut Checker<'a>,
    /// The variables of all groups, and how many elements each has.
    model: &'r [(Vec<Variable>, u32)],
    /// Those of the block.
    variables: &'r mut Vec<Variable>,
    /// The group whose block it is.
    own: Option<GroupId>,
    hidden: HashMap<Link, VariableId>,
    /// What was read already.
    known: HashMap<Link, ExprId>,
    /// Where the linked variable is declared.
    span: Span,
    depth: usize,
    /// The variables on the way.
    passed: Vec<(GroupId, VariableId)>,
    /// Those of links in a circle, which are told once.
    circles: &'r mut HashSet<(GroupId, VariableId)>,
}

impl Reader<'_, '_> {
    /// An expression of the block that reads what a link names.
    fn read(&mut self, link: Link) -> Option<ExprId> {
        if let Some(known) = self.known.get(&link) {
            return Some(*known);
        }
        if self.depth > LINKS {
            if !self.passed.iter().any(|variable| self.circles.contains(variable)) {
                self.cx.tell(told::endless(self.span));
            }
            self.circles.extend(self.passed.drain(..));
            return None;
        }
        let LinkSource::Variable(id) = link.source else {
            return Some(self.hidden(link));
        };
        let variable = &self.model[link.group.index()].0[id.index()];
        self.passed.push((link.group, id));
        self.depth += 1;
        let read = match variable.kind {
            VariableKind::Subexpression(root) => self.copy(root, link),
            VariableKind::Linked(further) => {
                let index = match further.index {
                    LinkIndex::Element(_) => Some(further.index),
                    LinkIndex::OneToOne { first } => Some(Self::shifted(link.index, first)),
                    LinkIndex::At { index, first, size } => {
                        self.copy(index, link).map(|index| LinkIndex::At { index, first, size })
                    }
                };
                index.and_then(|index| self.read(Link { index, ..further }))
            }
            _ => {
                let index = if variable.shared { LinkIndex::Element(0) } else { link.index };
                let elsewhere = !variable.shared && !matches!(index, LinkIndex::OneToOne { .. });
                if elsewhere && self.own == Some(link.group) {
                    self.cx.tell(told::to_itself(self.span));
                    return None;
                }
                Some(self.hidden(Link { index, ..link }))
            }
        };
        self.depth -= 1;
        self.known.extend(read.map(|read| (link, read)));
        read
    }

    /// A copy of an expression of the group of a link, as its element sees it.
    fn copy(&mut self, root: ExprId, link: Link) -> Option<ExprId> {
        let mut order = super::value::reachable(&self.cx.exprs, root);
        order.sort_unstable();
        order.dedup();
        let mut copies: HashMap<ExprId, ExprId> = HashMap::new();
        for id in order {
            let Expr { mut kind, ty, dimension, span } = self.cx.exprs[id].clone();
            let copy = match kind {
                ExprKind::Variable(Place::Own, id) => {
                    Some(self.read(Link { source: LinkSource::Variable(id), ..link })?)
                }
                ExprKind::Builtin(Builtin::LastSpike(Place::Own)) => {
                    Some(self.hidden(Link { source: LinkSource::LastSpike, ..link }))
                }
                ExprKind::Builtin(Builtin::NotRefractory(Place::Own)) => {
                    Some(self.hidden(Link { source: LinkSource::NotRefractory, ..link }))
                }
                ExprKind::Builtin(Builtin::Index(Place::Own)) => Some(self.index(link.index, span)),
                ExprKind::Builtin(Builtin::Size) => {
                    let size = self.model[link.group.index()].1;
                    Some(self.integer(i64::from(size), span))
                }
                _ => None,
            };
            let copy = copy.unwrap_or_else(|| {
                kind.operands_mut().into_iter().for_each(|operand| *operand = copies[operand]);
                self.cx.push(kind, ty, dimension, span)
            });
            copies.insert(id, copy);
        }
        copies.get(&root).copied()
    }

    /// The element that a link leads to, as an expression of the block.
    fn index(&mut self, index: LinkIndex, span: Span) -> ExprId {
        match index {
            LinkIndex::Element(element) => self.integer(i64::from(element), span),
            LinkIndex::At { index, first, size } => {
                // A negative one counts from the end.
                let zero = self.integer(0, span);
                let negative = ExprKind::Compare(ast::CompareOp::Lt, index, zero);
                let condition = self.cx.push(negative, Type::Boolean, Dimension::ONE, span);
                let then = self.plus(index, first + size, span);
                let otherwise = self.plus(index, first, span);
                let place = ExprKind::Select { condition, then, otherwise };
                self.cx.push(place, Type::Integer, Dimension::ONE, span)
            }
            LinkIndex::OneToOne { first } => {
                let own = ExprKind::Builtin(Builtin::Index(Place::Own));
                let own = self.cx.push(own, Type::Integer, Dimension::ONE, span);
                self.plus(own, first, span)
            }
        }
    }

    /// The element `first` places further on.
    fn shifted(index: LinkIndex, by: u32) -> LinkIndex {
        match index {
            LinkIndex::OneToOne { first } => LinkIndex::OneToOne { first: first + by },
            LinkIndex::Element(element) => LinkIndex::Element(element + by),
            LinkIndex::At { index, first, size } => LinkIndex::At { index, first: first + by, size },
        }
    }

    fn plus(&mut self, a: ExprId, b: u32, span: Span) -> ExprId {
        if b == 0 {
            return a;
        }
        let b = self.integer(i64::from(b), span);
        let sum = ExprKind::Binary(BinaryOp::Add, a, b);
        self.cx.push(sum, Type::Integer, Dimension::ONE, span)
    }

    fn integer(&mut self, value: i64, span: Span) -> ExprId {
        self.cx.push(ExprKind::Integer(value), Type::Integer, Dimension::ONE, span)
    }

    /// The hidden variable that is a link to memory.
    fn hidden(&mut self, link: Link) -> ExprId {
        let (ty, dimension) = match link.source {
            LinkSource::Variable(id) => {
                let of = &self.model[link.group.index()].0[id.index()];
                (of.ty, of.dimension)
            }
            LinkSource::LastSpike => (Type::Float, Dimension::TIME),
            LinkSource::NotRefractory => (Type::Boolean, Dimension::ONE),
        };
        let id = self.hidden.get(&link).copied().unwrap_or_else(|| {
            let (name, unit) = match link.source {
                LinkSource::Variable(id) => {
                    let of = &self.model[link.group.index()].0[id.index()];
                    (of.name.clone(), of.unit.clone())
                }
                LinkSource::LastSpike => ("lastspike".into(), crate::units::natural(1.0, dimension)),
                LinkSource::NotRefractory => ("not_refractory".into(), crate::units::natural(1.0, dimension)),
            };
            let id = VariableId(self.variables.len() as u32);
            let (span, shared) = (self.span, matches!(link.index, LinkIndex::Element(_)));
            let kind = VariableKind::Linked(link);
            self.variables.push(Variable { name, span, ty, dimension, unit, shared, kind });
            self.hidden.insert(link, id);
            id
        });
        self.cx.push(ExprKind::Variable(Place::Own, id), ty, dimension, self.span)
    }
}
