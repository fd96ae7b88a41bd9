"""MJML to HTML: the one place that knows MRML."""

from __future__ import annotations

from mjml import mjml2html

from newsletter.model.errors import TemplateError
from newsletter.model.place import Place
from newsletter.rendering.mjml_validator import html_depth
from newsletter.rendering.outlook_comments import join_outlook_comments

SAFE_TAGS = 2_000
"""How deep tags may be nested.  MRML 6.0.1 compiles 5,000 and crashes the process at 20,000, where a thread's
stack is smaller sooner."""


def compile_mjml(mjml: str) -> str:
    """HTML of valid MJML on one line, as MRML writes it, with neighboring Outlook comments joined.

    No web fonts.  Raises TemplateError where MRML refuses the page; validation comes first, so that this is
    rare.
    """
    if mjml.count("<") > SAFE_TAGS and html_depth(mjml, 0, len(mjml)) > SAFE_TAGS:
        raise TemplateError.at(
            Place("templates"), "templates/not-compiled",
            f"Tags are nested more than {SAFE_TAGS:,} deep.", "Take back the last change to a template.",
        )  # fmt: skip
    try:
        return join_outlook_comments(mjml2html(mjml, fonts={}))
    except BaseException as error:
        # A panic inside MRML arrives as pyo3's PanicException, which is no Exception and cannot be imported.
        if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
            raise TemplateError.at(
                Place("templates"), "templates/not-compiled",
                f"The page could not be compiled: {error}.", "Take back the last change to a template.",
            ) from error  # fmt: skip
        raise
