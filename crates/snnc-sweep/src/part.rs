//! A part of a sweep, for a machine or a job of its own.

use crate::error::Error;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The part of that number, from 1 on, of so many: points that follow each other, as many as in any other part or one more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// How many parts there are.
    pub of: u64,
    /// Which it is, counted from 1.
    pub number: u64,
}

impl Part {
    /// All of it.
    pub const WHOLE: Part = Part { of: 1, number: 1 };

    /// Which of so many points are in this part.
    pub fn points(self, all: u64) -> Range<u64> {
        let begin = |number: u64| (u128::from(all) * u128::from(number) / u128::from(self.of)) as u64;
        begin(self.number - 1)..begin(self.number)
    }

    /// The name of a file of this part: `table.csv`, or `table-3-of-100.csv`.
    pub(crate) fn file(self, stem: &str, ending: &str) -> String {
        match self.of {
            1 => format!("{stem}.{ending}"),
            of => format!("{stem}-{}-of-{of}.{ending}", self.number),
        }
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(text: &str) -> Result<Part, Error> {
        let part = text.split_once('/').and_then(|(number, of)| {
            let part = Part { number: number.trim().parse().ok()?, of: of.trim().parse().ok()? };
            (1..=part.of).contains(&part.number).then_some(part)
        });
        part.ok_or_else(|| {
            Error::refused(format!(
                "`{text}` is no part: the third of a hundred is `3/100`, the first `1/100`"
            ))
        })
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::Part;

    #[test]
    fn parts_follow_each_other_and_are_alike() {
        for (all, of) in [(180, 7), (3, 5), (0, 2), (100, 100)] {
            let parts: Vec<_> = (1..=of).map(|number| Part { of, number }.points(all)).collect();
            assert_eq!((parts[0].start, parts[of as usize - 1].end), (0, all));
            assert!(parts.windows(2).all(|pair| pair[0].end == pair[1].start));
            let sizes = parts.iter().map(|part| part.end - part.start);
            assert!(sizes.clone().max().zip(sizes.min()).is_some_and(|(most, least)| most - least <= 1));
        }
        for wrong in ["0/3", "4/3", "3", "a/b", "1/0", ""] {
            assert!(wrong.parse::<Part>().is_err(), "{wrong}");
        }
    }
}
