"""``STEPS.md``: what a volunteer does with an exported issue, in order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsletter.delivery.pictures import Images
from newsletter.services.service import Certainty, Pictures, Service, filled

_UNCERTAIN = "(This may look different in your account.)"


def steps_page(
    service: Service, title: str, values: Mapping[str, str], *, sample: bool, images: Images, tracked: bool
) -> str:
    """The page.  ``values`` holds what a :class:`Step` may name; ``tracked``: the settings ask for counting clicks."""
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
    if images is Images.HOSTED:
        parts.append("The pictures are on the web already: nothing has to be uploaded.")
    elif images is Images.CID:
        parts.append(
            "The pictures are inside email.eml. Give that file to your service or mail program as a whole, and leave "
            "out the steps that speak of the HTML, the zip file or the pictures."
        )
    elif service.pictures is Pictures.HOSTED:
        parts.append(
            "The pictures are not on the web yet, and this service shows only pictures that are. Write into "
            "newsletter.yaml where they go (images, base_url and upload_to), put them there with newsletter "
            "publish-images, and export again."
        )
    parts.append("\n".join(f"{number}. {words}" for number, words in enumerate(sentences(service, shown, tracked), 1)))
    once = [*service.to_check_once()]
    if once:
        parts += ["## Check this once in your account", "\n".join(f"- {words}" for words in once)]
    if service.notes:
        parts += ["## Good to know", "\n".join(f"- {note}" for note in service.notes)]
    return "\n\n".join(parts) + "\n"


def sentences(service: Service, values: Mapping[str, str], tracked: bool) -> Iterator[str]:
    """Each step of the hand-off to a service by hand, in order; what is told of ``values`` is :func:`steps_page`'s."""
    for step in service.steps:
        if not (step.unless_tracked and tracked):
            doubt = f" {_UNCERTAIN}" if step.certainty is Certainty.UNCERTAIN else ""
            yield f"{filled(step.text, values)}{doubt}"


def _code(value: str) -> str:
    """Words that are copied as they stand."""
    return f"`` {value} ``" if "`" in value else f"`{value}`"
