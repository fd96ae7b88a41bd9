from collections.abc import Callable

import pytest

RULE = "images/width"


@pytest.mark.parametrize(
    ("widths", "said"),
    [
        ({"a__jpg": 300}, ["a-jpg.md:4: “a.jpg” is 300 pixels wide and shown 300 wide: a little soft on phones."]),
        ({"a__jpg": 1_000}, ["a-jpg.md:4: “a.jpg” is 1000 pixels wide and shown 552 wide: a little soft on phones."]),
        (
            {"a__jpg": 300, "b__jpg": 200, "c__jpg": 1_200, "d__png": 552},
            ["a-jpg.md:4: “a.jpg” is 300 pixels wide and shown 300 wide: a little soft on phones. "
             "So are “b.jpg”, “d.png”."],
        ),
    ],
)  # fmt: skip
def test_what_must_fire(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]], widths: dict[str, int], said: list[str]
) -> None:
    assert found_in_pictures(RULE, **{name: picture(size=(width, 100)) for name, width in widths.items()}) == said


@pytest.mark.parametrize("widths", [{"a__jpg": 1_104, "b__jpg": 4_000}, {"icon__png": 64}, {"moving__gif": 300}, {}])
def test_what_must_not_fire(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]], widths: dict[str, int]
) -> None:
    pictures = {
        name: picture({"gif": "GIF", "png": "PNG"}.get(name[-3:], "JPEG"), size=(width, 60))
        for name, width in widths.items()
    }
    assert found_in_pictures(RULE, **pictures) == []


def test_a_template_that_blows_a_picture_up(picture: Callable[..., bytes], findings) -> None:  # type: ignore[no-untyped-def]
    template = '{% from "parts/section.mjml.j2" import section %}{% call section(block) %}'
    template += '<img src="{{ picture.src }}" alt="{{ picture.alt }}" width="552" />{% endcall %}'
    (finding,) = findings(
        RULE,
        {
            "one": "---\nkind: image\npicture:\n  file: images/a.jpg\n  alt: A bench\n---\n",
            "issues/2026-12/images/a.jpg": picture(size=(300, 200)),
            "templates/sections/image.mjml.j2": template,
        },
    )
    assert (str(finding.place), finding.severity.value) == ("issues/2026-12/one.md:4", "warning")
    assert finding.message == "“a.jpg” is 300 pixels wide and shown 552 wide, so it looks blurred."
