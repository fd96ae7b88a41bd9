"""What the tables allow is really rendered, and what they call ignored leaves no trace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from mjml import mjml2html
from mjml_samples import GOOD_PAGE, column, page, words

from newsletter.rendering.mjml_attributes import BODY_ATTRIBUTES, IGNORED, ValueType
from newsletter.rendering.mjml_schema import COMPONENTS, REFUSED
from newsletter.rendering.mjml_validator import find_problems

ELEMENT = "<mj-accordion-title>a</mj-accordion-title><mj-accordion-text>b</mj-accordion-text>"
SURROUNDINGS: dict[str, tuple[Callable[[str], str], str]] = {
    "mj-body": (
        lambda tag: f"<mjml>{tag}</mjml>",
        "<mj-section><mj-column><mj-text>t</mj-text></mj-column></mj-section>",
    ),
    "mj-wrapper": (page, "<mj-section><mj-column /></mj-section>"),
    "mj-section": (page, "<mj-column><mj-text>t</mj-text></mj-column><mj-column />"),
    "mj-hero": (page, "<mj-text>t</mj-text>"),
    "mj-group": (lambda tag: page(f"<mj-section>{tag}</mj-section>"), "<mj-column /><mj-column />"),
    "mj-column": (lambda tag: page(f"<mj-section>{tag}<mj-column /></mj-section>"), "<mj-text>t</mj-text>"),
    "mj-social": (column, '<mj-social-element name="facebook" href="h">F</mj-social-element>'),
    "mj-social-element": (lambda tag: column(f"<mj-social>{tag}</mj-social>"), "F"),
    "mj-navbar": (column, '<mj-navbar-link href="h">n</mj-navbar-link>'),
    "mj-navbar-link": (lambda tag: column(f"<mj-navbar>{tag}</mj-navbar>"), "n"),
    "mj-accordion": (column, f"<mj-accordion-element>{ELEMENT}</mj-accordion-element>"),
    "mj-accordion-element": (lambda tag: column(f"<mj-accordion>{tag}</mj-accordion>"), ELEMENT),
    "mj-accordion-title": (
        lambda tag: column(f"<mj-accordion><mj-accordion-element>{tag}</mj-accordion-element></mj-accordion>"),
        "t",
    ),
    "mj-accordion-text": (
        lambda tag: column(
            "<mj-accordion><mj-accordion-element><mj-accordion-title>a</mj-accordion-title>"
            f"{tag}</mj-accordion-element></mj-accordion>"
        ),
        "t",
    ),
    "mj-text": (column, "t"),
    "mj-button": (column, "t"),
    "mj-table": (column, "<tr><td>t</td></tr>"),
    "mj-image": (column, ""),
    "mj-divider": (column, ""),
    "mj-spacer": (column, ""),
}
# What must stand beside an attribute for it to show; the first is what every tag of the kind has.
BESIDE: dict[str, list[dict[str, str]]] = {
    "mj-image": [{"src": "a.png", "alt": ""}, {"src": "a.png", "alt": "", "href": "h"}],
    "mj-button": [{"href": "h"}],
    "mj-section": [{}, {"background-url": "b.png"}],
    "mj-wrapper": [{}, {"background-url": "b.png"}],
    "mj-column": [{}, {"padding": "5px"}],
    "mj-hero": [{"background-url": "b.png", "background-width": "600px", "background-height": "400px"}],
    "mj-navbar": [{"hamburger": "hamburger"}],
    "mj-social-element": [{"src": "z.png", "href": "h"}],
    "mj-navbar-link": [{"href": "h"}],
}
SAMPLES = (
    "17px", "7px 9px 11px 13px", "17%", "1.75", "3px dotted #123456", "#123456", "7", "cover", "left", "bottom", "zq9",
    "false", "true", "auto",
)  # fmt: skip


def samples(value_type: ValueType) -> Iterator[str]:
    # Each unit that the type takes must show, and one at least of the words: one of them is the default.
    yield from (each for each in SAMPLES if value_type.accepts(each))
    yield from sorted(value_type.words)


def tag(name: str, attributes: dict[str, str]) -> str:
    inner = SURROUNDINGS[name][1]
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{inner}</{name}>"


def rendered(name: str, attributes: dict[str, str], head: str = "") -> str:
    mjml = SURROUNDINGS[name][0](tag(name, attributes))
    if head:
        mjml = mjml.replace("<mj-head>", f"<mj-head>{head}").replace(
            "<mjml><mj-body", f"<mjml><mj-head>{head}</mj-head><mj-body"
        )
    assert find_problems(mjml) == (), words(find_problems(mjml))
    return mjml2html(mjml)


def shows(name: str, attribute: str, value: str) -> bool:
    for beside in BESIDE.get(name, [{}]):
        others = {key: each for key, each in beside.items() if key != attribute}
        required = {key: beside[key] for key in COMPONENTS[name].required}
        if rendered(name, {**required, **others}) != rendered(name, {**required, **others, attribute: value}):
            return True
        if attribute in required and rendered(name, {**others, attribute: value}).count(value):
            return True
    return False


@pytest.mark.parametrize("name", BODY_ATTRIBUTES)
def test_every_component_and_attribute_is_rendered(name: str) -> None:
    html = rendered(name, {**BESIDE.get(name, [{}])[0], "data-src": "trace.mjml.j2:1"})
    assert "<mj" not in html
    assert "trace" not in html
    assert "data-src" not in html
    for attribute, value_type in BODY_ATTRIBUTES[name].items():
        tried = list(samples(value_type))
        assert any(shows(name, attribute, value) for value in tried), (name, attribute, tried)
        for unit in (r"\d+px", r"\d+%"):
            value = next((each for each in tried if re.fullmatch(unit, each)), None)
            assert value is None or value_type.pattern is None or shows(name, attribute, value), (
                attribute,
                value,
            )
    assert "zq9" in rendered(name, {**BESIDE.get(name, [{}])[0], "css-class": "zq9"})
    defaults = '<mj-attributes><mj-class name="k" css-class="zq8" /></mj-attributes>'
    assert "zq8" in rendered(name, {**BESIDE.get(name, [{}])[0], "mj-class": "k"}, defaults)


def test_the_components_of_the_head_are_rendered() -> None:
    html = mjml2html(GOOD_PAGE)
    assert "<mj" not in html
    assert "data-src" not in html
    assert ".mjml.j2" not in html
    for piece in ('lang="en"', "<title>December 2026", "min-width:480px", "Georgia", "line-height:1.5", "#595959",
                  ".a > .b", "color-scheme"):  # fmt: skip
        assert piece in html
    assert set(re.findall(r"<(mj[-\w]*)", GOOD_PAGE)) == set(COMPONENTS)


@pytest.mark.parametrize(("name", "attribute"), [key for key in IGNORED if key[0] in SURROUNDINGS])
def test_what_is_called_ignored_leaves_no_trace(name: str, attribute: str) -> None:
    # The width that MRML takes off an image for a left or right border is why those are refused, not a trace.
    make, _ = SURROUNDINGS[name]
    for beside in BESIDE.get(name, [{}]):
        required = dict.fromkeys(COMPONENTS[name].required, "a")
        before = make(tag(name, {**required, **beside}))
        for value in (
            "3px dotted #123456",
            "17px",
            "fluid-height",
            "right",
            "700",
            "none",
            "fixed",
            "zq9",
            "#123456",
        ):
            after = mjml2html(make(tag(name, {**required, **beside, attribute: value})))
            assert re.sub(r"\d+", "", after) == re.sub(r"\d+", "", mjml2html(before)), (
                name,
                attribute,
                value,
            )


def test_refused_and_allowed_do_not_overlap() -> None:
    assert not REFUSED.keys() & COMPONENTS.keys()
    for name, attribute in IGNORED:
        assert attribute not in COMPONENTS[name].attributes


# Promises for any input.
