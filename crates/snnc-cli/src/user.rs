//! Who looks on at a terminal.

use crate::console;
use crate::progress::{Bar, Interrupt};
use crate::simulate::Onlooker;
use snnc::{Building, Progress};
use snnc_lang::{Diagnostic, Sources};

/// Whoever started the run, at a terminal.
pub(crate) struct User {
    interrupt: Interrupt,
    bar: Bar,
    quiet: bool,
}

impl User {
    /// From now on Ctrl-C is noted. Who wants it quiet sees neither warnings nor the bar.
    pub(crate) fn at_terminal(quiet: bool) -> User {
        User { interrupt: Interrupt::catch(), bar: Bar::new(quiet), quiet }
    }
}

impl Onlooker for User {
    fn stops(&self) -> bool {
        self.interrupt.happened()
    }

    fn warnings(&self, warnings: &[Diagnostic], sources: &Sources) {
        if !self.quiet {
            console::show(warnings, sources);
        }
    }

    fn building(&self, building: Building) {
        self.bar.build(building);
    }

    fn built(&self) {
        self.bar.restart();
    }

    fn running(&self, progress: Progress) {
        self.bar.show(progress);
    }

    fn ended(&self) {
        self.bar.clear();
    }
}
