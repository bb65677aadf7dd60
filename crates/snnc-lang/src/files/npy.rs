//! The format of NumPy for one array.
//!
//! <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>

use super::{Array, Values};

/// Decodes the bytes of an `.npy` file that holds one array of numbers.
pub(super) fn decode(bytes: &[u8]) -> Result<Array, String> {
    let (header, data) = open(bytes)?;
    array(&header.shape, &header.descr, data, header.fortran)
}

/// Decodes the bytes of an `.npy` file: one array without a name, or of records an array for each field.
pub(super) fn fields(bytes: &[u8]) -> Result<Vec<(Option<String>, Array)>, String> {
    let (header, data) = open(bytes)?;
    let Some(fields) = records(&header.descr) else {
        return Ok(vec![(None, array(&header.shape, &header.descr, data, header.fortran)?)]);
    };
    let widths: Option<Vec<usize>> = fields.iter().map(|(_, descr)| width(descr)).collect();
    let widths = widths.ok_or_else(|| unknown(&header.descr))?;
    let record: usize = widths.iter().sum();
    let count: usize = header.shape.iter().product();
    let data = count
        .checked_mul(record)
        .and_then(|size| data.get(..size))
        .ok_or("it ends before the last of its elements")?;
    let mut start = 0;
    let mut arrays = vec![];
    for ((name, descr), width) in fields.into_iter().zip(widths) {
        let own: Vec<u8> =
            data.chunks_exact(record).flat_map(|record| &record[start..start + width]).copied().collect();
        arrays.push((Some(name), array(&header.shape, &descr, &own, header.fortran)?));
        start += width;
    }
    Ok(arrays)
}

/// The header of a file, and what follows it.
fn open(bytes: &[u8]) -> Result<(Header, &[u8]), String> {
    let broken = || "it is no NumPy array".to_string();
    let rest = bytes.strip_prefix(b"\x93NUMPY").ok_or_else(broken)?;
    let (version, rest) = rest.split_first_chunk::<2>().ok_or_else(broken)?;
    let (length, rest) = if version[0] == 1 {
        let (length, rest) = rest.split_first_chunk().ok_or_else(broken)?;
        (u16::from_le_bytes(*length) as usize, rest)
    } else {
        let (length, rest) = rest.split_first_chunk().ok_or_else(broken)?;
        (u32::from_le_bytes(*length) as usize, rest)
    };
    let (header, data) = rest.split_at_checked(length).ok_or_else(broken)?;
    let header = Header::read(std::str::from_utf8(header).map_err(|_| broken())?).ok_or_else(broken)?;
    Ok((header, data))
}

/// An array of elements of one type, which begin the data.
fn array(shape: &[usize], descr: &str, data: &[u8], fortran: bool) -> Result<Array, String> {
    let count = shape.iter().try_fold(1_usize, |n, length| n.checked_mul(*length));
    let size = count.and_then(|count| count.checked_mul(width(descr)?));
    let size = size.ok_or_else(|| unknown(descr))?;
    let data = data.get(..size).ok_or("it ends before the last of its elements")?;
    let values = values(descr, data).ok_or_else(|| unknown(descr))?;
    let values = if fortran { in_c_order(values, shape) } else { values };
    Ok(Array { shape: shape.to_vec(), values })
}

fn unknown(descr: &str) -> String {
    format!("its elements are of type `{descr}`, which is no kind of number")
}

/// The fields of records, `[('i', '<i4'), ('w', '<f8')]`: their names and types. `None` if it is another type, or one with fields
/// that are arrays or unnamed gaps.
fn records(descr: &str) -> Option<Vec<(String, String)>> {
    let mut fields = vec![];
    let mut rest = descr.strip_prefix('[')?.trim();
    while let Some(field) = rest.strip_prefix('(') {
        let (name, field) = field.trim_start().strip_prefix('\'')?.split_once('\'')?;
        let (ty, field) = field.trim_start_matches([',', ' ']).strip_prefix('\'')?.split_once('\'')?;
        fields.push((name.to_string(), ty.to_string()));
        rest = field.trim_start().strip_prefix(')')?.trim_start_matches([',', ' ']);
    }
    (rest == "]" && !fields.is_empty()).then_some(fields)
}

