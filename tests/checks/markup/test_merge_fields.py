from collections.abc import Callable

import pytest

from newsletter.model.email import MERGE_FIELDS

Found = Callable[..., list[str]]
HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"
LETTER = "---\nkind: letter\ntitle: T\nsigned: A\n---\nHello.\n"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Hello", "Hello\n\n@@firstname@@", ["letter.md:8: There is no merge field @@firstname@@."]),
        ("Hello", "@@First_Name@@", ["letter.md:6: There is no merge field @@First_Name@@."]),
        ("Hello", "Dear @@first name@@", ["letter.md:6: There is no merge field @@first name@@."]),
        ("Hello", "@@a@@ and @@b@@", ["letter.md:6: There is no merge field @@a@@.",
                                      "letter.md:6: There is no merge field @@b@@."]),
        ("title: T", 'title: "@@name@@"', ["letter.md:1: There is no merge field @@name@@."]),
        ("signed: A", "signed: Yours, @@editor@@", ["letter.md:6: There is no merge field @@editor@@."]),
        ("Hello", "[x](@@first_name@@)", ["letter.md:6: A link leads to @@first_name@@, which is no address."]),
        ("Hello", "[x](https://example.org/?mail=@@email@@)",
         ["letter.md:6: A link leads to @@email@@, which is no address."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, old: str, new: str, expected: list[str]) -> None:
    assert found("markup/merge-fields", {"letter": LETTER.replace(old, new)}) == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("subject: S", "subject: Hello @@firstname@@", "issue.yaml:4: There is no merge field @@firstname@@."),
        ("preheader: P", "preheader: Hello @@name@@", "issue.yaml:5: There is no merge field @@name@@."),
    ],
)
def test_the_header_fires_too(found: Found, old: str, new: str, expected: str) -> None:
    assert found("markup/merge-fields", {"letter": LETTER}, HEADER.replace(old, new)) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        *(f"@@{name}@@" for name in MERGE_FIELDS if not name.endswith("_url")),
        "Dear @@first_name@@, your address is @@email@@.",
        "[in your browser](@@web_version_url@@)",
        "[x](https://example.org/?back=@@web_version_url@@)",
        "someone@example.org", "an @ sign, two @@ signs and @@ again", "@@", "@@@@", "@@ @@", "@@1@@",
        "`if (a @@ b)`",
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, words: str) -> None:
    assert found("markup/merge-fields", {"letter": LETTER.replace("Hello", words)}) == []
