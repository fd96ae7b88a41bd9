"""Every message has a code, and docs/messages.md explains every code; what the page quotes is what is printed."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "newsletter"
PAGE = (ROOT / "docs" / "messages.md").read_text(encoding="utf-8")


class Maker(NamedTuple):
    """A call that makes a message: what stands before its code, and the positions of code and message."""

    area: str
    code: int
    message: int


MAKERS = {
    "Finding": Maker("", 0, 3),
    "TemplateError.at": Maker("", 1, 2),
    "NewsletterError": Maker("", 0, 1),
    "ProjectError": Maker("", 0, 1),
    "DeliveryError": Maker("", 0, 1),
    "EditError": Maker("", 0, 1),
    "ConflictError": Maker("", 0, 1),
    "error": Maker("", 0, 1),  # EditedFile.error
    "Misuse": Maker("", 0, 1),
    "mistake": Maker("reading/", 0, 1),
    "found": Maker("reading/", 1, 2),
    "_RefusedError": Maker("reading/", 1, 2),
    "_refuse": Maker("reading/", 0, 2),
    "_refused": Maker("reading/", 1, 2),
}

TUPLES = {
    ("content/left_out.py", 4): Maker("reading/", 1, 2),
    ("content/prose_limits.py", 4): Maker("reading/", 1, 2),
    ("content/yaml_faults.py", 4): Maker("reading/", 1, 2),
    ("content/yaml_reader.py", 4): Maker("reading/", 1, 2),
    ("content/validation.py", 3): Maker("reading/", 0, 1),
    ("content/issues.py", 3): Maker("", 0, 1),
}
"""Functions of these files return messages as tuples of that length."""

HANDED_ON = {
    ("checks/__init__.py", "Finding"),
    ("cli/_usage.py", "Misuse"),
    ("content/edited_file.py", "EditError"),
    ("content/front_matter.py", "Finding"),
    ("content/issues.py", "Finding"),
    ("content/markdown.py", "Finding"),
    ("content/pictures.py", "Finding"),
    ("content/source_file.py", "Finding"),
    ("content/typed_files.py", "Finding"),
    ("content/validation.py", "Finding"),
    ("content/yaml_reader.py", "Finding"),
    ("content/yaml_reader.py", "found"),
    ("delivery/draft_record.py", "DeliveryError"),
    ("model/errors.py", "Finding"),
    ("studio/checked_issues.py", "Finding"),
    ("studio/live_issues.py", "Finding"),
}
"""Calls whose code is a value that comes from one of the makers and tuples above."""

_CODE = re.compile(r"[a-z]+/[a-z0-9-]+")


class Message(NamedTuple):
    """One place where a message is made."""

    where: str
    code: str
    pattern: str


def called(node: ast.Call) -> str:
    """What is called: ``Finding``, ``TemplateError.at``, ``error`` of any object."""
    if isinstance(node.func, ast.Attribute):
        owner = node.func.value.id if isinstance(node.func.value, ast.Name) else ""
        whole = f"{owner}.{node.func.attr}"
        return whole if whole in MAKERS else node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def pattern_of(node: ast.expr) -> str:
    """An expression of the source as a regular expression for what it prints."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern_of(part) for part in node.values)
    if isinstance(node, ast.IfExp):
        return f"(?:{pattern_of(node.body)}|{pattern_of(node.orelse)})"
    return ".+"


