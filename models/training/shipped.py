"""Starting from shipped weights: an exported file, float or int8, back into a network, so that training can go on without a checkpoint."""
import onnx
import onnx.numpy_helper
import torch

import network


def stored_values(path):
    """Name -> array of every parameter in the file; int8 ones are scaled back."""
    graph = onnx.load(path).graph
    raw = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    values = {name: value for name, value in raw.items() if value.dtype.kind == "f"}
    for node in graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in raw and node.output[0].endswith("_dequantized"):
            value, scale = raw[node.input[0]].astype("float32"), raw[node.input[1]]
            axis = next((a.i for a in node.attribute if a.name == "axis"), 0)
            values[node.output[0][:-len("_dequantized")]] = value * scale.reshape([-1 if d == axis else 1 for d in range(value.ndim)])
    return values


def load(path, size):
    """A network of the named size with the weights of `path`."""
    net = network.fold(network.MatteNet(**network.SIZES[size]))
    values = stored_values(path)
    wanted = net.state_dict()
    missing = [name for name in wanted if "net." + name not in values and not name.startswith("coarse_head")]
    if missing:
        raise SystemExit(f"{path} lacks {len(missing)} of the network's weights ({missing[0]} ...): it is of another architecture.")
    net.load_state_dict({name: torch.from_numpy(values["net." + name].astype("float32")) if "net." + name in values else value
                         for name, value in wanted.items()})
    return net
