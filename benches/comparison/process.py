"""Programs that are run and measured."""

import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path


class Failed(Exception):
    """A program did not do what it should."""


@dataclass
class Process:
    """What one run of a program took."""
    seconds: float
    memory: int                 # the most that was resident, in bytes
    output: str


def resident(pid):
    """The most that a process has had in memory so far, or 0 where that cannot be read.

    What the system tells of a child that has ended is no use: it counts the memory of the parent before the `exec`, too.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1])*1024 for line in status.splitlines() if line.startswith("VmHWM")), 0)


def run_and_measure(command, limit, **options):
    """Runs a command to its end, or for `limit` seconds."""
    with tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, **options)
        memory = 0
        while True:
            try:
                child.wait(timeout=0.02)
                break
            except subprocess.TimeoutExpired:
                memory = max(memory, resident(child.pid))
            if time.perf_counter() - begin > limit:
                child.kill()
                child.wait()
                raise Failed(f"{' '.join(command)}: not done after {limit:g} s")
        seconds = time.perf_counter() - begin
        output.seek(0)
        said = output.read().decode(errors="replace")
    if child.returncode:
        raise Failed(f"{' '.join(command)}: exit code {child.returncode}\n{said[-2000:]}")
    return Process(seconds, memory, said)
