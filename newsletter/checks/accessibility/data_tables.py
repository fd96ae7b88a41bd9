"""Tables of data have headers, and screen readers are not told to leave them out.

Someone who hears “ten thirty” in the third row wants to hear of which column it is.

Bad: days and hours in ``<td>`` alone; ``<table role="presentation">`` around ``<th>``.
Good: ``<tr><th scope="col">Day</th><th scope="col">Hour</th></tr>`` as the first row.
Source: WCAG 2.2, 1.3.1; failure F91 and F92; W3C tutorial on tables.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.accessibility._blocks import quoted
from newsletter.checks.accessibility._tables import has_headers, holds_data, is_silent
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail, section_of, visible_words
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """Each table whose headers are missing, or hidden by a role."""
    for table in email.page.named("table"):
        silent = is_silent(table)
        if (not silent and has_headers(table)) or not holds_data(table):
            continue
        place = email.place_of(table)
        words = quoted(visible_words(table, 100), 40)
        if silent:
            message = f"The table of data “{words}” is marked as one that only arranges things."
            remedy = f'Take role="{table.get("role")}" out.'
        else:
            message = f"The table “{words}” has no headers."
            remedy = "Make the cells that say what the others mean <th>."
        # What only looks like data may be arranged on purpose.
        severity = Severity.NOTE if silent and not has_headers(table) else None
        yield Fault(place, message, remedy, section_of(place), text=words, severity=severity)
