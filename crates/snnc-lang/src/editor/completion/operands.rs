//! The names of the file and of its blocks that can stand in an expression.

use super::context::Site;
use super::cursor::MARK;
use super::demand::{Class, Demand};
use super::offer::{CompletionKind, Offers};
use super::scope::{is_group, is_variable, variables, visible};
use crate::editor::names::{Body, BodyKind, equation_of};
use crate::editor::nodes;
use crate::editor::symbols::{SymbolId, SymbolKind, Use};
use crate::source::Span;
use crate::syntax::ast::{EquationKind, ItemKind, ProtocolKind};
use std::collections::HashSet;

/// Offers them.
pub(super) fn offer(demand: &Demand<'_>, offers: &mut Offers) {
    let mut operands = Operands { demand, offers, known: HashSet::new() };
    operands.locals();
    operands.names();
}

struct Operands<'c, 'o> {
    demand: &'c Demand<'c>,
    offers: &'o mut Offers,
    known: HashSet<String>,
}

impl Operands<'_, '_> {
    fn offer_symbol(&mut self, name: &str, id: SymbolId) {
        let symbol = self.demand.dimensions.symbols().get(id);
        let (kind, class) = match symbol.kind {
            kind if is_variable(kind) => (CompletionKind::Variable, Class::Own),
            SymbolKind::Constant => (CompletionKind::Constant, Class::File),
            SymbolKind::Local | SymbolKind::Loop => (CompletionKind::Constant, Class::Own),
            SymbolKind::Parameter => (CompletionKind::Parameter, Class::Own),
            SymbolKind::Noise => (CompletionKind::Builtin, Class::Quantity),
            SymbolKind::Function | SymbolKind::TimedArray => (CompletionKind::Function, Class::File),
            kind if is_group(kind) && self.demand.site == Site::Until => (CompletionKind::Group, Class::Own),
            // Of what could not be read, only the name is known: enough to go on with.
            SymbolKind::Unread | SymbolKind::Open => (CompletionKind::Variable, Class::File),
            _ => return,
        };
        let suits = self.demand.want.suits(self.demand.dimensions.of(id));
        let rank = Demand::rank(suits, class, self.known.len());
        let (detail, documentation) = self.demand.shown.symbol(self.demand.dimensions, id);
        if kind == CompletionKind::Function {
            let text = match symbol.kind {
                SymbolKind::TimedArray => format!("{name}(${{1:t}})"),
                _ => format!("{name}($1)"),
            };
            let offered = self.offers.snippet(name, kind, &text, rank);
            return offered.with(detail, documentation);
        }
        self.offers.word(name, kind, rank).with(detail, documentation);
    }

    /// Local and running names of the statements around the cursor, noises of its block, and names in a model to which only
    /// its use gives a meaning.
    fn locals(&mut self) {
        let symbols = self.demand.dimensions.symbols();
        let Some(item) = self.demand.cursor.item() else { return };
        let around = self.statement().unwrap_or(item.span);
        let is_known = |it: &&Use| match symbols.get(it.symbol).kind {
            SymbolKind::Loop => around.contains(it.span),
            SymbolKind::Local => {
                around.contains(it.span) && (it.span.end as usize) < self.demand.cursor.start
            }
            SymbolKind::Noise => {
                self.demand.site == Site::Equation { differential: true } && item.span.contains(it.span)
            }
            SymbolKind::Open => item.span.contains(it.span),
            _ => false,
        };
        let found: Vec<Use> = symbols.uses().iter().filter(is_known).copied().collect();
        for it in found {
            // As it is written: with the end that it belongs to.
            let name = match symbols.get(it.symbol).kind {
                SymbolKind::Open => self.demand.cursor.source.slice(it.span).to_string(),
                _ => symbols.get(it.symbol).name.to_string(),
            };
            if !name.contains(MARK) && self.known.insert(name.clone()) {
                self.offer_symbol(&name, it.symbol);
            }
        }
    }

    /// The section or statement of the protocol in which the cursor stands.
    fn statement(&self) -> Option<Span> {
        let at = Span::new(
            self.demand.cursor.source.id,
            self.demand.cursor.start,
            self.demand.cursor.start + MARK.len(),
        );
        let item = self.demand.cursor.item()?;
        let members = nodes::body(item).iter().map(|member| member.span);
        members.chain(std::iter::once(item.span)).find(|span| span.contains(at))
    }

    fn names(&mut self) {
        let symbols = self.demand.dimensions.symbols();
        // Nothing can be its own value.
        let own = match self.demand.cursor.item().map(|item| &item.kind) {
            Some(ItemKind::Definition(it)) => it.name.text.to_string(),
            Some(ItemKind::Function(it)) => it.name.text.to_string(),
            _ => self.subexpression(),
        };
        let in_head = self.demand.cursor.levels.len() == 1
            && matches!(
                self.demand.cursor.item().map(|item| &item.kind),
                Some(ItemKind::Group(_) | ItemKind::Synapses(_))
            );
        let constants =
            matches!(self.demand.site, Site::Constant | Site::Range | Site::Function | Site::Timed);
        let visible = visible(self.demand.cursor, symbols);
        // Rules come before the variables of the synapses that they make.
        let body = self.demand.block().filter(|body| {
            body.kind == BodyKind::Synapses
                && matches!(self.demand.site, Site::Connect | Site::Range | Site::Delay)
        });
        let not_made: Vec<&str> = body.iter().flat_map(Body::variables).map(|it| &*it.name.text).collect();
        for (name, id) in visible.into_iter().chain(self.of_group()) {
            let kind = symbols.get(id).kind;
            let of_block = is_variable(kind);
            if name == MARK || name == own || (constants && of_block) || not_made.contains(&&*name) {
                continue;
            }
            // The head of a block comes before the parameters of its model.
            if kind == SymbolKind::Parameter && in_head {
                continue;
            }
            // A timed array has no value before the simulation.
            if self.demand.site == Site::Constant && kind == SymbolKind::TimedArray {
                continue;
            }
            if self.known.insert(name.clone()) {
                self.offer_symbol(&name, id);
            }
        }
    }

    /// The variable that the equation at the cursor computes.
    fn subexpression(&self) -> String {
        let at = Span::new(self.demand.cursor.source.id, self.demand.cursor.start, self.demand.cursor.start);
        let members = self.demand.cursor.item().map_or(&[][..], |item| nodes::body(item));
        let member = members.iter().find(|member| member.span.contains(at));
        match member.and_then(equation_of) {
            Some(it) if matches!(it.kind, EquationKind::Subexpression(_)) => it.name.text.to_string(),
            _ => String::new(),
        }
    }

    /// The variables of the group of which something is selected or assigned.
    fn of_group(&self) -> Vec<(String, SymbolId)> {
        let named = match (self.demand.site, self.demand.cursor.item().map(|item| &item.kind)) {
            (Site::Selection | Site::Assignment, Some(ItemKind::Protocol(it))) => match &it.kind {
                ProtocolKind::Assign { target, .. } => Some(&target.name),
                _ => None,
            },
            (Site::Selection, Some(ItemKind::Monitor(it))) => Some(&it.of.name),
            _ => None,
        };
        let Some(name) = named else { return vec![] };
        variables(self.demand.cursor, self.demand.dimensions.symbols(), &name.text)
    }
}
