"""The brand comes from theme.yaml alone: another theme, another look, and nothing left of the first."""

from __future__ import annotations

import re

import pytest
from lxml import html as lxml_html
from PIL import Image

from newsletter.build import Builder
from newsletter.model.errors import TemplateError

OURS = re.compile("#[0-9a-f]{6}")
LETTER = "---\nkind: letter\ntitle: A letter\n---\n# Words\n\n> quoted\n\n| a | b |\n|---|---|\n| c | d |\n"


def another_theme(text: str) -> str:
    """Every color with its last digit changed, which no contrast will notice; other fonts, sizes and widths."""
    text = OURS.sub(lambda color: color.group()[:-1] + ("1" if color.group()[-1] != "1" else "2"), text)
    text = text.replace("width: 600", "width: 640").replace("Georgia, serif", "Palatino, serif")
    return text.replace("gutter: 24", "gutter: 30").replace("body: 18", "body: 19").replace("width: 192", "width: 100")


def test_another_theme_leaves_nothing_of_the_first(make_publication) -> None:
    project = make_publication({"issues/2027-01/letter.md": LETTER})
    file = project.templates / "theme.yaml"
    first = file.read_text(encoding="utf-8")
    file.write_text(another_theme(first), encoding="utf-8")
    colors = set(OURS.findall(first)) - set(OURS.findall(another_theme(first)))
    email = Builder(project).build("2027-01").draft.email
    assert len(colors) > 20
    assert not colors & set(OURS.findall(email.html.replace("background:#ffffff!important", "")))  # paper is white
    assert "Georgia" not in email.html
    assert "Palatino" in email.html
    assert "600px" not in email.html
    assert "24px 8px" not in email.html
    assert "font-size:18px;line-height:1.55" not in email.html


def logos(html: str) -> list[lxml_html.HtmlElement]:
    return [e for e in lxml_html.document_fromstring(html).iter("img") if "/theme/logo-" in e.get("src")]


def test_a_logo_of_ones_own(make_publication) -> None:
    project = make_publication({"issues/2027-01/letter.md": LETTER})
    file = project.templates / "theme.yaml"
    text = file.read_text(encoding="utf-8").replace("images/logo-light.png", "ours.jpg")
    file.write_text(text.replace("width: 192", "width: 120"), encoding="utf-8")
    Image.new("RGB", (480, 120), "purple").save(project.templates / "ours.jpg")
    email = Builder(project).build("2027-01").draft.email
    light, dark = logos(email.html)
    assert (light.get("src"), light.get("width"), light.get("height")) == ("images/theme/logo-light.jpg", "120", "30")
    assert (dark.get("src"), dark.get("alt")) == ("images/theme/logo-dark.png", "LMSeAlerts")
    assert {image.name for image in email.images} == {light.get("src"), dark.get("src")}


def test_without_a_logo_the_title_stands_in_words(make_publication) -> None:
    project = make_publication({"issues/2027-01/letter.md": LETTER})
    file = project.templates / "theme.yaml"
    file.write_text(re.sub(r"logo:.*\n(  .*\n){3}", "", file.read_text(encoding="utf-8")), encoding="utf-8")
    email = Builder(project).build("2027-01").draft.email
    assert logos(email.html) == []
    assert email.images == ()
    assert "logo-dark" not in email.html
    assert "<strong>LMSeAlerts</strong>" in email.html


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("images/none.png", "There is no picture “images/none.png” in templates/."),
        ("../newsletter.yaml", "There is no picture “../newsletter.yaml” in templates/."),
        ("theme.yaml", "“theme.yaml” is not a picture."),
    ],
)
def test_a_logo_that_cannot_be_used_is_named_with_its_line(make_publication, name: str, said: str) -> None:
    project = make_publication({"issues/2027-01/letter.md": LETTER})
    file = project.templates / "theme.yaml"
    text = file.read_text(encoding="utf-8").replace("images/logo-light.png", name)
    file.write_text(text, encoding="utf-8")
    line = text[: text.index(name)].count("\n") + 1
    with pytest.raises(TemplateError, match=f"^templates/theme.yaml:{line}: {re.escape(said)}"):
        Builder(project).build("2027-01")
