"""premailer inlines our style sheet over a specimen; that has to equal premailer over the finished text."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from lxml import html as lxml_html
from markdown_samples import EVERY_TAG, Sample, fragment, pages, theme

from newsletter.build import Builder
from newsletter.model.errors import TemplateError
from newsletter.rendering import inlining, specimen
from newsletter.rendering.inlining import inline_css
from newsletter.rendering.specimen import SpecimenStyles, refuse_sibling_rules
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.theme import mirrored, read_theme

Styles = list[tuple[str, tuple[str, ...]]]


def declarations(element: etree._Element) -> tuple[str, ...]:
    parts = [part.partition(":") for part in element.get("style", "").split(";") if part.strip()]
    return tuple(f"{name.strip()}:{value.strip()}" for name, _, value in parts)


def styles_of(tree: etree._Element) -> Styles:
    return [(element.tag, declarations(element)) for element in tree.iter() if isinstance(element.tag, str)]


def whole(html: str, css: str) -> Styles:
    """Tags and styles of a fragment that premailer inlined as a whole."""
    page = lxml_html.document_fromstring(f"<html><body>{html}</body></html>")
    for element in page.iter():
        element.attrib.pop("style", None)
    return styles_of(inline_css(page, css))


def ours(html: str) -> Styles:
    return styles_of(lxml_html.document_fromstring(f"<html><body>{html}</body></html>"))


def light_css() -> str:
    """The style sheet as the theme hands it to the inliner."""
    return theme().styles._css


def test_every_tag_has_the_style_that_premailer_gives_it() -> None:
    html = fragment(EVERY_TAG)
    assert ours(html) == whole(html, light_css())
    assert sum(bool(style) for _, style in ours(html)) > 40


@settings(max_examples=50, deadline=None)
@given(pages)
def test_any_nesting_has_the_style_that_premailer_gives_it(sample: Sample) -> None:
    html = fragment(sample.markdown)
    assert ours(html) == whole(html, light_css())


AWKWARD_SHEET = """
.rich-text p { color: #111111; margin: 0 0 1px; }
.rich-text p { color: #222222 !important; }
.rich-text li > p { margin: 3px; color: #333333; }
.rich-text blockquote blockquote p, .rich-text ul ol li { margin-top: 4px; }
.rich-text td strong em { font-style: normal; font-family: "Segoe UI", serif; }
.rich-text p { margin-bottom: 5px; }
"""


@settings(max_examples=30, deadline=None)
@given(pages)
def test_specificity_order_and_importance_are_premailers(sample: Sample) -> None:
    styles = SpecimenStyles(AWKWARD_SHEET)
    html = fragment(sample.markdown)
    page = lxml_html.document_fromstring(f"<html><body>{html}</body></html>")
    wrapper = page.find(".//div")
    expected = whole(html, AWKWARD_SHEET)
    for element in wrapper.iterdescendants():
        path = [element.tag]
        for parent in element.iterancestors():
            if parent is wrapper:
                break
            path.insert(0, parent.tag)
        element.set("style", styles.style(tuple(path)))
    assert styles_of(page) == expected


REFUSED = {
    "neighbor": ".rich-text p + p { margin: 0; }",
    "later neighbor": ".rich-text p ~ p { margin: 0; }",
    "first child": ".rich-text li:first-child { margin: 0; }",
    "nth child": ".rich-text tr:nth-child(2n) { color: red; }",
    "not": ".rich-text p:not(.x) { color: red; }",
    "hover": ".rich-text a:hover { color: red; }",
    "pseudo-element": ".rich-text p::before { color: red; }",
    "attribute": ".rich-text td[align=right] { color: red; }",
    "unscoped": "td { padding: 0; }",
    "unscoped in a list": ".rich-text td, th { padding: 0; }",
    "another class": ".rich-texture td { padding: 0; }",
    "media": "@media (max-width: 400px) { .rich-text p { margin: 0; } }",
    "import": '@import "https://example.org/x.css";',
    "font": "@font-face { font-family: x; src: url(https://example.org/x.woff); }",
    "broken": ".rich-text p",
}


@pytest.mark.parametrize("rule", REFUSED.values(), ids=REFUSED)
def test_a_rule_that_cannot_be_inlined_is_refused_with_its_line(rule: str) -> None:
    with pytest.raises(TemplateError, match=r"^templates/rich-text\.css:4: .+[.]$"):
        refuse_sibling_rules(f"/* a\n comment */\n.rich-text p {{ margin: 0; }}\n{rule}\n", "templates/rich-text.css")


ALLOWED = (".rich-text p{}", ".rich-text > p{}", ".rich-text li>ul, .rich-text ol{}", ".rich-text{}", ".rich-text *{}")


@pytest.mark.parametrize("rule", ALLOWED)
def test_a_rule_that_looks_up_only_is_allowed(rule: str) -> None:
    refuse_sibling_rules(rule, "templates/rich-text.css")


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = lxml_html.document_fromstring(
        '<html><head><link rel="stylesheet" href="https://example.org/a.css">'
        '</head><body><div class="rich-text"><p>x</p></div></body></html>'
    )
    assert declarations(inline_css(page, ".rich-text p { margin: 0 }").find(".//p")) == ("margin:0",)


def test_attributes_and_importance_are_left_alone() -> None:
    """What premailer does unless it is told not to: it writes width= and drops !important."""
    page = lxml_html.document_fromstring('<table class="rich-text"><tr><td width="7">x</td></tr></table>')
    css = ".rich-text td { width: 100% !important; text-align: left; background-color: #fff }"
    cell = inline_css(page, css).find(".//td")
    assert {**cell.attrib, "style": ""} == {"width": "7", "style": ""}
    assert "width:100% !important" in declarations(cell)


def test_the_cache_gives_the_same_styles_without_the_inliner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ("blockquote", "p", "a")
    first = SpecimenStyles(light_css(), tmp_path).style(path)

    def refuse(*_: Any) -> None:
        raise AssertionError("inlined again")

    monkeypatch.setattr(inlining, "inlined_styles", refuse)
    assert SpecimenStyles(light_css(), tmp_path).style(path) == first
    with pytest.raises(AssertionError, match="inlined again"):
        SpecimenStyles(AWKWARD_SHEET, tmp_path).style(path)


@pytest.mark.parametrize("content", [b"", b"[]", b'{"p": ', b"\xff\xfe", b"null"])
def test_a_damaged_cache_is_no_cache(tmp_path: Path, content: bytes) -> None:
    SpecimenStyles(light_css(), tmp_path).style(("p",))
    (file,) = tmp_path.iterdir()
    file.write_bytes(content)
    assert SpecimenStyles(light_css(), tmp_path).style(("p",)) == theme().styles.style(("p",))


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    """A folder where a file stands: what a read-only checkout amounts to."""
    (tmp_path / "cache").write_text("")
    assert SpecimenStyles(light_css(), tmp_path / "cache").style(("p",)) == theme().styles.style(("p",))


def test_the_repositorys_sheet_is_read_whole(repository: Path) -> None:
    assert read_theme(TemplateFolders([repository / "templates"])).styles.style(("p", "a")) != ""
    assert specimen.SCOPE == "rich-text"


def test_text_that_runs_from_right_to_left_is_mirrored(make_publication) -> None:
    story = "---\nkind: text\ntitle: א\nlanguage: he\n---\n1. א\n\n> ב\n\n| ג | ד |\n|---|---|\n| ה | ו |\n"
    files = {"issues/2027-01/rtl.md": story, "issues/2027-01/ltr.md": story.replace("he", "en").replace("rtl", "ltr")}
    html = Builder(make_publication(files)).build("2027-01").draft.email.html
    html = html.replace(": ", ":")
    assert html.count("padding:0 28px 0 0") == 1
    assert html.count("border-right:3px solid") == 1
    assert html.count("text-align:right") >= 3
    assert html.count("border-left:3px solid") == 1


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("q { margin: 0 0 16px; padding: 0 0 0 16px; }", "q { margin: 0 0 16px; padding: 0 16px 0 0; }"),
        (".rich-text ul { padding: 0 0 0 28px; }", ".rich-text ul { padding: 0 28px 0 0; }"),
        ("a { border-left: 3px solid red; text-align: right }", "a { border-right: 3px solid red; text-align: left }"),
        ("p { margin: 0 0 16px; padding: 8px }", "p { margin: 0 0 16px; padding: 8px }"),
    ],
)
def test_a_mirrored_sheet(css: str, expected: str) -> None:
    assert mirrored(css) == expected
    assert mirrored(expected) == css
