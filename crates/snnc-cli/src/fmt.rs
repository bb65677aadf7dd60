//! `snnc fmt`.

use crate::failure::{Code, Failure};
use crate::inputs::models_in;
use crate::replace::replace;
use crate::{console, output};
use clap::Args;
use similar::TextDiff;
use snnc_lang::files::{Disk, Files};
use snnc_lang::format::{Formatted, format};
use snnc_lang::{Source, SourceId};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(crate) struct FmtArguments {
    /// Model files, and folders in which all `.eqs` files are meant; `-` reads standard input and writes standard output.
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// Change nothing: show what would change, and exit with 1 if anything would.
    #[arg(long)]
    pub(crate) check: bool,
}

/// Formats model files.
pub(crate) fn fmt(arguments: &FmtArguments) -> Code {
    let mut code = Code::Success;
    let mut files = Vec::new();
    for path in &arguments.files {
        if path.is_dir() {
            for found in models_in(path) {
                match found {
                    Ok(path) => files.push(path),
                    Err(unreadable) => code = worse(code, Failure::Usage(unreadable.message).tell()),
                }
            }
        } else {
            files.push(path.clone());
        }
    }
    for path in &files {
        // The other files are still worth formatting.
        let done = if *path == *"-" { standard_input(arguments) } else { file(path, arguments) };
        code = worse(code, done.unwrap_or_else(|failure| failure.tell()));
    }
    code
}

/// Of two exit codes the one that tells of something worse.
fn worse(one: Code, other: Code) -> Code {
    if other as u8 > one as u8 { other } else { one }
}

fn failure(path: &Path, doing: &str, error: impl std::fmt::Display) -> Failure {
    Failure::Usage(format!("cannot {doing} {}: {error}", path.display()))
}

fn standard_input(arguments: &FmtArguments) -> Result<Code, Failure> {
    let name = Path::new("-");
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes).map_err(|error| failure(name, "read", error))?;
    let (source, formatted) = formatted(name, &bytes)?;
    let code = tell_unread(&source, &formatted);
    if arguments.check {
        return Ok(worse(code, compare(&source, &formatted)?));
    }
    output::print(&formatted.text)?;
    Ok(code)
}

fn file(path: &Path, arguments: &FmtArguments) -> Result<Code, Failure> {
    let bytes = Disk.read(&path.to_string_lossy()).map_err(|error| failure(path, "read", error))?;
    let (source, formatted) = formatted(path, &bytes)?;
    let code = tell_unread(&source, &formatted);
    if arguments.check {
        return Ok(worse(code, compare(&source, &formatted)?));
    }
    if *formatted.text != *source.text {
        replace(path, &formatted.text).map_err(|error| failure(path, "write", error))?;
    }
    Ok(code)
}

fn formatted(path: &Path, bytes: &[u8]) -> Result<(Source, Formatted), Failure> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let valid = error.valid_up_to();
        let line = bytes[..valid].iter().filter(|byte| **byte == b'\n').count() + 1;
        failure(path, "read", format!("it is not UTF-8 text (byte {valid}, line {line})"))
    })?;
    let source = Source::new(SourceId(0), path.display().to_string(), text);
    let formatted = format(&source);
    Ok((source, formatted))
}

/// Says what could not be read and was left as it is.
fn tell_unread(source: &Source, formatted: &Formatted) -> Code {
    for span in &formatted.unread {
        let (first, last) = (source.position(span.start as usize), source.position(span.end as usize));
        let lines = if first.line == last.line {
            format!("line {} is", first.line)
        } else {
            format!("lines {} to {} are", first.line, last.line)
        };
        let name = if source.name == "-" { "FILE" } else { &source.name };
        console::note(&format!(
            "{}: {lines} left as written: not readable as a model, see snnc check {name}",
            source.name
        ));
    }
    if formatted.unread.is_empty() { Code::Success } else { Code::WrongModel }
}

/// Shows what would change.
fn compare(source: &Source, formatted: &Formatted) -> Result<Code, Failure> {
    if *formatted.text == *source.text {
        return Ok(Code::Success);
    }
    let diff = TextDiff::from_lines(&*source.text, &formatted.text);
    let diff = diff.unified_diff().context_radius(1).header(&source.name, "formatted").to_string();
    output::print(&diff)?;
    Ok(Code::WrongModel)
}
