#!/usr/bin/env python3
"""Writes Golden/torch_*.onnx with PyTorch, and beside each what PyTorch answers and what one step of training makes of the weights.

Debian: apt-get install python3-torch python3-onnx; then /usr/bin/python3 torch_files.py ../Golden
"""
import json
import sys

import torch
from torch import nn

FOLDER = sys.argv[1]


class Skip(nn.Module):
    """A hidden layer beside a skip connection: both lead to the output."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 5)
        self.second = nn.Linear(5 + 3, 2)

    def forward(self, x):
        return self.second(torch.cat([torch.tanh(self.first(x)), x], dim=1))


class Residual(nn.Module):
    """Two branches that are added before the function."""

    def __init__(self):
        super().__init__()
        self.first = nn.Linear(3, 4)
        self.left = nn.Linear(4, 4)
        self.right = nn.Linear(3, 4, bias=False)
        self.last = nn.Linear(4, 1)

    def forward(self, x):
        return self.last(torch.relu(self.left(torch.sigmoid(self.first(x))) + self.right(x)))


def cases():
    for name, function in {
        "relu": nn.ReLU(), "leaky_relu": nn.LeakyReLU(0.1), "elu": nn.ELU(1.5), "gelu": nn.GELU(), "silu": nn.SiLU(), "softplus": nn.Softplus(),
        "sigmoid": nn.Sigmoid(), "tanh": nn.Tanh(),
    }.items():
        yield name, nn.Sequential(nn.Linear(3, 4), function, nn.Linear(4, 2)), torch.float32
    yield "softmax", nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 3), nn.Softmax(dim=1)), torch.float32
    yield "double", nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2), nn.Sigmoid()), torch.float64
    yield "linear_linear", nn.Sequential(nn.Linear(3, 4), nn.Linear(4, 2)), torch.float32
    yield "batch_norm", nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU(), nn.Linear(4, 2)), torch.float32
    yield "batch_norm_after", nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.BatchNorm1d(4), nn.Linear(4, 2)), torch.float32
    yield "flatten_dropout", nn.Sequential(nn.Flatten(), nn.Linear(4, 3), nn.ReLU(), nn.Dropout(0.5), nn.Linear(3, 1)), torch.float32
    yield "no_bias", nn.Sequential(nn.Linear(3, 4, bias=False), nn.Tanh(), nn.Linear(4, 1, bias=False)), torch.float32
    yield "skip", Skip(), torch.float32
    yield "residual", Residual(), torch.float32


torch.manual_seed(20)
for name, model, kind in cases():
    model = model.to(kind)
    width = 4 if name == "flatten_dropout" else 3
    rows = torch.randn(6, *((2, 2) if name == "flatten_dropout" else (width,)), dtype=kind)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):  # as after some training
            module.running_mean = torch.randn(4, dtype=kind)
            module.running_var = torch.rand(4, dtype=kind) + 0.5
            module.weight.data = torch.rand(4, dtype=kind) + 0.5
            module.bias.data = torch.randn(4, dtype=kind)
    model.eval()
    torch.onnx.export(
        model, rows[:1], f"{FOLDER}/torch_{name}.onnx", input_names=["x"], output_names=["y"], opset_version=15,
        dynamic_axes={"x": {0: "n"}, "y": {0: "n"}})
    # From here on in double, where neither side's rounding hides a mistake.
    exact = model.double()
    rows = rows.double()
    targets = torch.rand(6, exact(rows).shape[1], dtype=torch.float64)
    answers = exact(rows).tolist()
    stepped = None
    if not name.startswith("batch_norm"):  # folded: its own parameters are not there any more
        optimizer = torch.optim.SGD(exact.parameters(), lr=0.1)
        loss = ((exact(rows[:1]) - targets[:1]) ** 2).sum()
        loss.backward()
        optimizer.step()
        stepped = exact(rows).tolist()
    with open(f"{FOLDER}/torch_{name}.json", "w") as file:
        json.dump({"inputs": rows.reshape(6, -1).tolist(), "targets": targets.tolist(), "answers": answers, "afterStep": stepped}, file)

model = nn.Sequential(nn.Conv1d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(4, 2)).eval()
torch.onnx.export(model, torch.randn(1, 1, 4), f"{FOLDER}/refused_convolution.onnx", input_names=["x"], output_names=["y"], opset_version=15)
