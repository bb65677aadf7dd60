//! What is made of the results of each run.

use super::WatchArguments;
use super::told::Told;
use crate::failure::Failure;
use crate::{replace, report};
use snnc_plot::figure::Figure;
use snnc_plot::svg::{self, Size};
use snnc_plot::{Choices, plot, png};
use snnc_results::Results;
use std::path::{Path, PathBuf};

/// The dots an inch of a PNG.
const DOTS_PER_INCH: f64 = 300.0;

/// What is to be made.
#[derive(Debug)]
pub(super) struct Products {
    /// Whether plots are shown in the terminal.
    pub(super) in_terminal: bool,
    on_page: bool,
    plot: Option<PathBuf>,
    report: Option<PathBuf>,
}

/// What was made.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// The plot.
    pub(super) figure: Option<Figure>,
    /// The plot, for the page.
    pub(super) svg: Option<String>,
}

impl Products {
    /// What the command line asks for.
    pub(super) fn of(arguments: &WatchArguments) -> Result<Products, Failure> {
        let WatchArguments { plot, report: file, page, .. } = arguments;
        let nothing = plot.is_none() && file.is_none() && page.is_none();
        let in_terminal = nothing || plot.as_deref() == Some(Path::new("-"));
        let plot = plot.clone().filter(|path| path != Path::new("-"));
        [&plot, file].into_iter().flatten().try_for_each(|file| report::check(file))?;
        Ok(Products { in_terminal, on_page: page.is_some(), plot, report: file.clone() })
    }

    /// Makes it of the results in a folder. What cannot be made is told.
    pub(super) fn make(&self, folder: &Path, told: &mut Told) -> Made {
        let mut made = Made::default();
        let results = match Results::open(folder) {
            Ok(results) => results,
            Err(error) => {
                told.line(&format!("error: {error}"));
                return made;
            }
        };
        if self.in_terminal || self.on_page || self.plot.is_some() {
            match plot(&results, &Choices::default()) {
                Ok(figure) => made.figure = Some(figure),
                Err(error) => told.line(&error.to_string()),
            }
        }
        if self.on_page {
            let draw = |figure| svg::draw(figure, Size::of_width(figure, Size::DOUBLE_COLUMN));
            made.svg = made.figure.as_ref().map(draw);
        }
        if let (Some(file), Some(figure)) = (&self.plot, &made.figure)
            && let Err(failure) = write(figure, file)
        {
            told.failure(failure);
        }
        if let Some(file) = &self.report
            && let Err(failure) = report::write_page(folder, file)
        {
            told.failure(failure);
        }
        made
    }
}

/// Draws a figure into a file, SVG or PNG by its ending; an older one is replaced as a whole.
fn write(figure: &Figure, file: &Path) -> Result<(), Failure> {
    let size = Size::of_width(figure, Size::DOUBLE_COLUMN);
    let bytes = if ending(file) == "png" {
        png::draw(figure, size, DOTS_PER_INCH).map_err(|error| Failure::Usage(error.to_string()))?
    } else {
        svg::draw(figure, size).into_bytes()
    };
    let cannot = |error| Failure::Usage(format!("cannot write `{}`: {error}", file.display()));
    replace::write(file, &bytes).map_err(cannot)
}

/// What `--plot` may be: `-`, or a file that ends in `.svg` or `.png`.
pub(super) fn target(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match ending(&path).as_str() {
        _ if text == "-" => Ok(path),
        "svg" | "png" => Ok(path),
        _ => {
            Err("a plot is written to a file that ends in `.svg` or `.png`, or to the terminal with `-`"
                .into())
        }
    }
}

fn ending(path: &Path) -> String {
    path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default()
}
