//! Connections that a file gives: `file "…"`, with named arrays, or one without a name that is a list of pairs or a matrix of
//! weights.

use super::checker::Checker;
use super::declared::Declared;
use super::diagnostics::{connections as told, units as diagnostics};
use super::rule::Rule;
use crate::files::{Array, ArrayFile, Files, Values, unit_of};
use crate::hir::{Listed, Type, VariableId};
use crate::source::Span;
use crate::syntax::ast::{EquationKind, Text};
use crate::units::{self, Dimension};
use std::sync::Arc;

/// A file that gives connections, and where the model names it.
struct Place<'a> {
    span: Span,
    name: &'a str,
}

/// `file "edges.npz"`.
pub(super) fn file(rule: &Rule<'_>, cx: &mut Checker<'_>, path: &Text) -> Option<Listed> {
    let from = cx.sources.get(path.span.source).name.clone();
    let name = cx.files.resolve(&from, &path.text);
    let opened = match cx.files.arrays(&name) {
        Ok(opened) => opened,
        Err(wrong) => {
            cx.tell(told::file(path.span, &name, None, &wrong));
            return None;
        }
    };
    let place = Place { span: path.span, name: &name };
    if opened.is_unnamed() { unnamed(rule, cx, &place, &opened) } else { named(rule, cx, &place, &opened) }
}

/// The arrays `i` and `j`, `delay`, and variables of the synapses by name.
fn named(rule: &Rule<'_>, cx: &mut Checker<'_>, place: &Place<'_>, opened: &ArrayFile) -> Option<Listed> {
    let ends = [flat(cx, place, opened, "i"), flat(cx, place, opened, "j")];
    let mut indices = vec![];
    for (array, which) in ends.iter().zip(["i", "j"]) {
        let whole = array.as_ref().and_then(|(array, _)| array.integers());
        if let (Some(_), None) = (array, &whole) {
            cx.tell(told::not_whole(place.span, place.name, which));
        }
        indices.push(whole);
    }
    let (Some(targets), Some(sources)) = (indices.pop()?, indices.pop()?) else { return None };
    if sources.len() != targets.len() {
        cx.tell(told::lengths(place.span, place.name, "j", targets.len(), sources.len()));
        return None;
    }
    let pairs = sources.into_iter().zip(targets).map(|(source, target)| [source, target]).collect();
    let mut listed = Listed { pairs, values: vec![], delays: None };
    let count = listed.pairs.len();
    let mut whole = true;
    for heading in opened.names() {
        let array = unit_of(&heading).0;
        if matches!(array, "i" | "j") {
            continue;
        }
        let known = rule.variables.iter().position(|variable| *variable.name == *array);
        let stored = known.filter(|at| is_stored(&rule.variables[*at]));
        if known.is_some() && stored.is_none() {
            continue;
        }
        // Which of several synapses of one pair it is, as a run saves it.
        if stored.is_none() && array == "k" {
            continue;
        }
        if stored.is_none() && array != "delay" {
            cx.tell(told::unused_array(place.span, place.name, array));
            continue;
        }
        let Some((found, unit)) = flat(cx, place, opened, array) else {
            whole = false;
            continue;
        };
        let one_for_all = stored.is_none() && found.values.len() == 1;
        if found.values.len() != count && !one_for_all {
            cx.tell(told::lengths(place.span, place.name, array, found.values.len(), count));
            whole = false;
            continue;
        }
        let dimension = match stored {
            Some(at) => rule.variables[at].meaning.as_ref()?.dimension,
            None => Dimension::TIME,
        };
        let Some(found) = in_si(cx, place, array, found, unit.as_deref(), dimension) else {
            whole = false;
            continue;
        };
        let Some(at) = stored else {
            let delays = found.floats();
            listed.delays = Some(if one_for_all { vec![delays[0]; count] } else { delays });
            continue;
        };
        match typed(&found, rule.variables[at].meaning.as_ref()?.ty) {
            Some(values) => listed.values.push((VariableId(at as u32), values)),
            None => {
                cx.tell(told::not_whole(place.span, place.name, array));
                whole = false;
            }
        }
    }
    whole.then_some(listed)
}

