"""Faulty issues that the rules were not written against: each fault is found, at the line where it stands.

And clean, tricky ones: no error, at most one thing to look at each.  Both are whole publications, checked as an editor
does.  Nothing here names a rule: only the group, so that a fault may move from one rule to a better one.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from newsletter.build import Builder
from newsletter.content.project import Project
from newsletter.model.errors import ContentError
from newsletter.model.finding import Finding, Severity

TODAY = date(2026, 11, 25)
LETTER = "issues/2026-12/letter.md"
STORY = "issues/2026-12/story.md"
HEADER = "issues/2026-12/issue.yaml"
ORGANIZATION = "reference/organization.yaml"
PERSON = "people/person-0031.yaml"
LAST_WORDS = "encouraged to call, too.\n"


class Fault(NamedTuple):
    """A change of one file of the sample, and where it has to be found.

    ``old`` becomes ``new``; the finding stands in ``file`` (else in ``where``) on the line that holds ``mark``.
    """

    name: str
    group: str
    file: str
    old: str
    new: str
    mark: str
    where: str = ""
    least: Severity = Severity.WARNING
    issue: str = "2026-12"


def said(name: str, group: str, sentence: str, mark: str = "", least: Severity = Severity.WARNING) -> Fault:
    """A sentence added at the end of the letter."""
    return Fault(name, group, LETTER, LAST_WORDS, f"{LAST_WORDS}\n{sentence}\n", mark or sentence, least=least)


ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

FAULTS = [
    said("wrong weekday", "dates", "Our walk is on Monday, December 9, 2026."),
    said("no such day", "dates", "We meet again on February 30, 2027."),
    said("misspelled drug", "medical", "Two readers asked about trabectadin.", least=ERROR),
    said("misspelled as in the old list", "medical", "Two readers asked about gembcitabene.", least=ERROR),
    said("brand of another drug", "medical", "Two readers asked about Votrient (eribulin).", least=ERROR),
    said("drug that was never approved", "medical", "You can now be treated with aldoxorubicin instead.", least=ERROR),
    said("caution dropped", "medical", "Tamoxifen is a good choice for women with uterine LMS."),
    said("figure from nowhere", "medical", "About 40% of people with LMS are alive after five years."),
    said("claim", "medical", "This miracle drug is a real breakthrough."),
    said("language that hurts", "people", "Rosa lost her battle with LMS in June."),
    said("private address", "people", "Write to mary.jones.tulsa@gmail.com and tell her.", least=ERROR),
    said("helpline with two digits swapped", "contacts", "Or call us at 1-866-912-2370 at night.", least=ERROR),
    said("trial number with a digit too few", "contacts", "The trial is called NCT0299735."),
    said("old link to a trial", "contacts", "See [the trial](https://clinicaltrials.gov/ct2/show/NCT02997358)."),
    said("filler text", "content", "Lorem ipsum dolor sit amet, consectetur.", least=ERROR),
    said("unfinished", "content", "TODO: ask Ann for the end of this paragraph.", least=ERROR),
    said("blank to fill in", "content", "Many thanks to [Name] for the flowers.", least=ERROR),
    said("misspelled word", "content", "You will recieve it in the mail."),
    said("word typed twice", "content", "It arrived in the the afternoon mail.", least=NOTE),
    said("link that says nothing", "links", "[Click here](https://www.cancer.gov/rare) to read it.", least=NOTE),
    said("document in editing", "links", "[The list](https://docs.google.com/document/d/1aB2/edit) is here."),
    said("words name another host", "links", "See [www.cancer.gov](https://cancer-gov.example.net/a)."),
    said("tracking left in", "links", "[A talk](https://www.cancer.gov/talk?utm_source=mail&fbclid=Iw) to hear.", least=NOTE),
    said("two schemes", "links", "[A talk](https://https://www.cancer.gov/talk) to hear."),
    said("on this computer only", "links", "[A talk](http://localhost:8000/talk) to hear."),
    said("broken characters", "markup", "It doesnâ€™t matter which day."),
    said("tag of a service", "markup", "Dear \\*|FNAME|\\*, thank you.", mark="|FNAME|"),
    said("merge field that does not exist", "markup", "Dear @@firstname@@, thank you.", least=ERROR),
    Fault("subject of last month", "content", HEADER, "What a second opinion changed",
          "Your records, all in one place", "subject:"),
    Fault("number of last month", "content", HEADER, "number: 144", "number: 143", "number:"),
    Fault("month of last month", "dates", HEADER, "title: December 2026", "title: November 2026", "title:"),
    Fault("survival in the subject", "content", HEADER, "What a second opinion changed",
          "63 of 100 survive five years", "subject:", least=ERROR),
    Fault("consent ran out", "people", PERSON, "expires_on: 2029-10-02", "expires_on: 2026-11-01", "contributor:", STORY,
          ERROR),
    Fault("consent withdrawn", "people", PERSON, "status: active ", "status: withdrawn ", "contributor:", STORY, ERROR),
    Fault("no consent to the photo", "people", PERSON, "agreed: yes", "agreed: no", "photo:", STORY, ERROR),
    Fault("not for email", "people", PERSON, "[email, web_archive]", "[web_archive]", "contributor:", STORY, ERROR),
    Fault("name in the description", "people", STORY, "A painted garden in the evening, with",
          "Maria Gonzalez in her garden, with", "Maria Gonzalez"),
    Fault("file name as description", "images", STORY, "A painted garden in the evening, with a bench under a tree and a"
          " cup of tea on the table", "garden.jpg", "file: images", least=NOTE),
    Fault("withdrawn drug in the spotlight", "medical", "issues/2026-12/drug.md", "drug: trabectedin ",
          "drug: olaratumab ", "drug: olaratumab", least=ERROR),
    Fault("helpline not rung for months", "contacts", ORGANIZATION, "  confirmed_on: ", "  confirmed_on: 2026-05-01 ",
          "confirmed_on:", least=NOTE),
    Fault("no disclaimer", "medical", "newsletter.yaml", "dedication, disclaimer]", "dedication]", "", least=ERROR),
    Fault("paragraph of last month", "content", LETTER, LAST_WORDS, LAST_WORDS + "\nIt is dark by five now, and that is "
          "when my sister comes over. I make tea. Some days we talk about\nher next scan. Most days we talk about the "
          "neighbor's dog, who has learned to open our gate.\n", "It is dark by five"),
    Fault("past event", "dates", "issues/2026-11/evening.md", "start: 2026-12-09 19:00\nend: 2026-12-09", "start: 2026-10-09 19:00\nend: 2026-10-09", "end:", issue="2026-11"),
    Fault("hour that does not exist", "reading", "issues/2026-11/evening.md",
          "start: 2026-12-09 19:00\nend: 2026-12-09 20:15", "start: 2027-03-14 02:30\nend: 2027-03-14 03:45", "start:",
          issue="2026-11"),
    Fault("donation after a death", "medical", "issues/2026-11/support.md", "You do not need a question to call.",
          "Please donate in memory of Len. You do not need a question to call.", "donate", least=ERROR, issue="2026-11"),
]  # fmt: skip


@pytest.fixture
def publication(repository: Path, tmp_path: Path) -> Path:
    """A copy of the sample publication, to write into."""
    root = tmp_path / "publication"
    for name in ("reference", "people", "templates", "issues"):
        shutil.copytree(repository / name, root / name)
    shutil.copy(repository / "newsletter.yaml", root)
    return root


Checked = Callable[[str], list[Finding]]


@pytest.fixture
def checked(publication: Path) -> Checked:
    """The findings of an issue of the copy."""

    def check(issue: str = "2026-12") -> list[Finding]:
        try:
            return list(Builder(Project(publication)).check(issue, as_of=TODAY).findings)
        except ContentError as error:
            return list(error.findings)

    return check


def line_of(path: Path, mark: str) -> int:
    text = path.read_text(encoding="utf-8")
    assert mark in text
    return text[: text.index(mark)].count("\n") + 1


def serious_enough(finding: Finding, least: Severity) -> bool:
    return finding.severity.rank <= least.rank


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.name for fault in FAULTS])
def test_a_fault_is_found_where_it_stands(fault: Fault, publication: Path, checked: Checked) -> None:
    path = publication / fault.file
    text = path.read_text(encoding="utf-8")
    assert text.count(fault.old) == 1
    path.write_text(text.replace(fault.old, fault.new), encoding="utf-8")
    found = [f for f in checked(fault.issue) if f.rule.startswith(f"{fault.group}/")]
    found = [f for f in found if serious_enough(f, fault.least)]
    if not fault.mark:
        assert found
        return
    where = fault.where or fault.file
    place = (where, line_of(publication / where, fault.mark))
    assert place in [(f.place.file, f.place.line) for f in found], [str(f) for f in found]


def test_a_place_in_a_photo_is_found(publication: Path, checked: Checked) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (36.0, 9.0, 14.0), 3: "W", 4: (95.0, 59.0, 33.0)})
    picture = publication / "issues/2026-12/images/garden.jpg"
    Image.open(io.BytesIO(picture.read_bytes())).save(picture, exif=exif)
    (finding,) = [f for f in checked("2026-12") if f.rule.startswith("images/") and f.severity is Severity.ERROR]
    assert (finding.place.file, finding.place.line) == (STORY, line_of(publication / STORY, "file: images"))


def test_a_picture_of_megabytes_is_found(publication: Path, checked: Checked) -> None:
    picture = publication / "issues/2026-12/images/garden.jpg"
    Image.effect_noise((2200, 1240), 90).convert("RGB").save(picture, quality=95)
    assert picture.stat().st_size > 1_000_000
    found = [f for f in checked("2026-12") if f.rule.startswith("images/") and f.severity is Severity.ERROR]
    assert [(f.place.file, f.place.line) for f in found] == [(STORY, line_of(publication / STORY, "file: images"))]


def test_an_email_that_gmail_would_clip_is_found(publication: Path, checked: Checked) -> None:
    with (publication / LETTER).open("a", encoding="utf-8") as letter:
        for number in range(900):
            letter.write(
                f"\nWe counted {number} birds on the wire behind the house and then we went in for tea again.\n"
            )
    assert [f for f in checked("2026-12") if f.rule.startswith("deliverability/") and f.severity is Severity.ERROR]


def test_a_story_told_before_is_found(publication: Path, checked: Checked) -> None:
    shutil.copy(publication / STORY, publication / "issues/2026-11/story.md")
    shutil.copy(publication / "issues/2026-12/images/garden.jpg", publication / "issues/2026-11/images/garden.jpg")
    header = publication / "issues/2026-11/issue.yaml"
    header.write_text(header.read_text("utf-8").replace("  - letter\n", "  - letter\n  - story\n"), encoding="utf-8")
    found = [f for f in checked("2026-12") if f.rule.startswith("content/")]
    assert any(f.place.file == STORY and serious_enough(f, Severity.WARNING) for f in found)


# Each is one issue: its sections, full of what looks like a fault and is none.
CLEAN: dict[str, dict[str, str]] = {
    "a letter about numbers and names": {
        "letter": """---
