"""CSS inlining: the one place that knows premailer."""

from __future__ import annotations

import logging

from lxml import etree
from lxml import html as lxml_html
from premailer import Premailer

from newsletter.rendering.specimen import SCOPE


def inline_css(fragment: etree._Element, css: str) -> etree._Element:
    """The tree with ``css`` written into style attributes.  The seam: another inliner is tried here.

    No network, ``!important`` kept, no width/height/bgcolor attributes invented.
    """
    inliner = Premailer(
        fragment,
        css_text=css,
        allow_network=False,
        strip_important=False,
        disable_basic_attributes=["align", "bgcolor", "height", "valign", "width"],
        disable_validation=True,
        disable_leftover_css=True,
        align_floating_images=False,
        cssutils_logging_level=logging.CRITICAL,
    )
    tree: etree._Element = inliner.transform(pretty_print=False)
    return tree


def inlined_styles(paths: list[tuple[str, ...]], css: str) -> list[str]:
    """The style attribute that the last tag of each path gets, tags nested below the scope's class."""
    body = lxml_html.Element("body")
    deepest: list[etree._Element] = []
    for path in paths:
        element = etree.SubElement(body, "div")
        element.set("class", SCOPE)
        for tag in path:
            element = etree.SubElement(element, tag)
        deepest.append(element)
    page = lxml_html.Element("html")
    page.append(body)
    inline_css(page, css)
    return [element.get("style", "") for element in deepest]
