"""What one ``mj-`` tag says, and what is wrong with it wherever it stands."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from newsletter.rendering.mjml_attributes import IGNORED, ValueType
from newsletter.rendering.mjml_schema import (
    COMPONENTS,
    REFUSED,
    REFUSED_ATTRIBUTES,
    SOURCE_ATTRIBUTE,
    Component,
)
from newsletter.rendering.mjml_tokens import Attribute, Fault, corrupted, read_attributes, shorten

_BARE_NUMBER = re.compile(r"(?<!\S)(?:\d+(?:\.\d+)?|\.\d+)(?!\S)")


class Tag(NamedTuple):
    """What a tag says, without its place."""

    source: str | None  # its data-src
    faults: tuple[Fault, ...]
    uses: tuple[str, ...]  # the names in its mj-class
    defines: str | None  # the name that a <mj-class> gives


@lru_cache(maxsize=4096)
def read_tag(name: str, rest: str, is_default: bool) -> Tag:
    """The tag ``<name rest>``; ``is_default``: it stands in ``mj-attributes`` and only sets defaults.

    Cached, because the tags of one issue are mostly those of the issue before.
    """
    component = COMPONENTS.get(name)
    faults: list[Fault] = []
    values: dict[str, str] = {}
    source = None
    if component is None:
        faults.append(_unknown_tag(name))
    for each in read_attributes(rest.removesuffix("/")):
        if not isinstance(each, Attribute):
            faults.append((f"{shorten(name)}: {each[0]}", each[1]))
        elif each.name == SOURCE_ATTRIBUTE:
            source = each.value or None
        elif component is not None:
            if each.name in values:
                faults.append((f"{name} has {each.name} twice", "write it once: MRML keeps the last"))
            elif fault := _attribute_fault(name, component, each):
                faults.append(fault)
            values[each.name] = each.value or ""
    if component is not None and not (is_default and name not in ("mj-all", "mj-class")):
        faults.extend(_missing(name, each) for each in component.required if each not in values)
    return Tag(source, tuple(faults), tuple(values.get("mj-class", "").split()), _class_name(name, values))


def _class_name(name: str, values: dict[str, str]) -> str | None:
    return values.get("name") if name == "mj-class" else None


def _unknown_tag(name: str) -> Fault:
    if name in REFUSED:
        why, remedy = REFUSED[name]
        return f"{name} is not used here: {why}", remedy
    near = _nearest(name, COMPONENTS)
    return (
        f"there is no tag {shorten(name)}",
        f"write {near}" if near else "remove it, or write a tag of MJML",
    )


def _missing(component: str, attribute: str) -> Fault:
    if (component, attribute) == ("mj-image", "alt"):
        return (
            "mj-image has no alt",
            'describe the picture in alt="...", or write alt="" if it only decorates',
        )
    return f"{component} has no {attribute}", f'write {attribute}="..."'


def _attribute_fault(component_name: str, component: Component, attribute: Attribute) -> Fault | None:
    name = attribute.name
    value_type = component.attributes.get(name)
    if value_type is None:
        return _unknown_attribute(component_name, component, name)
    if attribute.value is None:
        return f"{component_name} has {name} without a value", f'write {name}="...": MRML drops it otherwise'
    if fault := corrupted(attribute.value, attribute.quote):
        return f"{name} on {component_name} contains {fault[0]}", fault[1]
    return _value_fault(component_name, name, attribute.value, value_type)


def _unknown_attribute(component_name: str, component: Component, name: str) -> Fault:
    key = (component_name, name)
    if key in IGNORED:
        return f"MRML ignores {name} on {component_name}", IGNORED[key]
    if key in REFUSED_ATTRIBUTES:
        why, remedy = REFUSED_ATTRIBUTES[key]
        return f"{name} on {component_name} is not used here: {why}", remedy
    known = sorted(component.attributes.keys() - {SOURCE_ATTRIBUTE})
    near = "css-class" if name == "class" else _nearest(name, known)
    remedy = f"write {near}" if near else f"remove it; {component_name} takes {', '.join(known) or 'no attributes'}"
    return f"{component_name} has no attribute {shorten(name)}", remedy


@lru_cache(maxsize=4096)
def _value_fault(component_name: str, name: str, value: str, value_type: ValueType) -> Fault | None:
    if value_type.accepts(value):
        return None
    place = f"on {component_name}"
    if not value:
        return f"{name} {place} is empty", f"leave it out, or write {value_type.wanted}"
    shown = f'{name}="{shorten(value)}"'
    with_units = _BARE_NUMBER.sub(r"\g<0>px", value)
    if value_type.takes_lengths and with_units != value:
        message = f"{shown} {place} has a number without a unit, and MRML ignores the whole value"
        if value_type.accepts(with_units):
            number = _BARE_NUMBER.findall(value)[0]
            return message, f'write {number}px: {name}="{with_units}"'
        return message, f"write {value_type.wanted}"
    near = _nearest(value, value_type.words)
    if near:
        return f"{shown} {place} is not a value that works", f'write {name}="{near}", or {value_type.wanted}'
    return f"{shown} {place} is not a value that works", f"write {value_type.wanted}"


def _nearest(name: str, known: Collection[str]) -> str | None:
    """The one of ``known`` that was probably meant.  Cut, because difflib's time grows with the square."""
    near = difflib.get_close_matches(name[:40].lower(), known, n=1)
    return near[0] if near else None
