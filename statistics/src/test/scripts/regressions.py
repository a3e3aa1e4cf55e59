"""Rows and what regressions say of them: covariates, strata, clusters, windows, interactions, slices, novelty.

Debian 12, python3-numpy 1.24.2, -scipy 1.10.1, -statsmodels 0.13.5: /usr/bin/python3 regressions.py > ../resources/vectors/regressions.json
"""
import json
import numpy as np
import scipy.stats as st
import statsmodels.api as sm
from statsmodels.stats.meta_analysis import combine_effects

rng = np.random.default_rng(20261123)


def rows(*columns):
    return [[round(float(v), 6) for v in row] for row in zip(*columns)]


def welch(t, c, margin=0.0):
    r = st.ttest_ind(t + margin, c, equal_var=False)
    vt, vc = t.var(ddof=1) / len(t), c.var(ddof=1) / len(c)
    dof = (vt + vc) ** 2 / (vt ** 2 / (len(t) - 1) + vc ** 2 / (len(c) - 1))
    return {"estimate": t.mean() - c.mean(), "se": float(np.sqrt(vt + vc)), "dof": dof, "p": float(r.pvalue),
            "p_greater": float(st.ttest_ind(t + margin, c, equal_var=False, alternative="greater").pvalue)}


out = {"source": "regressions.py"}

# Several covariates: rows less what a regression of all rows explains, then Welch.
n = 150
arm = np.repeat([0, 1], [80, 70])
x = np.round(rng.normal(size=(n, 3)) @ np.array([[1, .4, 0], [0, 1, .3], [0, 0, 1]]) + [5, 0, -2], 3)
y = np.round(2 + x @ [1.5, -0.7, 0.2] + 0.6 * arm + rng.normal(size=n), 3)
theta = sm.OLS(y, sm.add_constant(x)).fit().params[1:]
rest = y - x @ theta
out["covariates"] = {"control": rows(*np.c_[y, x][arm == 0].T), "treatment": rows(*np.c_[y, x][arm == 1].T),
                     "theta": theta.tolist(), "adjusted": welch(rest[arm == 1], rest[arm == 0]),
                     "guardrail_margin": 0.3, "guardrail": welch(y[arm == 1], y[arm == 0], 0.3)}

# Strata: the fully interacted regression, HC2; the variance of the shares is added.
n = 300
stratum = rng.choice(3, size=n, p=[.5, .3, .2])
arm = rng.integers(0, 2, size=n)
y = np.round(np.array([1, 5, 9])[stratum] + np.array([.2, .9, -.1])[stratum] * arm + rng.normal(size=n), 3)
shares = np.bincount(stratum) / n
design = np.column_stack([(stratum == k) * 1.0 for k in range(3)] + [(stratum == k) * arm for k in range(3)])
fit = sm.OLS(y, design).fit(cov_type="HC2")
gain, base = fit.params[3:], fit.params[:3]
cov = fit.cov_params()
w = np.r_[shares]
g, b = w @ gain, w @ base
vg = w @ cov[3:, 3:] @ w + (w @ gain ** 2 - g ** 2) / n
vb = w @ cov[:3, :3] @ w + (w @ base ** 2 - b ** 2) / n
cgb = w @ cov[3:, :3] @ w + (w @ (gain * base) - g * b) / n
lift = g / b
out["strata"] = {"rows": rows(stratum, arm, y), "estimate": g, "se": float(np.sqrt(vg)), "lift": lift,
                 "lift_se": float(np.sqrt(vg + lift ** 2 * vb - 2 * lift * cgb) / abs(b))}

# Clusters: CR0 of a regression on the arm, times G / (G - 1) in each arm.
clusters = 24
size = rng.integers(1, 12, size=clusters)
carm = np.arange(clusters) % 2
cluster = np.repeat(np.arange(clusters), size)
y = np.round(3 + rng.normal(size=clusters)[cluster] + .5 * carm[cluster] + rng.normal(size=len(cluster)), 3)
design = np.column_stack([carm[cluster] == 0, carm[cluster] == 1]).astype(float)
fit = sm.OLS(y, design).fit(cov_type="cluster", cov_kwds={"groups": cluster, "use_correction": False})
v = np.diag(fit.cov_params())
G = np.array([(carm == 0).sum(), (carm == 1).sum()])
out["clusters"] = {"rows": rows(cluster, carm[cluster], y), "levels": fit.params.tolist(),
                   "se": np.sqrt(v * G / (G - 1)).tolist(), "difference_se": float(np.sqrt((v * G / (G - 1)).sum()))}

# Windows: weighted least squares on window means, Newey-West.
windows = 48
treated = (np.arange(windows) // 3) % 2
count = rng.integers(5, 30, size=windows)
noise = np.zeros(windows)
for i in range(1, windows):
    noise[i] = .6 * noise[i - 1] + rng.normal()
total = np.round(count * (10 + .8 * treated + noise), 3)
design = np.column_stack([np.ones(windows), treated])
cases = []
for lags, burn in [(0, 0), (3, 0), (5, 1)]:
    used = (np.arange(windows) % 3) >= burn
    fit = sm.WLS(total / count, design, weights=count * used).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": False})
    cases.append({"lags": lags, "burn_in": burn, "estimate": fit.params[1], "se": fit.bse[1]})
out["windows"] = {"rows": rows(treated, total, count), "cases": cases}

# Interaction of two campaigns: the saturated regression, HC2.
n = 200
a, b = rng.integers(0, 2, size=n), rng.integers(0, 2, size=n)
y = np.round(1 + .3 * a + .2 * b + .5 * a * b + rng.exponential(size=n), 3)
fit = sm.OLS(y, np.column_stack([np.ones(n), a, b, a * b])).fit(cov_type="HC2")
out["interaction"] = {"rows": rows(a, b, y), "estimate": fit.params[3], "se": fit.bse[3]}

# Slices: a meta-analysis of random effects.
effect, error = np.array([.1, .45, -.05, .3, .9]), np.array([.1, .15, .12, .2, .25])
meta = combine_effects(effect, error ** 2, method_re="dl")
kept = meta.tau2 / (meta.tau2 + error ** 2)
middle = meta.mean_effect_re
out["slices"] = {"effects": effect.tolist(), "errors": error.tolist(), "common": meta.mean_effect_fe, "common_se": meta.sd_eff_w_fe,
                 "q": meta.q, "p": float(st.chi2.sf(meta.q, len(effect) - 1)), "tau": float(np.sqrt(meta.tau2)), "i2": meta.i2,
                 "shrunk": (middle + kept * (effect - middle)).tolist()}

# Novelty: each visitor's slope, then Welch.
days, n = 7, 120
arm = np.repeat([0, 1], n // 2)
daily = np.round(rng.normal(size=(n, 1)) + 2 + arm[:, None] * (1 - .1 * np.arange(days)) + rng.normal(size=(n, days)), 3)
slopes = np.polyfit(np.arange(days), daily.T, 1)[0]
out["novelty"] = {"control": rows(*daily[arm == 0].T), "treatment": rows(*daily[arm == 1].T),
                  "slope": welch(slopes[arm == 1], slopes[arm == 0])}

print(json.dumps(out))
