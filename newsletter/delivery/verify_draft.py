"""What a mailing service made of a draft, read back from it and compared with what was handed over."""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parseaddr
from html import unescape

from newsletter.checks.report import Group
from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.verify import differences
from newsletter.model.finding import Finding, Severity
from newsletter.model.settings import Sender
from newsletter.services.drafts.draft_api import RemoteDraft


def draft_differences(pair: CopyPair, remote: RemoteDraft, sender: Sender) -> tuple[Group, ...]:
    """What differs, in the order in which one goes through it; empty where nothing does.

    ``pair`` holds the HTML of the draft as its copy.  What the service does not tell is not compared.
    """
    header = tuple(_header(pair, remote, sender))
    groups = (Group("The draft", header),) if header else ()
    return (*groups, *(differences(pair) if remote.html is not None else ()))


def _header(pair: CopyPair, remote: RemoteDraft, sender: Sender) -> Iterator[Finding]:
    export = pair.export
    for words, ours, theirs in (
        ("The subject", export.subject, remote.subject),
        ("The preview line", export.preheader, remote.preheader),
        ("The sender’s address", sender.address, _address(remote.from_address)),
        ("The address for replies", sender.reply_to or sender.address, _address(remote.reply_to)),
    ):
        if theirs is not None and _plain(ours) != _plain(theirs):
            yield Finding(
                "verify/draft-field",
                Severity.ERROR,
                pair.place,
                f"{words} of the draft is “{theirs}”, and “{ours}” was handed over.",
                f"Look into your account at {pair.title}: correct it there, or push again.",
            )
    if remote.text is not None and export.service.takes_text_part and export.text.split() != remote.text.split():
        yield Finding(
            "verify/draft-text",
            Severity.WARNING,
            pair.place,
            f"{pair.title} changed the plain-text part of the draft.",
            "Open the draft and look at its plain-text part. If words are missing, paste email.txt there.",
        )
    if remote.html is None:
        yield Finding(
            "verify/draft-unseen",
            Severity.NOTE,
            pair.place,
            f"{pair.title} does not give the HTML of a draft back, so it was not compared.",
            "Send yourself a test there, save it as .eml, and compare it with newsletter verify.",
        )


def _address(value: str | None) -> str | None:
    """The bare address of ``LMSeAlerts <news@example.org>``."""
    return None if value is None else parseaddr(value)[1] or value


def _plain(words: str) -> str:
    return " ".join(unescape(words).split()).casefold()
