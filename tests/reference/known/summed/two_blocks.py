from brian2 import *


def network():
    source = NeuronGroup(3, "x : 1")
    source.x = "1 + i/3"
    # Brian2 has one sum for a variable; so there are two variables here.
    cells = NeuronGroup(6, """dv/dt = (I - v)/(5*ms) : 1
                              I = I_all + I_some : 1
                              I_all : 1
                              I_some : 1""", method="exact")
    all_of_them = Synapses(source, cells, "I_all_post = x_pre*(1 + sin(2*pi*t*20*Hz)) : 1 (summed)")
    all_of_them.connect("i <= j")
    # Brian2 writes the sums of a subgroup only after its state update (its `order` is one more than that of the group).
    some = Synapses(source, cells, "I_some_post = 0.25*(i - j + 3)*x_pre : 1 (summed)")
    some.connect("j >= 3")
    return Network(source, cells, all_of_them, some,
                   StateMonitor(cells, ["v", "I"], record=True, name="cells_states")), [30*ms]
