"""How a person moves over a short sequence of frames."""
import cv2
import numpy as np

SPEEDS = (0.001, 0.008, 0.03)        # standard deviation of the way in a frame, as a share of the width: still, at ease, in haste
SHARES = (0.3, 0.45, 0.25)
TURNING = 0.12                       # share of sequences in which somebody turns round, and so grows narrower or wider


class Motion:
    """One way through a few frames: a steady drift and turn, limbs that move on their own, and the outline that breathes."""

    def __init__(self, rng, size, centre):
        """`centre` (x, y): about where the body is."""
        self.width, self.height = size
        self.centre = centre
        speed = rng.choice(SPEEDS, p=SHARES) * self.width
        self.way = rng.normal(0, speed, 2) * (1, 0.4)
        self.turn = rng.normal(0, 60 * speed / self.width)
        self.growth = rng.normal(0, 0.4 * speed / self.width)
        self.widening = rng.normal(0, 0.12) if rng.random() < TURNING else 0.0
        self.sway = cv2.resize(rng.standard_normal((4, 6, 2), dtype=np.float32) * np.float32(0.25 * speed), size, interpolation=cv2.INTER_CUBIC)
        self.limbs = [(rng.normal(0, 0.12, 2) * self.width + centre, rng.uniform(0.04, 0.12) * self.width, rng.normal(0, 0.015, 2) * self.width)
                      for _ in range(rng.integers(0, 3))]

    def at(self, moment):
        """Where each pixel of the frame `moment` steps later comes from: two maps for `cv2.remap`."""
        y, x = np.mgrid[0:self.height, 0:self.width].astype(np.float32)
        matrix = cv2.getRotationMatrix2D((self.centre[0], float(self.height)), float(self.turn * moment), float(np.exp(self.growth * moment)))
        stretch = np.exp(self.widening * moment)
        matrix[0] *= stretch
        matrix[:, 2] += self.way * moment + (self.centre[0] * (1 - stretch), 0)
        back = cv2.invertAffineTransform(matrix).astype(np.float32)
        from_x, from_y = back[0, 0] * x + back[0, 1] * y + back[0, 2], back[1, 0] * x + back[1, 1] * y + back[1, 2]
        for place, reach, move in self.limbs:
            near = np.exp(-((x - place[0]) ** 2 + (y - place[1]) ** 2) / (2 * reach ** 2)) * np.float32(moment)
            from_x, from_y = from_x - near * move[0], from_y - near * move[1]
        return (from_x + self.sway[..., 0] * moment).astype(np.float32), (from_y + self.sway[..., 1] * moment).astype(np.float32)

    def apply(self, moment, *planes):
        """The planes as they are `moment` steps later; what the frame's edge cuts goes on beyond it."""
        if moment == 0:
            return planes
        maps = self.at(moment)
        return tuple(cv2.remap(plane, *maps, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for plane in planes)
