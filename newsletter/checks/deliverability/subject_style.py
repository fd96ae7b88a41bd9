"""The subject speaks in a normal voice, and as what it is.

Capitals and exclamation marks are what spam looks like, to filters and to people; “Re:” before an email that answers
nobody is a trick that readers remember.

Bad: ``IMPORTANT NEWS FOR PATIENTS``; ``Read this!!``; ``Re: our newsletter``.
Good: ``What a second opinion changed``; ``FDA and LMS: what is new``.
Source: SpamAssassin, rules SUBJ_ALL_CAPS and PLING_PLING; CAN-SPAM Act, 15 U.S.C. 7704(a)(2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.model.email import MERGE_FIELD
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

_ANSWER = re.compile(r"\s{0,20}(re|fwd?|aw|wg)\s{0,5}:", re.IGNORECASE)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def check_email(email: FinishedEmail) -> Iterator[Fault]:
    """A subject that shouts, or that pretends to be an answer."""
    subject = (email.subject or "").strip()
    said = MERGE_FIELD.sub("", subject)[:2_000]
    remedy = ""
    if _ANSWER.match(said):
        what = f"The subject begins with “{said.partition(':')[0].strip()}:”, as if it were an answer."
        remedy = "Take that out: the email answers nobody."
    elif not email.is_ours and len(_LONG_WORD.findall(said)) >= 2 and said.isupper():  # ours: content/subject-wording
        what = "The subject is all in capitals, which looks like spam."
        remedy = "Write it like a sentence."
    elif said.count("!") + said.count("！") >= 2:
        what = "The subject has several exclamation marks, which looks like spam."
        remedy = "Take them out."
    if remedy:
        yield Fault(email.header_places.get("subject", email.place), what, remedy, field="subject", text=subject)
