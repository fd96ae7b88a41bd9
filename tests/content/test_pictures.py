from pathlib import Path

import pytest
from PIL import Image

from newsletter.content.pictures import MAX_BYTES, read_picture
from newsletter.model.errors import ContentError
from newsletter.model.place import Place

PLACE = Place("issues/2026-12/letter.md", 7, 3)


def refused(folder: Path, name: str) -> tuple[str, str]:
    with pytest.raises(ContentError) as caught:
        read_picture(folder, name, PLACE)
    (finding,) = caught.value.findings
    assert finding.place == PLACE
    return finding.rule.removeprefix("reading/"), f"{finding.message} {finding.remedy}"


def save(folder: Path, name: str, size: tuple[int, int] = (30, 20), form: str | None = None) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("1" if size[0] > 1000 else "RGB", size).save(path, form)
    return path


@pytest.mark.parametrize("name", ["images/a.jpg", "images/a.png", "images/a.gif", "a.png", "images/deep/er/ä ö.png"])
def test_a_picture_is_measured(tmp_path: Path, name: str) -> None:
    path = save(tmp_path, name)
    picture = read_picture(tmp_path, name, PLACE)
    assert (picture.name, picture.width, picture.height, picture.size) == (name, 30, 20, path.stat().st_size)
    assert picture.path == path.resolve()


def test_a_picture_that_was_replaced_is_measured_again(tmp_path: Path) -> None:
    save(tmp_path, "a.png")
    assert read_picture(tmp_path, "a.png", PLACE).width == 30
    save(tmp_path, "a.png", (90, 40))
    assert read_picture(tmp_path, "a.png", PLACE).width == 90


def test_the_name_of_the_file_does_not_decide_what_it_is(tmp_path: Path) -> None:
    save(tmp_path, "a.jpg", form="PNG")
    assert read_picture(tmp_path, "a.jpg", PLACE).width == 30
    save(tmp_path, "b.png", form="WEBP")
    assert refused(tmp_path, "b.png") == (
        "picture-format",
        "“b.png” is a WEBP picture, which some mail programs do not show. Save it as JPEG or PNG.",
    )


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("../a.png", "leaves-folder"), ("images/../../a.png", "leaves-folder"), ("/etc/passwd", "leaves-folder"),
        ("images\\a.png", "leaves-folder"), ("C:/a.png", "leaves-folder"), ("C:a.png", "leaves-folder"),
        ("", "leaves-folder"), (".", "leaves-folder"), ("images/..", "leaves-folder"),
        ("data:image/png;base64,AAAA", "leaves-folder"), ("//server/a.png", "leaves-folder"),
        ("https://example.org/a.png", "remote-picture"), ("file:///etc/passwd", "remote-picture"),
        ("nothing.png", "picture-missing"), ("images/nothing.png", "picture-missing"), ("a.png/b", "picture-missing"),
        ("x\0y.png", "picture-missing"), ("x" * 5000, "picture-missing"), ("images", "not-a-picture"),
    ],
)  # fmt: skip
def test_a_name_that_is_refused(tmp_path: Path, name: str, rule: str) -> None:
    save(tmp_path, "a.png")
    (tmp_path / "issue" / "images").mkdir(parents=True)
    assert refused(tmp_path / "issue", name)[0] == rule


def test_a_missing_picture_names_what_is_there(tmp_path: Path) -> None:
    save(tmp_path, "images/garden.jpg")
    save(tmp_path, "images/bench.jpg")
    assert refused(tmp_path, "images/gardn.jpg") == (
        "picture-missing",
        "There is no picture “images/gardn.jpg”. In that folder: bench.jpg, garden.jpg.",
    )
    assert refused(tmp_path, "photos/garden.jpg") == (
        "picture-missing",
        "There is no picture “photos/garden.jpg”. Put it into the issue's images/ folder.",
    )


def test_pictures_that_are_too_large(tmp_path: Path) -> None:
    save(tmp_path, "wide.png", (8000, 8000))
    assert refused(tmp_path, "wide.png") == (
        "picture-too-large",
        "“wide.png” has 8000 by 8000 pixels. Save a smaller one, 1,200 pixels wide.",
    )
    with open(tmp_path / "heavy.jpg", "wb") as handle:
        handle.truncate(MAX_BYTES + 1_000_000)
    assert refused(tmp_path, "heavy.jpg") == (
        "picture-too-large",
        "“heavy.jpg” has 11 MB. Save a smaller one: at most 10 MB, 1,200 pixels wide is plenty.",
    )


def test_a_picture_that_is_cut_off_anywhere_is_measured_or_refused(tmp_path: Path) -> None:
    for name in ("a.png", "a.gif", "a.jpg"):
        data = save(tmp_path, name).read_bytes()
        for end in range(0, len(data), 7):
            (tmp_path / name).write_bytes(data[:end])
            try:
                rules = [f"{read_picture(tmp_path, name, PLACE).width} wide"]
            except ContentError as error:
                rules = [finding.rule for finding in error.findings]
            assert rules in (["30 wide"], ["reading/not-a-picture"])
