//! `snnc export`.

use crate::failure::{Code, Failure};
use crate::{output, quantity};
use clap::{Args, ValueEnum};
use snnc_export::{Choice, Error, Format};
use snnc_results::{DESCRIPTION, Results};
use std::fmt::Write;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct ExportArguments {
    /// The folder of results.
    #[arg(value_name = "DIR")]
    results: PathBuf,
    /// The format.
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: FormatName,
    /// The folder for the files; `DIR-FORMAT` if not given. Files of the same names are replaced. With `-`, one table is written as CSV
    /// to standard output.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Only these monitors, or what was saved under these names, separated by commas; may be repeated.
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    monitor: Vec<String>,
    /// Only what was recorded in this time, as in `--time 0.2s..0.5s`.
    #[arg(long, value_name = "A..B", value_parser = quantity::times, allow_hyphen_values = true)]
    time: Option<Range<f64>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FormatName {
    /// Tables of comma-separated values.
    Csv,
    /// NumPy archives.
    Npz,
    /// NumPy arrays.
    Npy,
    /// Saved synapses as lists of edges.
    Edges,
    /// Saved synapses as NumPy matrices [source, target].
    Matrix,
    /// HDF5 files of SONATA.
    Sonata,
}

/// Writes results in the formats of other programs.
pub(crate) fn export(arguments: &ExportArguments) -> Result<Code, Failure> {
    let results = Results::open(&arguments.results).map_err(|error| Failure::Usage(error.to_string()))?;
    let choice = Choice { names: arguments.monitor.clone(), times: arguments.time.clone() };
    if arguments.out.as_deref() == Some(Path::new("-")) {
        return to_standard_output(&results, arguments.to, &choice);
    }
    let format = match arguments.to {
        FormatName::Csv => Format::Csv,
        FormatName::Npz => Format::Npz,
        FormatName::Npy => Format::Npy,
        FormatName::Edges => Format::Edges,
        FormatName::Matrix => Format::Matrix,
        FormatName::Sonata => Format::Sonata,
    };
    let folder = arguments.out.clone().unwrap_or_else(|| beside(&arguments.results, arguments.to));
    if folder.join(DESCRIPTION).exists() {
        return Err(Failure::Usage(format!(
            "`{}` holds the results of a run, which exports would mix with or replace: choose another folder by `--out`",
            folder.display()
        )));
    }
    let written = snnc_export::export(&results, format, &choice, &folder).map_err(failure)?;
    let mut text = String::new();
    for path in written {
        let _ = writeln!(text, "{}", path.display());
    }
    output::print(&text)?;
    Ok(Code::Success)
}

/// A folder beside the results: in it they would be taken for something else than results, and not be replaced by the next run.
fn beside(results: &Path, format: FormatName) -> PathBuf {
    let whole = std::path::absolute(results).unwrap_or_else(|_| results.to_path_buf());
    let name = whole.file_name().map_or_else(|| "results".into(), |name| name.to_string_lossy().into_owned());
    let ending = format.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string());
    results.with_file_name(format!("{name}-{ending}"))
}

fn to_standard_output(results: &Results, format: FormatName, choice: &Choice) -> Result<Code, Failure> {
    if format != FormatName::Csv {
        return Err(Failure::Usage("only CSV is written to standard output: `--to csv --out -`".into()));
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let written = snnc_export::csv_to(results, choice, &mut out);
    match written {
        // A reader that went away is no error.
        Ok(()) | Err(Error::Stream { kind: ErrorKind::BrokenPipe, .. }) => Ok(Code::Success),
        Err(error) => Err(failure(error)),
    }
}

fn failure(error: Error) -> Failure {
    Failure::Usage(match error {
        Error::Several { .. } => format!("{error}\n  help: `--monitor NAME`"),
        error => error.to_string(),
    })
}
