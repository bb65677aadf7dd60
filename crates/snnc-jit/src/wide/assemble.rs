//! From instructions to bytes.

use super::machine::{Label, Listing, Part};
use iced_x86::{Decoder, DecoderOptions, Encoder, Formatter, Instruction, IntelFormatter};
use snnc_ir::execute::BackendError;
use std::collections::HashMap;
use std::fmt::Write;

/// Loops begin at a multiple of this number of bytes: a line of the cache.
const LINE: usize = 64;

/// Constants and code.
pub(super) struct Bytes {
    pub(super) bytes: Vec<u8>,
    /// Where the code begins.
    pub(super) entry: usize,
}

/// Encodes code.
pub(super) fn assemble(listing: &Listing) -> Result<Bytes, BackendError> {
    let mut encoder = Encoder::new(64);
    let mut bytes: Vec<u8> = listing.constants.iter().flat_map(|word| word.to_le_bytes()).collect();
    bytes.resize(bytes.len().next_multiple_of(LINE), 0);
    let entry = bytes.len();
    encoder.set_buffer(bytes);
    let mut at = entry;
    let mut places: HashMap<Label, usize> = HashMap::new();
    let mut jumps: Vec<(usize, Label)> = Vec::new();
    let failed =
        |error: iced_x86::IcedError| BackendError(format!("an instruction has no encoding: {error}"));
    for part in listing.parts.iter().chain(&listing.cold) {
        match *part {
            Part::Instruction(instruction) => {
                at += encoder.encode(&instruction, at as u64).map_err(failed)?;
            }
            Part::Jump(when, label) => {
                let jump = Instruction::with_branch(when.code(), at as u64).map_err(failed)?;
                at += encoder.encode(&jump, at as u64).map_err(failed)?;
                jumps.push((at, label));
            }
            Part::Place(label) => {
                places.insert(label, at);
            }
            Part::Loop(label) => {
                let mut bytes = encoder.take_buffer();
                let padding = at.next_multiple_of(LINE) - at;
                bytes.extend(nops(padding));
                at += padding;
                encoder.set_buffer(bytes);
                places.insert(label, at);
            }
        }
    }
    let mut bytes = encoder.take_buffer();
    for (after, label) in jumps {
        let place = places.get(&label).ok_or_else(|| BackendError("a jump to nowhere".to_owned()))?;
        let distance = *place as i64 - after as i64;
        bytes[after - 4..after].copy_from_slice(&(distance as i32).to_le_bytes());
    }
    Ok(Bytes { bytes, entry })
}

/// Instructions that do nothing, of so many bytes: as few as can be.
fn nops(mut count: usize) -> impl Iterator<Item = u8> {
    const LONGEST: [u8; 9] = [0x66, 0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0];
    const EACH: [&[u8]; 8] = [
        &[0x90],
        &[0x66, 0x90],
        &[0x0f, 0x1f, 0],
        &[0x0f, 0x1f, 0x40, 0],
        &[0x0f, 0x1f, 0x44, 0, 0],
        &[0x66, 0x0f, 0x1f, 0x44, 0, 0],
        &[0x0f, 0x1f, 0x80, 0, 0, 0, 0],
        &[0x0f, 0x1f, 0x84, 0, 0, 0, 0, 0],
    ];
    let mut bytes = Vec::with_capacity(count);
    while count >= LONGEST.len() {
        bytes.extend(LONGEST);
        count -= LONGEST.len();
    }
    if let Some(rest) = count.checked_sub(1) {
        bytes.extend(EACH[rest]);
    }
    bytes.into_iter()
}

/// The code as text, an instruction a line.
pub(super) fn disassemble(code: &Bytes) -> String {
    let mut text = String::new();
    let mut formatter = IntelFormatter::new();
    formatter.options_mut().set_space_after_operand_separator(true);
    formatter.options_mut().set_rip_relative_addresses(true);
    let mut decoder =
        Decoder::with_ip(64, &code.bytes[code.entry..], code.entry as u64, DecoderOptions::NONE);
    for instruction in &mut decoder {
        let mut line = String::new();
        formatter.format(&instruction, &mut line);
        if instruction.is_ip_rel_memory_operand()
            && let Some(word) = constant(code, instruction.ip_rel_memory_address() as usize)
        {
            line += &as_text(word);
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{:6x}: {line}", instruction.ip());
    }
    text
}

/// The constant at an address.
fn constant(code: &Bytes, at: usize) -> Option<u64> {
    let bytes = code.bytes[..code.entry].get(at..)?.first_chunk()?;
    Some(u64::from_le_bytes(*bytes))
}

/// A constant as a comment: a float, if it is of the size of one that a person would write.
fn as_text(word: u64) -> String {
    let float = f64::from_bits(word);
    if float.is_normal() && (1e-30..1e30).contains(&float.abs()) {
        format!(" ; {float:?}")
    } else {
        format!(" ; {word:#x}")
    }
}
