"""Every color that is written into the email has its counterpart in dark mode, and each pair can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tinycss2
from cssselect import HTMLTranslator, parse
from lxml import etree
from lxml import html as lxml_html
from markdown_samples import EVERY_TAG, theme

from newsletter.build import Build, Builder
from newsletter.model.errors import TemplateError
from newsletter.rendering.colors import INK_ON_GROUND, MINIMUM_CONTRAST, contrast
from newsletter.rendering.template_folders import TemplateFolders
from newsletter.rendering.theme import read_theme

COLOR = re.compile(r"#[0-9a-fA-F]{3,8}\b")

Rule = tuple[frozenset[etree._Element], dict[str, str]]


def counterparts() -> dict[str, set[str]]:
    """Each light color of the theme -> the dark colors that may take its place."""
    pairs: dict[str, set[str]] = {}
    values = theme().values
    for group in (values.ink, values.ground, values.edge):
        for _, color in group:
            pairs.setdefault(color.light, set()).add(color.dark)
    return pairs


def matching(page: etree._Element, selector: str) -> frozenset[etree._Element]:
    translator = HTMLTranslator()
    return frozenset(
        element for one in parse(selector) for element in page.xpath(translator.selector_to_xpath(one))
    )


def important_colors(rule: tinycss2.ast.QualifiedRule) -> dict[str, str]:
    declarations = tinycss2.parse_declaration_list(rule.content, skip_comments=True, skip_whitespace=True)
    return {d.lower_name: tinycss2.serialize(d.value).strip() for d in declarations if d.important}


def dark_rules(page: etree._Element, where: str) -> Iterator[Rule]:
    """The rules of dark mode: in the media query, or under an attribute of Outlook's."""
    for sheet in page.iter("style"):
        for rule in tinycss2.parse_stylesheet(sheet.text, skip_comments=True, skip_whitespace=True):
            if rule.type == "error":
                raise AssertionError(rule)
            prelude = tinycss2.serialize(rule.prelude)
            if where == "media" and rule.type == "at-rule" and "prefers-color-scheme: dark" in prelude:
                for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                    yield matching(page, tinycss2.serialize(inner.prelude)), important_colors(inner)
            elif rule.type == "qualified-rule" and where in prelude:
                selectors = [part.strip() for part in prelude.split(",")]
                assert all(part.startswith(f"{where} ") for part in selectors), prelude
                bare = ", ".join(part.removeprefix(f"{where} ") for part in selectors)
                yield matching(page, bare), important_colors(rule)


