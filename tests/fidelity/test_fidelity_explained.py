"""The list of explained differences: it holds what it says, and docs/fidelity.md shows all of it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from explained import Explained, as_table, outdated, read_explained, unexplained
from fidelity_pages import NAMES, ROOT
from PIL import Image
from pydantic import ValidationError
from screenshots import THRESHOLD, View, count, differing_pixels, write_pictures

DOCUMENT = ROOT / "docs" / "fidelity.md"
MARKS = (
    "<!-- differences: written by pytest tests/fidelity --update-golden -->\n",
    "<!-- end of the differences -->",
)
REASON = "A reason that is long enough to say something to whoever reads it."
WIDE_DARK, WIDE_LIGHT, NARROW_DARK = View(800, "dark"), View(800, "light"), View(375, "dark")


def entry(**changes: object) -> Explained:
    return Explained.model_validate(
        {"page": "text", "width": 800, "scheme": "dark", "max_pixels": 100, "reason": REASON} | changes
    )


def png(size: tuple[int, int], color: tuple[int, int, int], dot: tuple[int, int, int] | None = None) -> bytes:
    image = Image.new("RGB", size, color)
    if dot:
        image.putpixel((1, 1), dot)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def test_only_pages_that_exist_are_explained() -> None:
    assert {each.page for each in read_explained()} <= set(NAMES)


def test_the_manual_shows_every_explained_difference(request: pytest.FixtureRequest) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    before, rest = text.split(MARKS[0])
    table, after = rest.split(MARKS[1])
    wanted = f"{as_table(read_explained())}\n"
    if request.config.getoption("--update-golden"):
        DOCUMENT.write_text(f"{before}{MARKS[0]}{wanted}{MARKS[1]}{after}", encoding="utf-8", newline="\n")
    else:
        assert table == wanted, "Write the table anew with: pytest tests/fidelity --update-golden"


def test_the_manual_names_the_threshold() -> None:
    assert f"more than {THRESHOLD} of 255" in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("pixels", "entries", "left"),
    [
        ({WIDE_DARK: 0}, [], []),
        ({WIDE_DARK: 1}, [], [WIDE_DARK]),
        ({WIDE_DARK: 100}, [entry()], []),
        ({WIDE_DARK: 101}, [entry()], [WIDE_DARK]),
        ({WIDE_DARK: 100, WIDE_LIGHT: 100}, [entry()], [WIDE_LIGHT]),
        ({WIDE_DARK: 100, WIDE_LIGHT: 100}, [entry(scheme="all")], []),
        ({WIDE_DARK: 100, NARROW_DARK: 100}, [entry(width="all")], []),
        ({WIDE_DARK: 1}, [entry(page="section")], [WIDE_DARK]),
    ],
)
def test_only_what_an_entry_covers_is_explained(
    pixels: dict[View, int], entries: list[Explained], left: list[View]
) -> None:
    assert list(unexplained("text", pixels, entries)) == left


def test_an_entry_whose_difference_is_gone_is_told() -> None:
    entries = [entry(), entry(page="section")]
    assert outdated("text", {WIDE_DARK: 0, NARROW_DARK: 7}, entries) == entries[:1]
    assert outdated("text", {WIDE_DARK: 1}, entries) == []


@pytest.mark.parametrize("change", [{"width": 640}, {"scheme": "sepia"}, {"max_pixels": 0}, {"reason": "so"}, {"x": 1}])
def test_an_entry_has_to_be_whole(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        entry(**change)


def test_what_the_eye_cannot_see_is_no_difference() -> None:
    plain = png((4, 3), (100, 100, 100))
    assert count(differing_pixels(plain, plain)) == 0
    assert count(differing_pixels(plain, png((4, 3), (100, 100, 100), (100, 100, 100 + THRESHOLD)))) == 0
    for dot in ((101 + THRESHOLD, 100, 100), (100, 99 - THRESHOLD, 100), (100, 100, 101 + THRESHOLD)):
        assert count(differing_pixels(plain, png((4, 3), (100, 100, 100), dot))) == 1


def test_what_only_one_of_them_has_is_different() -> None:
    mask = differing_pixels(png((4, 3), (1, 2, 3)), png((4, 5), (1, 2, 3)))
    assert (mask.size, count(mask), mask.getbbox()) == ((4, 5), 8, (0, 3, 4, 5))


def test_the_pictures_show_where(tmp_path: Path) -> None:
    ours, npm = png((4, 3), (0, 0, 0)), png((4, 3), (0, 0, 0), (255, 255, 255))
    mask = differing_pixels(ours, npm)
    paths = write_pictures(tmp_path / "new", "page", ours, npm, mask)
    assert [path.read_bytes() for path in paths[:2]] == [ours, npm]
    shown = Image.open(paths[2])
    assert [xy for xy in [(0, 0), (1, 1), (3, 2)] if shown.getpixel(xy) == (230, 0, 126)] == [(1, 1)]
