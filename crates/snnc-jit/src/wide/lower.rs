//! From kernels to vector code.

use super::arith::rounding;
use super::code::{Code, FrameField, Masks, One, Op, Outside, Two, Value, predicate};
use crate::abi::Field;
use crate::emit::{Level, late_loads, levels};
use snnc_ir::execute::BackendError;
use snnc_ir::kernel::{
    self, BinaryOp, Compare, EndIndex, Inst, Kernel, Precision, Random, Space, Type, UnaryOp,
};

/// A kernel as vector code.
pub(super) struct Program {
    /// What is carried out once in a call.
    pub(super) once: Code,
    /// What is carried out for each vector of lanes.
    pub(super) each: Code,
    /// How many values the one publishes for the other.
    pub(super) slots: u32,
    /// The numbers that are drawn for a stretch of lanes at once.
    pub(super) drawn: Vec<Drawn>,
    /// Whether lanes have bits.
    pub(super) emits: bool,
}

/// Numbers that are drawn for a stretch of lanes at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) random: Random,
    pub(super) stream: u32,
}

/// Writes a kernel over a range as vector code.
pub(super) fn lower(kernel: &Kernel) -> Result<Program, BackendError> {
    let levels = levels(kernel);
    let mut lowering = Lowering {
        kernel,
        program: Program {
            once: Code::default(),
            each: Code::default(),
            slots: 0,
            drawn: Vec::new(),
            emits: false,
        },
        once: vec![None; kernel.body.len()],
        each: vec![None; kernel.body.len()],
    };
    for index in (0..levels.len()).filter(|&index| levels[index] == Level::Call) {
        lowering.once[index] = lowering.inst(Part::Once, &kernel.body[index])?;
    }
    for index in late_loads(kernel, &levels) {
        let inst = &kernel.body[index];
        let mut operands = Vec::new();
        inst.op.for_each_operand(|operand| operands.push(operand));
        operands.into_iter().try_for_each(|operand| lowering.import(operand))?;
        lowering.each[index] = lowering.inst(Part::Each, inst)?;
    }
    Ok(lowering.program)
}

/// Which of the two codes is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Once,
    Each,
}

struct Lowering<'k> {
    kernel: &'k Kernel,
    program: Program,
    /// The values of instructions in each of the two codes.
    once: Vec<Option<Value>>,
    each: Vec<Option<Value>>,
}

