//! What can stand in an expression: names that are known there, quantities and functions of the language.

use super::context::Site;
use super::cursor::{Cursor, MARK};
use super::offer::{CompletionKind, Offers};
use super::scope::{is_group, is_variable};
use super::shown::Shown;
use super::wanted::Want;
use crate::editor::dimension::{Dimensions, Quality, of_language};
use crate::editor::language::{self, Wanted, Where};
use crate::editor::names::{BodyKind, Names, has_flag};
use crate::editor::symbols::{SymbolId, SymbolKind, Use};
use crate::source::Span;
use crate::syntax::ast::{EquationKind, ItemKind, ProtocolKind};
use crate::units::Dimension;
use std::collections::HashSet;

/// What is likely among things that fit equally: the lower, the likelier.
mod rank {
    pub(super) const OWN: u32 = 0;
    pub(super) const FILE: u32 = 1;
    pub(super) const QUANTITY: u32 = 2;
    pub(super) const FUNCTION: u32 = 3;
    pub(super) const CONSTANT: u32 = 4;
    pub(super) const UNIT: u32 = 6;
}

/// How likely something is: first by whether it fits, then by what it is.
fn likely(suits: Option<bool>, class: u32) -> u32 {
    let fit = match suits {
        Some(true) => 0,
        None => 1,
        Some(false) => 3,
    };
    10 * fit + class
}

/// Offers what can stand in an expression.
pub(super) fn offer(
    cursor: &Cursor,
    dimensions: &Dimensions<'_>,
    shown: &Shown<'_>,
    site: Site,
    want: Want,
    offers: &mut Offers,
) {
    let mut operands = Operands { cursor, dimensions, shown, site, want, offers, known: HashSet::new() };
    operands.locals();
    operands.names();
    operands.quantities();
    operands.functions();
    operands.constants();
    operands.units();
}

struct Operands<'c, 'o> {
    cursor: &'c Cursor,
    dimensions: &'c Dimensions<'c>,
    shown: &'c Shown<'c>,
    site: Site,
    want: Want,
    offers: &'o mut Offers,
    known: HashSet<String>,
}

impl Operands<'_, '_> {
    /// The block in which the cursor stands, and whether its synapses have an event-driven equation.
    fn block(&self) -> Option<(BodyKind, bool)> {
        let item = self.cursor.item()?;
        let names = Names::new(&self.cursor.file);
        let item = match &item.kind {
            ItemKind::Protocol(statement) => match &statement.kind {
                ProtocolKind::Assign { target, .. } => names.whole(&target.name.text)?,
                _ => return None,
            },
            ItemKind::Monitor(monitor) => names.whole(&monitor.of.name.text)?,
            _ => item,
        };
        let body = names.body(item)?;
        Some((body.kind, body.variables().any(|it| has_flag(it, "event-driven"))))
    }

    fn offer_symbol(&mut self, name: &str, id: SymbolId) {
        let symbol = self.dimensions.symbols().get(id);
        let (kind, class) = match symbol.kind {
            kind if is_variable(kind) => (CompletionKind::Variable, rank::OWN),
            SymbolKind::Constant => (CompletionKind::Constant, rank::FILE),
            SymbolKind::Local | SymbolKind::Loop => (CompletionKind::Constant, rank::OWN),
            SymbolKind::Parameter => (CompletionKind::Parameter, rank::OWN),
            SymbolKind::Noise => (CompletionKind::Builtin, rank::QUANTITY),
            SymbolKind::Function | SymbolKind::TimedArray => (CompletionKind::Function, rank::FILE),
            kind if is_group(kind) && self.site == Site::Until => (CompletionKind::Group, rank::OWN),
            // Of what could not be read, only the name is known: enough to go on with.
            SymbolKind::Unread | SymbolKind::Open => (CompletionKind::Variable, rank::FILE),
            _ => return,
        };
        let suits = self.want.suits(self.dimensions.of(id));
        let (detail, documentation) = self.shown.symbol(self.dimensions, id);
        if kind == CompletionKind::Function {
            let text = match symbol.kind {
                SymbolKind::TimedArray => format!("{name}(${{1:t}})"),
                _ => format!("{name}($1)"),
            };
            let offered = self.offers.snippet(name, kind, &text, likely(suits, class));
            return offered.with(detail, documentation);
        }
        self.offers.word(name, kind, likely(suits, class)).with(detail, documentation);
    }

