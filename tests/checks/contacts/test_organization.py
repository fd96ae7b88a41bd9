from collections.abc import Callable

import pytest

Found = Callable[..., list[str]]
LETTER = "---\nkind: letter\n---\n"
OWN_BOX = "differs from the organization's own “Post Office Box 52697”."
OWN_TOWN = "differs from the organization's own “Tulsa, Oklahoma 74152”."
OWN_NAME = "differs from the organization's own “LMSeAlerts”."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to\nPost Office Box 52679.", [f"letter.md:5: “Post Office Box 52679” {OWN_BOX}"]),
        ("Write to P.O. Box 12 in Ohio.", [f"letter.md:4: “P.O. Box 12” {OWN_BOX}"]),
        ("Our town is Tulsa, Oklahoma 74125.", [f"letter.md:4: “Tulsa, Oklahoma 74125” {OWN_TOWN}"]),
        ("The LMS e-Alerts team", [f"letter.md:4: “LMS e-Alerts” {OWN_NAME}"]),
        ("Read lmsealerts!", [f"letter.md:4: “lmsealerts” {OWN_NAME}"]),
        ("# LMSEAlerts", [f"letter.md:4: “LMSEAlerts” {OWN_NAME}"]),
    ],
)
def test_what_must_fire(found: Found, text: str, expected: list[str]) -> None:
    assert found("contacts/organization", {"letter": f"{LETTER}{text}\n"}) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Write to PO Box 52697, P. O. Box 52697 or post office box 52697 in Tulsa, Oklahoma 74152.",
        "Tulsa, OK 74152-2697, and Tulsa, where it rains, and 74125 people.",
        "LMSeAlerts, LMSeAlerts' and “LMSeAlerts”; <https://lmsealerts.example/lmsealerts>; news@lmsealerts.example.",
        "# LMSEALERTS",
        "An LMS alert, LMS alerts, films-alerts, and the box with 52679 pieces.",
        "Post Office Boxes are small. A box 12 inches wide.",
    ],
)
def test_what_must_not_fire(found: Found, text: str) -> None:
    assert found("contacts/organization", {"letter": f"{LETTER}{text}\n"}) == []
