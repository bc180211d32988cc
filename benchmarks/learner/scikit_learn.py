#!/usr/bin/env python3
"""The sixteen tables of docs/learner.md, 20 splits of each, and what scikit-learn's network makes of them.

    python3 scikit_learn.py path/to/penguins.csv FOLDER      (Debian: python3-sklearn)

writes TABLE.csv, TABLE.splits.json (the held-out rows of each split) and peers.json (mean score and its standard error) into the folder.
"""
import csv
import json
import os
import sys
import warnings

import numpy as np
from sklearn import datasets
from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
from sklearn.impute import SimpleImputer
from sklearn.model_selection import ShuffleSplit, StratifiedShuffleSplit
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SPLITS = 20
TEXT = ("island", "sex")

warnings.filterwarnings("ignore")  # 200 iterations are scikit-learn's default; that they do not always suffice is part of the comparison
penguins_file, folder = sys.argv[1:]
os.makedirs(folder, exist_ok=True)
tables = {}


def add(name, inputs, targets, classes=None):
    names = [f"x{i}" for i in range(inputs.shape[1])]
    labels = None if classes is None else np.array(list(classes), dtype=object)[targets]
    tables[name] = (names, inputs.astype(object), targets if labels is None else labels, labels is not None)


for name in ("iris", "wine", "breast_cancer", "digits"):
    data = getattr(datasets, "load_" + name)()
    add(name, data.data, data.target, [f"c{i}" for i in range(10)])
diabetes = datasets.load_diabetes()
add("diabetes", diabetes.data * 100 + 5, diabetes.target * 1000.0)
inputs, targets = datasets.make_friedman1(600, noise=1.0, random_state=3)
add("friedman1", inputs * 50, targets * 1e4)
add("moons", *datasets.make_moons(400, noise=0.25, random_state=3), "ab")
add("four classes", *datasets.make_classification(1500, 20, n_informative=8, n_redundant=4, n_classes=4, n_clusters_per_class=2, random_state=5), "abcd")
add("rare", *datasets.make_classification(300, 10, n_informative=5, weights=[0.85], flip_y=0.05, random_state=6), ["no", "yes"])
random = np.random.RandomState(7)
inputs = random.randn(1000, 6)
add("waves", inputs, np.sin(2 * inputs[:, 0]) * inputs[:, 1] + inputs[:, 2] ** 2 + 0.3 * random.randn(1000))
add("three classes, 60 inputs", *datasets.make_classification(800, 60, n_informative=15, n_classes=3, random_state=11), "abc")
add("regression, 80 inputs", *datasets.make_regression(500, 80, n_informative=20, noise=20, random_state=12))
add("rings", *datasets.make_gaussian_quantiles(n_samples=700, n_features=5, n_classes=3, random_state=13), "abc")
add("friedman2", *datasets.make_friedman2(500, noise=50, random_state=14))
random = np.random.RandomState(7)
inputs = random.rand(2000, 8)
targets = ((inputs[:, 0] > 0.5) ^ (inputs[:, 1] > 0.5)).astype(int)
add("noisy XOR of 8 inputs", inputs, np.where(random.rand(2000) < 0.05, 1 - targets, targets), ["no", "yes"])
with open(penguins_file, newline="") as file:
    rows = list(csv.DictReader(file))
names = [name for name in rows[0] if name != "species"]
cells = np.array([[np.nan if row[name] == "NA" else row[name] if name in TEXT else float(row[name]) for name in names] for row in rows], dtype=object)
tables["penguins"] = (names, cells, np.array([row["species"] for row in rows], dtype=object), True)

scores = {}
for table, (names, inputs, targets, are_classes) in tables.items():
    with open(os.path.join(folder, table + ".csv"), "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names + ["y"])
        for row, target in zip(inputs, targets):
            writer.writerow(["NA" if cell != cell else cell if isinstance(cell, str) else repr(float(cell)) for cell in row]
                            + [target if are_classes else repr(float(target))])
    split = (StratifiedShuffleSplit if are_classes else ShuffleSplit)(SPLITS, test_size=0.2, random_state=1)
    splits = list(split.split(inputs, targets))
    with open(os.path.join(folder, table + ".splits.json"), "w") as file:
        json.dump([test.tolist() for _, test in splits], file)
    words = [i for i, name in enumerate(names) if name in TEXT]
    numbers = [i for i in range(len(names)) if i not in words]
    results = []
    for train, test in splits:
        columns = [("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers)]
        if words:
            columns.append(("words", make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore")), words))
        network = MLPClassifier(random_state=1) if are_classes else TransformedTargetRegressor(MLPRegressor(random_state=1), transformer=StandardScaler())
        model = make_pipeline(ColumnTransformer(columns, sparse_threshold=0), network).fit(inputs[train], targets[train])
        results.append(model.score(inputs[test], targets[test]))
    scores[table] = [float(np.mean(results)), float(np.std(results) / SPLITS**0.5)]
    print(table, len(targets), len(names), scores[table], flush=True)
with open(os.path.join(folder, "peers.json"), "w") as file:
    json.dump(scores, file)
