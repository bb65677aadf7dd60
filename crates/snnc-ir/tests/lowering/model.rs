//! Models from text, and groups that are simulated without a runtime.

use snnc_ir::arithmetic::Elementary;
use snnc_ir::column::Column;
use snnc_ir::execute::{Backend, Bound, BoundColumn, Call};
use snnc_ir::interpret::Interpreter;
use snnc_ir::lower::{Lowered, lower};
use snnc_ir::plan::{KernelUse, Plan, Storage};
use snnc_ir::rng::StreamKey;
use snnc_lang::check::check;
use snnc_lang::files::Disk;
use snnc_lang::hir::Model;
use snnc_lang::syntax::parse;
use snnc_lang::{Diagnostic, Sources};

/// The checked model, or what is wrong with the text.
pub(crate) fn checked(text: &str) -> Result<Model, Vec<Diagnostic>> {
    let sources = Sources::single("model.eqs", text);
    let source = sources.iter().next().expect("there is one");
    let parsed = parse(source);
    let checked = check(&parsed.file, &sources, &[], &Elementary, &Disk);
    let errors = parsed.diagnostics.into_iter().chain(checked.diagnostics).filter(Diagnostic::is_error);
    let errors: Vec<_> = errors.collect();
    checked.model.filter(|_| errors.is_empty()).ok_or(errors)
}

/// The lowered model.
pub(crate) fn lowered(text: &str) -> Lowered {
    lower(&checked(text).expect("the model is right"))
}

/// The plan of a model that is right.
pub(crate) fn plan(text: &str) -> Plan {
    let lowered = lowered(text);
    lowered.plan.unwrap_or_else(|| panic!("{:#?}", lowered.diagnostics))
}

/// What is said of a model, with the text that it is said of.
pub(crate) fn told(text: &str) -> String {
    let lowered = lowered(text);
    let line = |it: &Diagnostic| {
        let mut lines = vec![
            format!("{}: {}", it.code, it.message),
            format!("  at `{}`: {}", &text[it.primary.span.range()], it.primary.text),
        ];
        lines.extend(it.labels.iter().map(|at| format!("  `{}`: {}", &text[at.span.range()], at.text)));
        lines.extend(it.help.iter().map(|help| format!("  help: {help}")));
        lines.extend(it.fixes.iter().map(|fix| format!("  fix: {}", fix.title)));
        lines.join("\n") + "\n"
    };
    lowered.diagnostics.iter().map(line).collect()
}

/// A group, stepped by hand.
pub(crate) struct Simulation {
    pub(crate) plan: Plan,
    columns: Vec<Column>,
    update: Option<Box<dyn Bound>>,
    again: Option<Box<dyn Bound>>,
    threshold: Option<Box<dyn Bound>>,
    reset: Option<Box<dyn Bound>>,
    bits: Column,
    step: u64,
    /// How many passes followed the first ones.
    pub(crate) passes: u64,
}

impl Simulation {
    /// The first group of the model, initialised.
    pub(crate) fn new(text: &str) -> Self {
        let plan = plan(text);
        let group = &plan.groups[0];
        let size = group.size as usize;
        let columns: Vec<_> = group.variables.iter().map(|_| Column::zeros(size)).collect();
        for i in 0..size {
            if let Some(last) = group.last_spike {
                columns[last].set_float(i, -1e4);
            }
            if let Some(flag) = group.not_refractory {
                columns[flag].set_int(i, 1);
            }
        }
        let bind = |it: &Option<KernelUse>| it.as_ref().map(|it| bind(&plan, it, &columns));
        let kernel = group.update.as_ref().map(|update| update.kernel.clone());
        let again = group.update.as_ref().and_then(|update| update.again.clone());
        let [update, again, threshold, reset] = [&kernel, &again, &group.threshold, &group.reset].map(bind);
        if let Some(init) = bind(&group.init) {
            init.call(&Call { lanes: 0..size, ..Call::default() });
        }
        let bits = Column::zeros(size.div_ceil(64));
        Simulation { columns, update, again, threshold, reset, bits, step: 0, passes: 0, plan }
    }

    /// The time of the step that is next.
    pub(crate) fn time(&self) -> f64 {
        self.step as f64 * self.plan.dt
    }

    /// Advances by a step, and returns who spiked.
    pub(crate) fn step(&mut self) -> Vec<u32> {
        let group = &self.plan.groups[0];
        let size = group.size as usize;
        let call = Call { time: self.time(), step: self.step, ..Call::default() };
        if let Some(update) = &self.update {
            let bits = (group.spikes || self.again.is_some()).then_some(&self.bits);
            update.call(&Call { lanes: 0..size, bits, ..call.clone() });
        }
        let emitted = |i: &u32| self.bits.word(*i as usize / 64) >> (i % 64) & 1 == 1;
        if let Some(again) = &self.again {
            let mut list: Vec<u32> = (0..group.size).filter(emitted).collect();
            while !list.is_empty() {
                again.call(&Call { list: &list, bits: Some(&self.bits), ..call.clone() });
                list = (0..list.len() as u32).filter(emitted).map(|place| list[place as usize]).collect();
                self.passes += 1;
            }
        }
        if let Some(threshold) = &self.threshold {
            threshold.call(&Call { lanes: 0..size, bits: Some(&self.bits), ..call.clone() });
        }
        let list: Vec<u32> = (0..group.size).filter(|i| group.spikes && emitted(i)).collect();
        for &i in &list {
            if let Some(last) = group.last_spike {
                self.columns[last].set_float(i as usize, call.time);
            }
            if let Some(flag) = group.not_refractory {
                self.columns[flag].set_int(i as usize, 0);
            }
        }
        if let Some(reset) = &self.reset {
            reset.call(&Call { list: &list, ..call });
        }
        self.step += 1;
        list
    }

    /// Advances by as many steps.
    pub(crate) fn steps(&mut self, n: usize) -> &mut Self {
        for _ in 0..n {
            self.step();
        }
        self
    }

    /// A variable of a neuron.
    pub(crate) fn get(&self, name: &str, i: usize) -> f64 {
        let variables = &self.plan.groups[0].variables;
        let slot = variables.iter().position(|variable| variable.name == name).expect("it is stored");
        self.columns[slot].float(i)
    }
}

fn bind(plan: &Plan, kernel: &KernelUse, columns: &[Column]) -> Box<dyn Bound> {
    let code = &plan.kernels[kernel.kernel];
    let executable = Interpreter.compile(std::slice::from_ref(code)).expect("it is well-formed").remove(0);
    let column = |storage: &Storage| match *storage {
        Storage::Group { variable, offset, .. } => {
            BoundColumn { column: columns[variable].clone(), offset: offset as usize }
        }
        _ => panic!("a group reads its own variables alone"),
    };
    let keys = code.streams.iter().map(|name| StreamKey::new(plan.seed, name)).collect();
    executable.bind(kernel.columns.iter().map(column).collect(), keys, &snnc_ir::faults::Faults::default())
}

/// Fails unless the two agree to that relative error.
pub(crate) fn assert_close(found: f64, expected: f64, tolerance: f64) {
    let error = (found - expected).abs() / expected.abs();
    assert!(found == expected || error <= tolerance, "{found:e}, not {expected:e}: off by {error:e}");
}
