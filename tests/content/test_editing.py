import os
import string
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsletter.content.editing import replace_body, set_value
from newsletter.content.source_file import digest_of
from newsletter.content.yaml_reader import Mapping, Node, Scalar, Sequence, read_yaml
from newsletter.model.errors import ConflictError, ContentError, EditError
from newsletter.model.place import FieldPath


def file_with(folder: Path, content: str, name: str = "x.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode())
    return path


@pytest.mark.parametrize(
    ("before", "field", "value", "after"),
    [
        ("a: old # c\nb: 1\n", "a", "new", "a: new # c\nb: 1\n"),
        ("a: old # c\n", "a", "x: y", 'a: "x: y" # c\n'),
        ("a: old # c\n", "a", "x # y", 'a: "x # y" # c\n'),
        ("a: old\n", "a", "02115", "a: 02115\n"),
        ("a: old\n", "a", "null", 'a: "null"\n'),
        ("a: old\n", "a", "", 'a: ""\n'),
        ("a: old\n", "a", " x ", 'a: " x "\n'),
        ("a: old\n", "a", "@@x@@", 'a: "@@x@@"\n'),
        ("a: 'old'\n", "a", "it's", "a: 'it''s'\n"),
        ('a: "old"\n', "a", "new", 'a: "new"\n'),
        ("a: old # c\nb: 1\n", "a", "x\ny", "a: |- # c\n  x\n  y\nb: 1\n"),
        ("a: old\n\n\nb: 1\n", "a", "x\ny\n\n", 'a: "x\\ny\\n\\n"\n\n\nb: 1\n'),
        ("a: | # c\n    x\n    y\n\n# d\nb: 1\n", "a", "z\n", "a: | # c\n    z\n\n# d\nb: 1\n"),
        ("a: | # c\n  x\n\n# d\nb: 1\n", "a", "", 'a: "" # c\n\n# d\nb: 1\n'),
        ("a: | # c\n  x\n\n# d\nb: 1\n", "a", None, "a: # c\n\n# d\nb: 1\n"),
        ("a: >-\n  x\n  y\n# d\nb: 1\n", "a", "p\nq", "a: >-\n  p\n\n  q\n# d\nb: 1\n"),
        ("a: x\n  y # c\nb: 1\n", "a", "z", "a: z # c\nb: 1\n"),
        ("a: x # c\n", "a", None, "a: # c\n"),
        ("a: # c\nb: 1\n", "a", "x", "a: x # c\nb: 1\n"),
        ("a:\nb: ~", "b", "x", "a:\nb: x"),
        ("a: {b: 1, c: , d}\n", "a.c", "x", "a: {b: 1, c: x, d}\n"),
        ("a: {b: 1, c: , d}\n", "a.d", "x, y", 'a: {b: 1, c: , d: "x, y"}\n'),
        ("a: {b: 1}\n", "a.b", None, "a: {b: }\n"),
        ("a: [x, y]\n", "a.1", None, "a: [x, ~]\n"),
        ("- a\n- b # c\n", "1", "z", "- a\n- z # c\n"),
        ("a: 1\n# end\n", "b", "x", "a: 1\nb: x\n# end\n"),
        ("a: 1", "b", "x", "a: 1\nb: x"),
        ("", "b", "x", "b: x\n"),
        ("# c\n", "b", "x", "# c\nb: x\n"),
        ("a:\n  - x\n  # - y\n\nb: 1\n", "a.0", "z", "a:\n  - z\n  # - y\n\nb: 1\n"),
        ("s:\n  - x\n  # - y\n\n# end\n", "b", "1", "s:\n  - x\n  # - y\nb: 1\n\n# end\n"),
        ("p:\n  f: x # c\n\nb: 1\n", "p.alt", "y", "p:\n  f: x # c\n  alt: y\n\nb: 1\n"),
        ("p: # c\nb: 1\n", "p.alt", "y", "p: {alt: y} # c\nb: 1\n"),
        ("a: 1\n", "p.alt", "x, y", 'a: 1\np: {alt: "x, y"}\n'),
        ("p: {f: x}\n", "p.alt", "y", "p: {f: x, alt: y}\n"),
        ("p: {}\n", "p.alt", "y", "p: {alt: y}\n"),
        ("a: |+\n  x\n\n", "b", "y", "a: |+\n  x\n\nb: y\n"),
        ("a: old # c\n", "a", ("x", "y, z"), 'a: [x, "y, z"] # c\n'),
        ("a: ['x', y] # c\n", "a", ("y", "x", "z"), "a: [y, 'x', z] # c\n"),
        ("a:\n- x # c\n- y\n", "a", ("n", "x"), "a:\n- n\n- x # c\n"),
        ("a:\n- x\nb: 1\n", "a", (), "a: []\nb: 1\n"),
        ("p:\n  f: x\n  g: y\n# c\nb: 1\n", "p", None, "p:\n# c\nb: 1\n"),
        ("a: [x] # c\n", "a", None, "a: # c\n"),
        ("a: 1\n", "b", None, "a: 1\n"),
        ("a: 'x'  # c  \n", "a", "x", "a: 'x'  # c  \n"),
        ("a: 1\n", "odd: key", "x", 'a: 1\n"odd: key": x\n'),
    ],
)
def test_one_value(tmp_path: Path, before: str, field: str, value: str | tuple[str, ...] | None, after: str) -> None:
    path = file_with(tmp_path, before)
    way: FieldPath = tuple(int(part) if part.isdigit() else part for part in field.split("."))
    result = set_value(path, way, value, expected_digest=digest_of(before.encode()))
    assert path.read_bytes().decode() == after == result.text
    assert result.digest == digest_of(after.encode())


def test_front_matter_and_body_keep_to_themselves(tmp_path: Path) -> None:
    path = file_with(tmp_path, "\ufeff---\r\nkind: x # c\r\n---\r\ntitle: no\r\n", "x.md")
    result = set_value(path, ("title",), "A: b\n---\nc")
    after = "\ufeff---\r\nkind: x # c\r\ntitle: |-\r\n  A: b\r\n  ---\r\n  c\r\n---\r\ntitle: no\r\n"
    assert path.read_bytes().decode() == after
    assert result.text == after[1:].replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("before", "markdown", "after"),
    [
        ("---\na: 1 # c\n---\nold\n", "new\n", "---\na: 1 # c\n---\nnew\n"),
        ("---\na: 1\n---", "new", "---\na: 1\n---\nnew"),
        ("---\na: 1\n---", "", "---\na: 1\n---"),
        ("---\na: 1\n---\nold\n", "", "---\na: 1\n---\n"),
        ("\ufeff---\r\na: 1\r\n---\r\nx\r\ny\r\n", "x\nz\ny\n", "\ufeff---\r\na: 1\r\n---\r\nx\r\nz\r\ny\r\n"),
        ("---\na: 1\n---\nx\r\ny\nz\r\n", "x\nn\ny\nz\n", "---\na: 1\n---\nx\r\nn\ny\nz\r\n"),
        ("---\na: 1\n---\nx\rold", "x\n\n", "---\na: 1\n---\nx\r\n\n"),
        ("---\na: 1\n---\nold", "b\r\n---\r\n", "---\na: 1\n---\nb\n---\n"),
    ],
)
def test_a_body_is_replaced(tmp_path: Path, before: str, markdown: str, after: str) -> None:
    path = file_with(tmp_path, before, "x.md")
    replace_body(path, markdown)
    assert path.read_bytes().decode() == after


