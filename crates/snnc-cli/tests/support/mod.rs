//! The binary under test, and a folder to run it in.

#![allow(dead_code, unreachable_pub)]

pub mod schema;

use assert_cmd::Command;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// A model that runs at once and records something of every kind.
pub const MODEL: &str = "\
tau = 10 ms
neurons cells[4] {
    dv/dt = (20 mV - v)/tau : mV
    w     : 1
    method: exact
    threshold: v > 10 mV
    reset: v = 0 mV; w += 1
    init: v = i*mV
}
synapses ring: cells -> cells { s : volt; connect: j = (i + 1) % N_post; init: s = 1 mV; on_pre: v += s }
monitor v, w of cells[1, 3]
monitor spikes of cells
monitor rate of cells
monitor tally: count of cells
monitor values: spikes of cells with v
monitor s of ring
run 20 ms
run 10 ms
";

/// A temporary folder, and what `snnc` says there.
pub struct Place(TempDir);

/// What a command said, and its exit code.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Place {
        Place(TempDir::new().expect("a temporary folder"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn root(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, content).expect("a writable folder");
        path
    }

    /// Runs `snnc` in the folder. Whatever happens, it must not panic.
    pub fn snnc(&self, arguments: &[&str]) -> Said {
        self.snnc_given(arguments, "")
    }

    /// Runs `snnc` in the folder, with this on its standard input.
    pub fn snnc_given(&self, arguments: &[&str], input: &str) -> Said {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
        command.current_dir(self.root()).args(arguments).write_stdin(input).timeout(Duration::from_mins(2));
        let output = command.output().expect("snnc starts");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
        let said = Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) };
        assert!(!said.err.contains("panicked"), "{arguments:?} panicked:\n{}", said.err);
        assert!(!said.err.contains("overflowed its stack"), "{arguments:?}:\n{}", said.err);
        said
    }

    /// Runs `snnc` on a model text.
    pub fn run_text(&self, text: impl AsRef<[u8]>, more: &[&str]) -> Said {
        self.write("model.eqs", text);
        self.snnc(&[&["run", "model.eqs"], more].concat())
    }

    /// The names of what is in the folder, sorted.
    pub fn content(&self) -> Vec<String> {
        let entries = self.root().read_dir().expect("a readable folder");
        let mut names: Vec<_> =
            entries.map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Said {
    /// Whether the command failed with this exit code and said all of these on standard error.
    #[track_caller]
    pub fn fails(&self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "stderr:\n{}", self.err);
        for word in words {
            assert!(self.err.contains(word), "`{word}` is not in:\n{}", self.err);
        }
    }

    #[track_caller]
    pub fn succeeds(&self) {
        assert_eq!(self.code, Some(0), "stderr:\n{}", self.err);
    }
}
