//! Random kernels leave the same bits behind, whoever executes them.

use proptest::prelude::*;
use snnc_ir::execute::Backend;
use snnc_ir::interpret::Interpreter;
use snnc_ir::testing::{Choices, World, kernel};
use snnc_jit::{Cranelift, Native};

fn choices() -> impl Strategy<Value = (Vec<u64>, Vec<u64>)> {
    (prop::collection::vec(any::<u64>(), 0..300), prop::collection::vec(any::<u64>(), 0..40))
}

fn agrees(compiler: &dyn Backend, body: &[u64], memory: &[u64]) -> Result<(), TestCaseError> {
    let kernel = kernel(&mut Choices::new(body));
    let world = World::new(&kernel, &mut Choices::new(memory));
    let expected = world.run(&Interpreter, &kernel).unwrap();
    let actual =
        world.run(compiler, &kernel).map_err(|error| TestCaseError::fail(format!("{error}\n{kernel}")))?;
    prop_assert_eq!(&actual, &expected, "{}\n{:?}", kernel, world);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 800, ..ProptestConfig::default() })]

    #[test]
    fn agree_with_the_interpreter((body, memory) in choices()) {
        agrees(&Cranelift::verified().unwrap(), &body, &memory)?;
    }

    #[test]
    fn agree_on_the_least_machine((body, memory) in choices()) {
        agrees(&Cranelift::baseline().unwrap(), &body, &memory)?;
    }

    #[test]
    fn agree_in_wide_vectors((body, memory) in choices()) {
        agrees(&Native::host().unwrap(), &body, &memory)?;
    }

    #[test]
    fn agree_with_few_registers((body, memory) in choices()) {
        agrees(&Native::with_few_registers().unwrap(), &body, &memory)?;
    }

    #[test]
    fn agree_lane_by_lane((body, memory) in choices()) {
        let kernel = kernel(&mut Choices::new(&body));
        let world = World::new(&kernel, &mut Choices::new(&memory));
        let (kernel, world) = world.in_order(&kernel);
        let expected = world.run(&Interpreter, &kernel).unwrap();
        let actual = world.run(&Cranelift::verified().unwrap(), &kernel).unwrap();
        prop_assert_eq!(actual, expected, "{}\n{:?}", kernel, world);
    }
}
