"""Writing the averaged weights as ONNX with the manifest beside it."""
import hashlib
import json
import os
import warnings

import cv2
import numpy as np
import torch

import feeding
import network
import quantise

LICENCE = "as the StreamShield repository; the encoder began with ResNet18 of Microsoft.ML.DnnImageFeaturizer.ResNet18 (MIT); the training pictures have their own terms, listed in MODEL_CARD.md"
SOURCE = "trained with models/training; the encoder began with ImageNet weights (ResNet18, MIT)"
CALIBRATION = 160        # training samples whose ranges int8 takes over
NORMED = 1600            # training samples on which the batch norms' statistics are measured anew
BATCH = 16
SEED = 29

INPUTS = {"frame": 3, "plate": 4, "prior": 1}


def manifest_for(onnx_bytes, name, title, version, size):
    """What the application needs to feed the model; `mean` and `scale` apply to 0..255 values."""
    return {
        "schema": 1, "name": name, "title": title,
        "version": version, "file": name + ".onnx", "sha256": hashlib.sha256(onnx_bytes).hexdigest(),
        "licence": LICENCE, "source": SOURCE,
        "input": {"name": "frame", "width": size[0], "height": size[1], "fit": "letterbox", "layout": "NCHW", "channels": "RGB",
                  "mean": list(network.MEAN), "scale": [round(s, 9) for s in network.SCALE]},
        "plate": {"name": "plate"}, "prior": {"name": "prior"}, "quickSums": True,     # quantise.safe_steps
        "output": {"name": "alpha", "layout": "NCHW", "channels": 2, "channel": 0, "everybody": 1, "activation": "none"},
    }


def difference_from_torch(path, net, size):
    """Largest difference between the file, run by OpenCV, and the network itself, on seeded noise pictures."""
    reader = cv2.dnn.readNetFromONNX(path)
    generator = torch.Generator().manual_seed(5)
    worst = 0.0
    for _ in range(3):
        inputs = {name: torch.nn.functional.interpolate(torch.randn(1, channels, 9, 16, generator=generator), mode="bilinear", align_corners=False,
                                                        size=size[::-1]) for name, channels in INPUTS.items()}
        for name, value in inputs.items():
            reader.setInput(value.numpy(), name)
        with torch.no_grad():
            worst = max(worst, float(np.abs(reader.forward() - net(*inputs.values()).numpy()).max()))
    return worst


def load_average(path, size, cache):
    """The averaged network of a checkpoint, ready to run."""
    state = torch.load(path, map_location="cpu")["average"]
    net = network.shaped_like(size, state)
    net.load_state_dict(state)
    measure_norms(net, cache, network.FRAMES[size])
    return network.fold(net).to(memory_format=torch.contiguous_format).eval()


def measure_norms(net, cache, size):
    """Measures the batch norms' statistics with the averaged weights (in place): those averaged along the way fit none of the weights
    (Izmailov et al. 2018, *Averaging Weights Leads to Wider Optima and Better Generalization*)."""
    norms = [m for m in net.modules() if isinstance(m, torch.nn.BatchNorm2d)]
    for norm in norms:
        norm.reset_running_stats()
        norm.momentum = None
    if norms:
        net.train()
        with torch.no_grad():
            for inputs in feeding.fixed_inputs(cache, size, NORMED, SEED, BATCH):
                net(*inputs, with_coarse=True)


def export(options):
    """Command `export`."""
    torch.set_num_threads(1)
    size = network.FRAMES[options.model]
    net = network.ExportNet(load_average(os.path.join(options.cache, options.run + ".pt"), options.model, options.cache)).eval()
    name = "streamshield" if options.model == "fine" else "streamshield-" + options.model
    path = os.path.join(options.out, name + ".onnx")
    inputs = tuple(torch.zeros(1, channels, *size[::-1]) for channels in INPUTS.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(net, inputs, path, opset_version=13, input_names=list(INPUTS), output_names=["alpha"],
                          do_constant_folding=True)
    quantise.tidy(path, inputs)
    difference = difference_from_torch(path, net, size)
    if difference > 1e-3:
        raise SystemExit(f"the exported file differs from the network by {difference}")
    if not options.float:
        with torch.no_grad():
            quantise.quantise(path, path, feeding.fixed_inputs(options.cache, size, CALIBRATION, SEED), options.keep_float)
    with open(path, "rb") as file:
        data = file.read()
    title = f"StreamShield person matte, {options.model}, {size[0]}x{size[1]}"
    with open(os.path.join(options.out, name + ".json"), "w", newline="\n") as file:
        json.dump(manifest_for(data, name, title, options.version, size), file, indent=2)
        file.write("\n")
    print(f"{path}: {len(data) / 1e6:.2f} MB, {network.parameter_count(net)} parameters, differs by {difference:.1e}")


def add_arguments(parser):
    """Options of the command `export`."""
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--run", default="run")
    parser.add_argument("--model", default="fine", choices=list(network.SIZES))
    parser.add_argument("--float", action="store_true", help="float32 weights instead of int8")
    parser.add_argument("--keep-float", nargs="*", default=[], help="beginnings of weight names that stay float32, such as net.room")
    parser.add_argument("--out", default=os.path.normpath(os.path.join(here, "..")))
    parser.add_argument("--version", default="3")
