from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

Picture = Callable[..., bytes]


@pytest.fixture
def picture() -> Picture:
    """The bytes of a made-up picture: ``form`` and what Pillow takes when it saves one."""

    def make(
        form: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB", color: Any = None, **options: Any
    ) -> bytes:
        image = Image.new(mode, size, color if color is not None else 0)
        out = BytesIO()
        image.save(out, form, **options)
        return out.getvalue()

    return make


@pytest.fixture
def found_in_pictures(found: Callable[..., list[str]]) -> Callable[..., list[str]]:
    """What a rule finds in an issue that shows these pictures, by file name, one image section each."""

    def judge(rule: str, **pictures: bytes) -> list[str]:
        files: dict[str, str | bytes] = {}
        for name, content in pictures.items():
            name = name.replace("__", ".")
            files[f"issues/2026-12/images/{name}"] = content
            alt = "A bench under a tree in the evening"
            section = name.replace(".", "-")
            files[section] = f"---\nkind: image\npicture:\n  file: images/{name}\n  alt: {alt}\n---\n"
        return found(rule, files)

    return judge
