"""Every drug that is shown has its caution beside it, in the HTML and in the plain text.

The caution is the one text that nothing may shorten. The card of a drug prints it; a template that was changed, or a
publication's own, could leave it out in one of the two parts of the email, and nobody would miss it.

Bad: the card of tamoxifen without the words “Not for uterine LMS”.
Good: the same card with “Please note: Not for uterine LMS. …” at its end, in both parts.
Source: the organization's own list, in which the note stands with the drug.
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._wording import plain_words
from newsletter.content.reference_kinds.drugs import Fields as Drug
from newsletter.model.finding import Severity

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(draft: Draft) -> Iterator[Fault]:
    """Each shown drug whose caution is missing from one of the parts or from both."""
    cautioned = [
        (file, file.entry.caution)
        for file in draft.shown_entries
        if isinstance(file.entry, Drug) and file.entry.caution
    ]
    if not cautioned:
        return
    parts = {"HTML": plain_words(draft.finished.words), "plain text": plain_words(draft.email.text)}
    for file, caution in cautioned:
        missing = [part for part, words in parts.items() if plain_words(caution) not in words]
        if missing:
            yield Fault(
                file.places.of_value("caution"),
                f"The caution of {file.entry.preferred_name()} is missing from the {' and the '.join(missing)}.",
                "Someone changed a template. Put the line with facts.caution back into "
                "templates/sections/drug_spotlight.mjml.j2 and templates/text/sections/drug_spotlight.txt.j2.",
                file.id,
                "caution",
                caution,
            )
