#!/usr/bin/python3
"""Writes a network with random weights as ONNX: export_onnx.py NETWORK HIDDEN FILE. Outputs are sigmoid."""
import sys

import torch

sizes = [int(size) for size in sys.argv[1].split("-")]
hidden = {"relu": torch.nn.ReLU, "sigmoid": torch.nn.Sigmoid}[sys.argv[2]]
parts = []
for i in range(len(sizes) - 1):
    parts += [torch.nn.Linear(sizes[i], sizes[i + 1]), hidden() if i < len(sizes) - 2 else torch.nn.Sigmoid()]
torch.onnx.export(
    torch.nn.Sequential(*parts), torch.zeros(2, sizes[0]), sys.argv[3], input_names=["x"], output_names=["y"],
    dynamic_axes={"x": {0: "n"}, "y": {0: "n"}}, opset_version=13)