impl Lowering<'_> {
    /// Makes a value that is the same in all lanes known to the code for lanes.
    fn import(&mut self, value: kernel::Value) -> Result<(), BackendError> {
        if self.each[value.index()].is_some() {
            return Ok(());
        }
        let inst = &self.kernel.body[value.index()];
        let each = &mut self.program.each;
        let imported = match inst.op {
            kernel::Op::Float(x) => each.float(x),
            kernel::Op::Int(x) => each.word(x as u64),
            kernel::Op::Bool(x) => each.pure(Op::Mask(x), &[]),
            _ => {
                let known = self.once[value.index()].ok_or_else(|| self.undefined(value))?;
                let slot = self.program.slots;
                self.program.slots += 1;
                self.program.once.once(Op::Publish(slot), &[known]);
                let op = if inst.ty == Type::Bool { Op::MaskSlot(slot) } else { Op::Slot(slot) };
                self.program.each.pure(op, &[])
            }
        };
        self.each[value.index()] = Some(imported);
        Ok(())
    }

    fn undefined(&self, value: kernel::Value) -> BackendError {
        BackendError(format!("value {} of `{}` is not defined", value.0, self.kernel.name))
    }

    fn value(&self, part: Part, value: kernel::Value) -> Result<Value, BackendError> {
        let values = if part == Part::Once { &self.once } else { &self.each };
        values.get(value.index()).copied().flatten().ok_or_else(|| self.undefined(value))
    }

    fn code(&mut self, part: Part) -> &mut Code {
        match part {
            Part::Once => &mut self.program.once,
            Part::Each => &mut self.program.each,
        }
    }

    /// Writes an instruction; its value, if it has one.
    fn inst(&mut self, part: Part, inst: &Inst) -> Result<Option<Value>, BackendError> {
        use kernel::Op as K;
        let float = |kernel: &Kernel, value: kernel::Value| kernel.body[value.index()].ty == Type::F64;
        Ok(Some(match &inst.op {
            K::Float(x) => self.code(part).float(*x),
            K::Int(x) => self.code(part).word(*x as u64),
            K::Bool(x) => self.code(part).pure(Op::Mask(*x), &[]),
            K::Time => self.field(part, Field::TIME),
            K::Step => self.field(part, Field::STEP),
            K::Index(space) => self.indices(part, *space)?,
            K::Load(column) => self.load(part, *column)?,
            K::LoadAt(column, index, len) => {
                let index = self.value(part, *index)?;
                let code = self.code(part);
                let last = code.word(len - 1);
                let index = code.two(Two::MinUnsigned, index, last);
                self.gather(part, *column, index)
            }
            K::Unary(op, a) => {
                let (float, a) = (float(self.kernel, *a), self.value(part, *a)?);
                unary(self.code(part), *op, float, a)
            }
            K::Binary(op, a, b) => {
                let (float, a, b) = (float(self.kernel, *a), self.value(part, *a)?, self.value(part, *b)?);
                binary(self.code(part), *op, float, a, b)
            }
            K::Fma(a, b, c) => {
                let (a, b, c) = (self.value(part, *a)?, self.value(part, *b)?, self.value(part, *c)?);
                self.code(part).fma(a, b, c)
            }
            K::Compare(op, a, b) => {
                let (float, a, b) = (float(self.kernel, *a), self.value(part, *a)?, self.value(part, *b)?);
                if float {
                    self.code(part).compare(float_predicate(*op), a, b)
                } else {
                    self.code(part).compare_int(int_predicate(*op), a, b)
                }
            }
            K::Select(mask, a, b) => {
                let (mask, a, b) = (self.value(part, *mask)?, self.value(part, *a)?, self.value(part, *b)?);
                let code = self.code(part);
                if inst.ty == Type::Bool {
                    let opposite = code.not(mask);
                    let first = code.masks(Masks::And, mask, a);
                    let second = code.masks(Masks::And, opposite, b);
                    code.masks(Masks::Or, first, second)
                } else {
                    code.select(mask, a, b)
                }
            }
            K::Call(function, arguments) => {
                let arguments =
                    arguments.iter().map(|&a| self.value(part, a)).collect::<Result<Vec<_>, _>>()?;
                function.emit(self.code(part), &arguments)
            }
            K::Random(random @ (Random::Uniform | Random::Normal), stream, _) => {
                let number = self.program.drawn.len() as u32;
                self.program.drawn.push(Drawn { random: *random, stream: *stream });
                self.code(part).once(Op::Drawn(number), &[])
            }
            K::Random(random @ (Random::Poisson | Random::Binomial), ..) => {
                return Err(BackendError(format!("`{}` draws {random:?} numbers", self.kernel.name)));
            }
            K::Store(column, value) => {
                let value = self.value(part, *value)?;
                let decl = &self.kernel.columns[*column as usize];
                let (is_mask, is_single) = (decl.ty == Type::Bool, decl.precision == Precision::Single);
                let code = self.code(part);
                let word = if is_mask { code.pure(Op::MaskToInt, &[value]) } else { value };
                code.once(if is_single { Op::StoreSingle(*column) } else { Op::Store(*column) }, &[word]);
                return Ok(None);
            }
            K::Emit(mask) => {
                let mask = self.value(part, *mask)?;
                self.program.emits = true;
                self.code(part).once(Op::Emit, &[mask]);
                return Ok(None);
            }
            K::Require(mask, about, number) => {
                let (mask, about) = (self.value(part, *mask)?, self.value(part, *about)?);
                self.code(part).once(Op::Outside(Outside::Require(*number)), &[mask, about, about, about]);
                return Ok(None);
            }
        }))
    }

    fn field(&mut self, part: Part, field: Field) -> Value {
        self.code(part).pure(Op::Field(FrameField(field.offset)), &[])
    }

    /// The lanes' numbers.
    fn lanes(&mut self, part: Part) -> Value {
        let code = self.code(part);
        let first = code.pure(Op::First, &[]);
        let counting = code.pure(Op::Counting, &[]);
        code.two(Two::AddInt, first, counting)
    }

    /// Where an index of that space comes from.
    fn end(&self, space: Space) -> EndIndex {
        match space {
            Space::Lane => EndIndex::Lane,
            Space::Pre => self.kernel.domain.pre,
            Space::Post => self.kernel.domain.post,
            Space::Shared | Space::Element => EndIndex::None,
        }
    }

    fn indices(&mut self, part: Part, space: Space) -> Result<Value, BackendError> {
        let (uniform, list) = match space {
            Space::Pre => (Field::PRE, Field::PRE_OF),
            _ => (Field::POST, Field::POST_OF),
        };
        match self.end(space) {
            EndIndex::Lane => Ok(self.lanes(part)),
            EndIndex::Uniform => Ok(self.field(part, uniform)),
            EndIndex::Gathered => {
                // The lists end with the range.
                let lanes = self.lanes(part);
                let end = self.end_of_range(part);
                let code = self.code(part);
                let within = code.compare_int(predicate::INT_LT, lanes, end);
                Ok(code.pure(Op::Ends(FrameField(list.offset)), &[within]))
            }
            EndIndex::None | EndIndex::Row | EndIndex::Listed => {
                Err(BackendError(format!("`{}` has no index of the space {space:?}", self.kernel.name)))
            }
        }
    }

    fn end_of_range(&mut self, part: Part) -> Value {
        self.field(part, Field::END)
    }

    fn load(&mut self, part: Part, column: u32) -> Result<Value, BackendError> {
        let Some(decl) = self.kernel.columns.get(column as usize) else {
            return Err(BackendError(format!("`{}` has no column {column}", self.kernel.name)));
        };
        let (space, is_mask) = (decl.space, decl.ty == Type::Bool);
        let is_single = decl.precision == Precision::Single;
        let same = if is_single { Op::SameSingle } else { Op::Same };
        let words = match self.end(space) {
            EndIndex::Lane => {
                self.code(part).once(if is_single { Op::LoadSingle(column) } else { Op::Load(column) }, &[])
            }
            EndIndex::Gathered => {
                let indices = self.indices(part, space)?;
                return Ok(self.gather(part, column, indices));
            }
            EndIndex::Uniform => {
                let field = if space == Space::Pre { Field::PRE } else { Field::POST };
                self.code(part).pure(same(column, Some(FrameField(field.offset))), &[])
            }
            EndIndex::None if space == Space::Shared => self.code(part).pure(same(column, None), &[]),
            EndIndex::None | EndIndex::Row | EndIndex::Listed => {
                return Err(BackendError(format!(
                    "`{}` has no index of the space {space:?}",
                    self.kernel.name
                )));
            }
        };
        Ok(if is_mask { self.code(part).pure(Op::Test, &[words]) } else { words })
    }

    /// Elements of a column that is not written.
    fn gather(&mut self, part: Part, column: u32, indices: Value) -> Value {
        let decl = &self.kernel.columns[column as usize];
        let (is_mask, is_single) = (decl.ty == Type::Bool, decl.precision == Precision::Single);
        let code = self.code(part);
        let words =
            code.pure(if is_single { Op::GatherSingle(column) } else { Op::Gather(column) }, &[indices]);
        if is_mask { code.pure(Op::Test, &[words]) } else { words }
    }
}

