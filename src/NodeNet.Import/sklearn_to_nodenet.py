"""Writes a fitted MLPClassifier or MLPRegressor of scikit-learn, with the StandardScaler before it if there is one, as a NodeNet model file.

    from sklearn_to_nodenet import save
    save(mlp, "model.json", scaler=scaler, input_names=["height", "weight"])
"""
import json

ACTIVATIONS = {"identity": "identity", "logistic": "sigmoid", "tanh": "tanh", "relu": "relu", "softmax": "softmax"}


def save(mlp, path, scaler=None, input_names=None):
    layers, source = [], "input"
    for i, (weights, biases) in enumerate(zip(mlp.coefs_, mlp.intercepts_)):
        is_last = i == len(mlp.coefs_) - 1
        function = ACTIVATIONS[mlp.out_activation_ if is_last else mlp.activation]
        name = "output" if is_last else f"hidden {i + 1}"
        layers.append({
            "name": name, "nodes": len(biases), "layerActivation" if function == "softmax" else "activation": function, "biases": biases.tolist(),
            "incoming": [{"from": source, "weights": weights.tolist()}]})
        source = name
    model = {"format": "NodeNet model", "version": 1}
    if input_names is not None:
        model["inputNames"] = list(input_names)
    if scaler is not None:
        model["inputScaling"] = {"offsets": scaler.mean_.tolist(), "factors": scaler.scale_.tolist()}
    if hasattr(mlp, "classes_"):
        model["classLabels"] = [str(label) for label in mlp.classes_]
    model["network"] = {"inputs": len(mlp.coefs_[0]), "layers": layers}
    with open(path, "w") as file:
        json.dump(model, file)
