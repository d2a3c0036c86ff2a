"""The tables of the model card: a checkpoint on every held-out set, and overlays to look at."""
import os

import cv2
import numpy as np
import torch

import clips
import compose
import evaluate
import sources
from export import load_average


def photographs(cache, kind, seed=11):
    """Held-out photographs of one kind, each cropped to a webcam's framing, nothing else changed."""
    composer, rng = compose.Composer(cache, "held"), np.random.default_rng(seed)
    composer.people = {kind: composer.people[kind]}
    frames, mattes = [], []
    for index in composer.people[kind]:
        image = cache.get(index)
        planes = compose.warp(np.ascontiguousarray(image), composer.place(image, kind, rng, natural=True), cv2.BORDER_REFLECT_101)
        frames.append(planes[..., :3])
        mattes.append(planes[..., 3])
    return np.stack(frames), np.stack(mattes)


def posters(cache, count=100, seed=13):
    """Held-out rooms with one framed photograph of a held-out person; nobody is there."""
    composer, rng = compose.Composer(cache, "held"), np.random.default_rng(seed)
    frames = []
    for _ in range(count):
        frame = composer.room(rng)
        composer.add_poster(frame, rng)
        frames.append(np.clip(frame, 0, 255).astype(np.uint8))
    return np.stack(frames), np.zeros((count,) + frames[0].shape[:2], np.uint8)


def held_out_sets(options):
    """Name -> (frames, mattes)."""
    cache = sources.Cache(options.cache)
    held_rooms = cache.indices("rooms", "held")
    rooms = [cache.get(i) for i in held_rooms[::len(held_rooms) // 6][:6]]
    sets = {
        "portraits, whole, stretched": evaluate.whole_pictures(cache, "portraits"),
        "street photographs, webcam crop": photographs(cache, "street"),
        "composites, camera faults": evaluate.composites(cache, 300, 17),
        "composites, two people": evaluate.composites(cache, 100, 19, people=2),
        "desk clips, held-out men": evaluate.whole_pictures(cache, "desk-silver"),
        "at-a-screen": evaluate.whole_pictures(cache, "talking-silver", "test"),
        "talking head, held out": evaluate.whole_pictures(cache, "talking-silver"),
        "empty rooms": evaluate.empty_rooms(cache),
        "rooms with a poster of a person": posters(cache),
    }
    if os.path.isdir(os.path.join(options.data, "clips")):
        sets["dancer over 6 rooms"] = clips.dancer_over(options.data, rooms)
        sets["dancer over 6 rooms, upper body"] = clips.dancer_over(options.data, rooms, upper=True)
        sets["yellow-wall (wall only)"] = clips.yellow_wall(options.data)
    return sets


def overlay(frame, alpha):
    """Frame beside the same frame with everything hidden painted blue-grey."""
    a = alpha[..., None]
    return np.hstack([frame, np.round(frame * a + np.array([40, 70, 160]) * (1 - a)).astype(np.uint8)])


def sheet(frames, alphas, columns=4, limit=24):
    """Contact sheet of overlays."""
    chosen = np.linspace(0, len(frames) - 1, min(limit, len(frames))).round().astype(int)
    cells = [overlay(frames[i], alphas[i]) for i in chosen]
    while len(cells) % columns:
        cells.append(np.zeros_like(cells[0]))
    return np.vstack([np.hstack(cells[i:i + columns]) for i in range(0, len(cells), columns)])


def report(options):
    """Command `evaluate`: prints a Markdown table; with --sheets writes overlays (never into the repository)."""
    torch.set_num_threads(1)
    net = load_average(os.path.join(options.cache, options.run + ".pt"))
    print("| set | pictures | IoU at 0.5 | room shown | worst picture | person missed | mean error |\n|---|---|---|---|---|---|---|")
    for name, (frames, mattes) in held_out_sets(options).items():
        alpha = evaluate.predict(net, frames)
        f = evaluate.figures(alpha, mattes)
        truth_known = "iou" in f and "wall only" not in name
        person = [f"{f['iou']:.3f}", f"{f['missed'] * 100:.1f} %", f"{f['mean_error']:.4f}"] if truth_known else ["-"] * 3
        print(f"| {name} | {int(f['n'])} | {person[0]} | {f['room_shown'] * 100:.2f} % | {f['worst'] * 100:.1f} % | {person[1]} | {person[2]} |", flush=True)
        if options.sheets:
            os.makedirs(options.sheets, exist_ok=True)
            file = "".join(c if c.isalnum() else "-" for c in name) + ".png"
            cv2.imwrite(os.path.join(options.sheets, file), sheet(frames, alpha)[..., ::-1])


def add_arguments(parser):
    """Options of the command `evaluate`."""
    parser.add_argument("--run", default="run")
    parser.add_argument("--sheets", help="folder for overlay pictures, outside the repository")
