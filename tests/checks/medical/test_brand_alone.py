from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Found = Callable[..., list[str]]
Text = Callable[..., str]
RULE = "medical/brand-alone"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Many of us have had Gemzar.", "letter.md:5: Here Gemzar stands without the generic name."),
        ("Gemzar and Taxotere.\n\nThen Gemzar again.",
         "letter.md:5: Here Gemzar and Taxotere stand without their generic names."),
        ("Hello.\n\n- Votrient\n- Then pazopanib", "letter.md:7: Here Votrient stands without the generic name."),
        ("Gemzar, Taxotere, Yondelis, Halaven.",
         "letter.md:5: Here Gemzar, Taxotere, Yondelis and 1 more stand without their generic names."),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: Text, words: str, expected: str) -> None:
    assert found(RULE, {"letter": text(words)}) == [expected]


def test_it_is_a_note_with_the_whole_name(findings: Callable[..., list[Finding]], text: Text) -> None:
    (finding,) = findings(RULE, {"letter": text("Some had Nolvadex.")})
    assert finding.severity is Severity.NOTE
    assert finding.remedy == "Write tamoxifen (Soltamox) at first mention."
    assert (finding.place.line, finding.place.column, finding.text) == (5, 10, "Nolvadex")


@pytest.mark.parametrize(
    "files",
    [
        {"letter": "---\nkind: text\n---\nGemcitabine (Gemzar), so Gemzar.\n\nGemzar too, and Femara (letrozole).\n"},
        {"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nI had Gemzar and Taxotere.\n"},
        {"drug": "---\nkind: drug_spotlight\ntitle: All about Yondelis\ndrug: trabectedin\n---\nYondelis, then.\n"},
        {"links": "---\nkind: text\n---\nThis is <ref:drugs/eribulin>. Halaven is given. Leuprorelin, then Lupron.\n"},
    ],
)
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []
