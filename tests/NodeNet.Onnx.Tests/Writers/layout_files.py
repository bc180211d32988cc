#!/usr/bin/env python3
"""Writes Golden/layout_*.onnx: models that scikit-learn trained, in the layout of its converter sklearn-onnx (which Debian has not), and Keras' dense layers in
that of tf2onnx; beside each what scikit-learn answers, or NumPy for the others. The files pass onnx.checker.

Debian: apt-get install python3-sklearn python3-onnx; then /usr/bin/python3 layout_files.py ../Golden
"""
import json
import sys
import warnings

import numpy as np
import onnx
import onnx.checker
from onnx import TensorProto, helper, numpy_helper
from sklearn.datasets import load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import StandardScaler

warnings.filterwarnings("ignore")
FOLDER = sys.argv[1]


def save(name, nodes, inputs, outputs, initializers, rows, answers, labels=None):
    graph = helper.make_graph(nodes, name, inputs, outputs, initializers)
    model = helper.make_model(graph, producer_name=name, opset_imports=[helper.make_opsetid("", 15), helper.make_opsetid("ai.onnx.ml", 2)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, f"{FOLDER}/layout_{name}.onnx")
    with open(f"{FOLDER}/layout_{name}.json", "w") as file:
        json.dump({"inputs": rows.tolist(), "answers": np.asarray(answers).tolist(), "labels": labels}, file)


def typed(name, array):
    """The data in float_data instead of raw bytes, as sklearn-onnx has it."""
    return helper.make_tensor(name, TensorProto.FLOAT, array.shape, array.astype(np.float32).ravel())


def layers(mlp, value):
    """MatMul and Add for each layer, biases of shape [1, n]; the weights of the model become the floats of the file."""
    operators = {"identity": "Identity", "tanh": "Tanh", "logistic": "Sigmoid", "relu": "Relu", "softmax": "Softmax"}
    nodes, initializers = [], []
    for i, (weights, biases) in enumerate(zip(mlp.coefs_, mlp.intercepts_)):
        mlp.coefs_[i], mlp.intercepts_[i] = weights.astype(np.float32).astype(np.float64), biases.astype(np.float32).astype(np.float64)
        function = mlp.out_activation_ if i == len(mlp.coefs_) - 1 else mlp.activation
        initializers += [typed(f"coefficient{i}", weights), typed(f"intercepts{i}", biases.reshape(1, -1))]
        nodes += [
            helper.make_node("MatMul", [value, f"coefficient{i}"], [f"mul_result{i}"], name=f"MatMul{i}"),
            helper.make_node("Add", [f"mul_result{i}", f"intercepts{i}"], [f"add_result{i}"], name=f"Add{i}"),
            helper.make_node(operators[function], [f"add_result{i}"], [f"activation{i}"], name=f"{function}{i}"),
        ]
        value = f"activation{i}"
    return nodes, initializers, value


def floats(name, columns):
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, columns])


def classifier(name, mlp, scaler, rows, classes, zipmap):
    nodes = [helper.make_node("Cast", ["X"], ["cast_input"], to=TensorProto.FLOAT)]
    value = "cast_input"
    if scaler is not None:
        scaler.mean_ = scaler.mean_.astype(np.float32).astype(np.float64)
        factors = (1 / scaler.scale_).astype(np.float32)
        scaler.scale_ = 1 / factors.astype(np.float64)
        nodes.append(helper.make_node(
            "Scaler", [value], ["variable"], domain="ai.onnx.ml", offset=scaler.mean_.astype(np.float32).tolist(), scale=factors.tolist()))
        value = "variable"
    made, initializers, value = layers(mlp, value)
    nodes += made
    if len(classes) == 2:
        initializers.append(helper.make_tensor("unity", TensorProto.FLOAT, [], [1.0]))
        nodes.append(helper.make_node("Sub", ["unity", value], ["negative"]))
        nodes.append(helper.make_node("Concat", ["negative", value], ["probabilities"], axis=1))
    else:
        nodes.append(helper.make_node("Identity", [value], ["probabilities"]))
    words = isinstance(classes[0], str)
    initializers.append(helper.make_tensor(
        "classes", TensorProto.STRING if words else TensorProto.INT32, [len(classes)], [c.encode() for c in classes] if words else classes))
    nodes.append(helper.make_node("ArgMax", ["probabilities"], ["argmax_output"], axis=1, name="ArgMax"))
    nodes.append(helper.make_node("ArrayFeatureExtractor", ["classes", "argmax_output"], ["extracted"], domain="ai.onnx.ml"))
    initializers.append(helper.make_tensor("shape", TensorProto.INT64, [1], [-1]))
    nodes.append(helper.make_node("Reshape", ["extracted", "shape"], ["output_label" if words else "reshaped"]))
    if not words:
        nodes.append(helper.make_node("Cast", ["reshaped"], ["output_label"], to=TensorProto.INT64))
    outputs = [helper.make_tensor_value_info("output_label", TensorProto.STRING if words else TensorProto.INT64, [None])]
    if zipmap:
        nodes.append(helper.make_node("Normalizer", ["probabilities"], ["normed"], domain="ai.onnx.ml", norm="L1"))
        nodes.append(helper.make_node("ZipMap", ["normed"], ["output_probability"], domain="ai.onnx.ml", classlabels_strings=classes))
        scores = onnx.ValueInfoProto(name="output_probability")
        of_label = scores.type.sequence_type.elem_type.map_type
        of_label.key_type = TensorProto.STRING
        of_label.value_type.tensor_type.elem_type = TensorProto.FLOAT
        outputs.append(scores)
    else:
        outputs.append(floats("probabilities", len(classes)))
    scaled = rows if scaler is None else scaler.transform(rows)
    save(name, nodes, [floats("X", rows.shape[1])], outputs, initializers, rows, mlp.predict_proba(scaled), [str(c) for c in mlp.predict(scaled)])


