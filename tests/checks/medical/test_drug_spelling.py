from collections.abc import Callable
from pathlib import Path

import pytest

from newsletter.checks.medical._names import DrugNames, edits, words_in
from newsletter.model.finding import Finding, Severity

Found = Callable[..., list[str]]
Findings = Callable[..., list[Finding]]
Text = Callable[..., str]
RULE = "medical/drug-spelling"


def looks(word: str, name: str) -> str:
    return f"“{word}” is no drug name that we know, but looks like {name}."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ask about gembcitabene.", ["letter.md:5: “gembcitabene” is a misspelling of gemcitabine."]),
        ("Docetaxol was\ngiven, and docetaxol again.", ["letter.md:5: “Docetaxol” is a misspelling of docetaxel."]),
        ("One.\n\n- two\n- **erubulin** now", ["letter.md:8: “erubulin” is a misspelling of eribulin."]),
        ("It is trabectadin.", ["letter.md:5: " + looks("trabectadin", "trabectedin")]),
        ("It is doxirubacin, she said.", ["letter.md:5: " + looks("doxirubacin", "doxorubicin")]),
        ("It is Yondeils’s turn.", ["letter.md:5: " + looks("Yondeils", "Yondelis")]),
        ("It was zolendronic acid.", ["letter.md:5: " + looks("zolendronic", "zoledronic acid")]),
        ("The pair gemcitibine-docetaxel.", ["letter.md:5: " + looks("gemcitibine", "gemcitabine")]),
        ("| a | b |\n|---|---|\n| letrazole | x |", ["letter.md:7: " + looks("letrazole", "letrozole")]),
        ("A ![decarbazine on a label](images/garden.jpg)",
         ["letter.md:5: “decarbazine” is a misspelling of dacarbazine."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: Text, words: str, expected: list[str]) -> None:
    assert found(RULE, {"letter": text(words)}) == expected


def test_the_place_is_that_of_the_word_and_nothing_is_changed_by_itself(
    findings: Findings, text: Text, story: Text
) -> None:
    titled, told = findings(RULE, {"letter": text("Hello.", "Now: megastrol"), "story": story("I had Femera.")})
    assert (titled.place.line, titled.text, titled.field) == (3, "megastrol", "title")
    assert (told.place.line, told.place.column, told.text) == (6, 7, "Femera")
    assert (titled.severity, told.severity) == (Severity.ERROR, Severity.WARNING)
    assert titled.fix is told.fix is None


def test_the_subject_is_read_too(found: Found) -> None:
    header = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: What ifosfomide is\npreheader: P\nsections: []\n"
    assert found(RULE, {}, header) == ["issue.yaml:4: “ifosfomide” is a misspelling of ifosfamide."]


INNOCENT = """
Trabectedin (Yondelis), TRABECTEDIN, trabectedin’s, trabectedin-based, **trabe**ctedin.
Aldoxorubicin, doxorubicin, epirubicin, idarubicin, daunorubicin. Filgrastim and pegfilgrastim, lipegfilgrastim.
Sorafenib, regorafenib, sunitinib, imatinib, axitinib, erlotinib, lenvatinib, olaparib, lurbinectedin.
Leuprorelin, leuprolide, triptorelin, buserelin, goserelin. Zoledronate, alendronate, ibandronate.
Paclitaxel, cabazitaxel, vincristine, vinorelbine, cyclophosphamide, trofosfamide, Nexium, Temodal, Caelyx.
Durvalumab, atezolizumab, avelumab, tremelimumab, cemiplimab. Toremifene, bazedoxifene, medroxyprogesterone.
Decagon and menace, aromas and aromatic oils, protect, nutrient, leucine, warfare, recast, yonder, femoral vein.
Heaven, haven, science, avocation, vista, female, Tamara Ferrara, Zachary Ellis, sultan, mission, ovation.
Anthracycline, progesterone, progestin, estrogen, corticosteroid, anticoagulant, hydrochloride, lipid complex.
See <https://example.org/docetaxol/letrazole> or write to gemcitibine@example.org.
"""


@pytest.mark.parametrize(
    "files",
    [
        {"letter": "---\nkind: text\n---\n" + INNOCENT},
        {"spanish": "---\nkind: text\nlanguage: es\n---\nGemcitabina, letrozol, trabectedina, doxorrubicina.\n"},
        {"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nI had ifosfamide, then Votrient.\n"},
        {"drug": "---\nkind: drug_spotlight\ndrug: eribulin\n---\nThis month <ref:drugs/eribulin>.\n"},
        {"links": "---\nkind: text\n---\n<ref:drugs/zoledronic-acid> <ref:drugs/leuprolide> <ref:drugs/warfarin>\n"},
    ],
)
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []


def test_no_word_of_the_reference_and_of_the_samples_looks_like_another(names: DrugNames, repository: Path) -> None:
    files = [*(repository / "reference").rglob("*.*"), *(repository / "issues").rglob("*.md")]
    words = {word for file in files if file.suffix in (".md", ".yaml") for word in words_in(file.read_text("utf-8"))}
    assert len(words) > 1_500
    assert {word for word in words if names.near(word)} == set()
    # Doubts quote the organization's own list, which is where the misspellings come from.
    assert {word for word in words if word in names.misspellings} == set(names.misspellings)


@pytest.mark.parametrize(
    ("one", "other", "away"),
    [("a", "a", 0), ("", "ab", 2), ("trabectedin", "trabectadin", 1), ("votreint", "votrient", 1),
     ("doxorubicin", "aldoxorubicin", 2), ("nolvadex", "zoladex", 2), ("mesna", "mesnex", 2)],
)  # fmt: skip
def test_edits(one: str, other: str, away: int) -> None:
    assert edits(one, other) == edits(other, one) == away
