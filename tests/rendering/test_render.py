"""The finished email: what has to stand in it, what must not, and the same bytes every time."""

from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html as lxml_html

from newsletter.build import Build, Builder
from newsletter.content.project import Project
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.rendering.marks import with_marks, without_marks
from newsletter.rendering.mjml import compile_mjml
from newsletter.rendering.optional_blocks import without_optional_marks

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="session")
def html(built: Build) -> str:
    return built.draft.email.html


@pytest.fixture(scope="session")
def tree(html: str) -> Any:
    return lxml_html.document_fromstring(html)


def test_the_doctype_comes_first(html: str) -> None:
    assert html.startswith("<!doctype html><html ")
    assert html.endswith("</html>\n")


def test_language_and_direction_stand_on_the_page_and_on_the_article(tree: Any) -> None:
    assert (tree.get("lang"), tree.get("dir")) == ("en", "ltr")
    article = tree.xpath("//*[@role='article']")[0]
    assert (article.get("lang"), article.get("dir")) == ("en", "ltr")
    assert article.get("aria-label") == tree.findtext(".//title") == "LMSeAlerts: December 2026"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("color-scheme", "light dark"),
        ("supported-color-schemes", "light dark"),
        ("format-detection", "telephone=no, date=no, address=no, email=no, url=no"),
        ("x-apple-disable-message-reformatting", None),
        ("viewport", "width=device-width, initial-scale=1"),
    ],
)
def test_the_head_carries_its_metas(tree: Any, name: str, content: str | None) -> None:
    (meta,) = tree.xpath(f"//head/meta[@name='{name}']")
    assert meta.get("content") == content


def test_the_character_set_is_named(tree: Any) -> None:
    assert tree.xpath("//head/meta[@http-equiv='Content-Type']/@content") == ["text/html; charset=UTF-8"]


def unbroken(text: str) -> str:
    """Without the line ends that break_lines puts between tags."""
    return re.sub(r"\n(?=<)", "", text)


def test_what_mrml_wrote_for_outlook_and_dark_mode_is_unchanged(built: Build) -> None:
    compiled = without_optional_marks(without_marks(with_marks(compile_mjml(built.draft.email.mjml))), "html")
    html = built.draft.email.html
    comments = re.findall(r"<!--.*?-->", compiled, re.DOTALL)
    assert len([c for c in comments if "mso" in c]) > 50
    assert list(map(unbroken, re.findall(r"<!--.*?-->", html, re.DOTALL))) == list(map(unbroken, comments))
    sheets = re.findall(r"<style.*?</style>", compiled, re.DOTALL)
    assert re.findall(r"<style.*?</style>", html, re.DOTALL) == sheets
    assert any("prefers-color-scheme: dark" in sheet for sheet in sheets)


def test_our_style_sheet_stands_as_the_template_wrote_it(built: Build) -> None:
    sheet = re.search(r"<mj-style>\s*(.*?)\s*</mj-style>", built.draft.email.mjml, re.DOTALL)
    assert sheet
    assert sheet.group(1) in built.draft.email.html
    assert "@media (prefers-color-scheme: dark) {" in sheet.group(1)


def test_the_same_bytes_but_for_line_ends_came_from_mrml(built: Build) -> None:
    """Nothing between MRML and the reader touches the page but marks and line ends."""
    compiled = without_optional_marks(without_marks(with_marks(compile_mjml(built.draft.email.mjml))), "html")
    assert "".join(built.draft.email.html.split()) == "".join(compiled.split())


def test_nothing_is_fetched_but_pictures(html: str, tree: Any) -> None:
    assert not re.search(r"<link|@import|@font-face|url\(|<script|<iframe|<object|<form|srcset=", html, re.IGNORECASE)
    sources = [e.get("src") for e in tree.iter() if isinstance(e.tag, str) and e.get("src")]
    assert sources == ["images/theme/logo-light.png", "images/theme/logo-dark.png", "images/garden.jpg"]
    rest = re.sub(r'(?:href|xmlns(?::\w)?)="https?://[^"]*"', "", html)
    assert not re.search(r"https?://", rest)


