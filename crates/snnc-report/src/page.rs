//! The page as a whole.

use crate::charts;
use crate::error::Error;
use crate::html::escape;
use crate::model::Written;
use crate::network;
use crate::sections::{
    Section, blocks, findings, head, parameters, protocol, provenance, source, statistics,
};
use crate::typeset::Typesetter;
use snnc_results::Results;
use snnc_stats::{Choices, Summary};

const STYLE: &str = include_str!("../assets/page.css");

/// A page of HTML that shows a run. The same results give the same text.
///
/// # Errors
/// If what was recorded cannot be read.
pub fn report(results: &Results) -> Result<String, Error> {
    let description = results.description();
    let written = Written::read(&description.model);
    let mut all: Vec<Section> = vec![];
    let charts = charts::section(results)?;
    if !charts.empty {
        all.push(Section { id: "activity", title: "Activity", body: charts.body });
    }
    all.extend(statistics::section(&Summary::of(results, &Choices::default())?));
    all.extend(network::section(description, written.as_ref()));
    if let Some(written) = &written {
        let typesetter = Typesetter::new(&written.program.sources);
        all.extend(blocks::section(written, description, typesetter));
        all.extend(parameters::section(written, description, typesetter));
        all.extend(protocol::section(written, description, typesetter));
    } else {
        all.extend(parameters::values(description));
    }
    all.push(provenance::section(description));
    all.extend(source::section(&description.model));
    let script = if charts.empty { String::new() } else { format!("<script>\n{}</script>\n", charts.script) };
    let contents: String =
        all.iter().map(|it| format!("<li><a href=\"#{}\">{}</a></li>", it.id, it.title)).collect();
    let body: String = all.iter().map(Section::html).collect();
    Ok(format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"snnc {}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n\
         <a class=\"skip\" href=\"#content\">To the results</a>\n{}\
         <nav aria-label=\"Contents\"><ul>{contents}</ul></nav>\n<main id=\"content\">\n{}{body}</main>\n{}{script}</body>\n</html>\n",
        escape(&description.snnc),
        escape(&description.model.file),
        charts.style,
        head::header(description, written.as_ref()),
        findings::notes(description),
        head::footer(description),
    ))
}
