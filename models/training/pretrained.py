"""The encoder's starting weights: ResNet18 trained on ImageNet, as Microsoft publishes it for ML.NET.

The NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT) carries `ResNet18.onnx`: blue, green, red, 0..255 minus the mean. Its last
stage has three blocks, of which the first two are taken.
"""
import glob
import os

import numpy as np
import onnx
import onnx.numpy_helper
import torch

import network

PACKAGE = "microsoft.ml.dnnimagefeaturizer.resnet18"


def find():
    """The file in the local NuGet folder; restore any project that references the package to have it there."""
    folder = os.environ.get("NUGET_PACKAGES") or os.path.expanduser("~/.nuget/packages")
    found = sorted(glob.glob(os.path.join(folder, PACKAGE, "*", "**", "ResNet18.onnx"), recursive=True))
    if not found:
        raise SystemExit(f"ResNet18.onnx is not in {folder}: add the NuGet package Microsoft.ML.DnnImageFeaturizer.ResNet18 to any project and restore it.")
    return found[-1]


def folded_convolutions(path):
    """(weight, bias) of every convolution with its batch norm folded in, in the file's order."""
    graph = onnx.load(path).graph
    values = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    norms = {n.input[0]: n for n in graph.node if n.op_type == "BatchNormalization"}
    result = []
    for node in graph.node:
        if node.op_type == "Conv":
            norm = norms[node.output[0]]
            gain, offset, mean, variance = (values[name].astype(np.float64) for name in norm.input[1:])
            epsilon = next(a.f for a in norm.attribute if a.name == "epsilon")
            factor = gain / np.sqrt(variance + epsilon)
            result.append((values[node.input[1]] * factor[:, None, None, None], offset - mean * factor))
    return result


def put(layer, weight, bias):
    """Writes one convolution."""
    if tuple(layer.weight.shape) != weight.shape:
        raise SystemExit(f"The stored convolution is {weight.shape}, the network's {tuple(layer.weight.shape)}: another ResNet.")
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(weight.astype(np.float32)))
        layer.bias.copy_(torch.from_numpy(bias.astype(np.float32)))


def load_encoder(net, path=None):
    """Puts the pretrained weights into the encoder (in place). Blocks that the network lacks are skipped: a residual network bears that."""
    stored = iter(folded_convolutions(path or find()))
    weight, bias = next(stored)
    weight = weight[:, ::-1] / np.array(network.SCALE)[None, :, None, None]        # red first, and inputs are divided by the deviation
    put(net.stem, np.ascontiguousarray(weight), bias)
    for stage, have in zip(net.stages, (2, 2, 2, 3)):
        for number in range(have):
            block = stage[number] if number < len(stage) else None
            layers = ["shortcut", "a", "b"] if number == 0 and stage is not net.stages[0] else ["a", "b"]
            for name in layers:
                weight, bias = next(stored)
                if block is not None:
                    put(getattr(block, name), weight, bias)
    return net
