"""What an editor may accept for each type of field, as JSON Schema.

The parser of an editor types what ours leaves as text: ``45`` is a number there, ``true`` a boolean and ``~``
null, while ``yes`` and ``2026-12-01`` are text (YAML 1.2).  A schema takes every spelling that the model takes.
It cannot tell ``045`` from ``45`` and so may take one that the model refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_args

from newsletter.model.fields import (
    Date,
    DescribedPicture,
    EmailAddress,
    FullText,
    Language,
    LocalTime,
    NctNumber,
    Phone,
    StoreAddress,
    Text,
    TrialPhase,
    WebAddress,
    WholeNumber,
    YesNo,
    Zone,
)

Schema = dict[str, Any]
Reader = Callable[[Any], Any]

ANY_TEXT: Schema = {"not": {"type": ["object", "array", "null"]}}
"""One value of any type.  Said by what it is not: an editor would offer ``true`` and ``false`` for a title."""

SOME_TEXT: Schema = ANY_TEXT | {"pattern": r"\S", "patternErrorMessage": "Nothing is written here."}


def text(pattern: str, hint: str, *examples: str, **more: Any) -> Schema:
    """Text that matches ``pattern`` (read alike by Python and JavaScript), blanks around it left aside.

    ``hint`` says what to write; ``more`` are keywords for values that an editor types.
    """
    schema: Schema = {"type": "string", "pattern": rf"^\s*(?:{pattern})\s*$", "patternErrorMessage": hint} | more
    return schema | {"examples": list(examples)} if examples else schema


_HOST = "[A-Za-z0-9-]+"
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

_TYPES: Mapping[Any, Schema] = {
    Text: ANY_TEXT,
    FullText: SOME_TEXT,
    Date: text(_DAY, "Write year, month and day, such as 2026-12-01.", "2026-12-01"),
    LocalTime: text(
        f"{_DAY}[ T]([01]?[0-9]|2[0-3]):[0-5][0-9]",
        "Write the local day and time on the 24-hour clock, such as 2026-12-10 19:30.",
        "2026-12-10 19:30",
    ),
    Zone: text(
        "[A-Za-z_]+(/[A-Za-z0-9_+-]+)+",
        "Write the zone by its city, such as America/Chicago.",
        *(f"America/{city}" for city in ("New_York", "Chicago", "Denver", "Los_Angeles")),
    ),
    YesNo: text(
        "[Yy]([Ee][Ss])?|[Nn][Oo]?|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Oo][Nn]|[Oo][Ff][Ff]",
        "Write yes or no.", "yes", "no", type=["string", "boolean"],
    ),
    WholeNumber: text(
        "[0-9]{1,9}", "Write digits only, such as 144.", type=["integer", "string"], minimum=0, maximum=999_999_999
    ),
    EmailAddress: text(
        rf'[^@\s<>(),;:"\[\]\\]+@{_HOST}(\.{_HOST})+', "Write it like name@example.org.", "name@example.org"
    ),
    WebAddress: text(
        r'[Hh][Tt][Tt][Pp][Ss]?://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s"<>\\]*)?([?#][^\s"<>\\]*)?',
        "Copy it whole from the browser; it starts with https:// and has no spaces.",
        "https://example.org/page",
    ),
    StoreAddress: SOME_TEXT | {
        "not": {
            "anyOf": [
                {"type": ["object", "array", "null"]},
                {"type": "string", "pattern": r"://(?:[^@]*:[^@]*@|[^?&#]*[?&#])"},
            ]
        },
        "examples": ["s3://bucket/newsletter", "sftp://host/folder"],
    },
    # Without quotation marks an editor takes the plus sign for part of a number.
    Phone: text(
        r"\+[1-9][0-9]{6,14}",
        "Write a plus sign, the country code and the number without spaces, such as +18005550100.",
        "+18005550100",
        type=["string", "integer"], minimum=10**6, maximum=10**15 - 1,
    ),
    Language: text("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", "Write a code such as en, es or pt-BR.", "en", "es"),
    NctNumber: text("NCT[0-9]{8}", "Write NCT and eight digits, such as NCT01234567.", "NCT01234567"),
    TrialPhase: text(
        "([Ee][Aa][Rr][Ll][Yy] )?([Pp][Hh][Aa][Ss][Ee] )?[1-4](/([Pp][Hh][Aa][Ss][Ee] )?[1-4])?",
        "Write a number from 1 to 4, or two: 1/2.", "2", "1/2",
        type=["string", "integer"], minimum=1, maximum=4,
    ),
    DescribedPicture.model_fields["alt"].rebuild_annotation(): SOME_TEXT,
}  # fmt: skip


def reader(kind: Any) -> Reader:
    """The function by which a type of ``model/fields.py`` reads what was typed."""
    function: Reader = get_args(kind)[1].func
    return function


BY_READER: Mapping[Reader, Schema] = {reader(kind): schema for kind, schema in _TYPES.items()}
"""The schema of each type of value, by the function that reads it."""
