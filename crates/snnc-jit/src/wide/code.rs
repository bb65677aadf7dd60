//! Straight-line code on vectors, before it has registers.
//!
//! A [`Code`] is a list of operations in SSA form, each on eight lanes. It is written by the functions of this module, which
//! make no operation twice and simplify those that the machine has better forms for.

use snnc_ir::math::ScalarFn;
use std::collections::HashMap;

/// The result of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Value(pub(super) u32);

impl Value {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What kind of register a value needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// Eight words.
    Vector,
    /// Eight bits.
    Mask,
    /// There is no value.
    None,
}

/// Operations of two vectors, an instruction each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Two {
    Add,
    Sub,
    Mul,
    Div,
    /// `a < b ? a : b`
    Min,
    /// `a > b ? a : b`
    Max,
    AddInt,
    SubInt,
    MulInt,
    MinInt,
    MaxInt,
    MinUnsigned,
    And,
    Or,
    Xor,
    /// `a·2^⌊b⌋`
    Scale,
}

impl Two {
    /// Whether the operands may be exchanged.
    pub(super) fn commutes(self) -> bool {
        // A sum or product of two NaNs is one of them, and any is as good as any other.
        !matches!(self, Two::Sub | Two::Div | Two::Min | Two::Max | Two::SubInt | Two::Scale)
    }
}

/// Operations of one vector, an instruction each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum One {
    Sqrt,
    /// To a whole number; the machine's code of how.
    Round(u8),
    AbsInt,
    ToFloat,
    /// To the nearest that single precision has: two instructions.
    ToSingle,
    /// Towards zero; of what no integer is, the least one.
    ToInt,
    ShiftLeft(u8),
    ShiftRight(u8),
}

/// Operations of two masks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Masks {
    And,
    Or,
    Xor,
}

/// What is done out of line, lane by lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Outside {
    /// A slow path of an elementary function, where the mask holds.
    Scalar(ScalarFn),
    FloorDiv,
    FloorMod,
    /// Records the demand of that number where the mask does not hold.
    Require(u32),
}

/// A field of the frame that a kernel is called with, by its offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct FrameField(pub(super) i32);

/// An operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Op {
    /// The same word in all lanes.
    Word(u64),
    /// The numbers from 0 to 7.
    Counting,
    /// What has been published under that number, in all lanes.
    Slot(u32),
    /// The same in all lanes.
    Mask(bool),
    /// A mask that has been published under that number.
    MaskSlot(u32),
    /// The elements of a column at the lanes.
    Load(u32),
    /// The same of a column of singles, as doubles.
    LoadSingle(u32),
    /// The lanes' numbers of those that are drawn for a word of lanes at once.
    Drawn(u32),
    /// A field of the frame, in all lanes.
    Field(FrameField),
    /// The element of a column, in all lanes: at index 0, or at the one that a field of the frame holds.
    Same(u32, Option<FrameField>),
    /// The same of a column of singles, as a double.
    SameSingle(u32, Option<FrameField>),
    /// The number of the first lane, in all lanes.
    First,
    /// The 32-bit indices at the lanes of the list that a field of the frame points to, where the mask holds.
    Ends(FrameField),
    /// The elements of a column at indices.
    Gather(u32),
    /// The same of a column of singles, as doubles.
    GatherSingle(u32),
    One(One),
    Two(Two),
    /// `±(a*b) ± c`
    Fma {
        negate_product: bool,
        negate_addend: bool,
    },
    /// Compares floats; the machine's code of how. If masked, only where the third operand holds.
    Compare(u8, bool),
    /// Compares integers, likewise.
    CompareInt(u8, bool),
    /// Where the integer is not 0.
    Test,
    /// The second where the first holds, else the third.
    Select,
    Masks(Masks),
    MaskNot,
    /// 1 where the mask holds, else 0.
    MaskToInt,
    /// Calls out of line, of the mask, `x`, `y`, and what the result is where it is not called for.
    Outside(Outside),
    /// Writes the elements of a column at the lanes.
    Store(u32),
    /// The same of a column of singles: what is nearest.
    StoreSingle(u32),
    /// Writes the lanes' bits.
    Emit,
    /// Makes a value known to other code under a number.
    Publish(u32),
}

impl Op {
    /// Whether the value is in memory, the same for all vectors: it need not be kept, and can be had anywhere.
    pub(super) fn is_shared(self) -> bool {
        matches!(self, Op::Word(_) | Op::Counting | Op::Slot(_) | Op::Mask(_) | Op::MaskSlot(_))
    }

