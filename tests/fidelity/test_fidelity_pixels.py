"""What mjml-python makes of a page looks as what npm mjml makes of it, pixel by pixel."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from explained import outdated, read_explained, unexplained
from fidelity_pages import NAMES, ROOT, page_named
from npm_mjml import Compiled
from screenshots import THRESHOLD, VIEWS, Camera, count, differing_pixels, write_pictures

pytestmark = [pytest.mark.fidelity, pytest.mark.browser]

OUTPUT = ROOT / "dist" / "fidelity"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_npm_mjml_has_it(name: str, npm_mjml: Mapping[str, Compiled], camera: Camera) -> None:
    for old in OUTPUT.glob(f"{name}-*.png"):
        old.unlink()
    page = page_named(name)
    entries = read_explained()
    npm = camera.take(npm_mjml[name].html, page.pictures)
    problems = []
    for face, html in page.faces.items():
        ours = camera.take(html, page.pictures)
        masks = {view: differing_pixels(ours[view], npm[view]) for view in VIEWS}
        pixels = {view: count(mask) for view, mask in masks.items()}
        for view, number in unexplained(name, pixels, entries).items():
            stem = f"{name}-{face}-{view.width}-{view.scheme}"
            paths = write_pictures(OUTPUT, stem, ours[view], npm[view], masks[view])
            shown = "\n    ".join(path.relative_to(ROOT).as_posix() for path in paths)
            problems.append(
                f"{name} ({face}) at {view.width}, {view.scheme}: {number:,} pixels differ from npm mjml. "
                f"See\n    {shown}"
            )
        for entry in outdated(name, pixels, entries):
            problems.append(
                f"{name} ({face}) no longer differs at {entry.width}, {entry.scheme}. Take the entry out of "
                "tests/fidelity/explained.yaml, then write the table in docs/fidelity.md anew: "
                "pytest tests/fidelity --update-golden"
            )
    if problems:
        pytest.fail("\n".join(problems), pytrace=False)


@pytest.mark.parametrize("name", NAMES)
def test_npm_mjml_has_no_objection_to_a_page(name: str, npm_mjml: Mapping[str, Compiled]) -> None:
    assert npm_mjml[name].errors == []


HARM = {
    "a color one step above the threshold": ("color:#2b2530", f"color:#{0x2B + 3 * THRESHOLD:02x}2530"),
    "two words run together": ("One plain", "Oneplain"),
    "a padding of one pixel more": ("padding:0px 24px 8px", "padding:0px 24px 9px"),
}


@pytest.mark.parametrize("what", HARM)
def test_a_difference_that_is_put_in_is_found(what: str, npm_mjml: Mapping[str, Compiled], camera: Camera) -> None:
    good, bad = HARM[what]
    html = page_named("text").faces["lines"]
    assert good in html
    npm = camera.take(npm_mjml["text"].html, {})
    harmed = camera.take(html.replace(good, bad), {})
    pixels = {view: count(differing_pixels(harmed[view], npm[view])) for view in VIEWS}
    # Dark colors are set elsewhere: there a change of a light one is rightly not seen.
    assert set(unexplained("text", pixels, [])) >= {view for view in VIEWS if view.scheme == "light"}
