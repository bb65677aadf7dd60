//! Points from a table: a column for each parameter, a row for each point.

use crate::axis::Axis;
use crate::error::Error;
use std::path::Path;

/// The points of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    /// The parameters.
    pub axis: Axis,
    /// The seed of each point, if the table has such a column.
    pub seeds: Option<Vec<u64>>,
}

impl Points {
    /// Reads a CSV file whose first line names the parameters. What is in brackets after a name is the unit of the numbers below
    /// it: `we (nS)`. A column `seed` holds the seeds.
    ///
    /// # Errors
    /// If the file cannot be read, or is no such table.
    pub fn read(path: &Path) -> Result<Points, Error> {
        let unreadable = |why: &dyn std::fmt::Display| Error::file(path, "read", why);
        let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).comment(Some(b'#')).from_path(path);
        let reader = reader.as_mut().map_err(|error| unreadable(error))?;
        let heads: Vec<(String, String)> = {
            let headers = reader.headers().map_err(|error| unreadable(&error))?;
            // Spreadsheets begin their files with a mark of the order of bytes.
            headers.iter().map(|text| head(text.trim_start_matches('\u{feff}'))).collect()
        };
        for (k, (name, _)) in heads.iter().enumerate() {
            if name.is_empty() {
                return Err(unreadable(&format!("its first line does not name column {}", k + 1)));
            }
            if heads[..k].iter().any(|(other, _)| other == name) {
                return Err(unreadable(&format!("its first line names `{name}` twice")));
            }
        }
        let seed = heads.iter().position(|(name, _)| name == "seed");
        let (mut values, mut seeds) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let record = record.map_err(|error| unreadable(&error))?;
            let line = record.position().map_or(0, csv::Position::line);
            let mut row = Vec::with_capacity(heads.len());
            for (k, (cell, (name, unit))) in record.iter().zip(&heads).enumerate() {
                if cell.is_empty() {
                    return Err(unreadable(&format!("`{name}` has no value in line {line}")));
                }
                if seed == Some(k) {
                    let number = cell.parse().ok().filter(|seed: &u64| i64::try_from(*seed).is_ok());
                    seeds.push(
                        number.ok_or_else(|| unreadable(&format!("`{cell}` in line {line} is no seed")))?,
                    );
                    continue;
                }
                let number = !unit.is_empty() && cell.parse::<f64>().is_ok();
                row.push(if number { format!("{cell} {unit}") } else { cell.to_string() });
            }
            values.push(row);
        }
        if values.is_empty() {
            return Err(unreadable(&"there is no point in it"));
        }
        let names = heads.into_iter().map(|(name, _)| name).filter(|name| name != "seed").collect();
        Ok(Points { axis: Axis { names, values }, seeds: seed.map(|_| seeds) })
    }
}

/// A name and a unit: `we (nS)`, `we [nS]`, `we`.
fn head(text: &str) -> (String, String) {
    let text = text.trim();
    let unit = text.strip_suffix([')', ']']).and_then(|text| text.split_once(['(', '[']));
    let (name, unit) = unit.unwrap_or((text, ""));
    (name.trim().to_string(), unit.trim().to_string())
}
