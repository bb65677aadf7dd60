"""Writes the expected outcome of the models of tests/models/known to tests/data/known.

    python tests/reference/record.py [CONSTRUCT/NAME ...] [--compiled]
    python tests/reference/record.py --table

Each script tests/reference/known/CONSTRUCT/NAME.py says what comes of the model of its name, in one of three ways:

    network()   the same model in Brian2: the network and the durations of its runs; its monitors bear snnc's names
    record()    an experiment with Brian2 that is more than a series of runs: returns arrays by name
    expected()  a formula or published figures: returns arrays by name; the docstring cites the source

A network is written only if disturbing all states by 1e-12 at the start moves no spike (what one rounding error could
change is no reference) and, with --compiled, only if NumPy and compiled code agree on it.

Arrays are named MONITOR.ARRAY as in the archives that `snnc run --out` writes, `SYNAPSES.i` and `SYNAPSES.j` are
connections, `last GROUP.VARIABLE` the values at the end; `NAME:mean` (std, min, max, sum, count, first, last) is a
figure of an array. A script may set TOLERANCE (relative; one for all, or by name) and ABSOLUTE (by name).
"""

import importlib.util
import re
import sys
import warnings
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
SCRIPTS = HERE / "known"
DATA = HERE.parent / "data" / "known"
MODELS = HERE.parent / "models" / "known"
# sympy's, while Brian2 parses equations
warnings.filterwarnings("ignore", category=DeprecationWarning)


def load(case):
    """The script of a case, executed anew."""
    spec = importlib.util.spec_from_file_location(case.replace("/", "_"), SCRIPTS / f"{case}.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def recorded(monitor):
    """The arrays of a Brian2 monitor under the names that `snnc run --out` gives them, in SI units."""
    from brian2 import EventMonitor, PopulationRateMonitor

    if isinstance(monitor, EventMonitor):
        arrays = {"i": np.asarray(monitor.i, dtype=np.int32), "t": np.asarray(monitor.t)}
        names = [name for name in monitor.record_variables if name not in arrays]
        return arrays | {name: np.asarray(getattr(monitor, name), dtype=np.float64) for name in names}
    if isinstance(monitor, PopulationRateMonitor):
        return {"t": np.asarray(monitor.t), "rate": np.asarray(monitor.rate)}
    arrays = {name: np.asarray(getattr(monitor, name), dtype=np.float64) for name in monitor.record_variables}
    return {"t": np.asarray(monitor.t), "i": np.asarray(monitor.record, dtype=np.int32), **arrays}


def all_recorded(network):
    """The arrays of all monitors of a Brian2 network."""
    from brian2 import EventMonitor, PopulationRateMonitor, StateMonitor

    return {f"{monitor.name}.{name}": array for monitor in network.objects
            if isinstance(monitor, (EventMonitor, StateMonitor, PopulationRateMonitor))
            for name, array in recorded(monitor).items()}


def prepare(target):
    from brian2 import BrianLogger, defaultclock, device, ms, prefs, seed

    BrianLogger.suppress_name("method_choice")
    prefs.codegen.target = target
    device.reinit()
    device.activate()
    defaultclock.dt = 0.1*ms
    seed(1)


def simulate(case, target, disturbance=0.0):
    from brian2 import StateMonitor

    prepare(target)
    network, durations = load(case).network()
    if disturbance:
        for group in network.objects:
            if hasattr(group, "equations") and not isinstance(group, StateMonitor):
                for name in group.equations.diff_eq_names:
                    group.variables[name].set_value(group.variables[name].get_value()*(1 + disturbance))
    for duration in durations:
        network.run(duration)
    return all_recorded(network)


def difference(one, other):
    """The largest relative difference between two results (of values below a thousandth of their array's largest,
    relative to that thousandth); infinite if a spike differs."""
    worst = 0.0
    for name, array in one.items():
        if "_spikes." in name and not np.array_equal(array, other[name]):
            return np.inf
        scale = np.maximum(np.abs(array), np.abs(array).max(initial=0)*1e-3)
        worst = max(worst, np.max(np.abs(array - other[name])/np.where(scale == 0, 1, scale), initial=0))
    return worst


def defines(script, name):
    """Whether a script defines a function itself: `from brian2 import *` brings many names."""
    return getattr(getattr(script, name, None), "__module__", None) == script.__name__


def outcome(case, script, compiled):
    """The arrays of a case, and a remark on how they were found."""
    if defines(script, "expected"):
        return script.expected(), "by formula"
    if defines(script, "record"):
        prepare("numpy")
        return script.record(), "recorded"
    result = simulate(case, "numpy")
    stability = difference(result, simulate(case, "numpy", disturbance=1e-12))
    if stability > 1e-7:
        sys.exit(f"{case}: a disturbance of 1e-12 changes it by {stability:.1e}")
    remark = f"disturbed {stability:.0e}"
    if compiled:
        targets = difference(result, simulate(case, "cython"))
        if targets > 1e-9:
            sys.exit(f"{case}: NumPy and compiled code differ by {targets:.1e}")
        remark += f", compiled {targets:.0e}"
    return result, remark


def write(case, compiled):
    script = load(case)
    result, remark = outcome(case, script, compiled)
    tolerance = getattr(script, "TOLERANCE", 1e-9)
    tolerances = tolerance if isinstance(tolerance, dict) else dict.fromkeys(result, tolerance)
    for kind, given in [("tolerance", tolerances), ("absolute", getattr(script, "ABSOLUTE", {}))]:
        if unknown := set(given) - set(result):
            sys.exit(f"{case}: a tolerance is given for {unknown}, which is not among {set(result)}")
        if kind == "tolerance" and not isinstance(tolerance, dict) and tolerance == 1e-9:
            continue
        result |= {f"{kind}/{name}": np.float64(value) for name, value in given.items()}
    path = DATA / f"{case}.npz"
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **result)
    print(f"{case:40} {path.stat().st_size/1024:4.0f} KiB  {remark}", flush=True)


def table():
    """The table of all cases, for tests/models/known/README.md."""
    lines = ["| construct | model | outcome by | what it holds snnc to |", "|---|---|---|---|"]
    for path in sorted(MODELS.glob("*/*.eqs")):
        text = path.read_text(encoding="utf-8")
        comment = re.match(r"(?:#[^\n]*\n)+", text)
        words = " ".join(line.lstrip("# ").rstrip() for line in comment.group().splitlines()) if comment else ""
        sentence = re.split(r"(?<=[.:])\s", words)[0].rstrip(".:")
        script = (SCRIPTS / path.parent.name / f"{path.stem}.py").read_text(encoding="utf-8")
        by = "formula" if "def expected(" in script else "Brian2"
        sentence = sentence.replace("|", "\\|")
        lines.append(f"| {path.parent.name} | [{path.stem}]({path.parent.name}/{path.stem}.eqs) | {by} | {sentence} |")
    readme = MODELS / "README.md"
    text = readme.read_text(encoding="utf-8")
    head = text.split("| construct |")[0]
    readme.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


def main(arguments):
    if "--table" in arguments:
        return table()
    cases = [argument for argument in arguments if not argument.startswith("--")]
    every = (path.relative_to(SCRIPTS).with_suffix("").as_posix() for path in SCRIPTS.glob("*/*.py"))
    for case in cases or sorted(every):
        write(case, "--compiled" in arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
