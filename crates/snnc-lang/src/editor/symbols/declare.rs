//! What each item of a file defines, before any expression is looked at.

use super::blocks::{Belongings, Block, Kind};
use super::resolver::{Resolver, plain};
use super::scope::Names;
use super::table::{Access, Declared, Symbol, SymbolId, SymbolKind};
use crate::check::{head, is_of_synapses, is_section, merge, replaces};
use crate::hir::{DisplayUnit, Type};
use crate::source::Span;
use crate::syntax::ast::{
    self, ConnectKind, End, Equation, EquationKind, Expr, ExprKind, GroupKind, Instance, Item, ItemKind,
    Member, MemberKind, Name, Number, ProductOp,
};
use crate::units::{self, Ratio, Unit};
use std::collections::hash_map::Entry;
use std::rc::Rc;
use std::sync::Arc;

/// Enters what the items of a file define.
pub(super) fn items<'a>(resolver: &mut Resolver<'a>, file: &'a ast::File) {
    for item in &file.items {
        let Some((name, kind)) = named(&item.kind) else { continue };
        let symbol =
            resolver.define(name.span, || Symbol { whole: Some(item.span), ..plain(&name.text, kind) });
        let first = *resolver.names.entry(name.text.clone()).or_insert(symbol);
        if first != symbol {
            // Which of them is meant by a use, nobody knows.
            resolver.record(name.span, first, Access::Definition);
        }
        match &item.kind {
            ItemKind::Subgroup(part) => {
                resolver.parts.insert(symbol, &part.of);
            }
            ItemKind::Definition(it) => {
                resolver.symbols[symbol.index()].declared = it.unit.as_ref().and_then(declared);
            }
            ItemKind::Function(it) => {
                resolver.symbols[symbol.index()].declared = it.unit.as_ref().and_then(declared);
                parameters(resolver, symbol, it.parameters.iter().map(|name| (name, name.span)));
            }
            ItemKind::Model(it) => {
                let all = it.parameters.iter().map(|parameter| {
                    let default = parameter.default.as_ref().map_or(parameter.name.span, |value| value.span);
                    (&parameter.name, parameter.name.span.to(default))
                });
                let names = parameters(resolver, symbol, all);
                let kind = if is_of_synapses(it) { Kind::ModelOfSynapses } else { Kind::ModelOfGroup };
                let block = Head { kind, symbol, item, instance: it.instance.as_ref(), ends: None };
                block.enter(resolver, file, &it.body, names);
            }
            ItemKind::Group(it) => {
                let (kind, instance) = (Kind::Group, it.instance.as_ref());
                Head { kind, symbol, item, instance, ends: None }.enter(
                    resolver,
                    file,
                    &it.body,
                    Names::new(),
                );
            }
            ItemKind::Synapses(it) => {
                let (kind, instance) = (Kind::Synapses, it.instance.as_ref());
                let ends = Some([&it.source, &it.target]);
                Head { kind, symbol, item, instance, ends }.enter(resolver, file, &it.body, Names::new());
            }
            _ => {}
        }
    }
    settings(resolver, file);
    let in_item = |name: &Name| {
        let mut blocks = file.items.iter().filter(|item| item.span.contains(name.span));
        blocks.any(|item| !matches!(item.kind, ItemKind::Protocol(_)))
    };
    for name in file.lost.iter().filter(|name| !in_item(name)) {
        if super::language::everywhere(&name.text).is_none() && !resolver.names.contains_key(&name.text) {
            let symbol = resolver.define(name.span, || plain(&name.text, SymbolKind::Unread));
            resolver.names.insert(name.text.clone(), symbol);
        }
    }
}

/// The name that an item defines, and what it is.
fn named(kind: &ItemKind) -> Option<(&Name, SymbolKind)> {
    Some(match kind {
        ItemKind::Definition(it) if it.is_setting() => return None,
        ItemKind::Definition(it) => (&it.name, SymbolKind::Constant),
        ItemKind::Function(it) => (&it.name, SymbolKind::Function),
        ItemKind::TimedArray(it) => (&it.name, SymbolKind::TimedArray),
        ItemKind::Model(it) => (&it.name, SymbolKind::Model),
        ItemKind::Group(it) => match it.kind {
            GroupKind::Neurons => (&it.name, SymbolKind::Population),
            GroupKind::Poisson | GroupKind::Spikes => (&it.name, SymbolKind::Source),
        },
        ItemKind::PoissonInput(it) => (&it.name, SymbolKind::PoissonInput),
        ItemKind::Subgroup(it) => (&it.name, SymbolKind::Subgroup),
        ItemKind::Synapses(it) => (&it.name, SymbolKind::Synapses),
        ItemKind::Monitor(it) => (it.name.as_ref()?, SymbolKind::Monitor),
        ItemKind::Import(_) | ItemKind::Protocol(_) => return None,
    })
}

