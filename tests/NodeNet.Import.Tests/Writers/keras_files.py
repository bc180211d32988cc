#!/usr/bin/env python3
"""Writes Golden/keras_*: models in the layouts of Keras' .h5 and .keras files, with what NumPy answers in double precision. Keras itself is not in Debian: the
layouts follow keras/src/legacy/saving/legacy_h5_format.py, saving_lib.py and serialization_lib.py (configuration in model_config, weight_names, vars/0).

Debian: apt-get install python3-h5py; then /usr/bin/python3 keras_files.py ../Golden
"""
import io
import json
import sys
import zipfile

import h5py
import numpy as np

FOLDER = sys.argv[1]
RANDOM = np.random.default_rng(5)


def dense(name, sources, units, activation, bias=True):
    arrays = [RANDOM.normal(0, 0.6, (sources, units)).astype(np.float32)]
    if bias:
        arrays.append(RANDOM.normal(0, 0.3, units).astype(np.float32))
    return {"class": "Dense", "name": name, "config": {"units": units, "activation": activation, "use_bias": bias}, "arrays": arrays,
            "names": ["kernel", "bias"][:len(arrays)]}


def normalization(name, width, **config):
    arrays = [RANDOM.uniform(0.5, 2, width), RANDOM.normal(0, 1, width), RANDOM.normal(0, 1, width), RANDOM.uniform(0.5, 2, width)]
    names = ["gamma", "beta", "moving_mean", "moving_variance"]
    if config.get("scale") is False:
        arrays, names = arrays[1:], names[1:]
    return {"class": "BatchNormalization", "name": name, "config": {"axis": [1], "epsilon": 0.001, **config},
            "arrays": [a.astype(np.float32) for a in arrays], "names": names}


def other(kind, name, **config):
    return {"class": kind, "name": name, "config": config, "arrays": [], "names": []}


def function(name, x):
    return {"linear": lambda: x, "relu": lambda: np.maximum(x, 0), "sigmoid": lambda: 1 / (1 + np.exp(-x)), "tanh": lambda: np.tanh(x),
            "elu": lambda: np.where(x > 0, x, np.expm1(x)), "swish": lambda: x / (1 + np.exp(-x)), "softplus": lambda: np.log1p(np.exp(x)),
            "softmax": lambda: np.exp(x) / np.exp(x).sum(axis=-1, keepdims=True), "leaky_relu": lambda: np.where(x > 0, x, 0.2 * x)}[name]()


def run(layer, *xs):
    x, config, arrays = xs[0], layer["config"], [a.astype(np.float64) for a in layer["arrays"]]
    kind = layer["class"]
    if kind == "Dense":
        name = config["activation"] if isinstance(config["activation"], str) else config["activation"]["config"]
        return function(name, x @ arrays[0] + (arrays[1] if len(arrays) > 1 else 0))
    if kind == "BatchNormalization":
        gamma, beta, mean, variance = ([np.ones_like(arrays[0])] if len(arrays) == 3 else []) + arrays
        return gamma * (x - mean) / np.sqrt(variance + config["epsilon"]) + beta
    if kind == "Activation":
        return function(config["activation"], x)
    if kind == "LeakyReLU":
        return np.where(x > 0, x, config.get("alpha", config.get("negative_slope", 0.3)) * x)
    if kind == "ReLU":
        return np.maximum(x, 0)
    if kind == "Softmax":
        return function("softmax", x)
    if kind == "Rescaling":
        return x * config["scale"] + config["offset"]
    if kind == "Concatenate":
        return np.concatenate(xs, axis=-1)
    if kind == "Add":
        return sum(xs)
    return x


def answers(name, rows, results):
    with open(f"{FOLDER}/{name}.json", "w") as file:
        json.dump({"inputs": rows.tolist(), "answers": results.tolist()}, file)


