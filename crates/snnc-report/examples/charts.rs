//! Makes a page of the plots alone: `cargo run -p snnc-report --example charts DIR > charts.html`.

use snnc_report::charts;
use snnc_results::Results;
use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("the folder of the results is missing")?;
    let charts::Section { style, body, script, .. } = charts::section(&Results::open(folder)?)?;
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Plots</title>\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<style>\n:root {{ color-scheme: light dark }}\n\
         body {{ max-width: 1100px; margin: 20px auto; padding: 0 16px }}\n{style}</style>\n</head>\n<body>\n{body}\
         <script>\n{script}</script>\n</body>\n</html>\n"
    );
    std::io::stdout().write_all(page.as_bytes())?;
    Ok(())
}
