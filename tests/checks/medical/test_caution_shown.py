from collections.abc import Callable
from pathlib import Path

import pytest

Found = Callable[..., list[str]]
RULE = "medical/caution-shown"

SPOTLIGHT = "---\nkind: drug_spotlight\ndrug: {}\n---\nWords.\n"
HTML, TEXT = "templates/sections/drug_spotlight.mjml.j2", "templates/text/sections/drug_spotlight.txt.j2"


@pytest.mark.parametrize(
    ("drug", "changed", "where"),
    [
        ("tamoxifen", {HTML: "{{ facts.caution }}"}, "HTML"),
        ("tamoxifen", {TEXT: '"Please note: " ~ facts.caution'}, "plain text"),
        (
            "tamoxifen",
            {HTML: "{{ facts.caution }}", TEXT: '"Please note: " ~ facts.caution'},
            "HTML and the plain text",
        ),
        ("zoledronic-acid", {HTML: "{{ facts.caution }}"}, "HTML"),
    ],
)
def test_what_must_fire(found: Found, repository: Path, drug: str, changed: dict[str, str], where: str) -> None:
    short = {HTML: "{{ facts.caution[:20] }}", TEXT: '"Please note: " ~ facts.caution[:20]'}
    files = {"drug": SPOTLIGHT.format(drug)}
    for name, words in changed.items():
        template = (repository / name).read_text("utf-8")
        assert words in template
        files[name] = template.replace(words, short[name])
    (message,) = found(RULE, files)
    assert message.startswith(f"reference/drugs/{drug}.md:")
    assert message.endswith(f": The caution of {drug.replace('-', ' ')} is missing from the {where}.")


def test_a_caution_hidden_in_the_html(found: Found, repository: Path) -> None:
    template = (repository / HTML).read_text("utf-8").replace("font-weight:bold", "display:none")
    assert len(found(RULE, {"drug": SPOTLIGHT.format("tamoxifen"), HTML: template})) == 1


@pytest.mark.parametrize(
    "files",
    [
        {
            "a": SPOTLIGHT.format("tamoxifen"),
            "b": SPOTLIGHT.format("eribulin"),
            "c": SPOTLIGHT.format("zoledronic-acid"),
        },
        {"a": SPOTLIGHT.format("olaratumab"), "b": SPOTLIGHT.format("liposomal-doxorubicin")},
        {"a": SPOTLIGHT.format("trabectedin")},
        {"a": "---\nkind: text\n---\nTamoxifen is only named here: <ref:drugs/tamoxifen>.\n"},
    ],
)
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []
