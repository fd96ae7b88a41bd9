"""What a copy looks like: style blocks, dark mode, Outlook's comments, and its size."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.deliverability.size import LIMIT
from newsletter.checks.finished_email import FinishedEmail
from newsletter.delivery.copy_pair import CopyPair
from newsletter.model.finding import Finding, Severity

_RULE = re.compile(r"(?:^|(?<=[{}]))([^{}]+)\{([^{}]*)\}")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_CONDITION = re.compile(r"<!--\[if\b|<!\[if\b", re.IGNORECASE)
_DARK = "prefers-color-scheme:dark"
_OUTLOOK_DARK = "[data-ogs"
_DARK_IN = {_DARK: "Apple Mail", _OUTLOOK_DARK: "Outlook"}


def layout_differences(pair: CopyPair) -> Iterator[Finding]:
    """Style blocks and conditional comments that are gone or changed."""
    yield from _style_differences(pair)
    ours, theirs = (len(_CONDITION.findall(email.html)) for email in (pair.ours, pair.theirs))
    if theirs < ours:
        yield Finding(
            "verify/outlook-comments",
            Severity.WARNING,
            pair.place,
            f"{'All' if not theirs else f'{ours - theirs} of the'} {ours} comments for Outlook are gone. Outlook for "
            "Windows may show the email wider than meant.",
            f"See how it looks in Outlook for Windows, or ask {pair.title} to leave comments in the HTML.",
        )
    styled = [sum(1 for each in email.page.elements if each.get("style")) for email in (pair.ours, pair.theirs)]
    if styled[1] < styled[0] // 2:
        yield Finding(
            "verify/inline-styles",
            Severity.ERROR,
            pair.place,
            f"Most of the styles inside the tags are gone: {styled[1]} of {styled[0]} are left.",
            f"Choose the way in {pair.title} that takes HTML of your own, and paste the exported file once more.",
        )


def size_differences(pair: CopyPair) -> Iterator[Finding]:
    """HTML that has grown over Gmail's limit."""
    sizes = [len(html.encode("utf-8", "replace")) for html in (pair.export.html, pair.parts.html)]
    if sizes[1] > LIMIT:
        yield Finding(
            "verify/size",
            Severity.ERROR,
            pair.place,
            f"The email now has {sizes[1]:,} bytes, and {sizes[0]:,} were exported. Gmail shows {LIMIT:,} and hides "
            "the rest, with the unsubscribe link.",
            "Shorten the longest section, or switch off what makes every link longer.",
        )


def _style_differences(pair: CopyPair) -> Iterator[Finding]:
    ours, theirs = _css(pair.ours), _css(pair.theirs)
    old, new = _rules(ours), _rules(theirs)
    if old and not new:
        yield Finding(
            "verify/style-gone",
            Severity.WARNING,
            pair.place,
            "The style block is gone, and with it dark mode and what fits the email to a phone.",
            f"Choose the way in {pair.title} that takes the whole HTML page, from the first line to the last.",
        )
        return
    lost = [name for sign, name in _DARK_IN.items() if sign in ours and sign not in theirs]
    if lost:
        yield Finding(
            "verify/dark-mode",
            Severity.WARNING,
            pair.place,
            f"The rules for dark mode in {' and '.join(lost)} are gone. Colors may be hard to read there.",
            "Look at a test email in dark mode.",
        )
    gone = {rule for rule in old - new if not (lost and _is_dark(rule, ours))}
    if gone:
        first = sorted(gone)[0][0][:60]
        yield Finding(
            "verify/style-changed",
            Severity.WARNING,
            pair.place,
            f"{len(gone)} of {len(old)} rules in the style block are gone or changed, such as the one for “{first}”.",
            "Look at a test email on a phone.",
        )


def _css(email: FinishedEmail) -> str:
    """All style blocks, without what makes no difference."""
    css = " ".join(element.text or "" for element in email.page.named("style"))
    return re.sub(r"\s*([:;,{}>])\s*", r"\1", " ".join(_CSS_COMMENT.sub(" ", css).split())).lower()


def _rules(css: str) -> set[tuple[str, str]]:
    return {(selector.strip(), _declarations(body)) for selector, body in _RULE.findall(css)}


def _declarations(body: str) -> str:
    return ";".join(each.strip() for each in body.split(";") if each.strip())


def _is_dark(rule: tuple[str, str], css: str) -> bool:
    """Whether a rule stands among those for dark mode."""
    dark = css.partition(_DARK)[2].partition("}}")[0]
    return _OUTLOOK_DARK in rule[0] or f"{rule[0]}{{" in dark
