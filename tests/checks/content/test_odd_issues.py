from collections.abc import Callable, Mapping
from datetime import date

import pytest

from newsletter.build import Builder
from newsletter.checks import check, rule_names
from newsletter.content.project import Project

ODD = "---\nkind: text\ntitle:\n---\n"
CONTENT = tuple(name for name in rule_names() if name.startswith("content/"))


@pytest.mark.parametrize(
    "text",
    [
        "#\n\n| a | b |\n|---|---|\n|   |  |\n\n> > - - nested\n",
        "(  . . ,  , ) [[[[{{{<<< TODO]]] ( ) “ ”\n\n. . .\n\n,\n",
        "שלום שלום abc\n\n你好你好 👩‍👩‍👧 e\u0301e\u0301 ﬁ ﬁ\n",
        "A" * 5_000 + " " + "AB, " * 500 + "the " * 500 + "[insert] " * 200,
        "Lorem\\\nipsum *lorem*\n**ipsum** [lorem](https://x.org) ipsum\n",
    ],
)
def test_no_rule_stops(make_publication: Callable[[Mapping[str, str | bytes]], Project], text: str) -> None:
    project = make_publication({f"issues/2026-{month}/odd.md": ODD + text for month in ("10", "11", "12")})
    builder = Builder(project)
    draft = builder.check("2026-12", as_of=date(2026, 11, 25)).draft
    found = check(draft, CONTENT)
    assert [finding.message for finding in found if finding.rule == "checks/rule-failed"] == []
    assert len([finding for finding in found if finding.rule != "content/spelling"]) < 60
