from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity, TextFix
from newsletter.model.place import Place

Found = Callable[..., list[str]]
Findings = Callable[..., list[Finding]]
LETTER = "---\nkind: letter\n---\n"
OLD = "This address is of the old ClinicalTrials.gov."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See NCT0299735.", ["letter.md:4: “NCT0299735” has 7 digits; the number of a study has eight."]),
        ("See\nNCT029973588, please.", ["letter.md:5: “NCT029973588” has 9 digits; the number of a study has eight."]),
        ("See nct02997358.", ["letter.md:4: “nct02997358” is not how the number of a study is written."]),
        ("[A study](https://clinicaltrials.gov/ct2/show/NCT02997358)", [f"letter.md:4: {OLD}"]),
        ("[Studies](https://www.clinicaltrials.gov/ct2/results?cond=lms)", [f"letter.md:4: {OLD}"]),
        ("[A study](https://clinicaltrials.gov/study/NCT0299735)",
         ["letter.md:4: The address names the study “NCT0299735”, which cannot be one."]),
        ("[An article](https://pubmed.ncbi.nlm.nih.gov/) and [another](https://pubmed.ncbi.nlm.nih.gov/PMID35835135/)",
         ["letter.md:4: This address of PubMed names no article."] * 2),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: str, expected: list[str]) -> None:
    assert found("contacts/study-number", {"letter": f"{LETTER}{text}\n"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "NCT02997358, NCT06088290 and (NCT02049905).",
        "[A study](https://clinicaltrials.gov/study/NCT02997358?rank=1) and [one](https://clinicaltrials.gov/study/nct02997358)",
        "[All](https://clinicaltrials.gov/search?cond=Leiomyosarcoma), [about](https://clinicaltrials.gov/about-site)",
        "[An article](https://pubmed.ncbi.nlm.nih.gov/35835135/) and [one](https://pubmed.ncbi.nlm.nih.gov/39231341)",
        "[Articles](https://pubmed.ncbi.nlm.nih.gov/?term=leiomyosarcoma), [PubMed](https://pubmed.ncbi.nlm.nih.gov/)",
        "Numbers such as NCT and eight digits. DISTINCT 2026. NCTA 12345. The NCT trials of 2026.",
        "<https://example.org/nct0299735/ct2/show>",
        "[PubMed help](https://pubmed.ncbi.nlm.nih.gov/help/)",
    ],
)
def test_what_must_not_fire(found: Found, text: str) -> None:
    assert found("contacts/study-number", {"letter": f"{LETTER}{text}\n"}) == []


def test_an_old_address_can_be_mended_without_asking(findings: Findings) -> None:
    old = "https://clinicaltrials.gov/ct2/show/NCT02997358"
    [finding] = findings("contacts/study-number", {"letter": f"{LETTER}Read [it]({old}).\n"})
    new = "https://clinicaltrials.gov/study/NCT02997358"
    assert finding.fix == TextFix(Place("issues/2026-12/letter.md", 4, 11), old, new)
    assert finding.severity is Severity.WARNING