def test_a_build_opens_no_connection(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    Builder(Project(repository)).build("2026-12")


def test_there_is_one_title_and_no_heading_level_is_skipped(tree: Any) -> None:
    levels = [int(e.tag[1]) for e in tree.iter(*HEADINGS)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_jump_of_the_contents_lands(tree: Any) -> None:
    jumps = [a.get("href")[1:] for a in tree.iter("a") if a.get("href").startswith("#")]
    ids = [e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")]
    assert jumps == ["letter", "story", "drug", "news", "trials", "printing", "webinars"]
    assert set(jumps) <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_preheader_is_hidden_and_padded(tree: Any) -> None:
    body = tree.find("body")
    first = next(e for e in body.iter() if isinstance(e.tag, str) and (e.text or "").strip())
    assert first.get("class") == "preheader"
    for declaration in ("display:none", "max-height:0", "overflow:hidden", "mso-hide:all"):
        assert declaration in first.get("style").split(";")
    words, padding = re.fullmatch(r"(.*?watch)([\s\u034f\u200c\u00a0]*)", first.text_content(), re.DOTALL).groups()
    assert words == "A survivor's story, trabectedin in plain words, and two webinars to watch"
    assert padding.count("\u034f\u200c\u00a0") == 30
    assert "\\u{" not in first.text_content()


def test_pictures_have_alt_text_and_a_width_in_whole_pixels(tree: Any) -> None:
    assert [i for i in tree.iter("img") if i.get("alt") is None or not re.fullmatch(r"\d+", i.get("width") or "")] == []


def test_layout_tables_are_hidden_from_screen_readers(tree: Any) -> None:
    assert [t for t in tree.iter("table") if t.get("role") != "presentation" and t.find("thead") is None] == []


FIELDS = " ".join(f"@@{name}@@" for name in MERGE_FIELDS)
FIELDS_LETTER = f"""---
kind: letter
title: "{FIELDS}"
signed: "@@first_name@@"
photo: {{file: p.jpg, alt: "for @@first_name@@"}}
---
Dear @@first_name@@, [leave](@@unsubscribe_url@@) or [write](https://example.org/?to=@@email@@&x=1) to
**@@email@@**.

| @@first_name@@ | `@@email@@` |
|---|---|
| @@postal_address@@ | [@@web_version_url@@](@@web_version_url@@) |

![@@first_name@@](p.jpg)
"""


def test_merge_fields_come_through_everywhere(make_publication, repository: Path) -> None:
    files = {
        "issues/2027-01/letter.md": FIELDS_LETTER,
        "issues/2027-01/p.jpg": (repository / "issues/2026-12/images/garden.jpg").read_bytes(),
        "issues/2027-01/issue.yaml": 'title: "For @@first_name@@"\nnumber: 1\ndate: 2026-12-01\nsections: [letter]\n'
        'subject: "@@first_name@@, a letter"\npreheader: "For @@email@@"\n',
    }
    email = Builder(make_publication(files)).build("2027-01").draft.email
    page = lxml_html.document_fromstring(email.html)
    assert email.subject == "@@first_name@@, a letter"
    assert page.findtext(".//title") == "LMSeAlerts: For @@first_name@@"
    assert page.xpath("//*[@role='article']/@aria-label") == ["LMSeAlerts: For @@first_name@@"]
    assert page.find_class("preheader")[0].text.startswith("For @@email@@ ")
    assert page.find(".//h1").text == "For @@first_name@@"
    assert page.find(".//h2").text == FIELDS
    assert [image.get("alt") for image in page.iter("img")][2:] == ["for @@first_name@@", "@@first_name@@"]
    written = ["@@unsubscribe_url@@", "https://example.org/?to=@@email@@&x=1", "@@web_version_url@@"]
    footer = ["@@web_version_url@@", "@@preferences_url@@", "@@unsubscribe_url@@"]
    assert [a.get("href") for a in page.iter("a") if "@@" in a.get("href")] == [*written, *footer]
    assert [th.text_content() for th in page.iter("th")] == ["@@first_name@@", "@@email@@"]
    for text in (email.html, email.text, email.mjml):
        found = MERGE_FIELD.findall(text)
        assert set(found) == set(MERGE_FIELDS)
        assert text.count("@@") == 2 * len(found)


def digest_of(build: Build) -> str:
    email = build.draft.email
    return hashlib.sha256("\0".join((email.html, email.text, email.mjml, email.marked_html)).encode()).hexdigest()


BUILD_ELSEWHERE = """
import sys, hashlib
from datetime import date
from pathlib import Path
from newsletter.build import Builder
from newsletter.content.project import Project
e = Builder(Project(Path(sys.argv[1]))).build(sys.argv[2], as_of=date(2031, 2, 3)).draft.email
print(hashlib.sha256("\\0".join((e.html, e.text, e.mjml, e.marked_html)).encode()).hexdigest())
"""


def test_two_builds_give_the_same_bytes(built: Build, repository: Path) -> None:
    builder = Builder(Project(repository))
    assert digest_of(builder.build("2026-12")) == digest_of(builder.build("2026-12")) == digest_of(built)


@pytest.mark.parametrize(
    ("seed", "zone", "locale"), [("1", "Pacific/Kiritimati", "C"), ("4242", "America/Adak", "tr_TR.UTF-8")]
)
def test_another_process_gives_the_same_bytes(
    built: Build, repository: Path, tmp_path: Path, seed: str, zone: str, locale: str
) -> None:
    environment = {
        **os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": locale, "LANG": locale, "PYTHONUTF8": "0",
        "PYTHONPATH": str(repository), "PREMAILER_CACHE_MAXSIZE": "1",
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-c", BUILD_ELSEWHERE, str(repository), "2026-12"],
        cwd=tmp_path, env=environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.stdout.strip() == digest_of(built)


def test_another_place_gives_the_same_bytes(built: Build, make_publication, repository: Path) -> None:
    files = {
        path.relative_to(repository).as_posix(): path.read_bytes()
        for path in (repository / "issues/2026-12").rglob("*") if path.is_file()
    }  # fmt: skip
    elsewhere = make_publication(files)
    assert digest_of(Builder(elsewhere).build("2026-12")) == digest_of(built)
    assert digest_of(Builder(elsewhere).build("2026-12")) == digest_of(built)  # this time from its cache


def test_an_edit_back_and_forth_gives_the_same_bytes(make_publication) -> None:
    """The renderer keeps fragments by digest: none may be taken for another."""
    text = "---\nkind: letter\ntitle: A\n---\n{}\n"
    project = make_publication({"issues/2027-01/a.md": text.format("one"), "issues/2027-01/b.md": text.format("one")})
    builder = Builder(project)
    before = builder.build("2027-01")
    (project.issues / "2027-01/a.md").write_text(text.format("two"), encoding="utf-8")
    changed = builder.build("2027-01")
    assert digest_of(changed) == digest_of(Builder(project).build("2027-01")) != digest_of(before)
    (project.issues / "2027-01/a.md").write_text(text.format("one"), encoding="utf-8")
    assert digest_of(builder.build("2027-01")) == digest_of(before)
