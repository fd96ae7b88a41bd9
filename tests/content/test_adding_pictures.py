"""A dropped picture ends up in the issue under a name of its own, or words say why not."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_pictures import exif, photo, saved

from newsletter.build import Builder
from newsletter.content.adding_pictures import MOST_BYTES, add_picture
from newsletter.content.pictures import plain_stem
from newsletter.content.project import Project, is_safe_name
from newsletter.model.errors import EditError, ProjectError

Make = Callable[[Mapping[str, str | bytes]], Project]
LETTER = "---\nkind: letter\ntitle: T\nphoto:\n  file: {file}\n  alt: A painted garden in the evening\n---\nWords.\n"


@pytest.fixture
def project(make_publication: Make) -> Project:
    return make_publication({"issues/2026-12/letter.md": "---\nkind: letter\ntitle: T\n---\nWords.\n"})


def images(project: Project) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (project.issues / "2026-12" / "images").iterdir()}


def test_a_photo_of_a_phone_passes_the_checks(project: Project) -> None:
    data = saved(photo(4032, 3024), "JPEG", quality=92, exif=exif(6))
    added = add_picture(project, "2026-12", "IMG_0412 (Ännchen’s garden).JPG", data)
    assert added.file == "images/img-0412-annchens-garden.jpg"
    assert (added.width, added.height) == (1200, 1600)
    assert added.size_before == len(data)
    assert added.size_after == len(images(project)["img-0412-annchens-garden.jpg"])
    letter = project.issues / "2026-12" / "letter.md"
    letter.write_text(LETTER.format(file=added.file), "utf-8")
    findings = Builder(project).check("2026-12", as_of=date(2026, 11, 20)).findings
    assert [f for f in findings if f.rule.startswith("images/") and added.file in f.message] == []
    assert [f for f in findings if f.rule.startswith("reading/")] == []


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Garden.JPG", "garden"),
        ("été à Nîmes.png", "ete-a-nimes"),
        ("e\u0301te\u0301.png", "ete"),
        ("花.png", "picture"),
        ("", "picture"),
        ("...", "picture"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\My garden.jpg", "my-garden"),
        ("CON.jpg", "picture-con"),
        ("a" * 300 + ".jpg", "a" * 60),
        ("\ud800.jpg", "picture"),
    ],
)  # fmt: skip
def test_names_are_plain_wherever_they_come_from(project: Project, name: str, stem: str) -> None:
    file = add_picture(project, "2026-12", name, saved(photo(300, 200), "JPEG")).file
    assert file == f"images/{stem}.jpg"


@given(st.text(max_size=80))
def test_every_name_becomes_one_that_every_system_takes(name: str) -> None:
    stem = plain_stem(name)
    assert is_safe_name(f"{stem}.jpg")
    assert stem.isascii()
    assert stem == plain_stem(f"{stem}.jpg")


def test_equal_names_get_a_number_and_nothing_is_overwritten(project: Project) -> None:
    folder = project.issues / "2026-12" / "images"
    folder.mkdir()
    (folder / "Garden.jpg").write_bytes(b"another one")
    data = saved(photo(300, 200), "JPEG")
    files = [add_picture(project, "2026-12", name, data).file for name in ("garden.jpg", "GARDEN.jpeg", "garden.png")]
    assert files == ["images/garden-2.jpg", "images/garden-3.jpg", "images/garden-4.jpg"]
    assert images(project)["Garden.jpg"] == b"another one"


def test_two_windows_at_the_same_time_save_two_files(project: Project) -> None:
    data = saved(photo(300, 200), "JPEG")
    files: list[str] = []
    threads = [
        threading.Thread(target=lambda: files.append(add_picture(project, "2026-12", "garden.jpg", data).file))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(files) == sorted({f"images/{name}" for name in images(project)})
    assert len(files) == 8


@pytest.mark.parametrize(
    ("issue", "data", "error", "words"),
    [
        ("2026-11", b"", ProjectError, "There is no issue"),
        ("../x", b"", ProjectError, "There is no issue"),
        ("2026-12", b"MZ" + bytes(90), EditError, "a program by what is in it"),
        ("2026-12", bytes(MOST_BYTES + 1), EditError, "at most 40 MB are taken"),
        ("2026-12", b"", EditError, "cannot be opened"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(
    project: Project, issue: str, data: bytes, error: type[Exception], words: str
) -> None:
    before = sorted(project.issues.rglob("*"))
    with pytest.raises(error, match=words):
        add_picture(project, issue, "garden.jpg", data)
    assert sorted(project.issues.rglob("*")) == before


def test_an_issue_that_was_sent_takes_no_more_pictures(project: Project) -> None:
    sent = project.issues / "2026-12" / "sent" / "manifest.json"
    sent.parent.mkdir()
    sent.write_text("{}", "utf-8")
    with pytest.raises(EditError, match=r"garden\.jpg: 2026-12 was sent"):
        add_picture(project, "2026-12", "garden.jpg", saved(photo(300, 200), "JPEG"))


def test_an_images_folder_that_leads_elsewhere_or_cannot_be_written_is_named(project: Project, tmp_path: Path) -> None:
    data = saved(photo(300, 200), "JPEG")
    folder = project.issues / "2026-12" / "images"
    folder.write_text("a file in its place", "utf-8")
    with pytest.raises(EditError, match=r"could not be saved into the issue's images folder \(File exists\)"):
        add_picture(project, "2026-12", "garden.jpg", data)
    folder.unlink()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    os.symlink(elsewhere, folder, target_is_directory=True)
    with pytest.raises(EditError, match="leads elsewhere"):
        add_picture(project, "2026-12", "garden.jpg", data)
    assert list(elsewhere.iterdir()) == []
