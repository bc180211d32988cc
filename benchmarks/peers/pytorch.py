#!/usr/bin/python3
"""Trains a network with PyTorch and prints samples a second: one set-up that people would write, with an order of its own each epoch.

pytorch.py NETWORK HIDDEN LOSS OPTIMIZER BATCH ROWS PRECISION THREADS SECONDS
"""
import sys
import time
import warnings

import torch

warnings.filterwarnings("ignore")
nn = torch.nn
network, hidden, loss, optimizer, batch, rows, precision, threads, seconds = sys.argv[1:]
sizes = [int(size) for size in network.split("-")]
batch, rows, seconds = int(batch), int(rows), float(seconds)
torch.set_num_threads(int(threads))
kind = torch.float64 if precision == "double" else torch.float32

functions = {"relu": nn.ReLU, "sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "gelu": nn.GELU}
parts = []
for i in range(len(sizes) - 1):
    parts.append(nn.Linear(sizes[i], sizes[i + 1]))
    if i < len(sizes) - 2:
        parts.append(functions[hidden]())
model = nn.Sequential(*parts).to(kind)

inputs = torch.rand(rows, sizes[0], dtype=kind)
classes = torch.randint(0, max(2, sizes[-1]), (rows,))
if loss == "cross_entropy":
    targets, measure = classes, nn.CrossEntropyLoss()
elif loss == "binary_cross_entropy":
    targets, measure = classes.to(kind).reshape(-1, 1), nn.BCEWithLogitsLoss()
elif loss == "sse":  # of sigmoid outputs
    targets = nn.functional.one_hot(classes, sizes[-1]).to(kind)
    measure = lambda outputs, wanted: ((torch.sigmoid(outputs) - wanted) ** 2).sum() / len(outputs)
else:
    targets, measure = classes.to(kind).reshape(-1, 1), nn.MSELoss()
rules = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW, "gradient_descent": torch.optim.SGD}
rule = rules[optimizer](model.parameters(), 1e-4, foreach=True)


def epoch():
    order = torch.randperm(rows)
    for start in range(0, rows, batch):
        some = order[start:start + batch]
        rule.zero_grad(set_to_none=True)
        measure(model(inputs[some]), targets[some]).backward()
        rule.step()


epoch()
begin, count = time.perf_counter(), 0
while count == 0 or time.perf_counter() - begin < seconds:
    epoch()
    count += 1
print(count * rows / (time.perf_counter() - begin))
