#!/usr/bin/python3
"""How many samples a second PyTorch trains on or predicts, for `benchmarks/compare-libraries`. The options are those of `NodeNet.Benchmarks throughput`.

Needs Debian's python3-torch. Prints one line of JSON. Training draws an order of the rows for every epoch, as `--shuffle` does.
"""
import argparse
import json
import statistics
import time

import torch

nn = torch.nn
HIDDEN = {"sigmoid": nn.Sigmoid, "relu": nn.ReLU, "tanh": nn.Tanh, "gelu": nn.GELU, "identity": nn.Identity}
OPTIMIZERS = {
    "gradient_descent": lambda p: torch.optim.SGD(p, 1e-4, foreach=True),
    "adam": lambda p: torch.optim.Adam(p, 1e-4, foreach=True),
    "adamw": lambda p: torch.optim.AdamW(p, 1e-4, foreach=True),
}

options = argparse.ArgumentParser(description=__doc__)
options.add_argument("--network", default="784-30-10")
options.add_argument("--batch", type=int, default=1)
options.add_argument("--precision", choices=["double", "single"], default="double")
options.add_argument("--threads", type=int, default=1)
options.add_argument("--hidden", choices=HIDDEN, default="sigmoid")
options.add_argument("--output", choices=["sigmoid", "softmax", "identity"], default="sigmoid")
options.add_argument("--loss", choices=["sse", "mse", "binary_cross_entropy", "cross_entropy"], default="sse")
options.add_argument("--optimizer", choices=OPTIMIZERS, default="gradient_descent")
options.add_argument("--mode", choices=["train", "predict", "predict-one"], default="train")
options.add_argument("--rows", type=int, default=9600)
options.add_argument("--seconds", type=float, default=1.0)
o = options.parse_args()

torch.set_num_threads(o.threads)
torch.manual_seed(1)
kind = torch.float64 if o.precision == "double" else torch.float32
sizes = [int(size) for size in o.network.split("-")]
layers = []
for i, (sources, targets) in enumerate(zip(sizes, sizes[1:])):
    layers.append(nn.Linear(sources, targets))
    if i < len(sizes) - 2:
        layers.append(HIDDEN[o.hidden]())
network = nn.Sequential(*layers).to(kind)

x = torch.rand(o.rows, sizes[0], dtype=kind)
classes = torch.randint(0, max(2, sizes[-1]), (o.rows,))
one_hot = nn.functional.one_hot(classes, sizes[-1]).to(kind) if sizes[-1] > 1 else classes.to(kind).reshape(-1, 1)

# PyTorch's losses of classes take the net inputs and have the sigmoid or the softmax inside, as is recommended there.
targets = classes if o.loss == "cross_entropy" else one_hot
squash = torch.sigmoid if o.output == "sigmoid" else lambda z: z
LOSSES = {
    "sse": lambda z, y: ((squash(z) - y) ** 2).sum() / len(y),
    "mse": lambda z, y: nn.functional.mse_loss(squash(z), y),
    "binary_cross_entropy": nn.functional.binary_cross_entropy_with_logits,
    "cross_entropy": nn.functional.cross_entropy,
}
loss = LOSSES[o.loss]
answer = (lambda z: torch.softmax(z, 1)) if o.output == "softmax" else squash
optimizer = OPTIMIZERS[o.optimizer](network.parameters())


def train():
    order = torch.randperm(o.rows)
    for start in range(0, o.rows, o.batch):
        rows = order[start:start + o.batch]
        optimizer.zero_grad(set_to_none=True)
        loss(network(x[rows]), targets[rows]).backward()
        optimizer.step()
    return o.rows


def predict():
    with torch.inference_mode():
        answer(network(x))
    return o.rows


def predict_one():
    with torch.inference_mode():
        for i in range(min(o.rows, 100)):
            answer(network(x[i:i + 1]))
    return min(o.rows, 100)


work = {"train": train, "predict": predict, "predict-one": predict_one}[o.mode]
work()
speeds = []
for _ in range(3):
    samples, start = 0, time.perf_counter()
    while time.perf_counter() - start < o.seconds / 3:
        samples += work()
    speeds.append(samples / (time.perf_counter() - start))
print(json.dumps({"engine": f"torch {torch.__version__}", "samples_per_second": {"median": statistics.median(speeds)}}, separators=(",", ":")))
