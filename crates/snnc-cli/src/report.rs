//! `snnc report`: a page that shows a run.

use crate::failure::{Code, Failure};
use crate::{output, replace};
use clap::Args;
use snnc_results::Results;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct ReportArguments {
    /// The folder of the results.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// The file for the page, or `-` for the standard output; `DIR.html`, beside the folder, if not given.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Makes a page of a folder of results.
pub(crate) fn report(arguments: &ReportArguments) -> Result<Code, Failure> {
    let file = arguments.out.clone().unwrap_or_else(|| beside(&arguments.folder));
    check(&file)?;
    write_page(&arguments.folder, &file)?;
    if file != Path::new("-") {
        output::print(&format!("page in {}\n", file.display()))?;
    }
    Ok(Code::Success)
}

/// The page of a folder of results.
pub(crate) fn page(folder: &Path) -> Result<String, Failure> {
    let results = Results::open(folder).map_err(|error| Failure::Usage(error.to_string()))?;
    snnc_report::report(&results).map_err(|error| Failure::Usage(error.to_string()))
}

/// Refuses a file that could not be written, before anything else is done.
pub(crate) fn check(file: &Path) -> Result<(), Failure> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    if file == Path::new("-") {
        return Ok(());
    }
    if file.is_dir() {
        return Err(Failure::Usage(format!("cannot write `{}`: it is a directory", file.display())));
    }
    match folder {
        Some(folder) if !folder.is_dir() => Err(Failure::Usage(format!(
            "cannot write `{}`: there is no directory `{}`",
            file.display(),
            folder.display()
        ))),
        _ => Ok(()),
    }
}

/// Writes the page of a folder of results, to the standard output for `-`; an older file is replaced as a whole.
pub(crate) fn write_page(folder: &Path, file: &Path) -> Result<(), Failure> {
    let page = page(folder)?;
    if file == Path::new("-") {
        return output::print(&page);
    }
    let wrong = |error: std::io::Error| Failure::Usage(format!("cannot write `{}`: {error}", file.display()));
    replace::write(file, page.as_bytes()).map_err(wrong)
}

/// `results/cuba.html` for `results/cuba`: the folder itself holds results and nothing else.
fn beside(folder: &Path) -> PathBuf {
    let whole = folder.canonicalize();
    let name = folder.file_name().or_else(|| whole.as_deref().ok()?.file_name());
    let mut name = name.map_or_else(|| OsString::from("report"), OsString::from);
    name.push(".html");
    match folder.file_name() {
        Some(_) => folder.with_file_name(name),
        // `.` and its kin.
        None => PathBuf::from(name),
    }
}
