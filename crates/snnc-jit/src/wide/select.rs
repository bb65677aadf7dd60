//! Which instructions carry out an operation.

use super::allocate::{Allocator, Place, SCRATCH_MASK};
use super::code::{Class, FrameField, Masks, Node, One, Op, Outside, Two, Value, predicate};
use super::function::load_bases;
use super::machine::{Memory, Operand, Part, When, instruction, mask, masked, vector};
use super::outside::at;
use super::stack::{BITS, DRAWN, FRAME, LANE, Layout, OPERANDS, SAVED, SAVED_MASKS, SCRATCH, VECTOR};
use iced_x86::{Code as Opcode, Register};

impl Allocator<'_> {
    /// Writes the instructions of an operation on the vector of that number.
    pub(super) fn operation(&mut self, value: Value, number: u8) {
        let node = *self.code.node(value);
        let own = self.id(value, number);
        let ids: Vec<usize> = node.operands().iter().map(|&operand| self.id(operand, number)).collect();
        self.begin(&ids);
        match node.op {
            Op::Word(_) | Op::Counting | Op::Slot(_) | Op::Mask(_) | Op::MaskSlot(_) | Op::Drawn(_) => {}
            Op::Load(column) => {
                let to = self.allocate(Class::Vector);
                let from = self.column(column, number);
                self.load_vector(to, from);
                self.define(own, to);
            }
            Op::LoadSingle(column) => {
                let to = self.allocate(Class::Vector);
                let from = self.singles(column, number);
                self.widen(to, from.into());
                self.define(own, to);
            }
            Op::Field(field) => {
                let to = self.allocate(Class::Vector);
                self.move_word(SCRATCH, Memory::at(Register::RSP, FRAME));
                self.load_vector(to, Memory::at(SCRATCH, field.0).broadcast());
                self.define(own, to);
            }
            Op::Same(column, index) => {
                let to = self.allocate(Class::Vector);
                let from = self.same(column, index, 8);
                self.load_vector(to, from);
                self.define(own, to);
            }
            Op::SameSingle(column, index) => {
                let to = self.allocate(Class::Vector);
                let from = self.same(column, index, 4);
                self.widen(to, from.into());
                self.define(own, to);
            }
            Op::First => {
                let to = self.allocate(Class::Vector);
                let first = self.first_lane(number);
                self.emit(Opcode::EVEX_Vpbroadcastq_zmm_k1z_r64, &[vector(to).into(), first.into()]);
                self.define(own, to);
            }
            Op::Ends(field) => {
                let within = mask(self.in_register(ids[0]));
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                self.move_word(SCRATCH, Memory::at(Register::RSP, FRAME));
                self.move_word(SCRATCH, Memory::at(SCRATCH, field.0));
                let from = Memory::element(SCRATCH, LANE, 4, i32::from(number) * VECTOR / 2);
                let extend =
                    instruction(Opcode::EVEX_Vpmovzxdq_zmm_k1z_ymmm256, &[vector(to).into(), from.into()]);
                self.listing.push(masked(extend, within, true));
                self.define(own, to);
            }
            Op::Gather(column) => {
                let index = vector(self.in_register(ids[0]));
                // The result must not be where the indices are, which therefore are not freed before.
                let to = self.allocate(Class::Vector);
                self.emit(Opcode::VEX_Kxnorb_kr_kr_kr, &[SCRATCH_MASK.into(); 3]);
                let from = Memory::element(self.base(column), index, 8, 0);
                let gather =
                    instruction(Opcode::EVEX_Vgatherqpd_zmm_k1_vm64z, &[vector(to).into(), from.into()]);
                self.listing.push(masked(gather, SCRATCH_MASK, false));
                self.free(&ids);
                self.define(own, to);
            }
            Op::GatherSingle(column) => {
                let index = vector(self.in_register(ids[0]));
                let to = self.allocate(Class::Vector);
                self.emit(Opcode::VEX_Kxnorb_kr_kr_kr, &[SCRATCH_MASK.into(); 3]);
                let from = Memory::element(self.base(column), index, 4, 0);
                let gather =
                    instruction(Opcode::EVEX_Vgatherqps_ymm_k1_vm64z, &[half(to).into(), from.into()]);
                self.listing.push(masked(gather, SCRATCH_MASK, false));
                self.widen(to, half(to).into());
                self.free(&ids);
                self.define(own, to);
            }
            Op::One(One::ToSingle) => {
                let place = self.place(ids[0]);
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                let from = self.operand(ids[0], place);
                self.emit(Opcode::EVEX_Vcvtpd2ps_ymm_k1z_zmmm512b64_er, &[half(to).into(), from]);
                self.widen(to, half(to).into());
                self.define(own, to);
            }
            Op::One(op) => {
                let place = self.place(ids[0]);
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                let from = self.operand(ids[0], place);
                let (code, immediate) = one(op);
                let mut operands = vec![vector(to).into(), from];
                operands.extend(immediate.map(Operand::Immediate));
                self.emit(code, &operands);
                self.define(own, to);
            }
            Op::Two(op) => {
                let (mut first, mut second) = (ids[0], ids[1]);
                let mut places = [self.place(first), self.place(second)];
                if op.commutes() && matches!(places, [Place::Memory, Place::Register(_)]) {
                    std::mem::swap(&mut first, &mut second);
                    places.swap(0, 1);
                }
                let left = self.in_register(first);
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                let right = self.operand(second, places[1]);
                self.emit(two(op), &[vector(to).into(), vector(left).into(), right]);
                self.define(own, to);
            }
            Op::Fma { negate_product, negate_addend } => {
                self.fma(own, [ids[0], ids[1], ids[2]], negate_product, negate_addend);
            }
            Op::Compare(code, is_masked) => {
                let opcode = Opcode::EVEX_Vcmppd_kr_k1_zmm_zmmm512b64_imm8_sae;
                self.compare(own, &ids, opcode, [code, predicate::mirrored(code)], is_masked);
            }
            Op::CompareInt(code, is_masked) => {
                let opcode = Opcode::EVEX_Vpcmpq_kr_k1_zmm_zmmm512b64_imm8;
                self.compare(own, &ids, opcode, [code, predicate::mirrored_int(code)], is_masked);
            }
            Op::Test => {
                let words = vector(self.in_register(ids[0]));
                self.free(&ids);
                let to = self.allocate(Class::Mask);
                let code = Opcode::EVEX_Vptestmq_kr_k1_zmm_zmmm512b64;
                self.emit(code, &[mask(to).into(), words.into(), words.into()]);
                self.define(own, to);
            }
            Op::Select => {
                let holds = mask(self.in_register(ids[0]));
                let place = self.place(ids[1]);
                let otherwise = vector(self.in_register(ids[2]));
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                let then = self.operand(ids[1], place);
                let blend = instruction(
                    Opcode::EVEX_Vblendmpd_zmm_k1z_zmm_zmmm512b64,
                    &[vector(to).into(), otherwise.into(), then],
                );
                self.listing.push(masked(blend, holds, false));
                self.define(own, to);
            }
            Op::Masks(op) => {
                let (a, b) = (self.in_register(ids[0]), self.in_register(ids[1]));
                self.free(&ids);
                let to = self.allocate(Class::Mask);
                let code = match op {
                    Masks::And => Opcode::VEX_Kandb_kr_kr_kr,
                    Masks::Or => Opcode::VEX_Korb_kr_kr_kr,
                    Masks::Xor => Opcode::VEX_Kxorb_kr_kr_kr,
                };
                self.emit(code, &[mask(to).into(), mask(a).into(), mask(b).into()]);
                self.define(own, to);
            }
            Op::MaskNot => {
                let a = self.in_register(ids[0]);
                self.free(&ids);
                let to = self.allocate(Class::Mask);
                self.emit(Opcode::VEX_Knotb_kr_kr, &[mask(to).into(), mask(a).into()]);
                self.define(own, to);
            }
            Op::MaskToInt => {
                let holds = mask(self.in_register(ids[0]));
                self.free(&ids);
                let to = self.allocate(Class::Vector);
                let one = self.listing.constant(1);
                let broadcast =
                    instruction(Opcode::EVEX_Vpbroadcastq_zmm_k1z_xmmm64, &[vector(to).into(), one.into()]);
                self.listing.push(masked(broadcast, holds, true));
                self.define(own, to);
            }
            Op::Outside(outside) => self.outside(own, &ids, outside, number),
            Op::Store(column) => {
                let from = vector(self.in_register(ids[0]));
                let to = self.column(column, number);
                self.emit(Opcode::EVEX_Vmovupd_zmmm512_k1z_zmm, &[to.into(), from.into()]);
                self.free(&ids);
            }
            Op::StoreSingle(column) => {
                let from = self.in_register(ids[0]);
                // Whoever needs the value after this finds it in its register.
                let singles = self.allocate(Class::Vector);
                self.emit(
                    Opcode::EVEX_Vcvtpd2ps_ymm_k1z_zmmm512b64_er,
                    &[half(singles).into(), vector(from).into()],
                );
                let to = self.singles(column, number);
                self.emit(Opcode::EVEX_Vmovups_ymmm256_k1z_ymm, &[to.into(), half(singles).into()]);
                self.free(&ids);
            }
            Op::Emit => {
                let bits = mask(self.in_register(ids[0]));
                let to = Memory::at(BITS, i32::from(number));
                self.emit(Opcode::VEX_Kmovb_m8_kr, &[to.into(), bits.into()]);
                self.free(&ids);
            }
            Op::Publish(slot) => self.publish(node, ids[0], slot),
        }
    }

    /// Singles as doubles.
    fn widen(&mut self, to: u8, from: Operand) {
        self.emit(Opcode::EVEX_Vcvtps2pd_zmm_k1z_ymmm256b32_sae, &[vector(to).into(), from]);
    }

    /// Where the elements of a column of singles are.
    fn singles(&mut self, column: u32, vector: u8) -> Memory {
        let base = self.base(column);
        Memory::element(base, LANE, 4, i32::from(vector) * VECTOR / 2)
    }

    /// Where the element of a column is that is the same for all lanes, of that size.
    fn same(&mut self, column: u32, index: Option<FrameField>, size: u32) -> Memory {
        let from = match index {
            None => Memory::at(self.base(column), 0),
            Some(field) => {
                // Of this code runs before the loop only.
                self.move_word(DRAWN, Memory::at(Register::RSP, FRAME));
                self.move_word(DRAWN, Memory::at(DRAWN, field.0));
                Memory::element(self.base(column), DRAWN, size, 0)
            }
        };
        from.broadcast()
    }

    fn move_word(&mut self, to: Register, from: Memory) {
        self.emit(Opcode::Mov_r64_rm64, &[to.into(), from.into()]);
    }

    /// The number of the first lane of a vector, in a register that is good for the next instruction only.
    fn first_lane(&mut self, number: u8) -> Register {
        if number == 0 {
            return LANE;
        }
        let lane = Memory::at(LANE, i32::from(number) * 8);
        self.emit(Opcode::Lea_r64_m, &[SCRATCH.into(), lane.into()]);
        SCRATCH
    }

    fn fma(&mut self, own: usize, ids: [usize; 3], negate_product: bool, negate_addend: bool) {
        let mut places = ids.map(|id| self.place(id));
        // One of the operands is overwritten: one that is not needed any more, or a copy.
        let tied =
            (0..3).find(|&n| matches!(places[n], Place::Register(_)) && self.is_dying(ids[n]).is_some());
        let (tied, to) = if let Some(tied) = tied {
            let Place::Register(number) = places[tied] else { unreachable!("it is in a register") };
            (tied, number)
        } else {
            let tied = (0..3).find(|&n| matches!(places[n], Place::Memory)).unwrap_or(2);
            let to = self.allocate(Class::Vector);
            self.vectors.lock(to);
            match places[tied] {
                Place::Memory => {
                    let operand = self.operand(ids[tied], Place::Memory);
                    if let Operand::Memory(from) = operand {
                        self.load_vector(to, from);
                    }
                }
                Place::Register(from) => {
                    let code = Opcode::EVEX_Vmovapd_zmm_k1z_zmmm512;
                    self.emit(code, &[vector(to).into(), vector(from).into()]);
                }
            }
            (tied, to)
        };
        let [second, third] = match tied {
            0 => [1, 2],
            1 => [0, 2],
            _ => [0, 1],
        };
        if matches!((places[second], places[third]), (Place::Memory, Place::Memory)) {
            places[second] = Place::Register(self.in_register(ids[second]));
        }
        // The numbers of the forms say in which order the operands are multiplied and added.
        let (form, second, third) = match (tied, places[second], places[third]) {
            (2, Place::Memory, _) => (Form::F231, third, second),
            (2, ..) => (Form::F231, second, third),
            (_, Place::Memory, _) => (Form::F132, third, second),
            _ => (Form::F213, second, third),
        };
        let Place::Register(register) = places[second] else {
            unreachable!("one operand is in memory at most")
        };
        let operand = self.operand(ids[third], places[third]);
        let code = fma(form, negate_product, negate_addend);
        self.emit(code, &[vector(to).into(), vector(register).into(), operand]);
        self.free(&ids);
        self.define(own, to);
    }

    fn compare(&mut self, own: usize, ids: &[usize], opcode: Opcode, codes: [u8; 2], is_masked: bool) {
        let (mut first, mut second, mut code) = (ids[0], ids[1], codes[0]);
        let mut places = [self.place(first), self.place(second)];
        if matches!(places, [Place::Memory, Place::Register(_)]) {
            std::mem::swap(&mut first, &mut second);
            places.swap(0, 1);
            code = codes[1];
        }
        let left = vector(self.in_register(first));
        let within = is_masked.then(|| mask(self.in_register(ids[2])));
        self.free(ids);
        let to = self.allocate(Class::Mask);
        let right = self.operand(second, places[1]);
        let compare = instruction(opcode, &[mask(to).into(), left.into(), right, Operand::Immediate(code)]);
        self.listing.push(match within {
            Some(within) => masked(compare, within, false),
            None => compare,
        });
        self.define(own, to);
    }

    /// Stores a value, of one lane, where other code finds it.
    fn publish(&mut self, node: Node, id: usize, slot: u32) {
        let to = Memory::at(Register::RSP, Layout::slot(slot));
        let number = self.in_register(id);
        if self.code.node(node.operands()[0]).op.class() == Class::Mask {
            self.emit(Opcode::VEX_Kmovb_m8_kr, &[to.into(), mask(number).into()]);
        } else {
            let word = Register::XMM0 + u32::from(number);
            self.emit(Opcode::EVEX_Vmovsd_m64_k1_xmm, &[to.into(), word.into()]);
        }
        self.free(&[id]);
    }

    /// Jumps to a call if a lane wants it. All registers stay as they are, but for that of the result.
    fn outside(&mut self, own: usize, ids: &[usize], outside: Outside, number: u8) {
        let has_result = !matches!(outside, Outside::Require(_));
        let wanted = mask(self.in_register(ids[0]));
        let always = self.code.node(self.value_of(ids[0])).op == Op::Mask(true);
        let (x, y) = (self.in_register(ids[1]), self.in_register(ids[2]));
        let to = if has_result {
            let otherwise = self.in_register(ids[3]);
            match self.is_dying(ids[3]) {
                // The other operands have been copied when the result is written.
                Some(number) => number,
                None => {
                    let to = self.allocate(Class::Vector);
                    let code = Opcode::EVEX_Vmovapd_zmm_k1z_zmmm512;
                    self.emit(code, &[vector(to).into(), vector(otherwise).into()]);
                    to
                }
            }
        } else {
            x
        };
        let (call, back) = (self.listing.label(), self.listing.label());
        if always && has_result {
            self.listing.jump(When::Always, call);
        } else {
            self.emit(Opcode::VEX_Kortestb_kr_kr, &[wanted.into(), wanted.into()]);
            self.listing.jump(if has_result { When::NotZero } else { When::NotBelow }, call);
        }
        self.listing.parts.push(Part::Place(back));

        self.free(ids);
        let kept: Vec<u8> =
            self.vectors.held().map(|(kept, _)| kept).filter(|&kept| !has_result || kept != to).collect();
        let kept_masks: Vec<u8> = self.masks.held().map(|(kept, _)| kept).collect();
        let hot = std::mem::take(&mut self.listing.parts);
        self.listing.parts.push(Part::Place(call));
        self.call_outside(outside, number, wanted, [x, y, to], &kept, &kept_masks);
        if has_result {
            self.load_vector(to, Memory::at(Register::RSP, OPERANDS + at::RESULT));
        }
        self.listing.jump(When::Always, back);
        let cold = std::mem::replace(&mut self.listing.parts, hot);
        self.listing.cold.extend(cold);
        if has_result {
            self.define(own, to);
        }
    }

    /// Calls a function with its operands in memory, saving the registers that are in use.
    fn call_outside(
        &mut self,
        outside: Outside,
        number: u8,
        wanted: Register,
        operands: [u8; 3],
        kept: &[u8],
        kept_masks: &[u8],
    ) {
        let store = Opcode::EVEX_Vmovupd_zmmm512_k1z_zmm;
        let stack = |at: i32| -> Operand { Memory::at(Register::RSP, at).into() };
        self.emit(Opcode::VEX_Kmovb_m8_kr, &[stack(OPERANDS + at::MASK), wanted.into()]);
        for (register, place) in operands.into_iter().zip([at::X, at::Y, at::RESULT]) {
            self.emit(store, &[stack(OPERANDS + place), vector(register).into()]);
        }
        for &register in kept {
            self.emit(store, &[stack(SAVED + i32::from(register) * VECTOR), vector(register).into()]);
        }
        for &register in kept_masks {
            let to = stack(SAVED_MASKS + i32::from(register));
            self.emit(Opcode::VEX_Kmovb_m8_kr, &[to, mask(register).into()]);
        }
        let (function, argument) = outside.function();
        let first = Memory::at(LANE, i32::from(number) * 8);
        self.emit(Opcode::Lea_r64_m, &[Register::RSI.into(), first.into()]);
        self.emit(Opcode::Lea_r64_m, &[Register::RDX.into(), stack(OPERANDS)]);
        let argument = self.listing.constant(argument);
        self.move_word(Register::RCX, argument);
        self.call(function);
        for &register in kept {
            self.load_vector(register, Memory::at(Register::RSP, SAVED + i32::from(register) * VECTOR));
        }
        for &register in kept_masks {
            let from = stack(SAVED_MASKS + i32::from(register));
            self.emit(Opcode::VEX_Kmovb_kr_km8, &[mask(register).into(), from]);
        }
    }

    /// Calls a function of the frame, which is its first argument. Only addresses of columns survive it.
    pub(super) fn call(&mut self, function: u64) {
        self.emit(Opcode::VEX_Vzeroupper, &[]);
        self.move_word(Register::RDI, Memory::at(Register::RSP, FRAME));
        let function = self.listing.constant(function);
        self.move_word(SCRATCH, function);
        self.emit(Opcode::Call_rm64, &[SCRATCH.into()]);
        load_bases(self.layout, self.listing, |base| !PRESERVED.contains(&base));
    }
}

