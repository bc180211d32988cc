#!/usr/bin/env python3
"""What scipy and scikit-learn say of calibration, comparisons and explanations: python3 explaining.py > explaining.json (Debian: python3-sklearn)."""
import itertools
import json
import math
import warnings

import numpy as np
import scipy
import sklearn
from scipy import optimize, special, stats
from sklearn.calibration import calibration_curve
from sklearn.inspection import partial_dependence
from sklearn.neural_network import MLPRegressor

warnings.filterwarnings("ignore")
random = np.random.RandomState(11)


def temperature(logits, classes):
    """The T that makes the mean log loss smallest, from the root of its slope over 1 / T."""
    own = logits[np.arange(len(classes)), classes]

    def slope(factor):
        return np.mean(np.sum(special.softmax(factor * logits, axis=1) * logits, axis=1) - own)

    factor = optimize.brentq(slope, 1e-6, 1e3, xtol=1e-15, rtol=8.9e-16)
    loss = lambda f: np.mean(special.logsumexp(f * logits, axis=1) - f * own)
    return {"logits": logits.tolist(), "classes": classes.tolist(), "temperature": 1 / factor, "before": loss(1.0), "after": loss(factor)}


classes = random.randint(0, 3, 80)
several = temperature(np.round(4 * random.randn(80, 3) + 3 * np.eye(3)[classes], 3), classes)
truth = random.randint(0, 2, 60)
z = np.round(3 * random.randn(60) + 1.5 * (2 * truth - 1), 3)
two = temperature(np.column_stack([np.zeros(60), z]), truth)

scores = np.round(random.rand(300), 2)
holds = random.rand(300) < scores ** 1.5
reliability = []
for bins in (1, 5, 10):
    share, mean = calibration_curve(holds, scores, n_bins=bins)
    reliability.append({"bins": bins, "shares": share.tolist(), "means": mean.tolist()})



def quantile(share, degrees):
    """From the distribution itself: scipy's own quantile has nine digits only."""
    return optimize.brentq(lambda t: stats.t.cdf(t, degrees) - share, -1e3, 1e3, xtol=1e-14, rtol=8.9e-16)


comparisons = []
for count, fraction, confidence, by in ((5, 0.2, 0.95, 0.03), (10, 0.1, 0.9, 0.0), (30, 0.3, 0.99, 0.05)):
    first = 0.8 + 0.05 * random.randn(count) + by
    second = 0.8 + 0.05 * random.randn(count)
    differences = first - second
    error = math.sqrt((1 / count + fraction / (1 - fraction)) * differences.var(ddof=1))
    mean = differences.mean()
    wide = quantile(0.5 + confidence / 2, count - 1) * error
    comparisons.append({
        "first": first.tolist(), "second": second.tolist(), "testFraction": fraction, "confidence": confidence, "mean": mean,
        "low": mean - wide, "high": mean + wide, "p": 2 * stats.t.sf(abs(mean / error), count - 1),
    })

mcnemar = [{"few": few, "many": many, "p": stats.binomtest(few, few + many, 0.5).pvalue}
           for few, many in ((0, 1), (3, 3), (8, 21), (0, 12), (140, 190), (600, 500), (4000, 4300))]
students = [{"share": share, "degrees": degrees, "t": quantile(share, degrees)}
            for share in (0.025, 0.4, 0.6, 0.95, 0.999) for degrees in (1, 2, 4, 9, 29, 500)]

rows = np.column_stack([random.randint(0, 6, 40) / 2, np.round(random.randn(40), 2), np.round(random.rand(40), 2)])
target = np.sin(rows[:, 0]) + rows[:, 1] * rows[:, 2]
network = MLPRegressor((4,), activation="tanh", solver="lbfgs", random_state=1, max_iter=200).fit(rows, target)
dependence = partial_dependence(network, rows, [0], kind="both", grid_resolution=6)
background = rows[:12]
row = rows[20]


def value(columns):
    mixed = background.copy()
    mixed[:, columns] = row[columns]
    return network.predict(mixed).mean()


gains = np.zeros(3)
for order in itertools.permutations(range(3)):
    for i, column in enumerate(order):
        gains[column] += value(list(order[: i + 1])) - value(list(order[:i]))
print(json.dumps({
    "sklearn": sklearn.__version__, "scipy": scipy.__version__, "several": several, "two": two,
    "scores": scores.tolist(), "holds": holds.tolist(), "reliability": reliability, "comparisons": comparisons, "mcnemar": mcnemar, "students": students,
    "rows": rows.tolist(), "weights": [w.tolist() for w in network.coefs_], "biases": [b.tolist() for b in network.intercepts_],
    "grid": dependence["values"][0].tolist(), "means": dependence["average"][0].tolist(), "curves": dependence["individual"][0].tolist(),
    "shapley": (gains / 6).tolist(), "answer": value([0, 1, 2]), "mean": value([]),
}))