/// The bytes of an element.
fn width(descr: &str) -> Option<usize> {
    match descr.get(1..)? {
        "b1" | "i1" | "u1" => Some(1),
        "i2" | "u2" | "f2" => Some(2),
        "i4" | "u4" | "f4" => Some(4),
        "i8" | "u8" | "f8" => Some(8),
        _ => None,
    }
}

/// What an array is, as its file says.
struct Header {
    /// `<f8` and the like.
    descr: String,
    fortran: bool,
    shape: Vec<usize>,
}

impl Header {
    /// Reads the Python dictionary that the header is.
    fn read(text: &str) -> Option<Header> {
        let after = |key: &str| {
            // A field of a record may bear such a name, but no colon follows it.
            let quoted = format!("'{key}'");
            let mut ends = text.match_indices(&quoted).map(|(at, _)| &text[at + quoted.len()..]);
            ends.find_map(|rest| rest.trim_start().strip_prefix(':')).map(str::trim_start)
        };
        let descr = after("descr")?;
        // A structure of several fields is written as a list.
        let descr = match descr.strip_prefix('\'') {
            Some(quoted) => quoted.split('\'').next()?,
            None => descr.split_inclusive(']').next()?,
        };
        let fortran = after("fortran_order")?.starts_with("True");
        let shape = after("shape")?.strip_prefix('(')?.split(')').next()?;
        let lengths = shape.split(',').map(str::trim).filter(|length| !length.is_empty());
        let shape = lengths.map(|length| length.parse().ok()).collect::<Option<_>>()?;
        Some(Header { descr: descr.to_string(), fortran, shape })
    }
}

/// The elements, in the order of the file.
fn values(descr: &str, data: &[u8]) -> Option<Values> {
    let big = match descr.get(..1)? {
        "<" | "|" => false,
        ">" => true,
        "=" => cfg!(target_endian = "big"),
        _ => return None,
    };
    let words = data.chunks_exact(width(descr)?).map(|bytes| {
        let append = |word: u64, byte: &u8| word << 8 | u64::from(*byte);
        if big { bytes.iter().fold(0, append) } else { bytes.iter().rev().fold(0, append) }
    });
    Some(match descr.get(1..)? {
        "b1" => Values::Booleans(words.map(|word| word != 0).collect()),
        "i1" => Values::Integers(words.map(|word| i64::from(word as i8)).collect()),
        "i2" => Values::Integers(words.map(|word| i64::from(word as i16)).collect()),
        "i4" => Values::Integers(words.map(|word| i64::from(word as i32)).collect()),
        "i8" => Values::Integers(words.map(|word| word as i64).collect()),
        "u1" | "u2" | "u4" => Values::Integers(words.map(|word| word as i64).collect()),
        "u8" => {
            let words: Vec<u64> = words.collect();
            match words.iter().map(|word| i64::try_from(*word)).collect() {
                Ok(integers) => Values::Integers(integers),
                Err(_) => Values::Floats(words.iter().map(|word| *word as f64).collect()),
            }
        }
        "f2" => Values::Floats(words.map(|word| half(word as u16)).collect()),
        "f4" => Values::Floats(words.map(|word| f64::from(f32::from_bits(word as u32))).collect()),
        "f8" => Values::Floats(words.map(f64::from_bits).collect()),
        _ => return None,
    })
}

/// A float of 16 bits.
fn half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    // Powers of two, exactly.
    let scale = |exponent: i32| f64::from_bits(((1023 + exponent) as u64) << 52);
    let size = match exponent {
        0 => fraction * scale(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * scale(exponent - 25),
    };
    if bits >> 15 == 1 { -size } else { size }
}

