//! Files of HDF5, as far as exports need them: groups, contiguous datasets whose shapes are known before their values, and
//! attributes. The values are streamed.
//!
//! Written is version 2 of the superblock and of object headers, which HDF5 1.8 and later read. The format:
//! <https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html>

mod checksum;
mod header;
mod layout;
mod message;

pub(crate) use layout::write;

use crate::error::Error;

/// Takes bytes of values.
pub(crate) type Put<'a> = &'a mut dyn FnMut(&[u8]) -> Result<(), Error>;

/// Hands over the bytes of values.
type Values<'a> = Box<dyn Fn(Put<'_>) -> Result<(), Error> + 'a>;

/// A group.
#[derive(Default)]
pub(crate) struct Group<'a> {
    attributes: Vec<(String, Attribute)>,
    members: Vec<(String, Member<'a>)>,
}

/// What a group holds.
enum Member<'a> {
    Group(Group<'a>),
    Dataset(Dataset<'a>),
    /// Another name of an earlier member: its position in the group.
    Also(usize),
}

/// An array.
pub(crate) struct Dataset<'a> {
    element: Element,
    shape: Vec<u64>,
    attributes: Vec<(String, Attribute)>,
    values: Values<'a>,
}

/// The type of the elements of an array, in little-endian order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Element {
    U8,
    U32,
    U64,
    I64,
    F32,
    F64,
}

impl Element {
    /// How many bytes one takes.
    pub(crate) fn size(self) -> u64 {
        match self {
            Element::U8 => 1,
            Element::U32 | Element::F32 => 4,
            Element::U64 | Element::I64 | Element::F64 => 8,
        }
    }
}

/// A value beside a group or a dataset.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Attribute {
    /// A text.
    Text(String),
    /// Numbers; one alone is a scalar.
    Numbers(Vec<u32>),
    /// A flag, in a byte.
    Flag(bool),
    /// One of some words.
    Choice { among: &'static [&'static str], at: u8 },
}

impl<'a> Group<'a> {
    /// Adds an attribute.
    pub(crate) fn attribute(&mut self, name: &str, value: Attribute) {
        self.attributes.push((name.into(), value));
    }

    /// The group in it of that name, made if it is not there.
    pub(crate) fn group(&mut self, name: &str) -> &mut Group<'a> {
        let same =
            |(known, member): &(String, Member<'a>)| known == name && matches!(member, Member::Group(_));
        let at = self.members.iter().position(same).unwrap_or_else(|| {
            self.members.push((name.into(), Member::Group(Group::default())));
            self.members.len() - 1
        });
        match &mut self.members[at].1 {
            Member::Group(group) => group,
            _ => unreachable!("only groups are found or made"),
        }
    }

    /// Gives the member that was added last another name, too.
    pub(crate) fn also(&mut self, name: &str) {
        if let Some(last) = self.members.len().checked_sub(1) {
            self.members.push((name.into(), Member::Also(last)));
        }
    }

    /// Adds an array, of which `values` hands over the bytes when its turn has come.
    pub(crate) fn dataset(
        &mut self,
        name: &str,
        element: Element,
        shape: &[u64],
        values: impl Fn(Put<'_>) -> Result<(), Error> + 'a,
    ) -> &mut Dataset<'a> {
        let dataset =
            Dataset { element, shape: shape.to_vec(), attributes: vec![], values: Box::new(values) };
        self.members.push((name.into(), Member::Dataset(dataset)));
        match self.members.last_mut() {
            Some((_, Member::Dataset(dataset))) => dataset,
            _ => unreachable!("it was just added"),
        }
    }
}

impl Dataset<'_> {
    /// Adds an attribute.
    pub(crate) fn attribute(&mut self, name: &str, value: Attribute) {
        self.attributes.push((name.into(), value));
    }

    /// How many bytes its values take.
    fn bytes(&self) -> u64 {
        self.shape.iter().product::<u64>() * self.element.size()
    }
}
