//! Seeds: `1..10`, `3, 5, 10..20`.

use crate::error::Error;

/// More seeds are a slip.
const MOST: u64 = 10_000_000;

/// The seeds that a text lists, both ends of a range included.
///
/// # Errors
/// If it is no list of whole numbers and ranges, or a seed comes twice.
pub fn parse_seeds(text: &str) -> Result<Vec<u64>, Error> {
    let wrong =
        || Error::refused(format!("`--seeds {text}` should read like `--seeds 1..10` or `--seeds 3,5,7`"));
    // The language has no larger whole numbers.
    let seed = |text: &str| {
        text.trim().parse().ok().filter(|seed: &u64| i64::try_from(*seed).is_ok()).ok_or_else(wrong)
    };
    let mut seeds = Vec::new();
    for part in text.split(',') {
        match part.split_once("..") {
            None => seeds.push(seed(part)?),
            Some((first, last)) => {
                let (first, last) = (seed(first)?, seed(last)?);
                if first > last || last - first >= MOST {
                    return Err(wrong());
                }
                seeds.extend(first..=last);
            }
        }
    }
    let mut sorted = seeds.clone();
    sorted.sort_unstable();
    match sorted.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(Error::refused(format!("the seed {} comes twice in `--seeds {text}`", pair[0]))),
        None => Ok(seeds),
    }
}
