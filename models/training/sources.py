"""Reading the source pictures once into a packed cache, and the split into training and held-out pictures.

The cache is two files: `pixels.npy` (all pictures back to back, memory-mapped later) and `index.json`
(kind, name, split, shape, offset). People are stored as 5 planes (R, G, B, mask, unsure), objects as 4, rooms as 3.
"""
import argparse
import json
import os
import re

import cv2
import numpy as np

# Whole people are held out of the desk clips, not only frames: `eat`, `sister` show one man, `hungry`, `want` another.
HELD_OUT_DESK_CLIPS = {"eat", "sister", "hungry", "want"}
# These frames come from the test clip `at-a-screen.mp4`; they are used to measure, never to train.
TEST_CLIP_GROUPS = {"doctor_26732"}
HELD_OUT_TALKING = {"driving_d19"}

# Folder below `people` -> longest side in the cache. The first two are hand-labelled.
PEOPLE = {"street": 600, "portraits": 600, "desk-silver": 400, "talking-silver": 400, "fmd-silver": 400, "ccp-silver": 500, "cutouts": 320,
          "hands-silver": 400, "gesture-silver": 400, "echo2-silver": 480, "echo3-silver": 480, "heads-silver": 400, "clips-silver": 400,
          "deepface-silver": 400, "zoom-silver": 480}


def number_in(name):
    """First number in a file name, 0 if there is none."""
    found = re.search(r"\d+", name)
    return int(found.group()) if found else 0


def split_of(kind, name):
    """'train', 'held' or 'test' for one picture; the rule depends only on kind and name."""
    stem = os.path.splitext(name)[0]
    clip = stem.rsplit("_", 1)[0]
    number = number_in(stem)
    if kind == "street":       # neighbours may show the same person: hold out blocks of 16 numbers
        return "held" if (number // 16) % 14 == 5 else "train"
    if kind == "portraits":
        return "held" if number % 8 == 3 else "train"
    if kind in ("cutouts", "fmd-silver"):
        return "held" if number % 11 == 5 else "train"
    if kind == "rooms":        # by house number
        return "held" if number % 10 == 7 else "train"
    if kind == "desk-silver":
        return "held" if clip in HELD_OUT_DESK_CLIPS else "train"
    if kind == "talking-silver":
        if clip in TEST_CLIP_GROUPS:
            return "test"
        return "held" if clip in HELD_OUT_TALKING else "train"
    return "train"


def shrink(image, longest):
    """Area-resize so that the longer side is at most `longest`."""
    factor = longest / max(image.shape[:2])
    if factor >= 1:
        return image
    size = (max(1, round(image.shape[1] * factor)), max(1, round(image.shape[0] * factor)))
    return cv2.resize(image, size, interpolation=cv2.INTER_AREA)


def fingerprint(image):
    """64-bit difference hash, to find the same photograph under two names."""
    grey = cv2.resize(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), (9, 8), interpolation=cv2.INTER_AREA).astype(int)
    return np.packbits((grey[:, 1:] > grey[:, :-1]).ravel())


def read_rgb(path):
    """Picture as RGB or None."""
    image = cv2.imread(path, cv2.IMREAD_COLOR)
    return None if image is None else cv2.cvtColor(image, cv2.COLOR_BGR2RGB)


def read_plane(folder, name, shape):
    """A grey picture of `folder` with the picture's own size, or None."""
    path = os.path.join(folder, os.path.splitext(name)[0] + ".png")
    if not os.path.exists(path):
        return None
    plane = cv2.imread(path, cv2.IMREAD_GRAYSCALE)
    return plane if plane.shape == shape else cv2.resize(plane, shape[::-1], interpolation=cv2.INTER_AREA)


def load_people(folder, kind, longest):
    """Yields (name, RGB + mask + unsure) for every picture that has a mask."""
    for name in sorted(os.listdir(os.path.join(folder, "images"))):
        rgb = read_rgb(os.path.join(folder, "images", name))
        mask = None if rgb is None else read_plane(os.path.join(folder, "masks"), name, rgb.shape[:2])
        if mask is None:
            continue
        unsure = read_plane(os.path.join(folder, "unsure"), name, mask.shape)
        if kind in ("street", "portraits"):          # hand labels: hard steps and pin holes
            mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
            mask = cv2.GaussianBlur(mask, (0, 0), 0.8)
        unsure = np.zeros_like(mask) if unsure is None else unsure
        yield name, np.dstack([shrink(rgb, longest), shrink(mask, longest), shrink(unsure, longest)])


