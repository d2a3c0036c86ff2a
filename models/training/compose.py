"""Composing one training sample: a frame, who is in it, and what is known of its room (see hints.py for the planes)."""
import cv2
import numpy as np

import hints
import photometry
from motion import Motion
from network import HEIGHT, PADDING, WIDTH
from scenery import Scenery, lay, warp

MOTION = 0.02        # how far somebody in front moves in a frame: standard deviation, as a share of the width
NARROW = 0.12        # share of people who are turned aside, and so are narrower
UNFOLLOWED = 0.25          # share of the groups without a prior: the truth is everybody


def estimate_foreground(rgb, alpha):
    """Colours of the person carried outwards past the edge, so that no old background travels along."""
    inner = (cv2.erode(alpha, np.ones((3, 3), np.uint8)) > 0.95).astype(np.float32)
    colour, weight = rgb * inner[..., None], inner
    result, have = rgb.copy(), inner
    for sigma in (1.0, 2.5, 6.0):
        c, w = cv2.GaussianBlur(colour, (0, 0), sigma), cv2.GaussianBlur(weight, (0, 0), sigma)
        fill = c / np.maximum(w, 1e-4)[..., None]
        use = (have < 0.5) & (w > 0.02)
        result[use] = fill[use]
        have = np.where(use, 1.0, have).astype(np.float32)
    return result