kind: letter
title: 5-HT, P.S. and other things I misread
signed: Ann
role: Volunteer editor
---
Dear friends,

My sister had had two coffees when I told her that that was enough. "No, no," she said. She lives at 12 Elm
Street now, on the 3rd floor, and 100% of her plants are alive.

We met on Wednesday, December 9, 2026, or rather we will: it is in my calendar, from 7 to 8:15 p.m. Eastern time.
May is a long way off. In March we march. I will not be 63 before August.

On page 63 of 100 there is a recipe. The cure for a bad mood is soup; for ham it is salt.
""",
    },
    "drugs told right": {
        "letter": """---
kind: letter
title: What we read this month
signed: Ann
---
Lartruvo (olaratumab) was withdrawn in 2020. We mention it because it still stands on old lists; it is no longer
given. Aldoxorubicin was never approved.

Trabectedin is sold as Yondelis. <ref:drugs/pazopanib> is a pill. Zoladex and Nolvadex are two different drugs, and
so are doxorubicin and aldoxorubicin. Tamoxifen is not for uterine LMS.
""",
    },
    "dates around the new year": {
        "letter": """---
kind: letter
title: Before the year ends
signed: Ann
---
Our office is closed from Thursday, December 24, 2026 to Friday, January 1, 2027. On 2026-12-08 the clocks stay as
they are. In 2025 we did the same.