def load_objects(folder):
    """Yields (name, RGB + alpha), cropped to the thing."""
    for name in sorted(os.listdir(os.path.join(folder, "images"))):
        rgb = read_rgb(os.path.join(folder, "images", name))
        alpha = None if rgb is None else read_plane(os.path.join(folder, "masks"), name, rgb.shape[:2])
        if alpha is None or (alpha > 127).mean() < 0.02:
            continue
        ys, xs = np.where(alpha > 30)
        box = np.s_[ys.min():ys.max() + 1, xs.min():xs.max() + 1]
        yield name, shrink(np.dstack([rgb, alpha])[box], 320)


def load_rooms(folder):
    """Yields (name, RGB)."""
    for name in sorted(os.listdir(folder)):
        rgb = read_rgb(os.path.join(folder, name))
        if rgb is not None:
            yield name, shrink(rgb, 448)


def prepare(data, cache):
    """Decodes everything below `data` into `cache`."""
    os.makedirs(cache, exist_ok=True)
    entries, arrays, offset = [], [], 0

    def add(kind, name, image):
        entries.append(dict(kind=kind, name=name, split=split_of(kind, name)))
        arrays.append(np.ascontiguousarray(image))

    for kind, longest in PEOPLE.items():
        for name, image in load_people(os.path.join(data, "people", kind), kind, longest):
            if (image[..., 3] > 127).mean() >= 0.01:
                add(kind, name, image)
    for name, image in load_objects(os.path.join(data, "objects")):
        add("objects", name, image)
    for name, image in load_rooms(os.path.join(data, "rooms-more", "images")):
        add("rooms-more", name, image)
    prints = {"train": [], "held": []}
    for name, image in load_rooms(os.path.join(data, "rooms")):
        prints[split_of("rooms", name)].append((len(entries), fingerprint(image)))
        add("rooms", name, image)
    trained = np.array([p for _, p in prints["train"]])
    dropped = 0
    for index, print_ in prints["held"]:             # a held-out room seen in training under another name is no test
        distance = np.unpackbits(trained ^ print_, axis=1).sum(1).min()
        if distance <= 6:
            entries[index]["split"] = "dropped"
            dropped += 1
    for entry, image in zip(entries, arrays):
        entry["shape"], entry["offset"] = list(image.shape), offset
        offset += image.size
    pixels = np.lib.format.open_memmap(os.path.join(cache, "pixels.npy"), "w+", np.uint8, (offset,))
    for entry, image in zip(entries, arrays):
        pixels[entry["offset"]:entry["offset"] + image.size] = image.ravel()
    pixels.flush()
    with open(os.path.join(cache, "index.json"), "w") as out:
        json.dump(entries, out)
    counts = {}
    for entry in entries:
        key = f"{entry['kind']}/{entry['split']}"
        counts[key] = counts.get(key, 0) + 1
    print(json.dumps(counts, indent=1), f"duplicate rooms dropped: {dropped}, {offset / 1e6:.0f} MB")


class Cache:
    """The packed pictures; `get` returns a view, no copy."""

    def __init__(self, folder):
        self.pixels = np.load(os.path.join(folder, "pixels.npy"), mmap_mode="r")
        with open(os.path.join(folder, "index.json")) as file:
            self.entries = json.load(file)

    def indices(self, kind, split):
        """Numbers of the pictures of one kind and split."""
        return [i for i, e in enumerate(self.entries) if e["kind"] == kind and e["split"] == split]

    def get(self, index):
        """One picture (height x width x planes)."""
        entry = self.entries[index]
        size = int(np.prod(entry["shape"]))
        return np.asarray(self.pixels[entry["offset"]:entry["offset"] + size]).reshape(entry["shape"])


def add_arguments(parser: argparse.ArgumentParser):
    """Options every command shares."""
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
    parser.add_argument("--data", default=os.path.normpath(os.path.join(root, "..", "shared", "data")))
    parser.add_argument("--cache", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "streamshield-training"))
