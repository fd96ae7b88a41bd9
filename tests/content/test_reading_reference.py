"""Mistakes in newsletter.yaml, reference/ and people/."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from newsletter.content.project import Project
from newsletter.content.reference import read_publication

Make = Callable[[Mapping[str, str | bytes]], Project]


def words(project: Project) -> list[str]:
    return [str(finding) for finding in read_publication(project).findings]


def test_the_repository_itself_has_no_mistake(repository: Path) -> None:
    reading = read_publication(Project(repository))
    assert reading.findings == ()
    assert reading.require().reference.broken == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("America/Chicago", "EST",
         "5: timezone: “EST” says nothing about summer time. Write the zone by its city: America/New_York."),
        ("America/Chicago", "America/Chicgo", "5: timezone: “America/Chicgo” is not a time zone. "
         "Did you mean America/Chicago?"),
        ("America/Chicago", "../../etc/passwd", "5: timezone: “../../etc/passwd” is not a time zone. "
         "Write a zone by its city, such as America/Chicago."),
        ("disclaimer]", "disclamer]",
         "13: There is no “disclamer” in reference/notices/. Did you mean disclaimer?"),
        ("utm: off", "utm: maybe", "15: utm: “maybe” is neither yes nor no. Write yes or no."),
        ("utm: off", "utm: ", "15: “utm” is still empty. Write its value after the colon, or take the line out."),
        ("utm: off", "utn: off", "15: “utn” is not known here. Did you mean utm?"),
        ("apple: 47", "apple: many", "16: apple: “many” is not a whole number. Write digits only, such as 144."),
        ("address: news@example.org", "address: news at example",
         "8: address: “news at example” is not an email address. Write it like name@example.org."),
        ("reviewers: []", "reviewers: [" + "a@example.org, " * 11 + "]",
         "17: reviewers: 11 addresses are too many for test mails. This tool never mails subscribers. Keep at most 10: "
         "the people who look at an issue before it goes out."),
        ("reviewers: []", "reviewers: [a@example.org, b]",
         "17: reviewers, item 2: “b” is not an email address. Write it like name@example.org."),
        ("base_url: }", "base_url: example.org}", "14: base_url: “example.org” is not a web address. "
         "Copy it whole from the browser; it starts with https:// and has no spaces."),
    ],
)  # fmt: skip
def test_a_mistake_in_the_settings(make_publication: Make, repository: Path, old: str, new: str, expected: str) -> None:
    settings = (repository / "newsletter.yaml").read_text("utf-8")
    assert settings.count(old) == 1
    assert words(make_publication({"newsletter.yaml": settings.replace(old, new)})) == [f"newsletter.yaml:{expected}"]


DRUG = "---\ngeneric: x\ngroup: targeted\nclass: c\nstatus: off-label\n---\nText.\n"
WEBINAR = "---\ntitle: W\nstatus: upcoming\nstart: 2026-12-10 19:30\nzone: America/New_York\n---\n"
PERSON = "shown_as: A\nrelation: patient\nconsent:\n  record: r\n  given_on: 2026-01-01\n  channels: [email]\n"
NOTICE = "---\nbutton: {label: L, to: organization/helpline}\n---\nText.\n"
WRITE_BOTH = "Write start: 2026-12-10 19:00 and zone: America/New_York."


@pytest.mark.parametrize(
    ("name", "sound", "old", "new", "expected"),
    [
        ("reference/drugs/x.md", DRUG, "group: targeted", "group: targetted",
         ":3: There is no “targetted” in reference/drug-groups/. Did you mean targeted?"),
        ("reference/drugs/x.md", DRUG, "class: c\n", "", ": “class” is missing. Add a line “class:” with its value."),
        ("reference/drugs/x.md", DRUG, "class:", "clas:", ": “class” is missing. Add a line “class:” with its value."),
        ("reference/drugs/x.md", DRUG, "off-label", "offlabel",
         ":5: status: “offlabel” is not one of the choices. Did you mean off-label?"),
        ("reference/drugs/x.md", DRUG, "class: c", "class: c\nbrands: [{name: X, status: }]",
         ":5: “status” is still empty. Write its value after the colon, or take the line out."),
        ("reference/drugs/x.md", DRUG, "class: c", "class: c\nbrands: [{name: X, status: sold}]",
         ":5: status: “sold” is not one of the choices. "
         "Write one of: marketed, not verified, discontinued, withdrawn, not approved."),
        ("reference/drugs/x.md", DRUG, "Text.", "\n![x](images/a.png)",
         ":8: “images/a.png”: pictures belong to an issue. Take the picture out and place it in the issue."),
        ("reference/drugs/x.md", DRUG, "Text.", "<ref:drugs/xx>",
         ":7: There is no “drugs/xx” in reference/. Did you mean drugs/x?"),
        ("reference/notices/x.md", NOTICE, "helpline", "helplin",
         ":2: There is no “organization/helplin” in reference/. Did you mean organization/helpline?"),
        ("reference/webinars/x.md", WEBINAR, "zone: America/New_York", "zone: EST",
         ":5: zone: “EST” says nothing about summer time. Write the zone by its city: America/New_York."),
        ("reference/webinars/x.md", WEBINAR, "19:30", "7:30 pm", ":4: start: “2026-12-10 7:30 pm” is not a day and a "
         "time. Write the local day and time on the 24-hour clock, such as 2026-12-10 19:30; "
         "the zone has a line of its own."),
        ("reference/webinars/x.md", WEBINAR, "19:30", "24:00", ":4: start: 24:00 is not a time. "
         "Write the time on the 24-hour clock, such as 19:30."),
        ("reference/webinars/x.md", WEBINAR, "zone: America/New_York\n", "",
         f":4: A webinar needs both its local start and its zone. {WRITE_BOTH}"),
        ("people/x.yaml", PERSON, "channels: [email]", "channels: email",
         ":6: “channels” is a list. Write each item on its own line, after two spaces and a dash."),
        ("people/x.yaml", PERSON, "given_on: 2026-01-01", "given_on:",
         ":5: “given_on” is still empty. Write its value after the colon, or take the line out."),
        ("people/x.yaml", PERSON, "relation: patient", "relation: survivor", ":2: relation: “survivor” is not one of "
         "the choices. Write one of: patient, caregiver, bereaved, clinician, staff."),
    ],
)  # fmt: skip
def test_a_mistake_in_a_file_of_the_reference_or_of_people(
    make_publication: Make, name: str, sound: str, old: str, new: str, expected: str
) -> None:
    assert old in sound
    project = make_publication({name: sound})
    assert words(project) == []
    (project.root / name).write_text(sound.replace(old, new), "utf-8")
    found = words(project)
    assert f"{name}{expected}" in found
    assert len(found) == (2 if new == "clas:" else 1)


def test_a_link_of_the_organization_names_the_keys_of_a_link(make_publication: Make, repository: Path) -> None:
    text = (repository / "reference/organization.yaml").read_text("utf-8")
    line = text[: text.index("\n    label:")].count("\n") + 2
    found = words(make_publication({"reference/organization.yaml": text.replace("\n    label:", "\n    lable:", 1)}))
    assert f"reference/organization.yaml:{line}: “lable” is not known here. Did you mean label?" in found


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("reference/drug/x.md", "reference/drug: Nothing reads this folder. Did you mean drugs?"),
        ("reference/drugs/con.md", "reference/drugs/con.md: This file name cannot be used on every computer. "
         "Use letters, digits and hyphens, such as boot-camp-3."),
        ("people/a..yaml", "people/a..yaml: This file name cannot be used on every computer. "
         "Use letters, digits and hyphens, such as boot-camp-3."),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_read(make_publication: Make, name: str, expected: str) -> None:
    assert words(make_publication({name: DRUG})) == [expected]


def test_no_settings_and_no_organization(make_publication: Make) -> None:
    project = make_publication({})
    (project.root / "newsletter.yaml").unlink()
    (project.reference / "organization.yaml").unlink()
    assert words(project) == [
        "newsletter.yaml: There is no such file. Add it, or correct the name.",
        "reference/organization.yaml: There is no such file. Add it, or correct the name.",
    ]
    assert read_publication(project).value is None
