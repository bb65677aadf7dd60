//! Writing kernels.

use super::float;
use super::names::{SINGLE, has_suffix, is_plain};
use crate::kernel::{Domain, EndIndex, Inst, Kernel, Op, Precision, Type, Value};
use std::fmt::{self, Display, Formatter};

impl Display for Kernel {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "kernel {} over {} {{", Name(&self.name), self.domain)?;
        for column in &self.columns {
            let written = if column.written { ", written" } else { "" };
            let ty = if column.precision == Precision::Single { SINGLE } else { column.ty.word() };
            let (name, space) = (Name(&column.name), column.space.word());
            writeln!(f, "  column {name}: {ty}, {space}{written}, storage {}", column.storage)?;
        }
        for stream in &self.streams {
            writeln!(f, "  stream {}", Name(stream))?;
        }
        for (index, inst) in self.body.iter().enumerate() {
            if index == 0 && self.invariant > 0 {
                writeln!(f, "once:")?;
            }
            if index == self.invariant {
                writeln!(f, "each lane:")?;
            }
            f.write_str("  ")?;
            if !inst.op.is_effect() {
                write!(f, "{} = ", Value(index as u32))?;
            }
            self.fmt_inst(inst, f)?;
            writeln!(f)?;
        }
        writeln!(f, "}}")
    }
}

impl Display for Domain {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(self.lanes.word())?;
        for (name, end) in [("pre", self.pre), ("post", self.post)] {
            if end != EndIndex::None {
                write!(f, ", {name} {}", end.word())?;
            }
        }
        Ok(())
    }
}

impl Display for Value {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "%{}", self.0)
    }
}

impl Kernel {
    fn fmt_inst(&self, inst: &Inst, f: &mut Formatter<'_>) -> fmt::Result {
        let op = &inst.op;
        let ty = match op {
            Op::Compare(_, a, _) => self.body.get(a.index()).map_or(Type::F64, |a| a.ty),
            _ => inst.ty,
        };
        let suffix = if has_suffix(op) { format!(".{}", ty.word()) } else { String::new() };
        let column = |column: u32| Reference(self.columns.iter().map(|column| &*column.name), column);
        let stream = |stream: u32| Reference(self.streams.iter().map(|stream| &**stream), stream);
        match op {
            Op::Float(x) => write!(f, "f64 {}", float::write(*x)),
            Op::Int(x) => write!(f, "i64 {x}"),
            Op::Bool(x) => write!(f, "bool {x}"),
            Op::Time => f.write_str("time"),
            Op::Step => f.write_str("step"),
            Op::Index(space) => write!(f, "index {}", space.word()),
            Op::Load(number) => write!(f, "load {}", column(*number)),
            Op::LoadAt(number, index, len) => {
                write!(f, "load_at {}, {index}, {len}", column(*number))
            }
            Op::Store(number, a) => write!(f, "store {}, {a}", column(*number)),
            Op::Unary(op, a) => write!(f, "{}{suffix} {a}", op.word()),
            Op::Binary(op, a, b) => write!(f, "{}{suffix} {a}, {b}", op.word()),
            Op::Fma(a, b, c) => write!(f, "fma{suffix} {a}, {b}, {c}"),
            Op::Compare(op, a, b) => write!(f, "{}{suffix} {a}, {b}", op.word()),
            Op::Select(a, b, c) => write!(f, "select{suffix} {a}, {b}, {c}"),
            Op::Call(function, args) => {
                f.write_str(function.name())?;
                for (index, arg) in args.iter().enumerate() {
                    write!(f, "{} {arg}", if index == 0 { "" } else { "," })?;
                }
                Ok(())
            }
            Op::Random(random, number, args) => {
                write!(f, "{} {}", random.word(), stream(*number))?;
                args.iter().try_for_each(|arg| write!(f, ", {arg}"))
            }
            Op::Emit(a) => write!(f, "emit {a}"),
            Op::Require(mask, about, number) => write!(f, "require {mask}, {about}, {number}"),
        }
    }
}

/// A name, quoted if need be.
struct Name<'a>(&'a str);

impl Display for Name<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        if is_plain(self.0) { f.write_str(self.0) } else { write!(f, "{:?}", self.0) }
    }
}

/// A name among others, with its number if there is another of that name (or none).
struct Reference<I>(I, u32);

impl<'a, I: Iterator<Item = &'a str> + Clone> Display for Reference<I> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let name = self.0.clone().nth(self.1 as usize);
        match name {
            Some(name) if self.0.clone().filter(|other| *other == name).count() == 1 => Name(name).fmt(f),
            _ => write!(f, "{}#{}", Name(name.unwrap_or_default()), self.1),
        }
    }
}
