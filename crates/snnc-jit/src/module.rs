//! Compiling kernels into a module.

use crate::abi::Callee;
use crate::call::{Code, CompiledKernel};
use crate::emit::{self, Callees, Emitter, Layout};
use crate::host::Host;
use cranelift_codegen::Context;
use cranelift_codegen::control::ControlPlane;
use cranelift_codegen::ir::{AbiParam, Signature, types};
use cranelift_codegen::isa::TargetIsa;
use cranelift_frontend::{FunctionBuilder, FunctionBuilderContext};
use cranelift_jit::{JITBuilder, JITModule};
use cranelift_module::{FuncId, Linkage, Module, ModuleError, ModuleReloc, default_libcall_names};
use snnc_ir::execute::{BackendError, Executable};
use snnc_ir::kernel::{Kernel, verify};
use std::fmt::Write;

/// Compiles kernels.
pub(crate) fn compile(host: &Host, kernels: &[&Kernel]) -> Result<Vec<Box<dyn Executable>>, BackendError> {
    if kernels.is_empty() {
        return Ok(Vec::new());
    }
    let mut compiler = Compiler::new(host)?;
    let ids = kernels.iter().map(|kernel| compiler.compile(kernel)).collect::<Result<Vec<_>, _>>()?;
    let mut module = compiler.module;
    module.finalize_definitions().map_err(|error| failed("the module", &error))?;
    let entries: Vec<*const u8> = ids.into_iter().map(|id| module.get_finalized_function(id)).collect();
    let code = Code::new(module);
    let executable = |(kernel, entry): (&&Kernel, _)| -> Box<dyn Executable> {
        // SAFETY: `entry` is the function in that module that was compiled from this kernel.
        Box::new(unsafe { CompiledKernel::new(kernel, entry, code.clone()) })
    };
    Ok(kernels.iter().zip(entries).map(executable).collect())
}

/// Kernels as CLIF.
pub(crate) fn clif(host: &Host, kernels: &[Kernel]) -> Result<String, BackendError> {
    let mut compiler = Compiler::new(host)?;
    let mut text = String::new();
    for kernel in kernels {
        compiler.emit(kernel)?;
        let _ = writeln!(text, "; {}\n{}", kernel.name, compiler.context.func.display());
    }
    Ok(text)
}

/// Kernels as instructions of the machine.
pub(crate) fn asm(host: &Host, kernels: &[Kernel]) -> Result<String, BackendError> {
    let mut compiler = Compiler::new(host)?;
    let mut text = String::new();
    for kernel in kernels {
        let layout = compiler.emit(kernel)?;
        compiler.context.set_disasm(true);
        let isa = if layout.optimise { &*host.optimising } else { &*host.in_order };
        let code = compiler
            .context
            .compile(isa, &mut ControlPlane::default())
            .map_err(|error| failed(&kernel.name, &error.inner))?;
        let _ = writeln!(text, "; {}\n{}", kernel.name, code.vcode.as_deref().unwrap_or_default());
    }
    Ok(text)
}

/// A module, while kernels are compiled into it.
struct Compiler<'h> {
    host: &'h Host,
    module: JITModule,
    callees: Callees,
    context: Context,
    builder: FunctionBuilderContext,
}

impl<'h> Compiler<'h> {
    fn new(host: &'h Host) -> Result<Self, BackendError> {
        let mut builder = JITBuilder::with_isa(host.optimising.clone(), default_libcall_names());
        builder.symbols(Callee::imports().map(|(callee, address)| (callee.name(), address)));
        let mut module = JITModule::new(builder);
        let convention = host.optimising.default_call_conv();
        let mut callees = Callees::new();
        for (callee, _) in Callee::imports() {
            let signature = callee.signature(convention);
            let id = module.declare_function(callee.name(), Linkage::Import, &signature);
            callees.insert(callee, id.map_err(|error| failed(callee.name(), &error))?);
        }
        let signature = Callee::Rare.signature(convention);
        let rare = module.declare_function(Callee::Rare.name(), Linkage::Local, &signature);
        let rare = rare.map_err(|error| failed(Callee::Rare.name(), &error))?;
        callees.insert(Callee::Rare, rare);
        let (context, builder) = (Context::new(), FunctionBuilderContext::new());
        let mut compiler = Compiler { host, module, callees, context, builder };
        compiler.function(signature, |e| {
            emit::rare(e);
            Ok(())
        })?;
        compiler.define(rare, Callee::Rare.name(), &*host.in_order)?;
        Ok(compiler)
    }

    /// Compiles a kernel.
    fn compile(&mut self, kernel: &Kernel) -> Result<FuncId, BackendError> {
        let layout = self.emit(kernel)?;
        let id = self.module.declare_anonymous_function(&self.context.func.signature);
        let id = id.map_err(|error| failed(&kernel.name, &error))?;
        let host = self.host;
        self.define(id, &kernel.name, if layout.optimise { &*host.optimising } else { &*host.in_order })?;
        Ok(id)
    }

    /// Emits a kernel into the context.
    fn emit(&mut self, kernel: &Kernel) -> Result<Layout, BackendError> {
        verify(kernel).map_err(|errors| {
            BackendError(format!("{} is not a kernel: {}", kernel.name, errors.join("; ")))
        })?;
        let mut signature = self.module.make_signature();
        signature.params.push(AbiParam::new(types::I64));
        let layout = Layout::of(kernel);
        self.function(signature, |e| emit::kernel(e, kernel, layout))?;
        Ok(layout)
    }

    /// Writes a function into the context.
    fn function(
        &mut self,
        signature: Signature,
        write: impl FnOnce(&mut Emitter<'_, '_>) -> Result<(), BackendError>,
    ) -> Result<(), BackendError> {
        self.context.clear();
        self.context.func.signature = signature;
        let mut builder = FunctionBuilder::new(&mut self.context.func, &mut self.builder);
        let mut emitter = Emitter::new(&mut builder, self.host.features, &mut self.module, &self.callees);
        let written = write(&mut emitter);
        emitter.finish();
        if written.is_err() {
            // The half-written function is given up, and with it what the builder remembers of it.
            self.builder = FunctionBuilderContext::new();
            return written;
        }
        builder.finalize(self.module.target_config());
        Ok(())
    }

    /// Compiles the function in the context.
    fn define(&mut self, id: FuncId, name: &str, isa: &dyn TargetIsa) -> Result<(), BackendError> {
        self.context
            .compile(isa, &mut ControlPlane::default())
            .map_err(|error| failed(name, &error.inner))?;
        let Some(code) = self.context.compiled_code() else { return Ok(()) };
        let alignment = u64::from(code.buffer.alignment);
        let relocations: Vec<ModuleReloc> = code
            .buffer
            .relocs()
            .iter()
            .map(|reloc| ModuleReloc::from_mach_reloc(reloc, &self.context.func, id))
            .collect();
        self.module
            .define_function_bytes(id, alignment, code.code_buffer(), &relocations)
            .map_err(|error: ModuleError| failed(name, &error))
    }
}

fn failed(what: &str, why: &dyn std::fmt::Display) -> BackendError {
    BackendError(format!("cannot compile {what}: {why}"))
}