iris = load_iris()
names = iris.target_names[iris.target]
rows = iris.data[::15]
scaler = StandardScaler().fit(iris.data)
mlp = MLPClassifier((5, 4), activation="tanh", random_state=1, max_iter=300).fit(scaler.transform(iris.data), names)
classifier("sklearn_three_classes", mlp, scaler, rows, [str(c) for c in mlp.classes_], zipmap=True)

two = iris.target < 2
mlp = MLPClassifier((4,), activation="relu", random_state=2, max_iter=300).fit(iris.data[two], iris.target[two])
classifier("sklearn_two_classes", mlp, None, iris.data[two][::10], [int(c) for c in mlp.classes_], zipmap=False)

mlp = MLPRegressor((6,), activation="logistic", random_state=3, max_iter=500).fit(iris.data[:, :3], iris.data[:, 3])
nodes, initializers, value = layers(mlp, "X")
initializers.append(helper.make_tensor("shape", TensorProto.INT64, [2], [-1, 1]))
nodes.append(helper.make_node("Reshape", [value, "shape"], ["variable"]))
save("sklearn_regressor", nodes, [floats("X", 3)], [floats("variable", 1)], initializers, rows[:, :3], mlp.predict(rows[:, :3]).reshape(-1, 1))

random = np.random.default_rng(4)
for name, kind in {"keras_dense": np.float32, "keras_float16": np.float16}.items():
    w1, b1, w2, b2 = [random.normal(size=size).astype(kind) for size in [(4, 6), (6,), (6, 3), (3,)]]
    element = helper.np_dtype_to_tensor_dtype(np.dtype(kind)) if hasattr(helper, "np_dtype_to_tensor_dtype") else onnx.mapping.NP_TYPE_TO_TENSOR_TYPE[np.dtype(kind)]
    nodes = [
        helper.make_node("MatMul", ["input_1", "dense/MatMul/ReadVariableOp:0"], ["dense/MatMul:0"], name="model/dense/MatMul"),
        helper.make_node("Add", ["dense/MatMul:0", "dense/BiasAdd/ReadVariableOp:0"], ["dense/BiasAdd:0"], name="model/dense/BiasAdd"),
        helper.make_node("Relu", ["dense/BiasAdd:0"], ["dense/Relu:0"], name="model/dense/Relu"),
        helper.make_node("MatMul", ["dense/Relu:0", "dense_1/MatMul/ReadVariableOp:0"], ["dense_1/MatMul:0"], name="model/dense_1/MatMul"),
        helper.make_node("Add", ["dense_1/MatMul:0", "dense_1/BiasAdd/ReadVariableOp:0"], ["dense_1/BiasAdd:0"], name="model/dense_1/BiasAdd"),
        helper.make_node("Softmax", ["dense_1/BiasAdd:0"], ["dense_1"], name="model/dense_1/Softmax"),
    ]
    raw = [numpy_helper.from_array(array, title) for title, array in {
        "dense/MatMul/ReadVariableOp:0": w1, "dense/BiasAdd/ReadVariableOp:0": b1, "dense_1/MatMul/ReadVariableOp:0": w2}.items()]
    # One in the typed field: float16 stands there as its bits, in int32_data.
    raw.append(helper.make_tensor("dense_1/BiasAdd/ReadVariableOp:0", element, [3], b2))
    x = random.normal(size=(6, 4))
    z = np.maximum(x @ w1.astype(float) + b1.astype(float), 0) @ w2.astype(float) + b2.astype(float)
    answers = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    save(name, nodes, [helper.make_tensor_value_info("input_1", element, ["unk__1", 4])], [helper.make_tensor_value_info("dense_1", element, ["unk__1", 3])],
         raw, x, answers)
