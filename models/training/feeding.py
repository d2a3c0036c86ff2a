"""Batches for the trainer, composed in another process so that the trainer's core only trains."""
import multiprocessing as mp
import os

import cv2
import numpy as np
import torch

import compose
import network
import sources


def to_input(frames):
    """uint8 RGB (N x H x W x 3) -> normalised float tensor (N x 3 x H x W), exactly what the manifest promises."""
    x = torch.from_numpy(np.ascontiguousarray(frames)).permute(0, 3, 1, 2).float()
    mean = torch.tensor(network.MEAN).view(1, 3, 1, 1)
    scale = torch.tensor(network.SCALE).view(1, 3, 1, 1)
    return ((x - mean) * scale).contiguous()


def _work(cache, batch, seed, size, out):
    """Fills the queue for ever."""
    cv2.setNumThreads(1)
    os.nice(3)
    composer = compose.Composer(sources.Cache(cache), size=size)
    rng = np.random.default_rng(seed)
    while True:
        samples = [composer.sample(rng) for _ in range(batch)]
        out.put((np.stack([s[0] for s in samples]), np.stack([s[1] for s in samples])))


class Feeder:
    """One composing process; `next` gives (input tensor, matte tensor 0..1)."""

    def __init__(self, cache, batch, seed, size):
        context = mp.get_context("fork")
        self.queue = context.Queue(maxsize=12)
        self.process = context.Process(target=_work, args=(cache, batch, seed, size, self.queue), daemon=True)
        self.process.start()

    def next(self):
        frames, mattes = self.queue.get(timeout=900)
        return to_input(frames), torch.from_numpy(mattes)[:, None].float() / 255

    def close(self):
        self.process.terminate()
