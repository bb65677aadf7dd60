//! The table of a sweep: a row for each point, in the order of the grid.

use crate::axis::{Axis, Shown};
use crate::error::Error;
use crate::identity::Identity;
use crate::journal::Entry;
use crate::number;
use crate::part::Part;
use serde::Serialize;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// The names of the columns that every table has, beside the parameters and the figures.
const POINT: &str = "point";
const SEED: &str = "seed";
const STATUS: &str = "status";
const DURATION: &str = "duration";
const ERROR: &str = "error";

/// The status of a point that was not run yet.
const MISSING: &str = "missing";

/// A figure: its name, and its SI unit.
type Figure = (String, String);

/// All that is known of the points of a part of a sweep.
#[derive(Default)]
pub(crate) struct Points {
    rows: HashMap<u64, Row>,
    /// The sets of figures that points have: most often one. Each with the first point that has it.
    sets: Vec<(Vec<Figure>, u64)>,
}

/// A table.
struct Table<'t> {
    identity: &'t Identity,
    part: Part,
    parameters: Vec<Vec<Shown>>,
    points: &'t Points,
    /// All figures, in the order of the table.
    figures: Vec<&'t Figure>,
    /// For each set of figures the columns that they stand in.
    places: Vec<Vec<usize>>,
}

struct Row {
    seed: Option<u64>,
    status: &'static str,
    duration: Option<f64>,
    error: Option<String>,
    /// Which set of figures it has, and their values.
    set: usize,
    values: Vec<Option<f64>>,
}

/// What the columns of a table are.
#[derive(Serialize)]
struct Description<'t> {
    snnc: &'t str,
    files: &'t [crate::identity::File],
    settings: serde_json::Map<String, serde_json::Value>,
    points: u64,
    part: String,
    columns: Vec<Column<'t>>,
}

/// A column.
#[derive(Serialize)]
struct Column<'t> {
    name: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'t str>,
}

impl Points {
    /// Adds a point, or replaces what is known of it.
    pub(crate) fn add(&mut self, entry: Entry) {
        let Entry { point, seed, status, duration, error, statistics, .. } = entry;
        let (values, figures): (Vec<_>, Vec<Figure>) =
            statistics.into_iter().map(|(name, (value, unit))| (value, (name, unit))).unzip();
        let known = self.sets.iter().position(|(set, _)| *set == figures);
        let set = known.unwrap_or_else(|| {
            self.sets.push((figures, point));
            self.sets.len() - 1
        });
        self.sets[set].1 = self.sets[set].1.min(point);
        self.rows.insert(point, Row { seed, status: status.text(), duration, error, set, values });
    }

    /// What became of each, in no order.
    pub(crate) fn statuses(&self) -> impl Iterator<Item = &'static str> {
        self.rows.values().map(|row| row.status)
    }
}

/// Writes the table of a part of a sweep as CSV, and what its columns are beside it.
pub(crate) fn write(
    folder: &Path,
    identity: &Identity,
    part: Part,
    points: &Points,
) -> Result<PathBuf, Error> {
    let table = Table::new(identity, part, points);
    let path = folder.join(part.file("table", "csv"));
    replace(&path, |file| table.csv(file).map_err(|error| error.to_string()))?;
    replace(&folder.join(part.file("table", "json")), |file| {
        let mut file = BufWriter::new(file);
        let written = serde_json::to_writer_pretty(&mut file, &table.describe()).map_err(io::Error::from);
        let written = written.and_then(|()| writeln!(file)).and_then(|()| file.flush());
        written.map_err(|error| error.to_string())
    })?;
    Ok(path)
}

