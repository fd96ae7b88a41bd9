from collections.abc import Callable

import pytest

from newsletter.model.finding import Finding

Found = Callable[..., list[str]]
RULE = "medical/survival-figures"

HEADER = "title: T\nnumber: 1\ndate: 2026-12-01\nsubject: S\npreheader: P\nsections: [{}]\n"
FIGURES = "---\nkind: text\ntitle: Figures\n---\nFive years on, 63 of 100 people are alive.\n"
PLAIN = "---\nkind: letter\n---\nA quiet month.\n"
WARNED = "---\nkind: letter\n---\nThe last section gives survival figures. You can stop before it.\n"
BARE_PAGE = "---\ntitle: Outlook\n---\nAfter five years, 63 of 100 people are alive.\n"
FIRED = "“63 of 100” is about survival, and readers cannot stop before it."


@pytest.mark.parametrize(
    ("files", "order", "expected"),
    [
        ({"figures": FIGURES}, "figures", [f"figures.md:5: {FIRED}"]),
        ({"letter": PLAIN, "figures": FIGURES}, "letter, figures", [f"figures.md:5: {FIRED}"]),
        ({"letter": WARNED, "figures": FIGURES}, "figures, letter", [f"figures.md:5: {FIRED}"]),
        ({"letter": WARNED, "figures": FIGURES, "more": PLAIN}, "letter, figures, more", [f"figures.md:5: {FIRED}"]),
        ({"letter": FIGURES.replace("kind: text", "kind: letter")}, "letter", [f"letter.md:5: {FIRED}"]),
        ({"letter": WARNED, "reference/pages/outlook.md": BARE_PAGE}, "letter, reference/pages/outlook",
         ["reference/pages/outlook.md:4: “63 of 100” is about survival, and nothing on this page says beforehand that "
          "such figures are coming."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, files: dict[str, str], order: str, expected: list[str]) -> None:
    assert found(RULE, files, HEADER.format(order)) == expected


def test_the_remedy_says_where_to_put_it(findings: Callable[..., list[Finding]]) -> None:
    (finding,) = findings(RULE, {"figures": FIGURES})
    assert finding.remedy.startswith("Take it out, or move the section to the end of the issue and say in an earlier")
    assert (finding.text, finding.place.column) == ("63 of 100", 16)


@pytest.mark.parametrize(
    ("files", "order"),
    [
        ({"letter": WARNED, "figures": FIGURES}, "letter, figures"),
        ({"letter": WARNED, "figures": FIGURES}, "letter, figures, reference/pages/survival-figures"),
        ({"letter": PLAIN}, "letter, reference/pages/survival-figures"),
        ({"letter": PLAIN}, "reference/pages/survival-figures, letter, reference/pages/recurrence-and-surveillance"),
        ({"figures": FIGURES.replace("\nFive", "\nThese numbers are not for everyone. Skip them if you like.\n\nFive")},
         "figures"),
        ({"letter": PLAIN, "reference/pages/outlook.md": BARE_PAGE.replace("---\nA", "content_note: Figures.\n---\nA")},
         "letter, reference/pages/outlook"),
        ({"story": "---\nkind: survivor_story\ncontributor: person-0031\n---\nA 20% survival chance.\n"}, "story"),
        ({"letter": PLAIN.replace("A quiet month.", "She is a nine-year survivor; 36 of 100 people responded, and they "
          "lived longer. 2 of 3 plants are alive. He lived with LMS for six years.")}, "letter"),
    ],
)  # fmt: skip
def test_what_must_not_fire(found: Found, files: dict[str, str], order: str) -> None:
    assert found(RULE, files, HEADER.format(order)) == []
