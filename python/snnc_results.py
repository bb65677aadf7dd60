"""Read the results of snnc. One file, to be copied next to a script; it needs Python 3.9 and NumPy.

    import snnc_results
    run = snnc_results.open("results/cuba")
    print(run)                                  # what was recorded
    spikes = run.spikes("cells_spikes")
    print(spikes.t, spikes.i)                   # seconds, neurons
    v = run.states("cells_states")["v"]
    print(v.si[0, :10], v.unit)                 # volts, as stored; nothing else is read
    print(v.shown(0), v.shown_unit)             # the trace of the first neuron recorded, in the unit of the model
    segment = run.to_neo()                      # if Neo is installed
    table = spikes.to_pandas()                  # if pandas is installed

Arrays stay on disk: they are mapped into memory, and read where they are looked at. All values are in SI unless a name says
`shown`: the unit in which the model declares a variable. `docs/results.md` describes the files.
"""

from __future__ import annotations

import builtins
import json
import os
import struct
import zipfile
from collections.abc import Mapping
from typing import Dict, Iterator, List, Optional, Tuple, Union

import numpy as np

__all__ = ["open", "Run", "Spikes", "Counts", "States", "Trace", "Rate", "Saved", "Archive"]

Folder = Union[str, "os.PathLike[str]"]


def open(folder: Folder) -> "Run":
    """The run whose results are in a folder."""
    return Run(folder)


