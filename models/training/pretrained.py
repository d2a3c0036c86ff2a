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


def stored_layers(path):
    """Weight of every convolution and its batch norm's (gain, offset, mean, variance, epsilon), in the file's order."""
    graph = onnx.load(path).graph
    values = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    norms = {n.input[0]: n for n in graph.node if n.op_type == "BatchNormalization"}
    for node in graph.node:
        if node.op_type == "Conv":
            norm = norms[node.output[0]]
            yield values[node.input[1]], [values[name] for name in norm.input[1:]], next(a.f for a in norm.attribute if a.name == "epsilon")


def put(layer, weight, norm, epsilon):
    """Writes one convolution and its batch norm."""
    if tuple(layer.conv.weight.shape) != weight.shape:
        raise SystemExit(f"The stored convolution is {weight.shape}, the network's {tuple(layer.conv.weight.shape)}: another ResNet.")
    with torch.no_grad():
        layer.conv.weight.copy_(torch.from_numpy(weight.astype(np.float32)))
        layer.conv.bias.zero_()
        layer.norm.eps = epsilon
        for target, value in zip((layer.norm.weight, layer.norm.bias, layer.norm.running_mean, layer.norm.running_var), norm):
            target.copy_(torch.from_numpy(value.copy()))


def load_encoder(net, path=None):
    """Puts the pretrained weights into the encoder (in place). Blocks that the network lacks are skipped: a residual network bears that."""
    stored = stored_layers(path or find())
    weight, norm, epsilon = next(stored)
    weight = weight[:, ::-1] / np.array(network.SCALE)[None, :, None, None]        # red first, and inputs are divided by the deviation
    put(net.stem, np.ascontiguousarray(weight), norm, epsilon)
    for stage, have in zip(net.stages, (2, 2, 2, 3)):
        for number in range(have):
            block = stage[number] if number < len(stage) else None
            layers = ["shortcut", "a", "b"] if number == 0 and stage is not net.stages[0] else ["a", "b"]
            for name in layers:
                weight, norm, epsilon = next(stored)
                if block is not None:
                    put(getattr(block, name), weight, norm, epsilon)
    return net
