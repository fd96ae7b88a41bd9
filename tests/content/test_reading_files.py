"""Files that are no text, are too large, lead elsewhere or are missing: a sentence, never a traceback."""

import os
import struct
import sys
import time
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from newsletter.content.issues import read_issue
from newsletter.content.project import Project
from newsletter.model.errors import ProjectError
from newsletter.model.issue import Issue
from newsletter.model.reading import Reading
from newsletter.model.reference import Reference

LETTER = "---\nkind: letter\ntitle: Größe\n---\nDear friends,\n\n- one\n- two\n"
LINKS = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")

Files = Mapping[str, str | bytes | None]
Read = Callable[[Files], Reading[Issue]]
Write = Callable[[Files], Path]


def words(reading: Reading[Issue]) -> list[str]:
    return [str(finding) for finding in reading.findings]


@pytest.mark.parametrize(
    "data",
    [
        LETTER.replace("\n", "\r\n").encode(),
        LETTER.replace("\n", "\r").encode(),
        b"\xef\xbb\xbf" + LETTER.encode(),
        b"\xef\xbb\xbf" + LETTER.replace("\n", "\r\n").encode(),
        LETTER.rstrip("\n").encode(),
    ],
    ids=["crlf", "cr", "bom", "bom-crlf", "no-last-line-end"],
)
def test_what_notepad_saves_reads_the_same(
    tmp_path: Path, issue_folder: Write, reference: Reference, data: bytes
) -> None:
    folder = issue_folder({"letter.md": LETTER})
    (plain,) = read_issue(folder, reference).require().sections
    (folder / "letter.md").write_bytes(data)
    header = (folder / "issue.yaml").read_bytes()
    (folder / "issue.yaml").write_bytes(b"\xef\xbb\xbf" + header.replace(b"\n", b"\r\n"))
    (other,) = read_issue(folder, reference).require().sections
    assert other.fields == plain.fields
    assert [t.as_dict() for t in other.body.tokens] == [t.as_dict() for t in plain.body.tokens]
    assert other.places.known == plain.places.known


@pytest.mark.parametrize("name", ["issue.yaml", "letter.md"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"---\ntitle: Caf\xe9\n", ":2: The character in line 2, column 11 is not saved as UTF-8. "
         "Save it again as UTF-8."),
        ("title: Café".encode("utf-16"), ":1: The file is saved as UTF-16, which Windows calls Unicode. "
         "Save it again as UTF-8."),
        ("title: Café".encode("utf-16-le"), ":1: The file is saved as UTF-16, which Windows calls Unicode. "
         "Save it again as UTF-8."),
        (b"x" * 1_000_001, ": The file is larger than 1 MB, too large for a text. "
         "Divide it, or look whether a picture or another kind of file was saved under this name."),
    ],
    ids=["latin-1", "utf-16", "utf-16-le", "large"],
)  # fmt: skip
def test_bytes_that_are_no_text(read: Read, name: str, data: bytes, expected: str) -> None:
    assert words(read({name: data})) == [f"issues/2026-12/{name}{expected}"]


def test_fifty_megabytes_are_refused_unread(issue_folder: Write, reference: Reference) -> None:
    folder = issue_folder({})
    with open(folder / "letter.md", "wb") as handle:
        handle.truncate(50_000_000)
    started = time.perf_counter()
    (finding,) = read_issue(folder, reference).findings
    assert finding.rule == "reading/too-large"
    assert time.perf_counter() - started < 0.5


@pytest.mark.parametrize("name", ["issue.yaml", "letter.md"])
def test_a_folder_in_place_of_a_file(read: Read, name: str) -> None:
    assert words(read({name: None, f"{name}/x": ""})) == [
        f"issues/2026-12/{name}: This is a folder. Put a text file in its place."
    ]


@LINKS
@pytest.mark.parametrize("name", ["issue.yaml", "letter.md"])
def test_a_link_that_leads_back_to_itself(issue_folder: Write, reference: Reference, name: str) -> None:
    folder = issue_folder({name: None})
    (folder / name).symlink_to(name)
    assert words(read_issue(folder, reference)) == [
        f"issues/2026-12/{name}: This link leads back to itself. Put the file itself in its place."
    ]


