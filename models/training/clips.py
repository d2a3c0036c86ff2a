"""Test pictures taken from clips. None of these clips is trained on."""
import functools
import os

import cv2
import numpy as np

import hints
import sets


def frames_of(path, first=0, count=None, every=1):
    """Every n-th frame of a part of a clip as RGB at its own size."""
    reader, number, frames = cv2.VideoCapture(path), 0, []
    while count is None or len(frames) < count:
        if not reader.grab():
            break
        if number >= first and (number - first) % every == 0:
            ok, frame = reader.retrieve()
            if not ok:
                break
            frames.append(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
        number += 1
    return frames


@functools.lru_cache(maxsize=2)
def dancer(data, first, count):
    """(colour, alpha 0..1) pairs; the decoder widens the alpha clip from video range to 0..255."""
    folder = os.path.join(data, "clips")
    colours = frames_of(os.path.join(folder, "dancer-colour.mp4"), first, count)
    alphas = frames_of(os.path.join(folder, "dancer-alpha.mp4"), first, count)
    return [(c, np.clip(a[..., 0].astype(np.float32) / 255, 0, 1)) for c, a in zip(colours, alphas)]


@functools.lru_cache(maxsize=1)
def upper_body_box(data, first=60, count=60):
    """Where a webcam would look: the dancer's upper body over the whole part of the clip, 16:9."""
    seen = np.max([alpha for _, alpha in dancer(data, first, count)], axis=0) > 0.5
    ys, xs = np.where(seen)
    tall = (ys.max() - ys.min()) * 0.6
    wide = min(tall * 16 / 9, seen.shape[1])
    x0 = int(np.clip((xs.min() + xs.max()) / 2 - wide / 2, 0, seen.shape[1] - wide))
    y0 = int(max(ys.min() - tall * 0.08, 0))
    return np.s_[y0:y0 + int(tall), x0:x0 + int(wide)]


def yellow_wall(data, every=30):
    """The man before the yellow wall. No true matte; what is strongly yellow-green is certainly wall, the rest unknown.

    Unknown pixels get 0.5, so that only the room shown means something.
    """
    frames = np.stack([sets.stretch(f) for f in frames_of(os.path.join(data, "clips", "yellow-wall.mp4"), every=every)])
    mattes = np.full(frames.shape[:3], 128, np.uint8)
    for frame, matte in zip(frames, mattes):
        hue, saturation, value = cv2.split(cv2.cvtColor(frame, cv2.COLOR_RGB2HSV))
        wall = ((hue > 24) & (hue < 42) & (saturation > 170) & (value > 90)).astype(np.uint8)
        matte[cv2.erode(wall, np.ones((3, 3), np.uint8)) > 0] = 0
    samples = np.zeros(mattes.shape + (hints.PLANES,), np.uint8)
    samples[..., hints.FRAME], samples[..., hints.MATTE] = frames, mattes
    return samples
