//! What is told of slips: 400 mutants of the shipped models, over all kinds, models and places.
//!
//! `cargo test --release -p snnc-tests --test mutations -- --nocapture` prints the figures and every mutant that stays valid.
//! `SNNC_MUTATION_SEED` draws others, `SNNC_MUTATIONS` more of them, and with `SNNC_MUTATIONS_SHOWN` all that is told of each is
//! printed.

use snnc_lang::Diagnostic;
use snnc_lang::source::SourceId;
use snnc_tests::files::{models, models_within, repository};
use snnc_tests::mutate::{Chance, Kind, Mutant, mutant, places};
use std::fmt::Write;
use std::ops::Range;
use std::panic::catch_unwind;
use std::path::PathBuf;

fn given<T: std::str::FromStr>(variable: &str, otherwise: T) -> T {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A mutant, where it is from, and what is told of it.
struct Trial {
    path: PathBuf,
    mutant: Mutant,
    /// `None` after a crash.
    told: Option<Vec<Diagnostic>>,
}

/// What is counted of a mutant.
#[derive(Debug, Clone, Copy, Default)]
struct Figures {
    drawn: usize,
    valid: usize,
    /// It is told at the very text.
    at_the_place: usize,
    /// It is told, or labelled, on that line; of a deleted line, that what it defined is missing.
    on_the_line: usize,
    several: usize,
    /// An edit gives the text that it was.
    cured: usize,
}

impl Trial {
    fn line(&self) -> usize {
        self.mutant.text[..self.mutant.changed.start].matches('\n').count() + 1
    }

    fn describe(&self) -> String {
        let Mutant { text, changed, before, .. } = &self.mutant;
        let after = &text[changed.clone()];
        let name = self.path.strip_prefix(repository()).unwrap_or(&self.path).display().to_string();
        format!("{name}:{}: `{}` to `{after}`", self.line(), before.trim())
    }

    /// The bytes of the line that changed.
    fn whole_line(&self) -> Range<usize> {
        let Mutant { text, changed, .. } = &self.mutant;
        let start = text[..changed.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[changed.end..].find('\n').map_or(text.len(), |at| changed.end + at);
        start..end
    }

    fn figures(&self) -> Figures {
        let mut figures = Figures { drawn: 1, ..Figures::default() };
        let Some(told) = &self.told else { return figures };
        let Some(first) = told.first() else {
            figures.valid = 1;
            return figures;
        };
        figures.several = usize::from(told.len() > 1);
        let touches = |place: &Range<usize>, span: snnc_lang::Span| {
            span.source == SourceId(0) && span.start as usize <= place.end && place.start <= span.end as usize
        };
        let line = self.whole_line();
        let labelled = |d: &Diagnostic| {
            touches(&line, d.primary.span) || d.labels.iter().any(|label| touches(&line, label.span))
        };
        let mentions = |d: &Diagnostic| {
            let words = self.mutant.before.split(|c: char| !c.is_alphanumeric() && c != '_');
            let said =
                [vec![d.message.clone()], d.help.clone(), vec![d.primary.text.clone()]].concat().join("\n");
            words.filter(|word| !word.is_empty()).any(|word| said.contains(&format!("`{word}")))
        };
        let deleted = self.mutant.kind == Kind::DeleteLine;
        figures.at_the_place = usize::from(if deleted {
            mentions(first)
        } else {
            told.iter().any(|d| touches(&self.mutant.changed, d.primary.span))
        });
        figures.on_the_line = usize::from(told.iter().any(|d| labelled(d) || (deleted && mentions(d))));
        figures.cured = usize::from(told.iter().any(|d| self.cures(d)));
        figures
    }

    /// Whether one of its edits gives back the model, blanks aside.
    fn cures(&self, diagnostic: &Diagnostic) -> bool {
        let original = std::fs::read_to_string(&self.path).expect("a shipped model");
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        diagnostic.fixes.iter().any(|fix| {
            let mut edits: Vec<_> = fix.edits.iter().filter(|edit| edit.span.source == SourceId(0)).collect();
            edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
            let mut text = self.mutant.text.clone();
            for edit in edits {
                text.replace_range(edit.span.range(), &edit.replacement);
            }
            bare(&text) == bare(&original)
        })
    }
}

fn draw(seed: u64, count: usize) -> Vec<Trial> {
    let paths = [models("models"), models_within("models")].concat();
    let texts: Vec<_> = paths.iter().map(|p| std::fs::read_to_string(p).expect("a shipped model")).collect();
    let mut chance = Chance::new(seed);
    let mut all = vec![];
    for kind in Kind::ALL {
        let places: Vec<(usize, Range<usize>)> = (0..paths.len())
            .flat_map(|at| {
                let places = places(kind, &paths[at].display().to_string(), &texts[at]);
                places.into_iter().map(move |place| (at, place))
            })
            .collect();
        assert!(places.len() > 50, "few places for {}", kind.name());
        for _ in 0..count / Kind::ALL.len() {
            let (at, place) = places[chance.below(places.len())].clone();
            all.push((paths[at].clone(), mutant(kind, &texts[at], place, &mut chance)));
        }
    }
    let trial = |(path, mutant): &(PathBuf, Mutant)| {
        let told = catch_unwind(|| {
            snnc::Model::from_text(&path.display().to_string(), mutant.text.clone()).diagnostics()
        });
        Trial { path: path.clone(), mutant: mutant.clone(), told: told.ok() }
    };
    snnc_tests::parallel::map(&all, trial)
}

#[test]
fn slips_are_caught_where_they_are() {
    let seed = given("SNNC_MUTATION_SEED", 4);
    let trials = draw(seed, given("SNNC_MUTATIONS", 400));
    let mut report = format!("{} mutants, seed {seed}\n\n", trials.len());
    let heads = ["drawn", "valid", "caught", "at place", "on line", "several", "edit cures"];
    let _ = writeln!(report, "{:22}{}", "", heads.map(|head| format!("{head:>11}")).concat());
    let mut sum = Figures::default();
    for kind in Kind::ALL {
        let mut of_kind = Figures::default();
        for figures in trials.iter().filter(|t| t.mutant.kind == kind).map(Trial::figures) {
            for total in [&mut of_kind, &mut sum] {
                total.drawn += figures.drawn;
                total.valid += figures.valid;
                total.at_the_place += figures.at_the_place;
                total.on_the_line += figures.on_the_line;
                total.several += figures.several;
                total.cured += figures.cured;
            }
        }
        row(&mut report, kind.name(), &of_kind);
    }
    row(&mut report, "all", &sum);
    report.push_str("\nThose that stay valid:\n");
    for trial in trials.iter().filter(|trial| trial.figures().valid > 0) {
        let _ = writeln!(report, "  {}", trial.describe());
    }
    if std::env::var_os("SNNC_MUTATIONS_SHOWN").is_some() {
        report.push_str(&shown(&trials));
    }
    println!("{report}");
    let crashed: Vec<_> = trials.iter().filter(|t| t.told.is_none()).map(Trial::describe).collect();
    assert!(crashed.is_empty(), "seed {seed}: {crashed:#?}");
    let caught = sum.drawn - sum.valid;
    assert!(10 * sum.on_the_line >= 9 * caught, "only {} of {caught} are blamed", sum.on_the_line);
    assert!(10 * sum.several <= 2 * caught, "{} of {caught} are told more than once", sum.several);
}

fn row(report: &mut String, name: &str, it: &Figures) {
    let figures =
        [it.drawn, it.valid, it.drawn - it.valid, it.at_the_place, it.on_the_line, it.several, it.cured];
    let _ = writeln!(report, "{name:22}{}", figures.map(|figure| format!("{figure:>11}")).concat());
}

/// All that is told of each mutant.
fn shown(trials: &[Trial]) -> String {
    let mut text = String::new();
    for trial in trials {
        let figures = trial.figures();
        let _ = write!(text, "\n{}", trial.describe());
        let _ = writeln!(
            text,
            "{}{}{}",
            if figures.at_the_place == 0 { " — not at the place" } else { "" },
            if figures.on_the_line == 0 { " — nor on the line" } else { "" },
            if figures.several > 0 { " — several" } else { "" },
        );
        for d in trial.told.iter().flatten() {
            let line = trial.mutant.text[..(d.primary.span.start as usize).min(trial.mutant.text.len())]
                .matches('\n')
                .count();
            let _ = writeln!(text, "    {}: {} ({}; {})", line + 1, d.message, d.code, d.primary.text);
        }
    }
    text
}
