"""The line that a message points at."""

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content import excerpt as module
from newsletter.content.excerpt import Excerpt, excerpt
from newsletter.content.markdown import parse_markdown
from newsletter.content.project import Project
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.place import Place


@pytest.fixture
def project(tmp_path: Path) -> Project:
    root = tmp_path / "publication"
    (root / "issues/2026-12").mkdir(parents=True)
    (root / "templates/parts").mkdir(parents=True)
    (root / "newsletter.yaml").write_text("title: T\n", "utf-8")
    return Project(root)


def write(project: Project, content: str | bytes, file: str = "issues/2026-12/letter.md") -> str:
    path = project.root / file
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def test_the_line_and_the_column(project: Project) -> None:
    file = write(project, "---\nkind: leter\n---\nWords.\n")
    assert excerpt(project, Place(file, 2, 7)) == Excerpt(2, "kind: leter", 6)
    assert excerpt(project, Place(file, 2)) == Excerpt(2, "kind: leter", None)
    assert excerpt(project, Place(file, 2, 12)) == Excerpt(2, "kind: leter", 11)
    assert excerpt(project, Place(file, 2, 13)) == Excerpt(2, "kind: leter", None)


@pytest.mark.parametrize("line", [0, -1, 1, 3, 5, 6, 999])
def test_nothing_is_shown_where_the_line_says_nothing(project: Project, line: int) -> None:
    file = write(project, "---\nkind: letter\n---\nWords.\n\t \n")
    assert excerpt(project, Place(file, line, 1)) is None


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_are_counted_as_the_readers_count_them(project: Project, ends: str, mark: str) -> None:
    file = write(project, mark + ends.join(["one", "two", "three", ""]))
    assert excerpt(project, Place(file, 1, 1)) == Excerpt(1, "one", 0)
    assert excerpt(project, Place(file, 3, 1)) == Excerpt(3, "three", 0)


@pytest.mark.parametrize(
    ("line", "column", "text", "at"),
    [
        ("\tkey: x", 2, "    key: x", 4),
        ("a\tb\tc", 5, "a    b    c", 10),
        ("a\x0bb", 2, "a<U+000B>b", 1),
        ("a\x0bb", 3, "a<U+000B>b", 9),
        ("x\u202egnp", 3, "x<U+202E>gnp", 9),
        ("x\u200by\ufeff", 3, "x<U+200B>y<U+FEFF>", 9),
        ("\x1b[31mred", 1, "<U+001B>[31mred", 0),
        ("nul\x00", 4, "nul<U+0000>", 3),
        ("👩\u200d👧 e\u0301 שלום", 5, "👩\u200d👧 e\u0301 שלום", 4),
    ],
)
def test_what_cannot_be_seen_is_named(project: Project, line: str, column: int, text: str, at: int) -> None:
    file = write(project, f"first\n{line}\n")
    assert excerpt(project, Place(file, 2, column)) == Excerpt(2, text, at)


@given(line=st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=1))
def test_a_terminal_is_never_given_a_control_character(line: str) -> None:
    shown = module._visible(line)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Zl", "Zp")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@pytest.mark.parametrize(
    "content", [b"\x89PNG\r\n\x1a\n\x00\x00", b"caf\xe9\n", "Unicode\n".encode("utf-16"), b"x" * 1_000_001]
)
def test_no_excerpt_of_what_is_no_text(project: Project, content: bytes) -> None:
    assert excerpt(project, Place(write(project, content), 1, 1)) is None


@pytest.mark.parametrize(
    "file",
    [
        "issues/2026-12/gone.md", "issues/2026-12", "", "nothing/at/all.md", "../secret.md", "/etc/passwd",
        "issues/../../secret.md", "templates/../../secret.md", "default templates/../../../../../etc/passwd",
        "templates/gone.j2", "default templates/gone.j2", "issues/a\0b", "x" * 5000,
    ],
)  # fmt: skip
def test_nothing_outside_the_publication_is_read(project: Project, file: str) -> None:
    (project.root.parent / "secret.md").write_text("secret\n", "utf-8")
    assert excerpt(project, Place(file, 1, 1)) is None


def test_a_link_out_of_the_publication_is_not_followed(project: Project) -> None:
    secret = project.root.parent / "secret.md"
    secret.write_text("secret\n", "utf-8")
    os.symlink(secret, project.root / "issues/2026-12/letter.md")
    os.symlink("loop.md", project.root / "issues/2026-12/loop.md")
    (project.root / "issues/2026-12/real.md").write_text("words\n", "utf-8")
    os.symlink("real.md", project.root / "issues/2026-12/inside.md")
    assert excerpt(project, Place("issues/2026-12/letter.md", 1)) is None
    assert excerpt(project, Place("issues/2026-12/loop.md", 1)) is None
    assert excerpt(project, Place("issues/2026-12/inside.md", 1)) == Excerpt(1, "words")


def test_templates_of_the_publication_and_default_ones(project: Project, repository: Path) -> None:
    file = write(project, "<p>own</p>\n", "templates/parts/section.mjml.j2")
    assert excerpt(project, Place(file, 1)) == Excerpt(1, "<p>own</p>")
    line = (repository / "templates/parts/section.mjml.j2").read_text("utf-8").split("\n")[0]
    found = excerpt(project, Place("default templates/parts/section.mjml.j2", 1))
    assert found is not None
    assert found.text == line


def test_a_value_in_yaml_has_its_own_column() -> None:
    text = "photo: {file: images/a.jpg, alt: ''}\ntitle:\n  below\nempty:\nlist:\n  - one\n"
    read = read_yaml(text, "f")
    _, places = to_data(read.root, read.lines, "f")
    assert places.of("photo", "file") == Place("f", 1, 9)
    assert places.of_value("photo", "file") == Place("f", 1, 15)
    assert places.of_value("title") == Place("f", 2, 1)  # the value is on another line
    assert places.of_value("empty") == Place("f", 4, 1)
    assert places.of_value("list", 0) == Place("f", 6, 5)
    assert places.of_value("missing") == Place("f")


def test_links_and_pictures_of_markdown_have_line_and_column() -> None:
    markdown = (
        "One\ntwo [x](ref:webinars/three) and\n<ref:drugs/x>.\n\n> ![a](images/a%20b.jpg)\n\n"
        "[l] ref:organization\n\n[l]: ref:organization/helpline\n"
    )
    text, _ = parse_markdown(markdown, "f.md", 5)
    assert text.targets == {
        "webinars/three": Place("f.md", 6, 9),
        "drugs/x": Place("f.md", 7, 2),
        "organization/helpline": Place("f.md", 11),
    }
    assert text.pictures == {"images/a b.jpg": Place("f.md", 9, 8)}
