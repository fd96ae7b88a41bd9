"""Where to find someone to talk to: the helpline and the support group, from ``reference/organization.yaml``."""

from __future__ import annotations

from typing import ClassVar

from newsletter.model.issue import SectionFields

TITLE = "Support"


class Fields(SectionFields):
    """Nothing of its own: number and links stand in one place only, and are never typed here."""

    needs_text: ClassVar[bool] = False
