//! Statistics as a table with one line a value.

use super::Told;
use crate::failure::Failure;
use snnc_stats::{Correlograms, Histograms, Row, Spectra};

/// The table. Single figures share one, with the columns `of`, `part`, `statistic`, `value` and `unit`; histograms, correlograms and
/// spectra each have columns of their own.
pub(super) fn text(told: &Told) -> Result<String, Failure> {
    let single = told.summary.is_some() || told.correlation.is_some() || told.connections.is_some();
    let kinds = [single, told.histograms.is_some(), told.correlograms.is_some(), told.spectra.is_some()];
    if kinds.iter().filter(|told| **told).count() > 1 {
        return Err(Failure::Usage(
            "a table of values holds one of `--show histograms`, `--show correlograms`, `--show spectra`, or what has single \
             figures; `--format json` holds all"
                .into(),
        ));
    }
    let mut lines = csv::Writer::from_writer(vec![]);
    let written = if let Some(histograms) = &told.histograms {
        of_histograms(&mut lines, histograms)
    } else if let Some(correlograms) = &told.correlograms {
        of_correlograms(&mut lines, correlograms)
    } else if let Some(spectra) = &told.spectra {
        of_spectra(&mut lines, spectra)
    } else {
        let mut rows = told.summary.iter().flat_map(snnc_stats::Summary::rows).collect::<Vec<_>>();
        rows.extend(told.correlation.iter().flat_map(snnc_stats::PairCorrelations::rows));
        rows.extend(told.connections.iter().flat_map(snnc_stats::Connections::rows));
        of_rows(&mut lines, &rows)
    };
    let failure = |error: String| Failure::Usage(format!("cannot write the table: {error}"));
    written.map_err(|error| failure(error.to_string()))?;
    let bytes = lines.into_inner().map_err(|error| failure(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failure(error.to_string()))
}

type Lines = csv::Writer<Vec<u8>>;

fn of_rows(lines: &mut Lines, rows: &[Row]) -> csv::Result<()> {
    lines.write_record(["of", "part", "statistic", "value", "unit"])?;
    for row in rows {
        let value = row.value.map(|value| value.to_string()).unwrap_or_default();
        lines.write_record([&row.of, &row.part, row.statistic, &value, &row.unit])?;
    }
    Ok(())
}

fn of_histograms(lines: &mut Lines, histograms: &Histograms) -> csv::Result<()> {
    lines.write_record(["of", "histogram", "from", "to", "count", "unit"])?;
    for (of, found) in &histograms.0 {
        for (name, histogram, unit) in [("rates", &found.rates, "Hz"), ("intervals", &found.intervals, "s")] {
            for (edges, count) in histogram.edges.windows(2).zip(&histogram.counts) {
                let (from, to) = (edges[0].to_string(), edges[1].to_string());
                lines.write_record([of, name, &from, &to, &count.to_string(), unit])?;
            }
        }
    }
    Ok(())
}

fn of_correlograms(lines: &mut Lines, correlograms: &Correlograms) -> csv::Result<()> {
    lines.write_record(["first", "second", "lag", "coefficient"])?;
    for found in &correlograms.0 {
        for (lag, coefficient) in found.lags.iter().zip(&found.coefficients) {
            lines.write_record([&found.first, &found.second, &lag.to_string(), &coefficient.to_string()])?;
        }
    }
    Ok(())
}

fn of_spectra(lines: &mut Lines, spectra: &Spectra) -> csv::Result<()> {
    lines.write_record(["of", "frequency", "density", "unit"])?;
    for (of, found) in &spectra.0 {
        let unit = format!("({})^2/Hz", found.unit);
        for (frequency, density) in found.frequencies.iter().zip(&found.density) {
            lines.write_record([of, &frequency.to_string(), &density.to_string(), &unit])?;
        }
    }
    Ok(())
}
