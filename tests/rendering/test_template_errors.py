"""A broken template, theme or style sheet is named with its file and line."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.errors import TemplateError

LETTER = {"issues/2027-01/letter.md": "---\nkind: letter\ntitle: A\n---\nHello.\n"}
Break = Callable[[str, str, str], Project]


@pytest.fixture
def break_template(make_publication) -> Break:
    """A publication with one line of one template replaced."""

    def replace(name: str, old: str, new: str) -> Project:
        project = make_publication(LETTER)
        path = project.templates / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, (name, old)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return project

    return replace


def complaint(project: Project) -> str:
    with pytest.raises(TemplateError) as caught:
        Builder(project).build("2027-01")
    return str(caught.value)


def line_of(project: Project, name: str, text: str) -> int:
    source = (project.templates / name).read_text(encoding="utf-8")
    return source[: source.index(text)].count("\n") + 1


LETTER_TEMPLATE = "sections/letter.mjml.j2"
PART = "parts/section.mjml.j2"
LAYOUT = "layout.mjml.j2"
SIGNED = "{% if signed %}"
CALL = "{% call section(block) %}"
COLUMN, END = "<mj-section><mj-column>", "</mj-column></mj-section>"

# name -> (template, what stands there, what is put instead, where the blame belongs, what is said)
BROKEN = {
    "unknown name": (LETTER_TEMPLATE, SIGNED, "{{ sgned }}" + SIGNED, "{{ sgned", "'sgned' is undefined"),
    "unknown name in a macro": (PART, "{{ block.title }}</h2>", "{{ block.tilte }}</h2>", "{{ block.tilte", "tilte"),
    "unknown name in the layout": (LAYOUT, "{{ document.title }}", "{{ document.tilte }}", "document.tilte", "tilte"),
    "unknown name in an include": ("parts/footer.mjml.j2", "{{ document.publication }}", "{{ x }}", "{{ x }}", "'x'"),
    "unknown name in plain text": ("text/sections/letter.txt.j2", SIGNED, "{{ x }}" + SIGNED, "{{ x", "'x' is"),
    "unknown name in the text layout": ("text/layout.txt.j2", "{{ document.title }}", "{{ x }}", "{{ x }}", "'x' is"),
    "unknown name in the sheet": ("parts/styles.css.j2", "{{ theme.ground.page.dark }}", "{{ x }}", "{{ x", "'x'"),
    "unknown color of the theme": (PART, 'paint(ink="text"', 'paint(ink="txet"', "txet", "txet"),
    "syntax": (LETTER_TEMPLATE, SIGNED, "{% if signed and %}", "{% if signed and", ""),
    "unknown tag of Jinja": (LETTER_TEMPLATE, SIGNED, "{% wenn signed %}", "{% wenn", "wenn"),
    "unknown filter": (LETTER_TEMPLATE, SIGNED, "{{ signed|shout }}" + SIGNED, "|shout", "shout"),
    "missing include": (LAYOUT, '"parts/contents', '"parts/kontents', "kontents", "parts/kontents.mjml.j2"),
    "missing import": (LETTER_TEMPLATE, 'from "parts/section', 'from "parts/sektion', "sektion", "parts/sektion"),
    "unknown MJML tag": (LETTER_TEMPLATE, SIGNED, "<mj-fotter>x</mj-fotter>" + SIGNED, "<mj-fotter", "mj-fotter"),
    "unknown attribute": (PART, "<mj-text ", "<mj-text colour='red' ", "colour", "colour"),
    "unitless 0": (PART, 'padding="28px 0px 8px"', 'padding="28px 0 8px"', 'padding="28px', "0px"),
    "bad color": (LETTER_TEMPLATE, SIGNED, '<mj-text color="redd">x</mj-text>' + SIGNED, "redd", "redd"),
    "missing alt": (LETTER_TEMPLATE, SIGNED, '<mj-image src="a.jpg" width="9px" />' + SIGNED, "<mj-image src", "alt"),
    "wrong nesting": (LETTER_TEMPLATE, SIGNED, "<mj-section></mj-section>" + SIGNED, "<mj-section></mj", "mj-section"),
    "MJML tag left open": (LETTER_TEMPLATE, SIGNED, "<mj-text>x" + SIGNED, "<mj-text>x", "mj-text"),
    "HTML tag left open": (LETTER_TEMPLATE, SIGNED, "<mj-text><b>x</mj-text>" + SIGNED, "<mj-text><b>", "b"),
    "HTML tag left open in the layout": ("parts/footer.mjml.j2", "asked for it.</p>", "asked.", "<mj-text", "p"),
    "bare sign": (LETTER_TEMPLATE, SIGNED, "<mj-text>a < b</mj-text>" + SIGNED, "<mj-text>a", "<"),
    "text outside a mj-text": (PART, "<mj-text ", "hello<mj-text ", "<mj-column>", "hello"),
    "type of a value": (LETTER_TEMPLATE, SIGNED, "{{ 1 + signed }}" + SIGNED, "{{ 1 +", ""),
}  # fmt: skip


@pytest.mark.parametrize(("template", "old", "new", "blamed", "said"), BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_named_with_its_line(
    break_template: Break, template: str, old: str, new: str, blamed: str, said: str
) -> None:
    project = break_template(template, old, new)
    message = complaint(project)
    assert message.startswith(f"templates/{template}:{line_of(project, template, blamed)}: "), message
    assert said in message
    assert "\n" not in message or message.count("\n") == message.count("\ntemplates/")


def test_every_mistake_of_the_mjml_is_named(break_template: Break) -> None:
    wrong = f'{COLUMN}\n<mj-fotter />\n<mj-image src="a.jpg" width="9px" />\n{END}{CALL}'
    project = break_template(LETTER_TEMPLATE, CALL, wrong)
    lines = complaint(project).split("\n")
    line = line_of(project, LETTER_TEMPLATE, "<mj-fotter")
    assert [each.partition(": ")[0] for each in lines] == [
        f"templates/{LETTER_TEMPLATE}:{line}", f"templates/{LETTER_TEMPLATE}:{line + 1}",
    ]  # fmt: skip


def test_a_class_of_the_layout_may_be_used_in_a_section(break_template: Break) -> None:
    """Sections are read one by one, but what the layout's head defines holds for all of them."""
    project = break_template(LETTER_TEMPLATE, CALL, f'{COLUMN}<mj-text mj-class="quiet">x</mj-text>{END}{CALL}')
    layout = project.templates / LAYOUT
    text = layout.read_text(encoding="utf-8")
    text = text.replace("<mj-attributes>\n", '<mj-attributes>\n<mj-class name="quiet" color="#595959" />\n')
    layout.write_text(text, encoding="utf-8")
    assert "#595959" in Builder(project).build("2027-01").draft.email.html


