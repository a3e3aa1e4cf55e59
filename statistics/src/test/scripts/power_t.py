"""Power of the t test at 30 digits: P(|T| > t), T noncentral, by quadrature over the chi distribution.

Debian 12, python3-mpmath: /usr/bin/python3 power_t.py > ../resources/vectors/power_t.json
scipy 1.10.1's noncentral t, which power_mde.json rests on, is right to some 1e-5 only for many degrees of freedom.
"""
import json
import mpmath as m

m.mp.dps = 30


def t_quantile(alpha, freedom):
    def sf(t):
        return m.betainc(freedom / 2, m.mpf(1) / 2, 0, freedom / (freedom + t * t), regularized=True) / 2
    return m.findroot(lambda t: sf(t) - alpha / 2, m.sqrt(2) * m.erfinv(1 - alpha))


def power(n, effect, alpha):
    freedom = 2 * m.mpf(n) - 2
    delta = effect * m.sqrt(m.mpf(n) / 2)
    t = t_quantile(m.mpf(alpha), freedom)
    half = freedom / 2
    deviation = m.sqrt(m.psi(1, half))
    log_norm = half * m.log(half) - m.loggamma(half)

    def chance(d):
        def f(w):
            return m.exp(log_norm + half * (w - m.exp(w))) * m.ncdf(d - t * m.exp(w / 2))
        return m.quad(f, m.linspace(-14 * deviation, 14 * deviation, 29))
    return chance(delta) + chance(-delta)


cases = []
for kind, n, effect, alpha, target in [
    ("visitors", None, "0.2", "0.05", "0.8"), ("visitors", None, "0.5", "0.05", "0.8"), ("visitors", None, "0.05", "0.05", "0.8"),
    ("effect", 1000, None, "0.05", "0.8"), ("effect", 50000, None, "0.05", "0.8"), ("effect", 10000, None, "0.05", "0.9")]:
    z = m.sqrt(2) * (m.erfinv(1 - m.mpf(alpha)) + m.erfinv(2 * m.mpf(target) - 1))
    if kind == "visitors":
        start = 2 * z * z / m.mpf(effect) ** 2
        found = m.findroot(lambda v: power(v, m.mpf(effect), alpha) - m.mpf(target), (start, start + 1), tol=1e-20)
    else:
        start = z * m.sqrt(m.mpf(2) / n)
        found = m.findroot(lambda d: power(n, d, alpha) - m.mpf(target), (start, start * 1.001), tol=1e-20)
    cases.append({"name": kind, "n_per_arm": n, "effect": effect and float(effect), "alpha": float(alpha), "power": float(target), "expected": float(found)})
print(json.dumps({"source": "power_t.py", "cases": cases}, indent=1))