class Composer(Scenery):
    """Draws samples from the cache; everything random comes from the generator given to each call."""

    def __init__(self, cache, split="train", size=(WIDTH, HEIGHT)):
        super().__init__(cache, split, size)
        self.moment = 0                    # how many frames later than the sequence's first one
        self.chosen = ()                   # which of its people are the streamer

    # ---- pieces ----
    def place(self, image, kind, rng, natural):
        """Affine matrix that frames the person like a webcam does. `natural`: the photograph must fill the frame."""
        mask = image[..., 3]
        h, w = mask.shape
        ys, xs = np.where(mask > 127)
        top, bottom = np.percentile(ys, 0.5), np.percentile(ys, 99.5)
        left, right = np.percentile(xs, 1), np.percentile(xs, 99)
        body = max(bottom - top, 8.0)
        edge = [(mask[:, :3] > 127).mean() > .03, (mask[:, -3:] > 127).mean() > .03, (mask[-3:] > 127).mean() > .03]
        whole = kind in ("street", "ccp-silver") or (bottom - top) > 1.9 * (right - left)
        if whole:        # mostly upper body, often the legs as well: dancers, and whoever stands up
            shown = rng.choice([rng.uniform(0.13, 0.24), rng.uniform(0.22, 0.6), rng.uniform(0.6, 1.05)], p=[0.12, 0.38, 0.5])
        else:
            shown = rng.choice([rng.uniform(0.75, 1.15), rng.uniform(0.4, 1.0)], p=[0.65, 0.35])
        target = self.height * (rng.uniform(0.6, 0.97) if rng.random() < 0.8 else rng.uniform(0.35, 0.7))
        sy = target / (body * shown)
        sx = sy * self.aspect(rng)
        if natural:
            sx, sy = max(sx, self.width / w), max(sy, self.height / h)
            if sx / sy > 1.6 or sy / sx > 1.6:
                sx = sy = max(sx, sy)
        elif not any(edge[:2]) and rng.random() < NARROW:
            sx *= rng.uniform(0.4, 0.8)
        elif edge[0] and edge[1] and sx * w < self.width:
            grow = self.width / (sx * w)
            sx, sy = (sx * grow, sy * grow) if grow < 1.5 else (sx, sy)
        head_at = self.height - target if shown < 1 else (self.height - target) * rng.random()
        if rng.random() < 0.08:
            head_at -= self.height * rng.uniform(0, 0.25)     # the top of the head cut off
        tx = self.width * np.clip(rng.normal(0.5, 0.17), 0.05, 0.95) - sx * (left + right) / 2
        ty = head_at - sy * top
        if natural:
            tx, ty = np.clip(tx, self.width - sx * w, 0), np.clip(ty, self.height - sy * h, 0)
        else:            # where the photograph cuts the person, the frame must cut them too
            if edge[2]:
                ty = max(ty, self.height - sy * h)
            if edge[0] and not edge[1]:
                tx = min(tx, 0)
            if edge[1] and not edge[0]:
                tx = max(tx, self.width - sx * w)
        matrix = np.array([[sx, 0, tx], [0, sy, ty]], np.float32)
        if not natural and not any(edge):
            turn = cv2.getRotationMatrix2D((self.width / 2, self.height), float(rng.normal(0, 6 if rng.random() < 0.85 else 25)), 1.0)
            matrix = (np.vstack([turn, [0, 0, 1]]) @ np.vstack([matrix, [0, 0, 1]]))[:2].astype(np.float32)
        return matrix

    def lay_over(self, frame, room, image, kind, rng):
        """Lays a person over the frame (in place) and gives their (alpha, unsure); a chair behind them stands in the empty room as well."""
        if rng.random() < 0.5:
            image = image[:, ::-1]
        matrix = self.place(image, kind, rng, natural=False)
        planes = warp(np.ascontiguousarray(image[..., :4]), matrix, cv2.BORDER_CONSTANT, self.size)
        unsure = warp(np.ascontiguousarray(image[..., 4]), matrix, cv2.BORDER_CONSTANT, self.size).astype(np.float32) / 255
        alpha = planes[..., 3].astype(np.float32) / 255
        colour = estimate_foreground(planes[..., :3].astype(np.float32), alpha)
        if rng.random() < 0.15:
            colour = photometry.turn_hue(colour, rng)
        if rng.random() < 0.75:
            colour = photometry.jitter_colour(colour, rng, 0.8)
        if rng.random() < 0.5:             # light of the room falls on the person
            pull = np.float32(rng.uniform(0, 0.5))
            mine = (colour * alpha[..., None]).sum((0, 1)) / max(alpha.sum(), 1)
            colour = np.clip(colour * (1 + pull * (frame.mean((0, 1)) / np.maximum(mine, 10) - 1).clip(-0.7, 1.5)), 0, 255)
        if rng.random() < 0.3:
            colour = photometry.light_gradient(colour, rng)
        if rng.random() < 0.08:
            kernel = photometry.motion_kernel(rng)
            colour, alpha = cv2.filter2D(colour, -1, kernel), cv2.filter2D(alpha, -1, kernel)
        elif rng.random() < 0.3:
            alpha = cv2.GaussianBlur(alpha, (0, 0), rng.uniform(0.4, 0.9))
        ys, xs = np.where(alpha > 0.5)
        if len(ys) and rng.random() < 0.3:
            at = rng.integers(len(ys))
            photometry.take_colour([frame, room], colour, (xs[at], ys[at]), rng)
        if len(ys) and rng.random() < 0.48:
            centre, top = xs.mean() + rng.normal(0, 0.05) * self.width, ys.min()
            if rng.random() < 0.45:
                self.add_chair([frame, room], centre, top, rng)
            else:
                tall = self.height * rng.uniform(0.4, 1.0)
                self.add_object([frame, room], rng, (centre, top + self.height * rng.uniform(0.0, 0.3) + tall / 2), tall)
        if len(ys) and rng.random() < 0.12:     # in a hand, on the head: it belongs to the person
            at = rng.integers(len(ys))
            alpha = np.maximum(alpha, self.add_object([colour], rng, (xs[at], ys[at]), self.height * rng.uniform(0.06, 0.2)))
        motion = Motion(rng, self.size, (xs.mean(), ys.mean()) if len(ys) else (self.width / 2, self.height / 2))
        colour, alpha, unsure = motion.apply(self.moment, colour, alpha, unsure)
        if rng.random() < 0.35:            # soft shadow on what is behind
            shift = np.float32([[1, 0, rng.uniform(-25, 25)], [0, 1, rng.uniform(-5, 20)]])
            shade = cv2.warpAffine(cv2.GaussianBlur(alpha, (0, 0), rng.uniform(3, 14)), shift, self.size)
            frame *= 1 - shade[..., None] * np.float32(rng.uniform(0.1, 0.5))
        lay([frame], colour, alpha[..., None])
        return alpha, unsure * (alpha > 0.05)

    def lay_person(self, room, rng):
        """A copy of the room with somebody in it, for mirrors and screens."""
        seen = room.copy()
        kind, image = self.pick_person(rng)
        self.lay_over(seen, room, image, kind, rng)
        return seen

    # ---- whole samples ----
    def scene(self, rng, people):
        """People over a room: (frame, empty room, the visible alpha of each person, what it was before others came in front, unsure), floats."""
        frame = self.room(rng)
        if rng.random() < 0.4:
            frame = cv2.GaussianBlur(frame, (0, 0), rng.uniform(0.5, 2.5))
        if rng.random() < 0.7:
            frame = photometry.jitter_colour(frame, rng)
        room = frame.copy()
        if rng.random() < (0.15 if people else 0.4):
            self.add_poster([frame, room], rng)
        if rng.random() < 0.15:
            self.add_cloth([frame, room], rng)
        while rng.random() < 0.35:
            self.add_object([frame, room], rng, (self.width * rng.random(), self.height * rng.uniform(0.2, 1.0)), self.height * rng.uniform(0.15, 0.8))
        if not people and rng.random() < 0.2:
            self.add_chair([frame, room], self.width * rng.random(), self.height * rng.uniform(0.1, 0.5), rng)
        if rng.random() < 0.1:             # something was put there since the plate was taken
            rng.choice([self.add_cloth, self.add_poster])([frame], rng)
        mattes, whole, unsure, last = [], [], np.zeros((self.height, self.width), np.float32), None
        for _ in range(people):            # often somebody in the same clothes: the hardest to tell from the streamer
            kind, image = last = last if last and rng.random() < 0.55 else self.pick_person(rng)
            alpha, doubtful = self.lay_over(frame, room, image, kind, rng)
            mattes = [matte * (1 - alpha) for matte in mattes] + [alpha]
            whole.append(alpha.copy())
            unsure = np.maximum(unsure * (1 - alpha), doubtful)
        if rng.random() < (0.14 if people else 0.3):
            self.add_thing_in_front([frame, room] if rng.random() < 0.8 else [frame], mattes + whole, rng)
        if rng.random() < 0.1:             # something on the desk
            cover = self.add_object([frame, room], rng, (self.width * rng.random(), self.height * rng.uniform(0.8, 1.0)), self.height * rng.uniform(0.1, 0.4))
            for matte in mattes + whole:
                matte *= 1 - cover
        return frame, room, mattes, whole, unsure

    def composite(self, rng, people=1):
        """People over a room: (frame, empty room, everybody's matte), floats."""
        frame, room, mattes, _, _ = self.scene(rng, people)
        return frame, room, self.together(mattes)

    def together(self, mattes):
        """Everybody's matte."""
        return np.minimum(np.sum(mattes, 0, np.float32), 1) if mattes else np.zeros((self.height, self.width), np.float32)

    def photograph(self, rng):
        """A real photograph as it is, cropped, sometimes squeezed whole into the frame: (frame, matte, unsure)."""
        kind, image = self.pick_person(rng, natural=True)
        if rng.random() < 0.5:
            image = image[:, ::-1]
        frame, planes = np.ascontiguousarray(image[..., :3]), np.ascontiguousarray(image[..., 3:])
        if rng.random() < 0.1:
            frame, planes = (cv2.resize(p, self.size, interpolation=cv2.INTER_AREA) for p in (frame, planes))
        else:
            matrix = self.place(image, kind, rng, natural=True)
            frame, planes = (warp(p, matrix, cv2.BORDER_REFLECT_101, self.size) for p in (frame, planes))
        motion = Motion(rng, self.size, (self.width / 2, self.height / 2))
        frame, planes = motion.apply(self.moment, frame, planes)
        return frame.astype(np.float32), planes[..., 0].astype(np.float32) / 255, planes[..., 1].astype(np.float32) / 255

    def seen_by_camera(self, frame, room, rng, noise=None):
        """The frame and the stored plate through the same camera, each with its own noise; uint8 both."""
        seed = rng.integers(1 << 32)
        shot = photometry.camera(frame, np.random.default_rng(seed), noise or rng)
        plate = photometry.camera(room, np.random.default_rng(seed), rng, noise=0.3)
        return shot, plate

    def absent(self, rng, everybody):
        """The matte of somebody who was there a moment ago and is gone, away from whoever is there now; None if there is no such place."""
        for _ in range(4):
            kind, image = self.pick_person(rng)
            matte = warp(np.ascontiguousarray(image[..., 3]), self.place(image, kind, rng, natural=False), cv2.BORDER_CONSTANT, self.size) / np.float32(255)
            if (np.minimum(matte, everybody)).sum() < 0.1 * max(everybody.sum(), 1) and matte.sum() > 0.02 * matte.size:
                return matte
        return None

    def frame_before(self, whole, number, rng):
        """The visible matte of one person in the frame before: whoever is in front was elsewhere then."""
        matte = whole[number]
        for front in whole[number + 1:]:
            move = np.float32([[1, 0, rng.normal(0, MOTION) * self.width], [0, 1, rng.normal(0, MOTION / 4) * self.width]])
            matte = matte * (1 - cv2.warpAffine(front, move, self.size))
        return matte

    def followed(self, mattes, whole, rng):
        """(which mattes are the streamer's, their matte of the frame before): one of them, all of them, or somebody who has left."""
        everybody = self.together(mattes)
        draw = rng.random()
        gone = self.absent(rng, everybody) if draw < (0.3 if not mattes else 0.06 if len(mattes) == 1 else 0.12) else None
        if gone is not None:
            return [], hints.prior_of(gone, rng)
        if not mattes:
            return [], hints.nothing(everybody)
        if len(mattes) > 1 and 0.12 <= draw < 0.12 + UNFOLLOWED:
            return range(len(mattes)), hints.nothing(everybody)
        if draw > 0.87:
            return range(len(mattes)), hints.prior_of(everybody, rng, mattes)
        number = rng.integers(len(mattes))
        return [number], hints.prior_of(self.frame_before(whole, number, rng), rng, mattes[:number] + mattes[number + 1:])

    def sample(self, rng):
        """One sample as planes (see hints.py)."""
        return self.sequence(rng, 1)[0]

    def sequence(self, rng, length):
        """Samples of so many frames one after the other, in which people move; plate and prior are those of the first."""
        seeds, draw, samples = rng.integers(1 << 32, size=3), rng.random(), []
        for self.moment in range(length):            # the same choices every time, so the same scene
            scene, camera, hinted = (np.random.default_rng(seed) for seed in seeds)
            samples.append(self.frame_of(draw, scene, camera, hinted, samples[0] if samples else None))
        self.moment = 0
        return np.stack(samples)

    def frame_of(self, draw, scene, camera, hinted, first):
        """One frame of a sequence; `first` is its first frame, whose hints all have."""
        noise = np.random.default_rng(camera.integers(1 << 32) + self.moment)
        if draw < 0.18:
            frame, matte, unsure = self.photograph(scene)
            shot = photometry.camera(frame, camera, noise)
            return hints.pack(shot, matte, matte, hints.prior_of(matte, hinted) if first is None else 0, unsure)
        people = 0 if draw < 0.31 else 1 if draw < 0.57 else 2 if draw < 0.965 else 3
        frame, room, mattes, whole, unsure = self.scene(scene, people)
        shot, plate = self.seen_by_camera(frame, room, camera, noise)
        if first is None:
            self.chosen, prior = self.followed(mattes, whole, hinted)
        sample = hints.pack(shot, self.together([mattes[n] for n in self.chosen]), self.together(mattes), prior if first is None else 0, unsure)
        if first is None:
            hints.add_plate(sample, plate, hinted)
        else:
            sample[..., hints.PLATE], sample[..., hints.KNOWN] = first[..., hints.PLATE], first[..., hints.KNOWN]
        return sample


class Letterboxes:
    """A composer for pictures of other shapes, laid into the middle of the model's frame between bars."""

    RATIOS = (9 / 16, 3 / 4, 1.0, 4 / 3)

    def __init__(self, cache, size):
        self.size = size
        self.composers = [Composer(cache, size=(round(size[1] * ratio), size[1])) for ratio in self.RATIOS]

    def sequence(self, rng, length):
        """Samples of so many frames one after the other."""
        inner = self.composers[rng.integers(len(self.composers))].sequence(rng, length)
        width, height = self.size
        samples = np.zeros((length, height, width, hints.PLANES), np.uint8)
        samples[..., hints.FRAME] = PADDING
        left = (width - inner.shape[2]) // 2
        samples[:, :, left:left + inner.shape[2]] = inner
        return samples