def colored(page: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """(element, property, color) of every color in a style attribute."""
    for element in page.iter():
        for part in element.get("style", "").split(";") if isinstance(element.tag, str) else ():
            name, _, value = (piece.strip() for piece in part.partition(":"))
            if (color := COLOR.search(value)) and re.match(r"color$|background|border", name):
                yield element, name, color.group()


def answers(name: str) -> tuple[str, ...]:
    """The properties that replace the color of a property; the longer name wins."""
    if name.startswith("border"):
        side = re.match(r"border-(left|right|top|bottom)", name)
        return (f"border-{side.group(1)}-color", "border-color") if side else ("border-color",)
    return ("background-color",) if name == "background" else (name,)


def unanswered(html: str) -> list[str]:
    page = lxml_html.document_fromstring(html)
    rules = {where: list(dark_rules(page, where)) for where in ("media", "[data-ogsc]", "[data-ogsb]")}
    dark = counterparts()
    faults = []
    for element, name, color in colored(page):
        outlook = "[data-ogsb]" if name.startswith("background") else "[data-ogsc]"
        for where in ("media", outlook):
            if where != "media" and element.tag == "body":
                continue  # Outlook.com turns the body into a div of its own; ours below it has the same ground
            found = ""
            for elements, declarations in rules[where]:
                if element in elements:
                    found = next((declarations[each] for each in answers(name) if each in declarations), found)
            if found not in dark.get(color, ()):
                faults.append(f"{where}: {etree.tostring(element)[:120]!r} {name}: {color} -> {found or 'nothing'}")
    return faults


@pytest.fixture
def everything(make_publication, repository: Path) -> str:
    """A page with every construct, each kind of block, and no sample's banner."""
    page = f"---\nkind: letter\nphoto: {{file: images/garden.jpg, alt: x, caption: y}}\nsigned: z\n---\n{EVERY_TAG}"
    files: dict[str, str | bytes] = {
        name: (repository / name).read_bytes() for name in
        (f"issues/2026-12/{rest}" for rest in ("images/garden.jpg", "story.md", "drug.md", "webinars.md"))
    }  # fmt: skip
    files["issues/2026-12/letter.md"] = page
    files["issues/2026-12/issue.yaml"] = (
        "title: A\nnumber: 1\ndate: 2026-12-01\nsubject: A\nsections: "
        "[letter, story, drug, webinars, reference/pages/common-drugs, reference/pages/boot-camp]\n"
    )
    organization = (repository / "reference/organization.yaml").read_text(encoding="utf-8")
    without_address = re.compile(r"(    label: (?:our private|a dedication|the LMS).*\n)")
    with_address = without_address.sub(r'\1    url: "https://example.org/"' + "\n", organization)
    files["reference/organization.yaml"] = with_address
    return Builder(make_publication(files)).build("2026-12").draft.email.html


def test_every_color_of_the_sample_has_its_counterpart(built: Build) -> None:
    assert unanswered(built.draft.email.html) == []
    assert len(list(colored(lxml_html.document_fromstring(built.draft.email.html)))) > 100


def test_alt_text_has_a_color_in_dark_mode(built: Build) -> None:
    """It stands on the card where pictures are blocked; not every mail program has a light text of its own."""
    page = lxml_html.document_fromstring(built.draft.email.html)
    pictures = [image for image in page.iter("img") if not image.xpath("ancestor::div[@class='rich-text']")]
    assert pictures
    for where in ("media", "[data-ogsc]"):
        colors = [rule for elements, rule in dark_rules(page, where) if elements >= set(pictures)]
        assert [rule["color"] for rule in colors] == [theme().values.ink.text.dark]


def test_every_color_of_a_page_with_everything_has_its_counterpart(everything: str) -> None:
    assert unanswered(everything) == []
    tags = {element.tag for element, _, _ in colored(lxml_html.document_fromstring(everything))}
    assert tags >= {"a", "blockquote", "body", "div", "h2", "h3", "h4", "hr", "p", "table", "td", "th"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (".rich-text a{color", ".rich-text b{color"),
        (".ink-text>div", ".ink-text>span"),
        ("[data-ogsb] .ground-card", "[data-ogsb] .ground-cart"),
        ("color:#dfb2e8!important", "color:#dfb2e8"),
        ("border-color:#51465a", "border-color:#51465b"),
    ],
)
def test_this_test_would_see_a_color_without_one(everything: str, old: str, new: str) -> None:
    assert old in everything
    assert unanswered(everything.replace(old, new)) != []


def test_no_color_is_written_but_the_themes(everything: str) -> None:
    known = counterparts()
    strange = {c for _, _, c in colored(lxml_html.document_fromstring(everything)) if c not in known}
    assert strange == set()


def test_the_attributes_for_outlook_hold_the_themes_colors(built: Build) -> None:
    colors = set(re.findall(r'bgcolor="([^"]*)"', built.draft.email.html))
    assert colors
    assert colors <= set(counterparts())


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), INK_ON_GROUND)
def test_a_pair_can_be_read(ink: str, ground: str, mode: str) -> None:
    values = theme().values
    pair = getattr(getattr(values.ink, ink), mode), getattr(getattr(values.ground, ground), mode)
    assert contrast(*pair) >= MINIMUM_CONTRAST


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == 1
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#ffffff", "#777777") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("new", "mode"),
    [('#aaaaaa", dark: "#ece6ef"', "light"), ('#2b2530", dark: "#333333"', "dark")],
)
def test_a_weak_pair_is_refused_with_its_line(make_publication, new: str, mode: str) -> None:
    old = '#2b2530", dark: "#ece6ef"'
    said = f"The {mode} ink “text” is hard to read on the ground “page”"
    templates = make_publication({}).templates
    file = templates / "theme.yaml"
    text = file.read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(TemplateError, match=rf"^templates/theme\.yaml:{line}: {said} \(contrast \d\.\d\)\. Choose"):
        read_theme(TemplateFolders([templates]))
