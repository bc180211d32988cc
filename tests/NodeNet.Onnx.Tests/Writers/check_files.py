#!/usr/bin/env python3
"""Runs onnx.checker, with shape inference, on every .onnx file of a folder. Debian: apt-get install python3-onnx."""
import glob
import sys

import onnx
import onnx.checker

files = sorted(glob.glob(f"{sys.argv[1]}/*.onnx"))
for file in files:
    onnx.checker.check_model(onnx.load(file), full_check=True)
print(f"{len(files)} files pass onnx.checker {onnx.version.version if hasattr(onnx, 'version') else ''}")
sys.exit(0 if files else 1)
