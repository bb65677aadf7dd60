"""Runs of snnc."""

import hashlib
import json
import re
import subprocess
import tempfile
import time
from pathlib import Path

from . import activity, variants
from .process import Failed, run_and_measure


class Snnc:
    """The program, and the options that every run of it gets."""

    def __init__(self, path, options=()):
        self.path, self.options = path, list(options)
        self.fingerprint = hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
        self.knows_threads = "--threads" in subprocess.run([path, "run", "--help"], capture_output=True, text=True).stdout
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True)
        self.version = said.stdout.strip()
        # What the system takes to start the program and end it.
        self.start = min(self.seconds_of_version() for _ in range(10))

    def seconds_of_version(self):
        begin = time.perf_counter()
        subprocess.run([self.path, "--version"], capture_output=True, check=True)
        return time.perf_counter() - begin

    def run(self, model, duration, seed, limit, threads=None, settings=None, folder=None):
        """Runs a model file. Yields the entries of run.json, and what the system says of the process.

        `folder` is where the results go; without it they are not kept.
        """
        with tempfile.TemporaryDirectory(prefix="compare_snnc_") as temporary:
            out = Path(folder or temporary, "results")
            command = [self.path, "run", str(model), "--quiet", "--duration", f"{duration!r}s", "--seed", str(seed),
                       "--out", str(out), *self.options]
            for name, value in (settings or {}).items():
                command += ["--set", f"{name}={value}"]
            if threads and self.knows_threads:
                command += ["--threads", str(threads)]
            elif threads and threads > 1:
                raise Failed("this snnc does not know --threads")
            process = run_and_measure(command, limit)
            return json.loads((out / "run.json").read_text()), process


def before_first_step(said, snnc):
    """Seconds from the command to the first step."""
    return snnc.start + sum(said["timings"][stage] for stage in ("parse", "check", "compile", "build"))


def write_model(row, variant, folder):
    """Writes a variant of a row's model into a folder. Yields the file, its settings and the name of its group."""
    text, becomes = variants.vary(row.path.read_text(), variant, row.parameter)
    file = Path(folder, f"{row.name}_{variant}.eqs")
    file.write_text(text)

    def new(text):
        return re.sub(r"\b[A-Za-z_]\w*", lambda name: becomes.get(name[0], name[0]), text)

    return file, {new(name): new(value) for name, value in row.settings.items()}, becomes.get(row.group, row.group)


def measure(snnc, row, variant, seed, duration, limit, threads=1):
    """One measured run of a row."""
    with tempfile.TemporaryDirectory(prefix="compare_snnc_") as folder:
        file, settings, group = write_model(row, variant, folder)
        said, process = snnc.run(file, duration, seed, limit, threads, settings, folder)
        spikes = activity.Spikes.of_archive(Path(folder, "results", f"{group}_spikes.npz"))
        synapses = sum(block["count"] for block in said["synapses"].values())
        return {"loop": said["timings"]["run"], "before": before_first_step(said, snnc),
                "build": said["timings"]["build"], "memory": process.memory, "synapses": synapses,
                "backend": said["backend"], **spikes.figures(row.size, duration)}
