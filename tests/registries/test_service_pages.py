"""The pages of the mailing services are up to date and complete."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from newsletter.services import service, service_names
from newsletter.services.drafts import draft_api, pushable_services
from newsletter.services.service import Certainty

NAMES = service_names()
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("services_pages", DOCS / "services.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_are_up_to_date_and_none_is_left_over(generator: ModuleType) -> None:
    pages = generator.pages()
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, "run python docs/services.py"
    assert set(pages) == set((DOCS / "services").glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_everything(name: str, generator: ModuleType) -> None:
    words = generator.page(name)
    here = service(name)
    assert "**Not tried on a live account.**" in words
    for title in ("What is handed over", "Tags", "Steps", "Good to know", "Sources"):
        assert f"\n## {title}\n" in words
    for field in here.tags:
        for part in ("html", "text"):
            tag = here.tag(field, part, {})
            assert tag is None or f"`{tag}`".replace("|", "\\|") in words
    for tag in here.tags.values():
        assert tag.certainty is not Certainty.UNCERTAIN or ("not certain" if tag.html else "none found") in words
    assert words.count("\n1. ") == 1
    assert f"\n{len(here.steps)}. " in words
    assert "{subject}" not in words
    assert f"[{here.title}]({name}.md)" in generator.comparison()


@pytest.mark.parametrize("name", pushable_services())
def test_a_page_says_how_a_draft_gets_there(name: str, generator: ModuleType) -> None:
    words = generator.page(name).split("\n## Drafts through the API\n")[1].split("\n## ")[0]
    api = draft_api(name)
    assert ("**Not tried on a live account.**" in words) is not api.tried_live
    assert f"`{api.address}`" in words
    for setting in api.needs:
        assert f"\n- `{setting}`: " in words
    for sentence in (api.key_help, *api.by_hand, *(source.title for source in api.sources)):
        assert generator._prose(sentence) in words
