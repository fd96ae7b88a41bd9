"""What the reader gets of each kind of section: the words, their order, and where the links lead."""

from __future__ import annotations

import io
from itertools import pairwise
from typing import NamedTuple

import pytest
from lxml import html as lxml_html
from PIL import Image

from newsletter.build import Build, Builder
from newsletter.model.errors import ContentError

GROUP = "https://example.org/group"
DEDICATION = "https://example.org/dedicate"
SEARCH = "https://clinicaltrials.gov/search?cond=Leiomyosarcoma"


class Section(NamedTuple):
    """One section of a built issue, in both forms."""

    words: str
    links: dict[str, str]
    text: str
    html: str
    build: Build


def jpeg(width: int = 800, height: int = 400) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def section(make_publication, repository):
    """Build an issue of one section, with standing blocks switched off and links of the organization set."""

    def build(front_matter: str, body: str = "", **changes: str) -> Section:
        organization = (repository / "reference/organization.yaml").read_text(encoding="utf-8")
        for label, url in (("our private Facebook support group", GROUP), ("a dedication page", DEDICATION)):
            organization = organization.replace(f"label: {label}\n", f"label: {label}\n    url: {url}\n")
        for old, new in changes.items():
            organization = organization.replace(old.replace("_", " "), new)
        settings = (repository / "newsletter.yaml").read_text(encoding="utf-8")
        top, bottom = (line for line in settings.split("\n") if line.startswith(("  top:", "  bottom:")))
        project = make_publication(
            {
                "newsletter.yaml": settings.replace(top, "  top: []").replace(bottom, "  bottom: []"),
                "reference/organization.yaml": organization,
                "issues/2026-12/it.md": f"---\n{front_matter.strip()}\n---\n{body}\n",
                "issues/2026-12/images/p.jpg": jpeg(),
            }
        )
        built = Builder(project).build("2026-12")
        email = built.draft.email
        page = lxml_html.fromstring(email.html)
        words = " ".join(page.find("body").text_content().split())
        links = {" ".join(a.text_content().split()): a.get("href") for a in page.iter("a")}
        between = email.text.split("-" * 72 + "\n")[1]
        start, end = words.index("December 1, 2026"), words.index("You receive")
        return Section(words[start:end], links, between, email.html, built)

    return build


def in_order(text: str, *parts: str) -> None:
    """Each part stands after the one before it."""
    at = 0
    for part in parts:
        assert part in text[at:], f"{part!r} after {text[:at][-60:]!r}"
        at = text.index(part, at) + len(part)