    /// Local and running names of the statements around the cursor, noises of its block, and names in a model to which only
    /// its use gives a meaning.
    fn locals(&mut self) {
        let symbols = self.dimensions.symbols();
        let Some(item) = self.cursor.item() else { return };
        let around = self.statement().unwrap_or(item.span);
        let is_known = |it: &&Use| match symbols.get(it.symbol).kind {
            SymbolKind::Loop => around.contains(it.span),
            SymbolKind::Local => around.contains(it.span) && (it.span.end as usize) < self.cursor.start,
            SymbolKind::Noise => {
                self.site == Site::Equation { differential: true } && item.span.contains(it.span)
            }
            SymbolKind::Open => item.span.contains(it.span),
            _ => false,
        };
        let found: Vec<Use> = symbols.uses().iter().filter(is_known).copied().collect();
        for it in found {
            // As it is written: with the end that it belongs to.
            let name = match symbols.get(it.symbol).kind {
                SymbolKind::Open => self.cursor.source.slice(it.span).to_string(),
                _ => symbols.get(it.symbol).name.to_string(),
            };
            if !name.contains(MARK) && self.known.insert(name.clone()) {
                self.offer_symbol(&name, it.symbol);
            }
        }
    }

    /// The section or statement of the protocol in which the cursor stands.
    fn statement(&self) -> Option<Span> {
        let at = Span::new(self.cursor.source.id, self.cursor.start, self.cursor.start + MARK.len());
        let item = self.cursor.item()?;
        let members = crate::editor::names::members_of(item).iter().map(|member| member.span);
        members.chain(std::iter::once(item.span)).find(|span| span.contains(at))
    }

    fn names(&mut self) {
        let symbols = self.dimensions.symbols();
        let at = self.cursor.start as u32;
        // Nothing can be its own value.
        let own = match self.cursor.item().map(|item| &item.kind) {
            Some(ItemKind::Definition(it)) => it.name.text.to_string(),
            Some(ItemKind::Function(it)) => it.name.text.to_string(),
            _ => self.subexpression(),
        };
        let in_head = self.cursor.levels.len() == 1
            && matches!(
                self.cursor.item().map(|item| &item.kind),
                Some(ItemKind::Group(_) | ItemKind::Synapses(_))
            );
        let constants = matches!(self.site, Site::Constant | Site::Range | Site::Function | Site::Timed);
        let visible: Vec<(String, SymbolId)> =
            symbols.visible(self.cursor.source.id, at).map(|(name, id)| (name.to_string(), id)).collect();
        for (name, id) in visible.into_iter().chain(self.of_group()) {
            let kind = symbols.get(id).kind;
            let of_block = is_variable(kind);
            if name == MARK || name == own || (constants && of_block) {
                continue;
            }
            // The head of a block comes before the parameters of its model.
            if kind == SymbolKind::Parameter && in_head {
                continue;
            }
            // A timed array has no value before the simulation.
            if self.site == Site::Constant && kind == SymbolKind::TimedArray {
                continue;
            }
            if self.known.insert(name.clone()) {
                self.offer_symbol(&name, id);
            }
        }
    }

    /// The variable that the equation at the cursor computes.
    fn subexpression(&self) -> String {
        let at = Span::new(self.cursor.source.id, self.cursor.start, self.cursor.start);
        let members = self.cursor.item().map_or(&[][..], |item| crate::editor::names::members_of(item));
        let member = members.iter().find(|member| member.span.contains(at));
        match member.and_then(crate::editor::names::equation_of) {
            Some(it) if matches!(it.kind, EquationKind::Subexpression(_)) => it.name.text.to_string(),
            _ => String::new(),
        }
    }

    /// The variables of the group of which something is selected or assigned.
    fn of_group(&self) -> Vec<(String, SymbolId)> {
        let named = match (self.site, self.cursor.item().map(|item| &item.kind)) {
            (Site::Selection | Site::Assignment, Some(ItemKind::Protocol(it))) => match &it.kind {
                ProtocolKind::Assign { target, .. } => Some(&target.name),
                _ => None,
            },
            (Site::Selection, Some(ItemKind::Monitor(it))) => Some(&it.of.name),
            _ => None,
        };
        let Some(name) = named else { return vec![] };
        super::scope::variables(self.cursor, self.dimensions.symbols(), &name.text)
    }

    fn quantities(&mut self) {
        let block = self.block();
        for quantity in language::QUANTITIES {
            if !self.has_quantity(quantity.name, block) || !self.known.insert(quantity.name.to_string()) {
                continue;
            }
            let quality = of_language(quantity.name);
            let rank = likely(self.want.suits(quality), rank::QUANTITY);
            let unit = Shown::quality(quality);
            self.offers.word(quantity.name, CompletionKind::Builtin, rank).with(unit, quantity.about);
        }
    }

