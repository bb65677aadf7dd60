"""Exponential relaxation, v = u + (v0 - u) exp(-t/tau)."""

import numpy as np


def expected():
    v0 = np.array([-70, -60, -65, -50, -55])*1e-3
    tau = np.linspace(5, 25, 5)*1e-3
    order = np.array([3, 0, 4, 1, 2])
    turned = np.array([True, False, True, True, False])
    t = np.arange(100)*1e-4
    u = v0[::-1][:, None]
    v = u + (v0[:, None] - u)*np.exp(-t/tau[order][:, None])
    w = np.where(turned, order, -order)
    return {"cells_states.v": v, "cells_states.w": np.tile(w[:, None], (1, 100))}
