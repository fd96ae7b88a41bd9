from collections.abc import Callable
from datetime import date

import pytest

Found = Callable[..., list[str]]

STORY = "---\nkind: survivor_story\ncontributor: someone\n---\nWords.\n"
PHOTO = "photo: {file: images/garden.jpg, alt: A garden}\n"
AGREED = "  photo: {agreed: yes, everyone_in_it: yes}\n"
MEMORY = "---\nkind: in_memory\nname: A\nrelation: her son\ncontributor: someone\n---\nW\n"
WITHDRAWN = "The contributor has withdrawn consent."
NO_PHOTO = "There is no consent to the photo from everyone in it."


def person(
    status: str = "active",
    given: str = "2026-10-02",
    expires: str = "2029-10-02",
    more: str = "",
    relation: str = "patient",
) -> str:
    return (
        f"shown_as: M.\nrelation: {relation}\nstatus: {status}\nconsent:\n  record: r\n  given_on: {given}\n"
        f"  expires_on: {expires}\n  channels: [email]\n{more}"
    )


@pytest.mark.parametrize(
    ("who", "section", "expected"),
    [
        (person("withdrawn"), STORY, [f"story.md:3: {WITHDRAWN}"]),
        (person("died"), STORY, ["story.md:3: The contributor has died; the family has to be asked."]),
        (person(expires="2026-11-30"), STORY, ["story.md:3: The consent expired on 2026-11-30."]),
        (person(given="2026-12-02"), STORY, ["story.md:3: The consent is dated 2026-12-02, after this issue."]),
        (person().replace("[email]", "[print]"), STORY,
         ["story.md:3: The consent does not cover the channel “email”."]),
        ("shown_as: M.\nrelation: patient\n", STORY, ["story.md:3: No consent is on record."]),
        (person(), STORY.replace("---\nW", f"{PHOTO}---\nW"), [f"story.md:4: {NO_PHOTO}"]),
        (person(more="  photo: {agreed: yes}\n"), STORY.replace("---\nW", f"{PHOTO}---\nW"),
         [f"story.md:4: {NO_PHOTO}"]),
        (person(), STORY + "\n![A garden](images/garden.jpg)\n", [f"story.md: {NO_PHOTO}"]),
        (person("withdrawn"), STORY.replace("---\nW", f"{PHOTO}---\nW"),
         [f"story.md:3: {WITHDRAWN}", f"story.md:4: {NO_PHOTO}"]),
        (person("withdrawn"), "---\nkind: in_memory\nname: A\nrelation: her son\ncontributor: someone\n---\nW\n",
         [f"story.md:5: {WITHDRAWN}"]),
        (person("withdrawn"), "---\nkind: ask_the_expert\nquestion: Q?\ncontributor: someone\n---\nW\n",
         [f"story.md:4: {WITHDRAWN}"]),
        (person(relation="bereaved"), "---\nkind: in_memory\nname: A\nrelation: her son\ncontributor: someone\n"
         "picture: {file: images/garden.jpg, alt: A garden}\n---\nW\n", [f"story.md:6: {NO_PHOTO}"]),
        (person(relation="caregiver"), MEMORY,
         ["story.md:5: Someone who has died is remembered, and M. is on record as caregiver."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, who: str, section: str, expected: list[str]) -> None:
    assert found("people/consent", {"story": section, "people/someone.yaml": who}) == expected


@pytest.mark.parametrize(
    ("who", "section"),
    [
        (person(), STORY),
        (person(expires=""), STORY),
        (person(relation="bereaved"), MEMORY),
        (person(relation="caregiver"), STORY),
        (person(relation="clinician", more=AGREED), STORY),
        (person(relation="staff"), "---\nkind: ask_the_expert\nquestion: Q?\ncontributor: someone\n---\nW\n"),
        (person(relation="bereaved", more=AGREED),
         MEMORY.replace("---\nW", f"{PHOTO.replace('photo', 'picture')}---\nW")),
        (person(given="2026-11-25"), STORY),
        (person().replace("[email]", "[web_archive, email, print]"), STORY),
        (person(given="2026-12-01", expires="2026-12-01"), STORY),
        (person(more=AGREED), STORY.replace("---\nW", f"{PHOTO}---\nW")),
        (person(more=AGREED), STORY + "\n![A garden](images/garden.jpg)\n"),
        (person("withdrawn"), "---\nkind: letter\nsigned: M.\n" + PHOTO + "---\nNobody of people/ is named here.\n"),
        ("shown_as: M.\nrelation: clinician\n",
         "---\nkind: ask_the_expert\nquestion: Q?\nexpert: {name: Dr. A}\n---\nW\n"),
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, who: str, section: str) -> None:
    assert found("people/consent", {"story": section, "people/someone.yaml": who}) == []


def test_an_issue_is_judged_on_the_later_of_its_own_day_and_today(found: Found) -> None:
    files = {"story": STORY, "people/someone.yaml": person(expires="2026-12-24")}
    assert found("people/consent", files, as_of=date(2026, 12, 24)) == []
    assert found("people/consent", files, as_of=date(2026, 12, 25)) == [
        "story.md:3: The consent expired on 2026-12-24."
    ]