def refused(section, front_matter: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        section(front_matter, "A text.")
    return [finding.message for finding in caught.value.findings]


NEWS = """
kind: research_news
title: What we read
items:
  - title: First news
    summary: What it says, in plain words.
    url: https://example.org/first?a=1&b=2
    source: A journal
    published_on: 2026-11-12
  - title: News of a trial
    source: A press office
    published_on: 2026-11-18
    nct: NCT00000001
    status: active not recruiting
    checked_on: 2026-11-20
"""


def test_research_news(section):
    found = section(NEWS, "Two short things.")
    in_order(
        found.words, "What we read", "Two short things.", "First news", "A journal · November 12, 2026", "plain words.",
        "News of a trial", "A press office", "NCT00000001 on ClinicalTrials.gov",
        "Active, not recruiting · Status checked on November 20, 2026",
    )  # fmt: skip
    assert found.links["First news"] == "https://example.org/first?a=1&b=2"
    assert found.links["NCT00000001 on ClinicalTrials.gov"] == "https://clinicaltrials.gov/study/NCT00000001"
    in_order(
        found.text, "WHAT WE READ", "Two short things.", "First news\nA journal, November 12, 2026",
        "\nhttps://example.org/first?a=1&b=2\n", "News of a trial", "\nhttps://clinicaltrials.gov/study/NCT00000001\n",
        "Active, not recruiting. Status checked on November 20, 2026.",
    )  # fmt: skip
    assert not found.build.findings


@pytest.mark.parametrize(
    "line", ["    nct: NCT00000001\n", "    status: active not recruiting\n", "    checked_on: 2026-11-20\n"]
)
def test_news_of_a_trial_says_when_its_status_was_checked(section, line: str):
    assert refused(section, NEWS.replace(line, ""))[0].endswith("the day on which the status was checked.")


TRIALS = """
kind: clinical_trials
title: Trials
trials:
  - title: A sample study
    nct: NCT00000001
    phase: 1/2
    status: recruiting
    checked_on: 2026-11-20
    where: Chicago
    note: A sample note.
  - title: Another study
    nct: NCT00000002
    status: not yet recruiting
    checked_on: 2026-11-21
"""


def test_clinical_trials(section):
    found = section(TRIALS, "What we found.")
    in_order(
        found.words, "What we found.", "Listing a trial here is not a recommendation. Please ask your own doctor",
        "A sample study", "Phase 1/2 · Recruiting · Status checked on November 20, 2026", "Where: Chicago",
        "A sample note.", "NCT00000001 on ClinicalTrials.gov", "Another study",
        "Not yet recruiting · Status checked on November 21, 2026", "NCT00000002", "Look for trials yourself",
    )  # fmt: skip
    assert found.links["NCT00000001 on ClinicalTrials.gov"] == "https://clinicaltrials.gov/study/NCT00000001"
    assert found.links["ClinicalTrials.gov: trials for leiomyosarcoma"] == SEARCH
    in_order(
        found.text, "not a recommendation", "A sample study\nPhase 1/2\nRecruiting. Status checked on",
        "November 20, 2026.",
        "\nhttps://clinicaltrials.gov/study/NCT00000001\n", "Another study\nNot yet recruiting. Status checked on",
        f"\n{SEARCH}\n",
    )  # fmt: skip
    assert not found.build.findings


@pytest.mark.parametrize(
    "nct", ["NCT0000001", "nct00000001", "NCT000000011", "NCT0000000١", "00000001", "NCT00000001 x"]
)
def test_a_number_that_is_no_studys_is_refused(section, nct: str):
    [message] = refused(section, TRIALS.replace("NCT00000002", nct))
    assert "is not the number of a study on ClinicalTrials.gov" in message


def test_a_trial_needs_a_day_a_known_status_and_a_phase_that_exists(section):
    assert refused(section, TRIALS.replace("    checked_on: 2026-11-21\n", "")) == ["“checked_on” is missing."]
    assert "is not one of the choices" in refused(section, TRIALS.replace("not yet recruiting", "open"))[0]
    assert "is not the phase of a trial" in refused(section, TRIALS.replace("1/2", "5"))[0]
    assert refused(section, "kind: clinical_trials\ntrials: []") == ["“trials” has no items."]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("2", "Phase 2"), ("Phase 3", "Phase 3"), ("early phase 1", "Early phase 1"), ("2/3", "Phase 2/3")],
)
def test_a_phase_is_shown_one_way(section, typed: str, shown: str):
    assert f"\n{shown}\n" in section(TRIALS.replace("1/2", typed)).text


EVENT = """
kind: event
title: A winter walk
start: 2026-12-12 18:00
end: 2026-12-12 20:30
zone: America/Denver
place: City Park
online: https://example.org/join
registration_url: https://example.org/walk
cost: free
access_contact: call the helpline
"""


def test_event(section):
    found = section(EVENT, "There is soup.")
    clocks = "8:00 p.m. Eastern, 7:00 p.m. Central, 5:00 p.m. Pacific, 01:00 UTC (Sunday)"
    in_order(
        found.words, "A winter walk", "There is soup.", "Saturday, December 12, 2026",
        "6:00 p.m. to 8:30 p.m., Denver time", f"Begins at {clocks}", "Add to calendar: Google · Outlook",
        "Where: City Park", "Cost: free", "If you need help to take part: call the helpline", "Register",
    )  # fmt: skip
    assert found.links["Register"] == "https://example.org/walk"
    assert found.links["Join here"] == "https://example.org/join"
    assert found.links["Google"].startswith("https://calendar.google.com/calendar/render?action=TEMPLATE&")
    assert "20261213T010000Z/20261213T033000Z" in found.links["Google"]
    assert found.links["Outlook"].startswith("https://outlook.live.com/calendar/0/deeplink/compose?")
    in_order(
        found.text, "There is soup.", "When: Saturday, December 12, 2026\n  6:00 p.m. to 8:30 p.m., Denver time\n",
        "Add to Google Calendar:\nhttps://", "Add to Outlook:\nhttps://", "Where: City Park",
        "Register:\nhttps://example.org/walk\n", "Join online:\nhttps://example.org/join\n",
    )  # fmt: skip
    assert clocks in " ".join(found.text.split())
    assert [file.name for file in found.build.draft.email.calendars] == ["2026-12-it.ics"]
    assert not found.build.findings