/// The settings, which are names of the language that the file may define.
fn settings(resolver: &mut Resolver<'_>, file: &ast::File) {
    for item in &file.items {
        let ItemKind::Definition(it) = &item.kind else { continue };
        if it.is_setting() {
            let id = resolver.of_language(&it.name.text, SymbolKind::Setting);
            let symbol = &mut resolver.symbols[id.index()];
            symbol.span.get_or_insert(it.name.span);
            symbol.whole.get_or_insert(item.span);
            resolver.record(it.name.span, id, Access::Definition);
        }
    }
}

/// Enters the parameters of a function or model.
fn parameters<'n>(
    resolver: &mut Resolver<'_>,
    of: SymbolId,
    parameters: impl Iterator<Item = (&'n Name, Span)>,
) -> Names {
    let mut names = Names::new();
    for (name, whole) in parameters {
        let (whole, container) = (Some(whole), Some(of));
        let symbol = || Symbol { whole, container, ..plain(&name.text, SymbolKind::Parameter) };
        let id = resolver.define(name.span, symbol);
        names.entry(name.text.clone()).or_insert(id);
    }
    names
}

/// A block but for its body.
struct Head<'a> {
    kind: Kind,
    symbol: SymbolId,
    item: &'a Item,
    instance: Option<&'a Instance>,
    ends: Option<[&'a ast::GroupRef; 2]>,
}

impl<'a> Head<'a> {
    fn enter(&self, resolver: &mut Resolver<'a>, file: &ast::File, body: &'a [Member], parameters: Names) {
        let &Head { kind, symbol, item, instance, ends } = self;
        let at = resolver.blocks.len();
        resolver.of_symbol.insert(symbol, at);
        let own = belongings(resolver, symbol, item, file, body);
        resolver.blocks.push(Block {
            kind,
            symbol,
            span: item.span,
            body,
            instance,
            ends,
            lineage: vec![],
            base: at,
            all: own.clone(),
            own,
            parameters: Rc::new(parameters),
            members: body.iter().collect(),
            used: false,
        });
    }
}

/// What the body of a block defines.
fn belongings(
    resolver: &mut Resolver<'_>,
    of: SymbolId,
    item: &Item,
    file: &ast::File,
    body: &[Member],
) -> Belongings {
    let (mut variables, mut events, mut pathways) = (Names::new(), Names::new(), Names::new());
    let enter = |resolver: &mut Resolver<'_>, names: &mut Names, name: &Name, symbol: Symbol| {
        let id = resolver.define(name.span, || Symbol { container: Some(of), ..symbol });
        let first = *names.entry(name.text.clone()).or_insert(id);
        resolver.record(name.span, first, Access::Definition);
    };
    for member in body {
        let whole = Some(member.span);
        match &member.kind {
            MemberKind::Equation(equation) if !is_summed(equation) => {
                let symbol = Symbol { whole, ..variable(equation) };
                enter(resolver, &mut variables, &equation.name, symbol);
            }
            MemberKind::Event { name, .. } => {
                let symbol = Symbol { whole, ..plain(&name.text, SymbolKind::Event) };
                enter(resolver, &mut events, name, symbol);
            }
            MemberKind::Pathway { name: Some(name), .. } => {
                let symbol = Symbol { whole, ..plain(&name.text, SymbolKind::Pathway) };
                enter(resolver, &mut pathways, name, symbol);
            }
            MemberKind::Connect(clauses) => {
                for clause in clauses {
                    if let ConnectKind::Multiplicity { index: Some(name), .. } = &clause.kind {
                        let unit = DisplayUnit { text: "integer".into(), scale: 1.0 };
                        let dimension = units::Dimension::ONE;
                        let declared = Some(Declared { ty: Type::Integer, dimension, unit });
                        let whole = Some(clause.span);
                        let symbol = Symbol { whole, declared, ..plain(&name.text, SymbolKind::Variable) };
                        enter(resolver, &mut variables, name, symbol);
                    }
                }
            }
            _ => {}
        }
    }
    for member in body {
        if let MemberKind::Pathway { name: None, end, .. } = &member.kind {
            let text: Arc<str> = if *end == End::Pre { "pre".into() } else { "post".into() };
            if let Entry::Vacant(entry) = pathways.entry(text) {
                let id = SymbolId(resolver.symbols.len() as u32);
                let length = if *end == End::Pre { "on_pre".len() } else { "on_post".len() };
                let head = Span { end: member.span.start + length as u32, ..member.span };
                let symbol = plain(entry.key(), SymbolKind::Pathway);
                let (span, whole, container) = (Some(head), Some(member.span), Some(of));
                resolver.symbols.push(Symbol { span, whole, container, ..symbol });
                entry.insert(id);
            }
        }
    }
    for name in file.lost.iter().filter(|name| item.span.contains(name.span)) {
        if !variables.contains_key(&name.text) && !is_section(&name.text) {
            enter(resolver, &mut variables, name, plain(&name.text, SymbolKind::Unread));
        }
    }
    Belongings { variables: Rc::new(variables), events: Rc::new(events), pathways: Rc::new(pathways) }
}

