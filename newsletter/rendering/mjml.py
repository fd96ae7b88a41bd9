"""MJML to HTML: the one place that knows MRML."""

from __future__ import annotations

from mjml import mjml2html

from newsletter.model.errors import TemplateError


def compile_mjml(mjml: str) -> str:
    """HTML of valid MJML, as MRML writes it, on one line.

    No web fonts.  Raises TemplateError where MRML refuses the page; validation comes first, so that this is
    rare.
    """
    try:
        return mjml2html(mjml, fonts={})
    except BaseException as error:
        # A panic inside MRML arrives as pyo3's PanicException, which is no Exception and cannot be imported.
        if isinstance(error, ValueError) or type(error).__name__ == "PanicException":
            raise TemplateError(f"The page could not be compiled: {error}.") from error
        raise