def test_the_place_is_right_where_the_publication_has_moved(break_template: Break, tmp_path: Path) -> None:
    """What an earlier build kept must not bring the old place along."""
    project = break_template(LETTER_TEMPLATE, SIGNED, "{{ sgned }}" + SIGNED)
    message = complaint(project)
    moved = tmp_path / "moved"
    shutil.move(project.root, moved)
    assert complaint(Project(moved)) == message


THEME = {
    "unknown key": ("theme.yaml", "gutter: 24", "gutter: 24\nguter: 24", "\nguter", "guter"),
    "missing key": ("theme.yaml", "gutter: 24 ", "# ", None, "gutter"),
    "bad color": ("theme.yaml", '"#2b2530"', '"purple"', "purple", "purple"),
    "bad number": ("theme.yaml", "width: 600", "width: wide", "width: wide", "wide"),
    "twice": ("theme.yaml", "gutter: 24", "gutter: 24\nwidth: 500", "\nwidth: 500", "width"),
    "broken YAML": ("theme.yaml", "sizes: {", "sizes: {{", "sizes: {{", ""),
    "unknown color in the sheet": ("rich-text.css", "var(--ink-link)", "var(--ink-lnik)", "var(--ink-lnik", "ink-lnik"),
    "neighbor in the sheet": ("rich-text.css", ".rich-text li {", ".rich-text li + li {", "li + li", "li + li"),
    "unscoped rule": ("rich-text.css", ".rich-text li {", "li {", "\nli {", "li"),
    "media query": ("rich-text.css", ".rich-text li {", "@media print {} .rich-text li {", "@media", "@media"),
}


@pytest.mark.parametrize(("file", "old", "new", "blamed", "said"), THEME.values(), ids=THEME)
def test_a_broken_theme_is_named_with_its_line(
    break_template: Break, file: str, old: str, new: str, blamed: str | None, said: str
) -> None:
    project = break_template(file, old, new)
    message = complaint(project)
    line = line_of(project, file, blamed) + blamed.count("\n") if blamed else None
    assert re.match(rf"templates/{re.escape(file)}{f':{line}' if line else '(:1)?'}: ", message), message
    assert said in message


@pytest.mark.parametrize("file", ["theme.yaml", "rich-text.css"])
@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_used_is_named(make_publication, file: str, content: bytes) -> None:
    project = make_publication(LETTER)
    (project.templates / file).write_bytes(content)
    if (file, content) == ("rich-text.css", b""):
        Builder(project).build("2027-01")  # no rules, no styles
    else:
        assert complaint(project).startswith(f"templates/{file}: ")
