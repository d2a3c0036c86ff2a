"""The tables of the model card: exported models side by side on every held-out set, through the product's own adapter, and overlays to look at."""
import os
import subprocess
import tempfile

import cv2
import numpy as np

import hints
import sets
from evaluate import figures, warping_error

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
TOOL = os.path.join(ROOT, "tests", "StreamShield.Lab", "bin", "Release", "net10.0", "StreamShield.Lab.dll")
REFERENCES = {"mediapipe": "mediapipe.onnx", "selfie": "selfie_segmentation.onnx", "sinet": "SINet_Softmax_simple.onnx", "prisma": "prisma_nchw.onnx",
              "rvm": "rvm_512x288.onnx"}


def model_files(options, folder):
    """Name -> model file with its manifest beside it (the references' manifests come from models/reference)."""
    files = {name: os.path.abspath(path) for name, path in (("fine", options.fine), ("fast", options.fast)) if os.path.exists(path)}
    for name, file in REFERENCES.items():
        source = os.path.join(options.references, file)
        if os.path.exists(source):
            target = os.path.join(folder, file)
            os.symlink(os.path.abspath(source), target)
            os.symlink(os.path.join(ROOT, "models", "reference", name + ".json"), os.path.splitext(target)[0] + ".json")
            files[name] = target
    return {name: path for name, path in files.items() if not options.only or name in options.only}


def run_model(path, part, folder, caution):
    """(alphas 0..1 at the pictures' size, median ms) of one model on a set, by the benchmark project's verb `predict`."""
    pictures, alphas = os.path.join(folder, "pictures.raw"), os.path.join(folder, "alphas.raw")
    command = ["dotnet", TOOL, "predict", path, pictures, alphas, str(sets.SIZE[0]), str(sets.SIZE[1]), str(caution)]
    said = subprocess.run(command + (["clip"] if part.clip else []), check=True, capture_output=True, text=True).stdout.split()
    width, height = int(said[-3]), int(said[-2])
    small = np.fromfile(alphas, np.uint8).reshape(-1, height, width)
    return np.stack([cv2.resize(a, sets.SIZE, interpolation=cv2.INTER_LINEAR) for a in small]) / np.float32(255), float(said[-1])


def write_pictures(part, folder):
    """The set as `predict` reads it: frames in blue, green, red, each followed by its plate."""
    with open(os.path.join(folder, "pictures.raw"), "wb") as file:
        for sample in part.samples:
            for plane in (sample[..., hints.FRAME][..., ::-1], sample[..., hints.PLATE][..., ::-1], sample[..., hints.KNOWN]):
                file.write(np.ascontiguousarray(plane).tobytes())


def overlay(frame, alpha):
    """Frame beside the same frame with everything hidden painted blue-grey."""
    a = alpha[..., None]
    return np.hstack([frame, np.round(frame * a + np.array([40, 70, 160]) * (1 - a)).astype(np.uint8)])


def worst_cases(part, alpha, values, path, columns=2, count=20):
    """Contact sheet of the pictures with the most room shown, then the most of the person missed."""
    badness = values["shown"] * 4 + np.nan_to_num(values["missed"])
    cells = [overlay(part.samples[i][..., hints.FRAME], alpha[i]) for i in np.argsort(-badness)[:count]]
    cells += [np.zeros_like(cells[0])] * (-len(cells) % columns)
    cv2.imwrite(path, np.vstack([np.hstack(cells[i:i + columns]) for i in range(0, len(cells), columns)])[..., ::-1])


def groups(part, values):
    """Yields (trait, its part of the pictures, figures): framing, lighting and the luminance of what is probably the face."""
    frames, mattes = part.samples[..., hints.FRAME], part.samples[..., hints.MATTE]
    light = np.array([cv2.cvtColor(np.ascontiguousarray(f), cv2.COLOR_RGB2GRAY).mean() for f in frames])
    cover = (mattes > 127).mean((1, 2))
    face = np.array([face_luminance(f, m) for f, m in zip(frames, mattes)])
    for trait, measure, bounds in (("person covers", cover, (0.15, 0.35)), ("picture's mean level", light, (70, 130)), ("face's mean level", face, (80, 130))):
        for low, high in zip((-1,) + bounds, bounds + (1e9,)):
            chosen = (measure > low) & (measure <= high) & ~np.isnan(values["iou"])
            if chosen.sum() >= 5:
                said = f"up to {bounds[0]:g}" if low < 0 else f"over {low:g}" if high > 1e8 else f"{low:g} to {high:g}"
                yield trait, said, int(chosen.sum()), {k: np.nanmean(v[chosen]) for k, v in values.items()}


