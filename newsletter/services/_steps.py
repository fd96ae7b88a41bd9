"""Steps that are the same at most services."""

from __future__ import annotations

from newsletter.services.service import Certainty, Step


def click_tracking(how: str, certainty: Certainty = Certainty.DOCUMENTED) -> Step:
    """The step for not counting clicks; ``how`` is one or two sentences."""
    return Step(f"{how} Which link someone opened can tell that they are ill.", certainty, unless_tracked=True)


CLICK_TRACKING = click_tracking(
    "If your account lets you, turn off the tracking of clicks for this email.", Certainty.UNCERTAIN
)

TEST_EMAIL = Step(
    "Send a test email to yourself and one other person. Look at it on a phone and on a computer. Open the links at "
    "its foot: each has to lead to a page. You need not finish unsubscribing there."
)

SEND_TIME = Step(
    "Choose who receives the email and when. Ask a second person to look at the subject, the day and the list before "
    "you confirm. Until you do, nothing is sent."
)

CLOSING = (CLICK_TRACKING, TEST_EMAIL, SEND_TIME)
"""The last steps at a service that counts clicks."""


def upload_pictures(where: str, certainty: Certainty = Certainty.DOCUMENTED) -> Step:
    """The step for pictures that are uploaded one by one; ``where`` reads like ``to your Brevo gallery``."""
    return Step(
        f"If your pictures are not on the web yet, upload each file of the images folder {where}, and put the address "
        "that you get there into {html_file} in place of the file’s name.",
        certainty,
    )
