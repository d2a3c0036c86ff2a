"""Composing one training sample: a frame with its exact matte, and what is known of its room (see hints.py for the planes)."""
import cv2
import numpy as np

import hints
import photometry
from network import HEIGHT, WIDTH

PEOPLE_WEIGHTS = {"street": 0.33, "portraits": 0.43, "desk-silver": 0.11, "talking-silver": 0.13}


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


def warp(image, matrix, border, size=(WIDTH, HEIGHT)):
    """Warp into a frame of `size`; pre-blurs when shrinking a lot."""
    scale = np.sqrt(abs(np.linalg.det(matrix[:, :2])))
    if scale < 0.7:
        image = cv2.GaussianBlur(image, (0, 0), 0.35 / scale)
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)


def lay(pictures, stuff, cover):
    """Blends `stuff` into every picture (in place) where `cover` (0..1) says."""
    for picture in pictures:
        picture[:] = picture * (1 - cover) + stuff * cover


class Composer:
    """Draws samples from the cache; everything random comes from the generator given to each call."""

    def __init__(self, cache, split="train", size=(WIDTH, HEIGHT)):
        self.width, self.height = size
        self.size = size
        self.cache = cache
        self.people = {k: cache.indices(k, split) for k in PEOPLE_WEIGHTS}
        self.people = {k: v for k, v in self.people.items() if v}
        weights = np.array([PEOPLE_WEIGHTS[k] for k in self.people])
        self.kinds, self.weights = list(self.people), weights / weights.sum()
        self.rooms = cache.indices("rooms", split)

    # ---- pieces ----
    def pick_person(self, rng):
        """(kind, picture with mask)."""
        kind = self.kinds[rng.choice(len(self.kinds), p=self.weights)]
        return kind, self.cache.get(int(rng.choice(self.people[kind])))

    def aspect(self, rng):
        """Horizontal stretch: the frame handed to the model may be a squeezed 4:3 or a cropped picture."""
        return rng.choice([1.0, 1.333, rng.uniform(0.8, 1.25)], p=[0.5, 0.25, 0.25])

    def place(self, image, kind, rng, natural):
        """Affine matrix that frames the person like a webcam does. `natural`: the photograph must fill the frame."""
        mask = image[..., 3]
        h, w = mask.shape
        ys, xs = np.where(mask > 127)
        top, bottom = np.percentile(ys, 0.5), np.percentile(ys, 99.5)
        left, right = np.percentile(xs, 1), np.percentile(xs, 99)
        body = max(bottom - top, 8.0)
        edge = [(mask[:, :3] > 127).mean() > .03, (mask[:, -3:] > 127).mean() > .03, (mask[-3:] > 127).mean() > .03]
        whole = kind == "street" or (bottom - top) > 1.9 * (right - left)
        if whole:        # mostly upper body, sometimes all of it
            shown = rng.choice([rng.uniform(0.13, 0.24), rng.uniform(0.22, 0.6), rng.uniform(0.6, 1.05)], p=[0.15, 0.65, 0.2])
        else:
            shown = rng.choice([rng.uniform(0.75, 1.15), rng.uniform(0.4, 1.0)], p=[0.65, 0.35])
        target = self.height * (rng.uniform(0.6, 0.97) if rng.random() < 0.8 else rng.uniform(0.35, 0.7))
        sy = target / (body * shown)
        sx = sy * self.aspect(rng)
        if natural:
            sx, sy = max(sx, self.width / w), max(sy, self.height / h)
            if sx / sy > 1.6 or sy / sx > 1.6:
                sx = sy = max(sx, sy)
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
            turn = cv2.getRotationMatrix2D((self.width / 2, self.height), float(rng.normal(0, 6)), 1.0)
            matrix = (np.vstack([turn, [0, 0, 1]]) @ np.vstack([matrix, [0, 0, 1]]))[:2].astype(np.float32)
        return matrix

    def room(self, rng):
        """A background without people, float RGB."""
        draw = rng.random()
        if draw < 0.10:
            return self.plain_wall(rng)
        if draw < 0.16:
            piece = self.empty_piece(rng)
            if piece is not None:
                return piece
        image = self.cache.get(int(rng.choice(self.rooms)))
        h, w = image.shape[:2]
        ratio = self.width / self.height / self.aspect(rng)
        cw = min(w, h * ratio) * rng.uniform(0.45, 1.0)
        ch = min(cw / ratio, h)
        x, y = rng.uniform(0, w - cw), rng.uniform(0, h - ch)
        matrix = np.array([[self.width / cw, 0, -x * self.width / cw], [0, self.height / ch, -y * self.height / ch]], np.float32)
        out = warp(image, matrix, cv2.BORDER_REFLECT_101, self.size).astype(np.float32)
        return out[:, ::-1].copy() if rng.random() < 0.5 else out

    def plain_wall(self, rng):
        """A painted wall: one colour, uneven light, a little texture."""
        colour = rng.uniform(20, 250, 3).astype(np.float32)
        if rng.random() < 0.4:
            colour = colour.mean() + (colour - colour.mean()) * np.float32(0.2)
        wall = np.broadcast_to(colour, (self.height, self.width, 3)).astype(np.float32)
        blotches = cv2.resize(rng.standard_normal((4, 6), dtype=np.float32), self.size, interpolation=cv2.INTER_CUBIC)
        return np.clip(photometry.light_gradient(wall + blotches[..., None] * rng.uniform(0, 12), rng), 0, 255)

    def empty_piece(self, rng):
        """A part of a street photograph beside the person."""
        image = self.cache.get(int(rng.choice(self.people["street"])))
        h, w = image.shape[:2]
        for _ in range(6):
            cw = rng.uniform(0.3, 0.6) * w
            ch = min(cw * self.height / self.width, h)
            x, y = rng.uniform(0, w - cw), rng.uniform(0, h - ch)
            cut = image[int(y):int(y + ch), int(x):int(x + cw)]
            if cut[..., 3].max() < 20:
                return cv2.resize(cut[..., :3], self.size, interpolation=cv2.INTER_LINEAR).astype(np.float32)
        return None

    def add_poster(self, pictures, rng):
        """A framed photograph of somebody on the wall: not a person."""
        _, image = self.pick_person(rng)
        h, w = image.shape[:2]
        tall = int(self.height * rng.uniform(0.15, 0.6))
        wide = int(np.clip(tall * w / h * rng.uniform(0.8, 1.2), 12, self.width * 0.5))
        picture = cv2.resize(image[..., :3], (wide, tall), interpolation=cv2.INTER_AREA).astype(np.float32)
        picture = photometry.jitter_colour(picture, rng)
        rim = int(rng.integers(0, 5))
        if rim:
            cv2.rectangle(picture, (0, 0), (wide - 1, tall - 1), rng.uniform(0, 255, 3).tolist(), rim)
        x, y = int(rng.uniform(0, self.width - wide)), int(rng.uniform(-tall * 0.3, self.height * 0.75 - tall * 0.5))
        y0, y1 = max(y, 0), min(y + tall, self.height)
        for frame in pictures:
            frame[y0:y1, x:x + wide] = picture[y0 - y:y1 - y]

    def lay_over(self, frame, room, matte, kind, image, rng):
        """Lays a person over the frame (in place); a chair behind them stands in the empty room as well."""
        if rng.random() < 0.5:
            image = image[:, ::-1]
        planes = warp(np.ascontiguousarray(image), self.place(image, kind, rng, natural=False), cv2.BORDER_CONSTANT, self.size)
        alpha = planes[..., 3].astype(np.float32) / 255
        colour = estimate_foreground(planes[..., :3].astype(np.float32), alpha)
        if rng.random() < 0.12:
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
        if rng.random() < 0.35:            # soft shadow on what is behind
            shift = np.float32([[1, 0, rng.uniform(-25, 25)], [0, 1, rng.uniform(-5, 20)]])
            shade = cv2.warpAffine(cv2.GaussianBlur(alpha, (0, 0), rng.uniform(3, 14)), shift, self.size)
            frame *= 1 - shade[..., None] * np.float32(rng.uniform(0.1, 0.5))
        if rng.random() < 0.15 and alpha.max() > 0.5:
            ys, xs = np.where(alpha > 0.5)
            self.add_chair([frame, room], xs.mean() + rng.normal(0, 12), ys.min(), rng)
        a = alpha[..., None]
        frame[:] = frame * (1 - a) + colour * a
        matte[:] = np.maximum(matte, alpha)

    def lay_person(self, room, rng):
        """A copy of the room with somebody in it, for mirrors and screens."""
        seen = room.copy()
        self.lay_over(seen, room, np.zeros((self.height, self.width), np.float32), *self.pick_person(rng), rng)
        return seen

    def add_thing_in_front(self, pictures, matte, rng):
        """A screen, chair or desk edge between camera and person: a flat or textured polygon from the frame's edge."""
        side = rng.integers(0, 3)
        size = rng.uniform(0.08, 0.3)
        w, h = self.width, self.height
        y0, y1 = h * rng.uniform(0.1, 0.6), h * rng.uniform(0.8, 1.1)
        tilt = rng.normal(0, 0.04)
        if side == 0:
            poly = [(0, y0), (w * size, y0 + h * tilt), (w * (size + tilt), y1), (0, y1)]
        elif side == 1:
            poly = [(w, y0), (w * (1 - size), y0 + h * tilt), (w * (1 - size - tilt), y1), (w, y1)]
        else:
            x0, x1 = w * rng.uniform(-0.1, 0.5), w * rng.uniform(0.5, 1.1)
            poly = [(x0, h * (1 - size * 0.8)), (x1, h * (1 - size * 0.8 + tilt)), (x1, h), (x0, h)]
        cover = np.zeros((h, w), np.float32)
        cv2.fillPoly(cover, [np.int32(poly)], 1.0)
        cover = cv2.GaussianBlur(cover, (0, 0), 0.6)
        if rng.random() < 0.5:
            stuff = np.broadcast_to(rng.uniform(5, 120, 3).astype(np.float32), (h, w, 3))
        else:
            stuff = self.room(rng)
        lay(pictures, stuff, cover[..., None])
        matte *= 1 - cover

    def add_cloth(self, pictures, rng):
        """A heap of clothes, a cushion, a towel: cloth or skin colours of a person in the shape of no person."""
        _, image = self.pick_person(rng)
        inside = cv2.erode(image[..., 3], np.ones((9, 9), np.uint8)) > 200
        if not inside.any():
            return
        ys, xs = np.where(inside)
        pick = rng.integers(len(ys))
        half = int(rng.uniform(0.04, 0.15) * image.shape[0]) + 3
        cut = image[max(ys[pick] - half, 0):ys[pick] + half, max(xs[pick] - half, 0):xs[pick] + half]
        cloth = cv2.resize(np.ascontiguousarray(cut[..., :3]), self.size).astype(np.float32)
        angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(5, 10))))
        radius = rng.uniform(0.5, 1.0, len(angles)) * self.height * rng.uniform(0.08, 0.35)
        x, y = rng.uniform(0, self.width), rng.uniform(0.2, 1.0) * self.height
        shape = np.stack([x + radius * np.cos(angles) * rng.uniform(0.7, 1.8), y + radius * np.sin(angles)], 1)
        cover = np.zeros((self.height, self.width), np.float32)
        cv2.fillPoly(cover, [np.int32(shape)], 1.0)
        cover = cv2.GaussianBlur(cv2.GaussianBlur(cover, (0, 0), 4) * 4 - 1.5, (0, 0), 0.8).clip(0, 1)[..., None]
        lay(pictures, photometry.light_gradient(cloth, rng), cover)

    def add_chair(self, pictures, centre, top, rng):
        """The back of a chair behind somebody: a rounded dark or coloured plate around (centre, top), part of the room."""
        half, tall = self.width * rng.uniform(0.07, 0.2), self.height * rng.uniform(0.4, 1.0)
        y = top + self.height * rng.uniform(-0.05, 0.4)
        bend, lean = rng.uniform(0.15, 1.0) * half, rng.normal(0, 0.1) * half
        poly = [(centre - half, y + tall), (centre - half + lean, y + bend), (centre - half + bend * 0.6 + lean, y),
                (centre + half - bend * 0.6 + lean, y), (centre + half + lean, y + bend), (centre + half, y + tall)]
        cover = np.zeros((self.height, self.width), np.float32)
        cv2.fillPoly(cover, [np.int32(poly)], 1.0)
        cover = cv2.GaussianBlur(cover, (0, 0), rng.uniform(0.6, 2.0))[..., None]
        colour = rng.uniform(5, 90, 3) if rng.random() < 0.7 else rng.uniform(10, 240, 3)
        shape = (self.height, self.width, 1)
        back = np.broadcast_to(colour.astype(np.float32), (self.height, self.width, 3))
        back = photometry.light_gradient(back + rng.standard_normal(shape, dtype=np.float32) * 3, rng)
        lay(pictures, back, cover)

    # ---- whole samples ----
    def composite(self, rng, people=1):
        """People over a room: (frame, empty room, matte), floats."""
        frame, matte = self.room(rng), np.zeros((self.height, self.width), np.float32)
        if rng.random() < 0.4:
            frame = cv2.GaussianBlur(frame, (0, 0), rng.uniform(0.5, 2.5))
        if rng.random() < 0.7:
            frame = photometry.jitter_colour(frame, rng)
        room = frame.copy()
        if rng.random() < (0.15 if people else 0.4):
            self.add_poster([frame, room], rng)
        if rng.random() < 0.15:
            self.add_cloth([frame, room], rng)
        if not people and rng.random() < 0.2:
            self.add_chair([frame, room], self.width * rng.random(), self.height * rng.uniform(0.1, 0.5), rng)
        if rng.random() < 0.1:             # something was put there since the plate was taken
            rng.choice([self.add_cloth, self.add_poster])([frame], rng)
        for _ in range(people):
            self.lay_over(frame, room, matte, *self.pick_person(rng), rng)
        if rng.random() < (0.14 if people else 0.3):
            self.add_thing_in_front([frame, room] if rng.random() < 0.8 else [frame], matte, rng)
        return frame, room, matte

    def photograph(self, rng):
        """A real photograph as it is, cropped, sometimes squeezed whole into the frame: (frame, matte)."""
        kind, image = self.pick_person(rng)
        if rng.random() < 0.5:
            image = image[:, ::-1]
        image = np.ascontiguousarray(image)
        if rng.random() < 0.1:
            planes = cv2.resize(image, self.size, interpolation=cv2.INTER_AREA)
        else:
            planes = warp(image, self.place(image, kind, rng, natural=True), cv2.BORDER_REFLECT_101, self.size)
        return planes[..., :3].astype(np.float32), planes[..., 3].astype(np.float32) / 255

    def seen_by_camera(self, frame, room, rng):
        """The frame and the stored plate through the same camera, each with its own noise; uint8 both."""
        seed = rng.integers(1 << 32)
        shot = photometry.camera(frame, np.random.default_rng(seed), rng)
        plate = photometry.camera(room, np.random.default_rng(seed), rng, noise=0.3)
        return shot, plate

    def sample(self, rng):
        """One sample as planes (see hints.py)."""
        draw = rng.random()
        if draw < 0.33:
            frame, matte = self.photograph(rng)
            return hints.without_plate(photometry.camera(frame, rng), matte, rng)
        frame, room, matte = self.composite(rng, people=0 if draw < 0.48 else 1 if draw < 0.93 else 2)
        return hints.with_plate(*self.seen_by_camera(frame, room, rng), matte, rng)