    /// Whether it is there for what it does.
    pub(super) fn is_effect(self) -> bool {
        matches!(
            self,
            Op::Store(_) | Op::StoreSingle(_) | Op::Emit | Op::Publish(_) | Op::Outside(Outside::Require(_))
        )
    }

    pub(super) fn class(self) -> Class {
        match self {
            Op::Mask(_)
            | Op::MaskSlot(_)
            | Op::Compare(..)
            | Op::CompareInt(..)
            | Op::Test
            | Op::Masks(_)
            | Op::MaskNot => Class::Mask,
            _ if self.is_effect() => Class::None,
            _ => Class::Vector,
        }
    }
}

/// The most operands that an operation has.
const OPERANDS: usize = 4;

/// An operation and its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Node {
    pub(super) op: Op,
    operands: [Value; OPERANDS],
    count: u8,
}

impl Node {
    pub(super) fn operands(&self) -> &[Value] {
        &self.operands[..usize::from(self.count)]
    }
}

/// The sign of a float.
const SIGN: u64 = 1 << 63;

/// The machine's codes of comparisons: of floats, quiet ones. The third bit makes the opposite.
pub(super) mod predicate {
    pub(in super::super) const EQ: u8 = 0x00;
    pub(in super::super) const NE: u8 = 0x04;
    pub(in super::super) const LT: u8 = 0x11;
    pub(in super::super) const LE: u8 = 0x12;
    pub(in super::super) const GE: u8 = 0x1d;
    pub(in super::super) const GT: u8 = 0x1e;
    pub(in super::super) const UNORDERED: u8 = 0x03;
    pub(in super::super) const INT_EQ: u8 = 0;
    pub(in super::super) const INT_LT: u8 = 1;
    pub(in super::super) const INT_LE: u8 = 2;
    pub(in super::super) const INT_NE: u8 = 4;
    pub(in super::super) const INT_GE: u8 = 5;
    pub(in super::super) const INT_GT: u8 = 6;
    pub(super) const OPPOSITE: u8 = 4;

    /// The code for exchanged operands.
    pub(in super::super) fn mirrored(code: u8) -> u8 {
        match code {
            LT => GT,
            GT => LT,
            LE => GE,
            GE => LE,
            // Their opposites.
            0x15 => 0x1a,
            0x1a => 0x15,
            0x16 => 0x19,
            0x19 => 0x16,
            _ => code,
        }
    }

    /// The code for exchanged operands, of integers.
    pub(in super::super) fn mirrored_int(code: u8) -> u8 {
        match code {
            INT_LT => INT_GT,
            INT_GT => INT_LT,
            INT_LE => INT_GE,
            INT_GE => INT_LE,
            _ => code,
        }
    }
}

/// Straight-line code.
#[derive(Debug, Default)]
pub(super) struct Code {
    pub(super) nodes: Vec<Node>,
    known: HashMap<Node, Value>,
}

impl Code {
    pub(super) fn node(&self, value: Value) -> &Node {
        &self.nodes[value.index()]
    }

    fn append(&mut self, node: Node) -> Value {
        let value = Value(self.nodes.len() as u32);
        self.nodes.push(node);
        value
    }

    /// An operation that is carried out in any case, and each time.
    pub(super) fn once(&mut self, op: Op, operands: &[Value]) -> Value {
        let node = new_node(op, operands);
        self.append(node)
    }

    /// An operation whose value depends on its operands alone.
    pub(super) fn pure(&mut self, op: Op, operands: &[Value]) -> Value {
        let node = new_node(op, operands);
        if let Some(&value) = self.known.get(&node) {
            return value;
        }
        let value = self.append(node);
        self.known.insert(node, value);
        value
    }

    pub(super) fn word(&mut self, word: u64) -> Value {
        self.pure(Op::Word(word), &[])
    }

    pub(super) fn float(&mut self, x: f64) -> Value {
        self.word(x.to_bits())
    }

    pub(super) fn one(&mut self, op: One, a: Value) -> Value {
        self.pure(Op::One(op), &[a])
    }

    pub(super) fn two(&mut self, op: Two, a: Value, b: Value) -> Value {
        let (a, b) = if op.commutes() && b < a { (b, a) } else { (a, b) };
        self.pure(Op::Two(op), &[a, b])
    }

    pub(super) fn neg(&mut self, a: Value) -> Value {
        if let Some(inner) = self.negated(a) {
            return inner;
        }
        let sign = self.word(SIGN);
        self.two(Two::Xor, a, sign)
    }

    pub(super) fn abs(&mut self, a: Value) -> Value {
        let size = self.word(!SIGN);
        self.two(Two::And, a, size)
    }

