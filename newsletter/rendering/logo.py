"""The logo: two pictures beside the theme, one for light and one for dark."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from newsletter.content.pictures import read_picture
from newsletter.model.document import ImageFile
from newsletter.model.errors import ContentError, TemplateError
from newsletter.model.fields import FullText, Typed, WholeNumber
from newsletter.model.place import Places
from newsletter.rendering.template_folders import TemplateFolders


class Logo(Typed):
    """Two pictures below ``templates/``, and the width in pixels at which they are shown."""

    light: FullText
    """The file for light mode, such as logo.png."""
    dark: FullText
    """The file for dark mode."""
    width: WholeNumber
    """How wide it is shown, in pixels."""


@dataclass(frozen=True)
class LogoPictures:
    """The pictures of a logo, ``width`` by ``height`` pixels in the email."""

    light: ImageFile
    dark: ImageFile
    width: int
    height: int

    @property
    def images(self) -> tuple[ImageFile, ImageFile]:
        """Both, as an email carries them."""
        return self.light, self.dark


def read_logo(logo: Logo, folders: TemplateFolders, places: Places) -> LogoPictures:
    """Find and measure both pictures.  Raises TemplateError with the line of ``theme.yaml``."""
    light, dark = (_read(getattr(logo, mode), mode, folders, places) for mode in ("light", "dark"))
    return LogoPictures(light, dark, logo.width, round(logo.width * light.height / light.width))


def _read(name: str, mode: str, folders: TemplateFolders, places: Places) -> ImageFile:
    place = places.of_value("logo", mode)
    folder = folders.holding(name)
    if folder is None:
        raise TemplateError.at(
            place, "templates/picture-missing",
            f"There is no picture “{name}” in templates/.", "Put it there, or correct its name.",
        )  # fmt: skip
    try:
        image = read_picture(folder, name, place)
    except ContentError as error:
        raise TemplateError(error.findings) from None
    # A folder of its own in the email, where no picture of an issue can have the same name.
    return replace(image, name=f"images/theme/logo-{mode}{PurePosixPath(name).suffix}")