/// What is done out of line for all lanes, of operands.
fn outside_of(code: &mut Code, outside: Outside, x: Value, y: Value) -> Value {
    let all = code.pure(Op::Mask(true), &[]);
    code.pure(Op::Outside(outside), &[all, x, y, x])
}

fn unary(code: &mut Code, op: UnaryOp, float: bool, a: Value) -> Value {
    match op {
        UnaryOp::Neg if float => code.neg(a),
        UnaryOp::Neg => {
            let zero = code.word(0);
            code.two(Two::SubInt, zero, a)
        }
        UnaryOp::Abs if float => code.abs(a),
        UnaryOp::Abs => code.one(One::AbsInt, a),
        UnaryOp::Sqrt => code.one(One::Sqrt, a),
        UnaryOp::Floor => code.one(One::Round(rounding::FLOOR), a),
        UnaryOp::Ceil => code.one(One::Round(rounding::CEIL), a),
        UnaryOp::Trunc => code.one(One::Round(rounding::TRUNC), a),
        UnaryOp::Round => code.one(One::Round(rounding::EVEN), a),
        UnaryOp::ToSingle => code.one(One::ToSingle, a),
        UnaryOp::Not => code.not(a),
        UnaryOp::ToFloat => code.one(One::ToFloat, a),
        UnaryOp::ToInt => {
            let truncated = code.one(One::ToInt, a);
            let (beyond, greatest) = (code.float(2f64.powi(63)), code.word(i64::MAX as u64));
            let above = code.compare(predicate::GE, a, beyond);
            let saturated = code.select(above, greatest, truncated);
            let zero = code.word(0);
            let nan = code.compare(predicate::UNORDERED, a, a);
            code.select(nan, zero, saturated)
        }
        UnaryOp::MaskToInt => code.pure(Op::MaskToInt, &[a]),
        UnaryOp::IntToMask => code.pure(Op::Test, &[a]),
    }
}

