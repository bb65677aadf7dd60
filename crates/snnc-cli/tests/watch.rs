//! `snnc watch`: saves of every kind, the page and the terminal, and how it ends.

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};
use support::{MODEL, Place};

/// Nothing here takes so long, also on a busy machine.
const PATIENCE: Duration = Duration::from_mins(2);

/// A `snnc watch` that is going on, and what it has said so far.
struct Watch {
    child: Child,
    out: Arc<Mutex<String>>,
    err: Arc<Mutex<String>>,
}

impl Watch {
    fn start(place: &Place, arguments: &[&str]) -> Watch {
        let mut command = Command::new(env!("CARGO_BIN_EXE_snnc"));
        command.arg("watch").args(arguments).current_dir(place.root());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("snnc starts");
        let out = collect(child.stdout.take().expect("a pipe"));
        let err = collect(child.stderr.take().expect("a pipe"));
        Watch { child, out, err }
    }

    fn out(&self) -> String {
        self.out.lock().expect("no panic").clone()
    }

    fn err(&self) -> String {
        self.err.lock().expect("no panic").clone()
    }

    /// Waits until something is so.
    fn until<T>(&self, what: &str, mut is: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(found) = is() {
                return found;
            }
            assert!(
                started.elapsed() < PATIENCE,
                "{what} did not come; it said:\n{}{}",
                self.out(),
                self.err()
            );
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn until_said(&self, text: &str) {
        self.until(text, || self.err().contains(text).then_some(()));
    }

    /// The address of the page.
    fn page(&self) -> Page {
        let address = self.until("the address", || {
            let err = self.err();
            let (_, rest) = err.split_once("http://")?;
            rest.split_once('\n').map(|(address, _)| address.to_string())
        });
        Page(address)
    }

    /// The state of the page once something is so.
    fn state(&self, page: &Page, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        self.until(what, || Some(page.state()).filter(&is))
    }

    /// Ends it as Ctrl-C does, and yields the exit code.
    fn interrupt(&mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(sent.expect("kill is there").success());
        self.child.wait().expect("it ends").code()
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn collect(pipe: impl Read + Send + 'static) -> Arc<Mutex<String>> {
    let all = Arc::new(Mutex::new(String::new()));
    let sink = all.clone();
    thread::spawn(move || {
        for line in BufReader::new(pipe).lines().map_while(Result::ok) {
            let mut all = sink.lock().expect("no panic");
            *all += &line;
            all.push('\n');
        }
    });
    all
}

/// The page at an address.
struct Page(String);

impl Page {
    /// The code and the body of an answer.
    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &self.0)
    }

    fn ask(&self, method: &str, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.0).expect("the page is served");
        let request = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let code = answer.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a code");
        (code, answer.split_once("\r\n\r\n").map_or(String::new(), |(_, body)| body.to_string()))
    }

    fn state(&self) -> Value {
        serde_json::from_str(&self.get("/state?after=0").1).expect("JSON")
    }

    fn plot(&self) -> String {
        let (code, svg) = self.get("/plot.svg");
        assert_eq!(code, 200, "{svg}");
        assert!(svg.starts_with("<svg"), "{svg}");
        svg
    }
}

/// Saves as most editors do: another file takes the place of the old one.
fn save_by_rename(path: &Path, text: &str) {
    let fresh = path.with_extension("swp");
    std::fs::write(&fresh, text).expect("a writable folder");
    std::fs::rename(fresh, path).expect("a writable folder");
}

#[test]
fn the_page_shows_errors_in_place_and_keeps_the_last_good_plot() {
    let place = Place::new();
    let model = place.write("model.eqs", MODEL);
    let mut watch = Watch::start(&place, &["model.eqs", "--page"]);
    let page = watch.page();
    let good = watch.state(&page, "a run", |state| state["phase"] == "good");
    assert_eq!(good["message"], "");
    let first = page.plot();

    // Saved wrong, in place: the error with its excerpt is there, and so is the plot.
    std::fs::write(&model, MODEL.replace("(20 mV - v)", "(20 mV - u)")).expect("a writable folder");
    let wrong = watch.state(&page, "an error", |state| state["phase"] == "wrong");
    let message = wrong["message"].as_str().expect("a text");
    assert!(message.contains("names::unknown") && message.contains("model.eqs:3"), "{message}");
    assert!(message.contains("<span class=") && !message.contains('\u{1b}'), "{message}");
    assert_eq!(wrong["picture"], good["picture"]);
    assert_eq!(page.plot(), first);

    // Mended, by a rename: another plot.
    save_by_rename(&model, &MODEL.replace("(20 mV - v)", "(25 mV - v)"));
    let mended =
        watch.state(&page, "a run", |state| state["phase"] == "good" && state["picture"] != good["picture"]);
    assert_eq!(mended["message"], "");
    assert_ne!(page.plot(), first);
    let (code, report) = page.get("/report");
    assert!(code == 200 && report.contains("</html>"), "{report}");

    assert_eq!(page.ask("GET", "/state", "example.org").0, 403);
    assert_eq!(page.ask("POST", "/state", &page.0).0, 405);
    assert_eq!(page.get("/elsewhere").0, 404);
    assert!(
        page.get("/").1.contains("/page.js")
            && page.get("/page.js").0 == 200
            && page.get("/page.css").0 == 200
    );
    assert_eq!(watch.interrupt(), Some(0));
}

