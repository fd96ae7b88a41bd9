"""A publication with one issue that can be sent: nothing in it has to be mended."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

from newsletter.build import Builder
from newsletter.checks.approvals import approvals
from newsletter.content.project import Project
from newsletter.model.months import MONTHS

DAY = date.today() + timedelta(days=7)
ISSUE = f"{DAY:%Y-%m}"
TITLE = f"{MONTHS[DAY.month - 1]} {DAY.year}"

SETTINGS = """\
title: The Letter
timezone: America/Chicago
sender: {name: The Letter, address: news@leiomyo.org, reply_to: helpline@leiomyo.org}
standing: {bottom: [disclaimer]}
services:
  generic:
    unsubscribe_url: "[unsubscribe]"
    preferences_url: "[preferences]"
    web_version_url: "[web]"
    first_name: "[first name]"
    email: "[email]"
"""

HEADER = f"""\
title: {TITLE}
number: 1
date: {DAY}
subject: A window and a garden
preheader: Two short texts about light and soil
status: approved            # draft | review | approved | sent
sections:
  - letter
  - story
"""

LETTER = """\
---
kind: letter
title: Dear readers
---
Dear @@first_name@@, this month a gardener writes. The picture below is ours.

![A gate](images/gate.png)
"""

STORY = """\
---
kind: survivor_story
title: Nine winters in a garden
contributor: person-0077
---
I kept the diagnosis to myself for a whole winter. Then I told my sister, and we planted a pear tree.
"""

PERSON = """\
shown_as: "Wilhelmina Q."
relation: patient
consent:
  record: "2026-077"
  given_on: 2026-10-02
  channels: [email, web_archive]
  photo: {agreed: yes, everyone_in_it: yes}
status: active
"""


def ready_publication(repository: Path, root: Path, files: Mapping[str, str] | None = None) -> Path:
    """Write it to ``root``, with the reference of the repository; ``files`` stand in place of those here."""
    shutil.copytree(repository / "reference", root / "reference")
    picture = BytesIO()
    Image.radial_gradient("L").resize((640, 480)).convert("RGB").save(picture, "PNG")
    content = {
        "newsletter.yaml": SETTINGS,
        "people/person-0077.yaml": PERSON,
        f"issues/{ISSUE}/issue.yaml": HEADER,
        f"issues/{ISSUE}/letter.md": LETTER,
        f"issues/{ISSUE}/story.md": STORY,
        f"issues/{ISSUE}/images/gate.png": picture.getvalue(),
        **(files or {}),
    }
    for name, each in content.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each if isinstance(each, bytes) else each.encode())
    approve(root)
    return root


def approve(root: Path) -> None:
    """Write down that the contributor agrees with the story as it stands."""
    [asked] = approvals(Builder(Project(root)).build(ISSUE).draft)
    person = root / "people/person-0077.yaml"
    person.write_text(
        person.read_text("utf-8").partition("approvals:")[0]
        + f'approvals:\n  - {{section: {ISSUE}/story, hash: "{asked.hash}", on: {date.today()}, by: contributor}}\n',
        encoding="utf-8",
    )
