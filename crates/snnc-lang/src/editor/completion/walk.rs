//! The expressions of an item, and what each of them is for.

use crate::syntax::ast::{
    Argument, AssignOp, ConnectKind, Equation, EquationKind, Expr, GroupRef, Instance, Item, ItemKind,
    Member, MemberKind, Name, Protocol, ProtocolKind, Statement, Subscript,
};

/// What an expression is for.
#[derive(Debug, Clone, Copy)]
pub(in crate::editor) enum For<'a> {
    /// A constant; its unit.
    Constant(&'a Name, Option<&'a Expr>),
    /// The body of a function.
    Function(Option<&'a Expr>),
    /// The values of a timed array.
    Timed,
    /// The right side of a differential equation.
    Differential(&'a Equation),
    /// The right side of another equation.
    Subexpression(&'a Equation),
    /// A condition.
    Condition,
    /// A time.
    Time,
    /// A time, or a condition.
    Refractory,
    /// A rate.
    Rate,
    /// A whole number.
    Integer,
    /// A dimensionless number.
    Number,
    /// What a Poisson input adds to that variable of a group.
    Weight(&'a GroupRef, &'a Name),
    /// What is assigned in a statement of a block.
    Statement(&'a Name, AssignOp),
    /// What the protocol assigns to a variable of a group.
    Assigned(&'a Name, &'a Name, AssignOp),
    /// The new value of a constant.
    Set(&'a Name),
    /// The value of a parameter of a model.
    Argument(&'a Name, usize, Option<&'a Name>),
    /// The default of a parameter.
    Default,
    /// An index or a condition in `[ ]`.
    Subscript,
    /// Pairs of an index and a time.
    Given,
    /// A condition of a rule.
    Rule,
    /// The condition that ends a run.
    Until,
    /// The values of a loop, the unit of a declaration, or the like.
    Anything,
}

type Visit<'v, 'a> = &'v mut dyn FnMut(For<'a>, &'a Expr);

/// Calls `visit` with each whole expression of an item, and what it is for; those of units and of generators are left out.
pub(in crate::editor) fn expressions<'a>(item: &'a Item, visit: Visit<'_, 'a>) {
    match &item.kind {
        ItemKind::Definition(it) => visit(For::Constant(&it.name, it.unit.as_ref()), &it.value),
        ItemKind::Function(it) => visit(For::Function(it.unit.as_ref()), &it.body),
        ItemKind::TimedArray(it) => {
            it.columns.iter().for_each(|e| visit(For::Integer, e));
            visit(For::Timed, &it.value);
            it.every.iter().chain(&it.duration).for_each(|e| visit(For::Time, e));
        }
        ItemKind::Model(it) => {
            it.parameters.iter().filter_map(|it| it.default.as_ref()).for_each(|e| visit(For::Default, e));
            instance(it.instance.as_ref(), visit);
            members(&it.body, None, visit);
        }
        ItemKind::Group(it) => {
            it.size.iter().for_each(|e| visit(For::Integer, e));
            instance(it.instance.as_ref(), visit);
            members(&it.body, None, visit);
        }
        ItemKind::PoissonInput(it) => {
            group(&it.target, visit);
            members(&it.body, Some((&it.target, &it.variable)), visit);
        }
        ItemKind::Subgroup(it) => group(&it.of, visit),
        ItemKind::Synapses(it) => {
            group(&it.source, visit);
            group(&it.target, visit);
            instance(it.instance.as_ref(), visit);
            members(&it.body, None, visit);
        }
        ItemKind::Monitor(it) => {
            group(&it.of, visit);
            it.every.iter().for_each(|e| visit(For::Time, e));
        }
        ItemKind::Import(_) => {}
        ItemKind::Protocol(it) => protocol(it, visit),
    }
}

fn instance<'a>(instance: Option<&'a Instance>, visit: Visit<'_, 'a>) {
    let Some(Instance { model, arguments, .. }) = instance else { return };
    for (at, Argument { name, value }) in arguments.iter().enumerate() {
        visit(For::Argument(model, at, name.as_ref()), value);
    }
}

fn group<'a>(group: &'a GroupRef, visit: Visit<'_, 'a>) {
    for subscript in group.selection.iter().flatten() {
        match subscript {
            Subscript::Index(e) => visit(For::Subscript, e),
            Subscript::Slice { lo, hi, step, .. } => {
                [lo, hi, step].into_iter().flatten().for_each(|e| visit(For::Integer, e));
            }
        }
    }
}

fn members<'a>(body: &'a [Member], input: Option<(&'a GroupRef, &'a Name)>, visit: Visit<'_, 'a>) {
    use MemberKind as M;
    for member in body {
        match &member.kind {
            M::Equation(equation) => match &equation.kind {
                EquationKind::Differential(e) => visit(For::Differential(equation), e),
                EquationKind::Subexpression(e) => visit(For::Subexpression(equation), e),
                EquationKind::Parameter => {}
            },
            M::Threshold(e) | M::Event { condition: e, .. } => visit(For::Condition, e),
            M::Refractory(e) => visit(For::Refractory, e),
            M::Dt(e) | M::Period(e) | M::Delay { value: e, .. } => visit(For::Time, e),
            M::Order { value, .. } | M::Trains(value) => visit(For::Integer, value),
            M::Tolerance(e) => visit(For::Number, e),
            M::Rate(e) => visit(For::Rate, e),
            M::Weight(e) => match input {
                Some((group, variable)) => visit(For::Weight(group, variable), e),
                None => visit(For::Anything, e),
            },
            M::Given(e) => visit(For::Given, e),
            M::Every { period, body, .. } => {
                visit(For::Time, period);
                statements(body, visit);
            }
            M::At { times, body, .. } => {
                visit(For::Time, times);
                statements(body, visit);
            }
            M::Reset(body) | M::Init(body) | M::OnEvent { body, .. } | M::Pathway { body, .. } => {
                statements(body, visit);
            }
            M::Connect(clauses) => clauses.iter().for_each(|clause| rule(&clause.kind, visit)),
            M::Method(_) | M::File(_) => {}
        }
    }
}

