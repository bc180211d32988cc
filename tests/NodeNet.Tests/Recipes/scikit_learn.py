# Makes scikit_learn.json: what scikit-learn's transformers make of the penguins. Run once with Debian's python3-sklearn, beside penguins.csv:
#   python3 scikit_learn.py path/to/penguins.csv > scikit_learn.json
import csv
import json
import sys

import numpy as np
import sklearn
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, MinMaxScaler, OneHotEncoder, OrdinalEncoder, RobustScaler, StandardScaler

with open(sys.argv[1], newline="") as file:
    rows = list(csv.DictReader(file))
train = [row for i, row in enumerate(rows) if i % 4 != 0]
test = [dict(row) for i, row in enumerate(rows) if i % 4 == 0]
test[0]["island"] = "Mars"  # a new category


def column(part, name):
    if name in ("species", "island", "sex"):
        return np.array([[np.nan if row[name] == "NA" else row[name]] for row in part], dtype=object)
    return np.array([[np.nan if row[name] == "NA" else float(row[name])] for row in part])


def fitted(transformer, columns):
    return np.asarray(transformer.fit(column(train, columns[0])).transform(column(test, columns[0])), dtype=float)


def one_hot(**options):
    return OneHotEncoder(sparse_output=False, **options)


cases = {
    "standard, median": fitted(make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), ["bill_length_mm"]),
    "standard, median, marked": fitted(make_pipeline(SimpleImputer(strategy="median", add_indicator=True),
                                                     ColumnTransformer([("x", StandardScaler(), [0])], remainder="passthrough")), ["bill_length_mm"]),
    "minmax, mean": fitted(make_pipeline(SimpleImputer(strategy="mean"), MinMaxScaler()), ["bill_depth_mm"]),
    "robust, most frequent": fitted(make_pipeline(SimpleImputer(strategy="most_frequent"), RobustScaler()), ["flipper_length_mm"]),
    "log, constant 4000": fitted(make_pipeline(SimpleImputer(strategy="constant", fill_value=4000.0), FunctionTransformer(np.log), StandardScaler()),
                                 ["body_mass_g"]),
    "one-hot, unknown zeros": fitted(one_hot(handle_unknown="ignore"), ["island"]),
    "one-hot, most frequent": fitted(make_pipeline(SimpleImputer(strategy="most_frequent", missing_values=np.nan), one_hot()), ["sex"]),
    "one-hot, rare together": fitted(one_hot(handle_unknown="infrequent_if_exist", min_frequency=100), ["island"]),
    "ordered": fitted(make_pipeline(OrdinalEncoder(categories=[["Torgersen", "Dream", "Biscoe"]], handle_unknown="use_encoded_value", unknown_value=-1),
                                    StandardScaler()), ["island"]),
}
json.dump({"version": sklearn.__version__, "cases": {name: matrix.tolist() for name, matrix in cases.items()}}, sys.stdout, indent=None)
