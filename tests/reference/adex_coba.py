"""Statistics of models/adex_coba.eqs in Brian2: over many wirings, and over noise on one fixed wiring.

    python tests/reference/adex_coba.py        (about two minutes)

writes adex_coba.json and adex_coba_wiring.npz to tests/data/reference, and tests/models/statistics/adex_coba_wiring.eqs,
the model with that wiring written out.
"""

import json
import os
import platform
import shutil
import tempfile
from pathlib import Path

import numpy as np
from brian2 import (
    Network, NeuronGroup, SpikeMonitor, Synapses, __version__, defaultclock, device, mV, ms, nS, pA, pF, second,
    set_device, sqrt,
)

from spike_statistics import in_degree, population

TESTS = Path(__file__).resolve().parent.parent
DATA = TESTS / "data" / "reference"
MODELS = TESTS / "models" / "statistics"
N, NE = 100, 80
CELLS = {"exc": (0, NE), "inh": (NE, N)}
DURATION, DISCARD = 20.0, 0.5
WIRINGS, NOISES = 100, 20
# Well-mixed seeds: the Mersenne Twister's first numbers are alike for seeds that lie close together.
SEEDS = [int(seed) for seed in np.random.SeedSequence(20240701).generate_state(WIRINGS)]

PARAMETERS = dict(
    C=104*pF, gL=4.3*nS, EL=-65*mV, VT=-52*mV, DT=0.8*mV, Vs=40*mV, Vr=-53*mV, a=-0.8*nS, b=65*pA, tau_w=88*ms,
    Ee=0*mV, Ei=-80*mV, tau_g=7*ms, noise=8*pA*sqrt(second), we=10*nS/(N*0.05), wi=4*10*nS/(N*0.05),
    discard=DISCARD*second,
)

# The sums serve the means and deviations, over every step from DISCARD on.
EQUATIONS = """
dV/dt  = (-gL*(V - EL) + gL*DT*exp((V - VT)/DT) - I - w - noise*xi)/C : volt
dw/dt  = (a*(V - EL) - w)/tau_w                                       : amp
dge/dt = -ge/tau_g                                                    : siemens
dgi/dt = -gi/tau_g                                                    : siemens
I      = ge*(V - Ee) + gi*(V - Ei)                                    : amp
V_sum  : volt
VV_sum : volt**2
w_sum  : amp
ww_sum : amp**2
"""


def build(wiring=None):
    """The network as a compiled program, with connections drawn at random or given as two pairs of arrays."""
    folder = tempfile.mkdtemp(prefix="adex_coba_")
    device.reinit()
    device.activate(build_on_run=False, directory=folder)
    defaultclock.dt = 0.1*ms
    cortex = NeuronGroup(N, EQUATIONS, method="euler", threshold="V > Vs", reset="V = Vr; w += b",
                         namespace=PARAMETERS)
    cortex.run_regularly("""V_sum  += int(t >= discard - dt/2)*V
                            VV_sum += int(t >= discard - dt/2)*V*V
                            w_sum  += int(t >= discard - dt/2)*w
                            ww_sum += int(t >= discard - dt/2)*w*w""", dt=0.1*ms, when="start")
    cortex.V = "EL"
    exc = Synapses(cortex[:NE], cortex, on_pre="ge += we", namespace=PARAMETERS)
    inh = Synapses(cortex[NE:], cortex, on_pre="gi += wi", namespace=PARAMETERS)
    if wiring is None:
        exc.connect("i != j", p=0.05)
        inh.connect(f"i + {NE} != j", p=0.05)
    else:
        exc.connect(i=wiring["exc_i"], j=wiring["exc_j"])
        inh.connect(i=wiring["inh_i"], j=wiring["inh_j"])
    spikes = SpikeMonitor(cortex)
    network = Network(cortex, exc, inh, spikes)
    # The seed of a run comes from outside, so that one compiled program serves for all of them.
    device.insert_code("after_start", """
        for (auto& generator : brian::_random_generators)
            generator.seed(std::stoul(std::getenv("REFERENCE_SEED")));""")
    network.run(DURATION*second)
    device.build(run=False, compile=True, directory=folder)
    return folder, cortex, exc, inh, spikes


