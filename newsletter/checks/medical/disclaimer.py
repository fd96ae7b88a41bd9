"""The disclaimer stands in every issue that names a drug or a trial.

It says that what stands here does not replace the advice of one's own doctor, and that naming a drug is no
recommendation. It belongs to the standing information and is printed in each issue; a changed list of standing blocks
or a changed template could lose it.

Bad: a drug spotlight in an issue whose ``standing:`` list has no ``disclaimer``.
Good: ``bottom: [support, disclaimer]`` in newsletter.yaml.
Source: principles of the Health On the Net foundation: information supports, and does not replace, the doctor;
    MSD Manual: listing a drug is neither an endorsement nor a claim of approval.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.medical._names import drug_names
from newsletter.checks.medical._wording import pieces, plain_words
from newsletter.model.finding import Severity
from newsletter.model.place import Place

SEVERITY = Severity.ERROR

_NOTICE = "notices/disclaimer"
_TRIAL = re.compile(r"\bNCT\d{8}\b")


def check(draft: Draft) -> Iterator[Fault]:
    """An issue that names a drug or a trial without the whole disclaimer in both parts."""
    if not _names_a_drug_or_trial(draft):
        return
    block = next((block for block in draft.document.blocks if block.id == _NOTICE), None)
    if block is None:
        yield Fault(
            Place("newsletter.yaml"),
            "This issue names a drug or a trial, and the disclaimer does not stand in it.",
            "Write disclaimer into standing: bottom: of newsletter.yaml; its text is reference/notices/disclaimer.md.",
            field="standing",
        )
        return
    wanted = [words for piece in pieces(block.body) if (words := plain_words(piece)).strip()]
    parts = {"HTML": plain_words(draft.finished.words), "plain text": plain_words(draft.email.text)}
    missing = [part for part, words in parts.items() if not wanted or any(piece not in words for piece in wanted)]
    if missing:
        yield Fault(
            block.place,
            f"The disclaimer is missing from the {' and the '.join(missing)}.",
            "If the file is empty, write the disclaimer into it. If not, someone changed a template: look at "
            "templates/parts/notice.mjml.j2 and templates/text/parts/notice.txt.j2.",
            _NOTICE,
        )


def _names_a_drug_or_trial(draft: Draft) -> bool:
    names = drug_names(draft.reference)
    if any(file.folder == "drugs" for file in draft.shown_entries):
        return True
    if any(section.kind == "clinical_trials" for section in draft.issue.sections):
        return True
    return any(
        names.mentions(passage.text) or _TRIAL.search(passage.text)
        for passage in (*draft.passages, *draft.standing_passages)
    )
