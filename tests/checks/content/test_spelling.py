from collections.abc import Callable, Mapping

import pytest

from newsletter.model.finding import Severity

RULE = "content/spelling"
LETTER = "---\nkind: letter\ntitle: {title}\nsigned: {signed}\n---\n{body}\n"
STORY = "---\nkind: survivor_story\ntitle: A story\ncontributor: person-0031\n---\n{body}\n"

Found = Callable[..., list[str]]
Findings = Callable[..., list]


def letter(body: str, title: str = "A letter", signed: str = "Ann") -> str:
    return LETTER.format(body=body, title=title, signed=signed)


def unknown(word: str, where: str = "") -> str:
    return f"“{word}” is not in the dictionary{where}."


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"letter": letter("You will recieve a call.")}, ["letter.md:6: " + unknown("recieve")]),
        ({"letter": letter("Dear all,\n\nthe\npateint’s **chrat** was here.")},
         ["letter.md:9: " + unknown("pateint’s"), "letter.md:9: " + unknown("chrat")]),
        ({"letter": letter("We dont know, and infact nobody does.")},
         ["letter.md:6: " + unknown("dont"), "letter.md:6: " + unknown("infact")]),
        ({"letter": letter("A newly-diagnosd person.", "How surgury works")},
         ["letter.md:3: " + unknown("surgury"), "letter.md:6: " + unknown("diagnosd")]),
        ({"letter": letter("See you on monday, or on Wensday, or in Febuary.")},
         ["letter.md:6: " + unknown(word) for word in ("monday", "Wensday", "Febuary")]),
        ({"letter": letter("He came. Recieving the letter helped.")}, ["letter.md:6: " + unknown("Recieving")]),
        ({"letter": letter("Hello.", "What Thier Surgeons Said")}, ["letter.md:3: " + unknown("Thier")]),
        ({"letter": letter("A clinical oncoligist explains metastisis and leiomyosarcoa.")},
         ["letter.md:6: " + unknown(word) for word in ("oncoligist", "metastisis", "leiomyosarcoa")]),
        ({"letter": letter("We recieve it. You recieve it."), "note": letter("They recieve it.")},
         ["letter.md:6: " + unknown("recieve", "; it stands in 2 sections")]),
        ({"story": STORY.format(body="I recieve it."), "letter": letter("You recieve it.")},
         ["letter.md:6: " + unknown("recieve", "; it stands in 2 sections")]),
        ({"letter": letter("The colour of the centre, and my neighbour's organisation.")},
         ["letter.md:6: British spelling: " + ", ".join(
             f"“{word}” (issues/2026-12/letter.md:6)" for word in ("colour", "centre", "neighbour's", "organisation")
         ) + "."]),
        ({"letter": letter("La semana pasada fuimos al hospital con mi hermana para hablar del tratamiento.")},
         ["letter.md:6: This does not read like English: the dictionary does not know “semana”, “pasada”, “fuimos” and "
          "others."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, files: Mapping[str, str], words: list[str]) -> None:
    assert found(RULE, files) == words


@pytest.mark.parametrize(
    "body",
    [
        "My neighbor’s dog didn’t bark; it's the doctors' lounge, rock 'n' roll, o'clock, ma'am, should've, she'd've.",
        "Write to helpline@example.org, see https://example.org/LMSxyz/qwrt, clinicaltrials.gov/ct2, www.exampel.org.",
        "Dear @@first_name@@, take 5mg b.i.d., 12ml q3w, 3D-CRT, H1N1, CD117 and NCT02997358.",
        "LMSeAlerts, MyChart, eGFR, uLMS, iPhone, PubMed, the CTs and MRIs, PET/CT, ER/PR-positive and HER2.",
        "T-cell, X-rays, pre-op, non-cancerous, anti-nausea, twenty-one-year-old, e-mail, follow-ups, plum-colored.",
        "We met Siobhan Kowalczyk and Dr. Nguyenova. Kowalczyk laughed. Siobhan's sister saw J. Wojcikowa, Mr. Smithe.",
        "Anthracyclines, leiomyosarcomas, thrombocytopenia, retroperitoneal, oophorectomy, scanxiety bloodwork.",
        "Trabectedin (Yondelis), doxorubicin (Adriamycin), gem/tax, dacarbazine, yondelis and ifosfamide/mesna.",
        "Café, naïve, piñata, Zoë, mañana, résumé, πάντα, LIE-oh-my-oh-sar-KOH-muh.",
        "Hmm, okay, aha, xxx, mmm, shh, so-called, well-being, check-in. PLEASE DO NOT SHUOT.",
        "He/she and his/her drug(s) — wait…what? “Leaving,” she said. Mid-sentence—no space. (In parentheses.)",
        "We'll livestream the webinar on Zoom, Facebook and YouTube; recordings, podcasts and PDFs at 7 p.m. CST.",
        "A stay-at-home mom, a caregiver, her PhD and M.D.; grandkids, copays, telehealth, an oncologist, a nurse.",
        "Bellinda called. We thanked Bellinda. Marten and I waited.",
        "ifosfomide, Erubulin, trabectadin, ~~struck~~ words, `code`, and a pho\u00adto with a hidden hyphen.",
        "nonmetastatic, antiangiogenic, preclinical, postsurgical, multidisciplinary",
    ],
)
def test_what_must_not_fire(found: Found, body: str) -> None:
    assert found(RULE, {"letter": letter(body)}) == []


def test_names_of_the_publication_and_of_a_section_are_known(found: Found) -> None:
    files = {
        "friends": "---\nkind: dedication\ntitle: For friends\ntribute: in honor\nnames: [Imoldine, Zorra]\n"
        "by: Frensens and sons\n---\nImoldine walks. Zorra does, too.\n",
        "letter": letter("Quixanne is here. Frensens came, snorfling.", signed="Quixanne"),
        "reference/dictionary.txt": "# our own words\nsnorfling   # a dog's walk\n",
    }
    assert found(RULE, files) == []


def test_other_languages_and_other_english_are_let_pass(found: Found) -> None:
    spanish = "---\nkind: text\ntitle: Para todos\nlanguage: es\n---\nLa semana pasada fuimos al hospital.\n"
    british = "---\nkind: text\ntitle: A note\nlanguage: en-GB\n---\nThe colour of the centre.\n"
    story = STORY.format(body="The colour of my neighbour's dog.")
    assert found(RULE, {"spanish": spanish, "british": british, "story": story}) == []


def test_how_serious_it_is_and_what_it_may_be(findings: Findings) -> None:
    files = {"letter": letter("You recieve it. Recieving it helps."), "story": STORY.format(body="My canser is back.")}
    ours, opening, theirs = findings(RULE, files)
    assert (ours.severity, ours.text, ours.section, ours.fix) == (Severity.WARNING, "recieve", "2026-12/letter", None)
    assert ours.place.column == 5
    assert ours.remedy == "Did you mean “receive” or “relieve”? If it is right, add it to reference/dictionary.txt."
    assert opening.severity is Severity.NOTE
    assert theirs.severity is Severity.NOTE
    assert theirs.remedy.startswith("Did you mean “cancer”")
    assert theirs.remedy.endswith("These are a contributor's own words, so ask before you change them.")


def test_a_flood_of_unknown_words_ends(found: Found) -> None:
    words = " ".join(f"qz{chr(97 + n // 26 % 26)}{chr(97 + n % 26)}x and the" for n in range(300))
    assert 0 < len(found(RULE, {"letter": letter(words)})) <= 40
