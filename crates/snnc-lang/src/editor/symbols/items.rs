//! All items of a file.

use super::declare;
use super::resolver::{Resolver, plain};
use super::scope::{Scope, Site};
use super::table::{Access, Region, Symbol, SymbolKind, Symbols};
use crate::source::{SourceId, Span};
use crate::syntax::ast::{self, Instance, Item, ItemKind, Text};
use std::sync::Arc;

/// What the names of a file mean.
pub(super) fn resolve(file: &ast::File, imports: &[(Span, SourceId)]) -> Symbols {
    let mut resolver = Resolver::default();
    declare::items(&mut resolver, file);
    declare::lineages(&mut resolver);
    regions(&mut resolver, file);
    for item in &file.items {
        resolver.item(item, imports);
    }
    let blocks = 0..resolver.blocks.len();
    // First what blocks are made of, then variants of models that nothing is made of, then what is replaced everywhere.
    for at in blocks.clone().filter(|at| !resolver.kind(*at).is_model()).collect::<Vec<_>>() {
        let members = resolver.blocks[at].members.clone();
        resolver.members(at, &members);
    }
    resolver.settle();
    for at in blocks.clone().filter(|at| !resolver.blocks[*at].lineage.is_empty()).collect::<Vec<_>>() {
        let members = resolver.blocks[at].members.clone();
        resolver.members(at, &members);
    }
    resolver.settle();
    for at in blocks {
        resolver.open = resolver.kind(at).is_model() && !resolver.blocks[at].used;
        let members: Vec<_> = resolver.blocks[at].body.iter().collect();
        resolver.members(at, &members);
    }
    let Resolver { symbols, uses, names, regions, replaced, .. } = resolver;
    let mut names: Vec<_> = names.into_iter().collect();
    names.sort_unstable_by_key(|(_, id)| *id);
    Symbols::new(symbols, uses, names, regions, replaced)
}

/// Which names are known where, for what is still to be written.
fn regions(resolver: &mut Resolver<'_>, file: &ast::File) {
    for at in 0..resolver.blocks.len() {
        let scope = resolver.scope_of(at);
        let [source, target] = &scope.ends;
        let suffixed = |end: &super::scope::Names, suffix: &str| -> Vec<(Arc<str>, _)> {
            end.iter().map(|(name, id)| (format!("{name}{suffix}").into(), *id)).collect()
        };
        let of_ends = [suffixed(source, "_pre"), suffixed(target, "_post"), suffixed(target, "")];
        let own = scope.own.iter().map(|(name, id)| (name.clone(), *id));
        let parameters = scope.parameters.iter().map(|(name, id)| (name.clone(), *id));
        let mut own: Vec<_> = own.collect();
        let mut parameters: Vec<_> = parameters.collect();
        let mut ends: Vec<_> = of_ends.concat();
        for names in [&mut own, &mut parameters, &mut ends] {
            names.sort_unstable_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
        }
        let variables = own.iter().map(|(_, id)| *id).collect();
        let names = own.into_iter().chain(ends).chain(parameters).collect();
        let block = &resolver.blocks[at];
        let models = block.lineage.iter().map(|model| resolver.blocks[*model].symbol).collect();
        let (span, of) = (block.span, block.symbol);
        resolver.regions.push(Region { span, names, of, variables, models });
    }
    for item in &file.items {
        let ItemKind::Function(function) = &item.kind else { continue };
        let Some(of) = resolver.defined(function.name.span) else { continue };
        let parameters = function.parameters.iter();
        let names =
            parameters.filter_map(|name| Some((name.text.clone(), resolver.defined(name.span)?))).collect();
        resolver.regions.push(Region { span: item.span, names, of, variables: vec![], models: vec![] });
    }
}

impl<'a> Resolver<'a> {
    fn item(&mut self, item: &'a Item, imports: &[(Span, SourceId)]) {
        let mut file = Scope::new(Site::Constant);
        match &item.kind {
            ItemKind::Definition(it) => {
                self.expression(&mut file, &it.value);
                it.unit.iter().for_each(|unit| self.unit(unit));
            }
            ItemKind::Function(it) => {
                let mut scope = Scope::new(Site::Function);
                for name in &it.parameters {
                    let symbol = || plain(&name.text, SymbolKind::Parameter);
                    let id = self.define(name.span, symbol);
                    scope.locals.push((name.text.clone(), id));
                }
                self.expression(&mut scope, &it.body);
                it.unit.iter().for_each(|unit| self.unit(unit));
            }
            ItemKind::TimedArray(it) => {
                let constants = [&it.columns, &it.every, &it.duration];
                constants.into_iter().flatten().for_each(|expr| self.expression(&mut file, expr));
                self.expression(&mut Scope::new(Site::Neurons), &it.value);
            }
            ItemKind::Model(it) => {
                let mut scope = file.clone();
                for parameter in &it.parameters {
                    if let Some(default) = &parameter.default {
                        self.expression(&mut scope, default);
                    }
                    let symbol = || plain(&parameter.name.text, SymbolKind::Parameter);
                    let id = self.define(parameter.name.span, symbol);
                    scope.locals.push((parameter.name.text.clone(), id));
                }
                it.instance.iter().for_each(|instance| self.instance(&file, instance));
            }
            ItemKind::Group(it) => {
                it.size.iter().for_each(|size| self.expression(&mut file, size));
                it.instance.iter().for_each(|instance| self.instance(&file, instance));
            }
            ItemKind::Synapses(it) => {
                self.group(&file, &it.source);
                self.group(&file, &it.target);
                it.instance.iter().for_each(|instance| self.instance(&file, instance));
            }
            ItemKind::PoissonInput(it) => {
                let group = self.group(&file, &it.target);
                self.variable_of(group, &it.variable, Access::Write);
                let inside = self.among(&file, group, false);
                if let Some(of) = self.names.get(&it.name.text).copied() {
                    let mut names: Vec<_> = inside.own.iter().map(|(name, id)| (name.clone(), *id)).collect();
                    names.sort_unstable_by_key(|(_, id)| *id);
                    self.regions.push(Region {
                        span: item.span,
                        names,
                        of,
                        variables: vec![],
                        models: vec![],
                    });
                }
                self.input(&file, group, &it.body);
            }
            ItemKind::Subgroup(it) => {
                self.group(&file, &it.of);
            }
            ItemKind::Monitor(it) => self.monitor(&file, it),
            ItemKind::Protocol(it) => self.protocol(&mut file, it),
            ItemKind::Import(path) => self.import(path, imports),
        }
    }

    /// `is LIF(tau = 10 ms)`.
    fn instance(&mut self, scope: &Scope, instance: &'a Instance) {
        let model = self.of_file(&instance.model).and_then(|id| self.of_symbol.get(&id).copied());
        let parameters = model.map(|model| self.blocks[model].parameters.clone());
        for argument in &instance.arguments {
            let parameter =
                argument.name.as_ref().and_then(|name| Some((name, *parameters.as_ref()?.get(&name.text)?)));
            if let Some((name, id)) = parameter {
                self.record(name.span, id, Access::Write);
            }
            self.constant(scope, &argument.value);
        }
    }

    fn import(&mut self, path: &Text, imports: &[(Span, SourceId)]) {
        let Some((_, source)) = imports.iter().find(|(span, _)| *span == path.span) else { return };
        let start = Span { source: *source, start: 0, end: 0 };
        let id = self.define(start, || Symbol { whole: Some(start), ..plain(&path.text, SymbolKind::File) });
        self.record(inside(path), id, Access::Read);
    }
}

/// What stands between the quotes of a string; all of it, if they are missing.
pub(super) fn inside(text: &Text) -> Span {
    let length = text.span.end - text.span.start;
    match length as usize == text.text.len() {
        true => text.span,
        false => Span { start: text.span.start + 1, end: text.span.end - 1, ..text.span },
    }
}
