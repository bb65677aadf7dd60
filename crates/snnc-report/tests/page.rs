//! The page as a whole: what it shows, what it escapes, and that it is the same each time.

mod support;

use snnc_results::Model;
use support::{constant, described, group, not_finite, of_text, page, part, synapses};

#[test]
fn whatever_a_model_says_is_text() {
    let text = "# <script>alert(1)</script> & \"more\" `<img src=x>` doi:10.1/<b>\n\n\
                tau = 10 ms # </td><script>alert(2)</script>\n\
                # <script>alert(3)</script>\n\
                neurons cells[2] { dv/dt = -v/tau : 1 # <script>alert(4)</script>\n }\n\
                monitor v of cells[i < 1]\nrun 1 s\nsave cells as \"</script><script>alert(5)</script>\"\n";
    let file = "<script>alert(6)</script>'\".eqs";
    let mut run = described(Model { file: file.into(), text: text.into(), ..Model::default() });
    run.constants.insert("tau".into(), constant(0.01, "s"));
    run.groups.insert("cells".into(), group(2));
    run.settings.set.insert("tau".into(), "10 ms</code><script>alert(7)</script>".into());
    run.not_finite.push(not_finite("<script>alert(8)</script>"));
    run.snnc = "<script>alert(9)</script>".into();
    let page = page(&run);
    assert!(!page.contains("<script>alert"), "{page}");
    assert!(!page.contains("<img"), "{page}");
    for number in 1..=9 {
        assert!(page.contains(&format!("&lt;script&gt;alert({number})")), "alert({number})");
    }
    assert!(
        page.contains("snnc run &#39;&lt;script&gt;alert(6)&lt;/script&gt;"),
        "a command that a shell understands"
    );
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let page =
        page(&of_text("# doi:10.1007/s10827-007-0038-6\nneurons a[1] { dv/dt = -v/ms : 1 }\nrun 1 s\n"));
    for loading in ["<link", "src=", "@import", "url(", "fetch(", "XMLHttpRequest"] {
        assert!(!page.contains(loading), "`{loading}`");
    }
    assert!(page.contains("<a href=\"https://doi.org/10.1007/s10827-007-0038-6\">"));
}

#[test]
fn the_same_results_give_the_same_page() {
    let mut run = of_text("tau = 10 ms\nneurons cells[3] { dv/dt = -v/tau : 1 }\nrun 1 s\n");
    run.constants.insert("tau".into(), constant(0.01, "s"));
    run.groups.insert("cells".into(), group(3));
    assert_eq!(page(&run), page(&run));
}

#[test]
fn parameters_are_in_the_units_in_which_they_are_given() {
    let text = "tau = 10 ms # of the membrane\nC = 104 pF\nw = 2*C/tau\nnoise = 8 pA*sqrt(second)\non = False\n\
                a = [[1, 2], [3, 4]] mV\nneurons cells[1] { v : 1 }\nrun 1 s\n";
    let mut run = of_text(text);
    run.constants.insert("tau".into(), constant(0.02, "s"));
    run.constants.insert("C".into(), constant(104e-12, "F"));
    run.constants.insert("w".into(), constant(1.04e-8, "S"));
    run.constants.insert("noise".into(), constant(8e-12, "A·s^0.5"));
    run.constants.insert("on".into(), constant(0.0, "1"));
    run.settings.set.insert("tau".into(), "20 ms".into());
    let page = page(&run);
    let row = |alternative: &str| {
        let start = page.find(&format!("alttext=\"{alternative}\"")).expect(alternative);
        page[start..].split("</tr>").next().expect("a row").to_string()
    };
    let tau = page.split("class=\"replaced\"").nth(1).expect("a value that was replaced");
    let tau = tau.split("</tr>").next().expect("a row");
    assert!(tau.contains(">20\u{a0}ms<") && tau.contains("<del"), "{tau}");
    assert!(tau.contains("of the membrane"), "{tau}");
    assert!(row("C").contains(">104\u{a0}pF<"), "{}", row("C"));
    assert!(row("w").contains(">10.4\u{a0}nS<"), "{}", row("w"));
    assert!(row("noise").contains("A·s<sup>1/2</sup>"), "{}", row("noise"));
    assert!(row("on").contains(">false<"), "{}", row("on"));
    assert!(page.contains("<mtable class=\"matrix\">"));
}

#[test]
fn what_is_wrong_with_the_numbers_is_told_first() {
    let mut run = of_text("neurons cells[4] { dv/dt = v/ms : 1 }\nrun 1 s\n");
    run.not_finite.push(not_finite("v"));
    run.interrupted = true;
    let page = page(&run);
    let main = page.split("<main").nth(1).expect("the main part");
    let first = main.find("Values that are not finite").expect("told");
    assert!(first < main.find("<section").expect("a section"));
    assert!(main.contains("became inf at 250\u{a0}ms"), "{}", &main[..800]);
    assert!(main.contains("Interrupted"));
}

#[test]
fn the_network_is_drawn_with_its_parts_and_numbers() {
    let text = "neurons cells[100] { v : 1; threshold: v > 1; reset: v = 0 }\npoisson drive[50] { rate: 5 Hz }\n\
                poisson_input noise: cells.v { n: 10; rate: 1 Hz; weight: 1 }\n\
                synapses ei: cells[:80] -> cells { connect: all; on_pre: v += 1 }\n\
                synapses input: drive -> cells { connect: all; on_pre: v += 1 }\nrun 1 s\n";
    let mut run = of_text(text);
    run.groups.insert("cells".into(), group(100));
    run.groups.insert("drive".into(), group(50));
    run.subgroups.insert("core".into(), part("cells", 10, 20));
    let whole = ("cells", "cells", 0, 100);
    run.synapses.insert("ei".into(), synapses(8000, ("cells[0:80]", "cells", 0, 80), whole));
    run.synapses.insert("input".into(), synapses(12_345, ("drive", "drive", 0, 50), whole));
    run.synapses.insert("modulation".into(), synapses(3, whole, ("input", "input", 0, 12_345)));
    let page = page(&run);
    for (number, what) in [(100, "neurons"), (50, "other sources")] {
        assert!(page.contains(&format!("<dt>{what}</dt><dd>{number}</dd>")), "{number} {what}");
    }
    let svg = page.split("<svg ").nth(1).and_then(|rest| rest.split("</svg>").next()).expect("a drawing");
    let tree = format!("<svg {svg}</svg>");
    let tree = roxmltree::Document::parse(&tree).expect("well-formed");
    let count = |class: &str| {
        let all = tree.descendants();
        all.filter(|it| it.attribute("class").is_some_and(|it| it.split(' ').any(|word| word == class)))
            .count()
    };
    assert_eq!(count("card"), 4, "two groups, an input, and the synapses that others end at");
    assert_eq!(count("piece"), 2, "a subgroup and a slice");
    assert_eq!(count("wire"), 5, "synapses at which others end are two lines");
    for shown in ["core", "[0:80]", "12\u{202f}345", "noise"] {
        assert!(
            svg.contains(&format!(">{shown}")) || svg.contains(&format!("{shown} ")),
            "`{shown}` in {svg}"
        );
    }
}

#[test]
fn results_without_a_text_have_a_page_too() {
    let mut run = described(Model { file: "old.eqs".into(), ..Model::default() });
    run.groups.insert("cells".into(), group(100));
    run.constants.insert("tau".into(), constant(0.01, "s"));
    let page = page(&run);
    assert!(page.contains("10\u{a0}ms") && page.contains("id=\"network\"") && !page.contains("id=\"model\""));
}