def legacy_weights(root, layers):
    root.attrs["layer_names"] = [layer["name"].encode() for layer in layers]
    root.attrs["backend"] = b"tensorflow"
    root.attrs["keras_version"] = b"2.13.1"
    for layer in layers:
        group = root.create_group(layer["name"])
        names = [f"{layer['name']}/{name}:0" for name in layer["names"]]
        group.attrs["weight_names"] = [name.encode() for name in names]
        for name, array in zip(names, layer["arrays"]):
            dataset = group.create_dataset(name, array.shape, dtype=array.dtype)
            dataset[:] = array


def save_h5(name, config, layers):
    with h5py.File(f"{FOLDER}/{name}.h5", "w") as file:
        file.attrs["model_config"] = json.dumps(config).encode("utf8")
        file.attrs["keras_version"] = b"2.13.1"
        file.attrs["backend"] = b"tensorflow"
        legacy_weights(file.create_group("model_weights"), layers)


def save_keras(name, config, layers, folder="layers"):
    weights = io.BytesIO()
    counts = {}
    with h5py.File(weights, "w") as file:
        for layer in layers:
            kind = "".join("_" + c.lower() if c.isupper() and i > 0 else c.lower() for i, c in enumerate(layer["class"]))
            counts[kind] = counts.get(kind, -1) + 1
            group = file.create_group(f"{folder}/{kind}" + (f"_{counts[kind]}" if counts[kind] else "")).create_group("vars")
            for i, array in enumerate(layer["arrays"]):
                group[str(i)] = array
        file.create_group("vars")
    with zipfile.ZipFile(f"{FOLDER}/{name}.keras", "w") as archive:
        archive.writestr("metadata.json", json.dumps({"keras_version": "3.3.3", "date_saved": "2024-05-05@12:00:00"}))
        archive.writestr("config.json", json.dumps(config))
        archive.writestr("model.weights.h5", weights.getvalue())


def sequential2(layers, width):
    """As Keras 2 has it: the input's shape in an InputLayer."""
    first = {"class_name": "InputLayer", "config": {"batch_input_shape": [None, width], "dtype": "float32", "sparse": False, "name": "dense_input"}}
    rest = [{"class_name": layer["class"], "config": {"name": layer["name"], "trainable": True, "dtype": "float32", **layer["config"]}} for layer in layers]
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": [first, *rest]}}


def sequential3(layers, shape):
    """As Keras 3 has it: modules, policies, a build_config."""
    policy = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
    first = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, *shape], "dtype": "float32", "sparse": False,
             "name": "input_layer"}, "registered_name": None}
    rest = [{"module": "keras.layers", "class_name": layer["class"], "config": {"name": layer["name"], "trainable": True, "dtype": policy, **layer["config"]},
             "registered_name": None, "build_config": {"input_shape": [None, 4]}} for layer in layers]
    return {"module": "keras", "class_name": "Sequential", "config": {"name": "sequential", "trainable": True, "dtype": policy, "layers": [first, *rest]},
            "registered_name": None, "build_config": {"input_shape": [None, *shape]}, "compile_config": None}


def through(layers, rows):
    for layer in layers:
        rows = run(layer, rows)
    return rows


# Layers one after the other; scaling before, between and behind, linear layers, a function of its own layer.
layers = [
    other("Rescaling", "rescaling", scale=0.5, offset=-0.25), dense("dense", 4, 8, "relu"), other("Dropout", "dropout", rate=0.2),
    normalization("batch_normalization", 8), dense("dense_1", 8, 6, "linear"), normalization("batch_normalization_1", 6, scale=False),
    other("Activation", "activation", activation="tanh"), dense("dense_2", 6, 5, "linear", bias=False), other("LeakyReLU", "leaky_re_lu", alpha=0.1),
    dense("dense_3", 5, 3, "softmax"),
]
rows = RANDOM.normal(0, 1, (6, 4))
save_h5("keras_sequential", sequential2(layers, 4), layers)
answers("keras_sequential", rows, through(layers, rows))

