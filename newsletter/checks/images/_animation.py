"""How an animated picture moves: what its first frame shows, and how often it flashes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from newsletter.model.document import ImageFile

_MOST_FRAMES = 240
_SIDE = 16
"""Frames are compared in this many squares a side."""
_CHANGE = 0.1
"""Of the whole range of luminance: what counts as a change of light (WCAG 2.2, general flash)."""
_SECOND = 1 - 1e-6
_AREA = 0.25
"""The share of the picture that has to change at once."""


@dataclass(frozen=True)
class Motion:
    """``flashes`` is the highest number within any one second; ``seconds`` how long one round takes.

    ``starts_blank`` says that the first frame is of one color and a later one is not.
    """

    flashes: float
    seconds: float
    repeats: bool
    starts_blank: bool


def study_motion(image: ImageFile) -> Motion | None:
    """How a picture moves; None where it does not, or cannot be read."""
    try:
        status = image.path.stat()
        return _study(image.path, status.st_mtime_ns, status.st_size)
    except OSError:
        return None


@lru_cache(maxsize=64)
def _study(path: Path, _mtime: int, _size: int) -> Motion | None:
    # Imported here: Pillow costs 50 ms, and many issues have no picture.
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(path) as image:
            count = min(int(getattr(image, "n_frames", 1)), _MOST_FRAMES)
            if count < 2 or image.width * image.height * count > 400_000_000:
                return None
            frames: list[bytes] = []
            lasts: list[float] = []
            blank: list[bool] = []
            repeats = image.info.get("loop", 1) == 0
            for number in range(count):
                image.seek(number)
                # What is shorter than 20 ms is shown for 100 ms by mail programs and browsers.
                shown = float(image.info.get("duration", 0))
                lasts.append((shown if shown >= 20 else 100) / 1_000)
                whole = image.convert("RGBA")
                ground = Image.new("RGBA", whole.size, "white")
                ground.alpha_composite(whole)
                gray = ground.convert("L")
                low, high = gray.getextrema()
                blank.append(isinstance(low, int | float) and isinstance(high, int | float) and high - low < 8)
                frames.append(gray.resize((_SIDE, _SIDE), Image.Resampling.BOX).tobytes())
    flashes = most_flashes(list(_changes(frames, lasts, repeats)))
    return Motion(flashes, sum(lasts), repeats, blank[0] and not all(blank))


def _changes(frames: list[bytes], lasts: list[float], repeats: bool) -> Iterator[tuple[float, int]]:
    """When much of the picture becomes lighter (1) or darker (-1), in seconds; what repeats for two seconds or more."""
    light = [[(value / 255) ** 2.2 for value in frame] for frame in frames]
    following = [*range(1, len(frames)), 0]
    ways = [_way(before, light[after]) for before, after in zip(light, following, strict=True)]
    rounds = 1 + int(2 / sum(lasts)) if repeats else 1
    at = 0.0
    for number in range(rounds):
        for index, (way, seconds) in enumerate(zip(ways, lasts, strict=True)):
            at += seconds
            is_end = index == len(ways) - 1 and not (repeats and number < rounds - 1)
            if way and not is_end:
                yield at, way


def _way(before: list[float], after: list[float]) -> int:
    pairs = list(zip(before, after, strict=True))
    lighter = sum(new - old >= _CHANGE and old < 0.8 for old, new in pairs) / len(pairs)
    darker = sum(old - new >= _CHANGE and new < 0.8 for old, new in pairs) / len(pairs)
    if max(lighter, darker) < _AREA:
        return 0
    return 1 if lighter >= darker else -1


def most_flashes(changes: list[tuple[float, int]]) -> float:
    """The most flashes within one second: a flash is two changes of light in opposite directions."""
    turns = [at for number, (at, way) in enumerate(changes) if number == 0 or way != changes[number - 1][1]]
    most = first = 0
    for last in range(len(turns)):
        while turns[last] - turns[first] >= _SECOND:
            first += 1
        most = max(most, last - first + 1)
    return most / 2
