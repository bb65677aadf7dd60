//! Arrays: as rows and matrices.

use super::{Place, Typesetter, listed, row};
use snnc_lang::syntax::ast::{Expr, ExprKind};

/// How many elements are shown of a long array, and how many rows of a matrix.
const SHOWN: usize = 24;

impl Typesetter<'_> {
    pub(super) fn array(self, elements: &[Expr]) -> String {
        let rows: Option<Vec<&[Expr]>> = elements
            .iter()
            .map(|element| match &element.kind {
                ExprKind::Array(row) => Some(row.as_slice()),
                _ => None,
            })
            .collect();
        match rows {
            Some(rows) if !rows.is_empty() => self.matrix(&rows),
            _ => row(&format!("<mo>[</mo>{}<mo>]</mo>", listed(self.cut(elements)))),
        }
    }

    fn matrix(self, rows: &[&[Expr]]) -> String {
        let cells = |cells: Vec<String>| {
            let cells = cells.iter().map(|cell| format!("<mtd><mrow>{cell}</mrow></mtd>"));
            format!("<mtr>{}</mtr>", cells.collect::<String>())
        };
        let mut lines: Vec<String> = rows.iter().take(SHOWN).map(|row| cells(self.cut(row))).collect();
        if rows.len() > SHOWN {
            lines.push(cells(vec!["<mo>⋮</mo>".into()]));
        }
        let table = format!("<mtable class=\"matrix\">{}</mtable>", lines.concat());
        row(&format!("<mo>[</mo>{table}<mo>]</mo>"))
    }

    /// The elements, of a long array only the first.
    fn cut(self, elements: &[Expr]) -> Vec<String> {
        let mut cells: Vec<String> =
            elements.iter().take(SHOWN).map(|element| self.placed(element, Place::default())).collect();
        if elements.len() > SHOWN {
            cells.push("<mo>⋯</mo>".into());
        }
        cells
    }
}