layers = [
    other("Flatten", "flatten", data_format="channels_last"), dense("dense_7", 6, 5, "elu"), dense("dense_8", 5, 4, {"module": "builtins", "class_name":
        "function", "config": "swish", "registered_name": "function"}), normalization("batch_normalization_3", 4, axis=-1), dense("dense_9", 4, 3, "linear"),
    dense("dense_10", 3, 2, "sigmoid"),
]
rows = RANDOM.normal(0, 1, (6, 6))
save_keras("keras_sequential3", sequential3(layers, [2, 3]), layers)
answers("keras_sequential3", rows, through(layers, rows))
save_keras("keras_checkpoint", sequential3(layers, [2, 3]), layers, folder="_layer_checkpoint_dependencies")


# Two inputs, a skip connection, a residual one, a value that is scaled twice, a normalization as the last.
a, b, c, d = dense("a", 3, 4, "tanh"), dense("b", 2, 4, "linear"), dense("c", 7, 4, "softplus"), dense("d", 4, 2, "linear")
join, add, last = other("Concatenate", "join", axis=-1), other("Add", "add"), normalization("last", 2)
edges = [(a, ["left"]), (b, ["right"]), (join, ["a", "left"]), (c, ["join"]), (add, ["c", "b"]), (d, ["add"]), (last, ["d"])]
left, right = RANDOM.normal(0, 1, (5, 3)), RANDOM.normal(0, 1, (5, 2))
values = {"left": left, "right": right}
for layer, sources in edges:
    values[layer["name"]] = run(layer, *[values[source] for source in sources])


def inputs(version):
    shape = "batch_input_shape" if version == 2 else "batch_shape"
    return [{"class_name": "InputLayer", "config": {shape: [None, width], "dtype": "float32", "name": name}, "name": name, "inbound_nodes": []}
            for name, width in [("left", 3), ("right", 2)]]


def functional(version):
    nodes = inputs(version)
    for layer, sources in edges:
        if version == 2:
            calls = [[[source, 0, 0, {}] for source in sources]]
        else:
            tensors = [{"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "dtype": "float32", "keras_history": [source, 0, 0]}}
                       for source in sources]
            calls = [{"args": [tensors] if len(tensors) > 1 else tensors, "kwargs": {}}]
        nodes.append({"class_name": layer["class"], "config": {"name": layer["name"], **layer["config"]}, "name": layer["name"], "inbound_nodes": calls})
    outputs = [["last", 0, 0]] if version == 2 else ["last", 0, 0]
    config = {"name": "model", "layers": nodes, "input_layers": [["left", 0, 0], ["right", 0, 0]], "output_layers": outputs}
    return {"class_name": "Functional", "config": config}


save_h5("keras_functional", functional(2), [layer for layer, _ in edges])
save_keras("keras_functional3", functional(3), [layer for layer, _ in edges])
answers("keras_functional", np.concatenate([left, right], axis=1), values["last"])

# What is refused.
layers = [{"class": "Conv1D", "name": "conv", "config": {"filters": 2}, "arrays": [], "names": []}]
save_h5("keras_refused", sequential2(layers, 4), layers)
with h5py.File(f"{FOLDER}/keras_weights_alone.h5", "w") as file:
    legacy_weights(file, [dense("dense", 2, 2, "relu")])
layers = [dense("dense", 40, 30, "relu")]
with h5py.File(f"{FOLDER}/keras_compressed.h5", "w") as file:
    file.attrs["model_config"] = json.dumps(sequential2(layers, 40)).encode("utf8")
    group = file.create_group("model_weights/dense")
    group.attrs["weight_names"] = [b"kernel", b"bias"]
    group.create_dataset("kernel", data=layers[0]["arrays"][0], compression="gzip")
    group.create_dataset("bias", data=layers[0]["arrays"][1])
with h5py.File(f"{FOLDER}/keras_latest.h5", "w", libver="latest") as file:
    file.attrs["model_config"] = json.dumps(sequential2(layers, 40)).encode("utf8")