def measure(folder, cortex, exc, inh, spikes, seed):
    os.environ["REFERENCE_SEED"] = str(seed)
    device.run(directory=folder, with_output=False)
    times, indices = np.asarray(spikes.t), np.asarray(spikes.i)
    steps = round((DURATION - DISCARD)/1e-4)
    result = {}
    for name, (first, end) in CELLS.items():
        figures = population(times, indices, (first, end), DISCARD, DURATION)
        for variable, unit in (("V", 1e-3), ("w", 1e-12)):
            mean = np.asarray(getattr(cortex, f"{variable}_sum"))[first:end].sum()/(steps*(end - first))
            square = np.asarray(getattr(cortex, f"{variable}{variable}_sum"))[first:end].sum()/(steps*(end - first))
            label = {"V": "mV", "w": "pA"}[variable]
            figures[f"{variable}_mean_{label}"] = mean/unit
            figures[f"{variable}_sd_{label}"] = np.sqrt(square - mean**2)/unit
        result[name] = figures
    degrees = {"exc": in_degree(np.asarray(exc.j), N), "inh": in_degree(np.asarray(inh.j), N)}
    return result, degrees


def columns(rows):
    """[{a: 1}, {a: 2}] as {a: [1, 2]}, nested."""
    return {key: columns([row[key] for row in rows]) if isinstance(value, dict) else [row[key] for row in rows]
            for key, value in rows[0].items()}


def rules(sources, targets):
    """Connection rules, one for each source, that make these synapses in this order."""
    for source in np.unique(sources):
        of_source = " or ".join(f"j == {target}" for target in np.sort(targets[sources == source]))
        yield f"    connect: i == {source} and ({of_source})"


def write_model(wiring):
    text = (MODELS / "adex_coba.eqs").read_text()
    body = text[text.index("\nN  ="):]
    for name, rule in (("exc", "    connect: i != j, p = p_conn"), ("inh", "    connect: i + Ne != j, p = p_conn")):
        body = body.replace(rule, "\n".join(rules(wiring[f"{name}_i"], wiring[f"{name}_j"])))
    header = """# The network of adex_coba.eqs with one wiring, the one of tests/data/reference/adex_coba_wiring.npz.
# Written by tests/reference/adex_coba.py.
"""
    (MODELS / "adex_coba_wiring.eqs").write_text(header + body)


def main():
    set_device("cpp_standalone", build_on_run=False)
    program = build()
    runs, degrees, wiring = [], [], None
    for seed in SEEDS:
        figures, degree = measure(*program, seed)
        runs.append(figures)
        degrees.append(degree)
        if wiring is None:
            wiring = {f"{name}_{end}": np.asarray(getattr(synapses, end), dtype=np.int32)
                      for name, synapses in (("exc", program[2]), ("inh", program[3])) for end in "ij"}
    shutil.rmtree(program[0])

    program = build(wiring)
    fixed = [measure(*program, seed)[0] for seed in SEEDS[:NOISES]]
    shutil.rmtree(program[0])

    DATA.mkdir(parents=True, exist_ok=True)
    np.savez(DATA / "adex_coba_wiring.npz", **wiring)
    write_model(wiring)
    record = {
        "model": "models/adex_coba.eqs",
        "origin": f"Brian2 {__version__}, C++ standalone, NumPy {np.__version__}, Python {platform.python_version()}",
        "dt_s": 1e-4, "duration_s": DURATION, "discard_s": DISCARD,
        "over_wirings": {"seeds": SEEDS, **columns(runs), "in_degree": columns(degrees)},
        "one_wiring": {"file": "adex_coba_wiring.npz", "seeds": SEEDS[:NOISES], **columns(fixed)},
    }
    (DATA / "adex_coba.json").write_text(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main()
