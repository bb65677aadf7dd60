//! Instructions of the machine, and where they jump.

use iced_x86::{Code, Instruction, OpKind, Register};
use std::collections::HashMap;

/// An operand of an instruction.
#[derive(Debug, Clone, Copy)]
pub(super) enum Operand {
    Register(Register),
    Memory(Memory),
    Immediate(u8),
    /// A number that is made as long as the other operand.
    Number(i32),
}

impl From<Register> for Operand {
    fn from(register: Register) -> Self {
        Operand::Register(register)
    }
}

impl From<Memory> for Operand {
    fn from(memory: Memory) -> Self {
        Operand::Memory(memory)
    }
}

/// A place in memory.
#[derive(Debug, Clone, Copy)]
pub(super) struct Memory {
    pub(super) base: Register,
    pub(super) index: Register,
    pub(super) scale: u32,
    pub(super) displacement: i64,
    /// Whether there is one word that stands for all lanes.
    pub(super) broadcast: bool,
}

impl Memory {
    /// At an address and an offset.
    pub(super) fn at(base: Register, displacement: i32) -> Self {
        let displacement = i64::from(displacement);
        Memory { base, index: Register::None, scale: 1, displacement, broadcast: false }
    }

    /// At an address, and an index of elements of a size.
    pub(super) fn element(base: Register, index: Register, scale: u32, displacement: i32) -> Self {
        Memory { index, scale, ..Memory::at(base, displacement) }
    }

    /// The same word in all lanes.
    pub(super) fn broadcast(self) -> Self {
        Memory { broadcast: true, ..self }
    }
}

/// An instruction.
pub(super) fn instruction(code: Code, operands: &[Operand]) -> Instruction {
    let mut instruction = Instruction::default();
    instruction.set_code(code);
    for (number, operand) in (0..).zip(operands) {
        match *operand {
            Operand::Register(register) => {
                instruction.set_op_kind(number, OpKind::Register);
                instruction.set_op_register(number, register);
            }
            Operand::Memory(memory) => {
                instruction.set_op_kind(number, OpKind::Memory);
                instruction.set_memory_base(memory.base);
                instruction.set_memory_index(memory.index);
                instruction.set_memory_index_scale(memory.scale);
                instruction.set_memory_displacement64(memory.displacement as u64);
                // As short as can be, but for addresses relative to the instruction.
                let size = if memory.base == Register::RIP { 8 } else { u32::from(memory.displacement != 0) };
                instruction.set_memory_displ_size(size);
                instruction.set_is_broadcast(memory.broadcast);
            }
            Operand::Immediate(value) => {
                instruction.set_op_kind(number, OpKind::Immediate8);
                instruction.set_immediate8(value);
            }
            Operand::Number(value) => {
                instruction.set_op_kind(number, OpKind::Immediate32to64);
                instruction.set_immediate32to64(i64::from(value));
            }
        }
    }
    instruction
}

/// The same instruction on the lanes of a mask alone; of the others, zero or what the destination held.
pub(super) fn masked(mut instruction: Instruction, mask: Register, zeroing: bool) -> Instruction {
    instruction.set_op_mask(mask);
    instruction.set_zeroing_masking(zeroing);
    instruction
}

/// A place in the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Label(pub(super) u32);

/// When to jump.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    Always,
    /// The first was below the second, without sign.
    Below,
    /// It was not; of masks, not all lanes held.
    NotBelow,
    /// They were not equal; of masks, a lane held.
    NotZero,
    /// They were equal.
    Zero,
}

impl When {
    pub(super) fn code(self) -> Code {
        match self {
            When::Always => Code::Jmp_rel32_64,
            When::Below => Code::Jb_rel32_64,
            When::NotBelow => Code::Jae_rel32_64,
            When::NotZero => Code::Jne_rel32_64,
            When::Zero => Code::Je_rel32_64,
        }
    }
}

/// A part of the code.
#[derive(Debug, Clone, Copy)]
pub(super) enum Part {
    Instruction(Instruction),
    Jump(When, Label),
    Place(Label),
    /// A place to which one jumps often.
    Loop(Label),
}

/// Code with constants.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) parts: Vec<Part>,
    /// What is hardly ever carried out, and stands apart.
    pub(super) cold: Vec<Part>,
    labels: u32,
    /// The words of constants, which stand before the code.
    pub(super) constants: Vec<u64>,
    known: HashMap<u64, usize>,
}

impl Listing {
    /// Nothing but the numbers from 0 to 7.
    pub(super) fn new() -> Self {
        let constants: Vec<u64> = (0..8).collect();
        let known = constants.iter().map(|&word| (word, word as usize)).collect();
        Listing { parts: Vec::new(), cold: Vec::new(), labels: 0, constants, known }
    }

    /// A label that is nowhere yet.
    pub(super) fn label(&mut self) -> Label {
        self.labels += 1;
        Label(self.labels - 1)
    }

    pub(super) fn emit(&mut self, code: Code, operands: &[Operand]) {
        self.parts.push(Part::Instruction(instruction(code, operands)));
    }

    pub(super) fn push(&mut self, instruction: Instruction) {
        self.parts.push(Part::Instruction(instruction));
    }

    pub(super) fn jump(&mut self, when: When, to: Label) {
        self.parts.push(Part::Jump(when, to));
    }

    /// Where a constant is.
    pub(super) fn constant(&mut self, word: u64) -> Memory {
        let constants = &mut self.constants;
        let index = *self.known.entry(word).or_insert_with(|| {
            constants.push(word);
            constants.len() - 1
        });
        Memory::at(Register::RIP, 8 * index as i32)
    }

    /// Where the numbers from 0 to 7 are. Constants begin at address 0.
    pub(super) fn counting() -> Memory {
        Memory::at(Register::RIP, 0)
    }
}

/// The vector register of a number.
pub(super) fn vector(number: u8) -> Register {
    Register::ZMM0 + u32::from(number)
}

/// The mask register of a number.
pub(super) fn mask(number: u8) -> Register {
    Register::K0 + u32::from(number)
}
