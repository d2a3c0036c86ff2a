"""int8: the exported graph with every convolution's inputs, weights and outputs quantised (QDQ form, static ranges, weights per channel).

ONNX Runtime turns the pairs of QuantizeLinear and DequantizeLinear into integer kernels (Jacob et al. 2018, *Quantization and Training of
Neural Networks for Efficient Integer-Arithmetic-Only Inference*). Ranges come from running the graph on training samples.
"""
import numpy as np
import onnx
import onnx.helper
import onnx.numpy_helper
import torch
import torch.nn.functional as F

QUANTISED = {"Conv", "Add", "Relu", "MaxPool", "Resize"}     # what runs on integers; the rest stays float
TAIL = 1e-4                                                  # share of the values at each end that may be cut off
PAIR_MAX = 128                                               # times 255 still fits in 16 bits


def attributes(node):
    """Attributes by name."""
    return {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}


def run_node(node, inputs):
    """One node of the exported graph, computed by PyTorch. Only what the network's export uses."""
    kind, given, x = node.op_type, attributes(node), inputs[0] if inputs else None
    if kind == "Conv":
        return F.conv2d(x, inputs[1], inputs[2], given["strides"], given["pads"][:2], given["dilations"], given["group"])
    if kind == "ConvTranspose":
        return F.conv_transpose2d(x, inputs[1], inputs[2], given["strides"], given["pads"][:2])
    if kind == "MaxPool":
        return F.max_pool2d(x, given["kernel_shape"], given["strides"], given["pads"][:2])
    if kind == "Resize":
        return F.interpolate(x, size=tuple(int(v) for v in inputs[3][2:]), mode="bilinear", align_corners=False)
    if kind == "Slice":
        start, end, axis = (int(v.flatten()[0]) for v in inputs[1:4])
        return x.narrow(axis, start, min(end, x.shape[axis]) - start)
    if kind == "Concat":
        return torch.cat(inputs, given["axis"])
    if kind == "GlobalAveragePool":
        return x.mean((2, 3), keepdim=True)
    plain = {"Identity": lambda: x, "Shape": lambda: torch.tensor(x.shape), "Relu": lambda: F.relu(x), "Add": lambda: x + inputs[1], "Sub": lambda: x - inputs[1], "Mul": lambda: x * inputs[1],
             "Abs": lambda: x.abs(), "Sigmoid": lambda: torch.sigmoid(x), "Constant": lambda: torch.from_numpy(onnx.numpy_helper.to_array(given["value"]).copy())}
    if kind not in plain:
        raise SystemExit(f"quantise.py does not know the operation {kind}: add it to run_node.")
    return plain[kind]()


def constants_of(graph):
    """The graph's parameters as tensors."""
    return {i.name: torch.from_numpy(onnx.numpy_helper.to_array(i).copy()) for i in graph.initializer}


def run(graph, constants, inputs):
    """Every tensor of the graph by name."""
    values = dict(constants, **{i.name: v for i, v in zip(graph.input, inputs)})
    for node in graph.node:
        values[node.output[0]] = run_node(node, [values[n] if n else None for n in node.input])
    return values


def tidy(path, inputs):
    """Rewrites an exported graph: sizes become constants, and parameters of equal value, which the exporter shares, get values of their own."""
    model = onnx.load(path)
    graph = model.graph
    values = run(graph, constants_of(graph), inputs)
    parameters = {i.name for i in graph.initializer}
    for node in list(graph.node):
        if node.op_type == "Identity" and node.input[0] in parameters:
            graph.initializer.append(onnx.numpy_helper.from_array(values[node.output[0]].numpy(), node.output[0]))
            graph.node.remove(node)
        elif node.op_type == "Resize":
            node.input[1] = node.input[2] = ""
            node.input[3] = node.output[0] + "_size"
            graph.initializer.append(onnx.numpy_helper.from_array(np.array(values[node.output[0]].shape, np.int64), node.input[3]))
    used = {o.name for o in graph.output}
    for node in reversed(list(graph.node)):
        if used.isdisjoint(node.output):
            graph.node.remove(node)
        else:
            used.update(node.input)
    onnx.save(model, path)


def ranges(graph, samples):
    """Tensor name -> (low, high) over the samples, each a tuple of the network's inputs; the outermost values are cut off."""
    constants, found = constants_of(graph), {}
    for sample in samples:
        for name, value in run(graph, constants, sample).items():
            if name not in constants and value.dtype == torch.float32 and value.ndim == 4:
                ordered = value.flatten().sort()[0]
                cut = int(len(ordered) * TAIL)
                found.setdefault(name, []).append((float(ordered[cut]), float(ordered[-1 - cut])))
    # the mean over the samples' ends with the outermost beside it: one odd picture must not cost the others their resolution
    return {name: (np.mean([p[0] for p in pairs]) * 0.5 + min(p[0] for p in pairs) * 0.5,
                   np.mean([p[1] for p in pairs]) * 0.5 + max(p[1] for p in pairs) * 0.5) for name, pairs in found.items()}


