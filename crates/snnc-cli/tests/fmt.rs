//! `snnc fmt`: what it writes, what it leaves alone, and its exit codes.

mod support;

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use support::Place;

const LOOSE: &str = "tau=10ms # slow\nneurons g[2] {\ndv/dt=-v/tau:1\n}\n";
const NEAT: &str = "tau = 10 ms  # slow\nneurons g[2] {\n    dv/dt = -v/tau : 1\n}\n";

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("a readable file")
}

#[test]
fn files_are_formatted_in_place() {
    let place = Place::new();
    let (loose, neat) = (place.write("loose.eqs", LOOSE), place.write("neat.eqs", NEAT));
    let before = fs::metadata(&neat).and_then(|about| about.modified()).expect("a time");
    let said = place.snnc(&["fmt", "loose.eqs", "neat.eqs"]);
    assert_eq!((said.code, &*said.out, &*said.err), (Some(0), "", ""));
    assert_eq!(read(&loose), NEAT);
    assert_eq!(fs::metadata(&neat).and_then(|about| about.modified()).expect("a time"), before);
    assert_eq!(place.content(), ["loose.eqs", "neat.eqs"]);
}

#[test]
fn folders_are_searched() {
    let place = Place::new();
    fs::create_dir_all(place.path("models/cells")).expect("a folder");
    let inner = place.write("models/cells/lif.eqs", LOOSE);
    let other = place.write("models/notes.txt", LOOSE);
    assert_eq!(place.snnc(&["fmt", "models"]).code, Some(0));
    assert_eq!((&*read(&inner), &*read(&other)), (NEAT, LOOSE));
}

#[test]
fn check_changes_nothing() {
    let place = Place::new();
    let path = place.write("loose.eqs", LOOSE);
    let said = place.snnc(&["fmt", "--check", "loose.eqs"]);
    assert_eq!(said.code, Some(1));
    assert!(said.out.contains("--- loose.eqs") && said.out.contains("+tau = 10 ms  # slow"), "{}", said.out);
    assert_eq!(read(&path), LOOSE);
    place.write("loose.eqs", NEAT);
    let said = place.snnc(&["fmt", "--check", "loose.eqs"]);
    assert_eq!((said.code, &*said.out), (Some(0), ""));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.args(["fmt", "-"]).write_stdin(LOOSE).assert().code(0).stdout(NEAT);
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.args(["fmt", "--check", "-"]).write_stdin(NEAT).assert().code(0).stdout("");
}

#[test]
fn what_cannot_be_read_is_left_and_told() {
    let place = Place::new();
    let path = place.write("wrong.eqs", "a=1\nb  =  = 2\nc=3\n");
    let said = place.snnc(&["fmt", "wrong.eqs"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("wrong.eqs: line 2 is left as written"), "{}", said.err);
    assert_eq!(read(&path), "a = 1\nb  =  = 2\nc = 3\n");
}

#[test]
fn a_file_that_is_missing_keeps_no_other_from_being_formatted() {
    let place = Place::new();
    let path = place.write("loose.eqs", LOOSE);
    place.write("latin1.eqs", b"# M\xfcller\n");
    let said = place.snnc(&["fmt", "missing.eqs", "latin1.eqs", "loose.eqs"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("missing.eqs") && said.err.contains("UTF-8"), "{}", said.err);
    assert_eq!(read(&path), NEAT);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = Place::new();
    let path = place.write("loose.eqs", LOOSE);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("loose.eqs", place.path("link.eqs")).expect("a link");
    assert_eq!(place.snnc(&["fmt", "link.eqs"]).code, Some(0));
    assert_eq!(read(&path), NEAT);
    assert_eq!(fs::metadata(&path).expect("the file").permissions().mode() & 0o777, 0o640);
    assert!(fs::symlink_metadata(place.path("link.eqs")).expect("the link").is_symlink());
}

#[test]
fn the_models_of_the_project_are_formatted() {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
    let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
    command.arg("fmt").arg("--check").arg(models).assert().code(0).stdout("");
}
