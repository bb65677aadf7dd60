"""Brian2's C++ standalone programs: each network is compiled once into a folder and run from there many times."""

import hashlib
import inspect
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from . import activity
from .process import run_and_measure


def marking(label):
    """C++ that notes the time in the file `marks`."""
    return (f"{{ struct timespec now; clock_gettime(CLOCK_MONOTONIC, &now); marks << \"{label} \" "
            "<< now.tv_sec + 1e-9*now.tv_nsec << std::endl; }")


def writing(array, name):
    """C++ that writes a dynamic array as it lies in memory."""
    return (f"std::ofstream(folder + \"/{name}\", std::ios::binary).write("
            f"(const char*)&{array}[0], {array}.size()*sizeof({array}[0]));")


def sources(function):
    """The text of a function and of those of its module that it calls, directly or not."""
    module = inspect.getmodule(function)
    found, waiting = {}, [function]
    while waiting:
        function = waiting.pop()
        if function.__name__ not in found:
            found[function.__name__] = inspect.getsource(function)
            named = (getattr(module, name, None) for name in function.__code__.co_names)
            waiting.extend(value for value in named
                           if inspect.isfunction(value) and value.__module__ == module.__name__)
    return found


def fingerprint(network, arguments, variant):
    """Of all that the program depends on, so that an old one is not taken for one that has changed since."""
    import brian2
    from . import brian2_networks
    texts = sources(getattr(brian2_networks, network)) | sources(generate)
    text = json.dumps([brian2.__version__, arguments, variant, texts], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def generate(folder, network, arguments, variant):
    """Writes the C++ of a network that takes seed, duration and the folder of its results from the environment."""
    from brian2 import BrianLogger, Network, defaultclock, device, ms, prefs, second, set_device
    from . import brian2_networks
    BrianLogger.suppress_name("method_choice")
    prefs.devices.cpp_standalone.extra_make_args_unix = ["-j1"]
    set_device("cpp_standalone", build_on_run=False, directory=str(folder))
    device.reinit()
    device.activate(build_on_run=False, directory=str(folder))
    defaultclock.dt = 0.1*ms
    objects = getattr(brian2_networks, network)(variant, **arguments)
    spikes = objects[-1]
    index, times = (device.get_array_name(spikes.variables[name], access_data=False) for name in "it")
    device.insert_code("after_start", """
        const std::string folder = std::getenv("COMPARE_FOLDER");
        std::ofstream marks(folder + "/marks");
        marks.precision(15);
        for (auto& generator : brian::_random_generators)
            generator.seed(std::stoul(std::getenv("COMPARE_SEED")));""" + marking("start"))
    device.insert_code("before_network_run", marking("begin"))
    # Ends before Brian2 would write every array, all synapses included, to the disk.
    device.insert_code("after_network_run", marking("end") + writing(index, "i") + writing(times, "t")
                       + "marks.close(); std::_Exit(0);")
    Network(*objects).run(1*second)
    for what, details in device.main_queue:
        if what == "run_network":
            details[1][:] = [line.replace(".run(1.0,", '.run(std::stod(std::getenv("COMPARE_DURATION")),')
                             for line in details[1]]
            assert any("COMPARE_DURATION" in line for line in details[1]), "another Brian2 than this was written for"
    device.build(run=False, compile=True, directory=str(folder))
    return len(objects[0])


class Brian2Program:
    """One network, compiled."""

    def __init__(self, cache, network, arguments, variant):
        name = "-".join([network, *(f"{value:g}" for value in arguments.values()), variant])
        self.folder = Path(cache, f"{name}-{fingerprint(network, arguments, variant)}").resolve()
        self.made = self.folder / "made.json"
        if not self.made.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
            from brian2 import BrianLogger
            # Traces are recorded of the first two synapses, and there are more.
            BrianLogger.suppress_name("cannot_check_statemonitor_indices")
            begin = time.perf_counter()
            size = generate(self.folder, network, arguments, variant)
            self.made.write_text(json.dumps({"size": size, "seconds": time.perf_counter() - begin}))
        made = json.loads(self.made.read_text())
        self.size, self.preparation = made["size"], made["seconds"]

    def run(self, seed, duration, results, limit):
        """One measured run; `results` is a folder for what it writes."""
        environment = dict(os.environ, COMPARE_SEED=str(seed), COMPARE_DURATION=repr(duration),
                           COMPARE_FOLDER=str(results))
        process = run_and_measure([str(self.folder / "main")], limit, cwd=self.folder, env=environment)
        marks = dict(line.split() for line in Path(results, "marks").read_text().splitlines())
        start, begin, end = (float(marks[label]) for label in ("start", "begin", "end"))
        spikes = activity.Spikes.of_raw(results)
        return {"loop": end - begin, "before": self.preparation + begin - start, "connect": begin - start,
                "memory": process.memory, **spikes.figures(self.size, duration)}


def compiler():
    """The version of the C++ compiler that Brian2 calls."""
    said = subprocess.run([os.environ.get("CXX", "g++"), "-dumpfullversion"], capture_output=True, text=True)
    return f"g++ {said.stdout.strip()}"
