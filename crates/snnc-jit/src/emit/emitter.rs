//! The function that is being written.

use crate::abi::{Callee, Field};
use crate::host::Features;
use cranelift_codegen::cursor::{Cursor, FuncCursor};
use cranelift_codegen::ir::immediates::Ieee64;
use cranelift_codegen::ir::types::{F64, F64X2, I64, I64X2};
use cranelift_codegen::ir::{
    Block, BlockArg, ConstantData, Endianness, FuncRef, InstBuilder, MemFlagsData, Signature, StackSlotData,
    StackSlotKind, Type, Value,
};
use cranelift_frontend::FunctionBuilder;
use cranelift_jit::JITModule;
use cranelift_module::{FuncId, Module};
use snnc_ir::kernel::Precision;
use std::collections::HashMap;

/// Accesses to memory that cannot trap. They may be unaligned, as vectors are in a subgroup.
pub(super) const MEMORY: MemFlagsData = MemFlagsData::new().with_notrap();
/// Reinterpreting the bits of a vector.
pub(super) const BITS: MemFlagsData = MemFlagsData::new().with_endianness(Endianness::Little);

/// The functions that compiled code may call, as they are known to the module.
pub(crate) type Callees = HashMap<Callee, FuncId>;

/// Writes a function.
pub(crate) struct Emitter<'a, 'f> {
    pub(super) b: &'a mut FunctionBuilder<'f>,
    pub(super) features: Features,
    module: &'a mut JITModule,
    callees: &'a Callees,
    imported: HashMap<Callee, FuncRef>,
    /// The first block. Constants are made at its top.
    entry: Block,
    constants: HashMap<(Type, u64), Value>,
    frame: Value,
}

impl<'a, 'f> Emitter<'a, 'f> {
    /// Begins a function: creates its first block.
    pub(crate) fn new(
        b: &'a mut FunctionBuilder<'f>,
        features: Features,
        module: &'a mut JITModule,
        callees: &'a Callees,
    ) -> Self {
        let entry = b.create_block();
        b.append_block_params_for_function_params(entry);
        b.switch_to_block(entry);
        b.ensure_inserted_block();
        let frame = b.block_params(entry)[0];
        let (imported, constants) = (HashMap::new(), HashMap::new());
        Emitter { b, features, module, callees, imported, entry, constants, frame }
    }

    /// What the function was given.
    pub(super) fn frame(&mut self, field: Field) -> Value {
        self.b.ins().load(field.ty, MEMORY.with_aligned(), self.frame, field.offset)
    }

    /// The parameters of the function.
    pub(super) fn parameters(&self) -> Vec<Value> {
        self.b.block_params(self.entry).to_vec()
    }

    /// A constant, in all lanes. All are made once, on entry.
    pub(super) fn constant(&mut self, ty: Type, bits: u64) -> Value {
        if ty.is_int() {
            return self.b.ins().iconst(ty, bits as i64);
        }
        if let Some(&value) = self.constants.get(&(ty, bits)) {
            return value;
        }
        let mut at = FuncCursor::new(self.b.func).at_first_insertion_point(self.entry);
        let value = if ty == F64 {
            at.ins().f64const(Ieee64::with_bits(bits))
        } else {
            let bytes: ConstantData = [bits.to_le_bytes(), bits.to_le_bytes()].concat().into();
            let constant = at.func.dfg.constants.insert(bytes);
            at.ins().vconst(ty, constant)
        };
        self.constants.insert((ty, bits), value);
        value
    }

    /// A vector of different integers, as for [`constant`](Self::constant).
    pub(super) fn pair_of_integers(&mut self, first: i64, second: i64) -> Value {
        let bytes: ConstantData = [first.to_le_bytes(), second.to_le_bytes()].concat().into();
        let mut at = FuncCursor::new(self.b.func).at_first_insertion_point(self.entry);
        let constant = at.func.dfg.constants.insert(bytes);
        at.ins().vconst(I64X2, constant)
    }

    /// The type of a value.
    pub(super) fn type_of(&self, value: Value) -> Type {
        self.b.func.dfg.value_type(value)
    }

    /// Whether a value is a vector.
    pub(super) fn is_vector(&self, value: Value) -> bool {
        self.type_of(value).is_vector()
    }

    /// The signature of a function.
    pub(super) fn signature(&self, callee: Callee) -> Signature {
        callee.signature(self.module.isa().default_call_conv())
    }

    /// A mask as a word of all zeros or all ones; an integer as it is.
    pub(super) fn mask_word(&mut self, value: Value) -> Value {
        if self.type_of(value) == I64 {
            return value;
        }
        let one_or_zero = self.b.ins().uextend(I64, value);
        self.b.ins().ineg(one_or_zero)
    }

    /// Calls a function; its result, if it has one.
    pub(super) fn call(&mut self, callee: Callee, arguments: &[Value]) -> Option<Value> {
        let function = if let Some(&function) = self.imported.get(&callee) {
            function
        } else {
            let function = self.module.declare_func_in_func(self.callees[&callee], self.b.func);
            self.imported.insert(callee, function);
            function
        };
        let call = self.b.ins().call(function, arguments);
        self.b.inst_results(call).first().copied()
    }

