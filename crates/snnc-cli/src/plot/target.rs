//! Where a plot goes.

use crate::failure::Failure;
use crate::{output, picture, replace, report};
use snnc_plot::figure::Figure;
use snnc_plot::png;
use snnc_plot::svg::{self, Size};
use std::path::{Path, PathBuf};

/// Where a plot goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// To standard output, as text.
    Terminal,
    /// To a vector graphic.
    Svg(PathBuf),
    /// To a picture of dots.
    Png(PathBuf),
}

impl Target {
    /// What the command line says: `-`, or a file that ends in `.svg` or `.png`.
    pub(crate) fn parse(text: &str) -> Result<Target, String> {
        if text == "-" {
            return Ok(Target::Terminal);
        }
        let path = PathBuf::from(text);
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        match ending.as_deref() {
            Some("svg") => Ok(Target::Svg(path)),
            Some("png") => Ok(Target::Png(path)),
            _ => {
                Err("a plot is written to a file that ends in `.svg` or `.png`, or to the terminal with `-`"
                    .into())
            }
        }
    }

    fn path(&self) -> Option<&Path> {
        match self {
            Target::Terminal => None,
            Target::Svg(path) | Target::Png(path) => Some(path),
        }
    }

    /// Refuses a file that could not be written, before anything else is done, and one in the folder of the results: a later
    /// run would not replace a folder that holds anything else.
    pub(crate) fn check(&self, results: &Path) -> Result<(), Failure> {
        let Some(path) = self.path() else { return Ok(()) };
        report::check(path)?;
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let same = match (folder.canonicalize(), results.canonicalize()) {
            (Ok(folder), Ok(results)) => folder.starts_with(results),
            _ => folder.starts_with(results),
        };
        if same {
            return Err(Failure::Usage(format!(
                "{} is in the folder of the results, which holds nothing else, so that a later run can replace it\n  help: \
                 write the plot beside it",
                path.display()
            )));
        }
        Ok(())
    }

    /// Draws a figure there; with so many dots an inch where it has dots.
    pub(crate) fn write(&self, figure: &Figure, size: Size, dots_per_inch: f64) -> Result<(), Failure> {
        let (path, bytes) = match self {
            Target::Terminal => return output::print(&picture::text(figure)),
            Target::Svg(path) => (path, svg::draw(figure, size).into_bytes()),
            Target::Png(path) => {
                let drawn = png::draw(figure, size, dots_per_inch);
                (path, drawn.map_err(|error| Failure::Usage(error.to_string()))?)
            }
        };
        let cannot = |error| Failure::Usage(format!("cannot write {}: {error}", path.display()));
        replace::write(path, &bytes).map_err(cannot)
    }
}
