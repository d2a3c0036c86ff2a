"""What is known beside the frame: the plate as an application would have it, and the matte of the frame before.

A sample is one uint8 array, height x width x 11: frame R G B, plate R G B, known (0 or 255), prior matte, the streamer's true matte,
everybody's true matte, and where neither is sure (255 = leave out of the loss). Without a prior the streamer is everybody.
"""
import cv2
import numpy as np

FRAME, PLATE, KNOWN, PRIOR, MATTE, EVERYBODY, UNSURE = slice(0, 3), slice(3, 6), 6, 7, 8, 9, 10
PLANES = 11
LEAST_PRIOR = 60         # a prior that is nowhere above this (of 255) tells nothing


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


def nothing(matte):
    """No prior."""
    return np.zeros(matte.shape, np.uint8)


def cut_away(prior, rng):
    """The prior without a part: pieces, one side, or what lies round one point."""
    h, w = prior.shape
    draw = rng.random()
    if draw < 0.4:
        return prior * ~blobs((h, w), rng, rng.uniform(0.1, 0.7))
    ys, xs = np.where(prior > 0.5)
    if not len(ys):
        return prior
    at = rng.integers(len(ys))
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    if draw < 0.7:                                        # beyond a line through the body
        angle = rng.uniform(0, 2 * np.pi)
        return prior * ((x - xs[at]) * np.cos(angle) + (y - ys[at]) * np.sin(angle) < rng.uniform(0, 0.1) * w)
    reach = rng.uniform(0.04, 0.2) * w                    # a hand, a head
    return prior * ((x - xs[at]) ** 2 + (y - ys[at]) ** 2 > reach ** 2)


def prior_of(matte, rng, others=()):
    """The streamer's matte of the frame before: near this one, sometimes far from it, torn, or with something of the room or of the others."""
    h, w = matte.shape
    spread = w / 256 * (9 if rng.random() < 0.2 else 2)
    matrix = cv2.getRotationMatrix2D((w / 2, h), rng.normal(0, 1.0), float(np.exp(rng.normal(0, 0.02))))
    matrix[:, 2] += rng.normal(0, spread, 2)
    prior = matte
    if others and rng.random() < 0.2:
        prior = np.maximum(prior, cut_away(others[rng.integers(len(others))], rng))
    prior = cv2.warpAffine(prior, matrix, (w, h))
    if rng.random() < 0.3:
        side = int(rng.choice([3, 5, 7]))
        prior = (cv2.erode if rng.random() < 0.5 else cv2.dilate)(prior, np.ones((side, side), np.uint8))
    if rng.random() < 0.35:
        prior = cut_away(prior, rng)
    if rng.random() < 0.15:
        prior = np.maximum(prior, blobs((h, w), rng, rng.uniform(0.03, 0.15)) * np.float32(rng.uniform(0.4, 1.0)))
    if rng.random() < 0.2:
        prior = prior * np.float32(rng.uniform(0.4, 1.0))
    return np.round(np.clip(cv2.GaussianBlur(prior.astype(np.float32), (0, 0), rng.uniform(0.5, 1.5)), 0, 1) * 255).astype(np.uint8)


def pack(frame, streamer, everybody, prior, unsure):
    """A sample whose room nobody knows."""
    sample = np.zeros(streamer.shape + (PLANES,), np.uint8)
    sample[..., FRAME], sample[..., PRIOR] = frame, prior
    for plane, values in ((MATTE, streamer), (EVERYBODY, everybody), (UNSURE, unsure)):
        sample[..., plane] = np.round(np.clip(values, 0, 1) * 255)
    return sample


def add_plate(sample, plate, rng):
    """Adds a composite's empty room (in place); a plate may hold something that is no longer there."""
    plate = drift(plate, rng)
    everybody = sample[..., EVERYBODY] / np.float32(255)
    if rng.random() < 0.08:
        wrong = blobs(everybody.shape, rng, rng.uniform(0.03, 0.15))
        plate[wrong] = np.roll(plate, int(rng.integers(10, max(11, plate.shape[1] // 2))), 1)[wrong]
    sample[..., PLATE] = plate
    sample[..., KNOWN] = known_area(everybody, rng)


def drop(sample, rng):
    """Takes hints away at random (in place), so that the same weights work with all, some or none."""
    if rng.random() < 0.5:
        sample[..., PLATE] = 0
        sample[..., KNOWN] = 0
    if rng.random() < 0.3 or sample[..., PRIOR].max() < LEAST_PRIOR:
        sample[..., PRIOR] = 0
        sample[..., MATTE] = sample[..., EVERYBODY]
    return sample
