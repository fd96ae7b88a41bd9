from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
RULE = "people/private-details"
LETTER = "---\nkind: letter\n---\n"
STORY = "---\nkind: survivor_story\ncontributor: person-0031\n---\n"


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        (LETTER + "Write to\nmary.jones@gmail.com, please.\n",
         ["s.md:5: “mary.jones@gmail.com” looks like a person's own email address."]),
        (LETTER + "[Write to me](mailto:mj1958@Yahoo.com)\n",
         ["s.md:4: “mj1958@Yahoo.com” looks like a person's own email address."]),
        (STORY + "Write to anna@hospital.org or call (918) 555-0142.\n",
         ["s.md:5: “(918) 555-0142” looks like a phone number of a person.",
          "s.md:5: “anna@hospital.org” looks like a person's own email address."]),
        (LETTER + "Write to anna.adler@hospital.org.\n",
         ["s.md:4: “anna.adler@hospital.org” may be a person's own email address."]),
        (LETTER + "She was born on March 3, 1958, in Tulsa.\n",
         ["s.md:4: “was born on March 3, 1958” is a full birth date."]),
        (STORY + "DOB: 3/3/58, and a birthday on 4 May 1960.\n",
         ["s.md:5: “DOB: 3/3/58” is a full birth date.", "s.md:5: “birthday on 4 May 1960” is a full birth date."]),
        ("---\nkind: in_memory\nname: Len\nyears: March 3, 1951 to 2026\nrelation: his wife\n"
         "contributor: person-0034\n---\nW\n",
         ["s.md:4: “March 3, 1951 to 2026” gives a full birth date."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, section: str, expected: list[str]) -> None:
    assert sorted(found(RULE, {"s": section})) == sorted(expected)


@pytest.mark.parametrize(
    "section",
    [
        LETTER + "Write to news@example.org, helpline@example.org or someone@example.com.\n",
        LETTER + "Write to events@hospital.org, info.desk@nih.gov or clinicaltrials@cancer.org.\n",
        STORY + "I rang 1-866-912-2730, or <ref:organization/helpline>.\n",
        LETTER + "Call 918-555-0142.\n",
        LETTER + "She was born in 1958, on a March day, and the idea was born on a walk. Born May 12?\n",
        LETTER + "The fund, born of need, opened on March 3, 1958.\n",
        LETTER + "Follow @lms_news, and pay @ the door. Ratio 3@4.\n",
        STORY + "My birthday is March 3, and on January 4, 2019, I was told.\n",
        "---\nkind: event\ntitle: Tea\nstart: 2026-12-09 19:00\nzone: America/Chicago\nplace: Tulsa\n"
        "access_contact: Write to events@hospital.org\n---\n",
    ],
)
def test_what_must_not_fire(found: Found, section: str) -> None:
    assert found(RULE, {"s": section}) == []
