from collections.abc import Callable

import pytest

from newsletter.checks.medical.look_alike_names import pairs
from newsletter.model.finding import Finding, Severity

Found = Callable[..., list[str]]
Findings = Callable[..., list[Finding]]
Text = Callable[..., str]
RULE = "medical/look-alike-names"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Doxorubicin and aldoxorubicin.", "doxorubicin and aldoxorubicin"),
        ("It was Zoladex.\n\nOr was it Nolvadex?", "Nolvadex and Zoladex"),
        ("Nexavar is not Nexium.", "Nexavar and Nexium"),
        ("Gemzar, Femara and Temodar.", "Gemzar and Temodar and Gemzar and Femara"),
    ],
)
def test_what_must_fire(findings: Findings, text: Text, words: str, expected: str) -> None:
    (finding,) = findings(RULE, {"letter": text(words)})
    assert finding.message == f"Names that are easily mixed up stand here: {expected}."
    assert (finding.severity, finding.fix) == (Severity.NOTE, None)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        ('---\nkind: text\ntitle: "Zoladex in plain words"\n---\nThe brand\nNolvadex is a hormonal drug.\n',
         "letter.md:6: This section is about Zoladex, and its text names Nolvadex, which is another drug."),
        ("---\nkind: drug_spotlight\ndrug: filgrastim\n---\nThis month it is pegfilgrastim.\n",
         "letter.md:5: This section is about filgrastim, and its text names pegfilgrastim, which is another drug."),
        ("---\nkind: drug_spotlight\ndrug: sorafenib\n---\nNexium is what we look at.\n",
         "letter.md:5: This section is about Nexavar, and its text names Nexium, which is another drug."),
    ],
)  # fmt: skip
def test_a_heading_and_a_text_that_disagree(found: Found, section: str, expected: str) -> None:
    assert found(RULE, {"letter": section}) == [expected]


@pytest.mark.parametrize(
    "files",
    [
        {"a": "---\nkind: text\n---\nDoxorubicin alone.\n", "b": "---\nkind: text\n---\nAldoxorubicin alone.\n"},
        {"a": "---\nkind: text\n---\nLiposomal doxorubicin and doxorubicin. Gemzar with Taxotere. Zoladex.\n"},
        {"a": "---\nkind: drug_spotlight\ndrug: filgrastim\n---\nThis month: filgrastim (Neupogen).\n"},
        {"a": "---\nkind: drug_spotlight\ndrug: doxorubicin\n---\nAn old drug.\n"},
        {
            "a": '---\nkind: text\ntitle: "Zoladex"\n---\nGoserelin is given as an implant. See <https://a.org/Nexium>.\n'
        },
    ],
)
def test_what_must_not_fire(found: Found, files: dict[str, str]) -> None:
    assert found(RULE, files) == []


def test_the_pairs_are_names_apart() -> None:
    assert all(one.casefold() != other.casefold() for one, other in pairs())
    assert len(set(pairs())) == len(pairs()) > 5
