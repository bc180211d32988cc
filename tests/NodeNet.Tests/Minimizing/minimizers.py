#!/usr/bin/env python3
"""Where the minimum is, by scikit-learn and scipy: python3 minimizers.py > minimizers.json (Debian: python3-sklearn).

Without a hidden layer and with L2 the minimum is the only one. scikit-learn's objective is C Σ loss + ½ ‖w‖², NodeNet's the mean loss + ½ λ ‖w‖²: λ = 1 / (C n).
With a hidden layer the loss after n passes of scipy's L-BFGS-B and of its Levenberg-Marquardt is kept, from the same starting weights."""
import json

import numpy as np
import scipy
import sklearn
from scipy import optimize
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.preprocessing import StandardScaler

result = {"sklearn": sklearn.__version__, "scipy": scipy.__version__}


def kept(x):
    return np.round(x, 6)




def polished(x, targets, weights, biases, l2):
    """scikit-learn stops with seven digits: some steps of Newton from there, on the same objective. Softmax for several columns of targets, else sigmoid."""
    rows, classes = targets.shape
    wide = np.hstack([x, np.ones((rows, 1))])
    counts = np.append(np.full(x.shape[1], l2), 0.0)
    v = np.hstack([weights, np.reshape(biases, (-1, 1))])
    for _ in range(8):
        z = wide @ v.T
        p = np.exp(z - z.max(1, keepdims=True)) if classes > 1 else 1 / (1 + np.exp(-z))
        p = p / p.sum(1, keepdims=True) if classes > 1 else p
        slope = (p - targets).T @ wide / rows + counts * v
        hessian = np.zeros((v.size, v.size))
        for i in range(classes):
            for j in range(classes):
                share = p[:, i] * ((i == j) - p[:, j])
                block = (wide * share[:, None]).T @ wide / rows + (np.diag(counts) if i == j else 0)
                hessian[i * wide.shape[1]:(i + 1) * wide.shape[1], j * wide.shape[1]:(j + 1) * wide.shape[1]] = block
        v = v - np.linalg.lstsq(hessian, slope.ravel(), rcond=1e-12)[0].reshape(v.shape)
    return v[:, :-1].tolist(), v[:, -1].tolist()


x, y = load_iris(return_X_y=True)
x = kept(StandardScaler().fit_transform(x))
model = LogisticRegression(C=2.0, tol=1e-12, max_iter=300, solver="newton-cg", multi_class="multinomial").fit(x, y)
weights, biases = polished(x, np.eye(3)[y], model.coef_, model.intercept_, 1 / (2.0 * len(x)))
assert np.abs(weights - model.coef_).max() < 1e-6
result["softmax"] = {"x": x.tolist(), "y": y.tolist(), "l2": 1 / (2.0 * len(x)), "weights": weights, "biases": biases}

x, y = load_breast_cancer(return_X_y=True)
x = kept(StandardScaler().fit_transform(x[:200, :6]))
y = y[:200]
model = LogisticRegression(C=0.5, tol=1e-12, max_iter=300, solver="newton-cg").fit(x, y)
weights, biases = polished(x, y[:, None], model.coef_, model.intercept_, 1 / (0.5 * len(x)))
assert np.abs(weights - model.coef_).max() < 1e-6
result["sigmoid"] = {"x": x.tolist(), "y": y.tolist(), "l2": 1 / (0.5 * len(x)), "weights": weights, "biases": biases}

x, y = load_diabetes(return_X_y=True)
x = kept(StandardScaler().fit_transform(x[:120]))
y = kept((y[:120] - y[:120].mean()) / y[:120].std())
model = Ridge(alpha=3.0, tol=1e-14, solver="svd").fit(x, y)
# Ridge: Σ (y − xw)² + α ‖w‖²; half the squared error in the mean: λ = α / n.
result["ridge"] = {"x": x.tolist(), "y": y.tolist(), "l2": 3.0 / len(x), "weights": [model.coef_.tolist()], "biases": [model.intercept_]}

random = np.random.RandomState(3)
x = np.linspace(-3, 3, 60)
y = np.sin(x)
starts = [np.round(random.randn(16) * 0.7, 4) for _ in range(7)]  # 1-5-1: 5 weights and 5 biases in, 5 weights and 1 bias out


def outputs(p):
    return np.tanh(np.outer(x, p[:5]) + p[5:10]) @ p[10:15] + p[15]


def slopes(p):
    h = np.tanh(np.outer(x, p[:5]) + p[5:10])
    d = (1 - h * h) * p[10:15]
    return np.hstack([d * x[:, None], d, h, np.ones((len(x), 1))])


def passes_to(aim, start, method):
    """How many passes until the mean squared error is below the aim; a Jacobian counts as a pass, as in NodeNet."""
    count = [0]
    reached = [None]

    def seen(value):
        count[0] += 1
        if value < aim and reached[0] is None:
            reached[0] = count[0]

    def loss(p):
        r = y - outputs(p)
        seen(np.mean(r * r))
        return np.mean(r * r), -2 / len(x) * (slopes(p).T @ r)

    def residuals(p):
        r = y - outputs(p)
        seen(np.mean(r * r))
        return r

    def jacobian(p):
        count[0] += 1
        return -slopes(p)

    if method == "lbfgs":
        optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxfun": 2000, "maxiter": 2000, "ftol": 0, "gtol": 0, "maxcor": 10})
    else:
        optimize.least_squares(residuals, start, jac=jacobian, method="lm", max_nfev=1000, ftol=1e-15, xtol=1e-15, gtol=1e-15)
    return reached[0] or 9999


result["sin"] = {"starts": [s.tolist() for s in starts], "aims": [1e-2, 1e-4],
                 "lbfgs": [[passes_to(aim, s, "lbfgs") for s in starts] for aim in (1e-2, 1e-4)],
                 "lm": [[passes_to(aim, s, "lm") for s in starts] for aim in (1e-2, 1e-4)]}
print(json.dumps(result))
