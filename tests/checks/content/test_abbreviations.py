from collections.abc import Callable

import pytest

from newsletter.checks.content._short_forms import is_explained, short_forms, spells
from newsletter.model.finding import Finding, Severity

Findings = Callable[..., list[Finding]]
RULE = "content/abbreviations"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Her PFS was long, and the ORR was not.", ["PFS", "ORR"]),
        ("NSAIDs and mRNA and eGFR", ["NSAID", "mRNA", "eGFR"]),
        ("T-VEC or G-CSF", ["T-VEC", "G-CSF"]),
        ("(NED) since May; “SD” now", ["NED", "SD"]),
        ("The STS trials", ["STS"]),
        ("Is it DCR?", ["DCR"]),
    ],
)
def test_what_must_fire(text: str, expected: list[str]) -> None:
    assert short_forms(text) == expected
    assert not any(is_explained(name, text) for name in expected)


@pytest.mark.parametrize(
    "text",
    [
        "Phase II and III, chapter IV, stage XII",
        "PLEASE READ THIS. DO NOT PANIC",
        "Tulsa, OK and Houston, TX",
        "JR Smith and AJ Miller",
        "LMS-04 and SARC028, HER2 and CA-125, H2O",
        "The ANITA trial and the PALETTE study",
        "YouTube, MyChart, LinkedIn, McDonald, LMSeAlerts, MedlinePlus, WebMD",
        "non-FDA, LMS-related, X-ray, e-mail, I",
        "a.m. and p.m., U.S., M.K., Ph.D.",
        "https://x.org/ABC and abc@DEF.org and @@FNAME@@ and #ABC",
        "R&D's AT&T",
    ],
)
def test_what_must_not_fire(text: str) -> None:
    assert short_forms(text) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PFS", "Progression-free survival (PFS) was longer."),
        ("PFS", "PFS (progression-free survival) was longer."),
        ("PFS", "PFS is short for progression-free survival."),
        ("PFS", "PFS, which stands for progression-free survival, was longer."),
        ("NED", "No evidence of disease, or NED, is what we hope for."),
        ("NED", "There was no evidence of disease (NED for short)."),
        ("LMS", "Leiomyosarcoma (called LMS) is rare."),
        ("NSAID", "Nonsteroidal anti-inflammatory drugs (NSAIDs) help."),
        ("NCI", "the National Cancer Institute (NCI)"),
        ("ORR", "We looked at the ORR. The overall response rate (ORR) is a share."),
    ],
)
def test_how_an_email_may_explain(name: str, text: str) -> None:
    assert is_explained(name, text)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PFS", "PFS (see below) was longer."),
        ("PFS", "Her doctor wrote it down (PFS)."),
        ("NED", "In the kitchen, or NED, we sat."),
        ("ORR", "The meaning of ORR is hard."),
        ("PFS", "PFSX stands for nothing."),
        ("OS", "OS."),
    ],
)
def test_what_explains_nothing(name: str, text: str) -> None:
    assert not is_explained(name, text)


def test_letters_in_their_order() -> None:
    assert spells("MRI", "by magnetic resonance imaging")
    assert not spells("MRI", "by imaging resonance magnetic")
    assert not spells("MRI", "")


def test_the_glossary_has_the_words(findings: Findings) -> None:
    letter = "---\nkind: letter\n---\nHer doctor spoke of\n*gem/tax*, and gem/tax again, in LMS.\n"
    (one,) = findings(RULE, {"letter": letter})
    assert (one.text, one.place.line, one.severity) == ("gem/tax", 5, Severity.NOTE)
    assert one.remedy == (
        "Write “Gemzar and Taxotere (gem/tax)” where it stands first. Our glossary says: "
        "The chemotherapy drugs gemcitabine (Gemzar) and docetaxel (Taxotere), given together."
    )


def test_one_finding_a_section_at_first_use(findings: Findings) -> None:
    letter = "---\nkind: letter\ntitle: About PFS\n---\nThe ORR, the DCR and the PFS. It was NOT cold, not at all.\n"
    story = "---\nkind: survivor_story\ncontributor: person-0031\n---\nMy PFS was good. I am NED, said Dr. AB.\n"
    text = "---\nkind: text\n---\nNo evidence of disease (NED). The ORR, on TV, from the FDA.\n"
    spanish = "---\nkind: text\nlanguage: es\n---\nLa SLP.\n"
    page = "---\ntitle: A page\nas_of: 2026-11-01\n---\nThe US Food and Drug Administration approves drugs.\n"
    header = (
        "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\n"
        "sections: [letter, story, text, spanish, reference/pages/what-is-lms]\n"
    )
    files = {"letter": letter, "story": story, "text": text, "spanish": spanish}
    found = findings(RULE, {**files, "reference/pages/what-is-lms.md": page}, header)
    assert [(f.place.file.rpartition("/")[2], f.text) for f in found] == [
        ("letter.md", "PFS, ORR, DCR"),
        ("story.md", "AB"),
    ]
    assert found[1].remedy.startswith("Ask the person who wrote it")


def test_a_huge_passage_takes_no_time() -> None:
    for piece in ("A", "AB ", "A-", "AB(", "a&", "AB, "):
        assert isinstance(short_forms(piece * 30_000), list)
