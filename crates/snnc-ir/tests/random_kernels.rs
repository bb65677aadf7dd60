//! Random kernels: they are well-formed, survive being written and read, and mean the same however they are executed.

use proptest::prelude::*;
use snnc_ir::graph::Graph;
use snnc_ir::interpret::Interpreter;
use snnc_ir::kernel::{Kernel, verify};
use snnc_ir::testing::{Choices, World, kernel, replay, tame_kernel};

fn choices() -> impl Strategy<Value = (Vec<u64>, Vec<u64>)> {
    (prop::collection::vec(any::<u64>(), 0..200), prop::collection::vec(any::<u64>(), 0..40))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn are_well_formed((body, _) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        prop_assert_eq!(verify(&kernel), Ok(()), "{}", kernel);
    }

    #[test]
    fn survive_text((body, _) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        let text = kernel.to_string();
        let read: Kernel = text.parse().map_err(|error| TestCaseError::fail(format!("{error}\n{text}")))?;
        prop_assert_eq!(read.to_string(), text);
        let mut read = read;
        // NaNs are not equal to themselves.
        for (new, old) in read.body.iter_mut().zip(&kernel.body) {
            if let (snnc_ir::kernel::Op::Float(new), snnc_ir::kernel::Op::Float(old)) = (&mut new.op, &old.op) {
                prop_assert_eq!(new.to_bits(), old.to_bits());
                *new = *old;
                if old.is_nan() {
                    return Ok(());
                }
            }
        }
        prop_assert_eq!(read, kernel);
    }

    #[test]
    fn mean_the_same_in_blocks_and_in_order((body, memory) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        let world = World::new(&kernel, &mut Choices::new(&memory));
        let mut in_blocks = world.run(&Interpreter, &kernel).unwrap();
        let (ordered, ordered_world) = world.in_order(&kernel);
        let mut in_order = ordered_world.run(&Interpreter, &ordered).unwrap();
        // The emitted bits, and demands.
        in_blocks.truncate(in_blocks.len() - 2);
        in_order.truncate(in_order.len() - 2);
        prop_assert_eq!(in_blocks, in_order, "{}", kernel);
    }

    #[test]
    fn mean_the_same_when_simplified((body, memory) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        let simplified = replay(&kernel, Graph::literal("simplified", kernel.domain)).finish();
        prop_assert_eq!(verify(&simplified), Ok(()), "{}\n{}", kernel, simplified);
        let world = World::new(&kernel, &mut Choices::new(&memory));
        let expected = world.run(&Interpreter, &kernel).unwrap();
        let actual = world.run(&Interpreter, &simplified).unwrap();
        let differ: Vec<_> = actual.iter().zip(&expected).filter(|(a, b)| a != b).collect();
        prop_assert!(actual == expected, "{:?} {}\n{}", differ, kernel, simplified);
    }

    #[test]
    fn change_in_the_last_bits_when_simplified_freely((body, memory) in choices()) {
        let kernel = tame_kernel(&mut Choices::new(&body));
        let simplified = replay(&kernel, Graph::new("simplified", kernel.domain)).finish();
        let world = World::tame(&kernel, &mut Choices::new(&memory));
        let expected = world.run(&Interpreter, &kernel).unwrap();
        let actual = world.run(&Interpreter, &simplified).unwrap();
        // The last are the emitted bits and demands.
        let floats = |memories: &[Vec<u64>]| memories[..memories.len() - 2].concat();
        for (expected, actual) in floats(&expected).iter().zip(&floats(&actual)) {
            let (expected, actual) = (f64::from_bits(*expected), f64::from_bits(*actual));
            let error = ((actual - expected) / expected).abs();
            prop_assert!(expected == actual || error < 1e-11, "{} for {}\n{}\n{}", actual, expected, kernel, simplified);
        }
    }

    #[test]
    fn are_well_formed_when_simplified_freely((body, _) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        let simplified = replay(&kernel, Graph::new("simplified", kernel.domain)).finish();
        prop_assert_eq!(verify(&simplified), Ok(()), "{}\n{}", kernel, simplified);
    }
}
