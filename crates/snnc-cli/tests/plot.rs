//! `snnc plot DIR` and `snnc run FILE --plot OUT`.

mod support;

use support::{MODEL, Place};

fn ran(text: &str) -> Place {
    let place = Place::new();
    place.write("model.eqs", text);
    let said = place.snnc(&["run", "model.eqs", "--quiet", "--out", "out"]);
    said.succeeds();
    place
}

fn svg(place: &Place, arguments: &[&str]) -> String {
    let mut all = vec!["plot", "out", "--out", "plot.svg"];
    all.extend(arguments);
    let said = place.snnc(&all);
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(0), "", ""), "{arguments:?}");
    std::fs::read_to_string(place.path("plot.svg")).expect("a plot")
}

#[test]
fn every_chart_of_a_small_run_is_drawn_and_always_the_same() {
    let place = ran(MODEL);
    let plot = svg(&place, &[]);
    assert!(plot.starts_with("<svg") && plot == svg(&place, &[]));
    for chart in
        ["raster", "rates", "traces", "map", "weights", "values", "rate-histogram", "intervals", "counts"]
    {
        let plot = svg(&place, &["--show", chart]);
        assert!(plot.contains("model.eqs") && plot.ends_with("</svg>\n"), "{chart}");
    }
    let chosen =
        ["--time", "5ms..20ms", "--neurons", "1,-1", "--peaks=20mV", "--bin", "1ms", "--smooth", "0ms"];
    assert!(svg(&place, &chosen).contains("peaks"));
    assert!(
        svg(&place, &["--show", "traces,raster", "--title", "a < b", "--width", "85mm"]).contains("a &lt; b")
    );
}

#[test]
fn a_picture_and_the_terminal_show_the_same() {
    let place = ran(MODEL);
    let said = place.snnc(&["plot", "out", "--out", "plot.png", "--dpi", "50"]);
    said.succeeds();
    let bytes = std::fs::read(place.path("plot.png")).expect("a picture");
    assert!(bytes.starts_with(b"\x89PNG"));
    let said = place.snnc(&["plot", "out"]);
    said.succeeds();
    assert!(said.out.contains("time (ms)") && said.out.contains("rate (Hz)"), "{}", said.out);
}

#[test]
fn a_run_draws_when_it_is_done() {
    let place = Place::new();
    place.write("model.eqs", MODEL);
    let said = place.snnc(&["run", "model.eqs", "--quiet", "--plot", "plot.svg"]);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
    let plot = std::fs::read_to_string(place.path("plot.svg")).expect("a plot");
    let again = place.snnc(&["plot", "results/model", "--out", "again.svg"]);
    again.succeeds();
    assert_eq!(plot, std::fs::read_to_string(place.path("again.svg")).expect("a plot"));
}

#[test]
fn a_model_that_records_nothing_runs_and_the_plot_says_what_would_help() {
    let place = Place::new();
    place.write("model.eqs", "neurons cells[2] { dv/dt = -v/(1 ms) : 1 }\nrun 1 ms\n");
    let said = place.snnc(&["run", "model.eqs", "--quiet", "--out", "out", "--plot", "plot.svg"]);
    said.succeeds();
    assert!(
        said.err.contains("recorded nothing") && said.err.contains("`monitor spikes of cells`"),
        "{}",
        said.err
    );
    let said = place.snnc(&["plot", "out"]);
    said.fails(2, &["nothing to draw"]);
}

#[test]
fn silent_neurons_have_an_empty_raster_that_says_so() {
    let text = "neurons cells[3] { dv/dt = -v/(1 ms) : 1\nthreshold: v > 1\nreset: v = 0 }\nmonitor spikes of cells\nrun 1 ms\n";
    assert!(svg(&ran(text), &[]).contains("no spikes in 1 ms"));
}

#[test]
fn wrong_choices_are_told_kindly() {
    let place = ran(MODEL);
    for (arguments, told) in [
        (&["--show", "pie"][..], "there is no chart `pie`"),
        (&["--monitor", "other"], "there are: cells_states, cells_spikes"),
        (&["--variable", "z"], "no variable `z` was recorded"),
        (&["--time", "1s..2s"], "none of it is in the time"),
        (&["--time", "5..9"], "has a unit"),
        (&["--neurons", "a"], "`10:20`"),
        (&["--peaks=3ms"], "it is a time, and no such variable was recorded"),
        (&["--out", "plot.pdf"], "`.svg` or `.png`"),
        (&["--out", "out/plot.svg"], "write the plot beside it"),
        (&["--out", "nowhere/plot.svg"], "nowhere"),
        (&["--bin", "0ms"], "longer than 0 s"),
        (&["--width", "5s"], "expected a length"),
    ] {
        let mut all = vec!["plot", "out"];
        all.extend(arguments);
        let said = place.snnc(&all);
        said.fails(2, &[told]);
    }
    place.snnc(&["plot", "elsewhere"]).fails(2, &["elsewhere"]);
}
