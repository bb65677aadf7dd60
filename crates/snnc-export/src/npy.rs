//! The header of NumPy's format for one array.
//!
//! <https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html>

use snnc_results::ElementType;

/// The name that NumPy has for a type.
pub(crate) fn descr(element: ElementType) -> &'static str {
    match element {
        ElementType::I32 => "<i4",
        ElementType::I64 => "<i8",
        ElementType::F32 => "<f4",
        ElementType::F64 => "<f8",
    }
}

/// The header of an array of one type.
pub(crate) fn plain(descr: &str, shape: &[usize]) -> Vec<u8> {
    header(&format!("'{descr}'"), shape)
}

/// The header of a list of records with named fields.
pub(crate) fn records<'a>(fields: impl Iterator<Item = (&'a str, &'a str)>, count: usize) -> Vec<u8> {
    let fields: Vec<_> = fields.map(|(name, descr)| format!("('{name}', '{descr}')")).collect();
    header(&format!("[{}]", fields.join(", ")), &[count])
}

fn header(descr: &str, shape: &[usize]) -> Vec<u8> {
    let lengths: Vec<_> = shape.iter().map(usize::to_string).collect();
    let shape =
        if let [only] = &lengths[..] { format!("({only},)") } else { format!("({})", lengths.join(", ")) };
    let mut text = format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}");
    // Version 1 counts up to 65535 bytes, version 2 more. The data begins at a multiple of 64.
    let preamble = |text: &str| if text.len() + 64 < 65536 { 10 } else { 12 };
    let before = preamble(&text);
    let blanks = (before + text.len() + 1).next_multiple_of(64) - (before + text.len() + 1);
    text.extend(std::iter::repeat_n(' ', blanks));
    text.push('\n');
    let mut bytes = b"\x93NUMPY".to_vec();
    if before == 10 {
        bytes.extend([1, 0]);
        bytes.extend((text.len() as u16).to_le_bytes());
    } else {
        bytes.extend([2, 0]);
        bytes.extend((text.len() as u32).to_le_bytes());
    }
    bytes.extend(text.as_bytes());
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_begins_at_a_multiple_of_64() {
        for shape in [&[][..], &[3], &[2, 1000000]] {
            let bytes = plain("<f8", shape);
            assert_eq!(bytes.len() % 64, 0);
            assert_eq!(bytes.last(), Some(&b'\n'));
        }
        let text =
            String::from_utf8_lossy(&records([("i", "<i4"), ("w", "<f8")].into_iter(), 7)).into_owned();
        assert!(text.contains("'descr': [('i', '<i4'), ('w', '<f8')]"), "{text}");
        assert!(text.contains("'shape': (7,)"), "{text}");
    }
}
