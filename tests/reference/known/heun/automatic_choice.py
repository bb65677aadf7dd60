"""Geometric Brownian motion dx = a*x*dt + b*x∘dW has log x normal with mean a*t and variance b²t (P. E. Kloeden, E. Platen,
"Numerical Solution of Stochastic Differential Equations", 1992, doi:10.1007/978-3-662-12616-5), whence mean and standard
deviation of x. Bounds are 5 standard errors and the error of dt."""

import numpy as np

N, T, A, B = 40000, 8.0, -0.1, 0.25
MEAN = np.exp(A*T + B**2*T/2)
SPREAD = MEAN*np.sqrt(np.exp(B**2*T) - 1)
KURTOSIS = np.exp(4*B**2*T) + 2*np.exp(3*B**2*T) + 3*np.exp(2*B**2*T) - 3
ABSOLUTE = {"last g.x:mean": 5*SPREAD/np.sqrt(N) + 0.002,
            "last g.x:std": 5*SPREAD*np.sqrt((KURTOSIS - 1)/4/N) + 0.002}


def expected():
    return {"last g.x:mean": np.exp(A*T + B**2*T/2), "last g.x:std": SPREAD}
