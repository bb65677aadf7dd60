"""Hold what `snnc export --to sonata` writes to the libraries of the field: libsonata, h5py, and BMTK if it is there.

    snnc run FILE --out results && snnc export results --to sonata --out sonata
    pip install libsonata h5py
    python tests/reference/check_sonata.py results sonata
"""

import json
import pathlib
import sys

import h5py
import libsonata
import numpy as np

results, sonata = map(pathlib.Path, sys.argv[1:3])
run = json.loads((results / "run.json").read_text())
subgroups = run.get("subgroups", {})


def population(group):
    """The whole group, and the number in it of the first element."""
    part = subgroups.get(group)
    return (part["group"], part["start"]) if part else (group, 0)


def check_spikes(path, monitor):
    name, first = population(monitor["group"])
    archive = np.load(results / monitor["file"])
    read = libsonata.SpikeReader(str(path))[name]
    spikes = read.get_dict()
    # The reader sorts the spikes of one time by neuron.
    order = np.lexsort((archive["i"], archive["t"]))
    back = np.lexsort((spikes["node_ids"], spikes["timestamps"]))
    assert np.array_equal(spikes["node_ids"][back], archive["i"][order] + first), path
    assert np.allclose(spikes["timestamps"][back], archive["t"][order] * 1e3, rtol=1e-15), path
    assert str(read.sorting).endswith("by_time"), read.sorting
    print(f"{path.name}: {len(order)} spikes of {name}")
    try:
        from bmtk.utils.reports.spike_trains import SpikeTrains
    except ImportError:
        return
    trains = SpikeTrains.load(str(path))
    neuron = int(archive["i"][0]) + first if len(order) else 0
    expected = np.sort(archive["t"][archive["i"] + first == neuron]) * 1e3
    assert np.allclose(np.sort(trains.get_times(node_id=neuron, population=name)), expected), "BMTK"


def check_report(monitor_name, monitor):
    archive = np.load(results / monitor["file"])
    name, first = population(monitor["group"])
    for variable in [array for array in archive.files if array not in ("t", "i")]:
        path = sonata / f"{monitor_name}_{variable}.h5"
        report = libsonata.ElementReportReader(str(path))[name]
        assert report.get_node_ids() == sorted(archive["i"] + first)
        frame = report.get()
        with h5py.File(path) as file:
            unit = file[f"report/{name}/data"].attrs.get("units", b"1").decode()
        shown = monitor["arrays"][variable].get("shown", {"scale": 1.0})
        scale = 1e-3 if unit == "mV" else shown["scale"]
        assert np.allclose(frame.data, archive[variable].T / scale, rtol=1e-6, atol=1e-30), path
        assert np.allclose(frame.times, archive["t"] * 1e3, atol=1e-6), path
        try:
            from bmtk.utils.reports.compartment import CompartmentReport
        except ImportError:
            pass
        else:
            own = CompartmentReport(str(path), mode="r")
            assert np.array_equal(own.data(population=name), frame.data) and own.units(population=name) == unit, "BMTK"
        print(f"{path.name}: {frame.data.shape} in {unit}, {report.times} {report.time_units}")


def check_network():
    circuit = libsonata.CircuitConfig.from_file(str(sonata / "circuit_config.json"))
    assert circuit.node_populations == set(run["groups"])
    for name, group in run["groups"].items():
        assert circuit.node_population(name).size == group["size"]
    for name in circuit.edge_populations:
        edges = circuit.edge_population(name)
        saved = [it for key, it in run["saved"].items() if name in (key, it["group"])]
        archive = np.load(results / saved[0]["file"])
        ends = run["synapses"][saved[0]["group"]]
        everything = edges.select_all()
        i, j = archive["i"] + ends["source"]["start"], archive["j"] + ends["target"]["start"]
        assert np.array_equal(edges.source_nodes(everything), i)
        assert np.array_equal(edges.target_nodes(everything), j)
        for neuron in np.unique(j)[:50]:
            assert np.array_equal(edges.afferent_edges(int(neuron)).flatten(), np.flatnonzero(j == neuron))
        for neuron in np.unique(i)[:50]:
            assert np.array_equal(edges.efferent_edges(int(neuron)).flatten(), np.flatnonzero(i == neuron))
        for variable in edges.attribute_names:
            shown = saved[0]["arrays"][variable].get("shown", {"scale": 1.0})
            milli = variable == "delay" or saved[0]["arrays"][variable]["unit"] == "V"
            values = edges.get_attribute(variable, everything) * (1e-3 if milli else shown["scale"])
            assert np.allclose(values, archive[variable], rtol=1e-12, atol=0), variable
        try:
            from bmtk.utils.sonata import File
        except ImportError:
            pass
        else:
            types = [str(sonata / f"{kind}_types.csv") for kind in ("node", "edge")]
            own = File(data_files=[str(sonata / "nodes.h5"), str(sonata / "edges.h5")], data_type_files=types)
            for neuron in np.unique(j)[:5]:
                assert len(list(own.edges[name].get_target(int(neuron)))) == np.sum(j == neuron), "BMTK"
        print(f"{name}: {edges.size} edges from {edges.source} to {edges.target}, {sorted(edges.attribute_names)}")


written = set()
for monitor_name, monitor in run["monitors"].items():
    if monitor["kind"] == "spikes":
        own = population(monitor["group"])[0] in written
        check_spikes(sonata / (f"{monitor_name}.h5" if own else "spikes.h5"), monitor)
        written.add(population(monitor["group"])[0])
    elif monitor["kind"] == "states":
        check_report(monitor_name, monitor)
if (sonata / "circuit_config.json").is_file():
    check_network()
print("all as expected")
