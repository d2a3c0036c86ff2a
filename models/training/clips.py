"""Test pictures taken from clips. None of these clips is trained on."""
import os

import cv2
import numpy as np

from evaluate import squeeze


def frames_of(path, every=1, limit=None):
    """Every n-th frame of a clip as RGB at its own size."""
    reader, number, frames = cv2.VideoCapture(path), 0, []
    while limit is None or len(frames) < limit:
        if not reader.grab():
            break
        if number % every == 0:
            ok, frame = reader.retrieve()
            if not ok:
                break
            frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
        number += 1
    return frames


def dancer(data, every=30):
    """(colour, alpha 0..1) pairs; the decoder widens the alpha clip from video range to 0..255."""
    folder = os.path.join(data, "clips")
    colours = frames_of(os.path.join(folder, "dancer-colour.mp4"), every)
    alphas = frames_of(os.path.join(folder, "dancer-alpha.mp4"), every)
    pairs = []
    for colour, alpha in zip(colours, alphas):
        grey = alpha[..., 0].astype(np.float32)
        pairs.append((colour, np.clip(grey / 255, 0, 1)))
    return pairs


def dancer_over(data, rooms, every=30, upper=False):
    """The dancer laid over every room. `upper`: cropped to the upper body, as a webcam sees people."""
    frames, mattes = [], []
    for colour, alpha in dancer(data, every):
        if upper:
            ys, xs = np.where(alpha > 0.5)
            if len(ys) < 100:
                continue
            tall = (ys.max() - ys.min()) * 0.55
            wide = tall * 16 / 9
            x0 = int(np.clip((xs.min() + xs.max()) / 2 - wide / 2, 0, max(alpha.shape[1] - wide, 0)))
            y0 = int(max(ys.min() - tall * 0.12, 0))
            cut = np.s_[y0:y0 + int(tall), x0:x0 + int(wide)]
            colour, alpha = colour[cut], alpha[cut]
        small, matte = squeeze(colour).astype(np.float32), squeeze(alpha)
        for room in rooms:
            frames.append(np.round(small * matte[..., None] + squeeze(room) * (1 - matte[..., None])).astype(np.uint8))
            mattes.append(np.round(matte * 255).astype(np.uint8))
    return np.stack(frames), np.stack(mattes)


def yellow_wall(data, every=30):
    """The man before the yellow wall. No true matte; what is strongly yellow-green is certainly wall, the rest unknown.

    Unknown pixels get 0.5, so that only `room_shown` means something.
    """
    frames = np.stack([squeeze(f) for f in frames_of(os.path.join(data, "clips", "yellow-wall.mp4"), every)])
    mattes = np.full(frames.shape[:3], 128, np.uint8)
    for frame, matte in zip(frames, mattes):
        hue, saturation, value = cv2.split(cv2.cvtColor(frame, cv2.COLOR_RGB2HSV))
        wall = ((hue > 24) & (hue < 42) & (saturation > 170) & (value > 90)).astype(np.uint8)
        matte[cv2.erode(wall, np.ones((3, 3), np.uint8)) > 0] = 0
    return frames, mattes
