"""snnc beside Brian2's C++ standalone mode, on this machine.

    python benches/compare_brian2.py adex_coba cuba --pairs 5 --duration 2

For each model named (default: all of MODELS), the Brian2 version is generated and compiled once; then the two programs
run in turn, `--pairs` times, each pair with a seed of its own. Printed are the medians of the time spent in the
simulation loop alone (for Brian2 measured inside its program, for snnc `timings.run` of run.json), the median of the
ratios of the pairs, the firing rates of both, and what passes before the first step. Both record the same.

Needs `pip install "brian2==2.9.0" "numpy<2.4" Cython`, a C++ compiler, and `cargo build --release -p snnc-cli`.
`--cpu 0` binds both programs to one processor (Linux).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from brian2 import (
    BrianLogger, Mohm, Network, NeuronGroup, PopulationRateMonitor, SpikeMonitor, StateMonitor, Synapses, cm,
    defaultclock, device, mS, mV, ms, nA, nS, pA, pF, second, set_device, siemens, sqrt, uF, um,
)

REPOSITORY = Path(__file__).resolve().parent.parent
BrianLogger.suppress_name("method_choice")


# The models of models/*.eqs, with their monitors. Each returns the objects of the network, the spike monitor last.

def lif():
    constants = dict(I_max=0.5*nA, tau=10*ms, R=80*Mohm, EL=-65*mV, Vt=-50*mV, Vr=-65*mV)
    cells = NeuronGroup(101, """dv/dt = (EL - v + R*I)/tau : volt (unless refractory)
                                I : amp (constant)""", method="exact", threshold="v > Vt", reset="v = Vr",
                        refractory=5*ms, namespace=constants)
    cells.v = "EL"
    cells.I = "I_max*i/(N - 1)"
    return cells, StateMonitor(cells, "v", record=[37, 38, 100]), SpikeMonitor(cells)


def adex_coba():
    we = 10*nS/(100*0.05)
    constants = dict(C=104*pF, gL=4.3*nS, EL=-65*mV, VT=-52*mV, DT=0.8*mV, Vs=40*mV, Vr=-53*mV, a=-0.8*nS, b=65*pA,
                     tau_w=88*ms, Ee=0*mV, Ei=-80*mV, tau_g=7*ms, noise=8*pA*sqrt(second), we=we, wi=4*we)
    cortex = NeuronGroup(100, """
        dV/dt  = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) - I - w - noise*xi)/C : volt
        dw/dt  = (a*(V - EL) - w)/tau_w                                       : amp
        dge/dt = -ge/tau_g                                                    : siemens
        dgi/dt = -gi/tau_g                                                    : siemens
        I      = ge*(V - Ee) + gi*(V - Ei)                                    : amp""",
        method="euler", threshold="V > Vs", reset="V = Vr; w += b", namespace=constants)
    cortex.V = "EL"
    exc = Synapses(cortex[:80], cortex, on_pre="ge += we", namespace=constants)
    exc.connect("i != j", p=0.05)
    inh = Synapses(cortex[80:], cortex, on_pre="gi += wi", namespace=constants)
    inh.connect("i + 80 != j", p=0.05)
    return cortex, exc, inh, StateMonitor(cortex, "V", record=[0]), SpikeMonitor(cortex)


def benchmark_network(cells, constants, delay=0*ms):
    """The connections and monitors that CUBA, COBA and COBAHH share."""
    exc = Synapses(cells[:3200], cells, on_pre="ge += we", delay=delay, namespace=constants)
    exc.connect(p=0.02)
    inh = Synapses(cells[3200:], cells, on_pre="gi += wi", delay=delay, namespace=constants)
    inh.connect(p=0.02)
    return (cells, exc, inh, PopulationRateMonitor(cells), StateMonitor(cells, "v", record=[0, 3200]),
            SpikeMonitor(cells))


def cuba():
    constants = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-49*mV, we=60*0.27/10*mV,
                     wi=-20*4.5/10*mV)
    cells = NeuronGroup(4000, """dv/dt  = (ge + gi - (v - El))/taum : volt (unless refractory)
                                 dge/dt = -ge/taue                  : volt
                                 dgi/dt = -gi/taui                  : volt""", method="exact", threshold="v > Vt",
                        reset="v = Vr", refractory=5*ms, namespace=constants)
    cells.v = "Vr + rand()*(Vt - Vr)"
    return benchmark_network(cells, constants)


def coba():
    constants = dict(taum=20*ms, taue=5*ms, taui=10*ms, Vt=-50*mV, Vr=-60*mV, El=-60*mV, Ee=0*mV, Ei=-80*mV, Ib=20*mV,
                     we=0.4, wi=5.1)
    cells = NeuronGroup(4000, """dv/dt  = (El - v + ge*(Ee - v) + gi*(Ei - v) + Ib)/taum : volt (unless refractory)
                                 dge/dt = -ge/taue                                       : 1
                                 dgi/dt = -gi/taui                                       : 1""", method="euler",
                        threshold="v > Vt", reset="v = Vr", refractory=5*ms, namespace=constants)
    cells.v = "Vr + rand()*(Vt - Vr)"
    return benchmark_network(cells, constants, delay=0.8*ms)


def cobahh():
    area = 20000*um**2
    constants = dict(Cm=1*uF/cm**2*area, gl=5e-5*siemens/cm**2*area, El=-60*mV, gNa=100*mS/cm**2*area, ENa=50*mV,
                     gK=30*mS/cm**2*area, EK=-90*mV, VT=-63*mV, taue=5*ms, Ee=0*mV, we=6*nS, taui=10*ms, Ei=-80*mV,
                     wi=67*nS)
    # Powers as products: Brian2 would call `pow`.
    cells = NeuronGroup(4000, """
        dv/dt = (gl*(El - v) + ge*(Ee - v) + gi*(Ei - v) - gNa*(m*m*m)*h*(v - ENa) - gK*(n*n*n*n)*(v - EK))/Cm : volt
        dm/dt = alpha_m*(1 - m) - beta_m*m                          : 1
        dh/dt = alpha_h*(1 - h) - beta_h*h                          : 1
        dn/dt = alpha_n*(1 - n) - beta_n*n                          : 1
        dge/dt = -ge/taue                                           : siemens
        dgi/dt = -gi/taui                                           : siemens
        alpha_m = 0.32/mV * 4*mV/exprel((13*mV - v + VT)/(4*mV))/ms : Hz
        beta_m  = 0.28/mV * 5*mV/exprel((v - VT - 40*mV)/(5*mV))/ms : Hz
        alpha_h = 0.128*exp((17*mV - v + VT)/(18*mV))/ms            : Hz
        beta_h  = 4/(1 + exp((40*mV - v + VT)/(5*mV)))/ms           : Hz
        alpha_n = 0.032/mV * 5*mV/exprel((15*mV - v + VT)/(5*mV))/ms : Hz
        beta_n  = 0.5*exp((10*mV - v + VT)/(40*mV))/ms              : Hz""",
        method="exponential_euler", threshold="v > -20*mV", refractory=3*ms, namespace=constants)
    cells.v = "El - 5*mV + 5*mV*randn()"
    cells.ge = "(4 + 1.5*randn())*10*nS"
    cells.gi = "(20 + 12*randn())*10*nS"
    return benchmark_network(cells, constants)


def brunel_hakim():
    constants = dict(tau=20*ms, Vr=10*mV, theta=20*mV, mu_ext=25*mV, sigma_ext=1*mV, J=0.1*mV)
    cells = NeuronGroup(5000, "dV/dt = (-V + mu_ext + sigma_ext*sqrt(tau)*xi)/tau : volt", method="euler",
                        threshold="V > theta", reset="V = Vr", refractory=2*ms, namespace=constants)
    cells.V = "Vr"
    inhibition = Synapses(cells, cells, on_pre="V -= J", delay=2*ms, namespace=constants)
    inhibition.connect(p=0.2)
    return (cells, inhibition, PopulationRateMonitor(cells), StateMonitor(cells, "V", record=[0]),
            SpikeMonitor(cells))


# Name of the model: what builds it, its group, and a duration that both finish in some seconds.
MODELS = {
    "lif": (lif, "cells", 10.0),
    "adex_coba": (adex_coba, "cortex", 60.0),
    "cuba": (cuba, "cells", 10.0),
    "coba": (coba, "cells", 10.0),
    "cobahh": (cobahh, "cells", 1.0),
    "brunel_hakim": (brunel_hakim, "cells", 2.0),
}


def marking(label):
    """C++ that notes the time in the file `marks`."""
    return ("{ struct timespec now; clock_gettime(CLOCK_MONOTONIC, &now); std::ofstream marks(\"marks\", std::ios::app); "
            f"marks.precision(15); marks << \"{label} \" << now.tv_sec + 1e-9*now.tv_nsec << std::endl; }}")


class Brian2:
    """One model, compiled; every run takes its seed from the environment."""

    def __init__(self, build, duration):
        begin = time.perf_counter()
        self.folder = tempfile.mkdtemp(prefix="compare_brian2_")
        device.reinit()
        device.activate(build_on_run=False, directory=self.folder)
        defaultclock.dt = 0.1*ms
        objects = build()
        self.spikes, self.size = objects[-1], len(objects[0])
        device.insert_code("after_start", """
            for (auto& generator : brian::_random_generators)
                generator.seed(std::stoul(std::getenv("COMPARE_SEED")));""")
        device.insert_code("before_network_run", marking("begin"))
        device.insert_code("after_network_run", marking("end"))
        Network(*objects).run(duration*second)
        device.build(run=False, compile=True, directory=self.folder)
        self.preparation = time.perf_counter() - begin

    def run(self, seed):
        """Seconds in the loop, and spikes per neuron."""
        marks = Path(self.folder, "marks")
        marks.unlink(missing_ok=True)
        os.environ["COMPARE_SEED"] = str(seed)
        device.run(directory=self.folder, with_output=False)
        times = dict(line.split() for line in marks.read_text().splitlines())
        return float(times["end"]) - float(times["begin"]), self.spikes.num_spikes/self.size

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)


def run_snnc(program, model, group, size, duration, seed):
    """Seconds in the loop, spikes per neuron, and seconds before the first step."""
    with tempfile.TemporaryDirectory(prefix="compare_snnc_") as out:
        command = [*program, "run", str(REPOSITORY / "models" / f"{model}.eqs"), "--quiet", "--seed", str(seed),
                   "--duration", f"{duration}s", "--out", str(Path(out, "results"))]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(command)}\nfailed with exit code {done.returncode}:\n{done.stderr}")
        timings = json.loads(Path(out, "results", "run.json").read_text())["timings"]
        with np.load(Path(out, "results", f"{group}_spikes.npz")) as spikes:
            count = len(spikes["i"])
    return timings["run"], count/size, sum(timings[stage] for stage in ("parse", "check", "compile", "build"))


def compare(model, program, pairs, duration):
    build, group, default_duration = MODELS[model]
    duration = duration or default_duration
    brian2 = Brian2(build, duration)
    ours, theirs, our_rates, their_rates, preparations = [], [], [], [], []
    for seed in range(1, pairs + 1):
        seconds, spikes = brian2.run(seed)
        theirs.append(seconds)
        their_rates.append(spikes/duration)
        seconds, spikes, preparation = run_snnc(program, model, group, brian2.size, duration, seed)
        ours.append(seconds)
        our_rates.append(spikes/duration)
        preparations.append(preparation)
    brian2.remove()
    ratio = statistics.median(their/our for their, our in zip(theirs, ours))
    print(f"{model:13} {duration:4g} s  {statistics.median(theirs):9.4f} {statistics.median(ours):9.4f} {ratio:7.2f}"
          f"  {statistics.mean(their_rates):8.3f} {statistics.mean(our_rates):8.3f}"
          f"  {brian2.preparation:8.1f} {statistics.median(preparations):8.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("models", nargs="*", metavar="MODEL", help=f"of {', '.join(MODELS)}")
    parser.add_argument("--pairs", type=int, default=5, help="runs of each program (default 5)")
    parser.add_argument("--duration", type=float, help="simulated seconds (default: of each model its own)")
    parser.add_argument("--snnc", help="the program (default: target/release/snnc, else `snnc`)")
    parser.add_argument("--cpu", type=int, help="run both programs on this processor (Linux)")
    arguments = parser.parse_args()
    unknown = [model for model in arguments.models if model not in MODELS]
    if unknown:
        parser.error(f"no such model: {', '.join(unknown)}; there are {', '.join(MODELS)}")

    built = REPOSITORY / "target" / "release" / "snnc"
    program = [arguments.snnc or (str(built) if built.exists() else "snnc")]
    if shutil.which(program[0]) is None:
        parser.error(f"{program[0]} not found: cargo build --release -p snnc-cli")
    set_device("cpp_standalone", build_on_run=False)
    if arguments.cpu is not None:
        # Inherited by all that is started from here.
        os.sched_setaffinity(0, {arguments.cpu})

    print("                      seconds in the loop   Brian2/      rate (Hz)       before the first step (s)")
    print("model         time       Brian2      snnc    snnc     Brian2     snnc    Brian2     snnc")
    for model in arguments.models or MODELS:
        compare(model, program, arguments.pairs, arguments.duration)


if __name__ == "__main__":
    main()
