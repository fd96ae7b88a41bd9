from collections.abc import Callable
from pathlib import Path

import pytest

Found = Callable[..., list[str]]
RULE = "medical/disclaimer"

ABSENT = "newsletter.yaml: This issue names a drug or a trial, and the disclaimer does not stand in it."
DRUG = {"drug": "---\nkind: drug_spotlight\ndrug: trabectedin\n---\nWords.\n"}
NAMED = {"letter": "---\nkind: text\n---\nSomeone asked about gemcitabine.\n"}
LINKED = {"letter": "---\nkind: text\n---\nSee study NCT02997358.\n"}
NEITHER = {"letter": "---\nkind: text\n---\nA quiet month.\n"}


@pytest.fixture
def without(repository: Path) -> dict[str, str]:
    """The settings without the disclaimer."""
    settings = (repository / "newsletter.yaml").read_text("utf-8")
    assert ", disclaimer]" in settings
    return {"newsletter.yaml": settings.replace(", disclaimer]", "]")}


@pytest.mark.parametrize("files", [DRUG, NAMED, LINKED])
def test_what_must_fire(found: Found, without: dict[str, str], files: dict[str, str]) -> None:
    assert found(RULE, {**files, **without}) == [ABSENT]


@pytest.mark.parametrize(
    ("template", "words", "where"),
    [
        ("templates/text/parts/notice.txt.j2", "{{ plain(block.body) }}", "plain text"),
        (
            "templates/parts/notice.mjml.j2",
            "{{ rich(block.body, level=3 if block.title else 2, block=block) }}",
            "HTML",
        ),
    ],
)
def test_a_template_that_loses_it(found: Found, repository: Path, template: str, words: str, where: str) -> None:
    source = (repository / template).read_text("utf-8")
    assert words in source
    (message,) = found(RULE, {**DRUG, template: source.replace(words, "Words.")})
    assert message.startswith("reference/notices/disclaimer.md:")
    assert message.endswith(f"The disclaimer is missing from the {where}.")


@pytest.mark.parametrize("files", [DRUG, {**NAMED, **LINKED}, NEITHER])
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []


def test_an_issue_without_drugs_needs_none(found: Found, without: dict[str, str]) -> None:
    assert found(RULE, {**NEITHER, **without}) == []


def test_a_disclaimer_with_links_and_bold_words_is_found(found: Found) -> None:
    notice = (
        "---\nlook: small print\n---\n**This** is not advice; call <ref:organization/helpline>, or\nask *anyone*.\n"
    )
    assert found(RULE, {**DRUG, "reference/notices/disclaimer.md": notice}) == []