    /// What the value is the negative of, if it was made so.
    fn negated(&self, value: Value) -> Option<Value> {
        let node = self.node(value);
        let (Op::Two(Two::Xor), &[a, b]) = (node.op, node.operands()) else { return None };
        let is_sign = |value: Value| self.node(value).op == Op::Word(SIGN);
        match (is_sign(a), is_sign(b)) {
            (true, false) => Some(b),
            (false, true) => Some(a),
            _ => None,
        }
    }

    /// `a*b + c`, rounded once.
    pub(super) fn fma(&mut self, a: Value, b: Value, c: Value) -> Value {
        let mut negate_product = false;
        let factor = |code: &Code, x: Value, negate: &mut bool| match code.negated(x) {
            Some(inner) => {
                *negate ^= true;
                inner
            }
            None => x,
        };
        let a = factor(self, a, &mut negate_product);
        let b = factor(self, b, &mut negate_product);
        let mut negate_addend = false;
        let c = factor(self, c, &mut negate_addend);
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        self.pure(Op::Fma { negate_product, negate_addend }, &[a, b, c])
    }

    pub(super) fn compare(&mut self, code: u8, a: Value, b: Value) -> Value {
        self.pure(Op::Compare(code, false), &[a, b])
    }

    pub(super) fn compare_int(&mut self, code: u8, a: Value, b: Value) -> Value {
        self.pure(Op::CompareInt(code, false), &[a, b])
    }

    /// The opposite mask.
    pub(super) fn not(&mut self, mask: Value) -> Value {
        let node = *self.node(mask);
        match node.op {
            Op::Compare(code, false) => {
                self.pure(Op::Compare(code ^ predicate::OPPOSITE, false), node.operands())
            }
            Op::CompareInt(code, false) => {
                self.pure(Op::CompareInt(code ^ predicate::OPPOSITE, false), node.operands())
            }
            Op::Mask(mask) => self.pure(Op::Mask(!mask), &[]),
            Op::MaskNot => node.operands()[0],
            _ => self.pure(Op::MaskNot, &[mask]),
        }
    }

    pub(super) fn masks(&mut self, op: Masks, a: Value, b: Value) -> Value {
        if op == Masks::And {
            // A comparison takes a mask at no cost.
            for (mask, comparison) in [(a, b), (b, a)] {
                let node = *self.node(comparison);
                match (node.op, node.operands()) {
                    (Op::Compare(code, false), &[x, y]) => {
                        return self.pure(Op::Compare(code, true), &[x, y, mask]);
                    }
                    (Op::CompareInt(code, false), &[x, y]) => {
                        return self.pure(Op::CompareInt(code, true), &[x, y, mask]);
                    }
                    _ => {}
                }
            }
        }
        let (a, b) = if b < a { (b, a) } else { (a, b) };
        self.pure(Op::Masks(op), &[a, b])
    }

    pub(super) fn select(&mut self, mask: Value, a: Value, b: Value) -> Value {
        if a == b {
            return a;
        }
        if let Op::Mask(mask) = self.node(mask).op {
            return if mask { a } else { b };
        }
        if self.node(mask).op == Op::MaskNot {
            let opposite = self.node(mask).operands()[0];
            return self.pure(Op::Select, &[opposite, b, a]);
        }
        // `a < b ? a : b` and `a > b ? a : b` are instructions.
        let node = *self.node(mask);
        if let (Op::Compare(code, false), &[x, y]) = (node.op, node.operands()) {
            match code {
                predicate::LT if (x, y) == (a, b) => return self.two(Two::Min, a, b),
                predicate::GT if (x, y) == (a, b) => return self.two(Two::Max, a, b),
                predicate::LT if (x, y) == (b, a) => return self.two(Two::Max, a, b),
                predicate::GT if (x, y) == (b, a) => return self.two(Two::Min, a, b),
                _ => {}
            }
        }
        self.pure(Op::Select, &[mask, a, b])
    }

    /// Which operations are needed for effects.
    pub(super) fn live(&self) -> Vec<bool> {
        let mut live = vec![false; self.nodes.len()];
        for index in (0..self.nodes.len()).rev() {
            let node = &self.nodes[index];
            live[index] |= node.op.is_effect();
            if live[index] {
                for operand in node.operands() {
                    live[operand.index()] = true;
                }
            }
        }
        live
    }
}

fn new_node(op: Op, operands: &[Value]) -> Node {
    let mut all = [Value(0); OPERANDS];
    all[..operands.len()].copy_from_slice(operands);
    Node { op, operands: all, count: operands.len() as u8 }
}
