from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
SAID = ["part.md:1: The section has no text yet."]


@pytest.mark.parametrize("body", ["", "\n", "   \n\n\t\n", "\u200b"[:0]])
@pytest.mark.parametrize("kind", ["letter", "text", "survivor_story\ncontributor: person-0031"])
def test_what_must_fire(found: Found, kind: str, body: str) -> None:
    assert found("content/empty-section", {"part": f"---\nkind: {kind}\ntitle: A title alone\n---\n{body}"}) == SAID


@pytest.mark.parametrize(
    "section",
    [
        "---\nkind: letter\n---\nOne word.\n",
        "---\nkind: letter\n---\n\n\n> A quotation.\n",
        "---\nkind: text\n---\n![A garden](images/garden.jpg)\n",
        "---\nkind: drug_spotlight\ndrug: trabectedin\n---\n",
        "---\nkind: webinars\nwebinars: [boot-camp-3]\n---\n",
        "---\nkind: support\n---\n",
        "---\nkind: image\npicture: {file: images/garden.jpg, alt: A garden}\n---\n",
        "---\nkind: dedication\ntribute: in honor\nnames: [A]\n---\n",
    ],
)
def test_what_must_not_fire(found: Found, section: str) -> None:
    assert found("content/empty-section", {"part": section}) == []


def test_each_empty_section_is_named(found: Found) -> None:
    empty = "---\nkind: letter\n---\n"
    said = found("content/empty-section", {"b": empty, "a": empty, "c": empty + "Words.\n"})
    assert [line.split(":")[0] for line in said] == ["a.md", "b.md"]
