//! Which constants and functions need which others.

use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Name};
use std::collections::HashMap;
use std::sync::Arc;

/// Names, and the names in their definitions.
#[derive(Default)]
pub(super) struct Graph<'a> {
    nodes: Vec<(&'a Name, Vec<Arc<str>>)>,
    numbers: HashMap<Arc<str>, usize>,
}

impl<'a> Graph<'a> {
    /// Adds a definition; `parameters` are names of its own.
    pub(super) fn add(
        &mut self,
        name: &'a Name,
        values: impl Iterator<Item = &'a Expr>,
        parameters: &[Name],
    ) {
        let mut needs = vec![];
        for value in values {
            names(value, &mut |n| {
                if parameters.iter().all(|p| p.text != n.text) {
                    needs.push(n.text.clone());
                }
            });
        }
        self.numbers.insert(name.text.clone(), self.nodes.len());
        self.nodes.push((name, needs));
    }

    fn needs(&self, at: usize) -> impl Iterator<Item = usize> {
        self.nodes[at].1.iter().filter_map(|name| self.numbers.get(name).copied())
    }

    /// The strongly connected parts, each after those that it needs (Tarjan's algorithm, without recursion).
    pub(super) fn components(&self) -> Vec<Vec<usize>> {
        let count = self.nodes.len();
        let successors: Vec<Vec<usize>> = (0..count).map(|at| self.needs(at).collect()).collect();
        let mut order = vec![usize::MAX; count];
        let mut low = vec![0; count];
        let mut on_stack = vec![false; count];
        let (mut stack, mut components, mut clock) = (vec![], vec![], 0);
        for root in 0..count {
            if order[root] != usize::MAX {
                continue;
            }
            let mut path = vec![(root, 0)];
            while let Some((at, next)) = path.pop() {
                if next == 0 {
                    order[at] = clock;
                    low[at] = clock;
                    clock += 1;
                    stack.push(at);
                    on_stack[at] = true;
                } else {
                    let visited = successors[at][next - 1];
                    if on_stack[visited] {
                        low[at] = low[at].min(low[visited]);
                    }
                }
                if let Some(&to) = successors[at].get(next) {
                    path.push((at, next + 1));
                    if order[to] == usize::MAX {
                        path.push((to, 0));
                    }
                    continue;
                }
                if low[at] == order[at] {
                    let first = stack.iter().rposition(|s| *s == at).unwrap_or(0);
                    let mut component = stack.split_off(first);
                    component.iter().for_each(|member| on_stack[*member] = false);
                    component.sort_unstable();
                    components.push(component);
                }
            }
        }
        components
    }
}

/// The names of a cycle in the component, each needing the next and the last the first; `None` if it is none.
pub(super) fn cycle(graph: &Graph<'_>, component: &[usize]) -> Option<Vec<(String, Span)>> {
    let start = *component.first()?;
    // A shortest way from the first member back to itself, within the component.
    let mut came_from: HashMap<usize, usize> = HashMap::new();
    let mut waiting = std::collections::VecDeque::from([start]);
    while let Some(at) = waiting.pop_front() {
        for to in graph.needs(at).filter(|to| component.binary_search(to).is_ok()) {
            if to == start {
                let mut chain = vec![at];
                while let Some(before) = chain.last().filter(|c| **c != start).and_then(|c| came_from.get(c))
                {
                    chain.push(*before);
                }
                let named = |at: &usize| (graph.nodes[*at].0.text.to_string(), graph.nodes[*at].0.span);
                return Some(chain.iter().rev().map(named).collect());
            }
            if to != start && !came_from.contains_key(&to) {
                came_from.insert(to, at);
                waiting.push_back(to);
            }
        }
    }
    None
}

/// Calls `found` with each name that is used in an expression; units after numbers and running names are none.
pub(super) fn names<'e>(expr: &'e Expr, found: &mut dyn FnMut(&'e Name)) {
    use ExprKind as K;
    match &expr.kind {
        K::Name(name) => found(name),
        K::Comprehension { term, generator } => {
            let mut outside = |name: &'e Name| {
                if name.text != generator.variable.text {
                    found(name);
                }
            };
            names(term, &mut outside);
            if let Some(filter) = &generator.filter {
                names(filter, &mut outside);
            }
            names(&generator.over, found);
        }
        kind => {
            if let K::Call { function, .. } = kind {
                found(function);
            }
            expr.parts(&mut |part| names(part, found));
        }
    }
}
