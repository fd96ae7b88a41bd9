"""Which mail program shows what: the tests of caniemail.com, by feature and by family of programs.

Source: caniemail.com by Rémi Parmentier and others, taken from the npm package ``caniemail`` (both MIT; the notice lies
beside the data).  ``python docs/caniemail.py`` refreshes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib.resources import files


class Family(StrEnum):
    """The families of mail programs that ``audience`` in ``newsletter.yaml`` weighs."""

    APPLE = "apple"
    GMAIL = "gmail"
    OUTLOOK = "outlook"
    OTHER = "other"


USUAL_AUDIENCE: Mapping[str, int] = {Family.APPLE: 47, Family.GMAIL: 26, Family.OUTLOOK: 15, Family.OTHER: 12}
"""Readers of a hundred where nobody has said: market shares of 2026, with more of Outlook, which hospitals use."""

GMAIL_STYLES = 16_384
"""Bytes of all style blocks together that Gmail reads (email-bugs 90): the block that passes it is lost."""

_FAMILIES = {"apple-mail": Family.APPLE, "gmail": Family.GMAIL, "outlook": Family.OUTLOOK}

_NAMES = {
    "apple-mail.ios": "Apple Mail on iPhone", "apple-mail.macos": "Apple Mail on Mac",
    "gmail.desktop-webmail": "Gmail on the web", "gmail.mobile-webmail": "Gmail in a phone's browser",
    "gmail.ios": "Gmail on iPhone", "gmail.android": "Gmail on Android",
    "outlook.windows": "Outlook for Windows", "outlook.windows-mail": "Windows Mail",
    "outlook.macos": "Outlook for Mac", "outlook.outlook-com": "Outlook.com", "outlook.ios": "Outlook on iPhone",
    "outlook.android": "Outlook on Android", "samsung-email.android": "Samsung Email",
}  # fmt: skip
_OTHERS = {
    "aol": "AOL", "fastmail": "Fastmail", "free-fr": "Free.fr", "gmx": "GMX", "hey": "HEY", "ionos-1and1": "1&1",
    "laposte": "LaPoste.net", "mail-ru": "Mail.ru", "orange": "Orange", "protonmail": "Proton Mail",
    "rainloop": "RainLoop", "sfr": "SFR", "t-online-de": "T-Online", "thunderbird": "Thunderbird",
    "web-de": "WEB.DE", "wp-pl": "WP.pl", "yahoo": "Yahoo Mail",
}  # fmt: skip


def family_of(program: str) -> Family:
    """The family of a program such as ``outlook.windows``."""
    return _FAMILIES.get(program.partition(".")[0], Family.OTHER)


def program_name(program: str) -> str:
    """A program as people call it: “Outlook for Windows”, “Yahoo Mail”."""
    return _NAMES.get(program) or _OTHERS.get(program.partition(".")[0], program)


def program_names(programs: Iterable[str]) -> str:
    """Programs in few words: a family whose programs are all among them by its own name."""
    wanted = set(programs)
    out: list[str] = []
    for family, name in ((Family.OUTLOOK, "Outlook"), (Family.GMAIL, "Gmail"), (Family.APPLE, "Apple Mail")):
        own = [program for program in _NAMES if family_of(program) is family]
        here = [program for program in own if program in wanted]
        out += [f"{name} (all)"] if len(here) == len(own) else [program_name(program) for program in here]
    others = dict.fromkeys(program_name(each) for each in sorted(wanted) if family_of(each) is Family.OTHER)
    out += list(others) if len(others) <= 4 else [f"{len(others)} others"]
    return " and ".join([", ".join(out[:-1]), out[-1]]) if len(out) > 1 else "".join(out)


@dataclass(frozen=True)
class Feature:
    """Something that HTML or CSS can do, as caniemail.com names it.

    ``tested`` is the day of the last test, as ISO writes it; ``verdicts`` has a letter for each of
    :func:`all_programs`: ``y`` yes, ``a`` in part, ``n`` no, ``u`` unknown, ``-`` never tested.
    """

    slug: str
    title: str
    category: str
    tested: str
    verdicts: str

    @property
    def url(self) -> str:
        """Where the tests are described."""
        return f"https://www.caniemail.com/features/{self.slug}/"

    def verdict(self, program: str) -> str:
        """The letter for one program."""
        return self.verdicts[all_programs().index(program)]

    @cached_property
    def missing_in(self) -> tuple[str, ...]:
        """The programs that do not have it."""
        return self._with("n")

    @cached_property
    def partly_in(self) -> tuple[str, ...]:
        """The programs that have a part of it."""
        return self._with("a")

    def _with(self, letter: str) -> tuple[str, ...]:
        return tuple(each for each, own in zip(all_programs(), self.verdicts, strict=True) if own == letter)


def share(programs: Iterable[str], audience: Mapping[str, int]) -> float:
    """Readers of a hundred who use one of these programs.

    ``audience`` weighs the families; within one, each program counts alike: nobody knows better.
    """
    total = sum(audience.values()) or 1
    counted = {family: sum(family_of(each) is family for each in all_programs()) for family in Family}
    return sum(100 * audience.get(family, 0) / total / counted[family] for family in map(family_of, programs))


@cache
def all_programs() -> tuple[str, ...]:
    """Every program that was tested, such as ``outlook.windows``, in the order of the verdicts."""
    return tuple(_data()["programs"])


@cache
def features() -> Mapping[str, Feature]:
    """Every feature by its slug."""
    return {slug: Feature(slug, *row) for slug, row in _data()["features"].items()}


def data_updated() -> str:
    """The day of the data, as ISO writes it."""
    return str(_data()["updated"])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    text = files("newsletter.checks").joinpath("data", "caniemail.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, list[str]]] = json.loads(text)
    return data
