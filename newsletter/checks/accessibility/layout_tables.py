"""Tables that only arrange things are not read out as tables.

Without its role a screen reader says “table with one row and two columns” before every box of an email, a hundred
times in some.

Bad: ``<table width="600"><tr><td>`` around the text.
Good: ``<table role="presentation" width="600"><tr><td>``, also in the comments for Outlook.
Source: WCAG 2.2, 1.3.1 and failure F46; Email Markup Consortium, accessibility report 2026.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._tables import holds_data, is_silent
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import Element, FinishedEmail, Page
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.WARNING

_OTHER_ROLES = frozenset((
    "article", "banner", "complementary", "contentinfo", "document", "figure", "grid", "group", "img", "list",
    "listitem", "main", "navigation", "note", "region", "treegrid",
))  # fmt: skip
"""Roles that make something else of a table; a role that does not exist leaves it one."""


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """All such tables in one finding; those that Outlook alone sees in another, where there are no others."""
    found = _spoken(email.page)
    if found:
        yield _fault(email.place_of_look(found[0]), len(found), "")
    elif "[if" in email.html:
        found = _spoken(email.outlook_page)
        if found:
            line = Place(email.place.file, found[0].sourceline or 0)
            yield _fault(email.place_of_look(found[0]) if email.is_ours else line, len(found), " in code for Outlook")


def _fault(place: Place, count: int, where: str) -> Fault:
    tables = f"{count} tables{where} that only arrange things are" if count > 1 else (
        f"A table{where} that only arranges things is"
    )  # fmt: skip
    return Fault(place, f"{tables} read out as a table.", 'Write <table role="presentation">.')


def _spoken(page: Page) -> list[Element]:
    tables = [table for table in page.named("table") if not is_silent(table)]
    return [table for table in tables if (table.get("role") or "") not in _OTHER_ROLES and not holds_data(table)]