/// Whether each synapse keeps a value of a variable.
fn is_stored(variable: &Declared<'_>) -> bool {
    let computed =
        |equation: &crate::syntax::ast::Equation| matches!(equation.kind, EquationKind::Subexpression(_));
    variable.equation.is_some_and(|equation| !computed(equation)) && !variable.has("shared")
}

/// A list of that name, and the unit that its heading gives.
fn flat(
    cx: &mut Checker<'_>,
    place: &Place<'_>,
    opened: &ArrayFile,
    array: &str,
) -> Option<(Arc<Array>, Option<String>)> {
    match opened.column(array) {
        Ok((found, unit)) if found.shape.len() == 1 => return Some((found, unit.map(String::from))),
        Ok((found, _)) => cx.tell(told::not_flat(place.span, place.name, array, &found.shape)),
        Err(wrong) => cx.tell(told::file(place.span, place.name, Some(array), &wrong)),
    }
    None
}

/// An array whose heading gives a unit, in SI.
fn in_si(
    cx: &mut Checker<'_>,
    place: &Place<'_>,
    array: &str,
    found: Arc<Array>,
    unit: Option<&str>,
    dimension: Dimension,
) -> Option<Arc<Array>> {
    let Some(unit) = unit.filter(|unit| *unit != units::text(dimension)) else { return Some(found) };
    match units::after_number(unit).filter(|unit| unit.dimension == dimension) {
        Some(unit) if unit.scale() == 1.0 => Some(found),
        Some(unit) => {
            let values = found.floats().into_iter().map(|value| value * unit.scale()).collect();
            Some(Arc::new(Array { shape: found.shape.clone(), values: Values::Floats(values) }))
        }
        None => {
            cx.tell(diagnostics::in_file(place.span, place.name, [array, unit], dimension));
            None
        }
    }
}

/// The values of an array as those of a variable of that type.
fn typed(array: &Array, ty: Type) -> Option<Values> {
    let truth = |n: &i64| match n {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    };
    match ty {
        Type::Float => Some(Values::Floats(array.floats())),
        Type::Integer => array.integers().map(Values::Integers),
        Type::Boolean => {
            let truths: Option<_> = array.integers()?.iter().map(truth).collect();
            truths.map(Values::Booleans)
        }
    }
}

/// What one array without a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A weight from each source to each target.
    Matrix,
    /// A pair in each row, and with a third column its weight.
    List { columns: usize },
}

/// One array: a matrix if it has the sizes of source and target, else a list of pairs.
fn unnamed(rule: &Rule<'_>, cx: &mut Checker<'_>, place: &Place<'_>, opened: &ArrayFile) -> Option<Listed> {
    let array = match opened.get(None) {
        Ok(array) => array,
        Err(wrong) => {
            cx.tell(told::file(place.span, place.name, None, &wrong));
            return None;
        }
    };
    let sizes = [rule.source.size(), rule.target.size()].map(|size| size.map(|size| size as usize));
    let (pairs, values) = match form(cx, place, &array, sizes)? {
        Form::Matrix => matrix(&array, sizes[1]?),
        Form::List { columns } => list(cx, place, &array, columns)?,
    };
    let mut listed = Listed { pairs, values: vec![], delays: None };
    let Some(values) = values else { return Some(listed) };
    // Nothing names the variable that these are the values of; so there must be but one.
    let parameters = rule.variables.iter().enumerate().filter(|(_, variable)| {
        let parameter =
            variable.equation.is_some_and(|equation| matches!(equation.kind, EquationKind::Parameter));
        parameter && is_stored(variable)
    });
    let parameters: Vec<_> = parameters.collect();
    let [(at, variable)] = parameters.as_slice() else {
        let names: Vec<_> = parameters.iter().map(|(_, variable)| variable.name.to_string()).collect();
        cx.tell(told::unused_values(place.span, place.name, &names));
        return Some(listed);
    };
    match typed(&values, variable.meaning.as_ref()?.ty) {
        Some(values) => listed.values.push((VariableId(*at as u32), values)),
        None => {
            cx.tell(told::not_whole(place.span, place.name, &variable.name));
            return None;
        }
    }
    Some(listed)
}

