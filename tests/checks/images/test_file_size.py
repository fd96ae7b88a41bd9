from collections.abc import Callable

import pytest

RULE = "images/file-size"


def padded(content: bytes, size: int) -> bytes:
    """A JPEG of exactly so many bytes: what stands behind its end is no part of the picture."""
    return content + bytes(size - len(content))


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({"a__jpg": 200_001}, ["a-jpg.md:4: “a.jpg” has 200 KB; above 200 KB a picture loads slowly on a phone."]),
        ({"a__jpg": 1_200_000}, ["a-jpg.md:4: “a.jpg” has 1.2 MB; above 200 KB a picture loads slowly on a phone."]),
        (
            {f"p{n}__jpg": 195_000 for n in range(8)},
            ["issue.yaml: All pictures together have 1.6 MB."],
        ),
    ],
)
def test_what_must_fire(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]], sizes: dict[str, int], said: list[str]
) -> None:
    assert found_in_pictures(RULE, **{name: padded(picture(), size) for name, size in sizes.items()}) == said


@pytest.mark.parametrize(
    "sizes",
    [
        {"a__jpg": 200_000},
        {f"p{n}__jpg": 199_000 for n in range(7)},
        {},
    ],
)
def test_what_must_not_fire(
    picture: Callable[..., bytes], found_in_pictures: Callable[..., list[str]], sizes: dict[str, int]
) -> None:
    assert found_in_pictures(RULE, **{name: padded(picture(), size) for name, size in sizes.items()}) == []


def test_a_megabyte_stops_a_hand_off(picture: Callable[..., bytes], findings) -> None:  # type: ignore[no-untyped-def]
    one = "---\nkind: image\npicture: {file: images/a.jpg, alt: A bench}\n---\n"
    big = padded(picture(), 1_000_001)
    (finding,) = findings(RULE, {"one": one, "two": one, "issues/2026-12/images/a.jpg": big})
    assert (finding.severity.value, finding.place.column, finding.section) == ("error", 17, "2026-12/one")
