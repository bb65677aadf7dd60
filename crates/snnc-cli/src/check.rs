//! `snnc check`.

mod findings;
mod json;
mod sarif;
mod short;

use crate::args::{CheckArguments, Deny, Format};
use crate::failure::{Code, Failure};
use crate::fix::{Change, Mended, mend};
use crate::inputs::Inputs;
use crate::{console, output};
use findings::{Examined, Findings};

/// Checks model files, and mends them if that is asked for.
pub(crate) fn check(arguments: &CheckArguments) -> Result<Code, Failure> {
    let mut inputs = Inputs::find(arguments)?;
    let mut mended = vec![];
    if arguments.diff {
        let findings = Findings::gather(&inputs, &arguments.overrides)?;
        tell_unreadable(&findings);
        let mending = mend(&inputs.models);
        output::print(&mending.changes.iter().map(Change::diff).collect::<String>())?;
        return Ok(code(&findings, arguments.deny));
    }
    if arguments.fix {
        let mending = mend(&inputs.models);
        keep(&mending.changes, &mut inputs, arguments.format)?;
        mended = mending.made;
    }
    let findings = Findings::gather(&inputs, &arguments.overrides)?;
    tell_unreadable(&findings);
    match arguments.format {
        Format::Human => show(&findings, &inputs, arguments.fix.then_some(&mended))?,
        Format::Short => output::print(&short::lines(&findings))?,
        Format::Json => output::print(&json::document(&findings, arguments.fix.then_some(&mended)))?,
        Format::Sarif => output::print(&sarif::document(&findings))?,
    }
    Ok(code(&findings, arguments.deny))
}

fn tell_unreadable(findings: &Findings) {
    for unreadable in &findings.unreadable {
        console::note(&format!("error: {}", unreadable.message));
    }
}

/// Writes the mended texts: files in their place, the standard input to the standard output.
fn keep(changes: &[Change], inputs: &mut Inputs, format: Format) -> Result<(), Failure> {
    for model in inputs.models.iter_mut().filter(|model| model.text.is_some()) {
        if format != Format::Human {
            let message =
                "of the standard input `--fix` prints the mended text, so `--format` has to be `human`";
            return Err(Failure::Usage(message.into()));
        }
        let change = changes.iter().find(|change| change.standard_input);
        model.text = change.map(|change| change.after.to_string()).or(model.text.take());
        output::print(model.text.as_deref().unwrap_or_default())?;
    }
    changes.iter().filter(|change| !change.standard_input).try_for_each(Change::write)
}

fn code(findings: &Findings, deny: Option<Deny>) -> Code {
    let warnings = matches!(deny, Some(Deny::Warnings));
    if !findings.unreadable.is_empty() {
        Code::WrongUsage
    } else if findings.all().any(|(d, _)| d.is_error() || warnings) {
        Code::WrongModel
    } else {
        Code::Success
    }
}

/// For people: what was mended, the findings with their texts, and what is fine.
fn show(findings: &Findings, inputs: &Inputs, mended: Option<&Vec<Mended>>) -> Result<(), Failure> {
    for Mended { file, line, column, code, title } in mended.into_iter().flatten() {
        console::note(&format!("mended {file}:{line}:{column}: {title} [{code}]"));
    }
    // Its text is there instead.
    let printed = |examined: &Examined| mended.is_some() && examined.standard_input;
    for examined in &findings.examined {
        console::draw(&examined.diagnostics, &examined.sources);
        // What was found in folders is told in one line for each of them.
        if examined.is_fine() && examined.named && !printed(examined) {
            output::print(&format!("{}: fine\n", examined.name))?;
        }
    }
    for folder in &inputs.folders {
        let mut files = findings.examined.iter().filter(|examined| folder.files.contains(&examined.name));
        let unreadable = findings.unreadable.iter().any(|lack| folder.files.contains(&lack.file));
        if !unreadable && files.all(Examined::is_fine) {
            let count = console::count(folder.files.len(), "model file");
            output::print(&format!("{}: {count}, fine\n", folder.name))?;
        }
    }
    let all: Vec<_> = findings.all().map(|(diagnostic, _)| diagnostic).collect();
    console::tally(&all, mended.is_none());
    Ok(())
}
