"""The tags of the email fit together, so that every mail program sees the same email.

A mail program mends what does not fit, and each does it in its own way: a table that is never closed can swallow the
rest of the email in one and look well in another.  A link inside a link is such a fault, or a table inside a paragraph.

Bad: ``<table><tr>Hello</tr></table>``; ``<b><i>Hello</b></i>``; ``<a href="…"><a href="…">Hello</a></a>``.
Good: ``<table><tr><td>Hello</td></tr></table>``.
Source: the HTML standard, 13.2.6 (tree construction).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.html_structure import Harm, StructureFault, structure_faults
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """What does not fit, in one finding for the grave faults and one for the others."""
    if not email.html.strip():
        return
    faults = structure_faults(email.html)
    for harm, severity in ((Harm.GRAVE, Severity.ERROR), (Harm.SLIGHT, Severity.WARNING)):
        some = [fault for fault in faults if fault.harm is harm]
        if some:
            yield Fault(
                email.place_at(some[0].offset),
                f"{some[0].message}{_others(email, some[1:])} Each mail program mends that in its own way.",
                "Look at the code around this place: the template, or the block that was pasted there.",
                text=some[0].message,
                severity=severity,
            )


def _others(email: FinishedEmail, faults: Sequence[StructureFault]) -> str:
    if not faults:
        return ""
    lines = dict.fromkeys(email.html.count("\n", 0, fault.offset) + 1 for fault in faults[:5])
    where = ", ".join(map(str, lines))
    count = f"{len(faults)} more faults" if len(faults) > 1 else "one more fault"
    return f" There {'are' if len(faults) > 1 else 'is'} {count}, on line {where} of the HTML."