/// Elements of which the first index runs fastest, with the last one fastest.
fn in_c_order(values: Values, shape: &[usize]) -> Values {
    fn reorder<T: Copy>(values: &[T], shape: &[usize]) -> Vec<T> {
        let mut ordered = Vec::with_capacity(values.len());
        let mut index = vec![0; shape.len()];
        for _ in 0..values.len() {
            let at = index.iter().zip(shape).rev().fold(0, |at, (i, length)| at * length + i);
            ordered.push(values[at]);
            for (i, length) in index.iter_mut().zip(shape).rev() {
                *i += 1;
                if *i < *length {
                    break;
                }
                *i = 0;
            }
        }
        ordered
    }
    match values {
        Values::Floats(values) => Values::Floats(reorder(&values, shape)),
        Values::Integers(values) => Values::Integers(reorder(&values, shape)),
        Values::Booleans(values) => Values::Booleans(reorder(&values, shape)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(descr: &str, fortran: &str, shape: &str, data: &[u8]) -> Vec<u8> {
        let header = format!("{{'descr': '{descr}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        bytes.extend(data);
        bytes
    }

    #[test]
    fn numbers_of_every_width_are_read() {
        let one = |descr: &str, data: &[u8]| decode(&file(descr, "False", "(1,)", data)).unwrap().values;
        assert_eq!(one("<f8", &1.5f64.to_le_bytes()), Values::Floats(vec![1.5]));
        assert_eq!(one(">f4", &(-2.5f32).to_be_bytes()), Values::Floats(vec![-2.5]));
        assert_eq!(one("<f2", &0xc100u16.to_le_bytes()), Values::Floats(vec![-2.5]));
        assert_eq!(one("<f2", &1u16.to_le_bytes()), Values::Floats(vec![5.960464477539063e-8]));
        assert_eq!(one("|i1", &[0xff]), Values::Integers(vec![-1]));
        assert_eq!(one("|u1", &[0xff]), Values::Integers(vec![255]));
        assert_eq!(one(">i2", &[0xff, 0xfe]), Values::Integers(vec![-2]));
        assert_eq!(one("<i8", &i64::MIN.to_le_bytes()), Values::Integers(vec![i64::MIN]));
        assert_eq!(one("<u8", &u64::MAX.to_le_bytes()), Values::Floats(vec![u64::MAX as f64]));
        assert_eq!(one("|b1", &[1]), Values::Booleans(vec![true]));
    }

    #[test]
    fn the_last_index_runs_fastest() {
        let data: Vec<u8> = (0..6).collect();
        let c = decode(&file("|u1", "False", "(2, 3)", &data)).unwrap();
        assert_eq!((c.shape, c.values), (vec![2, 3], Values::Integers(vec![0, 1, 2, 3, 4, 5])));
        let fortran = decode(&file("|u1", "True", "(2, 3)", &data)).unwrap();
        assert_eq!((fortran.shape, fortran.values), (vec![2, 3], Values::Integers(vec![0, 2, 4, 1, 3, 5])));
    }

    #[test]
    fn records_are_an_array_for_each_field() {
        let descr = "[('i', '<i2'), ('w', '<f4')]";
        let header = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': (2,), }}\n");
        let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
        bytes.extend((header.len() as u16).to_le_bytes());
        bytes.extend(header.as_bytes());
        for (i, w) in [(7_i16, 0.5_f32), (-1, 2.0)] {
            bytes.extend(i.to_le_bytes());
            bytes.extend(w.to_le_bytes());
        }
        let arrays = fields(&bytes).unwrap();
        assert_eq!(
            arrays[0],
            (Some("i".into()), Array { shape: vec![2], values: Values::Integers(vec![7, -1]) })
        );
        assert_eq!(
            arrays[1],
            (Some("w".into()), Array { shape: vec![2], values: Values::Floats(vec![0.5, 2.0]) })
        );
        assert!(fields(&bytes[..bytes.len() - 1]).unwrap_err().contains("ends before"));
        assert!(decode(&bytes).unwrap_err().contains("no kind of number"));
    }

    #[test]
    fn what_is_no_array_of_numbers_is_told() {
        let error = |bytes: &[u8]| decode(bytes).unwrap_err();
        assert_eq!(error(b"PK"), "it is no NumPy array");
        assert!(error(&file("<U4", "False", "(1,)", &[0; 16])).contains("`<U4`"));
        assert!(error(&file("|O", "False", "(1,)", &[0; 16])).contains("`|O`"));
        assert!(error(&file("<f8", "False", "(3,)", &[0; 16])).contains("ends before"));
        assert!(decode(&file("<f8", "False", "(9999999999, 9999999999)", &[])).is_err());
    }
}
