"""YAML as an editor reads it: the core schema of YAML 1.2, which types plain values."""

import json
import re
from typing import Any

import yaml


class _EditorLoader(yaml.SafeLoader):
    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own are those of YAML 1.1


# YAML 1.2.2, section 10.3.2.
for tag, pattern in {
    "null": r"null|Null|NULL|~|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)",
}.items():
    _EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{pattern})$"), None)


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> int:
    text = loader.construct_scalar(node)
    return int(text, 0) if text[:2] in ("0o", "0x") else int(text)


_EditorLoader.add_constructor("tag:yaml.org,2002:int", _number)


def editor_data(text: str) -> Any:
    """What an editor makes of a YAML text."""
    return yaml.load(text, Loader=_EditorLoader)


def as_typed(data: Any) -> str:
    """A YAML text of these values in which a value stands without quotation marks wherever that means the same."""
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {as_typed(value)}" for key, value in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(as_typed, data)) + "]"
    if data is None:
        return "~"
    plain = re.fullmatch(r"[\w+./][\w+./:-]*( [\w+./-]+)*", data) and not data.endswith(":") and data != "null"
    return data if plain else json.dumps(data, ensure_ascii=False)


SPELLINGS = [
    "yes", "No", "TRUE", "false", "on", "Off", "y", "N", "maybe", "", " ", " yes ", "02115", "144", "0", "45.0", "-1",
    "1e3", "0x1F", "1234567890", "2026-12-01", " 2026-12-01 ", "2026-12-10 19:30", "2026-12-10T9:05", "19:30", "25:00",
    "2026-12-10 24:00", "1.12.2026", "America/Chicago", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "EST", "Chicago",
    "a@example.org", "A B <a@example.org>", "https://example.org", "HTTP://EXAMPLE.ORG:80/a?b#c", "example.org",
    "+18005550100", "18005550100", "+1 800 555 0100", "en", "pt-BR", "no", "english", "NCT01234567", "nct01234567",
    "1", "2", "5", "1/2", "Phase 1/Phase 2", "early phase 1", "PHASE 3", "words", "NO", "null", "#4a1f4f",
]  # fmt: skip
"""What people type for values of all types, right and wrong."""
