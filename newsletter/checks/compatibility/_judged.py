"""Each feature of an email with what it comes to for its readers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newsletter.checks.compatibility._fallbacks import without_fallback
from newsletter.checks.consequences import Consequence, Harm, consequences, known_good
from newsletter.checks.draft import Fault
from newsletter.checks.finished_email import FinishedEmail
from newsletter.checks.mail_programs import USUAL_AUDIENCE, Feature, features, program_names, share
from newsletter.checks.used_features import Use, used_features
from newsletter.model.finding import Severity
from newsletter.model.months import long_date
from newsletter.model.place import Place

_TEMPLATE = Place("templates/layout.mjml.j2")


@dataclass(frozen=True)
class Judged:
    """A feature, its uses without fallback, the programs in which that does a kind of harm, and how many use those.

    ``readers`` are of a hundred.
    """

    feature: Feature
    consequence: Consequence
    uses: tuple[Use, ...]
    programs: tuple[str, ...]
    readers: float


def judged(email: FinishedEmail, harm: Harm) -> Iterator[Judged]:
    """The features that do this harm to anyone, in the order of their first places."""
    table = consequences()
    audience = email.audience or USUAL_AUDIENCE
    uses: dict[str, list[Use]] = defaultdict(list)
    for use in used_features(email.html):
        if table[use.slug].harm >= harm:
            uses[use.slug].append(use)
    for slug, some in uses.items():
        feature = features()[slug]
        hurt = _hurt(feature, table[slug].harm, harm)
        if not hurt or (email.is_ours and slug in known_good()):
            continue
        reached = [(use, hurt & without_fallback(use, email.html)) for use in some]
        left = tuple(use for use, programs in reached if programs)
        programs = tuple(sorted(frozenset().union(*(programs for _, programs in reached))))
        if programs:
            yield Judged(feature, table[slug], left, programs, share(programs, audience))


def _hurt(feature: Feature, worst: Harm, harm: Harm) -> frozenset[str]:
    """The programs in which the feature does just this harm: without it the worst, with a part of it the next less.

    A part counts only where no program misses it altogether: one finding a feature is enough.
    """
    if worst is harm:
        return frozenset(feature.missing_in)
    return frozenset(feature.partly_in if not feature.missing_in and worst.next_less is harm else ())


def fault(email: FinishedEmail, found: Judged, severity: Severity | None = None) -> Fault:
    """A finding about a feature: what is used, what comes of it, in which programs, and since when that is known."""
    use = found.uses[0]
    number = sum(len(each.offsets) for each in found.uses)
    where = f" in {number} places" if number > 1 else ""
    words = f" (“{use.words}”)" if use.words != found.feature.title else ""
    tested = long_date(date.fromisoformat(found.feature.tested))
    return Fault(
        _place(email, use),
        f"The email uses {found.feature.title}{words}{where}. Where it is missing, {found.consequence.because}: "
        f"{program_names(found.programs)}, tested {tested} by caniemail.com.",
        found.consequence.instead,
        text=use.words,
        severity=severity,
    )


def _place(email: FinishedEmail, use: Use) -> Place:
    """Where a picture was typed or a tag stands; the look of our own emails is decided in the templates."""
    if email.is_ours and not use.slug.startswith("image-"):
        return _TEMPLATE
    return email.place_at(use.offsets[0])
