"""``STEPS.md``: what a volunteer does with an exported issue, in order."""

from __future__ import annotations

from collections.abc import Mapping

from newsletter.services.service import Certainty, Pictures, Service, filled

_UNCERTAIN = "(This may look different in your account.)"


def steps_page(service: Service, title: str, values: Mapping[str, str], *, sample: bool, hosted: bool) -> str:
    """The page.  ``values`` holds what a :class:`Step` may name; ``hosted``: the pictures are on the web."""
    shown = {name: _code(value) for name, value in values.items()}
    parts = [f"# {title}: hand-off to {service.title}"]
    if sample:
        parts.append(
            "**This is a sample.** Its people, stories and dates are made up. Use it to practice, and send it to "
            "nobody but yourself."
        )
    parts.append("Nobody has tried these steps on a live account yet. Please tell us where they differ.")
    parts.append("## To copy")
    parts += [
        f"{label}:\n\n    {values[name]}" for label, name in (("Subject", "subject"), ("Preview line", "preheader"))
    ]
    parts.append(f"From {shown['from_name']} at {shown['from_address']}; replies go to {shown['reply_to']}.")
    parts.append("## Steps")
    if hosted:
        parts.append("The pictures are on the web already: nothing has to be uploaded.")
    elif service.pictures is Pictures.HOSTED:
        parts.append(
            "The pictures are not on the web yet, and this service shows only pictures that are. Put the files of the "
            "images folder on the web first, write their address into newsletter.yaml (images, base_url), and export "
            "again."
        )
    parts.append("\n".join(_numbered(service, shown)))
    once = [*service.to_check_once()]
    if once:
        parts += ["## Check this once in your account", "\n".join(f"- {words}" for words in once)]
    if service.notes:
        parts += ["## Good to know", "\n".join(f"- {note}" for note in service.notes)]
    return "\n\n".join(parts) + "\n"


def _numbered(service: Service, values: Mapping[str, str]) -> list[str]:
    lines = []
    for number, step in enumerate(service.steps, 1):
        doubt = f" {_UNCERTAIN}" if step.certainty is Certainty.UNCERTAIN else ""
        lines.append(f"{number}. {filled(step.text, values)}{doubt}")
    return lines


def _code(value: str) -> str:
    """Words that are copied as they stand."""
    return f"`` {value} ``" if "`" in value else f"`{value}`"
