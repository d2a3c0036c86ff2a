"""What is known beside the frame: the plate as an application would have it, and the matte of the frame before.

A sample is one uint8 array, height x width x 9: frame R G B, plate R G B, known (0 or 255), prior matte, true matte.
"""
import cv2
import numpy as np

FRAME, PLATE, KNOWN, PRIOR, MATTE = slice(0, 3), slice(3, 6), 6, 7, 8
PLANES = 9


def drift(plate, rng):
    """The plate against the frame after the application has aligned it: a rest of shift, light and white balance, sometimes much of it."""
    h, w = plate.shape[:2]
    draw = rng.random()
    spread = 0.3 if draw < 0.7 else 2.5 if draw < 0.9 else 1.0
    shift = rng.normal(0, spread, 2) if spread < 2 else rng.uniform(-spread, spread, 2)
    turn = rng.normal(0, 0.15) if rng.random() < 0.2 else 0.0
    matrix = cv2.getRotationMatrix2D((w / 2, h / 2), turn, 1.0)
    matrix[:, 2] += shift
    plate = cv2.warpAffine(plate, matrix, (w, h), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    draw = rng.random()
    light, balance = (0.015, 0.008) if draw < 0.6 else (0.06, 0.02) if draw < 0.85 else (0.15, 0.03)
    gain = np.exp(rng.normal(0, light) + rng.normal(0, balance, 3)).astype(np.float32)
    plate = plate * gain + np.float32(rng.normal(0, light * 40))
    if rng.random() < 0.15:                               # a lamp or a screen that was not on
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        angle = rng.uniform(0, 2 * np.pi)
        plate *= (1 + (np.cos(angle) * (x / w - 0.5) + np.sin(angle) * (y / h - 0.5)) * np.float32(rng.uniform(0.1, 0.5)))[..., None]
    return np.clip(plate, 0, 255).astype(np.uint8)


def blobs(shape, rng, share):
    """Random smooth areas that cover about `share` of the picture; bool."""
    field = cv2.resize(rng.standard_normal((6, 9), dtype=np.float32), shape[::-1], interpolation=cv2.INTER_CUBIC)
    return field < np.quantile(field[::8, ::8], share)


def known_area(matte, rng):
    """How far the room is known: often whole, else in part; a learnt plate does not know what is behind its streamer."""
    known = np.full(matte.shape, 255, np.uint8)
    draw = rng.random()
    if draw < 0.45:
        return known
    if draw < 0.7:
        known[blobs(matte.shape, rng, rng.uniform(0.15, 0.8))] = 0
        return known
    reach = int(rng.integers(3, 30))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    behind = cv2.dilate((matte > 0.02).astype(np.uint8), kernel)
    if rng.random() < 0.5:                                # the streamer has moved since
        move = np.float32([[1, 0, rng.normal(0, 25)], [0, 1, rng.normal(0, 10)]])
        behind = cv2.warpAffine(behind, move, behind.shape[::-1])
    known[behind > 0] = 0
    return known


def prior_of(matte, rng):
    """The matte of the frame before: near this one, sometimes far from it, torn or with something that is not there."""
    h, w = matte.shape
    if rng.random() < 0.12:
        other = matte[:, ::-1] if rng.random() < 0.5 else np.roll(matte, int(rng.integers(20, w - 20)), 1)
        return np.round(other * 255).astype(np.uint8) if rng.random() < 0.7 else np.zeros((h, w), np.uint8)
    far = rng.random() < 0.2
    matrix = cv2.getRotationMatrix2D((w / 2, h), rng.normal(0, 1.0), float(np.exp(rng.normal(0, 0.02))))
    matrix[:, 2] += rng.normal(0, 12 if far else 2.0, 2)
    prior = cv2.warpAffine(matte, matrix, (w, h))
    if rng.random() < 0.3:
        side = int(rng.choice([3, 5]))
        prior = (cv2.erode if rng.random() < 0.5 else cv2.dilate)(prior, np.ones((side, side), np.uint8))
    if rng.random() < 0.15:
        prior = prior * ~blobs((h, w), rng, rng.uniform(0.1, 0.5))
    if rng.random() < 0.12:
        prior = np.maximum(prior, blobs((h, w), rng, rng.uniform(0.05, 0.2)))
    return np.round(np.clip(cv2.GaussianBlur(prior.astype(np.float32), (0, 0), 0.7), 0, 1) * 255).astype(np.uint8)


def without_plate(frame, matte, rng):
    """A photograph: nobody knows its room."""
    sample = np.zeros(matte.shape + (PLANES,), np.uint8)
    sample[..., FRAME] = frame
    sample[..., PRIOR] = prior_of(matte, rng)
    sample[..., MATTE] = np.round(np.clip(matte, 0, 1) * 255)
    return sample


def with_plate(frame, plate, matte, rng):
    """A composite with its empty room; a plate may hold something that is no longer there."""
    sample = without_plate(frame, matte, rng)
    plate = drift(plate, rng)
    if rng.random() < 0.08:
        wrong = blobs(matte.shape, rng, rng.uniform(0.03, 0.15))
        plate[wrong] = np.roll(plate, int(rng.integers(10, 120)), 1)[wrong]
    sample[..., PLATE] = plate
    sample[..., KNOWN] = known_area(matte, rng)
    return sample


def drop(sample, rng):
    """Takes hints away at random (in place), so that the same weights work with all, some or none."""
    if rng.random() < 0.4:
        sample[..., PLATE] = 0
        sample[..., KNOWN] = 0
    if rng.random() < 0.5:
        sample[..., PRIOR] = 0
    return sample
