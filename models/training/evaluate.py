"""Measuring a checkpoint on pictures it never trained on."""
import cv2
import numpy as np
import torch

import compose
import feeding
import hints
import sources
from network import HEIGHT, WIDTH


PLATE_CASES = ("none", "clean", "shifted 2 px", "light 20 %", "half known")


def squeeze(image):
    """Whole picture stretched to the model's size, as the application does."""
    return cv2.resize(image, (WIDTH, HEIGHT), interpolation=cv2.INTER_AREA)


def bare(frames, mattes):
    """Samples without any hint (see hints.py)."""
    samples = np.zeros(mattes.shape + (hints.PLANES,), np.uint8)
    samples[..., hints.FRAME], samples[..., hints.MATTE] = frames, mattes
    return samples


def whole_pictures(cache, kind, split="held"):
    """All pictures of a kind, stretched."""
    pictures = [squeeze(cache.get(i)) for i in cache.indices(kind, split)]
    return bare(np.stack([p[..., :3] for p in pictures]), np.stack([p[..., 3] for p in pictures]))


def give_plate(sample, plate, case, number):
    """Adds one of the plate cases to a sample (in place): always the same for the same number."""
    rng = np.random.default_rng(number)
    height, width = sample.shape[:2]
    if case == "shifted 2 px":
        angle = rng.uniform(0, 2 * np.pi)
        matrix = np.float32([[1, 0, 2 * np.cos(angle)], [0, 1, 2 * np.sin(angle)]])
        plate = cv2.warpAffine(plate, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    elif case == "light 20 %":
        plate = np.clip(plate * np.float32(rng.choice([0.8, 1.2])), 0, 255).astype(np.uint8)
    sample[..., hints.PLATE] = plate
    sample[..., hints.KNOWN] = 255
    if case == "half known":
        sample[..., hints.KNOWN][hints.blobs((height, width), rng, 0.5)] = 0


def composites(cache, count, seed, people=1, case="none"):
    """Held-out people over held-out rooms, with everything the camera does to them; the same frames for every plate case."""
    composer, rng = compose.Composer(cache, "held"), np.random.default_rng(seed)
    samples = []
    for number in range(count):
        frame, room, matte = composer.composite(rng, people)
        shot, plate = composer.seen_by_camera(frame, room, rng)
        sample = bare(shot, np.round(np.clip(matte, 0, 1) * 255).astype(np.uint8))
        if case != "none":
            give_plate(sample, plate, case, number)
        samples.append(sample)
    return np.stack(samples)


def empty_rooms(cache, count=None, plate=False):
    """Held-out rooms as they are; nobody is there."""
    indices = cache.indices("rooms", "held")[:count]
    frames = np.stack([squeeze(cache.get(i)) for i in indices])
    samples = bare(frames, np.zeros(frames.shape[:3], np.uint8))
    if plate:
        for number, sample in enumerate(samples):
            rng = np.random.default_rng(number)
            noisy = np.clip(sample[..., hints.FRAME] + rng.normal(0, 3, (HEIGHT, WIDTH, 3)), 0, 255).astype(np.uint8)
            give_plate(sample, sample[..., hints.FRAME].copy(), "clean", number)
            sample[..., hints.FRAME] = noisy
    return samples


def quick_sets(folder):
    """Small fixed sets for the checks during training."""
    cache = sources.Cache(folder)
    return {"composites": composites(cache, 64, 7), "with plate": composites(cache, 64, 7, case="clean"),
            "empty": empty_rooms(cache, 48), "portraits": whole_pictures(cache, "portraits"), "desk": whole_pictures(cache, "desk-silver")}


def predict(net, samples, batch=16):
    """Alpha and doubt 0..1 (N x 2 x H x W) for uint8 samples."""
    net.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(net(*feeding.to_input(samples[i:i + batch]))).numpy() for i in range(0, len(samples), batch)]
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
    return {name: figures(predict(net, samples)[:, 0], samples[..., hints.MATTE]) for name, samples in sets.items()}