fn rule<'a>(clause: &'a ConnectKind, visit: Visit<'_, 'a>) {
    match clause {
        ConnectKind::Condition(e) => visit(For::Rule, e),
        ConnectKind::Probability(e) => visit(For::Number, e),
        ConnectKind::Multiplicity { value: e, .. }
        | ConnectKind::Indegree(e)
        | ConnectKind::Outdegree(e)
        | ConnectKind::Total(e)
        | ConnectKind::Pairs(e) => visit(For::Integer, e),
        ConnectKind::Function { value, generator, .. } => {
            visit(For::Integer, value);
            if let Some(generator) = generator {
                visit(For::Integer, &generator.over);
                generator.filter.iter().for_each(|e| visit(For::Rule, e));
            }
        }
        ConnectKind::All | ConnectKind::File(_) | ConnectKind::Unique | ConnectKind::SkipIfInvalid => {}
    }
}

fn statements<'a>(body: &'a [Statement], visit: Visit<'_, 'a>) {
    body.iter().for_each(|it| visit(For::Statement(&it.target, it.op), &it.value));
}

fn protocol<'a>(statement: &'a Protocol, visit: Visit<'_, 'a>) {
    match &statement.kind {
        ProtocolKind::Run { duration, until } => {
            visit(For::Time, duration);
            until.iter().for_each(|e| visit(For::Until, e));
        }
        ProtocolKind::Assign { target, variable, op, value } => {
            group(target, visit);
            visit(For::Assigned(&target.name, variable, *op), value);
        }
        ProtocolKind::Repeat { count, body } => {
            visit(For::Integer, count);
            body.iter().for_each(|inner| protocol(inner, visit));
        }
        ProtocolKind::Set { name, value, .. } => visit(For::Set(name), value),
        ProtocolKind::For { values, body, .. } => {
            visit(For::Anything, values);
            body.iter().for_each(|inner| protocol(inner, visit));
        }
        ProtocolKind::Store(_) | ProtocolKind::Restore { .. } | ProtocolKind::Save { .. } => {}
    }
}