    fn has_quantity(&self, name: &str, block: Option<(BodyKind, bool)>) -> bool {
        let (kind, event_driven) = block.unwrap_or((BodyKind::Neurons, false));
        let synapses = kind == BodyKind::Synapses;
        match self.site {
            Site::Constant | Site::Range | Site::Function if !synapses || self.site != Site::Range => {
                name == "dt" || (self.site == Site::Function && name == "t")
            }
            Site::Timed => matches!(name, "t" | "i"),
            Site::Until => matches!(name, "t" | "dt" | "t_in_timesteps"),
            Site::Connect | Site::Range => matches!(name, "i" | "j" | "N_pre" | "N_post" | "dt"),
            _ => match name {
                "t" | "dt" | "t_in_timesteps" | "i" | "N" => true,
                "xi" => self.site == Site::Equation { differential: true },
                "lastspike" | "not_refractory" => kind == BodyKind::Neurons,
                "lastupdate" => synapses && event_driven,
                _ => synapses,
            },
        }
    }

    fn functions(&mut self) {
        let synapses = self.block().is_some_and(|(kind, _)| kind == BodyKind::Synapses);
        if self.site == Site::Until {
            for (name, about) in language::REDUCTIONS {
                let text = format!("{name}($1)");
                self.known.insert((*name).to_string());
                let offered = self.offers.snippet(name, CompletionKind::Function, &text, likely(None, 1));
                offered.with("of a group", *about);
            }
        }
        for function in language::FUNCTIONS {
            let stands = match function.place {
                Where::Anywhere => true,
                Where::Draws => !matches!(
                    self.site,
                    Site::Constant | Site::Range | Site::Until | Site::Equation { differential: true }
                ),
                Where::Constants => self.site == Site::Constant || self.site == Site::Range,
                Where::Ranges => self.site == Site::Constant || self.site == Site::Range,
                Where::Generators => self.site == Site::Range,
                Where::InitOfSynapses => synapses && self.site == Site::Block { init: true },
            };
            if !stands || !self.known.insert(function.name.to_string()) {
                continue;
            }
            let quality = match function.yields {
                Wanted::Number | Wanted::Integer => Some(Quality::Number(Dimension::ONE)),
                Wanted::Time => Some(Quality::Number(Dimension::TIME)),
                Wanted::Condition => Some(Quality::Condition),
                _ => None,
            };
            let first = self.site == Site::Range && function.place != Where::Anywhere;
            let class = if first { rank::OWN } else { rank::FUNCTION };
            let rank = likely(self.want.suits(quality).or(first.then_some(true)), class);
            let parameters: Vec<&str> = function.parameters.iter().map(|(name, _)| *name).collect();
            let text = if parameters.is_empty() {
                format!("{}()", function.name)
            } else {
                format!("{}($1)", function.name)
            };
            let detail = format!("({})", parameters.join(", "));
            let offered = self.offers.snippet(function.name, CompletionKind::Function, &text, rank);
            offered.with(detail, function.about);
        }
    }

    fn constants(&mut self) {
        for constant in language::CONSTANTS {
            if !self.known.insert(constant.name.to_string()) {
                continue;
            }
            let quality = of_language(constant.name);
            // A condition is rarely a constant where it is not the value of a variable.
            let suits = if constant.condition && self.want != Want::Condition {
                Some(false)
            } else {
                self.want.suits(quality)
            };
            let rank = likely(suits, rank::CONSTANT);
            let unit = Shown::quality(quality);
            self.offers.word(constant.name, CompletionKind::Builtin, rank).with(unit, constant.about);
        }
    }

    fn units(&mut self) {
        for unit in super::units::in_expressions() {
            if !self.known.insert(unit.to_string()) {
                continue;
            }
            let quality = of_language(unit);
            let suits = self.want.suits(quality).map(|suits| suits && self.want != Want::Condition);
            let rank = likely(suits, rank::UNIT);
            let said = quality.and_then(Quality::dimension).map(crate::units::quantity);
            let detail = said.unwrap_or_default();
            self.offers.word(unit, CompletionKind::Unit, rank).with(detail, String::new());
        }
        if matches!(self.want, Want::Condition | Want::Either(_)) {
            self.offers.word("not", CompletionKind::Word, likely(None, rank::UNIT));
        }
    }
}
