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
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MaxAbsScaler, MinMaxScaler, RobustScaler, StandardScaler
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

# Scalers with and without their halves, in pipelines, and of targets.
for name, before in [
    ("no_mean", StandardScaler(with_mean=False)), ("no_std", StandardScaler(with_std=False)), ("minmax", MinMaxScaler((-1, 2))),
    ("maxabs", MaxAbsScaler()), ("robust", RobustScaler()), ("no_center", RobustScaler(with_centering=False)),
]:
    pipe = make_pipeline(before, MLPClassifier((4,), random_state=4, max_iter=300)).fit(iris.data, iris.target_names[iris.target])
    case(name, pipe, rows, pipe.predict_proba(rows), pipe.predict(rows).tolist())
target = TransformedTargetRegressor(MLPRegressor((6,), random_state=5, max_iter=500), transformer=StandardScaler())
pipe = make_pipeline(StandardScaler(), target).fit(iris.data[:, :3], iris.data[:, 3])
case("target", pipe, rows[:, :3], pipe.predict(rows[:, :3]).reshape(-1, 1))
several = MLPClassifier((4,), random_state=6, max_iter=300).fit(iris.data, [[c == 0, c != 2] for c in iris.target])
case("several", several, rows, several.predict_proba(rows))

for wrong in [MLPClassifier(), make_pipeline(StandardScaler(), MinMaxScaler(), mlp), make_pipeline(MinMaxScaler(clip=True).fit(iris.data), several)]:
    try:
        save(wrong, os.devnull)
    except ValueError:
        continue
    raise SystemExit(f"{wrong} was written")
