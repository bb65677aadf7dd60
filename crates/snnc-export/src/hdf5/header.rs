//! Object headers and the superblock.

use super::checksum::checksum;
use super::message::{self, Message, UNDEFINED};
use super::{Dataset, Group};

/// The bytes of the superblock.
pub(super) const SUPERBLOCK: u64 = 48;

/// The beginning of the file.
pub(super) fn superblock(end: u64, root: u64) -> Vec<u8> {
    let mut bytes = b"\x89HDF\r\n\x1a\n".to_vec();
    // Version 2; addresses and lengths take 8 bytes; no flags.
    bytes.extend([2, 8, 8, 0]);
    for address in [0, UNDEFINED, end, root] {
        bytes.extend(address.to_le_bytes());
    }
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}

/// The header of a group whose members have these addresses.
pub(super) fn group(group: &Group<'_>, addresses: &[u64]) -> Vec<u8> {
    let mut messages = message::links_here().to_vec();
    messages.extend(group.members.iter().zip(addresses).map(|((name, _), at)| message::link(name, *at)));
    messages.extend(group.attributes.iter().map(|(name, value)| message::attribute(name, value)));
    header(&messages)
}

/// The header of a dataset whose values have this address.
pub(super) fn dataset(dataset: &Dataset<'_>, address: u64) -> Vec<u8> {
    let mut messages = vec![
        message::dataspace(&dataset.shape),
        message::datatype(dataset.element),
        message::fill(),
        message::contiguous(address, dataset.bytes()),
    ];
    messages.extend(dataset.attributes.iter().map(|(name, value)| message::attribute(name, value)));
    header(&messages)
}

fn header(messages: &[Message]) -> Vec<u8> {
    let mut body = vec![];
    for (ty, bytes) in messages {
        body.push(*ty);
        body.extend((bytes.len() as u16).to_le_bytes());
        body.push(0);
        body.extend(bytes);
    }
    // Version 2; the size of the messages takes 4 bytes.
    let mut bytes = b"OHDR\x02\x02".to_vec();
    bytes.extend((body.len() as u32).to_le_bytes());
    bytes.extend(body);
    bytes.extend(checksum(&bytes).to_le_bytes());
    bytes
}
