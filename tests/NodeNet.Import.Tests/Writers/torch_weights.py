#!/usr/bin/env python3
"""Writes Golden/torch.* and Golden/*.safetensors with the same weights, what PyTorch answers with them, and files that must be refused.

Debian: apt-get install python3-torch; then /usr/bin/python3 torch_weights.py ../Golden
Debian has no package of safetensors: that file is written here by the format's description.
"""
import json
import struct
import sys

import torch
from torch import nn

FOLDER = sys.argv[1]
torch.manual_seed(21)


def safetensors(path, tensors, order=sorted):
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in order(tensors.items()):
        kind = {torch.float32: "F32", torch.float64: "F64", torch.float16: "F16", torch.bfloat16: "BF16"}[tensor.dtype]
        numbers = (tensor.view(torch.int16) if kind == "BF16" else tensor).contiguous().numpy().tobytes()
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(numbers)]}
        data += numbers
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


def answers(name, model, rows):
    exact = model.double()
    with open(f"{FOLDER}/{name}.json", "w") as file:
        json.dump({"inputs": rows.double().tolist(), "answers": exact(rows.double()).tolist()}, file)


rows = torch.randn(5, 3)
model = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Sigmoid())
torch.save(model.state_dict(), f"{FOLDER}/torch.pt")
safetensors(f"{FOLDER}/torch.safetensors", model.state_dict())
torch.save({"epoch": 3, "model_state_dict": model.state_dict(), "loss": 0.25}, f"{FOLDER}/torch_checkpoint.pt")
torch.save(model, f"{FOLDER}/refused_module.pt")
answers("torch", model, rows)

# Twelve layers, so that "10.weight" comes after "2.weight"; every other one in another type; a transposed view.
deep = nn.Sequential(*[nn.Linear(3, 3) for _ in range(12)])
weights = deep.state_dict()
weights["0.weight"] = weights["0.weight"].t().contiguous().t()
for i, kind in enumerate([torch.float16, torch.bfloat16, torch.float64, torch.float32] * 3):
    weights[f"{i}.weight"] = weights[f"{i}.weight"].to(kind)
torch.save(weights, f"{FOLDER}/torch_deep.pt")
safetensors(f"{FOLDER}/torch_deep.safetensors", weights)
deep = deep.double()
deep.load_state_dict({name: tensor.double() for name, tensor in weights.items()})
answers("torch_deep", deep, rows)


class Named(nn.Module):
    """Layers of one shape, whose names do not sort as they follow each other."""

    def __init__(self):
        super().__init__()
        self.input, self.hidden, self.also, self.out = nn.Linear(3, 3), nn.Linear(3, 3), nn.Linear(3, 3), nn.Linear(3, 3)

    def forward(self, x):
        return self.out(torch.relu(self.also(torch.relu(self.hidden(torch.relu(self.input(x)))))))


named = Named()
torch.save(named.state_dict(), f"{FOLDER}/torch_order.pt")
torch.save(named.state_dict(), f"{FOLDER}/torch_old.pt", _use_new_zipfile_serialization=False)
safetensors(f"{FOLDER}/torch_order.safetensors", named.state_dict(), list)
safetensors(f"{FOLDER}/torch_order_sorted.safetensors", named.state_dict())
answers("torch_order", named, rows)
