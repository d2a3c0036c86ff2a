"""Figures of mattes against the truth, and the quick check of a network during its training."""
import cv2
import numpy as np
import torch

import feeding
import hints
import sets
import sources


def boundary_f(shown, person, tolerance):
    """F measure of two outlines, met within so many pixels (Martin, Fowlkes and Malik 2004; Perazzi et al. 2016 for the tolerance)."""
    def outline(mask):
        return cv2.morphologyEx(mask, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 0

    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * tolerance + 1, 2 * tolerance + 1))
    mine, true = outline(shown.astype(np.uint8)), outline(person.astype(np.uint8))
    if not mine.any() or not true.any():
        return float(mine.any() == true.any())
    precision = (mine & (cv2.dilate(true.astype(np.uint8), kernel) > 0)).sum() / mine.sum()
    recall = (true & (cv2.dilate(mine.astype(np.uint8), kernel) > 0)).sum() / true.sum()
    return 2 * precision * recall / max(precision + recall, 1e-9)


def figures(alpha, mattes, edges=False):
    """Per picture: IoU at 0.5 and (with `edges`) boundary F where somebody is there, share of room shown, of person missed; arrays with NaN where void.

    `room shown` counts pixels that are certainly room (matte < 5 %) with alpha over 0.5, `missed` pixels that are certainly person (> 95 %)
    with alpha below. Soft edge pixels count in neither.
    """
    truth, shown = mattes / 255.0, alpha > 0.5
    person, room, sure = truth > 0.5, truth < 0.05, truth > 0.95
    sides = (1, 2)
    has = person.sum(sides) > 0.001 * person[0].size

    def where(values):
        return np.where(has, values, np.nan)

    result = {
        "iou": where((shown & person).sum(sides) / np.maximum((shown | person).sum(sides), 1)),
        "shown": (shown & room).sum(sides) / np.maximum(room.sum(sides), 1),
        "missed": where((~shown & sure).sum(sides) / np.maximum(sure.sum(sides), 1)),
    }
    if edges:
        tolerance = round(0.008 * np.hypot(*mattes.shape[1:]))
        result["edge"] = where([boundary_f(s, p, tolerance) for s, p in zip(shown, person)])
    return result


def warping_error(frames, alpha, mattes):
    """Flicker: mean change of alpha along the flow of the true matte's surroundings, in thousandths; lower is calmer (Lai et al. 2018)."""
    flow = cv2.DISOpticalFlow_create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    greys = [cv2.cvtColor(f, cv2.COLOR_RGB2GRAY) for f in frames]
    height, width = greys[0].shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    errors = []
    for last in range(len(frames) - 1):
        move = flow.calc(greys[last + 1], greys[last], None)
        back = [cv2.remap(p, x + move[..., 0], y + move[..., 1], cv2.INTER_LINEAR) for p in (alpha[last], mattes[last] / 255.0)]
        steady = np.abs(back[1] - mattes[last + 1] / 255.0) < 0.1        # where the truth itself follows the flow
        errors.append(np.abs(back[0] - alpha[last + 1])[steady].mean())
    return 1000 * float(np.mean(errors))


def predict(net, samples, batch=16):
    """The streamer's and everybody's alpha, 0..1 (N x 2 x H x W), for uint8 samples of the model's size."""
    net.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(net(*feeding.to_input(samples[i:i + batch]))).float().numpy() for i in range(0, len(samples), batch)]
    return np.concatenate(parts)


def quick_sets(folder, size):
    """Small fixed sets for the checks during training, at the model's size."""
    cache = sources.Cache(folder)
    return {"composites": sets.composites(cache, 64, 7, size=size),
            "with plate": sets.composites(cache, 64, 7, case=sets.PLATE_CASES[1], size=size),
            "followed": sets.followed(cache, 64, 23, size=size),
            "portraits": sets.webcam_crops(cache, "portraits", size=size),
            "faces": sets.webcam_crops(cache, "fmd-silver", size=size),
            "street": sets.webcam_crops(cache, "street", size=size),
            "empty": sets.empty_rooms(cache, 48, size=size)}


def quick(net, quick_sets):
    """Mean figures on the small sets."""
    result = {}
    for name, samples in quick_sets.items():
        values = figures(predict(net, samples)[:, 0], samples[..., hints.MATTE])
        result[name] = {key: round(float(np.nanmean(v)), 4) for key, v in values.items() if not np.isnan(v).all()}
    return result
