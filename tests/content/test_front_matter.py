import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.front_matter import split_front_matter


def test_a_section_is_divided_with_lines_and_offsets() -> None:
    text = "---\nkind: letter\ntitle: x\n---\nDear all,\n\n---\nmore\n"
    parts = split_front_matter(text, "letter.md")
    assert parts.findings == ()
    assert parts.complete
    assert parts.yaml == "kind: letter\ntitle: x\n" == text[parts.yaml_start : parts.yaml_end]
    assert parts.yaml_first_line == 2
    assert parts.body == "Dear all,\n\n---\nmore\n" == text[parts.body_start :]
    assert parts.body_first_line == 5


@pytest.mark.parametrize(
    ("text", "yaml", "body"),
    [
        ("---\n---\n", "", ""),
        ("---\n---", "", ""),
        ("---  \na: 1\n---\t\nx", "a: 1\n", "x"),
        ("---\r\na: 1\r\n---\r\nx\r\n", "a: 1\r\n", "x\r\n"),
        ("---\ra: 1\r---\rx", "a: 1\r", "x"),
        ("---\na: |\n  ---\n  —\nb: 1\n---\nx", "a: |\n  ---\n  —\nb: 1\n", "x"),
        ("---\na:\n-\n- b\n---\nx", "a:\n-\n- b\n", "x"),
    ],
)
def test_what_is_fine(text: str, yaml: str, body: str) -> None:
    parts = split_front_matter(text, "x.md")
    assert (parts.yaml, parts.body, parts.findings) == (yaml, body, ())


@pytest.mark.parametrize(
    ("text", "rule", "line", "message", "remedy"),
    [
        ("", "missing", 1, "The file is empty.", "Start it with a line ---"),
        ("\n \n", "missing", 1, "The file is empty.", "Start it with a line ---"),
        ("kind: x\n---\ntext\n", "missing", 1, "three dashes above the fields is missing", "Write --- on the first"),
        ("Dear all\n", "missing", 1, "three dashes above the fields is missing", "Write --- on the first line"),
        ("---\nkind: x\ntext\n", "open", 1, "never closed", "Write a second line ---"),
        ("---\n", "open", 1, "never closed", "Write a second line ---"),
        ("\n\n---\nkind: x\n---\ny", "blank", 1, "blank lines above", "Delete them"),
        ("—\nkind: x\n---\ny", "dashes", 1, "long ones, as Word makes them", "Type three hyphens"),
        ("–-\nkind: x\n---\ny", "dashes", 1, "long ones, as Word makes them", "Type three hyphens"),
        ("---\nkind: x\n—-\ny", "dashes", 3, "long ones, as Word makes them", "Type three hyphens"),
        ("---\nkind: x\n----\ny", "dashes", 3, "4 dashes on this line instead of three", "Write exactly ---."),
        ("--\nkind: x\n---\ny", "dashes", 1, "2 dashes on this line instead of three", "Write exactly ---."),
        (" ---\nkind: x\n---\ny", "dashes", 1, "spaces before the three dashes", "Delete them."),
        ("--- kind: x\n---\ny", "text", 1, "something else on the line of dashes", "Leave --- alone"),
        ("---\nkind: x\n--- Dear all\ny", "text", 3, "something else on the line of dashes", "Leave --- alone"),
        ("---kind: x\n---\ny", "text", 1, "something else on the line of dashes", "Leave --- alone"),
    ],
)
def test_what_people_type(text: str, rule: str, line: int, message: str, remedy: str) -> None:
    parts = split_front_matter(text, "x.md")
    (finding,) = parts.findings
    assert finding.rule == f"reading/front-matter-{rule}"
    assert (finding.place.file, finding.place.line) == ("x.md", line)
    assert message in finding.message
    assert finding.remedy.startswith(remedy)
    recovered = rule in ("blank", "dashes")
    assert parts.complete is recovered
    assert (parts.yaml, parts.body) == (("kind: x\n", "y") if recovered else ("", text))


@given(st.text(alphabet="-– —\r\n\tab:#", max_size=40))
def test_nothing_is_lost_and_nothing_raises(text: str) -> None:
    parts = split_front_matter(text, "x.md")
    assert parts.complete or parts.findings
    assert parts.body == text[parts.body_start :]
    assert parts.yaml == text[parts.yaml_start : parts.yaml_end]
    if parts.complete and not parts.findings:
        assert text.startswith("---")
        assert text[parts.yaml_end :].startswith("---")