/// Whether an equation names a variable of an end rather than one of its own.
pub(super) fn is_summed(equation: &Equation) -> bool {
    equation.flags.iter().any(|flag| *flag.text == *"summed")
}

fn variable(equation: &Equation) -> Symbol {
    let has = |flag: &str| equation.flags.iter().any(|it| *it.text == *flag);
    let kind = match &equation.kind {
        EquationKind::Subexpression(_) if has("linked") => SymbolKind::Linked,
        EquationKind::Subexpression(_) => SymbolKind::Subexpression,
        EquationKind::Differential(_) | EquationKind::Parameter => SymbolKind::Variable,
    };
    let declared = equation.unit.as_ref().and_then(declared);
    Symbol { declared, shared: has("shared"), ..plain(&equation.name.text, kind) }
}

/// Puts blocks together with the models that they are made of.
pub(super) fn lineages(resolver: &mut Resolver<'_>) {
    for at in 0..resolver.blocks.len() {
        let mut lineage = vec![];
        let mut next = resolver.blocks[at].instance;
        while let Some(instance) = next {
            let model = resolver.names.get(&instance.model.text).and_then(|id| resolver.of_symbol.get(id));
            let Some(&model) = model.filter(|model| resolver.blocks[**model].kind.is_model()) else { break };
            if model == at || lineage.contains(&model) {
                break;
            }
            lineage.push(model);
            next = resolver.blocks[model].instance;
        }
        if !resolver.blocks[at].kind.is_model() {
            lineage.iter().for_each(|model| resolver.blocks[*model].used = true);
        }
        resolver.blocks[at].lineage = lineage;
    }
    for at in 0..resolver.blocks.len() {
        inherit(resolver, at);
    }
}

/// Adds to a block what its models say. What it says again is the same thing by another definition.
fn inherit(resolver: &mut Resolver<'_>, at: usize) {
    let Some(&base) = resolver.blocks[at].lineage.last() else { return };
    resolver.blocks[at].base = base;
    resolver.blocks[at].parameters = resolver.blocks[base].parameters.clone();
    if resolver.blocks[at].kind == Kind::ModelOfGroup {
        resolver.blocks[at].kind = resolver.blocks[base].kind;
    }
    let mut members: Vec<&Member> = vec![];
    for model in resolver.blocks[at].lineage.iter().rev() {
        members = merge(&members, resolver.blocks[*model].body);
    }
    for own in resolver.blocks[at].body.iter().filter(|own| !matches!(own.kind, MemberKind::Equation(_))) {
        if let Some(of_model) = members.iter().find(|of_model| replaces(own, of_model)) {
            resolver.replaced.push((head(own), head(of_model)));
        }
    }
    resolver.blocks[at].members = merge(&members, resolver.blocks[at].body);
    let all = resolver.blocks[at]
        .lineage
        .iter()
        .rev()
        .chain([&at])
        .map(|model| resolver.blocks[*model].own.clone());
    let all: Vec<_> = all.collect();
    let parameters = resolver.blocks[at].parameters.clone();
    let mut put_together = |pick: fn(&Belongings) -> &Names, first: &Names| {
        let mut names = first.clone();
        let mut inherited = Names::new();
        for own in &all {
            for (name, id) in pick(own) {
                if let Some(earlier) = names.insert(name.clone(), *id)
                    && let Some(span) = resolver.symbols[id.index()].span
                    && resolver.symbols[id.index()].kind != SymbolKind::Pathway
                {
                    resolver.record(span, earlier, Access::Definition);
                }
                inherited.insert(name.clone(), *id);
            }
        }
        Rc::new(inherited)
    };
    let variables = put_together(|own| &own.variables, &parameters);
    let events = put_together(|own| &own.events, &Names::new());
    let pathways = put_together(|own| &own.pathways, &Names::new());
    resolver.blocks[at].all = Belongings { variables, events, pathways };
}

