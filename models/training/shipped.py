"""Starting from shipped weights: an exported file back into a folded network, so that training can go on without a checkpoint."""
import onnx
import onnx.numpy_helper
import torch
import torch.nn as nn

import network


def convolutions_in_order(net):
    """The network's convolutions in the order in which a frame meets them."""
    met, hooks = [], []
    for module in net.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d)):
            hooks.append(module.register_forward_hook(lambda m, *_: met.append(m)))
    with torch.no_grad():
        net(torch.zeros(1, 3, 144, 256), torch.zeros(1, 4, 144, 256), torch.zeros(1, 1, 144, 256))
    for hook in hooks:
        hook.remove()
    return met


def stored_convolutions(path):
    """(weight, bias) of every convolution of an exported file, in the same order."""
    graph = onnx.load(path).graph
    values = {i.name: torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.initializer}
    return [(values[n.input[1]], values[n.input[2]]) for n in graph.node if n.op_type in ("Conv", "ConvTranspose")]


def put(module, weight, bias):
    """Writes stored values; inputs or outputs that the stored layer lacks start at zero, so that it answers as before."""
    with torch.no_grad():
        module.weight.zero_()
        module.weight[tuple(slice(0, n) for n in weight.shape)] = weight
        module.bias.zero_()
        module.bias[:len(bias)] = bias


def load(path):
    """A folded network with the weights of `path`; what a version 1 file lacks (the room branch, the doubt) starts afresh."""
    net = network.fold(network.MatteNet())
    wanted, stored = convolutions_in_order(net), stored_convolutions(path)
    if len(stored) < len(wanted):
        fresh = set(net.room.modules()) | set(net.late.modules())
        wanted = [module for module in wanted if module not in fresh]
        with torch.no_grad():
            net.late[0].weight.zero_()
            net.late[0].bias.zero_()
    if len(stored) != len(wanted):
        raise SystemExit(f"{path} has {len(stored)} convolutions, the network {len(wanted)}: it is of another architecture.")
    for module, (weight, bias) in zip(wanted, stored):
        put(module, weight, bias)
    return net