    /// The address of a function, as a value.
    pub(super) fn address_of(&mut self, callee: Callee) -> Value {
        let function = self.module.declare_func_in_func(self.callees[&callee], self.b.func);
        self.b.ins().func_addr(I64, function)
    }

    /// Calls a function of floats that gives a float, for each lane of vectors.
    pub(super) fn call_lanes(&mut self, callee: Callee, arguments: &[Value]) -> Value {
        self.by_lane(F64, arguments, |e, lane| e.call(callee, lane).expect("it has a result"))
    }

    /// Carries out for each lane what is known for single values only. `result` is the type of a lane of the result.
    pub(super) fn by_lane(
        &mut self,
        result: Type,
        operands: &[Value],
        mut f: impl FnMut(&mut Self, &[Value]) -> Value,
    ) -> Value {
        if !operands.iter().any(|&operand| self.is_vector(operand)) {
            return f(self, operands);
        }
        let lanes = [0u8, 1].map(|lane| {
            let lane: Vec<Value> = operands.iter().map(|&v| self.b.ins().extractlane(v, lane)).collect();
            f(self, &lane)
        });
        self.pair(result, lanes)
    }

    /// A vector of two values of a type.
    pub(super) fn pair(&mut self, ty: Type, [first, second]: [Value; 2]) -> Value {
        let vector = if ty == F64 { F64X2 } else { I64X2 };
        let low = self.b.ins().scalar_to_vector(vector, first);
        self.b.ins().insertlane(low, second, 1)
    }

    /// A vector with a single value in both lanes; of a mask, a vector mask.
    pub(super) fn splat(&mut self, value: Value) -> Value {
        if self.type_of(value) == F64 {
            return self.b.ins().splat(F64X2, value);
        }
        let word = self.mask_word(value);
        self.b.ins().splat(I64X2, word)
    }

    /// The address of the word at an index: `base + 8*index`.
    pub(super) fn word_address(&mut self, base: Value, index: Value) -> Value {
        let offset = self.b.ins().ishl_imm_u(index, 3);
        self.b.ins().iadd(base, offset)
    }

    /// The address of the element at an index of a column.
    pub(super) fn element_address(&mut self, base: Value, index: Value, precision: Precision) -> Value {
        let offset = self.b.ins().ishl_imm_u(index, i64::from(precision.bytes().trailing_zeros()));
        self.b.ins().iadd(base, offset)
    }

    /// The word at an index: `base[index]`.
    pub(super) fn load_word(&mut self, base: Value, index: Value) -> Value {
        let address = self.word_address(base, index);
        self.b.ins().load(I64, MEMORY, address, 0)
    }

    /// The 32-bit index at a position: `base[index + plus]`.
    pub(super) fn load_index(&mut self, base: Value, index: Value, plus: i32) -> Value {
        let offset = self.b.ins().ishl_imm_u(index, 2);
        let address = self.b.ins().iadd(base, offset);
        self.b.ins().uload32(MEMORY, address, 4 * plus)
    }

    /// Memory for `bytes` in the function's stack frame: its address.
    pub(super) fn scratch(&mut self, bytes: u32) -> Value {
        let slot = self.b.create_sized_stack_slot(StackSlotData::new(StackSlotKind::ExplicitSlot, bytes, 4));
        self.b.ins().stack_addr(I64, slot, 0)
    }

    /// Continues in another block.
    pub(super) fn jump(&mut self, block: Block, arguments: &[Value]) {
        let arguments: Vec<BlockArg> = arguments.iter().copied().map(BlockArg::from).collect();
        self.b.ins().jump(block, &arguments);
    }

    /// Continues in one of two blocks.
    pub(super) fn branch(&mut self, condition: Value, then: (Block, &[Value]), otherwise: (Block, &[Value])) {
        let arguments = |values: &[Value]| values.iter().copied().map(BlockArg::from).collect::<Vec<_>>();
        let (then_arguments, otherwise_arguments) = (arguments(then.1), arguments(otherwise.1));
        self.b.ins().brif(condition, then.0, &then_arguments, otherwise.0, &otherwise_arguments);
    }

    /// A new block with parameters.
    pub(super) fn block(&mut self, parameters: &[Type]) -> (Block, Vec<Value>) {
        let block = self.b.create_block();
        let values = parameters.iter().map(|&ty| self.b.append_block_param(block, ty)).collect();
        (block, values)
    }

    /// Records a demand that is not met, if the condition holds.
    pub(super) fn fault_if(&mut self, unmet: Value, number: u32, lane: Value, about: Value, rank: Value) {
        let (record, _) = self.block(&[]);
        let (done, _) = self.block(&[]);
        self.b.set_cold_block(record);
        self.branch(unmet, (record, &[]), (done, &[]));
        self.b.switch_to_block(record);
        let (faults, time) = (self.frame(Field::FAULTS), self.frame(Field::TIME));
        let number = self.b.ins().iconst(I64, i64::from(number));
        self.call(Callee::Fault, &[faults, number, lane, about, time, rank]);
        self.jump(done, &[]);
        self.b.switch_to_block(done);
    }

    /// Ends the function.
    pub(crate) fn finish(self) {
        self.b.seal_all_blocks();
    }
}