fn binary(code: &mut Code, op: BinaryOp, float: bool, a: Value, b: Value) -> Value {
    let op = match op {
        BinaryOp::Add if float => Two::Add,
        BinaryOp::Add => Two::AddInt,
        BinaryOp::Sub if float => Two::Sub,
        BinaryOp::Sub => Two::SubInt,
        BinaryOp::Mul if float => Two::Mul,
        BinaryOp::Mul => Two::MulInt,
        BinaryOp::Div => Two::Div,
        BinaryOp::Min if float => Two::Min,
        BinaryOp::Min => Two::MinInt,
        BinaryOp::Max if float => Two::Max,
        BinaryOp::Max => Two::MaxInt,
        BinaryOp::And => return code.masks(Masks::And, a, b),
        BinaryOp::Or => return code.masks(Masks::Or, a, b),
        BinaryOp::Xor => return code.masks(Masks::Xor, a, b),
        BinaryOp::FloorDiv => return outside_of(code, Outside::FloorDiv, a, b),
        BinaryOp::FloorMod => return outside_of(code, Outside::FloorMod, a, b),
    };
    code.two(op, a, b)
}

fn float_predicate(compare: Compare) -> u8 {
    match compare {
        Compare::Lt => predicate::LT,
        Compare::Le => predicate::LE,
        Compare::Gt => predicate::GT,
        Compare::Ge => predicate::GE,
        Compare::Eq => predicate::EQ,
        Compare::Ne => predicate::NE,
    }
}

fn int_predicate(compare: Compare) -> u8 {
    match compare {
        Compare::Lt => predicate::INT_LT,
        Compare::Le => predicate::INT_LE,
        Compare::Gt => predicate::INT_GT,
        Compare::Ge => predicate::INT_GE,
        Compare::Eq => predicate::INT_EQ,
        Compare::Ne => predicate::INT_NE,
    }
}
