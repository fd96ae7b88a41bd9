import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.content.editing_sections import insert_section, move_section, remove_section
from newsletter.content.source_file import digest_of
from newsletter.content.yaml_reader import read_yaml
from newsletter.content.yaml_splice import Data, data_of
from newsletter.model.errors import ConflictError, ContentError, EditError

LINES = "t: 1\nsections: # s\n  # top\n  - letter # l\n\n  # med\n  - 'story'\n  - drug # d\n# end\nw: 1\n"
FLOW = "sections: [letter, 'story' , drug] # x\n"
LONG = "sections: [\n  letter, # l\n  story, # s\n  # med\n  drug # d\n]\n"


def file_with(folder: Path, content: str) -> Path:
    path = folder / "issue.yaml"
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    ("before", "name", "to", "after"),
    [
        (
            LINES, "drug", 0,
            "t: 1\nsections: # s\n  - drug # d\n  # top\n  - letter # l\n\n  # med\n  - 'story'\n# end\nw: 1\n",
        ),
        (
            LINES, "story", 2,
            "t: 1\nsections: # s\n  # top\n  - letter # l\n  - drug # d\n\n  # med\n  - 'story'\n# end\nw: 1\n",
        ),
        (LINES, "story", 1, LINES),
        (FLOW, "drug", 0, "sections: [drug, letter , 'story'] # x\n"),
        (LONG, "drug", 0, "sections: [\n  # med\n  drug, # d\n  letter, # l\n  story # s\n]\n"),
        ("sections:\n- a\n- b", "b", 0, "sections:\n- b\n- a"),
        ("sections:\r\n- a\n- b\r\n", "b", 0, "sections:\r\n- b\r\n- a\n"),
    ],
)  # fmt: skip
def test_moving(tmp_path: Path, before: str, name: str, to: int, after: str) -> None:
    path = file_with(tmp_path, before)
    move_section(path, name, to, expected_digest=digest_of(before.encode()))
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("before", "at", "after"),
    [
        ("sections:\n  # a\n  - a # x\n# end\n", None, "sections:\n  # a\n  - a # x\n  - new\n# end\n"),
        ("sections:\n  # a\n  - a # x\n", 0, "sections:\n  - new\n  # a\n  - a # x\n"),
        ("sections:\n-   a\n-   b", 1, "sections:\n-   a\n-   new\n-   b"),
        ("sections:\n- a", None, "sections:\n- a\n- new"),
        ("sections: # c\nw: 1\n", None, "sections: # c\n  - new\nw: 1\n"),
        ("sections: [] # c\n", 0, "sections: # c\n  - new\n"),
        ("sections: ~", None, "sections:\n  - new"),
        ("t: 1\n# end\n", None, "t: 1\nsections:\n  - new\n# end\n"),
        ("t: 1", None, "t: 1\nsections:\n  - new"),
        ("", None, "sections:\n  - new\n"),
        ("{t: 1}\n", None, "{t: 1, sections: [new]}\n"),
        ("{t: 1, sections: }\n", None, "{t: 1, sections: [new]}\n"),
        ("\ufeffsections:\r\n  - a\r\n", 0, "\ufeffsections:\r\n  - new\r\n  - a\r\n"),
        ("sections: [a]\n", None, "sections: [a, new]\n"),
        ("sections: [a, b,]\n", 1, "sections: [a, new, b,]\n"),
        (LONG, None, "sections: [\n  letter, # l\n  story, # s\n  # med\n  drug, # d\n  new\n]\n"),
    ],
)
def test_inserting(tmp_path: Path, before: str, at: int | None, after: str) -> None:
    path = file_with(tmp_path, before)
    insert_section(path, "new", at)
    assert path.read_bytes().decode() == after


def test_a_name_is_quoted_where_it_must_be(tmp_path: Path) -> None:
    path = file_with(tmp_path, "sections:\n- a\n")
    insert_section(path, "- odd: #", 0)
    assert path.read_bytes() == b'sections:\n- "- odd: #"\n- a\n'


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        (LINES, "letter", LINES.replace("  - letter # l\n", "")),
        (LINES, "drug", LINES.replace("  - drug # d\n", "")),
        (LINES, "story", LINES.replace("  - 'story'\n", "")),
        ("sections: # c\n  # x\n  - a # y\nw: 1\n", "a", "sections: [] # c\n  # x\nw: 1\n"),
        ("sections:\n- a\n", "a", "sections: []\n"),
        ("sections:\n- a", "a", "sections: []"),
        ("sections:\n- a\n# b is good\n- b", "b", "sections:\n- a\n# b is good\n"),
        ("sections: [ a ]\n", "a", "sections: [ ]\n"),
        (FLOW, "letter", "sections: ['story', drug] # x\n"),
        (LONG, "drug", "sections: [\n  # med\n  letter, # l\n  story # s\n]\n"),
    ],
)
def test_removing(tmp_path: Path, before: str, name: str, after: str) -> None:
    path = file_with(tmp_path, before)
    remove_section(path, name)
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("content", "act", "error", "words"),
    [
        (LINES, lambda path: move_section(path, "drugs", 0), EditError, "Did you mean drug?"),
        (LINES, lambda path: move_section(path, "drug", 3), EditError, "from 1 to 3"),
        (LINES, lambda path: move_section(path, "drug", -1), EditError, "from 1 to 3"),
        (LINES, lambda path: insert_section(path, "drug", 0), EditError, "already"),
        (LINES, lambda path: insert_section(path, " ", 0), EditError, "no name"),
        (LINES, lambda path: insert_section(path, "new", 4), EditError, "from 1 to 4"),
        (LINES, lambda path: remove_section(path, "xyz"), EditError, "no section"),
        (LINES, lambda path: remove_section(path, "drug", expected_digest="0"), ConflictError, "Someone else"),
        ("sections: letter\n", lambda path: remove_section(path, "letter"), EditError, "not a list"),
        ("sections: {a: b}\n", lambda path: remove_section(path, "a"), EditError, "not a list"),
        ("sections:\n- a: b\n", lambda path: remove_section(path, "a"), EditError, "plain name"),
        ("- a\n", lambda path: remove_section(path, "a"), EditError, "no issue"),
        ("sections: [a\n", lambda path: remove_section(path, "a"), ContentError, "issue.yaml:1"),
    ],
)
def test_refusals_change_nothing(tmp_path: Path, content: str, act: object, error: type, words: str) -> None:
    path = file_with(tmp_path, content)
    assert callable(act)
    with pytest.raises(error) as caught:
        act(path)
    assert words in str(caught.value)
    assert path.read_bytes().decode() == content