fn form(cx: &mut Checker<'_>, place: &Place<'_>, array: &Array, sizes: [Option<usize>; 2]) -> Option<Form> {
    let known = if let [Some(sources), Some(targets)] = sizes { Some([sources, targets]) } else { None };
    // A table with a single row or column is read with one dimension.
    let (matrix, list) = match *array.shape.as_slice() {
        [rows, columns] => (known == Some([rows, columns]), (2..=3).contains(&columns).then_some(columns)),
        [length] => {
            let single = known.is_some_and(|known| known.contains(&1) && known[0] * known[1] == length);
            (single, (2..=3).contains(&length).then_some(length))
        }
        _ => (false, None),
    };
    match (matrix, list) {
        (true, None) => Some(Form::Matrix),
        (false, Some(columns)) => Some(Form::List { columns }),
        (true, Some(_)) if !could_be_pairs(array, known?) => Some(Form::Matrix),
        (true, Some(_)) => {
            cx.tell(told::list_or_matrix(place.span, place.name));
            None
        }
        (false, None) => {
            cx.tell(told::neither_list_nor_matrix(place.span, place.name, &array.shape, known));
            None
        }
    }
}

/// Whether the first two columns could be indices.
fn could_be_pairs(array: &Array, sizes: [usize; 2]) -> bool {
    if matches!(array.values, Values::Booleans(_)) {
        return false;
    }
    let columns = array.shape.last().copied().unwrap_or(1);
    let index = |value: f64, size: usize| value.trunc() == value && value >= 0.0 && value < size as f64;
    array.floats().chunks(columns).all(|row| index(row[0], sizes[0]) && index(row[1], sizes[1]))
}

type Pairs = (Vec<[i64; 2]>, Option<Array>);

/// Pairs where a matrix is neither 0 nor NaN, row by row, and what it is there; of truth values only where.
fn matrix(array: &Array, targets: usize) -> Pairs {
    let all = array.floats();
    let there: Vec<usize> = (0..all.len()).filter(|at| all[*at] != 0.0 && !all[*at].is_nan()).collect();
    let pairs = there.iter().map(|at| [(at / targets) as i64, (at % targets) as i64]).collect();
    let values = match &array.values {
        Values::Booleans(_) => None,
        Values::Integers(values) => Some(Values::Integers(there.iter().map(|at| values[*at]).collect())),
        Values::Floats(values) => Some(Values::Floats(there.iter().map(|at| values[*at]).collect())),
    };
    (pairs, values.map(|values| Array { shape: vec![there.len()], values }))
}

/// Pairs in the first two columns, and what is in the third.
fn list(cx: &mut Checker<'_>, place: &Place<'_>, array: &Array, columns: usize) -> Option<Pairs> {
    let all = array.floats();
    let column = |at: usize| all.iter().skip(at).step_by(columns).copied().collect::<Vec<_>>();
    let mut ends = vec![];
    for (at, end) in ["i", "j"].into_iter().enumerate() {
        let values = column(at);
        let one = Array { shape: vec![values.len()], values: Values::Floats(values) };
        let Some(indices) = one.integers() else {
            cx.tell(told::not_whole(place.span, place.name, end));
            return None;
        };
        ends.push(indices);
    }
    let pairs = ends[0].iter().zip(&ends[1]).map(|(source, target)| [*source, *target]).collect();
    let values = (columns == 3).then(|| column(2));
    Some((pairs, values.map(|values| Array { shape: vec![values.len()], values: Values::Floats(values) })))
}
