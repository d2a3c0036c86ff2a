"""Measuring a checkpoint on pictures it never trained on."""
import numpy as np
import torch

import compose
import feeding
import sources
from network import HEIGHT, WIDTH


def squeeze(image):
    """Whole picture stretched to the model's size, as the application does."""
    import cv2
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def whole_pictures(cache, kind, split="held"):
    """Frames and mattes of all pictures of a kind, stretched."""
    pictures = [squeeze(cache.get(i)) for i in cache.indices(kind, split)]
    return np.stack([p[..., :3] for p in pictures]), np.stack([p[..., 3] for p in pictures])


def composites(cache, count, seed, people=1):
    """Held-out people over held-out rooms, with everything the camera does to them."""
    import photometry
    composer, rng = compose.Composer(cache, "held"), np.random.default_rng(seed)
    frames, mattes = [], []
    for _ in range(count):
        frame, matte = composer.composite(rng, people)
        frames.append(photometry.camera(frame, rng))
        mattes.append(np.round(matte * 255).astype(np.uint8))
    return np.stack(frames), np.stack(mattes)


def empty_rooms(cache, count=None):
    """Held-out rooms as they are; nobody is there."""
    indices = cache.indices("rooms", "held")[:count]
    frames = np.stack([squeeze(cache.get(i)) for i in indices])
    return frames, np.zeros(frames.shape[:3], np.uint8)


def quick_sets(folder):
    """Small fixed sets for the checks during training."""
    cache = sources.Cache(folder)
    return {"composites": composites(cache, 64, 7), "empty": empty_rooms(cache, 48),
            "portraits": whole_pictures(cache, "portraits"), "desk": whole_pictures(cache, "desk-silver")}


def predict(net, frames, batch=16):
    """Alpha 0..1 (N x H x W) for uint8 frames."""
    net.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(net(feeding.to_input(frames[i:i + batch])))[:, 0].numpy() for i in range(0, len(frames), batch)]
    return np.concatenate(parts)


def figures(alpha, mattes):
    """IoU at 0.5 (mean over pictures with a person), share of room shown, share of person missed, mean error.

    `room shown` counts pixels that are certainly room (matte < 5 %) with alpha over 0.5, per picture and averaged;
    `worst` is its worst picture. Soft edge pixels count in neither.
    """
    truth = mattes / 255.0
    shown = alpha > 0.5
    person, room = truth > 0.5, truth < 0.05
    sides = (1, 2)
    false_fg = (shown & room).sum(sides) / np.maximum(room.sum(sides), 1)
    result = {"n": len(alpha), "room_shown": false_fg.mean(), "worst": false_fg.max()}
    has = person.sum(sides) > 40
    if has.any():
        union = (shown | person).sum(sides)
        result["iou"] = ((shown & person).sum(sides)[has] / union[has]).mean()
        sure = truth > 0.95
        result["missed"] = ((~shown & sure).sum(sides)[has] / np.maximum(sure.sum(sides)[has], 1)).mean()
        result["mean_error"] = np.abs(alpha - truth).mean()
    return {k: round(float(v), 4) for k, v in result.items()}


def quick(net, sets):
    """Figures on the small sets."""
    return {name: figures(predict(net, frames), mattes) for name, (frames, mattes) in sets.items()}
