//! Which files a model is made of.

use snnc_ir::arithmetic::Elementary;
use snnc_lang::check::check;
use snnc_lang::files::{Disk, Files};
use snnc_lang::imports::assemble;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The model file, what it imports, and the data that it loads; also those that are not there (yet).
pub(super) fn of(model: &Path) -> BTreeSet<PathBuf> {
    let asked = Asked { names: RefCell::default(), only_names: Cell::new(false) };
    if let Ok(text) = std::fs::read_to_string(model) {
        let program = assemble(model.display().to_string(), text, &asked);
        // The checker asks for the data; that there are such files is enough to know here.
        asked.only_names.set(true);
        check(&program.file, &program.sources, &[], &Elementary, &asked);
    }
    let mut names = asked.names.into_inner();
    names.insert(model.to_path_buf());
    names
}

/// The disk, and what was asked of it.
struct Asked {
    names: RefCell<BTreeSet<PathBuf>>,
    /// Whether nothing is read any more.
    only_names: Cell<bool>,
}

impl Files for Asked {
    fn resolve(&self, from: &str, path: &str) -> String {
        Disk.resolve(from, path)
    }

    fn read(&self, name: &str) -> Result<Arc<[u8]>, String> {
        self.names.borrow_mut().insert(PathBuf::from(name));
        if self.only_names.get() { Err("it is not read".into()) } else { Disk.read(name) }
    }
}
