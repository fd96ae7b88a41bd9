"""Every component and attribute that our templates use stands on a page that is compared with npm mjml."""

from __future__ import annotations

from pathlib import Path

import pytest
from fidelity_pages import ISSUES, ROOT, SMALL, page_named
from template_uses import UnknownExpressionError, Use, uses_of_page, uses_of_templates

TEMPLATES = sorted((ROOT / "templates").rglob("*.mjml.j2"))
REMEDY = "Add these to a page in tests/fidelity/pages/, then run: make fidelity"


def read(paths: list[Path]) -> list[str]:
    return [path.read_text(encoding="utf-8") for path in paths]


@pytest.fixture(scope="module")
def covered() -> set[Use]:
    """A setting in mj-attributes counts only on a page that shows its component."""
    found: set[Use] = set()
    for uses in map(uses_of_page, read(list(SMALL.values()))):
        shown = {use.component for use in uses if not use.default} | {"mj-all"}
        found |= {use for use in uses if use.component in shown}
    return found


def test_the_pages_cover_the_templates(covered: set[Use]) -> None:
    assert sorted(map(str, uses_of_templates(read(TEMPLATES)) - covered)) == [], REMEDY


@pytest.mark.parametrize("name", ISSUES)
def test_the_pages_cover_the_sample_issues(name: str, covered: set[Use]) -> None:
    assert sorted(map(str, uses_of_page(page_named(name).mjml) - covered)) == [], REMEDY


@pytest.mark.parametrize("name", ISSUES)
def test_the_sample_issues_use_nothing_that_the_templates_do_not_show(name: str) -> None:
    """Otherwise the reading of the templates above misses something."""
    assert uses_of_page(page_named(name).mjml) <= uses_of_templates(read(TEMPLATES))


WRITTEN = [
    ('<mj-text padding="{{ a }}px">', {"padding"}),
    ('<mj-text {{ paint(ink="text") }}>', {"color", "css-class"}),
    ('{% set box = paint(ground="card", also="wide") %}<mj-text {{ box }}>', {"background-color", "css-class"}),
    ('<mj-text {{ paint(edge="line") }}>', {"border", "css-class"}),
    ('<mj-text {{ paint(edge="line", line=true) }}>', {"border-color", "css-class"}),
    ('{% macro side(b) -%}{% if b %} align="{{ "left" if b == "x" else "right" }}"{% endif %}{%- endmacro %}'
     '<mj-text{% if b %}{{ side(b) }}{% endif %}>', {"align"}),
    ('{# <mj-text height="1px"> #}<mj-text>', set()),
]  # fmt: skip


@pytest.mark.parametrize(("template", "attributes"), WRITTEN)
def test_what_a_template_writes_is_read(template: str, attributes: set[str]) -> None:
    assert uses_of_templates([template]) == {Use("mj-text", name, False) for name in ("", *attributes)}


def test_definitions_of_other_templates_are_known() -> None:
    uses = uses_of_templates(['{% set white = paint(ground="card") %}', "<mj-section {{ white }}>"])
    assert Use("mj-section", "background-color", False) in uses


def test_what_cannot_be_read_is_said() -> None:
    with pytest.raises(UnknownExpressionError, match="mystery"):
        uses_of_templates(["<mj-text {{ mystery }}>"])


def test_defaults_are_told_from_uses() -> None:
    head = '<mj-attributes><mj-text color="#fff" /></mj-attributes><mj-text align="left">'
    assert {str(use) for use in uses_of_page(head)} == {
        "mj-attributes",
        "mj-text (in mj-attributes)",
        "mj-text color (in mj-attributes)",
        "mj-text",
        "mj-text align",
    }
