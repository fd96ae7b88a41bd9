from collections.abc import Callable
from pathlib import Path

import pytest

Found = Callable[..., list[str]]
RULE = "people/named-people"
ANSWER = "---\nkind: ask_the_expert\nquestion: Q?\nexpert:\n  name: Dr. Ruth Adler\n{}---\nYes.\n"
DEDICATION = "---\nkind: dedication\ntribute: in honor\nnames: [June, Imelda]\n{}---\n"


@pytest.fixture
def own_settings(repository: Path) -> str:
    """The settings of a publication that is no sample."""
    return (repository / "newsletter.yaml").read_text("utf-8").replace("sample: yes", "sample: no")


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"answer": ANSWER.format("")},
         ["answer.md:5: “Dr. Ruth Adler” is named here, and nothing says who agreed."]),
        ({"friends": DEDICATION.format("notes: ask for permission before Friday\n")},
         ["friends.md:4: “June” is named here, and nothing says who agreed."]),
        ({"answer": ANSWER.format("notes: ring again\n"), "friends": DEDICATION.format("by: their sisters\n")},
         ["answer.md:5: “Dr. Ruth Adler” is named here, and nothing says who agreed. So is someone in friends."]),
    ],
)  # fmt: skip
def test_what_must_fire(found: Found, own_settings: str, sections: dict[str, str], expected: list[str]) -> None:
    assert found(RULE, {**sections, "newsletter.yaml": own_settings}) == expected


@pytest.mark.parametrize(
    "sections",
    [
        {"answer": ANSWER.format("notes: agreed by email on November 3\n")},
        {"friends": DEDICATION.format("notes: their sister gave permission on November 3\n")},
        {"letter": "---\nkind: letter\nsigned: Ann\n---\nJune and Imelda walked.\n"},
        {"answer": "---\nkind: ask_the_expert\nquestion: Q?\ncontributor: person-0033\n---\nYes.\n"},
    ],
)
def test_what_must_not_fire(found: Found, own_settings: str, sections: dict[str, str]) -> None:
    assert found(RULE, {**sections, "newsletter.yaml": own_settings}) == []


def test_a_sample_names_nobody_real(found: Found) -> None:
    assert found(RULE, {"answer": ANSWER.format("")}) == []
