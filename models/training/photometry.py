"""What cameras and light do to a picture: exposure, white balance, noise, blur, compression. Float RGB 0..255 in and out."""
import cv2
import numpy as np


LEVELS = np.linspace(0, 1, 1024, dtype=np.float32)


def curve(image, gamma):
    """255 (x / 255) ^ gamma by table: a power of every value would take as long as all the rest."""
    table = 255 * LEVELS ** np.float32(gamma)
    return table[(image * np.float32(1023 / 255)).astype(np.int32)]


def jitter_colour(image, rng, strength=1.0):
    """Gain per channel, gamma, contrast, saturation."""
    gain = np.exp(rng.normal(0, 0.10 * strength, 3) + rng.normal(0, 0.14 * strength))
    image = np.clip(image * gain.astype(np.float32), 0, 255)
    gamma = np.exp(rng.normal(0, 0.22 * strength))
    image = curve(image, gamma)
    contrast = np.exp(rng.normal(0, 0.15 * strength))
    mean = image.mean()
    image = (image - mean) * np.float32(contrast) + mean
    grey = image.mean(2, keepdims=True)
    saturation = 0.0 if rng.random() < 0.02 else np.exp(rng.normal(0, 0.25 * strength))
    return np.clip(grey + (image - grey) * np.float32(saturation), 0, 255)


def turn_hue(image, rng):
    """Other colours of clothes: the hue turned by up to a sixth."""
    hsv = cv2.cvtColor(np.clip(image, 0, 255).astype(np.uint8), cv2.COLOR_RGB2HSV)
    hsv[..., 0] = (hsv[..., 0].astype(np.int32) + int(rng.integers(-30, 31))) % 180
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB).astype(np.float32)


def light_gradient(image, rng):
    """A lamp or a screen at one side: a smooth, slightly coloured gain across the picture."""
    h, w = image.shape[:2]
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    ramp = (np.cos(angle) * (x / w - 0.5) + np.sin(angle) * (y / h - 0.5)) * rng.uniform(0.3, 1.2)
    tint = np.exp(rng.normal(0, 0.08, 3)).astype(np.float32)
    return np.clip(image * (1 + ramp[..., None]) * tint, 0, 255)


def take_colour(rooms, person, place, rng):
    """Around a place the room takes the person's colour there (in place): hair before a dark wardrobe, an arm before wood, a shirt before a wall."""
    h, w = person.shape[:2]
    x, y = place
    half = h // 40 + 1
    wanted = person[max(0, y - half):y + half + 1, max(0, x - half):x + half + 1].mean((0, 1))
    rows, columns = np.mgrid[0:h, 0:w].astype(np.float32)
    reach = h * rng.uniform(0.15, 0.8)
    near = np.exp(-((rows - y) ** 2 + (columns - x) ** 2) / np.float32(2 * reach * reach))[..., None]
    found = (rooms[0] * near).sum((0, 1)) / near.sum()
    gain = (np.maximum(wanted, 8) / np.maximum(found, 8)).clip(0.25, 4).astype(np.float32) ** (near * np.float32(rng.uniform(0.5, 1)))
    for room in rooms:
        np.clip(room * gain, 0, 255, out=room)


def motion_kernel(rng, longest=9):
    """Line kernel of random length and direction."""
    length = int(rng.integers(3, longest + 1))
    kernel = np.zeros((longest, longest), np.float32)
    angle = rng.uniform(0, np.pi)
    c = longest // 2
    dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
    cv2.line(kernel, (round(c - dx), round(c - dy)), (round(c + dx), round(c + dy)), 1.0)
    return kernel / kernel.sum()


def camera(image, rng, noise_rng=None, noise=1.0):
    """The whole chain of a webcam; returns uint8.

    Two pictures through equal generators `rng` meet the same camera and light; `noise_rng` then gives each its own noise, `noise` its share
    (a plate is the median of many frames).
    """
    noise_rng = noise_rng or rng
    h, w = image.shape[:2]
    if rng.random() < 0.8:
        image = jitter_colour(image, rng, 0.8)
    if rng.random() < 0.25:
        image = light_gradient(image, rng)
    if rng.random() < 0.06:                               # heavy noise reduction, beauty filters, rendered pictures
        image = cv2.medianBlur(np.clip(image, 0, 255).astype(np.uint8), int(rng.choice([3, 5]))).astype(np.float32)
    dark = rng.random() < 0.15
    if dark:
        image = image * np.float32(rng.uniform(0.2, 0.6))
    if rng.random() < 0.06:
        image = cv2.filter2D(image, -1, motion_kernel(rng, 7))
    if rng.random() < 0.35:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.3, 1.3))
    if rng.random() < 0.15:
        f = rng.uniform(0.4, 0.8)
        small = cv2.resize(image, (int(w * f), int(h * f)), interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (w, h), interpolation=cv2.INTER_LINEAR)
    if dark or rng.random() < 0.4:
        sigma = rng.uniform(1, 7 if dark else 10) * noise
        grain = noise_rng.standard_normal((h, w, 1 if rng.random() < 0.3 else 3), dtype=np.float32) * np.float32(sigma)
        if rng.random() < 0.4:
            grain = cv2.GaussianBlur(grain, (0, 0), 0.7) * 1.6
            grain = grain.reshape(h, w, -1)
        image = image + grain
    if dark and rng.random() < 0.6:                       # automatic gain after the noise
        image = image * np.float32(rng.uniform(1.2, 2.5))
    if rng.random() < 0.12:
        image = image + (image - cv2.GaussianBlur(image, (0, 0), 1.0)) * np.float32(rng.uniform(0.3, 1.2))
    image = np.clip(image, 0, 255).astype(np.uint8)
    if rng.random() < 0.35:
        ok, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 92))])
        if ok:
            image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return image
