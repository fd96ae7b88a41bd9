"""Files that are saved oddly, cut short or built to do harm: read, or refused at file and line."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from hostile_issue import HEADER, ISSUE, LETTER, Build, quoted

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.content.reference import read_publication
from newsletter.model.errors import ContentError

LETTER_FILE = f"issues/{ISSUE}/letter.md"


@pytest.mark.parametrize(
    "data",
    [
        f"{LETTER}one\n\ntwo\n".replace("\n", "\r"),
        f"{LETTER}one\n\ntwo\n".replace("\n", "\r\n"),
        "---\r\nkind: letter\rtitle: T\n---\r\none\n\rtwo",
        f"\ufeff{LETTER}one\n\ntwo",
    ],
    ids=["CR", "CRLF", "mixed", "BOM"],
)
def test_any_line_end_and_a_byte_order_mark_are_read(build: Build, data: str) -> None:
    outcome = build({"letter.md": data, "issue.yaml": HEADER.replace("\n", "\r")})
    assert "one two" in outcome.html_words
    assert "one two" in outcome.text_words


@pytest.mark.parametrize(
    ("data", "rule", "line"),
    [
        (f"{LETTER}caf\xe9".encode("latin-1"), "not-utf-8", 5),
        (f"{LETTER}x".encode("utf-16"), "not-utf-8", 1),
        (f"{LETTER}x".encode("utf-16-le"), "not-utf-8", 1),
        (f"{LETTER}x".encode("utf-32"), "not-utf-8", 1),
        (LETTER.encode() + b"\xed\xa0\x80", "not-utf-8", 5),
        (LETTER.encode() + b"\xf0\x9f\x98", "not-utf-8", 5),
        (bytes(range(256)), "not-utf-8", 3),
        (b"\x89PNG\r\n\x1a\n", "not-utf-8", 1),
        (b"\0", "front-matter-missing", 1),
        (b"", "front-matter-missing", 1),
        (b"\n \n\n", "front-matter-missing", 1),
        (b"Hello.", "front-matter-missing", 1),
        ("\ufeff\ufeff---\nkind: letter\n---\nx".encode(), "front-matter-dashes", 1),
        ("\u200b---\nkind: letter\n---\nx".encode(), "front-matter-dashes", 1),
        (b"---", "front-matter-open", 1),
        (b"---\nkind: letter\nHello.", "front-matter-open", 1),
        (b"---\n---\nx", "unknown-kind", 0),
        (b"---\n- kind\n---\nx", "not-fields", 2),
        (LETTER.encode() + b"x" * 1_000_000, "too-large", 0),
    ],
)
def test_a_file_that_is_no_section_is_refused(build: Build, data: bytes, rule: str, line: int) -> None:
    finding = build({"letter.md": data}).refusal
    assert (finding.rule, finding.place.file, finding.place.line) == (f"reading/{rule}", LETTER_FILE, line)


def test_front_matter_alone_is_found(build: Build) -> None:
    outcome = build({"letter.md": "---\nkind: letter\ntitle: T\n---"})
    assert [(f.rule, f.place.line) for f in outcome.findings] == [("content/empty-section", 1)]


BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, x]\n" for n in range(20))
YAML = {
    "aliases": (BOMB, "alias"),
    "brackets": ("x: " + "[" * 1_000 + "]" * 1_000, "too-deep"),
    "open brackets": ("x: " + "[" * 100_000, "too-deep"),
    "levels": ("".join(f"{' ' * n}a:\n" for n in range(1_000)), "too-deep"),
    "dashes": ("x:\n  " + "- " * 1_000 + "a", "too-deep"),
    "questions": ("? " * 10_000, "odd-key"),
    "keys": ("".join(f"k{n}: x\n" for n in range(10_000)), "unknown-key"),
    "a command": ("notes: !!python/object/apply:os.system ['touch x']", "tag"),
    "binary": ("notes: !!binary aGk=", "tag"),
    "merge keys": ("<<: {notes: x}", "unknown-key"),
    "two keys": ("kind: letter\nkind: letter", "duplicate-key"),
    "a tab": ("photo:\n\tfile: x", "tab"),
    "an open quote": ("notes: 'x", "quote-open"),
    "open quotes": ('a: "x\n' * 3_001, "quote-open"),
    "backslashes": ('notes: "' + "\\" * 100_001 + '"', "quote-open"),
    "quotes": ('notes: "' + '"' * 100_000, "quote-in-value"),
    "colons": ("notes: a" + ": b" * 10_000, "colon-in-value"),
    "braces": ("notes: {{x}}", "odd-key"),
    "stars": ("notes: *|FNAME|*", "quote-value"),
    "at-signs": ("notes: @@first_name@@", "quote-value"),
    "a long key": ("x" * 2_000 + ": y", "no-colon"),
    "half a character": ('notes: "\\uD800"', "backslash"),
}


@pytest.mark.parametrize(("yaml", "rule"), YAML.values(), ids=YAML)
def test_fields_that_cannot_be_read_are_refused_at_their_line(build: Build, issue: Path, yaml: str, rule: str) -> None:
    found = build({"letter.md": f"---\nkind: letter\n{yaml}\n---\nHello.\n"})
    assert found.refusal.rule == f"reading/{rule}"
    assert found.refusal.place.line >= 3
    header = build({"issue.yaml": f"{HEADER}{yaml}\n"})
    if rule not in ("unknown-key", "duplicate-key") and not yaml.startswith("kind"):
        assert header.refusal.rule == f"reading/{rule}"
        assert header.refusal.place.line >= 8
    assert not (issue / "x").exists()


@pytest.mark.parametrize("field", ["notes: " + "x " * 400_000, "notes: |\n" + "  x\n" * 100_000, "#" * 100_000])
def test_long_fields_are_read(build: Build, field: str) -> None:
    assert build({"letter.md": f"---\nkind: letter\n{field}\n---\nHello.\n"}).email is not None


@pytest.mark.parametrize(
    "name",
    [
        "../letter", "/etc/passwd", "a/b", "a\\b", "C:x", "con", "a:b", ".", "..", "a\nb", "a\tb", "a%2e", "x" * 300,
        "a\u200bb", "a\u202eb", "-x", "reference/", "reference/pages/../x", "reference//etc/passwd", "a&b", "a<b",
        "a'b", '"', "<!--block x-->", "a@@b", "{{x}}", "e\u0301\u0301", "\u00a0",
    ],
)  # fmt: skip
def test_an_odd_name_of_a_section_is_refused_at_its_line(build: Build, name: str) -> None:
    finding = build({"issue.yaml": f"{HEADER}  - {quoted(name)}\n"}).refusal
    assert finding.place == (f"issues/{ISSUE}/issue.yaml", 8, finding.place.column)
    assert finding.rule in ("reading/bad-name", "reading/section-missing", "reading/empty")


@pytest.mark.parametrize("name", ["é", "שלום", "a--b", "a b", "a.b", "2027"])
def test_an_unusual_name_of_a_section_is_fine(build: Build, name: str) -> None:
    header = HEADER.replace("letter", quoted(name))
    outcome = build({"issue.yaml": header, f"{name}.md": f"{LETTER}Its words.\n"})
    assert outcome.html_words.count("Its words.") == 1
    assert outcome.text_words.count("Its words.") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", [b"\x1b[31m.md", b"a\nb.md", b"caf\xe9.md", "\u202egpj.md".encode()])
def test_a_file_with_an_odd_name_is_named_in_print(build: Build, issue: Path, name: bytes) -> None:
    Path(os.fsdecode(os.path.join(os.fsencode(issue), name))).write_text(LETTER, "utf-8")
    (finding,) = build({}).findings
    assert finding.rule == "reading/not-listed"
    assert str(finding).isprintable()


def test_a_folder_in_place_of_a_file_is_refused(build: Build, builder: Builder, issue: Path) -> None:
    for name in ("letter.md", "issue.yaml"):
        build({})
        (issue / name).unlink()
        (issue / name).mkdir()
        with pytest.raises(ContentError) as caught:
            builder.build(ISSUE)
        shutil.rmtree(issue / name)
        assert [str(f) for f in caught.value.findings] == [
            f"issues/{ISSUE}/{name}: This is a folder. Put a text file in its place."
        ]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_that_may_not_be_read_is_refused(build: Build, builder: Builder, issue: Path) -> None:
    build({})
    (issue / "letter.md").chmod(0)
    with pytest.raises(ContentError) as caught:
        builder.build(ISSUE)
    assert [(f.rule, f.place.file) for f in caught.value.findings] == [("reading/no-permission", LETTER_FILE)]


STANDING = [
    "newsletter.yaml", "reference/organization.yaml", "reference/glossary.yaml", "reference/notices/support.md",
    "reference/drugs/trabectedin.md", "people/person-0031.yaml",
]  # fmt: skip
BROKEN: list[bytes | None] = [
    b"", b"\0", b"---", "x: é".encode("latin-1"), "x: y".encode("utf-16"), b"x: [" + b"[" * 20_000, BOMB.encode(),
    b"- x\n", b"? [x]\n: y\n", b"---\n" + BOMB.encode() + b"---\nx", b"---\ntitle: \"\\x01\"\n---\nx", None,
]  # fmt: skip


@pytest.fixture(scope="module")
def standing(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("standing")
    for name in ("reference", "people"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    return Project(root)


@pytest.mark.parametrize("name", STANDING)
@pytest.mark.parametrize("data", BROKEN, ids=lambda data: repr(data[:12]) if data is not None else "a folder")
def test_a_broken_standing_file_is_refused_by_name(standing: Project, name: str, data: bytes | None) -> None:
    path = standing.root / name
    sound = path.read_bytes()
    path.unlink()
    try:
        if data is None:
            path.mkdir()
        else:
            path.write_bytes(data)
        found = [f for f in read_publication(standing).findings if f.place.file == name]
    finally:
        path.rmdir() if data is None else path.unlink()
        path.write_bytes(sound)
    # A glossary may be empty.
    assert found or (name, data) in (("reference/glossary.yaml", b""), ("reference/glossary.yaml", b"---"))
    assert all(finding.remedy for finding in found)
