//! The messages of object headers: what a dataspace, a datatype or a link is, in bytes.

use super::{Attribute, Element};

/// An address or a length that is not there.
pub(super) const UNDEFINED: u64 = u64::MAX;

/// A message of a header: its type, and its bytes.
pub(super) type Message = (u8, Vec<u8>);

/// How many elements: of no dimension, one.
pub(super) fn dataspace(shape: &[u64]) -> Message {
    let kind = u8::from(!shape.is_empty());
    let mut bytes = vec![2, shape.len() as u8, 0, kind];
    bytes.extend(shape.iter().flat_map(|length| length.to_le_bytes()));
    (0x01, bytes)
}

/// The type of elements.
pub(super) fn datatype(element: Element) -> Message {
    let size = element.size() as u32;
    let whole = |signed: u8| {
        let mut bytes = class(0, [signed << 3, 0, 0], size);
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend((8 * size as u16).to_le_bytes());
        bytes
    };
    // Where sign, exponent and mantissa are.
    let float = |sign: u8, exponent: [u8; 2], mantissa: u8, bias: u32| {
        let mut bytes = class(1, [0x20, sign, 0], size);
        bytes.extend(0_u16.to_le_bytes());
        bytes.extend((8 * size as u16).to_le_bytes());
        bytes.extend([exponent[0], exponent[1], 0, mantissa]);
        bytes.extend(bias.to_le_bytes());
        bytes
    };
    let bytes = match element {
        Element::U8 | Element::U32 | Element::U64 => whole(0),
        Element::I64 => whole(1),
        Element::F32 => float(31, [23, 8], 23, 127),
        Element::F64 => float(63, [52, 11], 52, 1023),
    };
    (0x03, bytes)
}

/// Version 1 of a datatype of a class.
fn class(class: u8, bits: [u8; 3], size: u32) -> Vec<u8> {
    let mut bytes = vec![0x10 | class];
    bytes.extend(bits);
    bytes.extend(size.to_le_bytes());
    bytes
}

/// Nothing is filled in: all values are written.
pub(super) fn fill() -> Message {
    (0x05, vec![3, 0x0a])
}

/// Where the values of a dataset are, one after another.
pub(super) fn contiguous(address: u64, bytes: u64) -> Message {
    let mut layout = vec![3, 1];
    layout.extend(if bytes == 0 { UNDEFINED } else { address }.to_le_bytes());
    layout.extend(bytes.to_le_bytes());
    (0x08, layout)
}

/// That the links of a group are in its header.
pub(super) fn links_here() -> [Message; 2] {
    let mut info = vec![0, 0];
    info.extend([UNDEFINED.to_le_bytes(), UNDEFINED.to_le_bytes()].concat());
    [(0x02, info), (0x0a, vec![0, 0])]
}

/// A member of a group.
pub(super) fn link(name: &str, address: u64) -> Message {
    // The name is in UTF-8, and its length in two bytes.
    let mut bytes = vec![1, 0x11, 1];
    bytes.extend((name.len() as u16).to_le_bytes());
    bytes.extend(name.as_bytes());
    bytes.extend(address.to_le_bytes());
    (0x06, bytes)
}

/// An attribute.
pub(super) fn attribute(name: &str, value: &Attribute) -> Message {
    let (datatype, shape, data) = match value {
        Attribute::Text(text) => {
            // Padded with zeros, in UTF-8; no text is shorter than a byte.
            let size = text.len().max(1);
            let mut data = text.as_bytes().to_vec();
            data.resize(size, 0);
            (class(3, [0x11, 0, 0], size as u32), vec![], data)
        }
        Attribute::Numbers(numbers) => {
            let shape = if numbers.len() == 1 { vec![] } else { vec![numbers.len() as u64] };
            let data = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
            (datatype(Element::U32).1, shape, data)
        }
        Attribute::Flag(flag) => (datatype(Element::U8).1, vec![], vec![u8::from(*flag)]),
        Attribute::Choice { among, at } => (enumeration(among), vec![], vec![*at]),
    };
    let dataspace = dataspace(&shape).1;
    let mut bytes = vec![3, 0];
    for length in [name.len() + 1, datatype.len(), dataspace.len()] {
        bytes.extend((length as u16).to_le_bytes());
    }
    bytes.push(1);
    bytes.extend(name.as_bytes());
    bytes.push(0);
    bytes.extend(datatype);
    bytes.extend(dataspace);
    bytes.extend(data);
    (0x0c, bytes)
}

/// Words numbered from 0, in a byte.
fn enumeration(words: &[&str]) -> Vec<u8> {
    let mut bytes = class(8, [words.len() as u8, 0, 0], 1);
    bytes.extend(datatype(Element::U8).1);
    for word in words {
        let start = bytes.len();
        bytes.extend(word.as_bytes());
        // Ended by a zero, and padded to a multiple of eight.
        let size = (word.len() + 1).next_multiple_of(8);
        bytes.resize(start + size, 0);
    }
    bytes.extend((0..words.len()).map(|number| number as u8));
    bytes
}
