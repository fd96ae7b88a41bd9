from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding, Severity

Found = Callable[..., list[str]]
Text = Callable[..., str]
RULE = "medical/drug-not-in-use"

WITHDRAWN = "reads like a treatment that can be had, but it is withdrawn."
UNAPPROVED = "reads like a treatment that can be had, but it is not approved."


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Options include doxorubicin, olaratumab and pazopanib.", f"letter.md:5: “olaratumab” {WITHDRAWN}"),
        ("Ask your doctor about Lartruvo.", f"letter.md:5: “Lartruvo” {WITHDRAWN}"),
        ("Ask your doctor about <ref:drugs/olaratumab>.", f"letter.md:5: “olaratumab” {WITHDRAWN}"),
        ("Aldoxorubicin is given into a vein.", f"letter.md:5: “Aldoxorubicin” {UNAPPROVED}"),
        ("These drugs are used for LMS:\n\n- doxorubicin\n- olaratumab", f"letter.md:8: “olaratumab” {WITHDRAWN}"),
        ("Below are the drugs used for LMS.\n\nVotrient/pazopanib\n\nLartruvo/olaratumab – an antibody",
         f"letter.md:9: “Lartruvo” {WITHDRAWN}"),
        ("Some drugs target growth. They help a few people. Lartruvo is one.", f"letter.md:5: “Lartruvo” {WITHDRAWN}"),
        ("In a trial, olaratumab helped people.", f"letter.md:5: “olaratumab” {WITHDRAWN}"),
        ("Hello.\n\n### Treatments\n\n| Drug | Group |\n|---|---|\n| INNO-206 | chemo |",
         None),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: Text, words: str, expected: str | None) -> None:
    fired = found(RULE, {"letter": text(words)})
    assert fired == [expected or f"letter.md:11: “INNO-206” {UNAPPROVED}"]


def test_a_spotlight_of_such_a_drug(findings: Callable[..., list[Finding]]) -> None:
    files = {"a": "---\nkind: drug_spotlight\ndrug: olaratumab\n---\nIt was withdrawn.\n",
             "b": "---\nkind: drug_spotlight\ndrug: aldoxorubicin\n---\nIn trials.\n"}  # fmt: skip
    one, other = findings(RULE, files)
    assert one.message == "The spotlight shows olaratumab, which has been withdrawn."
    assert other.message == "The spotlight shows aldoxorubicin, which is not approved; it is being studied."
    assert (one.place.line, one.field, one.severity) == (3, "drug", Severity.ERROR)


def test_the_remedy_is_the_caution_and_a_contributor_is_only_asked_for_a_note(
    findings: Callable[..., list[Finding]], text: Text, story: Text
) -> None:
    house, told = findings(RULE, {"letter": text("Lartruvo may help."), "story": story("Lartruvo gave me two years.")})
    caution = "Withdrawn: no longer available. The US license was revoked as of February 25, 2020."
    assert house.remedy == f"Take it out, or say beside it: {caution}"
    assert told.message == "The contributor names “Lartruvo”, and readers are not told that it is withdrawn."
    assert told.remedy == f"Leave the words, and add an editor's note below: {caution}"
    assert (house.severity, told.severity) == (Severity.ERROR, Severity.WARNING)


INNOCENT = [
    "Olaratumab was withdrawn in 2020.",
    "Older lists name <ref:drugs/olaratumab>; it is no longer available.",
    "Lartruvo, once given with doxorubicin, did not help in a larger trial.",
    "The license of Lartruvo was revoked. Please do not ask your doctor for it.",
    "Lartruvo was approved in 2016.\n\nAfter a second trial Lartruvo was taken off the market.",
    "Two drugs on older lists are not in use:\n\n- olaratumab\n- aldoxorubicin",
    "Aldoxorubicin was studied in soft tissue sarcoma, and treatment was given every three weeks.",
    "Aldoxorubicin is investigational. It can only be had in a trial.",
    "Ask your doctor about Yondelis. It works for some. This page is long. We also read the name olaratumab.",
    "We mention olaratumab and aldoxorubicin here so that you have read the names.",
    "Doxorubicin is given for LMS, and so are Yondelis, eribulin and pazopanib.",
    "Caution: Lartruvo “withdrawn: no longer available. The US license was revoked as of February 25, 2020.”",
    "Aldoxorubicin did not meet its main goal. We found no record of an approval.",
]
TRIALS = """---
kind: clinical_trials
trials:
  - {title: Aldoxorubicin as a treatment, nct: NCT02049905, status: completed, checked_on: 2026-11-22}
---
Aldoxorubicin was given.
"""


@pytest.mark.parametrize(
    "files",
    [
        {f"n{n}": f"---\nkind: text\n---\n{words}\n" for n, words in enumerate(INNOCENT)},
        {"trials": TRIALS,
         "story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nI had Lartruvo. It is withdrawn.\n"},
        {"issues/2026-12/issue.yaml": "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections:\n"
         "  - reference/pages/common-drugs\n  - reference/pages/drugs-in-development\n  - reference/pages/causes\n"
         "  - reference/pages/uterine-lms\n  - reference/pages/hormone-responsive-disease\n"},
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []
