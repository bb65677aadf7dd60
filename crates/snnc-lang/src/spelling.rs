//! Words that resemble a misspelt one.

/// The names nearest to `wrong`, at most three, the nearest first.
pub(crate) fn similar<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Vec<String> {
    let length = wrong.chars().count();
    // One slip in a short name, two in a longer one; another case is half a slip.
    let allowed = 2 * (1 + length / 6);
    // Each letter more or less costs 2: most names of a large file need no closer look.
    let as_long = |name: &&str| 2 * length.abs_diff(name.chars().count()) <= allowed;
    let names = names.filter(|name| *name != wrong).filter(as_long);
    let distances = names.map(|name| (distance(wrong, name), name));
    let near = |(d, name): &(usize, &str)| {
        let shorter = length.min(name.chars().count());
        *d <= allowed && (*d < 2 * shorter || *d == 1)
    };
    let mut found: Vec<_> = distances.filter(near).collect();
    found.sort_unstable();
    found.dedup();
    let best = found.first().map_or(0, |(d, _)| *d);
    found.into_iter().filter(|(d, _)| *d <= best + 1).take(3).map(|(_, name)| name.to_string()).collect()
}

/// The names nearest to `wrong`, at most three; one that fits comes before one that does not and is no nearer.
pub(crate) fn similar_fitting<'n>(
    wrong: &str,
    names: impl Iterator<Item = &'n str>,
    fits: Option<impl Fn(&str) -> bool>,
) -> Vec<String> {
    let Some(fits) = fits else { return similar(wrong, names) };
    let names: Vec<_> = names.collect();
    let fitting = similar(wrong, names.iter().copied().filter(|name| fits(name)));
    let all = similar(wrong, names.into_iter());
    let Some(best) = fitting.first().map(|name| distance(wrong, name)) else {
        // One slip may hide another; more of them are another name.
        return all.into_iter().filter(|name| distance(wrong, name) <= 2).collect();
    };
    let (nearest, one_slip) = (all.first().map_or(best, |name| distance(wrong, name)), 2);
    if best > nearest + one_slip {
        return all;
    }
    let nearer = all.into_iter().filter(|name| !fits(name) && distance(wrong, name) < best);
    let nearer: Vec<_> = nearer.collect();
    fitting.into_iter().chain(nearer).take(3).collect()
}

/// The candidate nearest to `word`, if it is near enough to have been meant; capitals do not count.
pub(crate) fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let allowed = match word.chars().count() {
        0..=2 => 0,
        3..=5 => 1,
        6..=40 => 2,
        _ => return None,
    };
    let word = word.to_lowercase();
    let near =
        candidates.into_iter().map(|candidate| (distance(&word, &candidate.to_lowercase()), candidate));
    near.filter(|(distance, _)| *distance <= 2 * allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, c)| c)
}

/// Twice the number of insertions, deletions, replacements and swaps that lead from one to the other; a change of case
/// counts half.
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    if a.len().abs_diff(b.len()) > 8 {
        return usize::MAX;
    }
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = 2 * i;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = 2 * j;
    }
    for i in 1..=a.len() {
        for j in 1..=b.len() {
            let (x, y) = (a[i - 1], b[j - 1]);
            let replace = match x == y {
                true => 0,
                false if x.to_lowercase().eq(y.to_lowercase()) => 1,
                false => 2,
            };
            let mut best = (rows[i - 1][j] + 2).min(rows[i][j - 1] + 2).min(rows[i - 1][j - 1] + replace);
            if i > 1 && j > 1 && a[i - 2] == y && x == b[j - 2] {
                best = best.min(rows[i - 2][j - 2] + 2);
            }
            rows[i][j] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_was_meant() {
        let sections = ["threshold", "reset", "refractory", "init"];
        assert_eq!(nearest("treshold", sections), Some("threshold"));
        assert_eq!(nearest("rest", sections), Some("reset"));
        assert_eq!(nearest("intit", sections), Some("init"));
        assert_eq!(nearest("v", sections), None);
        assert_eq!(nearest("conductance", sections), None);
    }
}
