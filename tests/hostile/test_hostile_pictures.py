"""Pictures that are none, cut off, far too large, or elsewhere."""

from __future__ import annotations

import io
import os
import struct
import sys
import zlib
from pathlib import Path

import pytest
from hostile_issue import LETTER, Build, quoted
from PIL import Image

IN_TEXT = f"{LETTER}Look.\n\n![words](images/a.jpg)\n"
IN_FIELD = "---\nkind: letter\ntitle: T\nphoto: {file: images/a.jpg, alt: words}\n---\nHello.\n"


def saved(form: str, size: tuple[int, int] = (600, 400), **options: object) -> bytes:
    data = io.BytesIO()
    noise = Image.effect_noise(size, 60)
    (noise if form == "GIF" else noise.convert("RGB")).save(data, form, **options)
    return data.getvalue()


def animated() -> bytes:
    data = io.BytesIO()
    frames = [Image.effect_noise((60, 40), 60) for _ in range(4)]
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    return data.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", zlib.compress(b"\0" * 999)) + chunk(b"IEND", b"")


JPEG, GIF = saved("JPEG"), saved("GIF")
BAD = {
    "empty": (b"", "not-a-picture"),
    "text": (b"hello", "not-a-picture"),
    "SVG": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not-a-picture"),
    "PDF": (b"%PDF-1.4", "not-a-picture"),
    "EPS": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "picture-format"),
    "WebP": (saved("WEBP", (30, 20)), "picture-format"),
    "TIFF": (saved("TIFF", (30, 20)), "picture-format"),
    "half a JPEG": (JPEG[: len(JPEG) // 2], "not-a-picture"),
    "nearly a JPEG": (JPEG[:-200], "not-a-picture"),
    "a JPEG's head": (JPEG[:200], "not-a-picture"),
    "half a GIF": (GIF[: len(GIF) // 2], "not-a-picture"),
    "half a PNG": (saved("PNG")[:5_000], "not-a-picture"),
    "a bomb": (png(60_000, 60_000), "picture-too-large"),
    "the largest bomb": (png(2**31 - 1, 2**31 - 1), "picture-too-large"),
    "a bomb in a comment": (png(9, 9, chunk(b"zTXt", b"k\0\0" + zlib.compress(b"x" * 80_000_000))), "not-a-picture"),
    "no size": (png(0, 0), "not-a-picture"),
    "many megabytes": (JPEG + b"\0" * 10_000_000, "picture-too-large"),
}


@pytest.mark.parametrize(("data", "rule"), BAD.values(), ids=BAD)
def test_what_cannot_be_shown_is_refused_where_it_is_named(build: Build, data: bytes, rule: str) -> None:
    in_text = build({"letter.md": IN_TEXT, "images/a.jpg": data}).refusal
    assert (in_text.rule, in_text.place.line) == (f"reading/{rule}", 7)
    in_field = build({"letter.md": IN_FIELD, "images/a.jpg": data}).refusal
    assert (in_field.rule, in_field.place.line) == (f"reading/{rule}", 4)


@pytest.mark.parametrize(
    ("data", "width"),
    [
        (JPEG, 600), (saved("JPEG", progressive=True), 600), (saved("PNG"), 600), (GIF, 600), (animated(), 60),
        (JPEG + b"\0" * 1_000, 600),
    ],
    ids=["JPEG", "progressive", "PNG", "GIF", "animated", "padded"],
)  # fmt: skip
def test_what_can_be_shown_is(build: Build, data: bytes, width: int) -> None:
    outcome = build({"letter.md": IN_TEXT, "images/a.jpg": data})
    assert outcome.email is not None, outcome.findings
    assert [(image.name, image.width) for image in outcome.email.images if "theme" not in image.name] == [
        ("images/a.jpg", width)
    ]
    assert "[Picture: words]" in outcome.text_words


ELSEWHERE = [
    "../2026-12/images/garden.jpg", "images/../../x.jpg", "/etc/passwd", "//server/x.jpg", "C:\\x.jpg", "C:/x.jpg",
    "images\\a.jpg", "\\\\server\\x.jpg", "https://a.example/x.jpg", "file:///etc/passwd", "data:image/png;base64,AA",
    "images/a.jpg\0", "images/\n.jpg", "images/" + "x" * 5_000 + ".jpg", "images", ".", "..", "~/x.jpg", "$HOME/x.jpg",
    "issue.yaml", "images/a.jpg/b", "%2e%2e/x.jpg", "\u202egpj.x",
]  # fmt: skip


@pytest.mark.parametrize("name", ELSEWHERE)
def test_a_picture_is_a_file_of_the_issue(build: Build, name: str) -> None:
    field = f"---\nkind: letter\nphoto: {{file: {quoted(name)}, alt: words}}\n---\nHello.\n"
    assert build({"letter.md": field, "images/a.jpg": JPEG}).refusal.place.line == 3
    address = "".join(c if c.isalnum() or c in "/.:;,~$" else f"%{byte:02X}" for c in name for byte in c.encode())
    outcome = build({"letter.md": f"{LETTER}![words]({address})\n", "images/a.jpg": JPEG})
    if name.startswith("file:"):  # never an address for Markdown, so it stays words
        assert f"![words]({name})" in outcome.html_words
    else:
        assert outcome.refusal.place.line == 5


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_link_to_a_picture_stays_in_the_issue(build: Build, issue: Path, tmp_path: Path) -> None:
    (tmp_path / "b.jpg").write_bytes(JPEG)
    (issue / "images").mkdir()
    link = issue / "images" / "a.jpg"
    for target, rule in ((tmp_path / "b.jpg", "leaves-folder"), (link, "picture-missing"), (issue, "not-a-picture")):
        link.symlink_to(target)
        assert build({"letter.md": IN_TEXT}).refusal.rule == f"reading/{rule}"
        link.unlink()
    os.mkfifo(link)
    assert build({"letter.md": IN_TEXT}).refusal.rule == "reading/not-a-picture"
