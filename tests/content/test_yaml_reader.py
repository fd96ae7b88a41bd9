import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsletter.content.yaml_reader import MAX_DEPTH, Mapping, Scalar, Sequence, read_yaml, to_data
from newsletter.content.yaml_splice import double_quoted, in_line, single_quoted
from newsletter.model.place import Place


def data(text: str) -> object:
    read = read_yaml(text, "x.yaml")
    assert read.findings == ()
    return to_data(read.root, read.lines, "x.yaml")[0]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("02115", "02115"), ("NO", "NO"), ("19:30", "19:30"), ("2026-12-01", "2026-12-01"), ("1_000", "1_000"),
        ("1e3", "1e3"), ("0x1F", "0x1F"), ("yes", "yes"), (".inf", ".inf"), ("Null", "Null"), ("=", "="), ("<<", "<<"),
        ("~", None), ("", None), ("null", None), ("''", ""), ('"~"', "~"), ("'null'", "null"), ("# x", None),
        ("a # b", "a"), ("a#b", "a#b"), ("it's", "it's"), ("“a: b”".replace(": ", ":"), "“a:b”"),
        ("50% off", "50% off"), ("a @ b", "a @ b"), ("https://x.org/?a=b&c=d", "https://x.org/?a=b&c=d"),
        ("|\n  a\n  b", "a\nb\n"), (">-\n  a\n  b", "a b"), ("a\n  b", "a b"),
    ],
)  # fmt: skip
def test_a_value_means_what_was_typed(typed: str, value: str | None) -> None:
    assert data(f"k: {typed}") == {"k": value}
    assert data(f"k: {typed}\n") == {"k": value}


def test_keys_are_text_too() -> None:
    assert data("NO: 1\n02115: 2\nnull: 3\n~: 4\n<<: 5\n") == {
        "NO": "1",
        "02115": "2",
        "null": "3",
        "~": "4",
        "<<": "5",
    }


QUOTE = "Put the value in quotation marks"


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "message", "remedy"),
    [
        ("title: Yondelis: what\n", "colon-in-value", 1, 8, "a colon inside", f'{QUOTE}: title: "Yondelis: what"'),
        ("a: b: c # d\n", "colon-in-value", 1, 4, "a colon inside", f'{QUOTE}: a: "b: c"'),
        ("a: C:\\x: y\n", "colon-in-value", 1, 4, "a colon inside", f'{QUOTE}: a: "C:\\\\x: y"'),
        ("a: x:\n", "colon-in-value", 1, 4, "a colon inside", f'{QUOTE}: a: "x:"'),
        ("u: https://x.org/a: b\n", "colon-in-value", 1, 4, "a colon inside", QUOTE),
        ("a: “x: y”\n", "colon-in-value", 1, 4, "a colon inside", QUOTE),
        ("a: 1\nb: @@first_name@@\n", "quote-value", 2, 4, "cannot start with @", 'Write "@@first_name@@" with'),
        ("a: `x`\n", "quote-value", 1, 4, "cannot start with `", 'Write "`x`"'),
        ("a: %x\n", "quote-value", 1, 4, "cannot start with %", 'Write "%x"'),
        ("a: *Important* news # c\n", "quote-value", 1, 4, "cannot start with *", 'Write "*Important* news"'),
        ("a: & b\n", "quote-value", 1, 4, "cannot start with &", 'Write "& b"'),
        ("a: , b\n", "quote-value", 1, 4, "cannot start with ,", 'Write ", b"'),
        ("p: {alt: @x, file: y}\n", "quote-value", 1, 10, "cannot start with @", 'Write "@x"'),
        ("a: *b\n", "alias", 1, 4, "starts with *", "Write the value out"),
        ("a: &b c\n", "alias", 1, 4, "starts with &", QUOTE),
        ("a: !b c\n", "tag", 1, 4, "starts with !", QUOTE),
        ("a: !!python/name:os.system\n", "tag", 1, 4, "never followed", QUOTE),
        ('a: 1\nb: "x\nc: 2\n', "quote-open", 2, 4, "never closed", "Close it on the same line."),
        ("a: 1\nb: 'x\nc: 2\n", "quote-open", 2, 4, "never closed", "Close it on the same line."),
        ('a: "x\n---\nb: 1\n', "quote-open", 1, 4, "never closed", "Close it on the same line."),
        ('a: "x\nb: "y"\nc: 2\n', "quote-open", 1, 4, "never closed", "Close it on the same line."),
        ('a: "Boot Camp" webinar\n', "quote-in-value", 1, 15, "after the closing quotation mark", "Put one pair"),
        ("a: 'it's'\n", "quote-in-value", 1, 8, "after the closing quotation mark", "Put one pair"),
        ('a: "C:\\Users"\n', "backslash", 1, 9, "backslash", "Write two backslashes"),
        ("a: [x, y\nb: 1\n", "bracket-open", 1, 4, "The [ that opens here", "Write one comma between values and ]"),
        ("a: {x: 1\nb: 1\n", "bracket-open", 1, 4, "The { that opens here", "Write one comma between values and }"),
        ("kind:letter\ntitle: x\n", "no-space", 1, 1, "no space after the colon", "Write a space after the colon."),
        ("a:\n  - x\n  -y\n", "no-space", 3, 1, "no space after the dash", "Write a space after the dash."),
        ("a: 1\nsome words\nc: 1\n", "no-colon", 2, 1, "no colon on this line", "Write a name, a colon"),
        ("words\nb: 1\n", "no-colon", 1, 1, "no colon on this line", "Write a name, a colon"),
        ("a:\n\t- x\n", "tab", 2, 1, "indented with a tab", "Indent it with spaces."),
        ("a: 1\n b: 2\n", "indentation", 2, 2, "not indented like", "Start it below"),
        ("a:\n   b: 1\n  c: 2\n", "indentation", 3, 3, "not indented like", "Start it below"),
        ("a: 1\n- b\n", "indentation", 2, 1, "not indented like", "Start it below"),
        ("a: - b\n", "dash-in-value", 1, 4, "starts a list", QUOTE),
        ("a: > 5 years\n", "block-text", 1, 6, "starts on the next line", "Write it there"),
        ("a: 1\nb: 2\na: 3\n", "duplicate-key", 3, 1, "“a” stands here a second time", "Keep one"),
        ("a: {b: 1, b: 2}\n", "duplicate-key", 1, 11, "“b” stands here a second time", "Keep one"),
        ("? [a]\n: b\n", "odd-key", 1, 3, "cannot be the name of a field", "If the text starts with"),
        ("a: 1\n---\nb: 1\n", "two-documents", 2, 1, "second document", "Take the line of dashes out."),
        ("a: é\x07\n", "control-character", 1, 5, "invisible character", "Delete this spot"),
        ("a: x\u2028y\n", "control-character", 1, 5, "invisible line break", "Delete this spot"),
        ("a: x\x85y\n", "control-character", 1, 5, "invisible line break", "Delete this spot"),
        ("a: \ud800\n", "control-character", 1, 4, "invisible character", "Delete this spot"),
        ("a: 1\n\ufeffb: 1\n", "control-character", 2, 1, "invisible character", "Delete this spot"),
        ("a: [x, , y]\n", "yaml", 1, 8, "cannot be read", "Write one “name: value” a line"),
    ],
)
def test_what_people_type(text: str, rule: str, line: int, column: int, message: str, remedy: str) -> None:
    (finding,) = read_yaml(text, "x.yaml").findings
    assert finding.rule == f"reading/{rule}"
    assert finding.place == Place("x.yaml", line, column)
    assert message in finding.message
    assert finding.remedy.startswith(remedy)
    # In a section the same fault stands further down, and line ends of Windows change nothing.
    (later,) = read_yaml(text.replace("\n", "\r\n"), "x.yaml", first_line=2).findings
    assert later.place == Place("x.yaml", line + 1, column)
    assert (later.rule, later.message, later.remedy) == (finding.rule, finding.message, finding.remedy)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opening: str) -> None:
    findings = read_yaml(opening * 20_000, "x.yaml").findings
    assert [finding.rule for finding in findings] in (["reading/too-deep"], ["reading/odd-key"])
    assert read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "x.yaml").findings == ()


