from brian2 import *


def network():
    source = NeuronGroup(2, "dv/dt = (90 + 40*i)*Hz : 1", method="euler", threshold="v > 1", reset="v = 0")
    cells = NeuronGroup(1, "g : 1")
    traces = Synapses(source, cells, """dx : 1
                                        dapre/dt = -apre/(12*ms) : 1 (event-driven)
                                        ddx_trace/dt = (dx - dx_trace)/(dt_scale*8*ms) : 1 (event-driven)""",
                      on_pre="apre += dApre; dx += apre; g_post += dx_trace",
                      namespace={"dApre": 0.04, "dt_scale": 2})
    traces.connect()
    return Network(source, cells, traces,
                   StateMonitor(traces, ["apre", "dx", "dx_trace"], record=True, name="traces_states"),
                   StateMonitor(cells, "g", record=True, name="cells_states")), [70*ms]
