#!/usr/bin/env python3
"""What scikit-learn says of scores with ties: python3 scikit_learn.py > scikit_learn.json (Debian: python3-sklearn)."""
import json
import warnings

import numpy as np
from sklearn import metrics

warnings.filterwarnings("ignore")
random = np.random.RandomState(5)
cases = []
for rows, decimals, share in ((12, 1, 0.5), (60, 1, 0.3), (200, 2, 0.1), (500, 6, 0.4), (40, 0, 0.5)):
    truth = random.rand(rows) < share
    truth[:2] = [True, False]
    scores = np.clip(np.round(0.35 * truth + 0.6 * random.rand(rows), decimals), 0.001, 0.999)
    rates, recalls, thresholds = metrics.roc_curve(truth, scores, drop_intermediate=False)
    precision, recall, cuts = metrics.precision_recall_curve(truth, scores)
    cases.append({
        "scores": scores.tolist(),
        "truth": truth.tolist(),
        "falsePositiveRates": rates.tolist(),
        "recalls": recalls.tolist(),
        "thresholds": thresholds[1:].tolist(),
        "precisions": precision[:-1][::-1].tolist(),
        "cuts": cuts[::-1].tolist(),
        "rocArea": metrics.roc_auc_score(truth, scores),
        "averagePrecision": metrics.average_precision_score(truth, scores),
        "logLoss": metrics.log_loss(truth, scores),
        "brier": metrics.brier_score_loss(truth, scores),
        "matthews": [metrics.matthews_corrcoef(truth, scores >= cut) for cut in thresholds[1:]],
        "f1": [metrics.f1_score(truth, scores >= cut) for cut in thresholds[1:]],
    })

rows, classes = 150, 4
actual = random.randint(0, classes, rows)
raw = random.rand(rows, classes) + 0.8 * np.eye(classes)[actual]
scores = raw / raw.sum(axis=1, keepdims=True)
predicted = scores.argmax(axis=1)
several = {
    "scores": scores.tolist(),
    "actual": actual.tolist(),
    "logLoss": metrics.log_loss(actual, scores),
    "brier": float(np.mean(np.sum((scores - np.eye(classes)[actual]) ** 2, axis=1))),
    "rocAreas": [metrics.roc_auc_score(actual == c, scores[:, c]) for c in range(classes)],
    "macroRocArea": metrics.roc_auc_score(actual, scores, multi_class="ovr", average="macro"),
    "weightedRocArea": metrics.roc_auc_score(actual, scores, multi_class="ovr", average="weighted"),
    "topK": [metrics.top_k_accuracy_score(actual, scores, k=k) for k in (1, 2, 3)],
    "matthews": metrics.matthews_corrcoef(actual, predicted),
    "macroPrecision": metrics.precision_score(actual, predicted, average="macro"),
    "macroRecall": metrics.recall_score(actual, predicted, average="macro"),
    "weightedF1": metrics.f1_score(actual, predicted, average="weighted"),
}
print(json.dumps({"sklearn": __import__("sklearn").__version__, "cases": cases, "several": several}))