def test_a_crash_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_with(tmp_path, LINES)

    def crash(*_: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr("os.replace", crash)
    with pytest.raises(EditError):
        move_section(path, "drug", 0)
    assert path.read_bytes().decode() == LINES
    assert os.listdir(tmp_path) == ["issue.yaml"]


NAMES = ["letter", "story", "pages/x", "02115", "it's"]
LEAD = st.lists(st.sampled_from(["\n", "  # above\n", "# margin: 'x\n", "      # deep - x\n"]), max_size=2).map("".join)
SIDE = st.sampled_from(["", " # side", "  ", "\t# side, with: [x]"])


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An issue file with a list of sections, and the names in it."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True))
    quoted = [draw(st.sampled_from([name, f'"{name}"'])) for name in names]
    if draw(st.booleans()):
        indent = draw(st.sampled_from(["", "  ", "    "]))
        body = "\n" + "".join(f"{draw(LEAD)}{indent}- {name}{draw(SIDE)}\n" for name in quoted)
    elif draw(st.booleans()):
        body = " [" + draw(st.sampled_from([", ", ",", " , ", ",\n  "])).join(quoted)
        body += draw(st.sampled_from(["", ",", " ", " ,"])) + "]\n"
    else:
        body = " [\n" + "".join(f"{draw(LEAD)}  {name},{draw(SIDE)}\n" for name in quoted) + "  ]\n"
    text = f"title: x # t\n\n# list\nsections:{body}" + draw(st.sampled_from(["", "# after\nw: |\n  - letter\n", "\n"]))
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    if draw(st.booleans()):
        text = text.replace("\r\n", "\n", draw(st.integers(1, 9)))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text, names


def with_sections(text: str, names: list[str]) -> Data:
    data = data_of(read_yaml(text, "").root)
    assert isinstance(data, tuple)
    return ("map", *(("sections", ("list", *names)) if pair[0] == "sections" else pair for pair in data[1:]))  # type: ignore[index]


def comments(text: str) -> list[str]:
    return sorted(mark for mark in ("# above", "# margin", "# deep", "# side") for _ in range(text.count(mark)))


@settings(deadline=None)
@given(lists(), st.data())
def test_moving_back_and_forth_restores_the_bytes(issue: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = issue
    start, to = data.draw(st.integers(0, len(names) - 1)), data.draw(st.integers(0, len(names) - 1))
    moved = list(names)
    moved.insert(to, moved.pop(start))
    with TemporaryDirectory() as folder:
        path = file_with(Path(folder), text)
        move_section(path, names[start], to)
        after = path.read_bytes().decode()
        assert data_of(read_yaml(after, "").root) == with_sections(text, moved)
        assert sorted(after) == sorted(text)
        assert comments(after) == comments(text)
        move_section(path, names[start], start)
        assert path.read_bytes().decode() == text


@settings(deadline=None)
@given(lists(), st.data())
def test_inserting_and_removing_restores_the_bytes(issue: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = issue
    at = data.draw(st.integers(0, len(names)) | st.none())
    with TemporaryDirectory() as folder:
        path = file_with(Path(folder), text)
        insert_section(path, "new", at)
        after = path.read_bytes().decode()
        more = [*names, "new"] if at is None else [*names[:at], "new", *names[at:]]
        assert data_of(read_yaml(after, "").root) == with_sections(text, more)
        assert comments(after) == comments(text)
        remove_section(path, "new")
        assert data_of(read_yaml(path.read_bytes().decode(), "").root) == with_sections(text, names)
        assert comments(path.read_bytes().decode()) == comments(text)
        if "[" not in text.split("sections:")[1].lstrip()[:1]:
            assert path.read_bytes().decode() == text


@settings(deadline=None)
@given(lists(), st.data())
def test_removing_keeps_every_line_of_its_own(issue: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = issue
    gone = data.draw(st.sampled_from(names))
    with TemporaryDirectory() as folder:
        path = file_with(Path(folder), text)
        remove_section(path, gone)
        after = path.read_bytes().decode()
    assert data_of(read_yaml(after, "").root) == with_sections(text, [name for name in names if name != gone])
    for mark in ("# t", "# list", "# above", "# margin", "# deep", "# after"):
        assert after.count(mark) == text.count(mark)
    assert text.count("# side") - after.count("# side") in (0, 1)