class Archive(Mapping):
    """The arrays of an `.npz` file by name. What is stored in it without compression is mapped into memory, read-only."""

    def __init__(self, path: Folder):
        self.path = os.fspath(path)
        self._arrays: Dict[str, np.ndarray] = {}
        with zipfile.ZipFile(self.path) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.endswith(".npy")]
        self._entries = {entry.filename[: -len(".npy")]: entry for entry in entries}

    def __getitem__(self, name: str) -> np.ndarray:
        if name not in self._arrays:
            if name not in self._entries:
                raise KeyError(_unknown("array", name, self._entries))
            self._arrays[name] = self._read(self._entries[name])
        return self._arrays[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def _read(self, entry: zipfile.ZipInfo) -> np.ndarray:
        if entry.compress_type != zipfile.ZIP_STORED:
            with zipfile.ZipFile(self.path) as archive, archive.open(entry) as file:
                return np.lib.format.read_array(file)
        with builtins.open(self.path, "rb") as file:
            # Before the bytes of an entry, its name and further fields stand once more, as long as is said there.
            file.seek(entry.header_offset)
            name, more = struct.unpack("<26xHH", file.read(30))
            file.seek(entry.header_offset + 30 + name + more)
            version = np.lib.format.read_magic(file)
            header = {(1, 0): np.lib.format.read_array_header_1_0, (2, 0): np.lib.format.read_array_header_2_0}
            shape, fortran, dtype = header[version](file)
            if 0 in shape:
                return np.empty(shape, dtype)
            order = "F" if fortran else "C"
            return np.memmap(self.path, dtype, "r", file.tell(), shape, order)


class Run:
    """What a run left behind."""

    def __init__(self, folder: Folder):
        self.folder = os.fspath(folder)
        path = os.path.join(self.folder, "run.json")
        if not os.path.isfile(path):
            raise FileNotFoundError(f"{self.folder} holds no results: there is no run.json in it")
        with builtins.open(path, encoding="utf-8") as file:
            #: All of `run.json`.
            self.description: dict = json.load(file)

    @property
    def dt(self) -> float:
        """The time step in seconds."""
        return self.description["dt"]

    @property
    def duration(self) -> float:
        """The time simulated, in seconds."""
        return self.description["duration"]

    @property
    def constants(self) -> Dict[str, float]:
        """The constants in effect at the beginning, in SI."""
        return {name: float(it["value"]) for name, it in self.description["constants"].items()}

    @property
    def monitors(self) -> Dict[str, str]:
        """The kind of each monitor: `spikes`, `count`, `states` or `rate`."""
        return {name: it["kind"] for name, it in self.description["monitors"].items()}

    def size(self, group: str) -> int:
        """How many elements are in a group, a subgroup, or synapses."""
        known = self.description
        if group in known["groups"]:
            return known["groups"][group]["size"]
        if group in known.get("subgroups", {}):
            part = known["subgroups"][group]
            return part["end"] - part["start"]
        if group in known["synapses"]:
            return known["synapses"][group]["count"]
        raise KeyError(_unknown("group", group, [*known["groups"], *known["synapses"]]))

    def spikes(self, monitor: str) -> "Spikes":
        """The spikes or events that a monitor recorded."""
        return Spikes(self, monitor, *self._monitor(monitor, "spikes"))

    def counts(self, monitor: str) -> "Counts":
        """How many spikes each neuron had."""
        return Counts(self, monitor, *self._monitor(monitor, "count"))

    def states(self, monitor: str) -> "States":
        """The variables that a monitor recorded."""
        return States(self, monitor, *self._monitor(monitor, "states"))

    def rate(self, monitor: str) -> "Rate":
        """The population rate that a monitor recorded."""
        return Rate(self, monitor, *self._monitor(monitor, "rate"))

    def saved(self, name: str) -> "Saved":
        """The values that `save` kept under a name."""
        known = self.description["saved"]
        if name not in known:
            raise KeyError(_unknown("saved state", name, known))
        return Saved(self, name, known[name], Archive(os.path.join(self.folder, known[name]["file"])))

    def __getitem__(self, name: str):
        """What a monitor recorded, of whichever kind, or what was saved."""
        of = {"spikes": self.spikes, "count": self.counts, "states": self.states, "rate": self.rate}
        kind = self.monitors.get(name)
        return of[kind](name) if kind else self.saved(name)

    def to_neo(self):
        """A Neo segment with all spikes and traces."""
        import neo

        segment = neo.Segment(name=self.description["model"]["file"])
        for name, kind in self.monitors.items():
            if kind == "spikes":
                segment.spiketrains.extend(self.spikes(name).to_neo())
            elif kind == "states":
                for signal in self.states(name).to_neo():
                    even = isinstance(signal, neo.AnalogSignal)
                    (segment.analogsignals if even else segment.irregularlysampledsignals).append(signal)
        return segment

    def __repr__(self) -> str:
        known = self.description
        lines = [f"{known['model']['file']}: {known['duration']:g} s in steps of {known['dt'] * 1e3:g} ms, seed {known['seed']}"]
        lines += [f"  {name}: {group['size']} elements" for name, group in known["groups"].items()]
        lines += [f"  {name}: {synapses['count']} synapses" for name, synapses in known["synapses"].items()]
        for name, monitor in known["monitors"].items():
            lines.append(f"  {name}: {monitor['kind']} of {monitor['group']}: {', '.join(monitor['arrays'])}")
        for name, saved in known["saved"].items():
            lines.append(f"  {name}: saved of {saved['group']} at {saved['time']:g} s: {', '.join(saved['arrays'])}")
        return "\n".join(lines)

    def _monitor(self, name: str, kind: str) -> Tuple[dict, Archive]:
        known = {other: it for other, it in self.description["monitors"].items() if it["kind"] == kind}
        if name not in known:
            raise KeyError(_unknown(f"monitor of {kind}", name, known))
        return known[name], Archive(os.path.join(self.folder, known[name]["file"]))


class _Part:
    """What spikes, counts, traces and saved values have in common."""

    def __init__(self, run: Run, name: str, description: dict, archive: Archive):
        self.run = run
        self.name = name
        #: The group, subgroup or synapses that it is of.
        self.group: str = description["group"]
        #: The arrays as they are on disk, in SI.
        self.archive = archive
        self._units = description["arrays"]

    def unit(self, array: str) -> str:
        """The SI unit of an array."""
        return self._units[array]["unit"] if array in self._units else "1"

    def shown_unit(self, array: str) -> str:
        """The unit in which the model declares a variable; the SI unit of all else."""
        return self._shown(array)[0]

    def _shown(self, array: str) -> Tuple[str, float]:
        shown = self._units.get(array, {}).get("shown")
        return (shown["unit"], shown["scale"]) if shown else (self.unit(array), 1.0)

    def in_shown_unit(self, array: str, values: np.ndarray) -> np.ndarray:
        """Values of an array in the unit in which the model declares it."""
        return np.asarray(values) / self._shown(array)[1]

    def run_range(self, number: int) -> slice:
        """Which of the spikes, samples or bins are of the `number`-th `run` of the protocol, counted from 0."""
        return slice(*self.run.description["runs"][number]["recorded"][self.name])

    def __repr__(self) -> str:
        arrays = ", ".join(f"{name} {array.shape}" for name, array in self.archive.items())
        return f"{type(self).__name__} {self.name} of {self.group}: {arrays}"


class Spikes(_Part):
    """Spikes or events in the order in which they happened."""

    @property
    def t(self) -> np.ndarray:
        """The time of each, in seconds."""
        return self.archive["t"]

    @property
    def i(self) -> np.ndarray:
        """The neuron of each, counted within the group that the monitor names."""
        return self.archive["i"]

    def __len__(self) -> int:
        return len(self.t)

    def __getitem__(self, variable: str) -> np.ndarray:
        """A variable at each spike, in SI."""
        return self.archive[variable]

    def train(self, neuron: int) -> np.ndarray:
        """The times of the spikes of one neuron, in seconds."""
        return np.asarray(self.t[self.i == neuron])

    def trains(self) -> List[np.ndarray]:
        """The times of the spikes of each neuron of the group, in seconds."""
        order = np.argsort(self.i, kind="stable")
        bounds = np.searchsorted(self.i[order], np.arange(1, self.run.size(self.group)))
        return np.split(np.asarray(self.t)[order], bounds)

    def rate(self) -> float:
        """Spikes a neuron and second, in hertz."""
        time = self.run.size(self.group) * self.run.duration
        return len(self) / time if time > 0 else float("nan")

    def between(self, start: float, stop: float) -> Tuple[np.ndarray, np.ndarray]:
        """The neurons and times of the spikes from `start` until before `stop`, in seconds."""
        within = (self.t >= start) & (self.t < stop)
        return np.asarray(self.i[within]), np.asarray(self.t[within])

    def to_pandas(self):
        """A table with a row for each spike: `i`, `t` in seconds, and the variables in SI."""
        import pandas

        return pandas.DataFrame({name: np.asarray(array) for name, array in self.archive.items()})

    def to_neo(self) -> list:
        """A Neo spike train for each neuron of the group."""
        import neo

        stop = max(self.run.duration, float(self.t.max()) if len(self) else 0.0)
        trains = enumerate(self.trains())
        names = {"group": self.group, "monitor": self.name}
        return [neo.SpikeTrain(train, units="s", t_stop=stop, neuron=i, **names) for i, train in trains]


class Counts(_Part):
    """How many spikes each neuron had."""

    @property
    def i(self) -> np.ndarray:
        """The neurons."""
        return self.archive["i"]

    @property
    def count(self) -> np.ndarray:
        """One number for each of them."""
        return self.archive["count"]

    def to_pandas(self):
        """A table with a row for each neuron."""
        import pandas

        return pandas.DataFrame({"i": np.asarray(self.i), "count": np.asarray(self.count)})


class States(_Part):
    """Variables of some elements over time; `states["v"]` is one of them."""

    @property
    def t(self) -> np.ndarray:
        """The times of the samples, in seconds."""
        return self.archive["t"]

    @property
    def i(self) -> np.ndarray:
        """The elements recorded, counted within the group or synapses that the monitor names."""
        return self.archive["i"]

    @property
    def variables(self) -> List[str]:
        """The variables recorded."""
        return [name for name in self.archive if name not in ("t", "i")]

    def __getitem__(self, variable: str) -> "Trace":
        if variable not in self.variables:
            raise KeyError(_unknown("variable", variable, self.variables))
        return Trace(self, variable)

    def to_pandas(self):
        """A table in SI with a row for each sample, and a column for each variable and element: `table["v", 0]`."""
        import pandas

        columns = {(name, int(i)): self.archive[name][row] for name in self.variables for row, i in enumerate(self.i)}
        return pandas.DataFrame(columns, index=pandas.Index(np.asarray(self.t), name="t"))

    def to_neo(self) -> list:
        """A Neo signal for each variable, with a channel for each element; irregularly sampled if the samples are not even."""
        import neo

        t, signals = np.asarray(self.t), []
        step = float(np.mean(np.diff(t))) if len(t) > 1 else self.run.dt
        even = len(t) > 0 and np.allclose(t, t[0] + step * np.arange(len(t)), rtol=0, atol=1e-3 * step)
        for name in self.variables:
            trace = self[name]
            unit, scale = _quantity(trace.shown_unit, trace.unit, trace.scale)
            values = np.asarray(trace.si).T / scale
            names = {"name": name, "group": self.group, "monitor": self.name, "array_annotations": {"index": np.asarray(self.i)}}
            if even:
                period = {"t_start": float(t[0]) * _second(), "sampling_period": step * _second()}
                signals.append(neo.AnalogSignal(values, units=unit, **period, **names))
            elif len(t) > 0:
                signals.append(neo.IrregularlySampledSignal(t * _second(), values, units=unit, **names))
        return signals


class Trace:
    """A variable of some elements over time."""

    def __init__(self, states: States, variable: str):
        self.variable = variable
        #: The values in SI: [element, sample]. They stay on disk until they are looked at.
        self.si: np.ndarray = states.archive[variable]
        #: The elements, one for each row.
        self.i = states.i
        #: The times of the samples, in seconds.
        self.t = states.t
        #: The SI unit of the values.
        self.unit: str = states.unit(variable)
        #: The unit in which the model declares the variable, and how much of SI it is.
        self.shown_unit, self.scale = states._shown(variable)

    def shown(self, row=slice(None), samples=slice(None)) -> np.ndarray:
        """The values of a row, or of all, in the unit in which the model declares the variable."""
        return np.asarray(self.si[row, samples]) / self.scale

    def of(self, element: int) -> np.ndarray:
        """The trace of an element by its number in the group, in SI."""
        rows = np.flatnonzero(np.asarray(self.i) == element)
        if len(rows) == 0:
            raise KeyError(f"`{self.variable}` of {element} was not recorded")
        return self.si[rows[0]]

    def __repr__(self) -> str:
        return f"{self.variable} {self.si.shape} in {self.unit}, declared in {self.shown_unit}"


class Rate(_Part):
    """A population rate."""

    @property
    def t(self) -> np.ndarray:
        """The beginning of each bin, in seconds."""
        return self.archive["t"]

    @property
    def rate(self) -> np.ndarray:
        """Spikes a neuron and second, in hertz."""
        return self.archive["rate"]

    def to_pandas(self):
        """The rates by the beginning of their bins."""
        import pandas

        return pandas.Series(np.asarray(self.rate), pandas.Index(np.asarray(self.t), name="t"), name="rate")


class Saved(_Part):
    """The values of a group or of synapses at one time; `saved["w"]` is an array in SI."""

    def __init__(self, run: Run, name: str, description: dict, archive: Archive):
        super().__init__(run, name, description, archive)
        #: When they were saved, in seconds.
        self.time: float = description["time"]

    def __getitem__(self, array: str) -> np.ndarray:
        return self.archive[array]

    def matrix(self, variable: Optional[str] = None, empty: float = np.nan) -> np.ndarray:
        """Synapses as a matrix [source, target] of a variable in SI, `empty` where there is none; or of how many there are."""
        ends = self.run.description["synapses"][self.group]
        sizes = []
        for end, array in (("source", "i"), ("target", "j")):
            known = ends.get(end)
            sizes.append(known["end"] - known["start"] if known else int(self.archive[array].max(initial=-1)) + 1)
        where = (np.asarray(self["i"]), np.asarray(self["j"]))
        if variable is None:
            number = np.zeros(sizes, dtype=np.int64)
            np.add.at(number, where, 1)
            return number
        if len(np.unique(np.stack(where), axis=1)[0]) < len(where[0]):
            raise ValueError(f"there are several synapses between two elements of `{self.group}`, and a matrix has room for one")
        values = np.full(sizes, empty, dtype=np.float64)
        values[where] = self[variable]
        return values

    def to_pandas(self):
        """A table with a row for each element or synapse, in SI."""
        import pandas

        longest = max((len(array) for array in self.archive.values()), default=0)
        return pandas.DataFrame({name: np.broadcast_to(array, longest) for name, array in self.archive.items()})


def _unknown(kind: str, name: str, known) -> str:
    return f"there is no {kind} `{name}`; there are: {', '.join(known) or 'none'}"


def _second():
    import quantities

    return quantities.s


def _quantity(shown: str, unit: str, scale: float) -> Tuple[object, float]:
    """A unit as the package quantities knows it, the declared one or else that of SI, and how much of SI it is."""
    import quantities

    for text, size in ((shown, scale), (unit, 1.0)):
        for sign, instead in (("·", "*"), ("^", "**"), ("²", "**2"), ("³", "**3"), ("Ω", "ohm"), ("amp", "ampere")):
            text = text.replace(sign, instead) if sign != "amp" or "ampere" not in text else text
        try:
            return quantities.Quantity(1.0, text).units if text != "1" else quantities.dimensionless, size
        except (LookupError, SyntaxError, TypeError, ValueError):
            continue
    return quantities.dimensionless, 1.0
