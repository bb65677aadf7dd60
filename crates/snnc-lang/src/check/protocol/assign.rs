//! Assignments to the variables of groups and synapses.

use super::Check;
use super::cursor::LOOP;
use crate::check::checker::Checker;
use crate::check::declared::{self, Block, Named};
use crate::check::dependencies;
use crate::check::diagnostics::{names, protocol as told, structure};
use crate::check::selection::Among;
use crate::check::statements::{Moment, Writable, statements};
use crate::check::synapses;
use crate::diagnostic::Diagnostic;
use crate::hir::{self, Endpoint, Place};
use crate::source::Span;
use crate::spelling;
use crate::syntax::ast::{self, AssignOp, GroupRef, Name};

impl<'a> Check<'_, 'a> {
    /// `cortex[:80].V = …`.
    pub(super) fn assign(
        &self,
        cx: &mut Checker<'a>,
        target: &'a GroupRef,
        variable: &'a Name,
        op: AssignOp,
        value: &'a ast::Expr,
        span: Span,
    ) -> Option<hir::Protocol> {
        let (block, of, mut among) = self.among(cx, &target.name)?;
        let Some(declared) = block.variables.iter().find(|known| known.name == variable.text && known.named)
        else {
            if let Some(told) = not_assignable(variable, &target.name, matches!(of, Endpoint::Synapses(_))) {
                cx.tell(told);
                return None;
            }
            let known = block.variables.iter().map(|known| &*known.name);
            cx.tell(names::unknown_variable(variable, block.name, &spelling::similar(&variable.text, known)));
            return None;
        };
        let shared = declared.is_shared();
        let only = among.select(cx, target.selection.as_deref());
        if let (true, Some(_)) = (shared, &target.selection) {
            cx.tell(told::part_of_shared(target.span, variable, declared.span));
            return None;
        }
        let mut hidden = vec![];
        dependencies::names(value, &mut |name: &Name| {
            let of_loop = cx.env.get(&name.text).filter(|known| known.what == LOOP);
            if let Some(known) = of_loop
                && block.variables.iter().any(|variable| variable.name == name.text)
            {
                hidden.push(structure::hides(name.span, &name.text, LOOP, known.span));
            }
        });
        hidden.into_iter().for_each(|told| cx.tell(told));
        let parameters = block.parameters.clone();
        let statement = ast::Statement { target: variable.clone(), op, value: value.clone(), span };
        let writable =
            Writable { moment: Moment::Init, own: &block.variables, ends: [&[], &[]], target: None };
        let before = cx.diagnostics.len();
        let code = cx.within(&parameters, |cx| statements(cx, &mut among.scope, writable, &[statement]));
        (cx.diagnostics.len() == before || !code.statements.is_empty()).then_some(())?;
        Some(hir::Protocol::Assign { of, only: only?, shared, code, span })
    }

    /// What a name of a group or of synapses means, and the names known in its statements.
    pub(super) fn among(
        &self,
        cx: &mut Checker<'a>,
        name: &'a Name,
    ) -> Option<(&Block<'a>, Endpoint, Among<'a>)> {
        match self.blocks.named(cx, name, "a group")? {
            Named::Part(part) => {
                let block = &self.blocks.groups[part.group.index()];
                if !block.complete || part.range.is_none() {
                    return None;
                }
                let among = Among::part(cx, name, &part, block);
                Some((block, Endpoint::Population(part.population()), among))
            }
            Named::Synapses(id) => {
                let of = self.blocks.synapses[id.index()].as_ref()?;
                if !of.block.complete {
                    return None;
                }
                let mut scope = synapses::names(self.blocks, of)?;
                declared::bind(&mut scope, &of.block.variables, Place::Own, "");
                Some((&of.block, Endpoint::Synapses(id), Among::synapses(name, scope)))
            }
        }
    }
}

/// What every group has, and nobody can assign.
fn not_assignable(variable: &Name, group: &Name, of_synapses: bool) -> Option<Diagnostic> {
    let told = |is: &str| structure::not_writable(variable.span, &variable.text, is);
    let text = &*variable.text;
    Some(match text {
        "t" | "t_in_timesteps" => told("the time, which goes on by itself")
            .help("a stored state brings the time back: `store \"start\"`, later `restore \"start\"`"),
        "dt" => told("the time step of the group").help("it is changed between two runs by `set dt = …`"),
        "lastspike" => told("the time of a neuron's last spike").help(
            "a variable of your own can hold a time: declare `last : second`, and assign it in `reset:`",
        ),
        "not_refractory" => told("true while a neuron is not refractory")
            .help("how long it is refractory is said by the section `refractory:`"),
        "N" => told("the size of the group").help("the size is given where the group is declared, in `[ ]`"),
        "i" | "j" if of_synapses => told("the index of an end, which the connections fix")
            .help("who is connected to whom is said by `connect:` in the block of synapses"),
        "k" | "delay" | "N_pre" | "N_post" | "N_incoming" | "N_outgoing" if of_synapses => {
            let what = if text == "delay" {
                "the delay, which is fixed when the network is built"
            } else {
                "fixed by the connections"
            };
            let told = told(what);
            if text == "delay" {
                told.help(format!(
                    "give it in the block of `{}`: `delay: (1 + rand())*ms`, or read from a file",
                    group.text
                ))
            } else {
                told
            }
        }
        "i" => told("the index of a neuron")
            .help(format!("some neurons are selected by `{}[i < 3].v = …`", group.text)),
        _ if of_synapses && (text.ends_with("_pre") || text.ends_with("_post")) => {
            let own = text.trim_end_matches("_pre").trim_end_matches("_post");
            told("a variable of an end of the synapses")
                .help(format!("assign it to the group itself, as in `cells.{own} = …`"))
        }
        _ => return None,
    })
}
