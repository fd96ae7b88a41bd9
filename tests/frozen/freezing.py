"""A publication with two issues and a contributor whose name and words are found nowhere else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from newsletter.build import Build, Builder
from newsletter.content.frozen_issues import Frozen
from newsletter.content.project import Project
from newsletter.delivery.freeze import freeze, sent_issue
from newsletter.delivery.manifest import Circumstances
from newsletter.delivery.package import packaged, write_package

ISSUE, NEXT, PERSON, NAME = "2027-01", "2027-02", "person-0077", "Wilhelmina Q."
AT = datetime(2027, 1, 5, 12, tzinfo=UTC)
AS_OF = date(2027, 1, 3)

SETTINGS = """\
title: The Letter
timezone: America/Chicago
sender: {name: The Letter, address: news@letter.example, reply_to: helpline@letter.example}
standing: {bottom: [disclaimer]}
"""

HEADER = """\
title: January 2027
number: 1
date: 2027-01-04            # a Monday
subject: A window and a lighthouse
preheader: Two short texts
status: approved            # draft | review | approved | sent
sections:
  - letter
  - story
  - harbor
  - drug
"""

LETTER = """\
---
kind: letter
title: Dear readers
---
Dear @@first_name@@, this month a lighthousekeeper writes. The picture below is ours.

![A gate](images/gate.png)
"""

STORY = """\
---
kind: survivor_story
title: Nine winters at the lighthouse
contributor: person-0077
photo: {file: images/lighthouse.png, alt: "The lighthouse at dusk", caption: "Thunderstruckness, I call this color."}
pull_quote: Incomprehensibilities are my neighbors now.
---
I kept the unpronounceableness of my diagnosis to myself for a whole winter, @@first_name@@.

### What I counted

- counterdemonstrations of gulls
- lamps, antidisestablishmentarianism, and tea

The hyperconscientiousness of my doctors was a comfort. See ![The gate](images/gate.png)
"""

HARBOR = """\
---
kind: text
title: The harbor office
---
Open on weekdays. Bring your own tea.
"""

DRUG = "---\nkind: drug_spotlight\ndrug: trabectedin\n---\nIt is given by drip.\n"

ANSWER = f"""\
---
kind: ask_the_expert
title: A question of lamps
question: How do you sleep?
contributor: {PERSON}
---
With superincumbent blankets, and badly, and then quite well.
"""

PERSON_FILE = f"""\
# Comments stay as they are.
shown_as: "{NAME}"
relation: patient
consent:
  record: "2026-077"
  given_on: 2026-10-02
  channels: [email, web_archive]
  photo: {{agreed: yes, everyone_in_it: yes}}
status: active
"""

STORY_WORDS = (
    "Wilhelmina", "Thunderstruckness", "Incomprehensibilities", "unpronounceableness", "counterdemonstrations",
    "antidisestablishmentarianism", "hyperconscientiousness", "superincumbent", "Nine winters",
)  # fmt: skip


def picture(color: str, size: int = 640) -> bytes:
    data = BytesIO()
    Image.radial_gradient("L").resize((size, size)).convert("RGB").save(data, "PNG")
    return data.getvalue() + color.encode()


FILES: dict[str, str | bytes] = {
    "newsletter.yaml": SETTINGS,
    f"people/{PERSON}.yaml": PERSON_FILE,
    f"issues/{ISSUE}/issue.yaml": HEADER,
    f"issues/{ISSUE}/letter.md": LETTER,
    f"issues/{ISSUE}/story.md": STORY,
    f"issues/{ISSUE}/harbor.md": HARBOR,
    f"issues/{ISSUE}/drug.md": DRUG,
    f"issues/{ISSUE}/images/lighthouse.png": picture("the lighthouse"),
    f"issues/{ISSUE}/images/gate.png": picture("the gate"),
    f"issues/{NEXT}/issue.yaml": HEADER.replace("January", "February").replace("2027-01-04", "2027-02-01")
    .replace("- letter\n  - story\n  - harbor\n  - drug", "- answer").replace("number: 1", "number: 2"),
    f"issues/{NEXT}/answer.md": ANSWER,
}  # fmt: skip


def built(project: Project, name: str = ISSUE) -> Build:
    return Builder(project).build(name, as_of=AS_OF)


def export(project: Project, *services: str, name: str = ISSUE) -> None:
    draft = built(project, name).draft
    for service in services:
        write_package(packaged(draft, service), project.output, Circumstances("Ann", AT, (), (), ()))


def frozen(project: Project, *services: str, name: str = ISSUE) -> Frozen:
    """The issue, exported for some services and frozen."""
    export(project, *services, name=name)
    builder = Builder(project)
    sent = sent_issue(builder.build(name, as_of=AS_OF), project.output, without_export=not services)
    return freeze(sent, builder.renderer, project.output, by="Ann", at=AT)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
