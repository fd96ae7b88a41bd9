"""Whatever is typed as a section: from the file to the finished email, nothing is lost, added or left to chance."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_samples import AWKWARD_WORDS, Sample, missing_words, pages, text_of

from newsletter.build import Build, Builder
from newsletter.content.editing import replace_body, set_value
from newsletter.content.markdown import forget_parsed, parse_markdown
from newsletter.content.project import Project
from newsletter.model.email import MERGE_FIELD, MERGE_FIELDS
from newsletter.model.errors import ContentError, EditError
from newsletter.model.finding import Severity

ISSUE = "2027-01"
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n  - letter # the only one\n"
LETTER = "---\nkind: letter # a comment\ntitle: T\n---\n"


class Desk:
    """One issue with one section, which is written anew and built."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self.folder = builder.project.issues / ISSUE
        self.letter = self.folder / "letter.md"

    def write(self, body: str) -> None:
        (self.folder / "issue.yaml").write_text(HEADER, "utf-8")
        self.letter.write_bytes((LETTER + body).encode())

    def build(self) -> Build | None:
        """The build, or None where the issue was refused with a place and a remedy for each mistake."""
        try:
            return self.builder.build(ISSUE, as_of=date(2026, 11, 25))
        except ContentError as refused:
            findings = refused.findings
        assert all(finding.place.line and finding.remedy for finding in findings)
        assert any(finding.severity is Severity.ERROR for finding in findings)
        return None


@pytest.fixture(scope="module")
def desk(repository, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("prose")
    for name in ("reference", "people", "templates"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    (root / "issues" / ISSUE / "images").mkdir(parents=True)
    shutil.copy(repository / "issues/2026-12/images/garden.jpg", root / "issues" / ISSUE / "images")
    return Desk(Builder(Project(root)))


# Pieces that mean something to someone: Markdown, YAML, Jinja, MJML, HTML, our own marks, mailing services.
MARKDOWN = [
    "word", " ", "  \n", "\n", "\n\n", "\n    ", "*", "**", "_", "~~", "`", "```", "[", "]", "](", ")", "<", ">", "!",
    "\\", "|", "\n|-|\n", "- ", "1. ", "> ", "# ", "---", "***", "===", ":", "[word]: ", "&#64;", "&amp;", "&#0;", "\r",
    "\t", "https://a.example/", "<ref:organization>", "javascript:", "a@b.example", "@@", "@", "first_name",
    "unsubscribe_url",
]  # fmt: skip
OTHERS = [
    "{{", "}}", "{%", "%}", "{#", "<b>", "</p>", "<mj-raw>", "</mj-text>", "<!--", "-->", "<!--[if mso]>", "]]>",
    "email", "<!--block letter-->", ' data-at="', ' class="at=', "*|FNAME|*", "\u200b", "\u202e",
    "\ufeff", "\u0301", "\ufe0f",
]  # fmt: skip
SHOWN = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp"]), max_size=5)
ANY_PROSE = st.lists(st.sampled_from([*MARKDOWN, *OTHERS, *AWKWARD_WORDS]) | SHOWN, max_size=25).map("".join)
REFUSED = st.sampled_from(["\x00", "\x0b", "\x85", "\u2028", "\uffff", "<ref:nowhere>", "![x](none.jpg)"])


@settings(max_examples=60, deadline=None)
@given(sample=pages)
def test_every_word_is_in_both_parts(desk: Desk, sample: Sample) -> None:
    desk.write(sample.markdown)
    built = desk.build()
    if built is None:
        assert "too-deep" in parse_markdown(sample.markdown)[1][0].rule
        return
    email = built.draft.email
    assert missing_words(list(sample.words), text_of(lxml_html.document_fromstring(email.html).body)) == []
    # A table's cells stand behind their labels in plain text, so in another order.
    for word, count in Counter(sample.words).items():
        assert email.text.count(word) >= count


@settings(max_examples=120, deadline=None)
@given(prose=ANY_PROSE)
@example(prose="@@first_**name**@@")
@example(prose="\\@@unsubscribe_url@@")
def test_any_prose_is_built_or_refused_and_merge_fields_are_those_typed(desk: Desk, prose: str) -> None:
    desk.write("Hello.\n")
    plain = desk.build()
    assert plain is not None
    desk.write(prose)
    built = desk.build()
    if built is None:
        return
    for part in ("html", "text"):
        ours = Counter(MERGE_FIELD.findall(getattr(plain.draft.email, part)))
        found = Counter(MERGE_FIELD.findall(getattr(built.draft.email, part)))
        assert not ours - found
        for name in found - ours:
            assert f"@@{name}@@" in prose
            assert name in MERGE_FIELDS or any(f.rule == "markup/merge-fields" for f in built.findings)
    if not any(f.rule == "reading/left-out" for f in built.findings):
        assert built.draft.email.html.count("word") >= prose.count("word") + plain.draft.email.html.count("word")
    # Nothing that was typed became a tag.
    assert re.findall("<mj-|</mj-|<script|<!--block", built.draft.email.html) == []
    assert built.draft.email.html.count("</body>") == 1


@settings(max_examples=30, deadline=None)
@given(parts=st.lists(ANY_PROSE, min_size=2, max_size=2), bad=REFUSED)
def test_what_cannot_be_shown_is_refused_wherever_it_stands(desk: Desk, parts: list[str], bad: str) -> None:
    desk.write(f"{parts[0]}\n\n{bad}\n\n{parts[1]}")
    built = desk.build()
    # Within backticks an address is words.
    assert built is None or (bad in built.draft.email.text and "`" in parts[0])


@settings(max_examples=25, deadline=None)
@given(prose=ANY_PROSE)
def test_two_builds_are_equal_byte_for_byte(desk: Desk, prose: str) -> None:
    desk.write(prose)
    first = desk.build()
    desk.builder.renderer.forget()
    forget_parsed()
    second = desk.build()
    assert (first is None) == (second is None)
    if first is not None and second is not None:
        assert first.draft.email == second.draft.email
        assert first.findings == second.findings


@settings(max_examples=40, deadline=None)
@given(title=ANY_PROSE, body=ANY_PROSE)
def test_what_is_edited_is_what_is_read(desk: Desk, title: str, body: str) -> None:
    desk.write("Old words.\n")
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    set_value(desk.letter, ("title",), title)
    replace_body(desk.letter, body)
    text = desk.letter.read_bytes().decode()
    assert text.startswith("---\nkind: letter # a comment\ntitle: ")
    assert text.endswith(f"---\n{body}")
    built = desk.build()
    if built is not None:
        (section,) = built.draft.issue.sections
        read = re.sub("[ \t]*[\r\n]+[ \t]*", " ", unicodedata.normalize("NFC", title)).strip()
        assert (section.fields.title or "") == read
        assert section.body.markdown == body


@pytest.mark.parametrize("half", ["\ud800", "a\udc00b"])
def test_half_a_character_is_never_saved(desk: Desk, half: str) -> None:
    desk.write("Old words.\n")
    with pytest.raises(EditError):
        set_value(desk.letter, ("title",), half)
    with pytest.raises(EditError):
        replace_body(desk.letter, half)
    assert desk.letter.read_bytes().decode() == f"{LETTER}Old words.\n"