def face_luminance(frame, matte):
    """Median level of the middle of the topmost seventh of the person: a face, if it is seen upright; NaN without a person."""
    ys, xs = np.where(matte > 200)
    if len(ys) < 300:
        return np.nan
    top = ys.min()
    tall = max((xs.max() - xs.min()) * 0.35, 12)
    head = (ys > top + 0.35 * tall) & (ys < top + tall)
    if head.sum() < 20:
        return np.nan
    middle = np.median(xs[head])
    near = head & (np.abs(xs - middle) < 0.25 * tall)
    return float(np.median(frame[ys[near], xs[near]].mean(1))) if near.any() else np.nan


def row(name, count, values, flicker):
    """One line of the table."""
    def percent(key):
        return "-" if np.isnan(values[key]).all() else f"{100 * np.nanmean(values[key]):.2f} %"

    def share(key):
        return "-" if np.isnan(values[key]).all() else f"{np.nanmean(values[key]):.3f}"

    return (f"| {name} | {count} | {share('iou')} | {share('edge')} | {percent('shown')} | {100 * values['shown'].max():.1f} % | "
            f"{percent('missed')} | {'-' if flicker is None else f'{flicker:.1f}'} |")


def report(options):
    """Command `evaluate`: prints Markdown tables; with --sheets writes overlays (never into the repository)."""
    subprocess.run(["dotnet", "build", "-c", "Release", "-v", "q", "--nologo", os.path.join(ROOT, "tests", "StreamShield.Lab")], check=True, capture_output=True)
    os.makedirs(options.sheets, exist_ok=True) if options.sheets else None
    with tempfile.TemporaryDirectory() as folder:
        models = model_files(options, folder)
        tables = {name: {} for name in models}
        times, traits = {name: [] for name in models}, []
        for part in sets.held_out(options):
            write_pictures(part, folder)
            for name, path in models.items():
                if name in REFERENCES and part.samples[..., hints.KNOWN].any():
                    continue                                    # they know no plate: the same pictures were measured without one
                alpha, milliseconds = run_model(path, part, folder, options.caution)
                mattes = part.samples[..., hints.MATTE]
                values = figures(alpha, mattes, edges=True)
                if not part.wholly:
                    values.update({key: np.full(len(alpha), np.nan) for key in ("iou", "edge", "missed")})
                flicker = warping_error(part.samples[..., hints.FRAME], alpha, mattes) if part.clip else None
                tables[name].setdefault(part.name, []).append((values, flicker))
                times[name].append(milliseconds)
                if name == "fine" and part.name in options.traits_of:
                    traits += [(part.name,) + group for group in groups(part, values)]
                if name in ("fine", "fast") and options.sheets:
                    file = name + "-" + "".join(c if c.isalnum() else "-" for c in part.name) + f"-{len(tables[name][part.name])}.png"
                    worst_cases(part, alpha, values, os.path.join(options.sheets, file))
            print(f"measured: {part.name}", flush=True)
    for name, table in tables.items():
        print(f"\n**{name}**, {np.median(times[name]):.2f} ms per picture, one thread\n")
        print("| set | pictures | IoU | boundary F | room shown | worst picture | person missed | flow-warping error |\n|---|---|---|---|---|---|---|---|")
        for set_name, parts in table.items():
            values = {key: np.concatenate([p[0][key] for p in parts]) for key in parts[0][0]}
            flickers = [p[1] for p in parts if p[1] is not None]
            print(row(set_name, len(values["shown"]), values, np.mean(flickers) if flickers else None))
    print("\n| set | trait | pictures | IoU | room shown | person missed |\n|---|---|---|---|---|---|")
    for set_name, trait, said, count, mean in traits:
        print(f"| {set_name} | {trait} {said} | {count} | {mean['iou']:.3f} | {100 * mean['shown']:.2f} % | {100 * mean['missed']:.1f} % |")


def add_arguments(parser):
    """Options of the command `evaluate`."""
    parser.add_argument("--fine", default=os.path.join(ROOT, "models", "streamshield.onnx"))
    parser.add_argument("--fast", default=os.path.join(ROOT, "models", "streamshield-fast.onnx"))
    parser.add_argument("--only", nargs="*", help="names of the models to measure; all without it")
    parser.add_argument("--references", default=os.path.join(ROOT, "..", "shared", "models"), help="folder of other models to measure beside it")
    parser.add_argument("--caution", type=float, default=0.5, help="how much the model's doubt hides, 0 to 1")
    parser.add_argument("--sheets", help="folder for overlay pictures of the worst cases, outside the repository")
    parser.add_argument("--traits-of", nargs="*", default=["composites, no plate", "composites, clean plate"], help="sets to split by framing, light and face")