impl<'t> Table<'t> {
    fn new(identity: &'t Identity, part: Part, points: &'t Points) -> Table<'t> {
        // The order in which points were done says nothing.
        let mut order: Vec<_> = points.sets.iter().collect();
        order.sort_by_key(|(_, first)| *first);
        let mut figures: Vec<&Figure> = Vec::new();
        for figure in order.iter().flat_map(|(set, _)| set) {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        let place = |figure: &Figure| figures.iter().position(|other| *other == figure);
        let places = points.sets.iter().map(|(set, _)| set.iter().filter_map(place).collect()).collect();
        let parameters = identity.grid.axes.iter().map(Axis::columns).collect();
        Table { identity, part, parameters, points, figures, places }
    }

    fn csv(&self, file: impl Write) -> Result<(), csv::Error> {
        let mut csv = csv::Writer::from_writer(file);
        csv.write_record(self.columns().into_iter().map(|column| column.name))?;
        let grid = &self.identity.grid;
        let missing =
            Row { seed: None, status: MISSING, duration: None, error: None, set: usize::MAX, values: vec![] };
        for index in self.part.points(grid.len()) {
            let row = self.points.rows.get(&(index + 1)).unwrap_or(&missing);
            let mut record = vec![(index + 1).to_string()];
            for (axis, place) in self.parameters.iter().zip(grid.places(index)) {
                record.extend(axis.iter().map(|parameter| parameter.texts[place].clone()));
            }
            let seed = row.seed.or(grid.point(index).seed);
            record.push(seed.map(|seed| seed.to_string()).unwrap_or_default());
            record.push(row.status.to_string());
            record.push(row.duration.map(number::text).unwrap_or_default());
            let mut figures = vec![String::new(); self.figures.len()];
            if let Some(places) = self.places.get(row.set) {
                for (place, value) in places.iter().zip(&row.values) {
                    figures[*place] = value.map(number::text).unwrap_or_default();
                }
            }
            record.extend(figures);
            record.push(row.error.clone().unwrap_or_default());
            csv.write_record(&record)?;
        }
        csv.flush()?;
        Ok(())
    }

    fn columns(&self) -> Vec<Column<'_>> {
        let grid = &self.identity.grid;
        let taken: Vec<&str> = grid.names().collect();
        // A parameter keeps its name, whatever it is.
        let own = |name: &str, kind, unit| {
            let name = if taken.contains(&name) { format!("{name}_") } else { name.to_string() };
            Column { name, kind, unit }
        };
        let mut columns = vec![own(POINT, "point", None)];
        columns.extend(self.parameters.iter().flatten().map(|parameter| Column {
            name: parameter.name.clone(),
            kind: "parameter",
            unit: parameter.unit.as_deref().map(|unit| if unit.is_empty() { "1" } else { unit }),
        }));
        columns.extend([own(SEED, "seed", None), own(STATUS, "status", None)]);
        columns.push(own(DURATION, "duration", Some("s")));
        let figures = self.figures.iter();
        columns.extend(figures.map(|(name, unit)| Column {
            name: name.clone(),
            kind: "statistic",
            unit: Some(unit),
        }));
        columns.push(own(ERROR, "error", None));
        columns
    }

    fn describe(&self) -> Description<'_> {
        let Identity { snnc, files, settings, grid, .. } = self.identity;
        let settings = settings.iter().map(|(name, value)| (name.clone(), value.clone().into())).collect();
        let points = self.part.points(grid.len());
        let (points, part) = (points.end - points.start, self.part.to_string());
        Description { snnc, files, settings, points, part, columns: self.columns() }
    }
}

/// Puts a file in the place of another one once it is whole.
fn replace(path: &Path, write: impl FnOnce(&mut File) -> Result<(), String>) -> Result<(), Error> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Not a temporary file of the system's: the rights are those of any file.
    let beside = path.with_file_name(format!(".{name}.new"));
    let create = File::create(&beside).map_err(|error| error.to_string());
    let written = create.and_then(|mut file| write(&mut file));
    let moved = written.and_then(|()| std::fs::rename(&beside, path).map_err(|error| error.to_string()));
    moved.map_err(|why| {
        let _ = std::fs::remove_file(&beside);
        Error::file(path, "write", why)
    })
}
