"""What a rule says of itself: its docstring, in parts."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass

from newsletter.checks import is_online, is_waivable, judges_any_email, rule
from newsletter.model.finding import Severity

_LABEL = re.compile(r"(Bad|Good|Source): ")


@dataclass(frozen=True)
class Explanation:
    """A rule in words: what is right, why, an example of bad and good, and where it comes from.

    ``why`` holds paragraphs.  The words are plain text; ``code`` stands between grave accents.
    """

    name: str
    severity: Severity
    title: str
    why: tuple[str, ...]
    bad: str
    good: str
    source: str
    waivable: bool
    online: bool
    any_email: bool

    @property
    def group(self) -> str:
        """The group that the rule belongs to."""
        return self.name.partition("/")[0]


def explanation(name: str) -> Explanation:
    """What a rule says of itself.  Raises KeyError where there is no such rule."""
    one = rule(name)
    parts: dict[str, list[str]] = {"why": []}
    label = "why"
    for line in inspect.cleandoc(one.__doc__ or "").replace("``", "`").split("\n"):
        match = _LABEL.match(line)
        if match:
            label = match[1]
        parts.setdefault(label, []).append(line[match.end() :] if match else line)
    title, *why = [" ".join(part.split()) for part in "\n".join(parts["why"]).split("\n\n") if part.strip()]
    bad, good, source = (" ".join(" ".join(parts.get(each, ())).split()) for each in ("Bad", "Good", "Source"))
    return Explanation(
        name, one.SEVERITY, title, tuple(why), bad, good, source,
        is_waivable(name), is_online(name), judges_any_email(name),
    )  # fmt: skip
