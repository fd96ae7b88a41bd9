"""What the page of a copy says: its words, subject, preview line, postal address, damaged signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.delivery.copy_pair import CopyPair
from newsletter.delivery.service_tags import BLANK
from newsletter.delivery.word_changes import Passage, WordChange, fits, passages, word_changes
from newsletter.model.finding import Finding, Severity

_MOST = 8
"""Changes that are told one by one; nobody reads a hundred."""

_INVISIBLE = re.compile("[\u00ad\u034f\u200b-\u200f\u2060\ufeff]")
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6});", re.IGNORECASE)


def header_differences(pair: CopyPair) -> Iterator[Finding]:
    """Subject and preview line."""
    ours, theirs = pair.export.subject, pair.parts.subject
    form = " ".join(pair.tags.blanked(ours).split())
    if theirs is not None:
        words = " ".join(pair.tags.blanked(theirs).split())
        test = re.fullmatch(r"(\[ ?test ?\]|test:) ?(.*)", words, re.IGNORECASE)
        if test and fits(form, test[2]):
            yield Finding(
                "verify/test-subject",
                Severity.NOTE,
                pair.place,
                f"The subject begins with “{test[1]}”, as it does in test emails.",
            )
        elif not fits(form, words):
            yield Finding(
                "verify/subject",
                Severity.WARNING,
                pair.place,
                f"The subject is “{theirs}”, and “{ours}” was exported.",
                "Copy the subject from STEPS.md into your service once more.",
            )
    preview = _plain(pair, pair.export.preheader)
    beginning = _plain(pair, " ".join(text for part in pair.theirs.page.named("body") for text in part.itertext()))[
        :4_000
    ]
    pattern = ".{0,100}?".join(map(re.escape, preview.split(BLANK)))
    if preview.count(BLANK) <= 3 and not re.search(pattern, beginning):
        yield Finding(
            "verify/preview-line",
            Severity.WARNING,
            pair.place,
            f"The preview line, “{pair.export.preheader}”, is not at the beginning of the email.",
            "Copy it from STEPS.md into your service’s field for the preview text.",
        )


def word_differences(pair: CopyPair) -> Iterator[Finding]:
    """Words of the page that are changed, gone or added, by section; the postal address."""
    html = pair.theirs.html
    for damaged, whole in _damage(pair):
        html = html.replace(damaged, whole)
    old = [
        Passage(each.title, each.section, tuple(_plain(pair, " ".join(each.words)).split()))
        for each in passages(pair.ours.html)
    ]
    new = _plain(pair, " ".join(word for each in passages(html) for word in each.words))
    changes = [change for change in word_changes(old, new.split()) if not _is_damage(change.new)]
    for change in changes[:_MOST]:
        yield _word_change(pair, change)
    if len(changes) > _MOST:
        yield Finding(
            "verify/more-words",
            Severity.ERROR,
            pair.place,
            f"In {len(changes) - _MOST} more places the words differ.",
            f"Paste the HTML that was exported into {pair.title} once more, and change nothing there.",
        )
    if not _has_address(pair, new):
        yield Finding(
            "verify/address-missing",
            Severity.ERROR,
            pair.place,
            "The postal address is missing. The law asks for it in every mailing.",
            f"Write the address into the settings of your account at {pair.title}, and send a test to yourself.",
        )


def damage_differences(pair: CopyPair) -> Iterator[Finding]:
    """Signs that were damaged on the way."""
    damaged = [f"{whole} became {wrong}" for wrong, whole in _damage(pair)]
    ours, theirs = pair.ours.words, pair.theirs.words
    if "\ufffd" in theirs and "\ufffd" not in ours:
        damaged.append("some became \ufffd")
    entities = sorted(set(_ENTITY.findall(theirs)) - set(_ENTITY.findall(ours)))
    if entities:
        damaged.append(f"readers see the code “{entities[0]}”")
    if damaged:
        yield Finding(
            "verify/damaged-signs",
            Severity.ERROR,
            pair.place,
            f"Letters were damaged on the way: {', '.join(damaged[:4])}.",
            "Open email.html in a text editor that reads UTF-8, copy all of it and paste it once more.",
        )


def _word_change(pair: CopyPair, change: WordChange) -> Finding:
    where = f"In “{change.title}”," if change.title else "At the beginning,"
    remedy = f"Paste the HTML that was exported into {pair.title} once more, and change nothing there."
    if not change.old:
        return Finding(
            "verify/words-added",
            Severity.WARNING,
            pair.place,
            f"{where} words were added: “{change.new}”.",
            "See whether you want them. Services add a line of their own on free plans.",
            section=change.section,
            text=change.new,
        )
    if not change.new:
        return Finding(
            "verify/words-lost",
            Severity.ERROR,
            pair.place,
            f"{where} words are gone: “{change.old}”.",
            remedy,
            section=change.section,
            text=change.old,
        )
    return Finding(
        "verify/words-changed",
        Severity.ERROR,
        pair.place,
        f"{where} “{change.old}” became “{change.new}”.",
        remedy,
        section=change.section,
        text=change.old,
    )


def _plain(pair: CopyPair, words: str) -> str:
    return " ".join(_INVISIBLE.sub("", pair.tags.blanked(words)).split())


def _damage(pair: CopyPair) -> list[tuple[str, str]]:
    """What UTF-8 looks like where it was taken for Windows' Latin letters, and the sign that was meant."""
    ours, theirs = pair.ours.words, pair.theirs.words
    pairs = {}
    for sign in sorted({sign for sign in ours if not sign.isascii()}):
        for encoding in ("cp1252", "latin-1"):
            wrong = sign.encode().decode(encoding, "replace")
            if "\ufffd" not in wrong and wrong in theirs and wrong not in ours:
                pairs[wrong] = sign
    return list(pairs.items())


def _is_damage(words: str) -> bool:
    return "\ufffd" in words or _ENTITY.search(words) is not None


def _has_address(pair: CopyPair, words: str) -> bool:
    """Whether the address that was exported, printed or as a tag, is among the words of the copy."""
    ours, theirs = pair.ours.words, pair.theirs.words
    address = _letters(pair.export.address)
    if address and address in _letters(theirs):
        return True
    before = pair.tags.before_address(ours)
    if before is None:
        return not address or address not in _letters(ours)
    if pair.tags.before_address(theirs) is not None:
        return True
    # The address is the service's: what stands in place of the tag has to look like one.
    near = _plain(pair, before).rpartition(BLANK)[2].split()[-4:]
    _, found, rest = words.rpartition(" ".join(near))
    value = rest.split()[:40]
    return bool(found) and len(value) >= 3 and any(word[0].isdigit() for word in value)


def _letters(words: str) -> str:
    return " ".join(re.findall(r"\w+", words.casefold()))