def pair_sums(steps):
    """Largest sum of the positive, and of the negative, steps that a processor without VNNI adds up in 16 bits: neighbours in the order kernel row, column, channel."""
    flat = steps.transpose(0, 2, 3, 1).reshape(len(steps), -1).astype(np.int32)
    flat = np.pad(flat, ((0, 0), (0, flat.shape[1] % 2))).reshape(len(flat), -1, 2)
    return np.maximum(np.maximum(flat, 0).sum(2).max(1), np.maximum(-flat, 0).sum(2).max(1))


def safe_steps(weight):
    """Scale and int8 steps per output channel, as fine as they can be while no pair of products overflows 16 bits.

    Processors without VNNI multiply unsigned by signed bytes with VPMADDUBSW, which saturates sums of two products: 255 x 128 is the most that
    fits. With such sums in four channels of five, 26 instead of 9 % of the people in composites were missed there.
    """
    scale = (np.abs(weight).reshape(len(weight), -1).max(1) / 127).clip(1e-9)
    while True:
        steps = np.round(weight / scale[:, None, None, None])
        excess = pair_sums(steps) / PAIR_MAX
        if excess.max() <= 1:
            return scale.astype(np.float32), steps.astype(np.int8)
        scale *= np.where(excess > 1, np.maximum(excess, 1.002), 1)


class Writer:
    """Collects the nodes and constants of the quantised graph."""

    def __init__(self, found):
        self.found, self.nodes, self.constants, self.pairs, self.scales = found, [], [], {}, {}

    def constant(self, name, value):
        """Adds a constant and gives its name."""
        self.constants.append(onnx.numpy_helper.from_array(value, name))
        return name

    def activation(self, name):
        """The dequantised name of a tensor; makes its pair once."""
        if name in self.pairs:
            return self.pairs[name]
        low, high = min(self.found[name][0], 0.0), max(self.found[name][1], 0.0)
        scale = self.scales[name] = np.float32(max(high - low, 1e-6) / 255)
        zero = np.uint8(np.clip(round(-low / float(scale)), 0, 255))
        parameters = [self.constant(name + "_scale", np.array(scale)), self.constant(name + "_zero", np.array(zero))]
        self.nodes.append(onnx.helper.make_node("QuantizeLinear", [name] + parameters, [name + "_quantized"], name + "_q"))
        self.nodes.append(onnx.helper.make_node("DequantizeLinear", [name + "_quantized"] + parameters, [name + "_dequantized"], name + "_dq"))
        self.pairs[name] = name + "_dequantized"
        self.pairs[name + "_dequantized"] = self.pairs[name]
        return self.pairs[name]

    def weights(self, node, values, activation):
        """Dequantised names of a convolution's weight (int8 per output channel) and bias (int32)."""
        weight, bias = values[node.input[1]], values[node.input[2]]
        scale, quantised = safe_steps(weight)
        names = []
        for name, data, steps in ((node.input[1], quantised, scale),
                                  (node.input[2], np.round(bias / (scale * self.scales[activation])).clip(-2**31, 2**31 - 1).astype(np.int32),
                                   (scale * self.scales[activation]).astype(np.float32))):
            inputs = [self.constant(name + "_quantized", data), self.constant(name + "_scale", steps),
                      self.constant(name + "_zero", np.zeros(len(steps), data.dtype))]
            self.nodes.append(onnx.helper.make_node("DequantizeLinear", inputs, [name + "_dequantized"], name + "_dq", axis=0))
            names.append(name + "_dequantized")
        return names


def quantise(path, target, samples, keep_float=()):
    """Writes the int8 graph; convolutions whose weight name starts with one of `keep_float` stay as they are."""
    model = onnx.load(path)
    graph = model.graph
    values = {i.name: onnx.numpy_helper.to_array(i) for i in graph.initializer}
    writer = Writer(ranges(graph, samples))
    outputs, used = {o.name for o in graph.output}, {}
    for node in graph.node:
        for name in node.input:
            used.setdefault(name, []).append(node)
    produced = {n.output[0]: n for n in graph.node}
    for node in graph.node:
        float_conv = node.op_type == "Conv" and node.input[1].startswith(tuple(keep_float))
        inputs = list(node.input)
        if node.op_type == "Conv" and not float_conv:
            inputs[0] = writer.activation(inputs[0])
            inputs[1:] = writer.weights(node, values, node.input[0])
        elif node.op_type in QUANTISED and not float_conv:
            for at, name in enumerate(inputs):
                if name in writer.found and (at == 0 or node.op_type == "Add") and not (node.op_type == "Relu" and produced[name].op_type in ("Conv", "Add")):
                    inputs[at] = writer.activation(name)
        else:
            inputs = [writer.pairs.get(name, name) for name in inputs]
        copy = onnx.helper.make_node(node.op_type, inputs, list(node.output), node.name)
        copy.attribute.extend(node.attribute)
        writer.nodes.append(copy)
        name = node.output[0]
        follows = used.get(name, [])
        before_relu = len(follows) == 1 and follows[0].op_type == "Relu"
        if node.op_type in QUANTISED and not float_conv and name not in outputs and not before_relu:
            writer.activation(name)
    quantised = {name for node in writer.nodes for name in node.input}
    kept = [i for i in graph.initializer if i.name in quantised]
    graph.ClearField("node")
    graph.node.extend(writer.nodes)
    graph.ClearField("initializer")
    graph.initializer.extend(kept + writer.constants)
    onnx.checker.check_model(model)
    onnx.save(model, target)
