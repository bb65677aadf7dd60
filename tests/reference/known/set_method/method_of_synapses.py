from brian2 import *


def record():
    cells = NeuronGroup(2, """dv/dt = (1.5 - v)/(10*ms) : 1
                              g : 1""", threshold="v > 1", reset="v = 0", method="exact")
    cells.v = "0.4*i"
    slow = Synapses(cells, cells, """ds/dt = -s/(20*ms) + 0.5*x*(1 - s)/ms : 1 (clock-driven)
                                     dx/dt = -x/(2*ms) : 1 (clock-driven)
                                     g_post = s : 1 (summed)""", on_pre="x += 1", method="euler")
    slow.connect("i != j")
    synapses, states = StateMonitor(slow, ["s", "x"], record=True), StateMonitor(cells, "g", record=True)
    net = Network(cells, slow, synapses, states)
    for method in ["euler", "rk4", "exponential_euler"]:
        slow.state_updater.method_choice = method
        net.run(20*ms)
    return {"slow_states.s": synapses.s[:], "slow_states.x": synapses.x[:], "cells_states.g": states.g[:]}
