//! Whether a kernel keeps to the rules that a backend relies on.

use super::{ColumnDecl, Domain, EndIndex, Inst, Kernel, Lanes, Op, Precision, Space, Type, Value};

/// Checks that operands come before their users and have the right types, that columns, streams and indices exist, that what
/// is said of the kernel (what is written, what is the same for all lanes) is true, and that no lane can see another where
/// lanes may be executed in any order.
///
/// # Errors
/// All that is wrong, in the order of the body.
pub fn verify(kernel: &Kernel) -> Result<(), Vec<String>> {
    let mut verifier = Verifier { kernel, errors: Vec::new(), place: String::new() };
    verifier.declarations();
    verifier.body();
    verifier.invariant();
    if verifier.errors.is_empty() { Ok(()) } else { Err(verifier.errors) }
}

impl Domain {
    /// Whether lanes have an index in that space.
    pub fn has(self, space: Space) -> bool {
        match space {
            Space::Lane | Space::Shared | Space::Element => true,
            Space::Pre => self.pre != EndIndex::None,
            Space::Post => self.post != EndIndex::None,
        }
    }

    /// Whether that index is the same for all lanes of a call.
    pub fn is_uniform(self, space: Space) -> bool {
        match space {
            Space::Lane | Space::Element => false,
            Space::Pre => self.pre == EndIndex::Uniform,
            Space::Post => self.post == EndIndex::Uniform,
            Space::Shared => true,
        }
    }
}

struct Verifier<'a> {
    kernel: &'a Kernel,
    errors: Vec<String>,
    place: String,
}

impl<'a> Verifier<'a> {
    fn check(&mut self, holds: bool, message: impl FnOnce() -> String) {
        if !holds {
            self.errors.push(format!("{}: {}", self.place, message()));
        }
    }

    fn declarations(&mut self) {
        let kernel = self.kernel;
        self.place = format!("kernel {}", kernel.name);
        for (name, end) in [("pre", kernel.domain.pre), ("post", kernel.domain.post)] {
            let of_rows = matches!(end, EndIndex::Row | EndIndex::Listed);
            let row = of_rows && kernel.domain.lanes != Lanes::Rows;
            self.check(!row, || format!("{name} is the row, but there are no rows"));
        }
        for column in &kernel.columns {
            self.check(column.precision == Precision::Double || column.ty == Type::F64, || {
                format!("`{}` has a precision, but no floats", column.name)
            });
            self.place = format!("column {}", column.name);
            let space = column.space;
            self.check(kernel.domain.has(space), || format!("lanes have no index {}", space.word()));
            let private = !column.written || space == Space::Lane || kernel.domain.lanes == Lanes::Rows;
            self.check(private, || "written where lanes have no order, and not by the lane".to_owned());
            if column.written && kernel.domain.lanes != Lanes::Rows {
                let seen = kernel
                    .columns
                    .iter()
                    .find(|other| other.storage == column.storage && other.space != Space::Lane);
                self.check(seen.is_none(), || {
                    format!("may be the memory of column {}, by which lanes without an order would see each other", seen.map_or("", |other| &other.name))
                });
            }
        }
        for (number, column) in kernel.columns.iter().enumerate() {
            let stored = kernel
                .body
                .iter()
                .any(|inst| matches!(inst.op, Op::Store(other, _) if other as usize == number));
            self.place = format!("column {}", column.name);
            self.check(stored == column.written, || {
                format!("{} written", if stored { "is" } else { "is not" })
            });
        }
    }

    fn body(&mut self) {
        let kernel = self.kernel;
        let mut emits = 0;
        for (index, inst) in kernel.body.iter().enumerate() {
            self.place = format!("%{index}");
            let mut readable = true;
            inst.op.for_each_operand(|operand| {
                let earlier = operand.index() < index;
                self.check(earlier, || format!("{operand} is not an earlier instruction"));
                let effect = earlier && kernel.body[operand.index()].op.is_effect();
                self.check(!effect, || format!("{operand} has no value"));
                readable &= earlier && !effect;
            });
            if readable {
                self.types(inst);
            }
            emits += usize::from(matches!(inst.op, Op::Emit(_)));
        }
        self.place = format!("kernel {}", kernel.name);
        self.check(emits <= 1, || "more than one `emit`".to_owned());
        let rows = emits > 0 && kernel.domain.lanes == Lanes::Rows;
        self.check(!rows, || "`emit` over rows".to_owned());
    }

