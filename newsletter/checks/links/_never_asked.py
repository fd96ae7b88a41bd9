"""Addresses that only their reader may open: a request would sign somebody out, confirm something, or use up a key.

A link checker once unsubscribed the very people whose newsletter it checked.  So what could be such an address is left
alone; an innocent address now and then goes unchecked.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from newsletter.checks.links._address import LONGEST, host_of, is_below, is_merge_field, web_address

_WORDS = re.compile(
    r"(?<![a-z])(?:un-?sub\w*|opt-?(?:out|in)|(?:de)?register-?now|confirm(?:ation)?|verif(?:y|ication)|activat(?:e|ion)"
    r"|(?:re)?subscri(?:be|ption)s?|preferences?|profile-?center|manage-?(?:subscriptions?|preferences?|emails?)"
    r"|one-?click|magic-?link|reset(?:-?password)?|log-?out|sign-?out|sso|delete|remove|cancel|rsvp|vote"
    r"|accept|decline|invit(?:e|ation)s?|leave|withdraw)(?![a-z])"
)
_PERSONAL_KEYS = re.compile(
    r"[?&;/](?:access_?token|token|tok|key|api_?key|auth\w*|sig|signature|hash|code|secret|password|passwd|pwd|pass|otp"
    r"|session\w*|sid|jwt|nonce|uuid|uid|user_?id|eid|mc_eid|e-?mail|recipient|subscriber\w*|contact_?id|member_?id"
    r"|zak|ticket)="
)
_RUN = re.compile(r"[A-Za-z0-9]{20,}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_CODED = re.compile(r"[A-Za-z0-9_-]{40,}")

_CALENDARS = (("calendar.google.com", "/calendar/render"), ("outlook.live.com", "/calendar/"))
"""They put an event into the reader's own calendar, after a sign-in."""


def is_never_asked(href: str) -> bool:
    """Whether an address is left alone, by its words, by a key in it, or because it may stand for one person."""
    parts = web_address(href)
    if parts is None or is_merge_field(href) or len(href) > LONGEST or parts.username is not None:
        return True
    if any(is_below(host_of(href), host) and parts.path.startswith(path) for host, path in _CALENDARS):
        return True
    # An address within an address is encoded once more.
    plain = unquote(unquote(f"{parts.hostname}{parts.path}?{parts.query}"))
    low = plain.lower()
    return bool(_WORDS.search(low) or _PERSONAL_KEYS.search(low) or _UUID.search(low) or _is_opaque(plain))


def _is_opaque(text: str) -> bool:
    if any(re.search(r"\d", run) and re.search(r"[A-Za-z]", run) for run in _RUN.findall(text)):
        return True
    return any(
        len(re.findall(r"\d", run)) >= 6 and re.search(r"[a-z]", run) and re.search(r"[A-Z]", run)
        for run in _CODED.findall(text)
    )
