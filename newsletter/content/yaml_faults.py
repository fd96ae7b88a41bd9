"""What people really typed where the YAML reader gives up, in words."""

from __future__ import annotations

import re

import yaml

Fault = tuple[int, str, str, str]
"""Offset, rule, message and remedy."""

_NAME = r"[ ]*(?:- +)*[\w.-]+"
_QUOTED_VALUE = re.compile(rf"^{_NAME}: +(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')", re.MULTILINE | re.DOTALL)
_OPEN, _CLOSE = "A quotation mark that was opened is never closed.", "Close it on the same line."


def syntax_fault(text: str, error: yaml.MarkedYAMLError) -> Fault:
    """The fault behind an error of libyaml's."""
    problem, context = str(error.problem or ""), str(error.context or "")
    mark = error.problem_mark or error.context_mark
    offset = min(mark.index if mark else 0, len(text))
    opened = min(error.context_mark.index if error.context_mark else offset, len(text))
    start, line = _line_at(text, offset)
    if re.match(r" *\t", line) or "found a tab" in problem:
        return start, "tab", "The line is indented with a tab.", "Indent it with spaces."
    if fault := (
        _special_sign(text, offset, opened, problem, context)
        or _colon_in_value(text, start, line, "mapping values" in problem)
        or _no_space(text, opened, problem)
        or _quotes(text, offset, opened, problem, context)
        or _layout(text, offset, opened, problem, context)
    ):
        return fault
    return (
        offset, "yaml", "This line cannot be read.",
        "Write one “name: value” a line, with list items indented by two spaces and a dash.",
    )  # fmt: skip


def _line_at(text: str, offset: int) -> tuple[int, str]:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    return start, text[start : end if end >= 0 else len(text)].rstrip("\r")


def _line_before(text: str, start: int) -> tuple[int, str]:
    return _line_at(text, start - 1) if start else (0, "")


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _value_at(text: str, offset: int) -> str:
    """The value that was meant to start at an offset: to a comment, or to the end of its place in brackets."""
    start, line = _line_at(text, offset)
    before, value = line[: offset - start], re.sub(r"\s+#.*", "", line[offset - start :]).strip()
    if before.count("{") + before.count("[") > before.count("}") + before.count("]"):
        value = re.split(r"[,\]}]", value)[0].strip()
    return value


def _special_sign(text: str, offset: int, opened: int, problem: str, context: str) -> Fault | None:
    at = opened if context.startswith(("while scanning an alias", "while scanning an anchor")) else offset
    sign, before = text[at : at + 1], text[:at].rstrip(" ")
    if at == offset and not (
        (sign in ("@", "`", "%") and problem.startswith("found character that cannot start"))
        or (sign in (",", "]", "}") and before.endswith((":", "-")))
    ):
        return None
    if not (value := _value_at(text, at)):
        return None
    return (
        at, "quote-value", f"A value cannot start with {sign} unless it is in quotation marks.",
        f"Write {_quoted(value)} with the quotation marks.",
    )  # fmt: skip


def _colon_in_value(text: str, start: int, line: str, here: bool) -> Fault | None:
    # libyaml may stop one line late: an unquoted colon on the line above reads as a nested field.
    for begin, row in ((start, line), _line_before(text, start)):
        match = re.match(rf"({_NAME}): +(?![\"'|>\[{{])(\S.*?: .*?|\S.*?:)\s*(?: #.*)?$", row)
        if match and (here or begin != start):
            return (
                begin + match.start(2), "colon-in-value", "There is a colon inside the value.",
                f"Put the value in quotation marks: {match.group(1).strip()}: {_quoted(match.group(2).strip())}",
            )  # fmt: skip
    return None


def _no_space(text: str, opened: int, problem: str) -> Fault | None:
    if "could not find expected ':'" not in problem and "mapping values" not in problem:
        return None
    start, line = _line_at(text, opened)
    for begin, row in ((start, line), _line_before(text, start)):
        if re.match(rf"{_NAME}:[^\s/]", row):
            return begin, "no-space", "There is no space after the colon.", "Write a space after the colon."
        if re.match(r"[ ]*-[^\s-]", row):
            return begin, "no-space", "There is no space after the dash.", "Write a space after the dash."
    if "mapping values" in problem:
        start, line = _line_before(text, start)
        if not re.match(r"[ ]*[^\s#\"'{\[:-][^:]*$", line):
            return None
        opened = start
    if line.strip() and not line.lstrip().startswith(("'", '"')):
        return (
            opened, "no-colon", "There is no colon on this line.",
            "Write a name, a colon, a space and the value; indent the second line of a long value by two spaces.",
        )  # fmt: skip
    return None


def _quotes(text: str, offset: int, opened: int, problem: str, context: str) -> Fault | None:
    if "while scanning a quoted scalar" in context:
        return opened, "quote-open", _OPEN, _CLOSE
    if "escape" in problem or "while parsing a quoted scalar" in context:
        return (
            offset, "backslash", "A backslash inside quotation marks starts a code, and this one is not known.",
            "Write two backslashes for one.",
        )  # fmt: skip
    start, line = _line_at(text, offset)
    match = re.match(rf"(?:{_NAME}: +|[ ]*(?:- +)+)(\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*')[ ]*[^\s#:,\]}}]", line)
    if match and offset >= start + match.end(1):
        sign = match.group(1)[0]
        twice = '\\"' if sign == '"' else "''"
        return (
            start + match.end(1), "quote-in-value", "There is more text after the closing quotation mark.",
            f"Put one pair of quotation marks around the whole value, and write {twice} for each {sign} within.",
        )  # fmt: skip
    # A mark that was left open closes at the next one, lines further down, and the reader stops right behind that.
    for match in _QUOTED_VALUE.finditer(text, 0, offset):
        if "\n" in match.group(1) and not text[match.end() : offset].strip(" "):
            return match.start(1), "quote-open", _OPEN, _CLOSE
    return None


def _layout(text: str, offset: int, opened: int, problem: str, context: str) -> Fault | None:
    if "while parsing a flow" in context:
        sign = text[opened : opened + 1]
        if sign in ("[", "{"):
            closing = "]" if sign == "[" else "}"
            return (
                opened, "bracket-open", f"The {sign} that opens here is not closed, or a comma is missing or doubled.",
                f"Write one comma between values and {closing} at the end, or put the value in quotation marks.",
            )  # fmt: skip
    start, line = _line_at(text, offset)
    if "block sequence entries are not allowed" in problem:
        return (
            offset, "dash-in-value", "A dash at the start of a value starts a list.",
            "Put the value in quotation marks, or write each list item on a line of its own.",
        )  # fmt: skip
    if "while scanning a block scalar" in context:
        return (
            offset, "block-text", "After | or > the text starts on the next line, indented by two spaces.",
            "Write it there, or put the value in quotation marks.",
        )  # fmt: skip
    indent = len(line) - len(line.lstrip(" "))
    own = re.match(rf"{_NAME}:(?: |$)|[ ]*- ", line)
    if (own and "mapping values" in problem) or (
        offset <= start + indent and "while parsing a block" in context and (own or indent)
    ):
        return (
            start + indent, "indentation",
            "This line is not indented like the lines it belongs to.",
            "Start it below the first letter of the line above it.",
        )  # fmt: skip
    return None
