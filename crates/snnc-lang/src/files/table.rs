//! Numbers in a text, one row a line: separated by commas, or by blanks.

use super::{Array, Values};

/// What stands between the numbers of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Separator {
    /// A comma, as in `.csv` files.
    Comma,
    /// Blanks or tabs, as in lists of edges. A comment in the first line that has the names `i` and `j` names the columns.
    Blank,
}

impl Separator {
    fn fields(self, line: &str) -> Vec<&str> {
        match self {
            Separator::Comma => line.split(',').map(str::trim).collect(),
            Separator::Blank => line.split_whitespace().collect(),
        }
    }

    /// The names of columns in the first line, where that is a comment.
    fn commented(self, line: &str) -> Option<Vec<&str>> {
        let names = match self {
            Separator::Comma => return None,
            Separator::Blank => self.fields(line.trim_start().strip_prefix('#')?),
        };
        ["i", "j"].iter().all(|name| names.contains(name)).then_some(names)
    }
}

/// The arrays of a text: the whole, without a name; or its columns, if its first line names them.
///
/// Empty lines, and what follows a `#`, are left out. A single row or column has one dimension.
pub(super) fn decode(bytes: &[u8], separator: Separator) -> Result<Vec<(Option<String>, Array)>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8 text")?;
    let text = text.trim_start_matches('\u{feff}');
    let mut names: Option<Vec<&str>> = text.lines().next().and_then(|line| separator.commented(line));
    let mut rows: Vec<Vec<&str>> = vec![];
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let fields = separator.fields(line);
        let first = rows.is_empty() && names.is_none();
        if first && fields.iter().all(|field| number_of(field).is_none() && !field.is_empty()) {
            names = Some(fields.iter().map(|field| field.trim_matches('"')).collect());
            continue;
        }
        let wanted = rows.first().map(Vec::len).or(names.as_ref().map(Vec::len));
        if let Some(wanted) = wanted
            && fields.len() != wanted
        {
            let found = fields.len();
            return Err(format!("its line {} has {found} numbers, and those before {wanted}", number + 1));
        }
        if let Some(field) = fields.iter().find(|field| number_of(field).is_none()) {
            return Err(format!("in its line {}, `{field}` is no number", number + 1));
        }
        rows.push(fields);
    }
    if let Some(names) = names {
        let column = |at: usize| {
            let fields: Vec<_> = rows.iter().map(|row| row[at]).collect();
            Array { shape: vec![rows.len()], values: values(&fields) }
        };
        return Ok(names
            .iter()
            .enumerate()
            .map(|(at, name)| (Some((*name).to_string()), column(at)))
            .collect());
    }
    let columns = rows.first().map_or(0, Vec::len);
    let shape = match (rows.len(), columns) {
        (_, 0 | 1) => vec![rows.len()],
        (1, _) => vec![columns],
        (rows, columns) => vec![rows, columns],
    };
    Ok(vec![(None, Array { shape, values: values(&rows.concat()) })])
}

fn number_of(field: &str) -> Option<f64> {
    field.parse().ok()
}

/// Integers if all of them are written so.
fn values(fields: &[&str]) -> Values {
    match fields.iter().map(|field| field.parse()).collect() {
        Ok(integers) => Values::Integers(integers),
        Err(_) => Values::Floats(fields.iter().filter_map(|field| number_of(field)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> (Vec<usize>, Values) {
        let [(None, array)] = &decode(text.as_bytes(), Separator::Comma).unwrap()[..] else {
            panic!("one array")
        };
        (array.shape.clone(), array.values.clone())
    }

    #[test]
    fn rows_and_columns() {
        assert_eq!(whole("1, 2\n3, 4\n"), (vec![2, 2], Values::Integers(vec![1, 2, 3, 4])));
        assert_eq!(whole("# a comment\n1.5\n\n2 # two\n"), (vec![2], Values::Floats(vec![1.5, 2.0])));
        assert_eq!(whole("1,2,3"), (vec![3], Values::Integers(vec![1, 2, 3])));
    }

    #[test]
    fn a_first_line_of_words_names_the_columns() {
        let columns = decode(b"i,t\n0,0.5\n1,1.5\n", Separator::Comma).unwrap();
        let names: Vec<_> = columns.iter().map(|(name, _)| name.as_deref()).collect();
        assert_eq!(names, [Some("i"), Some("t")]);
        assert_eq!(columns[1].1.values, Values::Floats(vec![0.5, 1.5]));
    }

    #[test]
    fn blanks_separate_what_a_comment_may_name() {
        let columns = |text: &str| decode(text.as_bytes(), Separator::Blank).unwrap();
        let names: Vec<_> = columns("# i j w\n0 1\t0.5\n2 0 1\n").into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [Some("i".to_string()), Some("j".into()), Some("w".into())]);
        assert_eq!(columns("# source target\n0 1\n2 0\n")[0].1.shape, [2, 2]);
        assert_eq!(columns("i j\n0 1\n").len(), 2);
    }

    #[test]
    fn what_is_no_table_of_numbers_is_told_with_its_line() {
        assert!(decode(b"1,2\n3\n", Separator::Comma).unwrap_err().contains("line 2 has 1 numbers"));
        assert!(decode(b"1,2\n3,x\n", Separator::Comma).unwrap_err().contains("in its line 2, `x`"));
    }
}
