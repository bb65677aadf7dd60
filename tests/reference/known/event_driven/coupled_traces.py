"""The equations written out: between events `x' = A x + b`, of which the solution is the exponential of the matrix
[[A, b], [0, 0]]. The spikes of both ends are those of the recurrence `v += dt*rate`, reset at 1."""
import numpy as np
from scipy.linalg import expm

DT, STEPS = 1e-4, 600
TOLERANCE = 1e-9


def spike_steps(rate):
    v, steps = 0.0, []
    for step in range(STEPS):
        v += DT*rate
        if v > 1:
            steps.append(step)
            v = 0.0
    return steps


def expected():
    pre = [spike_steps(70 + 45*i) for i in range(3)]
    post = [spike_steps(110 + 15*j) for j in range(2)]
    record = {name: np.zeros((6, STEPS)) for name in "ghpq"}
    total = np.zeros((2, STEPS))
    y = np.zeros(2)
    ms = 1e-3
    states = np.array([[0.0, 0.0, 0.0, 1.0, 1.0] for _ in range(6)])
    last = np.zeros(6)
    matrices = []
    for i in range(3):
        for j in range(2):
            tau = (7 + 2*i + j)*ms
            matrices.append(np.array([[-1/tau, 1/tau, 0, 0, 0],
                                      [0, -1/(4*ms), 0, 0, 0],
                                      [0, 0, -1/(6*ms), 1/(6*ms), 0],
                                      [0, 0, 1/(9*ms), -2/(9*ms), 0.1/(9*ms)],
                                      [0, 0, 0, 0, 0]]))

    def advance(k, t):
        states[k] = expm(matrices[k]*(t - last[k])) @ states[k]
        last[k] = t

    for step in range(STEPS):
        for n, name in enumerate("ghpq"):
            record[name][:, step] = states[:, n]
        total[:, step] = y
        t = step*DT
        for i in range(3):
            if step in pre[i]:
                for j in range(2):
                    k = 2*i + j
                    advance(k, t)
                    states[k][1] += 1
                    states[k][3] += 0.3
        for j in range(2):
            if step in post[j]:
                for i in range(3):
                    k = 2*i + j
                    advance(k, t)
                    g, _, p, _, _ = states[k]
                    y[j] += g + p
                    states[k][2] = p - 0.2*g
    return {**{f"alpha_states.{name}": record[name] for name in "ghpq"}, "cells_states.y": total}
