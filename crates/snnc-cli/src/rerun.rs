//! `snnc rerun`.

use crate::args::BackendName;
use crate::failure::{Code, Failure};
use crate::simulate::simulate;
use crate::user::User;
use crate::{console, output};
use clap::Args;
use snnc::{CompiledModel, Model, Precision, Seed, Threads};
use snnc_lang::files::{Disk, Files};
use snnc_results::{Comparison, Description, Results, compare};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How many differences are told.
const TOLD: usize = 20;

#[derive(Debug, Args)]
pub(crate) struct RerunArguments {
    /// The folder of results.
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Keep the new results in this folder; if not given, they are compared and thrown away.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The folder from which the model loads its data, if that is not where it was: in the place of the model file's.
    #[arg(long, value_name = "DIR")]
    pub(crate) model_folder: Option<PathBuf>,
    /// How to execute the model.
    #[arg(long, value_enum, default_value_t = BackendName::Auto)]
    pub(crate) backend: BackendName,
    /// How many threads build and simulate the network: `auto` or a number.
    #[arg(long, value_name = "NUMBER", default_value = "auto", value_parser = crate::args::threads)]
    pub(crate) threads: Threads,
    /// Print nothing but differences and errors.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// Repeats a run from what its results say of it, and tells whether the results are the same, bit for bit.
pub(crate) fn rerun(arguments: &RerunArguments) -> Result<Code, Failure> {
    let user = User::at_terminal(arguments.quiet);
    let before = Results::open(&arguments.folder)?;
    let description = before.description();
    if description.interrupted {
        let time = description.duration;
        return Err(Failure::Usage(format!(
            "the run in {} was interrupted after {time} s: there is no whole run to compare with",
            arguments.folder.display()
        )));
    }
    if let (Some(out), Ok(old)) = (&arguments.out, arguments.folder.canonicalize())
        && out.canonicalize().is_ok_and(|out| out == old)
    {
        return Err(Failure::Usage(format!(
            "`--out {}` would replace the results that the new ones are compared with",
            out.display()
        )));
    }
    let root = arguments.model_folder.clone().unwrap_or_else(|| description.model.folder.clone().into());
    let model = again(description, &arguments.folder, &root)?;
    let compiled = model.compile_with(arguments.backend.into())?;
    data_is_unchanged(description, &compiled)?;
    let compiled = compiled.with_threads(arguments.threads);
    // Beside the results, where there is room for them.
    let scratch = match &arguments.out {
        Some(_) => None,
        None => Some(scratch(&arguments.folder)?),
    };
    let target = arguments.out.as_deref().or(scratch.as_ref().map(tempfile::TempDir::path));
    let mut ended =
        simulate(&compiled, Seed(description.seed), None, target.unwrap_or(Path::new("")), false, &user)?;
    if ended.recording.interrupted {
        console::note("interrupted: nothing was compared");
        return Ok(Code::Interrupted);
    }
    let failed = ended.failed.take();
    let (_, path) = ended.commit(&compiled)?;
    let comparison = compare(&before, &Results::open(&path)?)?;
    // A run that failed is repeated if it fails again at the same place.
    match failed {
        Some(error) if !comparison.differences.is_empty() => return Err(error.into()),
        Some(_) if !arguments.quiet => console::note("the run ended with an error, as it did before"),
        _ => {}
    }
    tell(&comparison, description, arguments)
}

/// Prints what came of it.
fn tell(
    comparison: &Comparison,
    description: &Description,
    arguments: &RerunArguments,
) -> Result<Code, Failure> {
    let Comparison { archives, same, differences } = comparison;
    if differences.is_empty() {
        if !arguments.quiet {
            let kept = arguments.out.as_ref().map(|out| format!("; kept in {}", out.display()));
            let archives = if *archives == 1 { "1 archive".into() } else { format!("{archives} archives") };
            output::print(&format!(
                "bit-identical: {same} arrays in {archives}{}\n",
                kept.unwrap_or_default()
            ))?;
        }
        return Ok(Code::Success);
    }
    let mut text = format!("not bit-identical: {same} arrays are the same, and\n");
    for difference in differences.iter().take(TOLD) {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "  {difference}");
    }
    if let Some(more) = differences.len().checked_sub(TOLD).filter(|more| *more > 0) {
        let _ = writeln!(text, "  and {more} more");
    }
    if description.snnc != env!("CARGO_PKG_VERSION") {
        let (then, now) = (&description.snnc, env!("CARGO_PKG_VERSION"));
        let _ = writeln!(text, "the results were made by version {then}, and this is version {now}");
    }
    output::print(&text)?;
    Ok(Code::WrongModel)
}

