"""Writes a fitted MLPClassifier or MLPRegressor of scikit-learn as a NodeNet model file, with the scalers around it.

    from sklearn_to_nodenet import save
    save(make_pipeline(StandardScaler(), MLPClassifier()).fit(x, y), "model.json", input_names=["height", "weight"])
    save(mlp, "model.json", scaler=scaler)        # scaled by hand

A pipeline may have one scaler (StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler) before the network; a TransformedTargetRegressor may have one for
its targets. Everything else is refused by name.
"""
import json

ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "softmax": "softmax"}


def save(model, path, scaler=None, input_names=None):
    target_scaler = None
    if hasattr(model, "steps"):
        *before, (_, model) = model.steps
        before = [step for _, step in before if step not in (None, "passthrough")]
        if len(before) + (scaler is not None) > 1:
            raise ValueError("There are several steps before the network; one scaler can be written.")
        scaler = before[0] if before else scaler
    if hasattr(model, "regressor_"):
        if model.transformer is None and model.func is not None:
            raise ValueError("The targets go through functions of your own; a scaler can be written.")
        model, target_scaler = model.regressor_, model.transformer_ if model.transformer is not None else None
    if not hasattr(model, "coefs_"):
        raise ValueError(f"{type(model).__name__} is no fitted MLPClassifier or MLPRegressor, nor a pipeline that ends in one.")

    layers, source = [], "input"
    for i, (weights, biases) in enumerate(zip(model.coefs_, model.intercepts_)):
        is_last = i == len(model.coefs_) - 1
        function = ACTIVATIONS[model.out_activation_ if is_last else model.activation]
        name = "output" if is_last else f"hidden {i + 1}"
        layers.append({
            "name": name, "nodes": len(biases), "layerActivation" if function == "softmax" else "activation": function, "biases": biases.tolist(),
            "incoming": [{"from": source, "weights": weights.tolist()}]})
        source = name
    written = {"format": "NodeNet model", "version": 1}
    if input_names is not None:
        written["inputNames"] = list(input_names)
    if scaler is not None:
        written["inputScaling"] = scaling(scaler, len(model.coefs_[0]))
    if target_scaler is not None:
        written["targetScaling"] = scaling(target_scaler, len(biases))
    several_answers = model.out_activation_ == "logistic" and len(biases) > 1  # each output is a yes or no of its own, and none a class
    if hasattr(model, "classes_") and not several_answers:
        written["classLabels"] = [str(label) for label in model.classes_]
    written["network"] = {"inputs": len(model.coefs_[0]), "layers": layers}
    with open(path, "w") as file:
        json.dump(written, file)


def scaling(scaler, width):
    """(x - offset) / factor, column by column."""
    kind = type(scaler).__name__
    zeros, ones = [0.0] * width, [1.0] * width
    if kind == "StandardScaler":
        offsets = scaler.mean_.tolist() if scaler.with_mean else zeros
        factors = scaler.scale_.tolist() if scaler.with_std else ones
    elif kind == "RobustScaler":
        offsets = scaler.center_.tolist() if scaler.with_centering else zeros
        factors = scaler.scale_.tolist() if scaler.with_scaling else ones
    elif kind == "MaxAbsScaler":
        offsets, factors = zeros, scaler.scale_.tolist()
    elif kind == "MinMaxScaler" and not scaler.clip:  # x * scale + min
        factors = [1.0 / scale for scale in scaler.scale_.tolist()]
        offsets = [-least * factor for least, factor in zip(scaler.min_.tolist(), factors)]
    else:
        raise ValueError(f"{kind}{' with clip' if kind == 'MinMaxScaler' else ''} is no scaler that can be written: "
                         "StandardScaler, MinMaxScaler, MaxAbsScaler and RobustScaler are.")
    return {"offsets": offsets, "factors": factors}