def test_an_online_event_over_midnight(section):
    front = "kind: event\ntitle: Tea\nstart: 2026-12-31 23:00\nend: 2027-01-01 00:30\nzone: America/New_York\n"
    found = section(f"{front}online: https://example.org/tea")
    assert "11:00 p.m. to 12:30 a.m. on Friday, January 1, 2027, New York time" in found.words
    assert found.links["Join online"] == "https://example.org/tea"
    assert "Where:" not in found.words


def test_an_event_that_cannot_be_is_refused(section):
    assert refused(section, EVENT.replace("20:30", "17:00")) == ["The event ends before it begins."]
    front = "kind: event\ntitle: Tea\nstart: 2026-12-31 23:00\nzone: America/New_York"
    assert refused(section, front) == ["Nobody could find this event: it has no place and no address."]
    assert refused(section, EVENT.replace("zone: America/Denver", "zone: MST"))[0].startswith("zone: “MST”")


EXPERT = """
kind: ask_the_expert
title: Ask
question: How do I ask for a second opinion?
asked_by: a caregiver in Ohio
"""


def test_ask_the_expert(section):
    found = section(f"{EXPERT}expert: {{name: Sam, credentials: MD, affiliation: A Hospital}}", "Say *just* that.")
    in_order(
        found.words, "“How do I ask for a second opinion?”", "Asked by a caregiver in Ohio",
        "Sam, MD, A Hospital, answers:", "Say just that.",
    )  # fmt: skip
    in_order(
        found.text, "“How do I ask for a second opinion?”\nAsked by a caregiver in Ohio\n",
        "Sam, MD, A Hospital, answers:\n\nSay just that.",
    )  # fmt: skip
    assert not found.build.findings


def test_a_contributor_answers_under_the_agreed_name(section):
    found = section(f"{EXPERT}contributor: person-0033", "Say that.")
    assert "Dr. S., clinician, answers:" in found.words
    assert "Dr. S., clinician, answers:" in found.text


@pytest.mark.parametrize("who", ["", "expert: {name: Sam}\ncontributor: person-0033"])
def test_one_answers(section, who: str):
    assert refused(section, EXPERT + who)[0].startswith("Either an expert or a contributor answers")


def test_support(section):
    found = section("kind: support\ntitle: Someone to talk to", "You need no reason.")
    in_order(found.words, "You need no reason.", "Our helpline", "Call 1-866-912-2730", "Join our private Facebook")
    assert found.links["Call 1-866-912-2730"] == "tel:+18669122730"
    assert found.links["Join our private Facebook support group"] == GROUP
    in_order(
        found.text, "You need no reason.", "Our helpline: 1-866-912-2730\n",
        f"Join our private Facebook support group:\n{GROUP}\n",
    )  # fmt: skip
    assert not found.build.findings


def test_support_takes_everything_from_the_organization(section):
    front = "kind: support\ntitle: Someone to talk to"
    changed = {"1-866-912-2730": "1-555-0100", "+18669122730": "+15550100", f"{GROUP}": "", "Newly_diagnosed": "Newly"}
    found = section(front, "", **changed)
    assert found.links["Call 1-555-0100"] == "tel:+15550100"
    assert "912" not in found.html
    assert "912" not in found.text
    for part in (found.words, " ".join(found.text.split())):
        assert "You can also join our private Facebook support group." in part
        assert "https://example.org/group" not in part


@pytest.mark.browser
def test_the_call_can_be_tapped(section, page):
    page.set_viewport_size({"width": 375, "height": 800})
    page.set_content(section("kind: support\ntitle: Someone to talk to").html)
    for link in page.locator("a[href^='tel:'], a[href='https://example.org/group']").all():
        box = link.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44


DEDICATED = """
kind: dedication
title: With love
tribute: in honor
names: [Rosa, Theo, Kim]
by: the knitting circle
picture: {file: images/p.jpg, alt: A bench}
"""


def test_dedication(section):
    found = section(DEDICATED, "You taught us to count.")
    in_order(
        found.words, "With love", "In honor of Rosa, Theo and Kim", "Dedicated by the knitting circle",
        "You taught us to count.", "by setting up a dedication page",
    )  # fmt: skip
    assert found.links["a dedication page"] == DEDICATION
    assert lxml_html.fromstring(found.html).xpath("//img[@alt='A bench']/@src") == ["images/p.jpg"]
    in_order(
        found.text, "[Picture: A bench]", "In honor of Rosa, Theo and Kim\nDedicated by the knitting circle\n",
        "You taught us to count.", f"\n{DEDICATION}\n",
    )  # fmt: skip
    assert not found.build.findings


