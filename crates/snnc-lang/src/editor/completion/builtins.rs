//! What of the language can stand in an expression: quantities, functions, constants, units.

use super::context::Site;
use super::demand::{Class, Demand};
use super::offer::{CompletionKind, Offers};
use super::shown::Shown;
use super::units;
use super::wanted::Want;
use crate::editor::dimension::{Quality, of_language};
use crate::editor::language::{self, Wanted, Where};
use crate::editor::names::{BodyKind, has_flag};
use crate::units::Dimension;

/// Offers them.
pub(super) fn offer(demand: &Demand<'_>, offers: &mut Offers) {
    let body = demand.block();
    let kind = body.as_ref().map_or(BodyKind::Neurons, |body| body.kind);
    let event_driven =
        body.as_ref().is_some_and(|body| body.variables().any(|it| has_flag(it, "event-driven")));
    for (at, quantity) in language::QUANTITIES.iter().enumerate() {
        // In a block, `N` is the block's own.
        let hidden = offers.has(quantity.name) && !(quantity.name == "N" && body.is_some());
        if hidden || !is_known(quantity.name, demand.site, kind, event_driven) {
            continue;
        }
        let quality = of_language(quantity.name);
        let rank = Demand::rank(demand.want.suits(quality), Class::Quantity, at);
        let unit = Shown::quality(quality);
        offers.word(quantity.name, CompletionKind::Builtin, rank).with(unit, quantity.about);
    }
    functions(demand, kind, offers);
    constants(demand, offers);
    for (at, unit) in units::in_expressions().enumerate() {
        let quality = of_language(unit);
        let rank = Demand::rank(demand.want.suits(quality), Class::Unit, at);
        let said = quality.and_then(Quality::dimension).map(crate::units::quantity);
        offers.word(unit, CompletionKind::Unit, rank).with(said.unwrap_or_default(), "");
    }
    if matches!(demand.want, Want::Condition | Want::Either(_)) {
        let rank = Demand::rank(None, Class::Constant, 0);
        offers.word("not", CompletionKind::Word, rank).with("", "Whether a condition does not hold.");
    }
}

/// Whether a quantity exists in expressions of this kind of block.
fn is_known(name: &str, site: Site, kind: BodyKind, event_driven: bool) -> bool {
    let synapses = kind == BodyKind::Synapses;
    match site {
        Site::Constant => name == "dt",
        Site::Function => matches!(name, "t" | "dt"),
        Site::Timed => matches!(name, "t" | "i"),
        Site::Until => matches!(name, "t" | "dt" | "t_in_timesteps"),
        Site::Connect | Site::Range => matches!(name, "i" | "j" | "N_pre" | "N_post" | "dt"),
        Site::Delay => {
            matches!(name, "i" | "j" | "N_pre" | "N_post" | "N_incoming" | "N_outgoing" | "index" | "dt")
        }
        Site::Selection | Site::Equation { .. } | Site::Block { .. } | Site::Assignment => match name {
            "t" | "dt" | "t_in_timesteps" | "i" | "N" => true,
            "xi" => site == Site::Equation { differential: true },
            "lastspike" | "not_refractory" => kind == BodyKind::Neurons,
            "lastupdate" => synapses && event_driven,
            _ => synapses,
        },
    }
}

fn functions(demand: &Demand<'_>, kind: BodyKind, offers: &mut Offers) {
    let site = demand.site;
    if site == Site::Until {
        for (at, (name, about)) in language::REDUCTIONS.iter().enumerate() {
            let rank = Demand::rank(None, Class::Own, at);
            let offered = offers.snippet(name, CompletionKind::Function, &format!("{name}($1)"), rank);
            offered.with("of a group", *about);
        }
    }
    for (at, function) in language::FUNCTIONS.iter().enumerate() {
        let stands = match function.place {
            Where::Anywhere => true,
            Where::Draws => !matches!(
                site,
                Site::Constant | Site::Range | Site::Until | Site::Equation { differential: true }
            ),
            Where::Constants | Where::Ranges => matches!(site, Site::Constant | Site::Range),
            Where::Generators => site == Site::Range,
            Where::InitOfSynapses => kind == BodyKind::Synapses && site == Site::Block { init: true },
        };
        let reduction =
            site == Site::Until && language::REDUCTIONS.iter().any(|(it, _)| *it == function.name);
        if !stands || reduction {
            continue;
        }
        let quality = match function.yields {
            Wanted::Number | Wanted::Integer => Some(Quality::Number(Dimension::ONE)),
            Wanted::Time => Some(Quality::Number(Dimension::TIME)),
            Wanted::Condition => Some(Quality::Condition),
            _ => None,
        };
        // A loop or generator runs over what is made for that.
        let first = site == Site::Range && function.place != Where::Anywhere;
        let rank = match first {
            true => Demand::rank(Some(true), Class::Own, at),
            false => Demand::rank(demand.want.suits(quality), Class::Function, at),
        };
        let parameters: Vec<&str> = function.parameters.iter().map(|(name, _)| *name).collect();
        let stop = if parameters.is_empty() { "" } else { "$1" };
        let text = format!("{}({stop})", function.name);
        let offered = offers.snippet(function.name, CompletionKind::Function, &text, rank);
        let more = if function.more { ", …" } else { "" };
        offered.with(format!("({}{more})", parameters.join(", ")), function.about);
    }
}

fn constants(demand: &Demand<'_>, offers: &mut Offers) {
    for (at, constant) in language::CONSTANTS.iter().enumerate() {
        let quality = of_language(constant.name);
        let rank = match constant.condition {
            // As the value of a variable; conditions are rarely made of it.
            true if demand.want == Want::Condition => Demand::rank(None, Class::File, at),
            true => Demand::rank(Some(false), Class::Constant, at),
            false => Demand::rank(demand.want.suits(quality), Class::Constant, at),
        };
        let unit = Shown::quality(quality);
        offers.word(constant.name, CompletionKind::Builtin, rank).with(unit, constant.about);
    }
}