#[test]
fn what_a_model_imports_and_loads_is_watched_too_also_if_it_is_not_there_yet() {
    let place = Place::new();
    let model = place.write("model.eqs", MODEL);
    let watch = Watch::start(&place, &["model.eqs", "--page"]);
    let page = watch.page();
    let good = |run: &Value| {
        let before = run.as_u64().unwrap_or(0);
        watch.state(&page, "a run", |state| {
            state["phase"] == "good" && state["picture"].as_u64() > Some(before)
        })["picture"]
            .clone()
    };
    let first = good(&Value::Null);

    let importing = format!("import \"parts/cell.eqs\"\n{}", MODEL.replace("tau = 10 ms\n", ""));
    save_by_rename(&model, &importing);
    watch.state(&page, "an error", |state| state["phase"] == "wrong");
    std::fs::create_dir(place.path("parts")).expect("a writable folder");
    let part = place.write("parts/cell.eqs", "tau = 10 ms\n");
    let second = good(&first);
    save_by_rename(&part, "tau = 12 ms\n");
    let third = good(&second);

    let loading = format!("v0 = load(\"data.csv\", \"v0\") mV\n{importing}");
    std::fs::write(&model, loading.replace("init: v = i*mV", "init: v = v0[i]")).expect("a writable folder");
    watch.state(&page, "an error", |state| state["phase"] == "wrong");
    place.write("data.csv", "v0\n1\n2\n3\n4\n");
    let fourth = good(&third);
    let before = page.plot();
    place.write("data.csv", "v0\n9\n2\n3\n4\n");
    good(&fourth);
    assert_ne!(page.plot(), before);
}

#[test]
fn pictures_go_to_standard_output_and_errors_to_standard_error() {
    let place = Place::new();
    let model = place.write("model.eqs", MODEL);
    let watch = Watch::start(&place, &["model.eqs"]);
    watch.until_said("run 1 of model.eqs: 30 ms simulated in ");
    let pictures = |text: &str| text.matches("time (").count();
    let first = watch.until("a picture", || Some(watch.out()).filter(|out| pictures(out) > 0));
    assert!(!first.contains('\u{1b}'), "{first}");

    save_by_rename(&model, &MODEL.replace("20 mV", "20 mS"));
    watch.until_said("no results");
    assert!(watch.err().contains("units::mismatch"), "{}", watch.err());
    assert_eq!(watch.out(), first);

    save_by_rename(&model, MODEL);
    let both = watch.until("a picture", || Some(watch.out()).filter(|out| out.len() == 2 * first.len()));
    assert_eq!(both, format!("{first}{first}"));
}

/// A model that would run for hours, and records nothing.
fn endless() -> String {
    let lines = MODEL.lines().filter(|line| !line.starts_with("monitor"));
    lines.collect::<Vec<_>>().join("\n").replace("run 10 ms", "run 1e6 s")
}

#[test]
fn a_save_stops_the_run_in_progress() {
    let place = Place::new();
    let model = place.write("model.eqs", endless());
    let mut watch = Watch::start(&place, &["model.eqs", "--page", "--out", "kept"]);
    let page = watch.page();
    watch.state(&page, "progress", |state| {
        state["phase"] == "running" && state["progress"].as_f64() > Some(0.0)
    });
    std::fs::write(&model, MODEL).expect("a writable folder");
    watch.state(&page, "a run", |state| state["phase"] == "good");
    let text = std::fs::read_to_string(place.path("kept/run.json")).expect("results");
    let run: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((&run["duration"], &run["interrupted"]), (&Value::from(0.03), &Value::from(false)));

    // Ctrl-C too, and nothing of the run that was stopped is left.
    std::fs::write(&model, endless()).expect("a writable folder");
    watch.state(&page, "progress", |state| state["phase"] == "running");
    assert_eq!(watch.interrupt(), Some(0));
    assert_eq!(place.content(), ["kept", "model.eqs"]);
    assert_eq!(std::fs::read_to_string(place.path("kept/run.json")).expect("results"), text);
}

#[test]
fn plots_and_reports_are_written_after_each_run() {
    let place = Place::new();
    let model = place.write("model.eqs", MODEL);
    let arguments = ["model.eqs", "--set", "tau=5ms", "--plot", "plot.svg", "--report", "report.html"];
    let watch = Watch::start(&place, &arguments);
    watch.until_said("run 1 of model.eqs: 30 ms");
    let read = |name: &str| std::fs::read_to_string(place.path(name)).expect("it is written");
    let (plot, report) = (read("plot.svg"), read("report.html"));
    assert!(plot.starts_with("<svg") && report.contains("</html>"));
    save_by_rename(&model, &MODEL.replace("20 mV", "18 mV"));
    watch.until_said("run 2 of model.eqs: 30 ms");
    assert_ne!(read("plot.svg"), plot);
    assert!(watch.out().is_empty());
}

#[test]
fn what_no_save_mends_ends_it_at_once() {
    let place = Place::new();
    place.write("model.eqs", MODEL);
    for (arguments, told) in [
        (&["none.eqs"][..], "cannot read `none.eqs`: there is no such file"),
        (&["model.eqs", "--set", "tau"], "`--set tau` should read `--set NAME=VALUE`"),
        (&["model.eqs", "--report", "no/report.html"], "there is no directory `no`"),
        (&["model.eqs", "--plot", "plot.txt"], "`.svg` or `.png`"),
        (&["--page", "model.eqs"], "the model file stands before `--page`"),
    ] {
        let said = place.snnc(&[&["watch"], arguments].concat());
        assert_eq!(said.code, Some(2), "{arguments:?}: {}", said.err);
        assert!(said.err.contains(told), "{arguments:?}: {}", said.err);
    }
}
