//! Register allocation: a value that has to leave its register is the one that is needed last of all (Belady 1966,
//! doi:10.1147/sj.52.0078). Constants and other values in memory are operands from there, unless registers are left for them.

use super::code::{Class, Code, Op, Value};
use super::machine::{Listing, Memory, Operand, instruction, mask, vector};
use super::order::Order;
use super::registers::Registers;
use super::stack::{COLUMNS, DRAWN, LANE, Layout, SCRATCH, VECTOR};
use iced_x86::{Code as Opcode, Register};

/// Turns ordered operations into instructions.
pub(super) struct Allocator<'a> {
    pub(super) code: &'a Code,
    pub(super) order: &'a Order,
    pub(super) layout: &'a mut Layout,
    pub(super) listing: &'a mut Listing,
    available: Available,
    pub(super) vectors: Registers,
    pub(super) masks: Registers,
    values: Vec<State>,
    /// Rooms in the stack frame of operands that nothing needs after the operation at hand, which may still read them.
    vacated: Vec<i32>,
}

/// How many registers may be used.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Available {
    pub(crate) vectors: u8,
    pub(crate) masks: u8,
}

impl Available {
    /// As many as there are; one mask register is for passing use.
    pub(crate) const ALL: Available = Available { vectors: 32, masks: 6 };
    /// As few as will do.
    pub(crate) const FEWEST: Available = Available { vectors: 5, masks: 3 };
}

/// Where a value is, and when it is needed.
#[derive(Debug, Clone, Default)]
struct State {
    register: Option<u8>,
    /// Where it is in the stack frame.
    spilled: Option<i32>,
    /// The operations that need it, the next one last.
    uses: Vec<u32>,
}

/// Where an operand is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Place {
    Register(u8),
    Memory,
}

/// A mask register that no value is ever in.
pub(super) const SCRATCH_MASK: Register = Register::K7;
/// Registers that are left for operands that are needed for one instruction only.
const SPARE: usize = 2;

impl<'a> Allocator<'a> {
    /// Chooses what to keep in registers for good.
    pub(super) fn new(
        code: &'a Code,
        order: &'a Order,
        layout: &'a mut Layout,
        listing: &'a mut Listing,
        registers: Available,
    ) -> Self {
        let mut values = vec![State::default(); code.nodes.len() * usize::from(order.vectors)];
        for (at, &(value, vector)) in order.operations.iter().enumerate().rev() {
            for &operand in code.node(value).operands() {
                values[Order::id(code, operand, vector)].uses.push(at as u32);
            }
        }
        let vectors = Registers::new(0..registers.vectors);
        // `k0` cannot mask.
        let masks = Registers::new(1..registers.masks + 1);
        Allocator {
            code,
            order,
            layout,
            listing,
            available: registers,
            vectors,
            masks,
            values,
            vacated: Vec::new(),
        }
    }

    /// The values that are worth a register for good, those that are needed most first.
    pub(super) fn pins(&self) -> Vec<Value> {
        let room = usize::from(self.available.vectors).saturating_sub(self.order.pressure(self.code) + SPARE);
        let mut shared: Vec<Value> = (0..self.code.nodes.len())
            .filter(|&index| {
                let op = self.code.nodes[index].op;
                op.is_shared() && op.class() == Class::Vector && !self.values[index].uses.is_empty()
            })
            .map(|index| Value(index as u32))
            .collect();
        shared.sort_by_key(|value| std::cmp::Reverse(self.values[value.index()].uses.len()));
        shared.truncate(room);
        shared
    }

    /// Loads values that stay in registers; what they are in before the loop.
    pub(super) fn pin(&mut self, pins: &[Value]) {
        for (&value, number) in pins.iter().zip((0..self.available.vectors).rev()) {
            if self.values[value.index()].register.is_none() {
                self.values[value.index()].register = Some(number);
                self.vectors.hold(number, value.index());
                self.vectors.pin(number);
            }
            self.load(value.index(), number);
        }
    }

    /// Writes the instructions of all operations.
    pub(super) fn run(&mut self) {
        let order = self.order;
        for &(value, vector) in &order.operations {
            self.operation(value, vector);
        }
    }

    pub(super) fn id(&self, value: Value, vector: u8) -> usize {
        Order::id(self.code, value, vector)
    }

    /// The value of that number.
    pub(super) fn value_of(&self, id: usize) -> Value {
        Value((id % self.code.nodes.len()) as u32)
    }

    fn node_of(&self, id: usize) -> (Op, u8) {
        let count = self.code.nodes.len();
        (self.code.nodes[id % count].op, (id / count) as u8)
    }

    /// Where the elements of a column are.
    pub(super) fn column(&mut self, column: u32, vector: u8) -> Memory {
        let base = self.base(column);
        Memory::element(base, LANE, 8, i32::from(vector) * VECTOR)
    }

    /// The address of a column, in a register that is good for the next instruction only.
    pub(super) fn base(&mut self, column: u32) -> Register {
        if let Some(base) = self.layout.bases[column as usize] {
            return base;
        }
        let table = Memory::at(Register::RSP, COLUMNS);
        self.listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), table.into()]);
        let entry = Memory::at(SCRATCH, 8 * column as i32);
        self.listing.emit(Opcode::Mov_r64_rm64, &[SCRATCH.into(), entry.into()]);
        SCRATCH
    }

    /// Whether a value is in memory, and need not be stored to leave its register.
    fn has_home(&self, id: usize) -> bool {
        let (op, _) = self.node_of(id);
        self.values[id].spilled.is_some() || op.is_shared() || self.order.in_place[id % self.code.nodes.len()]
    }

    /// Where a vector is in memory; good for the next instruction only.
    fn home(&mut self, id: usize) -> Memory {
        if let Some(at) = self.values[id].spilled {
            return Memory::at(Register::RSP, at);
        }
        match self.node_of(id) {
            (Op::Word(word), _) => self.listing.constant(word).broadcast(),
            (Op::Slot(number), _) => Memory::at(Register::RSP, Layout::slot(number)).broadcast(),
            (Op::Load(column), vector) => self.column(column, vector),
            (Op::Drawn(number), vector) => {
                let at = self.layout.drawn(number) + i32::from(vector) * VECTOR;
                Memory::element(DRAWN, LANE, 8, at)
            }
            (op, _) => {
                debug_assert_eq!(op, Op::Counting, "it is in memory");
                Listing::counting()
            }
        }
    }

    /// Loads a value from where it is in memory.
    fn load(&mut self, id: usize, number: u8) {
        match self.node_of(id) {
            (Op::Mask(holds), _) => {
                let code = if holds { Opcode::VEX_Kxnorb_kr_kr_kr } else { Opcode::VEX_Kxorb_kr_kr_kr };
                self.listing.emit(code, &[mask(number).into(); 3]);
            }
            (Op::MaskSlot(slot), _) => {
                let from = Memory::at(Register::RSP, Layout::slot(slot));
                self.listing.emit(Opcode::VEX_Kmovb_kr_km8, &[mask(number).into(), from.into()]);
            }
            (op, _) if op.class() == Class::Mask => {
                let from = Memory::at(Register::RSP, self.values[id].spilled.unwrap_or_default());
                self.listing.emit(Opcode::VEX_Kmovb_kr_km8, &[mask(number).into(), from.into()]);
            }
            _ => {
                let from = self.home(id);
                self.load_vector(number, from);
            }
        }
    }

    /// Loads a vector, or a word into all lanes.
    pub(super) fn load_vector(&mut self, number: u8, from: Memory) {
        let code = if from.broadcast {
            Opcode::EVEX_Vbroadcastsd_zmm_k1z_xmmm64
        } else {
            Opcode::EVEX_Vmovupd_zmm_k1z_zmmm512
        };
        let from = Memory { broadcast: false, ..from };
        self.listing.emit(code, &[vector(number).into(), from.into()]);
    }

    fn registers(&mut self, class: Class) -> &mut Registers {
        if class == Class::Mask { &mut self.masks } else { &mut self.vectors }
    }

    /// A register to write to, which may be one that the current operation no longer needs.
    pub(super) fn allocate(&mut self, class: Class) -> u8 {
        if let Some(number) = self.registers(class).free() {
            return number;
        }
        let next = |id: usize| self.values[id].uses.last().copied().unwrap_or(u32::MAX);
        let registers = if class == Class::Mask { &self.masks } else { &self.vectors };
        // An operation locks four registers at most.
        let (number, id) = registers.evictable().max_by_key(|&(_, id)| next(id)).unwrap_or((0, 0));
        if !self.has_home(id) && !self.values[id].uses.is_empty() {
            self.spill(id, number, class);
        }
        self.values[id].register = None;
        self.registers(class).release(number);
        number
    }

    fn spill(&mut self, id: usize, number: u8, class: Class) {
        let at = self.layout.spill();
        self.values[id].spilled = Some(at);
        let to = Memory::at(Register::RSP, at);
        if class == Class::Mask {
            self.listing.emit(Opcode::VEX_Kmovb_m8_kr, &[to.into(), mask(number).into()]);
        } else {
            self.listing.emit(Opcode::EVEX_Vmovupd_zmmm512_k1z_zmm, &[to.into(), vector(number).into()]);
        }
    }

    /// Notes that an operation that needs these operands is at hand. Those in registers stay there until it is done.
    pub(super) fn begin(&mut self, operands: &[usize]) {
        self.vacated.drain(..).for_each(|at| self.layout.vacate(at));
        for &id in operands {
            self.values[id].uses.pop();
            if let Some(number) = self.values[id].register {
                let class = self.node_of(id).0.class();
                self.registers(class).lock(number);
            }
        }
    }

    /// Whether nothing after the operation at hand needs a value.
    pub(super) fn is_last_use(&self, id: usize) -> bool {
        self.values[id].uses.is_empty()
    }

    /// Sees to it that a value is in a register until the operation at hand is done.
    pub(super) fn in_register(&mut self, id: usize) -> u8 {
        let class = self.node_of(id).0.class();
        let number = match self.values[id].register {
            Some(number) => number,
            None => {
                let number = self.allocate(class);
                self.load(id, number);
                self.values[id].register = Some(number);
                self.registers(class).hold(number, id);
                number
            }
        };
        self.registers(class).lock(number);
        number
    }

    /// Where to take a vector from: from memory, if it is there and not soon needed again.
    pub(super) fn place(&mut self, id: usize) -> Place {
        let (op, _) = self.node_of(id);
        let transient = op.is_shared() || self.is_last_use(id);
        if self.values[id].register.is_none() && self.has_home(id) && transient {
            Place::Memory
        } else {
            Place::Register(self.in_register(id))
        }
    }

    /// A place as an operand; good for the next instruction only.
    pub(super) fn operand(&mut self, id: usize, place: Place) -> Operand {
        match place {
            Place::Register(number) => vector(number).into(),
            Place::Memory => self.home(id).into(),
        }
    }

    /// Gives up the registers of operands that nothing needs any more.
    pub(super) fn free(&mut self, ids: &[usize]) {
        for &id in ids {
            if let (true, Some(at)) = (self.values[id].uses.is_empty(), self.values[id].spilled)
                && !self.vacated.contains(&at)
            {
                self.vacated.push(at);
            }
            if let (true, Some(number)) = (self.values[id].uses.is_empty(), self.values[id].register) {
                let class = self.node_of(id).0.class();
                let is_pinned = class == Class::Vector && self.vectors.is_pinned(number);
                if !is_pinned {
                    self.registers(class).release(number);
                    self.values[id].register = None;
                }
            }
        }
        self.vectors.unlock_all();
        self.masks.unlock_all();
    }

    /// Whether the value is in a register that may be overwritten by the operation at hand.
    pub(super) fn is_dying(&self, id: usize) -> Option<u8> {
        let number = self.values[id].register?;
        (self.values[id].uses.is_empty() && !self.vectors.is_pinned(number)).then_some(number)
    }

    /// Notes that a register holds a value from now on.
    pub(super) fn define(&mut self, id: usize, number: u8) {
        let class = self.node_of(id).0.class();
        if self.values[id].uses.is_empty() {
            return;
        }
        self.values[id].register = Some(number);
        self.registers(class).hold(number, id);
    }

    /// Writes an instruction with a vector as its result.
    pub(super) fn emit(&mut self, code: Opcode, operands: &[Operand]) {
        self.listing.push(instruction(code, operands));
    }
}