def test_a_dedication_in_memory_without_a_page(section):
    found = section("kind: dedication\ntribute: in memory\nnames: [Rosa]", **{DEDICATION: ""})
    assert "In memory of Rosa" in found.words
    assert "edication page" not in found.words
    assert "edication page" not in found.text
    assert "is not one of the choices" in refused(section, DEDICATED.replace("in honor", "in honour"))[0]


MEMORY = """
kind: in_memory
title: We remember
name: Eleanor Sample
years: 1951 to 2026
relation: her brother
contributor: person-0032
"""
HEADS_UP = "The next section remembers someone who has died. Skip it if today is not the day."


def test_in_memory(section):
    found = section(MEMORY, "She kept every seed packet.")
    in_order(
        found.words, HEADS_UP, "We remember", "Eleanor Sample", "1951 to 2026", "Remembered by J., her brother",
        "She kept every seed packet.",
    )  # fmt: skip
    heads_up = "The next section remembers someone who has died. Skip it if today is not\nthe day.\n\nWE REMEMBER\n"
    in_order(found.text, heads_up, "Eleanor Sample\n1951 to 2026\nRemembered by J., her brother\n", "She kept")
    assert [finding.field for finding in found.build.findings] == ["contributor"]  # a caregiver, not bereaved


def test_in_memory_asks_for_nothing(section):
    found = section(MEMORY, "She kept every seed packet.")
    for words in (found.words, found.text):
        assert "donat" not in words.lower()
        assert "edication" not in words
    assert DEDICATION not in found.html


def test_a_picture_in_memory_needs_consent_like_any_other(section):
    found = section(f"{MEMORY}picture: {{file: images/p.jpg, alt: Eleanor}}", "She kept every seed packet.")
    assert ("people/consent", "picture") in [(finding.rule, finding.field) for finding in found.build.findings]


def test_in_memory_needs_who_certifies_permission(section):
    assert refused(section, MEMORY.replace("contributor: person-0032", "")) == ["“contributor” is missing."]


def test_text(section):
    found = section("kind: text\ntitle: A note", "The office is **closed**. See <ref:organization/helpline>.")
    in_order(found.words, "A note", "The office is closed.")
    assert found.links["1-866-912-2730"] == "tel:+18669122730"
    in_order(found.text, "A NOTE\n\nThe office is closed. See 1-866-912-2730.")


def test_image(section):
    found = section(
        "kind: image\ntitle: A picture\npicture: {file: images/p.jpg, alt: A bench, caption: Mine., credit: T.}"
    )
    in_order(found.words, "A picture", "Mine. Picture: T.")
    [image] = lxml_html.fromstring(found.html).xpath("//img[@src='images/p.jpg']")
    assert (image.get("alt"), image.get("width")) == ("A bench", "552")
    in_order(found.text, "A PICTURE", "[Picture: A bench]\nMine.\nPicture: T.\n")
    assert not found.build.findings


@pytest.mark.parametrize(
    ("alt", "said"), [('alt: ""', "alt: The picture has no description."), ("caption: x", "“alt” is missing.")]
)
def test_an_image_says_what_it_shows(section, alt: str, said: str):
    assert refused(section, f"kind: image\npicture: {{file: images/p.jpg, {alt}}}") == [said]


UNTITLED = {
    "research_news": NEWS,
    "clinical_trials": TRIALS,
    "ask_the_expert": f"{EXPERT}expert: {{name: Sam}}",
    "support": "kind: support",
    "dedication": DEDICATED,
    "in_memory": MEMORY,
    "text": "kind: text",
    "image": "kind: image\npicture: {file: images/p.jpg, alt: A bench}",
}


@pytest.mark.parametrize("kind", UNTITLED)
def test_without_a_title_no_heading_level_is_skipped(section, kind: str):
    front = "\n".join(line for line in UNTITLED[kind].split("\n") if not line.startswith("title:"))
    page = lxml_html.fromstring(section(front, "### A heading\n\nA text.").html)
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("kind", [*UNTITLED, "event"])
def test_language_and_direction_are_the_sections_own(section, kind: str):
    front = {**UNTITLED, "event": EVENT}[kind].strip() + "\nlanguage: ar"
    page = lxml_html.fromstring(section(front, "نص").html)
    [body] = page.xpath("//p[text()='نص']")
    around = body.xpath("ancestor-or-self::*[@lang][1]")[0]
    assert (around.get("lang"), around.get("dir")) == ("ar", "rtl")
