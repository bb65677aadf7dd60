//! `snnc watch`: a model is run again whenever it, or what it is made of, is saved.

mod ansi;
mod attempt;
mod inputs;
mod page;
mod products;
mod saves;
mod screen;
mod told;

use crate::args::Execution;
use crate::console;
use crate::failure::{Code, Failure};
use crate::plot::Target;
use crate::progress::{Bar, Interrupt};
use crate::simulate::usual_folder;
use attempt::{Outcome, Progression, attempt};
use clap::Args;
use page::Page;
use products::Products;
use saves::Saves;
use screen::Screen;
use snnc::{Building, Progress};
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

/// How soon Ctrl-C is noticed while nothing is done.
const PATIENCE: Duration = Duration::from_millis(100);

#[derive(Debug, Args)]
pub(crate) struct WatchArguments {
    /// The model file.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    execution: Execution,
    /// The folder for the results; `results/<name of the file>` if not given. Each run with results replaces the last one.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Draw a plot after each run: into a file, `.svg` or `.png`, or in the terminal (`-`), which is also done if nothing
    /// else is asked for.
    #[arg(long, value_name = "FILE", value_parser = Target::parse)]
    plot: Option<Target>,
    /// Write a report after each run.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Serve a page that shows the plot and the report of the last run, and what is wrong with the model; for browsers on this
    /// machine alone.
    #[arg(long, value_name = "PORT", num_args = 0..=1, value_parser = port)]
    #[allow(clippy::option_option)]
    page: Option<Option<u16>>,
}

fn port(text: &str) -> Result<u16, String> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "expected the number of a port; the model file stands before `--page`".into())
}

/// Runs a model at each save, until Ctrl-C ends it.
pub(crate) fn watch(arguments: &WatchArguments) -> Result<Code, Failure> {
    let WatchArguments { file, execution, .. } = arguments;
    if !file.exists() {
        return Err(Failure::Usage(format!("cannot read `{}`: there is no such file", file.display())));
    }
    let interrupt = Interrupt::catch();
    let out = arguments.out.clone().unwrap_or_else(|| usual_folder(file));
    let products = Products::of(arguments, &out)?;
    let page = arguments.page.map(|port| Page::open(port, file)).transpose()?;
    let mut screen = Screen::new(file, products.in_terminal);
    if let Some(page) = &page {
        console::note(&format!("watching {}: http://{}", file.display(), page.address));
    }
    let mut saves = Saves::new();
    // What the last good model was made of: one that is damaged does not name all of it.
    let mut made_of = BTreeSet::new();
    let mut run = 0;
    while !interrupt.happened() {
        run += 1;
        let inputs = inputs::of(file);
        saves.expect(&(&inputs | &made_of));
        let following = Following::run(run, &saves, &interrupt, page.as_ref());
        let (told, results) = match attempt(file, execution, &out, &following)? {
            Outcome::Stopped => continue,
            Outcome::Wrong(told) => (told, None),
            Outcome::Good(results, mut told) => {
                made_of = inputs;
                let made = products.make(&results.folder, &mut told);
                (told, Some((results, made)))
            }
        };
        if let Some(page) = &page {
            page.show(&told, results.as_ref());
        }
        screen.show(run, &told, results);
        while !interrupt.happened() && !saves.wait(PATIENCE) {}
    }
    Ok(Code::Success)
}

/// Follows a run until it has come to its end, or need not.
struct Following<'a> {
    saves: &'a Saves,
    interrupt: &'a Interrupt,
    page: Option<&'a Page>,
    bar: Bar,
}

impl Following<'_> {
    fn run<'a>(
        run: u64,
        saves: &'a Saves,
        interrupt: &'a Interrupt,
        page: Option<&'a Page>,
    ) -> Following<'a> {
        page.inspect(|page| page.begins(run));
        Following { saves, interrupt, page, bar: Bar::new(false) }
    }
}

impl Progression for Following<'_> {
    fn is_stopped(&self) -> bool {
        self.interrupt.happened() || self.saves.happened()
    }

    fn building(&self, building: Building) {
        self.bar.build(building);
    }

    fn built(&self) {
        self.bar.restart();
    }

    fn running(&self, progress: Progress) {
        self.bar.show(progress);
        self.page.inspect(|page| page.progresses(progress));
    }

    fn ended(&self) {
        self.bar.clear();
    }
}