def test_a_bomb_of_aliases_is_refused() -> None:
    bomb = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, x]\n" for i in range(20))
    assert [finding.rule for finding in read_yaml(bomb, "x.yaml").findings] == ["reading/alias"]


def test_offsets_and_places() -> None:
    text = "\ufeffa: é 😀 # c\nb: [x, 'y']\n"
    read = read_yaml(text, "x.yaml", first_line=5)
    assert isinstance(read.root, Mapping)
    first, second = read.root.get("a"), read.root.get("b")
    assert isinstance(first, Scalar)
    assert isinstance(second, Sequence)
    assert text[first.start : first.end] == "é 😀"
    assert second.flow
    assert [text[item.start : item.end] for item in second.items] == ["x", "'y'"]
    _, places = to_data(read.root, read.lines, "x.yaml")
    assert places.of("b") == Place("x.yaml", 6, 1)
    assert places.of("b", 1) == Place("x.yaml", 6, 8)
    assert places.of("b", 1, "none") == Place("x.yaml", 6, 8)


@given(st.text() | st.text(alphabet="ab:-[]{},'\"|>#&*!%@`? \t\r\n\u2028\ufeff\ud800~é", max_size=60))
def test_reading_never_raises(text: str) -> None:
    read = read_yaml(text, "x.yaml")
    for finding in read.findings:
        assert finding.remedy
        assert finding.place.line >= 1
    to_data(read.root, read.lines, "x.yaml")


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(st.dictionaries(VALUES, VALUES), st.sampled_from([None, "'", '"']))
def test_what_is_written_reads_back(values: dict[str, str], style: str | None) -> None:
    block = "".join(f"{double_quoted(key)}: {in_line(value, style, flow=False)}\n" for key, value in values.items())
    flow = ", ".join(f"{double_quoted(key)}: {in_line(value, style, flow=True)}" for key, value in values.items())
    assert data(block) == (values or None)
    assert data("{" + flow + "}") == values


PRINTED = st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"], exclude_characters="\ufeff")


@given(st.text(PRINTED, max_size=30))
def test_single_quotes_keep_a_line(value: str) -> None:
    assert data(f"a: {single_quoted(value)}") == {"a": value}