/// The addresses of columns that a call leaves where they are.
const PRESERVED: [Register; 3] = [Register::R12, Register::R13, Register::R14];

/// The lower half of a vector register.
fn half(number: u8) -> Register {
    Register::YMM0 + u32::from(number)
}

fn one(op: One) -> (Opcode, Option<u8>) {
    match op {
        One::Sqrt => (Opcode::EVEX_Vsqrtpd_zmm_k1z_zmmm512b64_er, None),
        One::Round(how) => (Opcode::EVEX_Vrndscalepd_zmm_k1z_zmmm512b64_imm8_sae, Some(how)),
        One::AbsInt => (Opcode::EVEX_Vpabsq_zmm_k1z_zmmm512b64, None),
        One::ToSingle => unreachable!("it is two instructions"),
        One::ToFloat => (Opcode::EVEX_Vcvtqq2pd_zmm_k1z_zmmm512b64_er, None),
        One::ToInt => (Opcode::EVEX_Vcvttpd2qq_zmm_k1z_zmmm512b64_sae, None),
        One::ShiftLeft(by) => (Opcode::EVEX_Vpsllq_zmm_k1z_zmmm512b64_imm8, Some(by)),
        One::ShiftRight(by) => (Opcode::EVEX_Vpsrlq_zmm_k1z_zmmm512b64_imm8, Some(by)),
    }
}

