"""Optional blocks are marked for the export and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from newsletter.build import Build, Builder
from newsletter.model.errors import TemplateError
from newsletter.rendering.optional_blocks import settled, without_optional_marks
from newsletter.rendering.render import tidy

FOOTER = "templates/parts/footer.mjml.j2"
TEXT = "templates/text/layout.txt.j2"


def test_the_marked_faces_differ_by_the_marks_alone(built: Build) -> None:
    email = built.draft.email
    assert email.marked_html.count("<!--optional ") == email.marked_html.count("<!--/optional-->") == 2
    assert re.sub(r"<!--/?optional[^>]*-->| data-at=\"[^\"]*\"", "", email.marked_html) == email.html
    assert email.marked_text.count("\x02") == 4
    assert tidy(without_optional_marks(email.marked_text, "text")) == email.text
    assert "optional" not in email.html
    assert not re.search(r"[\x00-\x09\x0b-\x1f]", email.text)


def test_a_block_goes_with_everything_that_belongs_to_it(built: Build) -> None:
    email = built.draft.email
    html = settled(email.marked_html, "html", lambda field: field != "web_version_url")
    footer = html[html.index("You receive") :]
    assert "Read it in a browser" not in footer
    assert footer.count("&#183;") == 1
    text = tidy(settled(email.marked_text, "text", lambda field: field != "web_version_url"))
    assert "asked for it.\n\nChange what you receive:\n@@preferences_url@@\n\nUnsubscribe:\n" in text


@pytest.mark.parametrize("file", [FOOTER, TEXT], ids=["html", "text"])
@pytest.mark.parametrize(
    ("block", "said"),
    [
        ('{% call optional("web_url") %}x{% endcall %}', "There is no merge field “web_url”"),
        (
            '{% call optional("email") %}{% call optional("email") %}x{% endcall %}{% endcall %}',
            "An optional block stands in another one",
        ),
    ],
    ids=["unknown-field", "nested"],
)
def test_a_mark_that_cannot_work_is_an_error_of_its_template(
    make_publication: Callable, repository, file: str, block: str, said: str
) -> None:
    source = (repository / file).read_text(encoding="utf-8").replace("@@postal_address@@", block)
    project = make_publication({file: source, "issues/2027-01/letter.md": "---\nkind: letter\ntitle: A\n---\nWords.\n"})
    with pytest.raises(TemplateError, match=said) as caught:
        Builder(project).build("2027-01")
    line = next(number for number, words in enumerate(source.split("\n"), 1) if block in words)
    assert (caught.value.findings[0].place.file, caught.value.findings[0].place.line) == (file, line)


def test_what_is_typed_like_a_mark_stays_as_it_is(make_publication: Callable) -> None:
    words = "<!--optional email-->one<!--/optional--> two"
    letter = f"---\nkind: letter\ntitle: A\n---\n`{words}`\n"
    email = Builder(make_publication({"issues/2027-01/letter.md": letter})).build("2027-01").draft.email
    assert "&lt;!--optional email--&gt;one&lt;!--/optional--&gt; two" in email.html
    assert words in email.text