/// The model of a run, with all that replaced parts of it.
fn again(description: &Description, folder: &Path, root: &Path) -> Result<Model, Failure> {
    let kept = &description.model;
    if kept.text.is_empty() && kept.sha256 != EMPTY {
        return Err(Failure::Usage(format!(
            "the description in {} does not hold the text of the model: an older version of snnc wrote it",
            folder.display()
        )));
    }
    let lost = kept.data.iter().find(|data| !Path::new(&place(root, &data.file)).is_file());
    if let Some(lost) = lost {
        return Err(Failure::Usage(format!(
            "`{}`, which the model loads, is not in {} any more\n  help: `--model-folder DIR` tells where it is now",
            lost.file,
            root.display()
        )));
    }
    let texts = kept.imports.iter().map(|it| (place(root, &it.file), Arc::from(it.text.as_bytes())));
    let files = Kept { texts: texts.collect() };
    let mut model = Model::from_files(&place(root, &kept.file), kept.text.clone(), files);
    for (name, value) in &description.settings.set {
        model = model.with(name, value)?;
    }
    if let Some(duration) = &description.settings.duration {
        model = model.with_duration(duration)?;
    }
    if description.settings.connectivity {
        model = model.with_connectivity()?;
    }
    Ok(model.with_precision(if description.precision == "f32" {
        Precision::Single
    } else {
        Precision::Double
    }))
}

/// The SHA-256 of no text.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// A file as it is found from the folder of the model.
fn place(root: &Path, file: &str) -> String {
    Disk.resolve(&root.join("model").display().to_string(), file)
}

/// The texts that a run has kept; all else is on the disk, where it was.
struct Kept {
    texts: BTreeMap<String, Arc<[u8]>>,
}

impl Files for Kept {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        self.texts.get(name).map_or_else(|| Disk.read(name), |text| Ok(text.clone()))
    }
}

/// Refuses data that is not what the run loaded.
fn data_is_unchanged(description: &Description, compiled: &CompiledModel) -> Result<(), Failure> {
    let (then, now) = (&description.model, compiled.origin());
    let texts_are_whole = then.sha256 == now.sha256
        && then.imports.iter().all(|then| now.imports.iter().any(|now| now.sha256 == then.sha256));
    if !texts_are_whole {
        return Err(Failure::Usage(
            "the text of the model in `run.json` is not what was run: its SHA-256 is another".into(),
        ));
    }
    let changed = then.data.iter().find(|then| now.data.iter().all(|now| now.sha256 != then.sha256));
    changed.map_or(Ok(()), |changed| {
        Err(Failure::Usage(format!(
            "`{}` is not what it was when the model was run: its SHA-256 was {}",
            changed.file, changed.sha256
        )))
    })
}

/// A folder that goes when this ends.
fn scratch(beside: &Path) -> Result<tempfile::TempDir, Failure> {
    let parent = beside.canonicalize().ok().and_then(|whole| whole.parent().map(Path::to_path_buf));
    let made = parent.and_then(|parent| tempfile::TempDir::with_prefix_in(".snnc-", parent).ok());
    // Where that cannot be written, results were read from elsewhere.
    let made = made.map_or_else(|| tempfile::TempDir::with_prefix("snnc-"), Ok);
    made.map_err(|error| Failure::Usage(format!("there is no place for the new results: {error}")))
}
