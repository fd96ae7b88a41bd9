"""Pictures as people have them, made for tests."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image, ImageDraw

SECRETS = (b"Secret camera", b"36.15 North", b"a comment", b"x:xmpmeta")
CORNERS = ((200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 40))
"""The colors of the corners, from the one above on the left in the order of reading."""


def photo(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Something with as many colors as a photo, and a corner of each color."""
    noise = Image.effect_noise((width // 4 + 1, height // 4 + 1), 60).resize((width, height))
    ramp = Image.linear_gradient("L").resize((width, height))
    image = Image.merge("RGB", (noise, ramp, Image.blend(noise, ramp, 0.5)))
    draw, w, h = ImageDraw.Draw(image), width // 4, height // 4
    for number, color in enumerate(CORNERS):
        left, top = (width - w) * (number % 2), (height - h) * (number // 2)
        draw.rectangle((left, top, left + w, top + h), fill=color)
    return image.convert(mode)


def diagram(width: int, height: int) -> Image.Image:
    """A drawing with few colors and fine lines."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for at in range(0, width, max(1, width // 12)):
        draw.line((at, 0, width - at, height), fill=(30, 60, 120), width=3)
        draw.ellipse((at, 20, at + 40, 60), outline=(180, 40, 40), width=2)
    return image


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes into a photo: its name, how it was held, and where it was."""
    data = Image.Exif()
    data[0x010F] = "Secret camera"
    data[0x0112] = orientation
    gps = data.get_ifd(0x8825)
    gps[1], gps[2], gps[0x001D] = "N", (36.0, 9.0, 0.0), "36.15 North"
    return data


def saved(image: Image.Image, form: str, **options: Any) -> bytes:
    """The bytes of a file."""
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in a file, decoded."""
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def corners(image: Image.Image) -> list[int]:
    """Which of CORNERS is nearest in each corner of a picture."""
    small = image.convert("RGB")
    found = []
    for x, y in ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9)):
        pixel = small.getpixel((int(small.width * x), int(small.height * y)))
        assert isinstance(pixel, tuple)
        distances = [sum((a - b) ** 2 for a, b in zip(pixel, color, strict=True)) for color in CORNERS]
        found.append(distances.index(min(distances)))
    return found
