"""Moving pictures do not flash, and say enough when they stand still.

Flashes can bring on a seizure.  Outlook for Windows shows the first frame of a moving picture and no more.

Bad: a picture that flashes five times a second; one whose first frame is empty.
Good: a slow change, with everything that matters on the first frame.
Source: WCAG 2.2, 2.3.1 (three flashes) and 2.2.2 (pause, stop, hide).
"""

from __future__ import annotations

from collections.abc import Iterator

from newsletter.checks.draft import Draft, Fault
from newsletter.checks.images._animation import study_motion
from newsletter.checks.images._shown import shown_files
from newsletter.checks.images._study import study
from newsletter.model.finding import Severity

SEVERITY = Severity.WARNING

MOST_FLASHES = 3
LONGEST = 5.0
"""Seconds: what moves longer needs a way to stop it, which an email cannot have."""


def check(draft: Draft) -> Iterator[Fault]:
    """Pictures that flash, that begin with nothing, and that never stop; the gravest of these for each."""
    for picture in shown_files(draft):
        motion = study_motion(picture.file) if study(picture.file).frames > 1 else None
        if motion is None:
            continue
        if motion.flashes > MOST_FLASHES:
            message = f"“{picture.name}” flashes {motion.flashes:.0f} times a second, which can bring on a seizure."
            remedy, severity = "Show a picture that stands still.", Severity.ERROR
        elif motion.starts_blank:
            message = f"The first frame of “{picture.name}” is empty, and Outlook shows no other."
            remedy, severity = "Put a frame that says everything at the beginning.", Severity.WARNING
        elif motion.repeats or motion.seconds > LONGEST:
            message = f"“{picture.name}” goes on moving, which makes the text beside it hard to read for some."
            remedy, severity = "Let it stop within five seconds, or show a picture that stands still.", Severity.NOTE
        else:
            continue
        yield Fault(picture.place, message, remedy, picture.section, text=picture.name, severity=severity)