def codes_of(node: ast.expr) -> list[str]:
    """The codes that an expression may be; none where it is a value from elsewhere."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return codes_of(node.body) + codes_of(node.orelse)
    return []


def messages() -> Iterator[Message]:
    """Every message that the package makes."""
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = named_codes(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                maker, parts = MAKERS.get(called(node)), node.args
            elif isinstance(node, ast.Tuple):
                maker, parts = TUPLES.get((file, len(node.elts))), node.elts
            else:
                continue
            if maker is None or len(parts) <= maker.message:
                continue
            code = parts[maker.code]
            codes = codes_of(code) or named.get(code.id if isinstance(code, ast.Name) else "", [])
            # Of the tuples only those whose words can be a code; a call has to have one, or be handed one.
            if isinstance(node, ast.Call) and not codes and (file, called(node)) not in HANDED_ON:
                codes = [""]
            for each in codes:
                if re.fullmatch(r"[a-z0-9/-]*", each):
                    yield Message(f"{file}:{node.lineno}", maker.area + each, pattern_of(parts[maker.message]))


def named_codes(tree: ast.Module) -> dict[str, list[str]]:
    """Names of a module that hold a code: ``code, remedy = "templates/value", "…"``."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                pairs = [(target, node.value)]
                if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                    pairs = list(zip(target.elts, node.value.elts, strict=False))
                for name, value in pairs:
                    codes = [code for code in codes_of(value) if _CODE.fullmatch(code)]
                    if isinstance(name, ast.Name) and codes:
                        found[name.id] += codes
    return found


MESSAGES = list(messages())


# The faults that rules find are explained by the rules themselves (tests/test_manual.py).
_BY_HAND = re.sub(r"(?s)<!-- From here on.*?by hand again. -->\n", "", PAGE)


class Entry(NamedTuple):
    """What the page says about a code."""

    example: str
    cause: str
    remedy: str


def entries() -> dict[str, Entry]:
    """The page by code.  Whitespace counts as one space."""
    found = {}
    for part in re.split(r"(?m)^### ", _BY_HAND)[1:]:
        code, _, text = part.partition("\n")
        match = re.fullmatch(r"\s*((?: {4}.*\n|\n)+)Cause: (.+?)\n\nRemedy: (.+?)\s*(?:\n## .*)?", text, re.DOTALL)
        assert match, f"{code} has no example, cause or remedy"
        assert code not in found, f"{code} stands twice on the page"
        found[code] = Entry(*(" ".join(group.split()) for group in match.groups()))
    return found


ENTRIES = entries()


def test_every_message_has_a_code() -> None:
    assert [message.where for message in MESSAGES if not _CODE.fullmatch(message.code)] == []


def test_the_page_has_every_code_and_no_other() -> None:
    made = {message.code for message in MESSAGES}
    # click's own messages; theirs are the only words that are not ours.
    assert {*made, "usage/options"} == set(ENTRIES)


@pytest.mark.parametrize("code", sorted({message.code for message in MESSAGES} | set(ENTRIES)))
def test_an_entry_says_cause_and_remedy_and_quotes_a_message(code: str) -> None:
    entry = ENTRIES[code]
    assert _CODE.fullmatch(code)
    assert len(entry.cause) > 40
    assert len(entry.remedy) > 25
    assert entry.cause.endswith((".", ")"))
    assert re.search(r"[.)]$|: newsletter [^.]+$", entry.remedy)
    patterns = [message.pattern for message in MESSAGES if message.code == code]
    quoted = [pattern for pattern in patterns if re.search(pattern, entry.example, re.DOTALL)]
    assert quoted or code == "usage/options", f"{entry.example!r} is none of {patterns}"


def test_the_codes_of_an_area_stand_together_in_alphabetical_order() -> None:
    codes = list(ENTRIES)
    areas = list(dict.fromkeys(code.split("/")[0] for code in codes))
    for area in areas:
        own = [code for code in codes if code.startswith(f"{area}/")]
        assert own == sorted(own)
        first = codes.index(own[0])
        assert codes[first : first + len(own)] == own


def test_every_error_that_stops_a_command_is_made_with_a_code() -> None:
    """The collector above sees every way of making one: nothing else raises or returns a NewsletterError."""
    classes = ("NewsletterError", "ProjectError", "DeliveryError", "EditError", "ConflictError", "Misuse")
    classes += ("UsageError", "BadParameter")
    seen = {message.where for message in MESSAGES}
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and called(node) in classes and (file, called(node)) not in HANDED_ON:
                assert f"{file}:{node.lineno}" in seen
            if isinstance(node, ast.Call) and called(node) == "PydanticCustomError":
                assert file == "model/fields.py"
