//! The computation of one neuron or synapse, while it is being built.
//!
//! A [`Graph`] is a directed acyclic graph of pure operations, in which equal expressions are one node, and a list of effects in
//! order. Its constructors simplify as they go; [`Graph::finish`] schedules what the effects need as a
//! [`Kernel`]. Nothing here recurses: an expression may be as deep as it likes.

mod build;
mod fuse;
mod intern;
mod memory;
mod schedule;
mod simplify;

use crate::kernel::{ColumnDecl, Constant, Domain, Inst, Kernel, Precision, Space, Type, Value};
use intern::Interner;
use memory::Memory;
use simplify::Facts;
use std::collections::HashMap;

/// The computation of one lane, while it is being built.
///
/// Values of one graph mean nothing to another. Operands must be of types that the operation takes: it is
/// the lowering that converts.
#[derive(Debug, Clone)]
pub struct Graph {
    name: String,
    domain: Domain,
    columns: Vec<ColumnDecl>,
    streams: Vec<String>,
    nodes: Interner,
    /// What is known of each node.
    facts: Vec<Facts>,
    /// Dividend and divisor of the products that were divisions by a constant.
    quotients: HashMap<Value, (Value, Value)>,
    memory: Memory,
    /// Whether no bit may differ from what is written.
    literal: bool,
}

impl Graph {
    /// An empty computation.
    pub fn new(name: impl Into<String>, domain: Domain) -> Self {
        Graph {
            name: name.into(),
            domain,
            columns: Vec::new(),
            streams: Vec::new(),
            nodes: Interner::default(),
            facts: Vec::new(),
            quotients: HashMap::new(),
            memory: Memory::default(),
            literal: false,
        }
    }

    /// An empty computation that does without the freedoms of the language: each operation as it is written, to the last bit.
    pub fn literal(name: impl Into<String>, domain: Domain) -> Self {
        Graph { literal: true, ..Graph::new(name, domain) }
    }

    /// Its domain.
    pub fn domain(&self) -> Domain {
        self.domain
    }

    /// The number of a column, which is declared unless it is already. Columns of one `storage` may be the same memory.
    pub fn column(&mut self, name: impl Into<String>, ty: Type, space: Space, storage: u32) -> u32 {
        self.column_in(Precision::Double, name, ty, space, storage)
    }

    /// The same, of a column whose floats are stored in that precision.
    pub fn column_in(
        &mut self,
        precision: Precision,
        name: impl Into<String>,
        ty: Type,
        space: Space,
        storage: u32,
    ) -> u32 {
        let decl = ColumnDecl { name: name.into(), ty, precision, space, written: false, storage };
        let known = self.columns.iter().position(|column| *column == decl);
        known.unwrap_or_else(|| {
            self.columns.push(decl);
            self.columns.len() - 1
        }) as u32
    }

    /// The number of a random stream, which is declared unless it is already.
    pub fn stream(&mut self, name: impl Into<String>) -> u32 {
        let name = name.into();
        let known = self.streams.iter().position(|stream| *stream == name);
        known.unwrap_or_else(|| {
            self.streams.push(name);
            self.streams.len() - 1
        }) as u32
    }

    /// The columns declared so far.
    pub fn columns(&self) -> &[ColumnDecl] {
        &self.columns
    }

    /// The streams declared so far.
    pub fn streams(&self) -> &[String] {
        &self.streams
    }

    /// The operation that makes a value. (A load's number is its column; stores are not nodes.)
    pub fn node(&self, value: Value) -> &Inst {
        self.nodes.get(value)
    }

    /// The type of a value.
    pub fn ty(&self, value: Value) -> Type {
        self.node(value).ty
    }

    /// What a value is, if that is known.
    pub fn constant(&self, value: Value) -> Option<Constant> {
        Constant::of(&self.node(value).op)
    }

    /// What a float is, if that is known.
    pub fn float_constant(&self, value: Value) -> Option<f64> {
        match self.constant(value) {
            Some(Constant::Float(x)) => Some(x),
            _ => None,
        }
    }

    /// Schedules what the effects need; everything else is dropped. The kernel has all columns and streams that were declared, in
    /// that order, used or not.
    #[must_use]
    pub fn finish(mut self) -> Kernel {
        self.memory.flush_all();
        let graph = if self.literal { self } else { fuse::fuse(self) };
        schedule::kernel(graph)
    }
}
