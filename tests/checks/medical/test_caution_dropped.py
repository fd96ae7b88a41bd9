from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Found = Callable[..., list[str]]
Text = Callable[..., str]
RULE = "medical/caution-dropped"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hormonal treatment may help: letrozole\nor tamoxifen.", "letter.md:6: “tamoxifen”"),
        ("Ask about Soltamox.", "letter.md:5: “Soltamox”"),
        ("Drugs used for LMS:\n\n- letrozole\n- <ref:drugs/tamoxifen>", "letter.md:8: “Tamoxifen”"),
        ("Eribulin (Halaven) is one of the drugs used for LMS.", "letter.md:5: “Eribulin”"),
        ("If you cannot take letrozole, tamoxifen is an option.", "letter.md:5: “tamoxifen”"),
    ],
)
def test_what_must_fire(found: Found, text: Text, words: str, expected: str) -> None:
    assert found(RULE, {"letter": text(words)}) == [
        f"{expected} is told of as a treatment, and its caution is left out."
    ]


def test_the_caution_is_there_to_copy(findings: Callable[..., list[Finding]], text: Text) -> None:
    (finding,) = findings(RULE, {"letter": text("Tamoxifen may help.")})
    assert finding.remedy.startswith("Add beside it: Not for uterine LMS. The US label carries a boxed warning")
    assert finding.severity is Severity.WARNING


INNOCENT = [
    "Hormonal drugs are letrozole and tamoxifen (not for uterine LMS).",
    "Tamoxifen is given for breast cancer.\n\nIt is not for people with LMS of the uterus.",
    "Tamoxifen has been linked to LMS of the uterus, and its label warns of it.",
    "A new therapy was approved. People who had tamoxifen met in May.",
    "My aunt Rose and tamoxifen: a letter to the editor.",
    "Avoid tamoxifen. Tamoxifen should not be given here.",
    "Eribulin is approved in the US for liposarcoma, not for LMS.",
    "In the LMS part of its trial, eribulin did about the same as dacarbazine.",
    "Zometa, doxorubicin, letrozole and raloxifene are used too.",
    "Tamoxifen can help, unless the LMS began in the uterus.",
    "Eribulin is used off-label: its approval does not name leiomyosarcoma.",
]


@pytest.mark.parametrize(
    "files",
    [
        {f"n{n}": f"---\nkind: text\n---\n{words}\n" for n, words in enumerate(INNOCENT)},
        {"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nTamoxifen helped me.\n"},
        {"drug": "---\nkind: drug_spotlight\ndrug: tamoxifen\n---\nTamoxifen is used in breast cancer.\n"},
        {"drug": "---\nkind: drug_spotlight\ndrug: eribulin\n---\nEribulin is given into a vein.\n"},
        {"letter": "---\nkind: text\n---\nNothing of the kind.\n"},
    ],
)
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []
