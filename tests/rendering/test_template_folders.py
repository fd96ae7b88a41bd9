"""A publication's own templates lie over the defaults, file by file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.build import Builder
from newsletter.content.default_publication import default_publication
from newsletter.content.project import Project
from newsletter.model.errors import TemplateError
from newsletter.rendering.render import Renderer
from newsletter.rendering.template_folders import TemplateFolders

LETTER = {"issues/2027-01/letter.md": "---\nkind: letter\ntitle: A\n---\nHello, [friend](https://example.org).\n"}
LETTER_TEMPLATE = "sections/letter.mjml.j2"
DEFAULTS = default_publication() / "templates"
Overlay = Callable[[str, str, str], None]


@pytest.fixture
def publication(make_publication) -> Project:
    """A publication without a template of its own."""
    project = make_publication(LETTER)
    shutil.rmtree(project.templates)
    return project


@pytest.fixture
def overlay(publication: Project) -> Overlay:
    """Write a publication's own copy of a default file, with a change in it."""

    def write(name: str, old: str, new: str) -> None:
        text = (DEFAULTS / name).read_text(encoding="utf-8")
        assert old in text
        path = publication.templates / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return write


def html(project: Project) -> str:
    return Builder(project).build("2027-01").draft.email.html


def complaint(project: Project) -> str:
    with pytest.raises(TemplateError) as caught:
        Builder(project).build("2027-01")
    return str(caught.value)


def test_the_first_folder_that_has_a_file_gives_it(tmp_path: Path) -> None:
    own, defaults = tmp_path / "own", tmp_path / "defaults"
    (own / "a.yaml").mkdir(parents=True)  # a folder is not the file
    (defaults / "images").mkdir(parents=True)
    for file in (own / "b.yaml", defaults / "a.yaml", defaults / "b.yaml", defaults / "images/logo.png"):
        file.write_text("")
    folders = TemplateFolders([own, defaults])
    assert folders.find("b.yaml") == own / "b.yaml"
    assert folders.find("a.yaml") == defaults / "a.yaml"
    assert folders.find("images/logo.png") == defaults / "images/logo.png"
    assert folders.shown("b.yaml") == "templates/b.yaml"
    assert folders.shown("a.yaml") == "default templates/a.yaml"
    assert folders.name_of(defaults / "images/logo.png") == "images/logo.png"
    assert folders.name_of(tmp_path / "elsewhere.png") is None


@pytest.mark.parametrize(
    "name", ["c.yaml", "../a.yaml", "images/../../a.yaml", "/a.yaml", "C:/a.yaml", "..\\a.yaml", "a\0"]
)
def test_a_file_that_is_nowhere_or_outside_is_refused_with_a_remedy(tmp_path: Path, name: str) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "a.yaml").write_text("")
    with pytest.raises(TemplateError) as caught:
        TemplateFolders([tmp_path / "templates"]).find(name)
    assert str(caught.value).startswith(f"templates/{name}: There is no such file".replace("\0", "?"))
    assert "Put it there" in str(caught.value)


def test_a_repositorys_templates_are_the_defaults(repository: Path) -> None:
    assert Project(repository).template_folders == (repository / "templates",)


def test_without_templates_of_its_own_a_publication_has_the_defaults(make_publication, publication: Project) -> None:
    assert html(publication) == html(make_publication(LETTER))


def test_a_file_of_its_own_takes_effect_and_stops_when_it_goes(publication: Project, overlay: Overlay) -> None:
    """Whatever an earlier build kept: compiled templates and inlined styles."""
    before = html(publication)
    overlay(LETTER_TEMPLATE, "{% call section(block) %}", "{% call section(block) %}<p>Our own letter</p>")
    assert "Our own letter" in html(publication)
    (publication.templates / LETTER_TEMPLATE).unlink()
    assert html(publication) == before
    overlay("rich-text.css", ".rich-text p {", ".rich-text p { letter-spacing: 7px;")
    assert "letter-spacing:7px" in html(publication)
    (publication.templates / "rich-text.css").unlink()
    assert html(publication) == before


def test_a_part_of_its_own_reaches_the_default_templates_that_use_it(publication: Project, overlay: Overlay) -> None:
    overlay("parts/footer.mjml.j2", "{{ document.publication }}", "Made on Elm Street")
    assert "Made on Elm Street" in html(publication)


def test_a_theme_of_its_own_takes_effect(publication: Project, overlay: Overlay) -> None:
    overlay("theme.yaml", "#2b2530", "#2b2531")
    assert "#2b2531" in html(publication)
    assert "#2b2530" not in html(publication)


def test_a_message_says_which_of_two_files_is_meant(publication: Project, overlay: Overlay) -> None:
    """A macro of one's own that asks too much: the line is in the default that calls it, or in the own file."""
    overlay("theme.yaml", "gutter: 24", "gutter: 24\nguter: 24")
    assert complaint(publication).startswith("templates/theme.yaml:")
    (publication.templates / "theme.yaml").unlink()
    overlay(LETTER_TEMPLATE, "{% if signed %}", "{{ sgned }}{% if signed %}")
    assert complaint(publication).startswith(f"templates/{LETTER_TEMPLATE}:")
    overlay(LETTER_TEMPLATE, "{% if signed %}", "{% if signed and %}")
    assert complaint(publication).startswith(f"templates/{LETTER_TEMPLATE}:")
    (publication.templates / LETTER_TEMPLATE).unlink()
    overlay("parts/section.mjml.j2", "{% macro section(", "{% macro sektion(")
    assert complaint(publication).startswith(f"default templates/{LETTER_TEMPLATE}:")


def test_the_mjml_that_a_default_makes_is_blamed_on_the_default(publication: Project, tmp_path: Path) -> None:
    defaults = tmp_path / "defaults"
    shutil.copytree(DEFAULTS, defaults)
    path = defaults / LETTER_TEMPLATE
    path.write_text(path.read_text(encoding="utf-8").replace("{% if signed %}", "<mj-fotter />{% if signed %}"))
    builder = Builder(publication)
    builder.renderer = Renderer([publication.templates, defaults])
    with pytest.raises(TemplateError, match=rf"^default templates/{LETTER_TEMPLATE}:\d+: .*mj-fotter"):
        builder.build("2027-01")


def test_a_template_that_no_folder_has_is_named_as_the_publications_own(publication: Project, tmp_path: Path) -> None:
    defaults = tmp_path / "defaults"
    shutil.copytree(DEFAULTS, defaults)
    (defaults / LETTER_TEMPLATE).unlink()
    builder = Builder(publication)
    builder.renderer = Renderer([publication.templates, defaults])
    with pytest.raises(TemplateError, match=rf"^templates/{LETTER_TEMPLATE}: "):
        builder.build("2027-01")


@pytest.mark.parametrize("name", ["theme.yaml", "rich-text.css"])
def test_a_missing_file_of_the_theme_is_named(tmp_path: Path, name: str) -> None:
    shutil.copytree(DEFAULTS, tmp_path / "templates")
    (tmp_path / "templates" / name).unlink()
    with pytest.raises(TemplateError, match=rf"^templates/{name}: There is no such file"):
        Renderer([tmp_path / "templates"])
