"""Rooms and the things in them: what stands behind and in front of people. Pictures are float RGB 0..255 of the composer's size."""
import cv2
import numpy as np

import photometry

# How often a picture of each set is drawn: by how many different people it shows and how much they look like people at a webcam.
PEOPLE_WEIGHTS = {"street": 0.20, "portraits": 0.17, "fmd-silver": 0.13, "ccp-silver": 0.08, "cutouts": 0.08, "desk-silver": 0.05, "talking-silver": 0.05,
                  "hands-silver": 0.05, "deepface-silver": 0.04, "heads-silver": 0.04, "zoom-silver": 0.03, "gesture-silver": 0.03,
                  "echo2-silver": 0.02, "echo3-silver": 0.02, "clips-silver": 0.01}
WITHOUT_ROOM = ("cutouts",)           # their surroundings are painted: good for composites alone


def warp(image, matrix, border, size):
    """Warp into a frame of `size`; pre-blurs when shrinking a lot."""
    scale = np.sqrt(abs(np.linalg.det(matrix[:, :2])))
    if scale < 0.7:
        image = cv2.GaussianBlur(image, (0, 0), 0.35 / scale)
    return cv2.warpAffine(image, matrix, size, flags=cv2.INTER_LINEAR, borderMode=border)


def lay(pictures, stuff, cover):
    """Blends `stuff` into every picture (in place) where `cover` (0..1) says."""
    for picture in pictures:
        picture[:] = picture * (1 - cover) + stuff * cover


class Scenery:
    """Draws rooms and things from the cache; everything random comes from the generator given to each call."""

    def __init__(self, cache, split, size):
        self.width, self.height = size
        self.size = size
        self.cache = cache
        people = {k: cache.indices(k, split) for k in PEOPLE_WEIGHTS}
        self.people = {k: v for k, v in people.items() if v}
        self.rooms = cache.indices("rooms", split)
        self.more_rooms = cache.indices("rooms-more", split)
        self.objects = cache.indices("objects", "train")
        self.draws = {}
        for natural in (False, True):
            kinds = [k for k in self.people if not (natural and k in WITHOUT_ROOM)]
            weights = np.array([PEOPLE_WEIGHTS[k] for k in kinds])
            self.draws[natural] = kinds, weights / weights.sum()

    def pick_person(self, rng, natural=False):
        """(kind, picture with mask and unsure); `natural`: only pictures with a real room."""
        kinds, weights = self.draws[natural]
        kind = kinds[rng.choice(len(kinds), p=weights)]
        return kind, self.cache.get(int(rng.choice(self.people[kind])))

    def aspect(self, rng):
        """Horizontal stretch: the frame handed to the model may be a squeezed 4:3 or a cropped picture."""
        return rng.choice([1.0, 1.333, rng.uniform(0.8, 1.25)], p=[0.5, 0.25, 0.25])

    def room(self, rng):
        """A background without people, float RGB."""
        draw = rng.random()
        if draw < 0.10:
            return self.plain_wall(rng)
        if draw < 0.16:
            piece = self.empty_piece(rng)
            if piece is not None:
                return piece
        rooms = self.more_rooms if self.more_rooms and rng.random() < 0.3 else self.rooms
        image = self.cache.get(int(rng.choice(rooms)))
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

    def add_thing_in_front(self, pictures, mattes, rng):
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
        for plane in mattes:
            plane *= 1 - cover

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

    def add_object(self, pictures, rng, centre, tall):
        """A thing of the catalogue, `tall` pixels high around `centre` (x, y); gives its cover (0..1)."""
        image = self.cache.get(int(rng.choice(self.objects)))
        if rng.random() < 0.5:
            image = image[:, ::-1]
        h, w = image.shape[:2]
        scale = tall / h
        matrix = np.float32([[scale, 0, centre[0] - scale * w / 2], [0, scale, centre[1] - scale * h / 2]])
        planes = warp(np.ascontiguousarray(image), matrix, cv2.BORDER_CONSTANT, self.size)
        colour, cover = planes[..., :3].astype(np.float32), planes[..., 3:].astype(np.float32) / 255
        if rng.random() < 0.5:             # black and grey office chairs are the worst confusers
            colour = colour.mean(2, keepdims=True) * np.float32(rng.uniform(0.1, 0.5)) + rng.uniform(0, 15)
        colour = photometry.jitter_colour(np.broadcast_to(colour, colour.shape[:2] + (3,)), rng)
        lay(pictures, colour, cover)
        return cover[..., 0]
