"""Lists of groups: what changes, and what never does."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.editing_items import insert_item, move_item, remove_item
from newsletter.content.yaml_reader import read_yaml, to_data
from newsletter.model.errors import ConflictError, ContentError, EditError

NEWS = """---
kind: research_news
items:           # the newest first
  # from the congress
  - title: "One: a report"   # checked
    source: The Lancet
  - {title: Two, source: 'JCO'}   # short
  -   title: Three
      sources:
        - title: A
notes: "keep this"
---
The text.
"""


def data_of(path: Path) -> Any:
    text = path.read_text("utf-8")
    read = read_yaml(text.split("---\n")[1] if path.suffix == ".md" else text, "")
    assert not read.findings
    return to_data(read.root, read.lines, "")[0]


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.md"
    path.write_text(NEWS, "utf-8", newline="")
    return path


@pytest.mark.parametrize("at", [0, 1, 2, 3, None])
def test_an_item_is_added_and_the_others_keep_every_byte(news: Path, at: int | None) -> None:
    insert_item(news, ("items",), {"title": "New: “quoted”", "source": None}, at)
    titles = [item["title"] for item in data_of(news)["items"]]
    expected = ["One: a report", "Two", "Three"]
    expected.insert(3 if at is None else at, "New: “quoted”")
    assert titles == expected
    added = [line for line in news.read_text("utf-8").splitlines() if line not in NEWS.splitlines()]
    assert added == ['  - title: "New: “quoted”"', "    source:"]
    index = 3 if at is None else at
    remove_item(news, ("items",), index)
    assert news.read_text("utf-8") == NEWS


def test_an_item_moves_with_its_comments_and_back(news: Path) -> None:
    move_item(news, ("items",), 0, 2)
    assert [item["title"] for item in data_of(news)["items"]] == ["Two", "Three", "One: a report"]
    assert '  # from the congress\n  - title: "One: a report"   # checked\n' in news.read_text("utf-8")
    move_item(news, ("items",), 2, 0)
    assert news.read_text("utf-8") == NEWS


def test_what_was_written_above_an_item_stays_when_it_goes(news: Path) -> None:
    remove_item(news, ("items",), 0)
    text = news.read_text("utf-8")
    assert "# from the congress" in text
    assert "One: a report" not in text
    assert text.endswith('notes: "keep this"\n---\nThe text.\n')


def test_a_list_within_an_item(news: Path) -> None:
    insert_item(news, ("items", 2, "sources"), {"title": "B", "url": None})
    assert data_of(news)["items"][2]["sources"] == [{"title": "A"}, {"title": "B", "url": None}]


@pytest.mark.parametrize(
    "text",
    [
        "title: x\n", "title: x", "", "# only a comment\n", "{title: x}\n", "title: x\nwaivers:\n",
        "title: x\nwaivers:   # none yet\n", "waivers: []  # none\ntitle: x\n", "waivers: ~\r\ntitle: x\r\n",
        "title: x\nsections:\n  - a\n  - b\n\n# the end\n",
    ],
)  # fmt: skip
def test_a_list_is_made_where_there_is_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "issue.yaml"
    path.write_bytes(text.encode())
    before = data_of(path) or {}
    item = {"rule": "a/b", "text": "odd: {text}, [here] # no comment", "until": "2027-01-01"}
    insert_item(path, ("waivers",), item)
    insert_item(path, ("waivers",), item | {"rule": "c"}, 0)
    assert data_of(path) == before | {"waivers": [item | {"rule": "c"}, item]}
    for comment in ("# only a comment", "# none yet", "# the end"):
        assert (comment in text) == (comment in path.read_text("utf-8"))
    if "\r\n" in text:
        assert path.read_bytes().count(b"\n") == path.read_bytes().count(b"\r\n")


VALUES = st.one_of(st.none(), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30))


@given(
    st.lists(st.dictionaries(st.sampled_from(["title", "source", "url"]), VALUES, min_size=1), max_size=5), st.data()
)
def test_any_words_are_read_back_as_they_were_typed(items: list[dict[str, Any]], data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.md"
        path.write_text(NEWS, "utf-8", newline="")
        expected = list(data_of(path)["items"])
        for item in items:
            at = data.draw(st.integers(0, len(expected)))
            insert_item(path, ("items",), item, at)
            expected.insert(at, item)
        while len(expected) > 1:
            assert data_of(path)["items"] == expected
            gone = data.draw(st.integers(0, len(expected) - 1))
            remove_item(path, ("items",), gone)
            del expected[gone]
        assert path.read_text("utf-8").endswith('notes: "keep this"\n---\nThe text.\n')


@pytest.mark.parametrize("field", [("nothing", 0, "deep"), ("kind",), ("items", 7, "sources"), ("items", 0)])
def test_what_is_no_list_is_refused(news: Path, field: tuple[str | int, ...]) -> None:
    with pytest.raises(EditError, match=r"news\.md: There is no list"):
        insert_item(news, field, {"title": "x"})
    assert news.read_text("utf-8") == NEWS


def test_places_that_do_not_exist_and_files_that_changed_are_refused(news: Path) -> None:
    for edit in (lambda: remove_item(news, ("items",), 3), lambda: move_item(news, ("items",), 0, 3)):
        with pytest.raises(EditError, match="no item 4"):
            edit()
    with pytest.raises(ConflictError):
        insert_item(news, ("items",), {"title": "x"}, expected_digest="0" * 32)
    news.write_text("---\nitems: [\n---\n", "utf-8")
    with pytest.raises(ContentError):
        insert_item(news, ("items",), {"title": "x"})
