"""The held-out sets: what every model is measured on. Pictures of 512x288, so that models with a larger input lose nothing."""
import os

import cv2
import numpy as np

import clips
import compose
import hints
import photometry
import scenery
import sources

SIZE = (512, 288)
PLATE_CASES = ("no plate", "clean plate", "plate shifted 2 px", "plate's light 20 % off", "plate half known")


class Set:
    """Samples (N x 288 x 512 x 9, see hints.py). `clip`: consecutive frames. `wholly`: the matte is known everywhere, else only what is certainly room."""

    def __init__(self, name, samples, clip=False, wholly=True):
        self.name, self.samples, self.clip, self.wholly = name, samples, clip, wholly


def bare(frames, mattes):
    """Samples without any hint."""
    samples = np.zeros(mattes.shape + (hints.PLANES,), np.uint8)
    samples[..., hints.FRAME], samples[..., hints.MATTE] = frames, mattes
    samples[..., hints.EVERYBODY] = mattes
    return samples


def stretch(image, size=SIZE):
    """Whole picture stretched to the size, as the application does."""
    how = cv2.INTER_AREA if image.shape[1] > size[0] else cv2.INTER_LINEAR
    if image.ndim == 2:
        return cv2.resize(image, size, interpolation=how)
    return np.dstack([cv2.resize(np.ascontiguousarray(part), size, interpolation=how) for part in np.split(image, range(4, image.shape[2], 4), axis=2)])


def whole_pictures(cache, kind, split="held"):
    """All pictures of a kind, stretched."""
    pictures = [stretch(cache.get(i)) for i in cache.indices(kind, split)]
    return bare(np.stack([p[..., :3] for p in pictures]), np.stack([p[..., 3] for p in pictures]))


def webcam_crops(cache, kind, seed=11, size=SIZE):
    """Photographs of one kind, each cropped to a webcam's framing, nothing else changed."""
    composer, rng = compose.Composer(cache, "held", size), np.random.default_rng(seed)
    frames, mattes = [], []
    for index in composer.people[kind]:
        image = cache.get(index)
        matrix = composer.place(image, kind, rng, natural=True)
        planes = scenery.warp(np.ascontiguousarray(image[..., :4]), matrix, cv2.BORDER_REFLECT_101, size)
        frames.append(planes[..., :3])
        mattes.append(planes[..., 3])
    return bare(np.stack(frames), np.stack(mattes))


def followed(cache, count, seed, size=SIZE):
    """Two held-out people in a held-out room; the prior is the matte of one of them, a little moved: only they count."""
    composer, rng = compose.Composer(cache, "held", size), np.random.default_rng(seed)
    samples = []
    while len(samples) < count:
        frame, room, mattes, _, _ = composer.scene(rng, 2)
        if min(m.sum() for m in mattes) < 0.02 * mattes[0].size:
            continue
        shot, _ = composer.seen_by_camera(frame, room, rng)
        sample = bare(shot, np.round(np.clip(mattes[len(samples) % 2], 0, 1) * 255).astype(np.uint8))
        sample[..., hints.EVERYBODY] = np.round(composer.together(mattes) * 255)
        sample[..., hints.PRIOR] = cv2.GaussianBlur(np.roll(sample[..., hints.MATTE], (1, 2), (0, 1)), (0, 0), 1.0)
        samples.append(sample)
    return np.stack(samples)


