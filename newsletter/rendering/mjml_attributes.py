"""The attributes of each MJML component and the values they take, as data.

Source: ``allowedAttributes`` of the components of npm ``mjml`` 5.4.1 (MIT), without what MRML 6.0.1 ignores.
Some types are narrower than npm's, each because MRML drops or misreads the value without a word (measured):

* padding takes ``px`` only: with a ``%``, a bare ``0`` or two spaces in it, MRML leaves the whole padding out
  of its widths;
* a border starts with its width in ``px``: only then does MRML take it off the width of the content;
* ``full-width`` takes only ``full-width``: MRML reads ``false`` as full width too;
* ``font-weight``, ``font-style``, ``text-transform`` and border styles are lists of words; npm has strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class ValueType:
    """What an attribute may say: one of ``words``, or text that ``pattern`` matches as a whole."""

    wanted: str
    words: frozenset[str] = frozenset()
    pattern: str | None = None
    takes_lengths: bool = False

    def accepts(self, value: str) -> bool:
        # Compiled when first needed, and kept by re: all at once they would take 6 ms of every start.
        return value in self.words or (self.pattern is not None and re.fullmatch(self.pattern, value) is not None)


_NUMBER = r"(?:\d+(?:\.\d+)?|\.\d+)"
_PX = rf"{_NUMBER}px"
_COLOR_NAMES = (
    "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown "
    "burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue "
    "darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta darkolivegreen darkorange "
    "darkorchid darkred darksalmon darkseagreen darkslateblue darkslategray darkslategrey darkturquoise "
    "darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia "
    "gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo "
    "inherit ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan "
    "lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue "
    "lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon "
    "mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen mediumslateblue "
    "mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream mistyrose moccasin "
    "navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen "
    "paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red "
    "rosybrown royalblue saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue "
    "slategray slategrey snow springgreen steelblue tan teal thistle tomato transparent turquoise violet "
    "wheat white whitesmoke yellow yellowgreen"
)
_RGB = r"\d{1,3}(?:, ?\d{1,3}){2}"
_COLOR = rf"#(?:[0-9a-fA-F]{{3}}){{1,2}}|rgb\({_RGB}\)|rgba\({_RGB}, ?(?:\d|\d?\.\d{{1,3}})\)"
_BORDER_STYLES = "solid dashed dotted double groove ridge inset outset"


def _one_of(words: str) -> ValueType:
    listed = words.split()
    return ValueType(f"one of: {', '.join(listed)}" if len(listed) > 1 else listed[0], frozenset(listed))


def _length(units: str, wanted: str, words: str = "", count: str = "") -> ValueType:
    one = rf"{_NUMBER}(?:{units})"
    pattern = rf"{one}(?: {one}){count}" if count else one
    return ValueType(wanted, frozenset(words.split()), pattern, takes_lengths=True)


STRING = ValueType("text", pattern=r"(?s:.*)")
INTEGER = ValueType("a whole number, such as 4", pattern=r"\d+")
BOOLEAN = _one_of("true false")
COLOR = ValueType(
    "a color: #0b5394, #fff, rgb(11,83,148), rgba(11,83,148,0.5) or a CSS color name in lower case",
    frozenset(_COLOR_NAMES.split()),
    _COLOR,
)
PX = _length("px", "one length in px, such as 12px")
PX_OR_PERCENT = _length("px|%", "one length in px or %, such as 12px or 50%")
PX_OR_AUTO = _length("px", "one length in px, or auto", words="auto")
LENGTH_OR_AUTO = _length("px|%", "one length in px or %, or auto", words="auto")
SPACING = ValueType("one length in px or em, such as 0.5px", pattern=rf"-?{_NUMBER}(?:px|em)", takes_lengths=True)
LINE_HEIGHT = ValueType("a number, or one length in px or %: 1.5, 24px, 150%", pattern=rf"{_NUMBER}(?:px|%)?")
PADDINGS = _length("px", "one to four lengths in px with one space between them, such as 0px 25px", count="{0,3}")
RADII = _length("px|%", "one to four lengths in px or %, such as 6px", count="{0,3}")
BORDER = ValueType(
    "none, or width, style and color in this order, such as 1px solid #cccccc",
    frozenset({"none", "0px"}),
    rf"{_PX} (?:{_BORDER_STYLES.replace(' ', '|')}) (?:{_COLOR}|[a-z]+)",
    takes_lengths=True,
)
FONT_WEIGHT = _one_of("normal bold bolder lighter 100 200 300 400 500 600 700 800 900")
FONT_STYLE = _one_of("normal italic oblique")
TEXT_TRANSFORM = _one_of("none capitalize uppercase lowercase")
ALIGN = _one_of("left center right")
VERTICAL = _one_of("top middle bottom")
SIDE = _one_of("left right")
DIRECTION = _one_of("ltr rtl")
_NETWORKS = (
    "facebook twitter x google pinterest linkedin tumblr xing github instagram web snapchat youtube vimeo "
    "medium soundcloud dribbble"
)
NETWORK = _one_of(" ".join(f"{name} {name}-noshare" for name in _NETWORKS.split()))

_Attributes = Mapping[str, ValueType]


def _each(value_type: ValueType, names: str) -> _Attributes:
    return dict.fromkeys(names.split(), value_type)


def _sides(stem: str, whole: ValueType, one: ValueType) -> _Attributes:
    return {stem: whole, **_each(one, f"{stem}-top {stem}-right {stem}-bottom {stem}-left")}


_PADDING = _sides("padding", PADDINGS, PX)
_BORDERS = {**_sides("border", BORDER, BORDER), "border-radius": RADII}
_BOX = {**_PADDING, "container-background-color": COLOR}
_FONT = {"font-family": STRING, "font-size": PX}
_STYLED = {**_FONT, "font-style": FONT_STYLE, "font-weight": FONT_WEIGHT, "text-decoration": STRING}
_LETTERS = {"letter-spacing": SPACING, "text-transform": TEXT_TRANSFORM, "line-height": LINE_HEIGHT}
_LINK = _each(STRING, "href name rel target")
_ICON_BOX = {**_each(PX_OR_PERCENT, "icon-size icon-height"), **_each(PADDINGS, "icon-padding text-padding")}
_BACKGROUND = {
    "background-color": COLOR,
    "background-repeat": _one_of("repeat no-repeat"),
    **_each(
        STRING,
        "background-url background-size background-position background-position-x background-position-y",
    ),
}
_SECTION = {
    **_BACKGROUND, **_BORDERS, **_PADDING,
    "direction": DIRECTION, "full-width": _one_of("full-width"), "text-align": ALIGN,
}  # fmt: skip
_ACCORDION = {
    "border": BORDER, "font-family": STRING, "icon-align": VERTICAL, "icon-position": SIDE,
    **_each(PX_OR_PERCENT, "icon-width icon-height"),
    **_each(STRING, "icon-wrapped-url icon-wrapped-alt icon-unwrapped-url icon-unwrapped-alt"),
}  # fmt: skip

BODY_ATTRIBUTES: Mapping[str, _Attributes] = {
    "mj-body": {"width": PX, "background-color": COLOR},
    "mj-wrapper": _SECTION,
    "mj-section": _SECTION,
    "mj-group": {
        "background-color": COLOR, "direction": DIRECTION, "vertical-align": VERTICAL, "width": PX_OR_PERCENT,
    },
    "mj-column": {
        **_PADDING, **_BORDERS, **_sides("inner-border", BORDER, BORDER),
        "inner-border-radius": RADII, "background-color": COLOR, "inner-background-color": COLOR,
        "direction": DIRECTION, "vertical-align": VERTICAL, "width": PX_OR_PERCENT,
    },
    "mj-hero": {
        **_PADDING, **_sides("inner-padding", PADDINGS, PX),
        "background-color": COLOR, "inner-background-color": COLOR, "background-url": STRING,
        "background-position": STRING, **_each(PX_OR_PERCENT, "background-width background-height"),
        "height": PX, "vertical-align": VERTICAL,
    },
    "mj-text": {
        **_BOX, **_STYLED, **_LETTERS, "align": _one_of("left center right justify"),
        "color": COLOR, "height": PX_OR_PERCENT, "vertical-align": VERTICAL,
    },
    "mj-image": {
        **_BOX, **_LINK, "alt": STRING, "src": STRING, "srcset": STRING, "title": STRING, "usemap": STRING,
        "align": ALIGN, "border": BORDER, "border-radius": RADII, "fluid-on-mobile": BOOLEAN,
        "width": PX, "height": PX_OR_AUTO, "max-height": PX_OR_PERCENT, "font-size": PX,
    },
    "mj-button": {
        **_BOX, **_BORDERS, **_STYLED, **_LETTERS, **_LINK, "align": ALIGN, "text-align": ALIGN,
        "background-color": COLOR, "color": COLOR, "inner-padding": PADDINGS, "vertical-align": VERTICAL,
        **_each(PX_OR_PERCENT, "width height"),
    },
    "mj-divider": {
        **_BOX, "align": ALIGN, "border-color": COLOR, "border-width": PX,
        "border-style": _one_of(_BORDER_STYLES), "width": PX_OR_PERCENT,
    },
    "mj-spacer": {**_BOX, "height": PX_OR_PERCENT},
    "mj-table": {
        **_BOX, **_FONT, "align": ALIGN, "border": BORDER, "cellpadding": INTEGER, "cellspacing": INTEGER,
        "color": COLOR, "line-height": LINE_HEIGHT, "table-layout": _one_of("auto fixed initial inherit"),
        "vertical-align": VERTICAL, "width": LENGTH_OR_AUTO,
    },
    "mj-social": {
        **_BOX, **_STYLED, **_ICON_BOX, "align": ALIGN, "border-radius": RADII, "color": COLOR,
        "inner-padding": PADDINGS, "line-height": LINE_HEIGHT, "mode": _one_of("horizontal vertical"),
        "vertical-align": VERTICAL,
    },
    "mj-social-element": {
        **_PADDING, **_STYLED, **_ICON_BOX, "name": NETWORK, **_each(STRING, "href rel target src alt title"),
        "align": ALIGN, "background-color": COLOR, "border-radius": RADII, "color": COLOR,
        "line-height": LINE_HEIGHT, "vertical-align": VERTICAL,
    },
    "mj-navbar": {
        **_PADDING, **_sides("ico-padding", PADDINGS, PX), "align": ALIGN, "base-url": STRING,
        "hamburger": _one_of("hamburger"), "ico-align": ALIGN, "ico-color": COLOR,
        "ico-font-size": PX_OR_PERCENT,
        **_each(STRING, "ico-open ico-close ico-font-family ico-text-decoration"),
        "ico-text-transform": TEXT_TRANSFORM, "ico-line-height": LINE_HEIGHT,
    },
    "mj-navbar-link": {**_PADDING, **_STYLED, **_LETTERS, **_LINK, "color": COLOR},
    "mj-accordion": {**_BOX, **_ACCORDION},
    "mj-accordion-element": {**_ACCORDION, "background-color": COLOR},
    "mj-accordion-title": {**_PADDING, **_FONT, "background-color": COLOR, "color": COLOR},
    "mj-accordion-text": {
        **_PADDING, **_FONT, "background-color": COLOR, "color": COLOR, "font-weight": FONT_WEIGHT,
        "letter-spacing": SPACING, "line-height": LINE_HEIGHT,
    },
}  # fmt: skip

HEAD_ATTRIBUTES: Mapping[str, _Attributes] = {
    "mjml": {"lang": STRING, "dir": _one_of("ltr rtl auto")},
    "mj-breakpoint": {"width": PX},
}

_BORDER_SIDES = "border-top border-right border-bottom border-left"
_IGNORED: Mapping[str, Mapping[str, str]] = {
    "mjml": {"owa": "leave it out"},
    "mj-body": {"id": "put css-class on it instead"},
    "mj-hero": {"mode": "give the height in px", "border-radius": "use a mj-section with a background"},
    "mj-section": {"gutter": "give the columns a padding", "text-padding": "give the section a padding"},
    "mj-wrapper": {
        **dict.fromkeys(("gutter", "gap"), "give the sections a padding"),
        "text-padding": "give the wrapper a padding",
    },
    "mj-text": {"background-color": "use container-background-color"},
    "mj-image": {
        **dict.fromkeys(_BORDER_SIDES.split(), "use border"),
        "sizes": "leave it out and give the image a width",
    },
    "mj-button": {"title": "say it in the text of the button"},
    "mj-spacer": dict.fromkeys(["border", *_BORDER_SIDES.split()], "use a mj-divider for a line"),
    "mj-table": {
        "role": "write the table in a mj-text if it needs a role",
        "font-weight": "write it as style on the cells",
    },
    "mj-social": {"border": "draw it in the icon itself", "table-layout": "leave it out"},
    "mj-social-element": {
        "border": "draw it in the icon itself", "icon-position": "leave it out",
        "srcset": "use src", "sizes": "use icon-size",
    },
    "mj-accordion-title": {"font-weight": "use a heavier font-family or a larger font-size"},
    "mj-raw": {"position": "leave it out"},
}  # fmt: skip

IGNORED: Mapping[tuple[str, str], str] = {
    (component, attribute): remedy for component, each in _IGNORED.items() for attribute, remedy in each.items()
}
"""(component, attribute) of MJML that MRML 6.0.1 ignores -> what to write instead."""
