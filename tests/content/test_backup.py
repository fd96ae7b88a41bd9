"""A backup gives the same folder back, and says what is in it."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsletter.build import Builder
from newsletter.content.backup import ABOUT, back_up, write_backup
from newsletter.content.project import Project, find_project
from newsletter.model.errors import NewsletterError

Make = Callable[[Mapping[str, str | bytes]], Project]
FILES: dict[str, str | bytes] = {
    "issues/2026-12/letter.md": "---\nkind: letter\ntitle: T\n---\nWörds.\n",
    "issues/2026-12/images/garden.jpg": bytes(range(256)) * 9_000,
    "README.md": "Our letter\r\n",
    ".gitignore": "dist/\n",
    ".schemas/issue.json": "{}",
    "Notes on paper.docx": b"PK",
}
MADE: dict[str, str] = {
    "dist/2026-12/email.html": "built",
    ".git/config": "[core]",
    ".venv/lib/x.py": "x",
    "__pycache__/x.pyc": "x",
    "node_modules/x/index.js": "x",
    "issues/2026-12/.abcd.tmp": "half",
    ".DS_Store": "x",
    ".env": "KEY=secret",
}


@pytest.fixture
def project(make_publication: Make) -> Project:
    project = make_publication({**FILES, **MADE})
    (project.issues / "2027-01" / "images").mkdir(parents=True)
    return project


def tree(root: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None for path in root.rglob("*")
    }


def kept(project: Project) -> dict[str, bytes | None]:
    left = {Path(name).parts[0] for name in MADE} - {"issues"}
    every = tree(project.root)
    return {name: data for name, data in every.items() if Path(name).parts[0] not in left and not name.endswith(".tmp")}


def test_unzipping_gives_the_same_folder_which_builds(project: Project, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int]] = []
    target = tmp_path / "out" / "backup.zip"
    target.parent.mkdir()
    backup = back_up(project, target, lambda *told: seen.append(told))
    shutil.unpack_archive(target, tmp_path / "restored")
    restored = tmp_path / "restored" / project.root.name
    assert tree(restored) == kept(project)
    assert "issues/2027-01/images" in tree(restored)
    assert (backup.files, backup.renamed, backup.left_out) == (
        sum(d is not None for d in kept(project).values()),
        {},
        {},
    )
    assert backup.size == sum(len(data) for data in kept(project).values() if data is not None)
    assert [number for _, number, _ in seen] == list(range(1, len(seen) + 1))
    assert {count for *_, count in seen} == {len(seen)}
    assert [path.name for path in target.parent.iterdir()] == ["backup.zip"]
    assert "Wörds." in Builder(find_project(restored)).build("2026-12").draft.email.text


def test_the_page_beside_the_folder_says_that_it_is_private(project: Project, make_publication: Make) -> None:
    out = io.BytesIO()
    assert write_backup(project, out).people == len(list(project.people.iterdir()))
    about = zipfile.ZipFile(out).read(ABOUT).decode()
    assert "PLEASE KEEP IT PRIVATE" in about
    assert f"open the folder “{project.root.name}”" in about
    assert "MISSING" not in about
    alone = make_publication({})
    shutil.rmtree(alone.people)
    out = io.BytesIO()
    assert write_backup(alone, out).people == 0
    assert "PRIVATE" not in zipfile.ZipFile(out).read(ABOUT).decode()


def test_the_same_files_make_the_same_bytes(project: Project, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere" / project.root.name
    shutil.copytree(project.root, copy)  # with the times of the files
    one, other = io.BytesIO(), io.BytesIO()
    write_backup(project, one)
    write_backup(Project(copy), other)
    assert one.getvalue() == other.getvalue()
    os.utime(copy / "newsletter.yaml", (0, 0))
    write_backup(Project(copy), io.BytesIO())  # 1970: before the first day of a zip


def test_it_can_be_streamed(project: Project) -> None:
    class Pipe(io.RawIOBase):
        """What cannot be sought in, as the answer to a browser."""

        def __init__(self) -> None:
            self.pieces: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.pieces.append(bytes(data))
            return len(data)

    pipe = Pipe()
    write_backup(project, pipe)
    assert max(map(len, pipe.pieces)) <= 1 << 20
    archive = zipfile.ZipFile(io.BytesIO(b"".join(pipe.pieces)))
    assert archive.testzip() is None
    assert archive.read(f"{project.root.name}/README.md") == b"Our letter\r\n"


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made on Windows")
def test_names_that_some_systems_cannot_have_are_changed_and_told(make_publication: Make, tmp_path: Path) -> None:
    project = make_publication({})
    names = [
        "a:b.md",
        "a_b.md",
        "CON.md",
        "end. ",
        "Story.md",
        "story.md",
        "u\u0308.md",
        "back\\slash.md",
        "new\nline.md",
    ]
    for name in names:
        (project.root / name).write_text(name, "utf-8")
    (project.root / os.fsdecode(b"latin-\xe9.md")).write_bytes(b"latin")
    out = io.BytesIO()
    backup = write_backup(project, out)
    archive = zipfile.ZipFile(out)
    stored = [name.removeprefix(f"{project.root.name}/") for name in archive.namelist()]
    assert len({name.casefold() for name in stored}) == len(stored)
    assert backup.renamed == {
        "CON.md": "_CON.md",
        "a_b.md": "a_b-2.md",
        "a:b.md": "a_b.md",
        "back\\slash.md": "back_slash.md",
        "end. ": "end",
        "latin-?.md": "latin-_.md",
        "new\nline.md": "new_line.md",
        "story.md": "story-2.md",
        "u\u0308.md": "ü.md",
    }
    assert archive.read(f"{project.root.name}/a_b.md") == b"a:b.md"
    assert "“a:b.md” is “a_b.md”" in archive.read(ABOUT).decode()


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_links_lead_nowhere_else_but_to_people(project: Project, tmp_path: Path) -> None:
    people = tmp_path / "people of ours"
    shutil.move(project.people, people)
    project.people.symlink_to(people, target_is_directory=True)
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "key").write_text("secret", "utf-8")
    (project.root / "elsewhere").symlink_to(tmp_path / "secret", target_is_directory=True)
    (project.root / "key").symlink_to(tmp_path / "secret" / "key")
    (project.issues / "around").symlink_to(project.root, target_is_directory=True)
    (project.root / "gone").symlink_to(tmp_path / "nowhere")
    out = io.BytesIO()
    backup = write_backup(project, out)
    assert backup.people == len(list(people.iterdir())) > 0
    assert b"KEY=secret" not in out.getvalue()
    assert {name: "link" in reason for name, reason in backup.left_out.items()} == {
        "elsewhere": True, "key": True, "gone": True,
    }  # fmt: skip
    assert "“key”: It is a link to something outside" in zipfile.ZipFile(out).read(ABOUT).decode()
    assert len(zipfile.ZipFile(out).namelist()) == len(set(zipfile.ZipFile(out).namelist()))


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes among files on Windows")
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_kept(project: Project) -> None:
    (project.root / "pipe").mkdir()
    os.mkfifo(project.root / "pipe" / "fifo")
    out = io.BytesIO()
    backup = write_backup(project, out)
    assert backup.left_out == {"pipe/fifo": "It is not an ordinary file."}
    assert "THESE FILES ARE MISSING" in zipfile.ZipFile(out).read(ABOUT).decode()
    assert f"{project.root.name}/newsletter.yaml" in zipfile.ZipFile(out).namelist()


def test_no_backup_inside_the_publication_and_a_disk_that_refuses_keeps_the_last_one(
    project: Project, tmp_path: Path
) -> None:
    with pytest.raises(NewsletterError, match="is inside the publication") as caught:
        back_up(project, project.root / "issues" / "backup.zip")
    assert caught.value.code == "backup/inside"
    with pytest.raises(NewsletterError, match="could not be written") as caught:
        back_up(project, tmp_path / "no such folder" / "backup.zip")
    assert caught.value.code == "backup/not-written"
    target = tmp_path / "backup.zip"
    target.write_bytes(b"the last one")
    before = sorted(os.listdir(tmp_path))

    def stop(_name: str, number: int, _of: int) -> None:
        if number == 3:
            raise OSError(28, "No space left on device")

    with pytest.raises(NewsletterError, match="No space left on device"):
        back_up(project, target, stop)
    assert target.read_bytes() == b"the last one"
    assert sorted(os.listdir(tmp_path)) == before


NAME = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1, max_size=20).filter(
    lambda name: name not in (".", "..") and not name.startswith(".") and len(name.encode()) < 200
)


@pytest.mark.skipif(os.name == "nt", reason="such names cannot be made on Windows")
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(NAME, st.binary(max_size=50), max_size=6))
def test_no_file_is_ever_lost(tmp_path: Path, files: dict[str, bytes]) -> None:
    root = tmp_path / f"p{len(list(tmp_path.iterdir()))}"
    (root / "issues").mkdir(parents=True)
    for name, data in files.items():
        (root / "issues" / name).write_bytes(data)
    out = io.BytesIO()
    backup = write_backup(Project(root), out)
    archive = zipfile.ZipFile(out)
    names = [name for name in archive.namelist() if name != ABOUT and not name.endswith("/")]
    assert sorted(archive.read(name) for name in names) == sorted(files.values())
    assert backup.files == len(files)
