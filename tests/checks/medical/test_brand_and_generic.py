from collections.abc import Callable

import pytest

from newsletter.checks.medical._names import DrugNames
from newsletter.model.finding import Finding

Found = Callable[..., list[str]]
Text = Callable[..., str]
RULE = "medical/brand-and-generic"


@pytest.mark.parametrize(
    ("words", "pair", "fact"),
    [
        ("Yondelis (eribulin) is given.", "Yondelis (eribulin)", "Yondelis is trabectedin"),
        ("It is eribulin (Yondelis).", "eribulin (Yondelis)", "Yondelis is trabectedin"),
        ("It is doxorubicin (Doxil).", "doxorubicin (Doxil)", "Doxil is liposomal doxorubicin"),
        ("Some had tamoxifen\n(formerly *Zoladex*).", "tamoxifen (formerly Zoladex)", "Zoladex is goserelin"),
        ("Or filgrastim (brand name Neulasta).", "filgrastim (brand name Neulasta)", "Neulasta is pegfilgrastim"),
        ("It is sorafenib, sold as Stivarga.", "sorafenib, sold as Stivarga", "Stivarga is regorafenib"),
        ("Taxotere is the brand name of gemcitabine.", "Taxotere is the brand name of gemcitabine",
         "Taxotere is docetaxel"),
        ("Gemzar (Temodar) was given.", "Gemzar (Temodar)", "Gemzar is gemcitabine"),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, text: Text, words: str, pair: str, fact: str) -> None:
    assert found(RULE, {"letter": text(words)}) == [f"letter.md:5: “{pair}” names two different drugs: {fact}."]


def test_contributors_are_read_too_and_the_remedy_names_the_pair(
    findings: Callable[..., list[Finding]], story: Text
) -> None:
    (finding,) = findings(RULE, {"story": story("I was given Gemzar (docetaxel).")})
    assert finding.remedy == "Look up which drug was meant, and write it as in gemcitabine (Gemzar)."
    assert (finding.place.line, finding.place.column, finding.fix) == (6, 13, None)


INNOCENT = [
    "Trabectedin (Yondelis), and gemcitabine (Gemzar) with docetaxel (Taxotere).",
    "Liposomal doxorubicin (Doxil), pegylated liposomal doxorubicin (Doxil), doxorubicin (liposomal), doxorubicin.",
    "Gem/tax: Gemzar/Taxotere, Gemzar and docetaxel, Gemzar (with docetaxel), Gemzar (given with docetaxel).",
    "Dexrazoxane (Zinecard, Totect), leuprolide (Lupron Depot), leuprolide (Eligard), leuprorelin (Lupron).",
    "Zoledronic acid (Zometa; Reclast). Tamoxifen (formerly Nolvadex). Warfarin (formerly Coumadin), also Coumadin.",
    "Two drugs were compared: doxorubicin (and, later, Yondelis). Gemzar (before or after eribulin) is another.",
    "Some took Votrient (tablets). Eribulin. (Yondelis is another drug.) Taxotere, eribulin and Gemzar.",
    "Halaven, or eribulin, and Adriamycin, the brand name of doxorubicin. Mesnex is the brand of mesna.",
    "DTIC (dacarbazine), dacarbazine (DTIC-Dome), dacarbazine (DTIC). Sunitinib (SU11248), Sutent (sunitinib).",
    "Olaratumab (formerly Lartruvo) [was withdrawn]. Pazopanib hydrochloride (Votrient). Nexavar (not Nexium).",
    "She took ifosfamide (with mesna), mesna (Mesnex), ifosfamide (doxorubicin came first).",
]


@pytest.mark.parametrize("words", [INNOCENT[:6], INNOCENT[6:]])
def test_what_must_not_fire(found: Found, text: Text, words: list[str]) -> None:
    assert found(RULE, {"letter": text("\n\n".join(words))}) == []


def test_every_name_that_the_reference_prints_is_innocent(found: Found, text: Text, names: DrugNames) -> None:
    printed = " ".join(f"<ref:{drug}> {names.drug(drug).full_name()}." for drug in names.drugs)
    assert found(RULE, {"letter": text(printed)}) == []