@pytest.mark.parametrize(
    ("content", "field", "value", "error"),
    [
        ("a: x: y\n", ("a",), "z", ContentError),
        ("a: 1\na: 2\n", ("a",), "z", ContentError),
        ("a: 1\n", ("a", "b"), "z", EditError),
        ("a: [x]\n", ("a", 1), "z", EditError),
        ("a: [x]\n", ("a",), "z", EditError),
        ("a: {b: x}\n", ("a",), ("z",), EditError),
        ("a: 1\n", (), "z", EditError),
        ("a: 1\n", ("a",), "\ud800", EditError),
        ("a: 1\n", ("a",), "x" * 1_000_000, EditError),
        ("a: 1\n...\n", ("b", "c", 0), "x", EditError),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(
    tmp_path: Path, content: str, field: FieldPath, value: str, error: type[Exception]
) -> None:
    path = file_with(tmp_path, content)
    with pytest.raises(error) as caught:
        set_value(path, field, value)
    assert "x.yaml" in str(caught.value)
    assert path.read_bytes().decode() == content


def test_a_body_needs_front_matter(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="three dashes"):
        replace_body(file_with(tmp_path, "text\n", "x.md"), "new")
    with pytest.raises(EditError, match="no text below"):
        replace_body(file_with(tmp_path, "a: 1\n"), "new")


def test_a_file_that_changed_is_a_conflict(tmp_path: Path) -> None:
    path = file_with(tmp_path, "---\na: theirs\n---\n", "x.md")
    old = digest_of(b"---\na: 1\n---\n")
    edits: list[Callable[[], object]] = [
        lambda: set_value(path, ("a",), "mine", expected_digest=old),
        lambda: set_value(path, ("a",), "theirs", expected_digest=old),
        lambda: replace_body(path, "mine", expected_digest=old),
    ]
    for edit in edits:
        with pytest.raises(ConflictError):
            edit()
    assert path.read_bytes() == b"---\na: theirs\n---\n"


def test_a_crash_in_the_middle_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = file_with(tmp_path, "a: 1\n")

    def crash(*_: object) -> None:
        raise OSError(5, "gone")

    monkeypatch.setattr("os.replace", crash)
    with pytest.raises(EditError, match="could not be written"):
        set_value(path, ("a",), "2")
    assert path.read_bytes() == b"a: 1\n"
    assert os.listdir(tmp_path) == ["x.yaml"]


# Awkward but valid files: comments everywhere, blank lines, every way of quoting, brackets, trailing spaces.

WORDS = st.sampled_from(["x", "Nine years", "it's", "a#b", "02115", "NO", "é 😀", "19:30", "https://x.org/a#b", "- "])
ANY_TEXT = st.one_of(
    st.text(alphabet=string.ascii_letters + " \n\t:#-'\"\\[]{},&*!|>%@`?~é😀\r\u2028\u0085\x07", max_size=30),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    WORDS,
)
SIDE = st.sampled_from(["", "", " # side", "   # side: [x]", "  ", " #"])
BETWEEN = st.lists(st.sampled_from(["\n", "# own line\n", " # indented: 'x\n", "  \n", "#\n"]), max_size=2).map("".join)


@st.composite
def written(draw: st.DrawFn, indent: str) -> str:
    """A value as someone might have typed it, from after the colon to the end of its line."""
    side = draw(SIDE)
    inner = indent + "  "
    return draw(
        st.sampled_from(
            [
                f" plain text{side}\n",
                f" plain\n{inner}over lines{side}\n",
                f" 'it''s # x'{side}\n",
                f' "a: \\"b\\" # x"{side}\n',
                f' "over\n{inner}lines"{side}\n',
                f"{side}\n",
                f" ~{side}\n",
                f" |{side}\n{inner}one # x\n{inner}  two\n",
                f" |-{side}\n{inner}one\n\n{inner}two\n\n",
                f" |+{side}\n{inner}one\n\n",
                f" >-{side}\n{inner}one\n{inner}two\n",
                f" {{k: 'x', l: \"y, z\", m}}{side}\n",
                f" {{k: x, # in braces\n{inner}l: y,}}{side}\n",
                f" [x, 'y' , z]{side}\n",
                f" [x, # in brackets\n{inner}y\n{inner}]{side}\n",
                f"{side}\n{inner}- x{side}\n{inner}# within\n{inner}-  'y'\n",
                f"{side}\n{inner}k: x{side}\n\n{inner}# within\n{inner}l: |\n{inner}  y\n",
                f"{side}\n{inner}- k: x{side}\n{inner}  l: y\n{inner}- k: z\n",
            ]
        )
    )


@st.composite
def files(draw: st.DrawFn) -> str:
    lines = [draw(BETWEEN)]
    for name in draw(st.permutations(["a", "b c", "'d'", '"e"', "f"])):
        lines += [name, ":", draw(written("")), draw(BETWEEN)]
    text = "".join(lines)
    text = text.replace("\n", "\r\n") if draw(st.booleans()) else text
    if draw(st.booleans()):
        # A file with both line ends.
        text = text.replace("\r\n", "\n", draw(st.integers(1, 9)))
    return text


def ways(node: Node | None, way: FieldPath = ()) -> list[tuple[FieldPath, Scalar]]:
    if isinstance(node, Scalar):
        return [(way, node)]
    if isinstance(node, Mapping):
        return [found for key, value in node.items for found in ways(value, (*way, key.text or ""))]
    if isinstance(node, Sequence):
        return [found for index, item in enumerate(node.items) for found in ways(item, (*way, index))]
    return []


def values(text: str) -> list[tuple[FieldPath, str | None]]:
    read = read_yaml(text, "x.yaml")
    assert not read.findings, (text, read.findings)
    return [(way, scalar.text) for way, scalar in ways(read.root)]


def comments(text: str) -> list[str]:
    """What a person would call the comments of the generated files; none of the values holds these words."""
    marks = ("# side", "# own line", "# indented", "# in br", "# within")
    return sorted(mark for mark in marks for _ in range(text.count(mark)))


def edited(text: str, way: FieldPath, value: str | tuple[str, ...] | None, head: str, foot: str) -> str:
    with TemporaryDirectory() as folder:
        path = file_with(Path(folder), head + text + foot, "x.md" if foot else "x.yaml")
        set_value(path, way, value)
        after = path.read_bytes().decode()
    assert after.startswith(head)
    assert after.endswith(foot)
    return after[len(head) : len(after) - len(foot)]


AROUND = st.sampled_from(
    [("", ""), ("\ufeff", ""), ("---\n", "---\nBody: # x\n"), ("\ufeff---\r\n", "---  \r\nBody\r\n"), ("---\n", "---")]
)


@settings(deadline=None)
@given(files(), ANY_TEXT | st.none(), st.data(), AROUND)
def test_an_edit_changes_exactly_one_value(
    text: str, value: str | None, data: st.DataObject, around: tuple[str, str]
) -> None:
    before = values(text)
    index = data.draw(st.integers(0, len(before) - 1))
    way = before[index][0]
    after = edited(text, way, value, *around)
    assert values(after) == [*before[:index], (way, value), *before[index + 1 :]]
    assert comments(after) == comments(text)
    # All that differs lies on the lines of that value.
    scalar = ways(read_yaml(text, "").root)[index][1]
    first = text.rfind("\n", 0, scalar.start) + 1
    last = text.find("\n", max(scalar.start, scalar.end - 1))
    assert after.startswith(text[:first].rstrip(" "))
    assert last < 0 or after.endswith(text[last + 1 :])
    if "\r" not in text:
        assert "\r" not in after


@settings(deadline=None)
@given(files(), ANY_TEXT, AROUND, st.booleans())
def test_a_new_key_is_added_and_nothing_else_changes(text: str, value: str, around: tuple[str, str], cut: bool) -> None:
    if cut and not around[1]:
        text = text.rstrip("\r\n")
    before = values(text)
    after = edited(text, ("new",), value, *around)
    assert values(after) == [*before, (("new",), value)]
    assert comments(after) == comments(text)
    start = next((at for at, (old, new) in enumerate(zip(text, after, strict=False)) if old != new), len(text))
    assert after.endswith(text[start:])


@settings(deadline=None)
@given(files(), st.lists(ANY_TEXT, max_size=4).map(tuple), st.sampled_from(["a", "b c", "d", "e", "f"]))
def test_a_list_reads_back(text: str, value: tuple[str, ...], name: str) -> None:
    old = read_yaml(text, "").root
    assert isinstance(old, Mapping)
    if isinstance(old.get(name), Mapping):
        with pytest.raises(EditError):
            edited(text, (name,), value, "", "")
        return
    after = read_yaml(edited(text, (name,), value, "", ""), "").root
    assert isinstance(after, Mapping)
    new = after.get(name)
    assert isinstance(new, Sequence)
    assert tuple(item.text for item in new.items if isinstance(item, Scalar)) == value
    others = [(way, scalar.text) for way, scalar in ways(old) if way[0] != name]
    assert [(way, scalar.text) for way, scalar in ways(after) if way[0] != name] == others


@settings(deadline=None)
@given(files(), st.text(alphabet="ab \n\r-#:é", max_size=40), st.text(alphabet="ab \n\r-#:é", max_size=40))
def test_a_new_body_leaves_the_front_matter_as_it_is(text: str, old: str, new: str) -> None:
    head = "---\n" + text + "---\n"
    with TemporaryDirectory() as folder:
        path = file_with(Path(folder), head + old, "x.md")
        result = replace_body(path, new)
        after = path.read_bytes().decode()
    assert after.startswith(head)
    body = after[len(head) :].replace("\r\n", "\n").replace("\r", "\n")
    assert body == new.replace("\r\n", "\n").replace("\r", "\n")
    assert result.text.endswith(body)
