//! Which elements of a group are meant: `0,5,10:20`.

use std::str::FromStr;

/// A choice of elements, written as between the brackets of a model: `0`, `-1`, `10:20`, `::10`, joined by commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elements(Vec<Slice>);

/// `start:end:step`; negative numbers count from the end.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Slice {
    start: Option<i64>,
    end: Option<i64>,
    step: u64,
}

impl Elements {
    /// Whether an element of a group of `size` is meant.
    pub fn contains(&self, element: u64, size: u64) -> bool {
        self.0.iter().any(|slice| slice.contains(element, size))
    }
}

impl Slice {
    fn contains(&self, element: u64, size: u64) -> bool {
        let place = |at: i64| if at < 0 { size.saturating_sub(at.unsigned_abs()) } else { at as u64 };
        let start = self.start.map_or(0, place);
        let end = self.end.map_or(size, place);
        element >= start && element < end && (element - start).is_multiple_of(self.step)
    }
}

impl FromStr for Elements {
    type Err = String;

    fn from_str(text: &str) -> Result<Elements, String> {
        let slices: Result<Vec<_>, _> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Slice::from_str).collect();
        match slices? {
            slices if slices.is_empty() => Err("expected elements, such as `0,5,10:20`".into()),
            slices => Ok(Elements(slices)),
        }
    }
}

impl FromStr for Slice {
    type Err = String;

    fn from_str(text: &str) -> Result<Slice, String> {
        let wrong = || format!("expected an element such as `5`, or a range such as `10:20`, not `{text}`");
        let number = |part: &str| match part.trim() {
            "" => Ok(None),
            part => part.parse::<i64>().map(Some).map_err(|_| wrong()),
        };
        let parts: Vec<_> = text.split(':').collect();
        match parts.as_slice() {
            [one] => {
                let at = number(one)?.ok_or_else(wrong)?;
                // The last element has no end that could be written.
                let end = at.checked_add(1).filter(|end| *end != 0);
                Ok(Slice { start: Some(at), end, step: 1 })
            }
            [start, end] => Ok(Slice { start: number(start)?, end: number(end)?, step: 1 }),
            [start, end, step] => {
                let step = number(step)?.unwrap_or(1);
                let step = u64::try_from(step).ok().filter(|step| *step > 0).ok_or_else(wrong)?;
                Ok(Slice { start: number(start)?, end: number(end)?, step })
            }
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(text: &str, size: u64) -> Vec<u64> {
        let elements: Elements = text.parse().expect("elements");
        (0..size).filter(|element| elements.contains(*element, size)).collect()
    }

    #[test]
    fn elements_are_chosen_as_in_models() {
        assert_eq!(chosen("0, 5,7:9", 10), [0, 5, 7, 8]);
        assert_eq!(chosen("-1,-3:-1", 10), [7, 8, 9]);
        assert_eq!(chosen("::4", 10), [0, 4, 8]);
        assert_eq!(chosen("1::3", 10), [1, 4, 7]);
        assert_eq!(chosen(":2", 10), [0, 1]);
        assert!(chosen("20", 10).is_empty());
        for wrong in ["", ",", "a", "1:2:3:4", "::0", "1.5"] {
            assert!(wrong.parse::<Elements>().is_err(), "{wrong}");
        }
    }
}
