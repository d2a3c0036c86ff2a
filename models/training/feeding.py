"""Batches for the trainer, composed in another process so that the trainer's core only trains."""
import multiprocessing as mp
import os

import cv2
import numpy as np
import torch

import compose
import hints
import network
import sources

LENGTH = 3           # frames of a sequence
SINGLE = 0.5         # share of batches of as many single frames: these show more people
USES = 2             # composing costs as much as a step of training: each sequence serves so often, mirrored and with other hints
LETTERBOXED = 0.12    # share of upright, square and 4:3 pictures
STOCK = 300          # sequences among which the next ones are drawn, so that the uses lie far apart


def normalise(rgb):
    """uint8 RGB (N x H x W x 3) -> N x 3 x H x W, exactly what the manifest promises."""
    x = torch.from_numpy(np.ascontiguousarray(rgb)).permute(0, 3, 1, 2).float()
    mean = torch.tensor(network.MEAN).view(1, 3, 1, 1)
    scale = torch.tensor(network.SCALE).view(1, 3, 1, 1)
    return (x - mean) * scale


def plane(samples, index):
    """One plane of uint8 samples as N x 1 x H x W, 0..1."""
    return torch.from_numpy(np.ascontiguousarray(samples[..., index]))[:, None].float() / 255


def to_input(samples):
    """uint8 samples (N x H x W x 11, see hints.py) -> the network's three inputs."""
    known = plane(samples, hints.KNOWN)
    room = torch.cat([normalise(samples[..., hints.PLATE]) * known, known], 1)
    return normalise(samples[..., hints.FRAME]).contiguous(), room, plane(samples, hints.PRIOR)


def to_truth(samples):
    """The streamer's and everybody's true mattes (N x 2 x H x W, 0..1) and where they are sure (N x 1)."""
    return torch.cat([plane(samples, hints.MATTE), plane(samples, hints.EVERYBODY)], 1), 1 - plane(samples, hints.UNSURE)


def fixed_inputs(cache, size, count, seed, batch=1):
    """So many training samples, the same every time, as the network's inputs."""
    composer, rng = compose.Composer(sources.Cache(cache), size=size), np.random.default_rng(seed)
    for _ in range(count // batch):
        yield to_input(np.stack([hints.drop(composer.sample(rng), rng) for _ in range(batch)]))


def _work(cache, batch, seed, size, out):
    """Fills the queue for ever."""
    cv2.setNumThreads(1)
    os.nice(3)
    cache = sources.Cache(cache)
    composer, boxes = compose.Composer(cache, size=size), compose.Letterboxes(cache, size)
    rng = np.random.default_rng(seed)
    stocks = {1: [], LENGTH: []}
    while True:
        length = 1 if rng.random() < SINGLE else LENGTH
        stock, count = stocks[length], batch * LENGTH // length
        while len(stock) < STOCK * LENGTH // length:
            stock.append([(boxes if rng.random() < LETTERBOXED else composer).sequence(rng, length), USES])
            if len(stock) >= 4 * count and rng.random() < 0.6:
                break                                     # the first batches need not wait for a full stock
        sequences = []
        for at in rng.choice(len(stock), count, replace=False):
            stock[at][1] -= 1
            sequence = stock[at][0]
            sequences.append(hints.drop((sequence[:, :, ::-1] if rng.random() < 0.5 else sequence).copy(), rng))
        stocks[length] = [entry for entry in stock if entry[1] > 0]
        out.put(np.stack(sequences, 1))


class Feeder:
    """One composing process; `next` gives a batch of sequences: for each of their frames (the network's inputs, the true mattes, where these are sure)."""

    def __init__(self, cache, batch, seed, size):
        context = mp.get_context("fork")
        self.queue = context.Queue(maxsize=12)
        self.process = context.Process(target=_work, args=(cache, batch, seed, size, self.queue), daemon=True)
        self.process.start()

    def next(self):
        return [(to_input(samples), *to_truth(samples)) for samples in self.queue.get(timeout=900)]

    def close(self):
        self.process.terminate()