@LINKS
def test_a_section_that_is_a_link_out_of_the_publication(
    tmp_path: Path, issue_folder: Write, reference: Reference
) -> None:
    folder = issue_folder({"letter.md": None})
    outside = tmp_path.parent / f"{tmp_path.name}-outside.md"
    outside.write_text("---\nkind: letter\n---\nsecret\n")
    (folder / "letter.md").symlink_to(outside)
    assert words(read_issue(folder, reference)) == [
        "issues/2026-12/letter.md: This link leads out of the publication. Copy the file itself here."
    ]


@LINKS
def test_a_section_that_is_a_link_within_the_publication_is_read(issue_folder: Write, reference: Reference) -> None:
    folder = issue_folder({"letter.md": None, "../shared/letter.md": LETTER})
    (folder / "letter.md").symlink_to("../shared/letter.md")
    assert read_issue(folder, reference).require().sections[0].fields.title == "Größe"


def test_an_empty_folder_and_a_folder_without_header(tmp_path: Path, reference: Reference) -> None:
    folder = tmp_path / "issues" / "2026-12"
    folder.mkdir(parents=True)
    start = "Start an issue with: newsletter new 2026-12"
    reading = read_issue(folder, reference)
    assert words(reading) == [f"issues/2026-12: The folder is empty. {start}"]
    (folder / "letter.md").write_text(LETTER)
    reading = read_issue(folder, reference)
    assert words(reading) == [f"issues/2026-12: There is no issue.yaml in this folder. {start}"]
    assert reading.value is None


@LINKS
def test_an_issue_folder_that_is_a_link_out_or_in_a_loop(tmp_path: Path) -> None:
    root = tmp_path / "publication"
    (root / "issues").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (root / "issues" / "2026-11").symlink_to(tmp_path / "elsewhere")
    (root / "issues" / "2026-12").symlink_to("2026-12")
    with pytest.raises(ProjectError, match=r"^issues/2026-11 is a link out of the publication\. Copy the folder"):
        Project(root).issue_folder("2026-11")
    with pytest.raises(ProjectError, match=r"^There is no issue “2026-12”\. Did you mean 2026-11\?"):
        Project(root).issue_folder("2026-12")


AGAIN = "Save it again as JPEG or PNG."
SMALLER = "Save a smaller one, 1,200 pixels wide."


def _png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    end = struct.pack(">I", 0) + b"IEND" + struct.pack(">I", zlib.crc32(b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + chunk + end


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"hello", f"is not a picture. {AGAIN}"),
        (b"", f"is not a picture. {AGAIN}"),
        (b"%PDF-1.4", f"is not a picture. {AGAIN}"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", f"is not a picture. {AGAIN}"),
        (_png_header(100_000, 100_000), f"has far too many pixels. {SMALLER}"),
        (_png_header(10_000, 10_000), f"has far too many pixels. {SMALLER}"),
        (_png_header(800, 800), f"is damaged. {AGAIN}"),
        (_png_header(0, 0), f"is not a picture. {AGAIN}"),
    ],
    ids=["text", "empty", "pdf", "svg", "bomb", "small-bomb", "cut-off", "nothing"],
)
def test_a_picture_that_is_none_or_a_bomb(read: Read, content: bytes, expected: str) -> None:
    reading = read({"letter.md": f"{LETTER}\n![x](images/a.png)\n", "images/a.png": content})
    assert words(reading) == [f"issues/2026-12/letter.md:10: “images/a.png” {expected}"]


@LINKS
def test_a_picture_that_is_a_link_in_a_loop_or_out_of_the_issue(
    tmp_path: Path, issue_folder: Write, reference: Reference, repository: Path
) -> None:
    folder = issue_folder({"letter.md": f"{LETTER}\n![x](images/a.png) ![y](images/b.png)\n", "images/.keep": ""})
    (folder / "images" / "a.png").symlink_to("a.png")
    (folder / "images" / "b.png").symlink_to(repository / "issues/2026-12/images/garden.jpg")
    assert words(read_issue(folder, reference)) == [
        "issues/2026-12/letter.md:10: There is no picture “images/a.png”. In that folder: .keep, b.png.",
        "issues/2026-12/letter.md:10: “images/b.png” leads out of the issue's folder. Copy the file itself here.",
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_a_pipe_in_place_of_a_file_does_not_hang(issue_folder: Write, reference: Reference) -> None:
    folder = issue_folder({"letter.md": None})
    os.mkfifo(folder / "letter.md")
    assert words(read_issue(folder, reference)) == [
        "issues/2026-12/letter.md: This is not an ordinary file. Put a text file in its place."
    ]
