//! An expected outcome, and how far another is from it.

use crate::observe::Arrays;
use ndarray::{ArrayD, IxDyn, OwnedRepr, array};
use ndarray_npy::{NpzReader, ReadNpyError, ReadNpzError, ReadableElement};
use std::error::Error;
use std::fs::File;
use std::path::Path;

/// Values may differ by this much, relative to the value or to a thousandth of the array's largest.
const TOLERANCE: f64 = 1e-9;

/// Arrays that are known from outside.
#[derive(Debug)]
pub struct Expectation(Arrays);

impl Expectation {
    /// Reads a NumPy archive.
    ///
    /// # Errors
    /// If there is none, or it holds nothing.
    pub fn read(path: &Path) -> Result<Expectation, Box<dyn Error>> {
        let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let mut archive = NpzReader::new(file)?;
        let mut arrays = Arrays::new();
        for name in archive.names()? {
            let values = numbers(&mut archive, &name)?;
            arrays.insert(name.trim_end_matches(".npy").to_string(), values);
        }
        if arrays.is_empty() {
            return Err(format!("{} holds nothing", path.display()).into());
        }
        Ok(Expectation(arrays))
    }

    /// What differs from it in an outcome, in words.
    pub fn problems(&self, found: &Arrays, dt: f64) -> Vec<String> {
        let names = self.0.iter().filter(|(name, _)| !is_tolerance(name));
        names
            .filter_map(|(name, expected)| {
                let (array, figure) = name.split_once(':').map_or((&**name, None), |(a, f)| (a, Some(f)));
                let Some(ours) = found.get(array) else {
                    return Some(format!("`{array}` is missing; there are {:?}", found.keys()));
                };
                let ours = figure.map_or_else(|| Ok(ours.clone()), |figure| measure(figure, ours));
                let problem = match ours {
                    Ok(ours) => self.compare(name, &ours, expected, dt),
                    Err(problem) => Some(problem),
                };
                problem.map(|problem| format!("`{name}` {problem}"))
            })
            .collect()
    }

    fn compare(&self, name: &str, ours: &ArrayD<f64>, expected: &ArrayD<f64>, dt: f64) -> Option<String> {
        if ours.shape() != expected.shape() {
            return Some(format!("has shape {:?}, expected is {:?}", ours.shape(), expected.shape()));
        }
        let largest = expected.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        let given = |kind: &str| self.0.get(&format!("{kind}/{name}")).and_then(|x| x.first().copied());
        let (relative, absolute) = (given("tolerance").unwrap_or(TOLERANCE), given("absolute"));
        let same = |a: f64, b: f64| match (absolute, name.rsplit_once('.')) {
            (Some(most), _) => (a - b).abs() <= most,
            // Times are those of steps.
            (_, Some((_, "t"))) => (a - b).abs() < 1e-6 * dt,
            (_, Some((_, "i" | "j"))) => a == b,
            _ => {
                let scale = b.abs().max(1e-3 * largest);
                (a - b).abs() <= relative * scale || (a.is_nan() && b.is_nan()) || a == b
            }
        };
        let at = ours.iter().zip(expected).position(|(a, b)| !same(*a, *b))?;
        let (a, b) = (ours.iter().nth(at)?, expected.iter().nth(at)?);
        Some(format!("of shape {:?}, element {at}: {a:e}, expected {b:e}", ours.shape()))
    }
}

fn is_tolerance(name: &str) -> bool {
    name.starts_with("tolerance/") || name.starts_with("absolute/")
}

/// A figure of an array.
fn measure(figure: &str, values: &ArrayD<f64>) -> Result<ArrayD<f64>, String> {
    let n = values.len() as f64;
    let mean = values.sum() / n;
    let measured = match figure {
        "mean" => mean,
        "std" => (values.fold(0.0, |sum, x| sum + (x - mean).powi(2)) / n).sqrt(),
        "min" => values.fold(f64::INFINITY, |least, x| least.min(*x)),
        "max" => values.fold(f64::NEG_INFINITY, |most, x| most.max(*x)),
        "sum" => values.sum(),
        "count" => n,
        "first" => values.iter().next().copied().unwrap_or(f64::NAN),
        "last" => values.iter().last().copied().unwrap_or(f64::NAN),
        _ => return Err(format!("asks for `{figure}`, which is no figure of an array")),
    };
    Ok(array![measured].into_shape_with_order(IxDyn(&[])).unwrap_or_default())
}

/// An array of numbers of any type, as floats.
fn numbers(archive: &mut NpzReader<File>, name: &str) -> Result<ArrayD<f64>, ReadNpzError> {
    fn typed<T: ReadableElement + Clone>(
        archive: &mut NpzReader<File>,
        name: &str,
        float: impl Fn(T) -> f64,
    ) -> Result<Option<ArrayD<f64>>, ReadNpzError> {
        match archive.by_name::<OwnedRepr<T>, IxDyn>(name) {
            Ok(values) => Ok(Some(values.mapv(float))),
            Err(ReadNpzError::Npy(ReadNpyError::WrongDescriptor(_))) => Ok(None),
            Err(error) => Err(error),
        }
    }
    if let Some(values) = typed(archive, name, |x: f64| x)? {
        return Ok(values);
    }
    if let Some(values) = typed(archive, name, |x: i32| f64::from(x))? {
        return Ok(values);
    }
    if let Some(values) = typed(archive, name, |x: i64| x as f64)? {
        return Ok(values);
    }
    archive.by_name::<OwnedRepr<bool>, IxDyn>(name).map(|values| values.mapv(|b| f64::from(u8::from(b))))
}
