"""Studies and articles are named by numbers and addresses that lead somewhere.

A study on ClinicalTrials.gov has NCT and eight digits; the addresses with /ct2/ are those of the old site. An article
on PubMed has a number, and nothing else leads to it. One digit less, and a reader finds another study or none.

Bad: “NCT0299735” and https://clinicaltrials.gov/ct2/show/NCT02997358
Good: “NCT02997358” and https://clinicaltrials.gov/study/NCT02997358
Source: the address forms of ClinicalTrials.gov (site of 2023 on) and of PubMed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.finished_email import Link
from newsletter.model.finding import Severity, TextFix

SEVERITY = Severity.ERROR

_NUMBER = re.compile(r"(?<![\w/=])(NCT)[ :#-]{0,2}([0-9]{2,14})(?![0-9])", re.IGNORECASE)
_WHOLE = re.compile(r"NCT[0-9]{8}")
_OLD_STUDY = re.compile(r"/(?:ct2|ct)/show(?:/record)?/(NCT[0-9]{8})/?", re.IGNORECASE)
_OLD = "This address is of the old ClinicalTrials.gov."


@dataclass(frozen=True)
class WrongAddress:
    """What is wrong with an address, what to do, and the right address where it is known."""

    message: str
    remedy: str
    new: str | None = None
    severity: Severity = Severity.WARNING


def check(draft: Draft) -> Iterator[Fault]:
    """Numbers of studies that cannot be right, old addresses, addresses of articles without a number."""
    for passage in (*draft.passages, *draft.standing_passages):
        for words, message in wrong_numbers(passage.text):
            yield Fault(
                passage.spot(words),
                message,
                "Copy the number from ClinicalTrials.gov: NCT and eight digits, such as NCT01234567.",
                passage.section,
                passage.field,
                words,
                severity=None if len(re.findall("[0-9]", words)) != 8 else Severity.WARNING,
            )
    told: set[str] = set()
    for link in draft.finished.links:
        wrong = None if link.href in told else wrong_address(link)
        if wrong:
            told.add(link.href)
            yield _fault(draft, link, wrong)


def _fault(draft: Draft, link: Link, wrong: WrongAddress) -> Fault:
    """The fault of a link; where it was typed is known if it stands in a text."""
    typed = next((passage for passage in draft.passages if link.href in passage.source), None)
    place = typed.spot(link.href) if typed else link.place
    return Fault(
        place,
        wrong.message,
        wrong.remedy,
        typed.section if typed else None,
        text=link.href,
        fix=TextFix(place, link.href, wrong.new) if wrong.new and typed and place.column else None,
        severity=wrong.severity,
    )


def wrong_numbers(text: str) -> Iterator[tuple[str, str]]:
    """What looks like the number of a study and is none: the words, and what is wrong."""
    for match in _NUMBER.finditer(text):
        words, digits = match.group(), match[2]
        if len(digits) != 8:
            yield words, f"“{words}” has {len(digits)} digits; the number of a study has eight."
        elif not _WHOLE.fullmatch(words):
            yield words, f"“{words}” is not how the number of a study is written."


def wrong_address(link: Link) -> WrongAddress | None:
    """What is wrong with the address of a study or an article; None for any other."""
    try:
        parts = urlsplit(link.href.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if host in ("clinicaltrials.gov", "classic.clinicaltrials.gov"):
        return _wrong_study(host, parts.path)
    if host == "pubmed.ncbi.nlm.nih.gov" and not parts.query:
        first = parts.path.strip("/").partition("/")[0][:40]
        # The page itself may be meant; its other pages have names without digits.
        mistyped = re.search("[0-9]", first) and not re.fullmatch("[0-9]{1,8}", first)
        if mistyped or (not first and "pubmed" not in link.words.casefold()):
            return WrongAddress(
                "This address of PubMed names no article.",
                "Open the article there, and copy its address: it ends with a number.",
                severity=Severity.ERROR if mistyped else Severity.WARNING,
            )
    return None


def _wrong_study(host: str, path: str) -> WrongAddress | None:
    old = _OLD_STUDY.fullmatch(path)
    if old:
        new = f"https://clinicaltrials.gov/study/{old[1].upper()}"
        return WrongAddress(_OLD, f"Write {new} instead.", new)
    if path.startswith("/ct2/") or host.startswith("classic."):
        return WrongAddress(_OLD, "Search there once more, and copy the address of the new site.")
    number = re.match(r"/study/([^/]{0,40})", path)
    if number and not _WHOLE.fullmatch(number[1].upper()):
        return WrongAddress(
            f"The address names the study “{number[1]}”, which cannot be one.",
            "Copy the number from ClinicalTrials.gov: NCT and eight digits.",
            severity=Severity.ERROR,
        )
    return None
