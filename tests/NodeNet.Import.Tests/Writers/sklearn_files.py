#!/usr/bin/env python3
"""Writes Golden/sklearn_*.json with the script that NodeNet.Import ships, and beside each what scikit-learn answers.

Debian: apt-get install python3-sklearn; then /usr/bin/python3 sklearn_files.py ../Golden
"""
import json
import os
import sys
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../../src/NodeNet.Import"))
sys.dont_write_bytecode = True
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler
from sklearn_to_nodenet import save

warnings.filterwarnings("ignore")
folder = sys.argv[1]
iris = load_iris()
scaler = StandardScaler().fit(iris.data)


def case(name, mlp, rows, answers, labels=None, **options):
    save(mlp, f"{folder}/sklearn_{name}.json", **options)
    with open(f"{folder}/sklearn_{name}_answers.json", "w") as file:
        json.dump({"inputs": rows.tolist(), "answers": answers.tolist(), "labels": labels}, file)


rows = iris.data[::10]
mlp = MLPClassifier((5, 4), activation="tanh", random_state=1, max_iter=300).fit(scaler.transform(iris.data), iris.target_names[iris.target])
case("classifier", mlp, rows, mlp.predict_proba(scaler.transform(rows)), mlp.predict(scaler.transform(rows)).tolist(), scaler=scaler, input_names=iris.feature_names)
two = iris.target < 2
mlp = MLPClassifier((3,), random_state=2, max_iter=300).fit(iris.data[two], iris.target[two])
case("yes_or_no", mlp, iris.data[two][::9], mlp.predict_proba(iris.data[two][::9])[:, 1:], [str(c) for c in mlp.predict(iris.data[two][::9])])
mlp = MLPRegressor((6,), activation="logistic", random_state=3, max_iter=500).fit(iris.data[:, :3], iris.data[:, 3])
case("regressor", mlp, rows[:, :3], mlp.predict(rows[:, :3]).reshape(-1, 1))
