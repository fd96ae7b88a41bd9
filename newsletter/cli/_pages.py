"""Pages that commands write: each whole in one file, without scripts, to be read, printed or sent on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def page(template: str, filters: Mapping[str, Callable[..., Any]], **values: Any) -> str:
    """A page of ``newsletter/cli/pages/``, filled in."""
    # Imported here: most commands write no page.
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("newsletter.cli", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(template).render(values)
