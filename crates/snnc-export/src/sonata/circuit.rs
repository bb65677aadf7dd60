//! The network as a whole: nodes, edges, and the file that names them.

use super::edges::{self, Edges};
use super::nodes;
use crate::choice::Choice;
use crate::error::Error;
use crate::part::{Kind, Part};
use snnc_results::Results;
use std::path::{Path, PathBuf};

/// Writes the network, if the synapses of it were saved, or values of its neurons.
pub(super) fn write(
    results: &Results,
    parts: &[Part],
    choice: &Choice,
    folder: &Path,
) -> Result<Vec<PathBuf>, Error> {
    let saved = |part: &&Part| matches!(part.kind, Kind::Synapses | Kind::Elements);
    if !parts.iter().any(|part| saved(&part)) {
        return Ok(vec![]);
    }
    let all: Vec<_> = parts.iter().filter(|part| part.kind == Kind::Synapses).collect();
    let mut edges = vec![];
    for part in &all {
        // Synapses that were saved several times are told apart by what they were saved as.
        let once = all.iter().filter(|other| other.group == part.group).count() == 1;
        let name = if once { &part.group } else { &part.name };
        match Edges::of(results, name, part)? {
            Some(found) => edges.push(found),
            None if choice.names.is_empty() => {}
            None => {
                let reason = "SONATA connects neurons, and `run.json` names none at both ends of these";
                return Err(Error::unfit(&part.name, reason));
            }
        }
    }
    let mut written = nodes::write(results, parts, folder)?.to_vec();
    if !edges.is_empty() {
        written.extend(edges::write(&edges, folder)?);
    }
    written.push(super::text(folder, "circuit_config.json", &config(results, &edges))?);
    Ok(written)
}

/// The file that names the others, and the populations in them.
fn config(results: &Results, edges: &[Edges<'_>]) -> String {
    let groups = results.description().groups.iter();
    let nodes = groups.map(|(name, group)| listed(name, nodes::model_type(group)));
    let nodes = network("nodes", "node", &nodes.collect::<Vec<_>>());
    let edges: Vec<_> = edges.iter().map(|edges| listed(&edges.name, "chemical")).collect();
    let edges = if edges.is_empty() { String::new() } else { network("edges", "edge", &edges) };
    format!(
        "{{\n  \"manifest\": {{\"$NETWORK_DIR\": \".\"}},\n  \"networks\": {{\n    \
         \"nodes\": [{nodes}],\n    \"edges\": [{edges}]\n  }}\n}}\n"
    )
}

fn listed(population: &str, ty: &str) -> String {
    format!("          {population:?}: {{\"type\": {ty:?}}}")
}

fn network(files: &str, types: &str, populations: &[String]) -> String {
    format!(
        "\n      {{\n        \"{files}_file\": \"$NETWORK_DIR/{files}.h5\",\n        \
         \"{types}_types_file\": \"$NETWORK_DIR/{types}_types.csv\",\n        \
         \"populations\": {{\n{}\n        }}\n      }}\n    ",
        populations.join(",\n")
    )
}
