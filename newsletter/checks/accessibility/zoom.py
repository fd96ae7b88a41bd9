"""Readers may enlarge the email on their telephone.

Bad: ``<meta name="viewport" content="width=device-width, maximum-scale=1, user-scalable=no">``.
Good: ``<meta name="viewport" content="width=device-width, initial-scale=1">``.
Source: WCAG 2.2, 1.4.4 (text can be enlarged to twice its size); failure F77 of axe-core, meta-viewport.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_FIXED = re.compile(r"user-scalable\s{0,9}=\s{0,9}(?:no|0)\b")
_MOST = re.compile(r"maximum-scale\s{0,9}=\s{0,9}(\d{1,3}(?:\.\d{0,3})?|\.\d{1,3})")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """A viewport that cannot be enlarged to twice its size."""
    for meta in email.page.named("meta"):
        content = (meta.get("content") or "")[:500].lower()
        if (meta.get("name") or "").lower() == "viewport":
            most = _MOST.search(content)
            if _FIXED.search(content) or (most and float(most[1]) < 2):
                yield Fault(
                    email.place_of_look(meta),
                    "The email keeps readers from enlarging it.",
                    "Leave maximum-scale and user-scalable out of the viewport.",
                )