    /// Checks an instruction whose operands are values.
    fn types(&mut self, inst: &Inst) {
        let kernel = self.kernel;
        let ty = |value: Value| kernel.body[value.index()].ty;
        let expected = match &inst.op {
            Op::Float(_) | Op::Time => Some(Type::F64),
            Op::Int(_) | Op::Step => Some(Type::I64),
            Op::Bool(_) => Some(Type::Bool),
            Op::Index(space) => {
                let exists = !matches!(space, Space::Shared | Space::Element) && kernel.domain.has(*space);
                self.check(exists, || format!("lanes have no index {}", space.word()));
                Some(Type::I64)
            }
            Op::Load(column) => self.column(*column, false).map(|column| column.ty),
            Op::LoadAt(column, index, len) => {
                self.check(*len > 0, || "of no element".to_owned());
                self.column(*column, true).map(|column| column.ty).filter(|_| ty(*index) == Type::I64)
            }
            Op::Store(column, value) => {
                let column = self.column(*column, false);
                let fits = column.is_none_or(|column| column.ty == ty(*value));
                self.check(fits, || format!("{value} is of another type than the column"));
                Some(Type::Bool)
            }
            Op::Unary(op, a) => op.result(ty(*a)),
            Op::Binary(op, a, b) => op.result(ty(*a)).filter(|_| ty(*a) == ty(*b)),
            Op::Fma(a, b, c) => [a, b, c].iter().all(|x| ty(**x) == Type::F64).then_some(Type::F64),
            Op::Compare(_, a, b) => (ty(*a) == ty(*b) && ty(*a) != Type::Bool).then_some(Type::Bool),
            Op::Select(mask, a, b) => (ty(*mask) == Type::Bool && ty(*a) == ty(*b)).then_some(ty(*a)),
            Op::Call(function, args) => {
                let fits = args.len() == function.arity() && args.iter().all(|arg| ty(*arg) == Type::F64);
                fits.then_some(Type::F64)
            }
            Op::Random(random, stream, args) => {
                let exists = (*stream as usize) < kernel.streams.len();
                self.check(exists, || "there is no such stream".to_owned());
                let fits = args.iter().map(|arg| ty(*arg)).eq(random.parameters().iter().copied());
                fits.then_some(random.result())
            }
            Op::Emit(mask) => (ty(*mask) == Type::Bool).then_some(Type::Bool),
            Op::Require(mask, about, _) => {
                (ty(*mask) == Type::Bool && ty(*about) == Type::I64).then_some(Type::Bool)
            }
        };
        self.check(expected.is_some(), || "operands of the wrong number or types".to_owned());
        if let Some(expected) = expected {
            self.check(inst.ty == expected, || {
                format!("its value is {}, not {}", expected.word(), inst.ty.word())
            });
        }
    }

    /// A column that is accessed by a computed index, or not.
    fn column(&mut self, number: u32, computed: bool) -> Option<&'a ColumnDecl> {
        let kernel = self.kernel;
        let column = kernel.columns.get(number as usize);
        self.check(column.is_some(), || "there is no such column".to_owned());
        let fits = column.is_none_or(|column| (column.space == Space::Element) == computed);
        self.check(fits, || "the column is not accessed by that kind of index".to_owned());
        column
    }

    /// Checks that the first instructions are the same for all lanes.
    fn invariant(&mut self) {
        let kernel = self.kernel;
        self.place = format!("kernel {}", kernel.name);
        self.check(kernel.invariant <= kernel.body.len(), || {
            "more instructions carried out once than there are".to_owned()
        });
        for (index, inst) in kernel.body.iter().take(kernel.invariant).enumerate() {
            self.place = format!("%{index}");
            let same = match &inst.op {
                Op::Index(space) => kernel.domain.is_uniform(*space),
                Op::Load(column) => kernel.columns.get(*column as usize).is_some_and(|column| {
                    let rewritten =
                        kernel.columns.iter().any(|other| other.written && other.storage == column.storage);
                    kernel.domain.is_uniform(column.space) && !rewritten
                }),
                Op::LoadAt(column, ..) => kernel.columns.get(*column as usize).is_some_and(|column| {
                    !kernel.columns.iter().any(|other| other.written && other.storage == column.storage)
                }),
                op => !op.is_effect() && !matches!(op, Op::Random(..)),
            };
            self.check(same, || "carried out once, but not the same for all lanes".to_owned());
        }
    }
}
