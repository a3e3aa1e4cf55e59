"""Miettinen and Nurminen's interval with the constrained likelihood maximised numerically.

Debian 12, python3-scipy 1.10.1: /usr/bin/python3 score_interval.py > ../resources/vectors/score_interval.json
"""
import json
import math
from scipy.optimize import brentq, minimize_scalar

Z = 1.959963984540054


def log_likelihood(x0, n0, x1, n1, p0, p1):
    def term(x, n, p):
        return (x * math.log(p) if x else 0) + ((n - x) * math.log1p(-p) if n - x else 0)
    return term(x0, n0, p0) + term(x1, n1, p1)


def constrained(x0, n0, x1, n1, d):
    low, high = max(0, -d) + 1e-15, min(1, 1 - d) - 1e-15

    def slope(p0):
        p1 = p0 + d
        return x0 / p0 - (n0 - x0) / (1 - p0) + x1 / p1 - (n1 - x1) / (1 - p1)
    if slope(low) <= 0:
        return low
    if slope(high) >= 0:
        return high
    return brentq(slope, low, high, xtol=1e-16, rtol=1e-15)


def score(x0, n0, x1, n1, d):
    p0 = constrained(x0, n0, x1, n1, d)
    p1 = p0 + d
    variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * (n0 + n1) / (n0 + n1 - 1)
    return (x1 / n1 - x0 / n0 - d) / math.sqrt(variance)


cases = []
for name, x0, n0, x1, n1 in [
    ("small", 3, 40, 9, 42), ("none_in_control", 0, 50, 4, 55), ("even", 20034, 44700, 20119, 45489),
    ("shares", 8502, 44700, 8279, 45489), ("rare", 120, 1000000, 155, 1000500), ("all_but_one", 29, 30, 25, 31)]:
    gain = x1 / n1 - x0 / n0
    low = brentq(lambda d: score(x0, n0, x1, n1, d) - Z, -0.999, gain, xtol=1e-16, rtol=1e-14)
    high = brentq(lambda d: score(x0, n0, x1, n1, d) + Z, gain, 0.999, xtol=1e-16, rtol=1e-14)
    cases.append({"name": name, "control": {"n": n0, "x": x0}, "treatment": {"n": n1, "x": x1}, "ci95": [low, high]})
print(json.dumps({"source": "score_interval.py", "cases": cases}, indent=1))