fn two(op: Two) -> Opcode {
    match op {
        Two::Add => Opcode::EVEX_Vaddpd_zmm_k1z_zmm_zmmm512b64_er,
        Two::Sub => Opcode::EVEX_Vsubpd_zmm_k1z_zmm_zmmm512b64_er,
        Two::Mul => Opcode::EVEX_Vmulpd_zmm_k1z_zmm_zmmm512b64_er,
        Two::Div => Opcode::EVEX_Vdivpd_zmm_k1z_zmm_zmmm512b64_er,
        Two::Min => Opcode::EVEX_Vminpd_zmm_k1z_zmm_zmmm512b64_sae,
        Two::Max => Opcode::EVEX_Vmaxpd_zmm_k1z_zmm_zmmm512b64_sae,
        Two::AddInt => Opcode::EVEX_Vpaddq_zmm_k1z_zmm_zmmm512b64,
        Two::SubInt => Opcode::EVEX_Vpsubq_zmm_k1z_zmm_zmmm512b64,
        Two::MulInt => Opcode::EVEX_Vpmullq_zmm_k1z_zmm_zmmm512b64,
        Two::MinInt => Opcode::EVEX_Vpminsq_zmm_k1z_zmm_zmmm512b64,
        Two::MaxInt => Opcode::EVEX_Vpmaxsq_zmm_k1z_zmm_zmmm512b64,
        Two::MinUnsigned => Opcode::EVEX_Vpminuq_zmm_k1z_zmm_zmmm512b64,
        Two::And => Opcode::EVEX_Vpandq_zmm_k1z_zmm_zmmm512b64,
        Two::Or => Opcode::EVEX_Vporq_zmm_k1z_zmm_zmmm512b64,
        Two::Xor => Opcode::EVEX_Vpxorq_zmm_k1z_zmm_zmmm512b64,
        Two::Scale => Opcode::EVEX_Vscalefpd_zmm_k1z_zmm_zmmm512b64_er,
    }
}

/// Which operands are multiplied, and which one is added.
#[derive(Clone, Copy)]
enum Form {
    F132,
    F213,
    F231,
}

fn fma(form: Form, negate_product: bool, negate_addend: bool) -> Opcode {
    match (form, negate_product, negate_addend) {
        (Form::F132, false, false) => Opcode::EVEX_Vfmadd132pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F213, false, false) => Opcode::EVEX_Vfmadd213pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F231, false, false) => Opcode::EVEX_Vfmadd231pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F132, false, true) => Opcode::EVEX_Vfmsub132pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F213, false, true) => Opcode::EVEX_Vfmsub213pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F231, false, true) => Opcode::EVEX_Vfmsub231pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F132, true, false) => Opcode::EVEX_Vfnmadd132pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F213, true, false) => Opcode::EVEX_Vfnmadd213pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F231, true, false) => Opcode::EVEX_Vfnmadd231pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F132, true, true) => Opcode::EVEX_Vfnmsub132pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F213, true, true) => Opcode::EVEX_Vfnmsub213pd_zmm_k1z_zmm_zmmm512b64_er,
        (Form::F231, true, true) => Opcode::EVEX_Vfnmsub231pd_zmm_k1z_zmm_zmmm512b64_er,
    }
}
