//! From the order of time to the order of elements.

/// Both sides of a tile of this many rows and columns lie in the nearest cache.
const TILE: usize = 16;

/// Turns columns `first..first + count` of a table, of which each row has `width` values, into rows: row `k` of the result is that
/// column from `to[k * stride]` on.
pub(crate) fn transpose(
    table: &[f64],
    width: usize,
    (first, count): (usize, usize),
    to: &mut [f64],
    stride: usize,
) {
    if width == 0 {
        return;
    }
    let rows = table.len() / width;
    for top in (0..rows).step_by(TILE) {
        let bottom = (top + TILE).min(rows);
        for left in (0..count).step_by(TILE) {
            let right = (left + TILE).min(count);
            for column in left..right {
                let to = &mut to[column * stride + top..][..bottom - top];
                let from = table[top * width + first + column..].iter().step_by(width);
                for (to, from) in to.iter_mut().zip(from) {
                    *to = *from;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::transpose;

    #[test]
    fn columns_become_rows() {
        for (rows, width) in [(1, 1), (3, 5), (16, 16), (40, 33), (17, 100)] {
            let table: Vec<f64> = (0..rows * width).map(|k| k as f64).collect();
            for (first, count) in [(0, width), (width / 2, width - width / 2), (width / 3, 1)] {
                let stride = rows + 2;
                let mut turned = vec![-1.0; count * stride];
                transpose(&table, width, (first, count), &mut turned, stride);
                for (at, value) in turned.iter().enumerate() {
                    let (column, row) = (at / stride, at % stride);
                    let expected = if row < rows { table[row * width + first + column] } else { -1.0 };
                    assert_eq!(*value, expected, "{rows} x {width}, {first}, {count}, {at}");
                }
            }
        }
    }
}
