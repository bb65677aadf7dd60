from pathlib import Path

from brian2 import *

FILE = Path(__file__).resolve().parents[3] / "models" / "known" / "load_files" / "drive.npy"


def network():
    drive = TimedArray(load(FILE)*nA, dt=2*ms)
    cells = NeuronGroup(3, "dv/dt = (drive(t, i)*3*Mohm - v)/(6*ms) : volt", method="euler",
                        namespace=dict(drive=drive))
    return Network(cells, StateMonitor(cells, "v", record=True, name="cells_states")), [25*ms]