The first walk of the new year is on Thursday, January 7, 2027, at 10 a.m. Central time, in Tulsa.
""",
    },
    "links of every good kind": {
        "letter": """---
kind: letter
title: Three pages worth your time
signed: Ann
---
- [The rare tumor page of the National Cancer Institute](https://www.cancer.gov/rare-tumor)
- https://www.cancer.gov/rare-tumor is its address, if you would rather type it.
- [cancer.gov](https://www.cancer.gov/) is where to begin.
- Call <ref:organization/helpline>, or [call us at 1-866-912-2730](tel:+18669122730).
- [Search for trials](https://clinicaltrials.gov/search?cond=Leiomyosarcoma&term=uterine#results)
- [A paper with a strange address](https://doi.org/10.1016/S1470-2045(22)00380-1)
""",
    },
    "a story in her own words": {
        "story": """---
kind: survivor_story
title: I call it my battle
contributor: person-0031
---
I know that some people don't like the word, but I call it my battle, and some weeks I was its victim. My dad says a
miracle happened. I say it was a good surgeon, and luck.

I had uterine LMS. I was 41. They told me it was a fibroid; it wasn't. My neighbor, a nurse, said: "Get a second
opinion. Get a third." So I did.

It's been six years. I still have scans. I still hate them. Then I go and eat pancakes.
""",
    },
    "words from other languages and trades": {
        "letter": """---
kind: letter
title: A café, a naïve question and a fiancé
signed: Zoë Núñez-O'Brien
---
Señora Peña brought jalapeño cornbread; Björn brought smørrebrød. We e-mailed the Wi-Fi password around. The MRI was
at 8:30, the CT at 9, and by ten we were having coffee in Broken Arrow, Oklahoma.

The radiologist, the hematologist-oncologist and the pathologist all said "margins." The retroperitoneum is the space
behind the belly. I'd've asked, but I couldn't've spelled it.
""",
    },
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_issue_is_left_alone(name: str, publication: Path, checked: Checked) -> None:
    folder = publication / "issues/2026-12"
    shutil.rmtree(folder)
    folder.mkdir()
    sections = "".join(f"  - {section}\n" for section in CLEAN[name])
    (folder / "issue.yaml").write_text(
        "title: December 2026\nnumber: 144\ndate: 2026-12-01\nsubject: A short letter for a long evening\n"
        f"preheader: Soup, plants and one question that we could not answer\nsections:\n{sections}",
        encoding="utf-8",
    )
    for section, text in CLEAN[name].items():
        (folder / f"{section}.md").write_text(text, encoding="utf-8")
    found = checked("2026-12")
    assert [str(f) for f in found if f.severity is Severity.ERROR] == []
    about = [f for f in found if f.severity is Severity.WARNING and f.place.file.startswith("issues/")]
    assert len(about) <= 1, [str(f) for f in about]


@pytest.mark.parametrize("issue", ["2026-11", "2026-12"])
def test_the_samples_have_no_error(issue: str, checked: Checked) -> None:
    assert [str(f) for f in checked(issue) if f.severity is Severity.ERROR] == []


def test_the_samples_have_at_most_three_things_to_look_at(checked: Checked) -> None:
    found = {(f.rule, f.place, f.message) for i in ("2026-11", "2026-12") for f in checked(i)
             if f.severity is Severity.WARNING}  # fmt: skip
    assert len(found) <= 3, found
