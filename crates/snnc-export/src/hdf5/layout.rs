//! Where everything goes: the superblock, the headers of all objects, and then the values of all datasets.

use super::header::{self, SUPERBLOCK};
use super::{Group, Member, Put};
use crate::error::Error;
use crate::fresh::Fresh;
use std::cell::Cell;
use std::path::PathBuf;

const ALIGNMENT: u64 = 8;

/// Writes a file with that root.
pub(crate) fn write(root: &Group<'_>, file: Fresh) -> Result<PathBuf, Error> {
    file.complete(|file| {
        let headers = SUPERBLOCK + size_of_headers(root);
        let mut places = Places { header: SUPERBLOCK, values: headers, bytes: vec![] };
        let address = places.group(root);
        file.put(&header::superblock(places.values, address))?;
        file.put(&places.bytes)?;
        values(root, file)
    })
}

/// The bytes of the headers of a group and of all in it.
fn size_of_headers(group: &Group<'_>) -> u64 {
    let members = group.members.iter().map(|(_, member)| match member {
        Member::Group(group) => size_of_headers(group),
        Member::Dataset(dataset) => padded(header::dataset(dataset, 0).len() as u64),
        Member::Also(_) => 0,
    });
    members.sum::<u64>() + padded(header::group(group, &vec![0; group.members.len()]).len() as u64)
}

fn padded(size: u64) -> u64 {
    size.next_multiple_of(ALIGNMENT)
}

/// The next free places, and the headers so far.
struct Places {
    header: u64,
    values: u64,
    bytes: Vec<u8>,
}

impl Places {
    /// Lays out a group after its members, and yields its address.
    fn group(&mut self, group: &Group<'_>) -> u64 {
        let mut addresses = vec![];
        for (_, member) in &group.members {
            addresses.push(match member {
                Member::Group(group) => self.group(group),
                Member::Dataset(dataset) => {
                    let bytes = header::dataset(dataset, self.values);
                    self.values += padded(dataset.bytes());
                    self.header(&bytes)
                }
                Member::Also(at) => addresses[*at],
            });
        }
        self.header(&header::group(group, &addresses))
    }

    fn header(&mut self, bytes: &[u8]) -> u64 {
        let address = self.header;
        self.bytes.extend(bytes);
        let size = padded(bytes.len() as u64);
        self.bytes.resize(self.bytes.len() + (size as usize - bytes.len()), 0);
        self.header += size;
        address
    }
}

/// Writes the values of all datasets, in the order in which they were laid out.
fn values(group: &Group<'_>, file: &mut Fresh) -> Result<(), Error> {
    for (name, member) in &group.members {
        match member {
            Member::Group(group) => values(group, file)?,
            Member::Also(_) => {}
            Member::Dataset(dataset) => {
                let written = Cell::new(0_u64);
                let put: Put<'_> = &mut |bytes| {
                    written.set(written.get() + bytes.len() as u64);
                    file.put(bytes)
                };
                (dataset.values)(put)?;
                // What was announced in the header must be there: another length would shift all that follows.
                if written.get() != dataset.bytes() {
                    let reason = format!(
                        "`{name}` has {} bytes where {} were expected",
                        written.get(),
                        dataset.bytes()
                    );
                    return Err(Error::write(file.path(), reason));
                }
                let gap = padded(written.get()) - written.get();
                file.put(&vec![0; gap as usize])?;
            }
        }
    }
    Ok(())
}
