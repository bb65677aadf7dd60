//! What is made of the results of each run.

use super::WatchArguments;
use super::told::Told;
use crate::failure::Failure;
use crate::plot::{DOTS_PER_INCH, Target};
use crate::report;
use snnc_plot::figure::Figure;
use snnc_plot::svg::{self, Size};
use snnc_plot::{Choices, plot};
use snnc_results::Results;
use std::path::{Path, PathBuf};

/// What is to be made.
#[derive(Debug)]
pub(super) struct Products {
    /// Whether plots are shown in the terminal.
    pub(super) in_terminal: bool,
    on_page: bool,
    plot: Option<Target>,
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
    /// What the command line asks for, of results in the folder `out`.
    pub(super) fn of(arguments: &WatchArguments, out: &Path) -> Result<Products, Failure> {
        let WatchArguments { plot, report: file, page, .. } = arguments;
        let nothing = plot.is_none() && file.is_none() && page.is_none();
        let in_terminal = nothing || *plot == Some(Target::Terminal);
        let plot = plot.clone().filter(|target| *target != Target::Terminal);
        plot.as_ref().map_or(Ok(()), |target| target.check(out))?;
        file.as_deref().map_or(Ok(()), report::check)?;
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
            made.svg = made.figure.as_ref().map(|figure| svg::draw(figure, size(figure)));
        }
        if let (Some(target), Some(figure)) = (&self.plot, &made.figure)
            && let Err(failure) = target.write(figure, size(figure), DOTS_PER_INCH)
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

fn size(figure: &Figure) -> Size {
    Size::of_width(figure, Size::DOUBLE_COLUMN)
}
