//! Findings as SARIF 2.1.0, the format in which code hosts take them.

mod log;

use super::findings::Findings;
use log::{
    Artifact, ArtifactChange, ArtifactLocation, Base, Configuration, Cure, Driver, Finding, Invocation,
    Location, Log, Message, Notification, PhysicalLocation, Properties, Region, Replacement, Rule, Run, Tool,
};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use snnc_lang::diagnostic::{Diagnostic, Fix};
use snnc_lang::{Severity, Sources, Span, explain};
use std::path::{Component, Path, PathBuf};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// The folder to which paths are relative.
const HERE: &str = "%SRCROOT%";
/// What an URI writes as it is.
const ENCODED: AsciiSet = NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The whole document.
pub(crate) fn document(findings: &Findings) -> String {
    let mut writer =
        Writer { here: std::env::current_dir().unwrap_or_default(), rules: vec![], artifacts: vec![] };
    let results: Vec<_> = findings.all().map(|(found, sources)| writer.finding(found, sources)).collect();
    let notifications = findings.unreadable.iter().map(|lack| Notification {
        level: "error",
        message: Message::plain(&lack.message),
        locations: vec![Location {
            id: None,
            physical_location: PhysicalLocation { artifact_location: writer.uri(&lack.file), region: None },
            message: None,
        }],
    });
    let invocation = Invocation {
        execution_successful: findings.unreadable.is_empty(),
        tool_execution_notifications: notifications.collect(),
    };
    let here = Base { description: Message::plain("The folder in which snnc was run.") };
    let driver = Driver { name: "snnc", semantic_version: env!("CARGO_PKG_VERSION"), rules: writer.rules };
    let run = Run {
        tool: Tool { driver },
        invocations: [invocation],
        original_uri_base_ids: [(HERE, here)].into(),
        artifacts: writer.artifacts,
        column_kind: "unicodeCodePoints",
        results,
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    // Texts, numbers and lists are always written.
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

struct Writer {
    here: PathBuf,
    rules: Vec<Rule>,
    artifacts: Vec<Artifact>,
}

impl Writer {
    fn finding(&mut self, found: &Diagnostic, sources: &Sources) -> Finding {
        let name = &sources.get(found.primary.span.source).name;
        let in_file = is_file(name);
        let mut text = if in_file { found.message.clone() } else { format!("{name}: {}", found.message) };
        for help in &found.help {
            text.push_str("\nhelp: ");
            text.push_str(help);
        }
        let at = &found.primary;
        let said = (!at.text.is_empty()).then(|| Message::plain(&at.text));
        let own = in_file.then(|| self.location(None, at.span, said, sources));
        let related = found.labels.iter().filter(|label| is_file(&sources.get(label.span.source).name));
        Finding {
            rule_id: found.code,
            rule_index: self.rule(found),
            level: level(found.severity),
            message: Message::plain(text),
            locations: own.into_iter().collect(),
            related_locations: related
                .enumerate()
                .map(|(k, label)| {
                    self.location(Some(k + 1), label.span, Some(Message::plain(&label.text)), sources)
                })
                .collect(),
            fixes: found.fixes.iter().filter(|_| in_file).map(|fix| self.cure(fix, sources)).collect(),
        }
    }

    /// The number of the rule, with what its page says.
    fn rule(&mut self, found: &Diagnostic) -> usize {
        if let Some(known) = self.rules.iter().position(|rule| rule.id == found.code) {
            return known;
        }
        let page = explain::page(found.code);
        self.rules.push(Rule {
            id: found.code,
            short_description: page.as_ref().map(|page| Message::plain(page.title)),
            help: page.as_ref().map(|page| Message {
                text: page.markdown.to_string(),
                markdown: Some(page.markdown.to_string()),
            }),
            default_configuration: Configuration { level: level(found.severity) },
        });
        self.rules.len() - 1
    }

    fn location(
        &mut self,
        id: Option<usize>,
        span: Span,
        message: Option<Message>,
        sources: &Sources,
    ) -> Location {
        let physical_location = PhysicalLocation {
            artifact_location: self.artifact(span, sources),
            region: Some(region(span, sources)),
        };
        Location { id, physical_location, message }
    }

    /// Where a file is, with its number among all that were looked at.
    fn artifact(&mut self, span: Span, sources: &Sources) -> ArtifactLocation {
        let mut location = self.uri(&sources.get(span.source).name);
        let known = self.artifacts.iter().position(|known| known.location.uri == location.uri);
        let index = known.unwrap_or_else(|| {
            self.artifacts.push(Artifact { location: location.clone(), encoding: "UTF-8" });
            self.artifacts.len() - 1
        });
        location.index = Some(index);
        location
    }

    /// Relative to the folder at hand where the file is below it.
    fn uri(&self, name: &str) -> ArtifactLocation {
        let path = Path::new(name);
        let path: PathBuf = path.strip_prefix(&self.here).unwrap_or(path).components().collect();
        let plain: PathBuf = path.components().filter(|part| *part != Component::CurDir).collect();
        let text = plain.display().to_string();
        let text = if cfg!(windows) { text.replace('\\', "/") } else { text };
        let uri = utf8_percent_encode(&text, &ENCODED).to_string();
        match (plain.is_absolute(), uri.starts_with('/')) {
            (false, _) => ArtifactLocation { uri, uri_base_id: Some(HERE), index: None },
            (true, true) => ArtifactLocation { uri: format!("file://{uri}"), uri_base_id: None, index: None },
            (true, false) => {
                ArtifactLocation { uri: format!("file:///{uri}"), uri_base_id: None, index: None }
            }
        }
    }

    fn cure(&mut self, fix: &Fix, sources: &Sources) -> Cure {
        let mut changes: Vec<ArtifactChange> = vec![];
        for edit in &fix.edits {
            let artifact_location = self.artifact(edit.span, sources);
            let replacement = Replacement {
                deleted_region: region(edit.span, sources),
                inserted_content: Message::plain(&edit.replacement),
            };
            match changes.iter_mut().find(|it| it.artifact_location.uri == artifact_location.uri) {
                Some(change) => change.replacements.push(replacement),
                None => changes.push(ArtifactChange { artifact_location, replacements: vec![replacement] }),
            }
        }
        Cure {
            description: Message::plain(&fix.title),
            artifact_changes: changes,
            properties: Properties { safe: fix.safe },
        }
    }
}

/// Settings of the command line have a text and no file.
fn is_file(name: &str) -> bool {
    !name.starts_with("--")
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn region(span: Span, sources: &Sources) -> Region {
    let source = sources.get(span.source);
    let (start, end) = (source.position(span.start as usize), source.position(span.end as usize));
    Region {
        start_line: start.line,
        start_column: start.column,
        end_line: end.line,
        end_column: end.column,
        byte_offset: span.start,
        byte_length: span.end - span.start,
    }
}
