from collections.abc import Callable

import pytest

RULE = "images/description"


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<img src="images/a.jpg">', "The picture “a.jpg” has no description."),
        ('<img src="images/a.jpg" alt="">', "The picture “a.jpg” has no description."),
        ('<img src="a.jpg" alt="IMG_2041.jpg">', "“IMG_2041.jpg” is a name, not a description of the picture."),
        ('<img src="a.jpg" alt="DSC01234">', "“DSC01234” is a name, not a description of the picture."),
        ('<img src="a.jpg" alt="image">', "“image” is a name, not a description of the picture."),
        ('<img src="a.jpg" alt="Screenshot 12">', "“Screenshot 12” is a name, not a description of the picture."),
        ('<img src="a.jpg" alt="garden-2026_final.JPEG">',
         "“garden-2026_final.JPEG” is a name, not a description of the picture."),
        ('<img src="a.jpg" alt="Picture of a garden">',
         "The description “Picture of a garden” begins by saying that this is a picture; readers are told so anyway."),
        ('<img src="a.jpg" alt="An image showing two cups">',
         "The description “An image showing two cups” begins by saying that this is a picture; "
         "readers are told so anyway."),
        (f'<img src="a.jpg" alt="{"A cup. " * 23}">',
         f"The description “{'A cup. ' * 11}A c…” has 160 letters, and a screen reader reads it in one go."),
        ('<img src="a.jpg" alt="The bench."><p>The bench</p>',
         "Description and caption both say “The bench.”, so some readers hear it twice."),
    ],
)  # fmt: skip
def test_what_must_fire(found_in_email: Callable[..., list[str]], html: str, said: str) -> None:
    assert found_in_email(RULE, html) == [f"1: {said}"]


@pytest.mark.parametrize(
    "html",
    [
        '<img src="a.jpg" alt="A bench under a tree">',
        f'<img src="a.jpg" alt="{"x" * 149}.">',
        '<img src="a.jpg" alt="A bench"><p>The bench where I do my thinking.</p>',
        '<img src="a.jpg" alt="Photographs of the family on a wall">',
        '<img src="a.jpg" alt="Imaging: a scan of the lungs">',
        '<img src="a.jpg" alt="Logo of LMSeAlerts">',
        '<img src="a.jpg" alt="LMSeAlerts">',
        '<img src="a.jpg" alt="The picture frame of my grandmother">',
        '<img src="a.gif" alt="" role="presentation"><img src="b.gif" alt="" aria-hidden="true">',
        '<img src="https://a.org/open.gif" width="1" height="1">',
        '<img src="logo-dark.png" style="display: none">',
        '<a href="https://a.org"><img src="a.jpg" alt=""></a>',
        '<img src="a.jpg" alt="P53, a gene">',
    ],
)
def test_what_must_not_fire(found_in_email: Callable[..., list[str]], html: str) -> None:
    assert found_in_email(RULE, html) == []


def test_the_place_is_where_the_picture_was_named(findings) -> None:  # type: ignore[no-untyped-def]
    story = "---\nkind: survivor_story\ncontributor: person-0031\nphoto:\n  alt: Photo of a garden\n"
    story += "  file: images/garden.jpg\n---\nText.\n\n![](images/garden.jpg)\n"
    found = findings(RULE, {"story": story})
    assert [(str(f.place), f.place.column, f.severity.value, f.section) for f in found] == [
        ("issues/2026-12/story.md:6", 9, "note", "2026-12/story"),
        ("issues/2026-12/story.md:10", 5, "warning", "2026-12/story"),
    ]