/// What stands after the `:` of a declaration; `None` if it is no unit.
fn declared(unit: &Expr) -> Option<Declared> {
    let plain = |ty, text: &str| {
        let unit = DisplayUnit { text: text.into(), scale: 1.0 };
        Some(Declared { ty, dimension: units::Dimension::ONE, unit })
    };
    match &unit.kind {
        ExprKind::Name(name) if &*name.text == "boolean" => return plain(Type::Boolean, "boolean"),
        ExprKind::Name(name) if &*name.text == "integer" => return plain(Type::Integer, "integer"),
        _ => {}
    }
    let found = measure(unit)?;
    let unit = DisplayUnit { text: written(unit).into(), scale: found.scale() };
    Some(Declared { ty: Type::Float, dimension: found.dimension, unit })
}

/// A product of powers of units.
fn measure(expr: &Expr) -> Option<Unit> {
    match &expr.kind {
        ExprKind::Number(Number::Integer(1)) => Some(Unit::ONE),
        ExprKind::Name(name) => units::after_number(&name.text),
        ExprKind::Power { base, exponent } => measure(base)?.power(Ratio::approximate(number(exponent)?)?),
        ExprKind::Product { first, rest } => {
            rest.iter().try_fold(measure(first)?, |unit, (op, _, factor)| match op {
                ProductOp::Mul => unit.times(measure(factor)?),
                ProductOp::Div => unit.over(measure(factor)?),
                ProductOp::FloorDiv | ProductOp::Mod => None,
            })
        }
        _ => None,
    }
}

/// A number that is written out, as exponents of units are.
fn number(expr: &Expr) -> Option<f64> {
    match &expr.kind {
        ExprKind::Number(Number::Integer(n)) => Some(*n as f64),
        ExprKind::Number(Number::Float(x)) => Some(*x),
        ExprKind::Sign { negative, operand } => number(operand).map(|x| if *negative { -x } else { x }),
        ExprKind::Product { first, rest } => {
            rest.iter().try_fold(number(first)?, |x, (op, _, factor)| match op {
                ProductOp::Mul => Some(x * number(factor)?),
                ProductOp::Div => Some(x / number(factor)?),
                ProductOp::FloorDiv | ProductOp::Mod => None,
            })
        }
        _ => None,
    }
}

/// A unit as it is written, without blanks.
fn written(expr: &Expr) -> String {
    match &expr.kind {
        ExprKind::Number(Number::Integer(n)) => n.to_string(),
        ExprKind::Number(Number::Float(x)) => x.to_string(),
        ExprKind::Name(name) => name.text.to_string(),
        ExprKind::Sign { negative: true, operand } => format!("-{}", written(operand)),
        ExprKind::Power { base, exponent } => {
            let exponent = match &exponent.kind {
                ExprKind::Product { .. } => format!("({})", written(exponent)),
                _ => written(exponent),
            };
            format!("{}**{exponent}", written(base))
        }
        ExprKind::Product { first, rest } => rest.iter().fold(written(first), |text, (op, _, factor)| {
            let sign = if *op == ProductOp::Div { "/" } else { "*" };
            let factor = match &factor.kind {
                ExprKind::Product { .. } => format!("({})", written(factor)),
                _ => written(factor),
            };
            format!("{text}{sign}{factor}")
        }),
        _ => String::new(),
    }
}
