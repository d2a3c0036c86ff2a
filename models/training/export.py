"""Writing the averaged weights as ONNX with the manifest beside it."""
import hashlib
import json
import os
import warnings

import cv2
import numpy as np
import torch

import network

LICENCE = "as the StreamShield repository; the training pictures have their own terms, listed in MODEL_CARD.md"
SOURCE = "trained from scratch with models/training; no other network's weights"


INPUTS = {"frame": 3, "plate": 4, "prior": 1}


def manifest_for(onnx_bytes, file_name, version):
    """What the application needs to feed the model; `mean` and `scale` apply to 0..255 values."""
    return {
        "schema": 1, "name": "streamshield", "title": "StreamShield person matte, 256x144",
        "version": version, "file": file_name, "sha256": hashlib.sha256(onnx_bytes).hexdigest(),
        "licence": LICENCE, "source": SOURCE,
        "input": {"name": "frame", "width": network.WIDTH, "height": network.HEIGHT, "layout": "NCHW", "channels": "RGB",
                  "mean": list(network.MEAN), "scale": [round(s, 9) for s in network.SCALE]},
        "plate": {"name": "plate"}, "prior": {"name": "prior"},
        "output": {"name": "alpha", "layout": "NCHW", "channels": 2, "channel": 0, "doubt": 1, "activation": "none"},
    }


def difference_from_torch(path, net):
    """Largest difference between the file, run by OpenCV, and the network itself, on seeded noise pictures."""
    reader = cv2.dnn.readNetFromONNX(path)
    generator = torch.Generator().manual_seed(5)
    worst = 0.0
    for _ in range(3):
        inputs = {name: torch.nn.functional.interpolate(torch.randn(1, channels, 9, 16, generator=generator), mode="bilinear", align_corners=False,
                                                        size=(network.HEIGHT, network.WIDTH)) for name, channels in INPUTS.items()}
        for name, value in inputs.items():
            reader.setInput(value.numpy(), name)
        with torch.no_grad():
            worst = max(worst, float(np.abs(reader.forward() - net(*inputs.values()).numpy()).max()))
    return worst


def load_average(path):
    """The averaged network of a checkpoint, ready to run."""
    state = torch.load(path, map_location="cpu")["average"]
    net = network.shaped_like(state)
    net.load_state_dict(state)
    return network.fold(net).to(memory_format=torch.contiguous_format).eval()


def export(options):
    """Command `export`."""
    torch.set_num_threads(1)
    net = network.ExportNet(load_average(os.path.join(options.cache, options.run + ".pt"))).eval()
    path = os.path.join(options.out, "streamshield.onnx")
    inputs = tuple(torch.zeros(1, channels, network.HEIGHT, network.WIDTH) for channels in INPUTS.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(net, inputs, path, opset_version=13, input_names=list(INPUTS), output_names=["alpha"],
                          do_constant_folding=True)
    difference = difference_from_torch(path, net)
    if difference > 1e-3:
        raise SystemExit(f"the exported file differs from the network by {difference}")
    with open(path, "rb") as file:
        data = file.read()
    with open(os.path.join(options.out, "streamshield.json"), "w", newline="\n") as file:
        json.dump(manifest_for(data, "streamshield.onnx", options.version), file, indent=2)
        file.write("\n")
    print(f"{path}: {len(data) / 1e6:.2f} MB, {network.parameter_count(net)} parameters, differs by {difference:.1e}")


def add_arguments(parser):
    """Options of the command `export`."""
    here = os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("--run", default="run")
    parser.add_argument("--out", default=os.path.normpath(os.path.join(here, "..")))
    parser.add_argument("--version", default="2")