def give_plate(sample, plate, case, number):
    """Adds one of the plate cases to a sample (in place): always the same for the same number. Pixels are the model's, 256 across."""
    rng = np.random.default_rng(number)
    height, width = sample.shape[:2]
    if case == PLATE_CASES[2]:
        angle, reach = rng.uniform(0, 2 * np.pi), 2 * width / 256
        matrix = np.float32([[1, 0, reach * np.cos(angle)], [0, 1, reach * np.sin(angle)]])
        plate = cv2.warpAffine(plate, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    elif case == PLATE_CASES[3]:
        plate = np.clip(plate * np.float32(rng.choice([0.8, 1.2])), 0, 255).astype(np.uint8)
    sample[..., hints.PLATE] = plate
    sample[..., hints.KNOWN] = 255
    if case == PLATE_CASES[4]:
        sample[..., hints.KNOWN][hints.blobs((height, width), rng, 0.5)] = 0


def composites(cache, count, seed, people=1, case=PLATE_CASES[0], size=SIZE):
    """Held-out people over held-out rooms, with everything the camera does to them; the same frames for every plate case."""
    composer, rng = compose.Composer(cache, "held", size), np.random.default_rng(seed)
    samples = []
    for number in range(count):
        frame, room, matte = composer.composite(rng, people)
        shot, plate = composer.seen_by_camera(frame, room, rng)
        sample = bare(shot, np.round(np.clip(matte, 0, 1) * 255).astype(np.uint8))
        if case != PLATE_CASES[0]:
            give_plate(sample, plate, case, number)
        samples.append(sample)
    return np.stack(samples)


def empty_rooms(cache, count=None, plate=False, size=SIZE):
    """Held-out rooms, whole and as mirrored crops; nobody is there. The plate is the same room without the frame's noise."""
    views = []
    for index in cache.indices("rooms", "held"):
        image = cache.get(index)
        rng = np.random.default_rng(index)
        height, width = image.shape[:2]
        y, x = int(height * rng.uniform(0, 0.35)), int(width * rng.uniform(0, 0.35))
        views += [image, image[y:y + int(height * 0.65), x:x + int(width * 0.65)][:, ::-1]]
    rooms = np.stack([stretch(v, size) for v in views[:count]])
    samples = bare(rooms, np.zeros(rooms.shape[:3], np.uint8))
    for number, (sample, room) in enumerate(zip(samples, rooms)):
        grain = np.random.default_rng(number).normal(0, 3, room.shape)
        sample[..., hints.FRAME] = np.clip(room + grain, 0, 255).astype(np.uint8)
        if plate:
            give_plate(sample, room, PLATE_CASES[1], number)
    return samples


def pictures_of_people(cache, kind, count=100, seed=13, plate=False):
    """Held-out rooms with somebody in a picture who is not there: `poster`, `mirror` (mirrored glass in a frame) or `screen` (bright, blue, in a dark case)."""
    composer, rng = compose.Composer(cache, "held", SIZE), np.random.default_rng(seed)
    samples = []
    for number in range(count):
        room = composer.room(rng)
        if kind == "poster":
            composer.add_poster([room], rng)
        else:
            inside = composer.room(rng)
            seen = composer.lay_person(inside, rng)
            width, height = int(SIZE[0] * rng.uniform(0.25, 0.5)), int(SIZE[1] * rng.uniform(0.3, 0.65))
            picture = stretch(np.clip(seen, 0, 255).astype(np.uint8), (width, height)).astype(np.float32)
            if kind == "screen":
                picture = np.clip(picture * np.float32([1.0, 1.1, 1.35]) + 15, 0, 255)
            edge = 5 if kind == "screen" else 3
            picture = cv2.copyMakeBorder(picture, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(20, 20, 20) if kind == "screen" else (150, 120, 80))
            y, x = int(rng.uniform(0, SIZE[1] - picture.shape[0])), int(rng.uniform(0, SIZE[0] - picture.shape[1]))
            room[y:y + picture.shape[0], x:x + picture.shape[1]] = picture
        frame = np.clip(room, 0, 255).astype(np.uint8)
        sample = bare(frame, np.zeros(frame.shape[:2], np.uint8))
        if plate:
            give_plate(sample, frame, PLATE_CASES[1], number)
        samples.append(sample)
    return np.stack(samples)


def dancer_clip(data, room, upper, plate, first=60, count=60):
    """Consecutive frames of the dancer over one room, with sensor noise; the plate was taken in slightly other light."""
    rng = np.random.default_rng(int(room[::16, ::16].sum()))
    room = stretch(room)
    box = clips.upper_body_box(data) if upper else None
    frames, mattes = [], []
    for colour, alpha in clips.dancer(data, first, count):
        if box is not None:
            colour, alpha = colour[box], alpha[box]
        matte = stretch(alpha)[..., None]
        colour = stretch(np.round(compose.estimate_foreground(colour.astype(np.float32), alpha)).astype(np.uint8))
        frame = colour * matte + room * (1 - matte) + rng.normal(0, 2, room.shape)
        frames.append(np.clip(frame, 0, 255).astype(np.uint8))
        mattes.append(np.round(matte[..., 0] * 255).astype(np.uint8))
    samples = bare(np.stack(frames), np.stack(mattes))
    if plate:
        for sample in samples:
            give_plate(sample, np.clip(room * np.float32(0.97), 0, 255).astype(np.uint8), PLATE_CASES[1], 0)
    return samples


def held_out(options):
    """Yields every `Set`, one after the other: together they would not fit into memory."""
    cache = sources.Cache(options.cache)
    rooms = cache.indices("rooms", "held")
    yield Set("photographs: portraits, whole, stretched", whole_pictures(cache, "portraits"))
    yield Set("photographs: portraits, webcam crop", webcam_crops(cache, "portraits"))
    yield Set("photographs: street, upper body, webcam crop", webcam_crops(cache, "street"))
    for case in PLATE_CASES:
        yield Set(f"composites, {case}", composites(cache, 300, 17, case=case))
    for case in PLATE_CASES[:2]:
        yield Set(f"composites of two people, {case}", composites(cache, 100, 19, people=2, case=case))
    yield Set("desk clips, held-out men", whole_pictures(cache, "desk-silver"))
    yield Set("at-a-screen", whole_pictures(cache, "talking-silver", "test"))
    yield Set("talking head, held out", whole_pictures(cache, "talking-silver"))
    for plate in (False, True):
        said = "clean plate" if plate else "no plate"
        yield Set(f"empty rooms, {said}", empty_rooms(cache, plate=plate))
        for kind in ("poster", "mirror", "screen"):
            yield Set(f"rooms with a person in a {kind}, {said}", pictures_of_people(cache, kind, plate=plate))
    if os.path.isdir(os.path.join(options.data, "clips")):
        yield Set("yellow-wall (wall only)", clips.yellow_wall(options.data), wholly=False)
        for upper in (False, True):
            for plate in (False, True):
                name = f"dancer over 10 rooms{', upper body' if upper else ''}, {'plate' if plate else 'no plate'}"
                for index in rooms[::len(rooms) // 10][:10]:
                    yield Set(name, dancer_clip(options.data, cache.get(index), upper, plate), clip=True)
