"""pydantic's errors as findings: place, plain words, remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError

from newsletter.model.finding import Finding, Severity
from newsletter.model.nearest import did_you_mean
from newsletter.model.place import Places

_MOST = 100
"""How many mistakes of one file are reported: what has more is no such file.  Unknown keys come last."""


def validation_findings(error: ValidationError, places: Places, model: type[BaseModel]) -> list[Finding]:
    """One finding for each mistake, at the line of the value or the key concerned."""
    findings = []
    for problem in error.errors(include_url=False)[:_MOST]:
        path = tuple(problem["loc"])
        if problem["type"] == "too_short" and problem.get("input"):
            continue  # pydantic does not count items that have mistakes of their own
        context: Mapping[str, Any] = problem.get("ctx") or {}
        rule, message, remedy = _in_words(problem["type"], path, problem.get("input"), context, model)
        # Several fields looked at together: the message speaks of all of them, the line is that of one.
        shown = (*path, context["field"]) if context.get("field") else path
        name = ".".join(str(part) for part in shown) or None
        place = places.of(*shown) if problem["type"] == "extra_forbidden" else places.of_value(*shown)
        findings.append(Finding(f"reading/{rule}", Severity.ERROR, place, message, remedy, field=name))
    return findings


def _in_words(
    kind: str, path: tuple[str | int, ...], value: Any, context: Mapping[str, Any], model: type[BaseModel]
) -> tuple[str, str, str]:
    name = _name(path)
    if value is None and kind not in ("missing", "extra_forbidden"):
        return "empty", f"“{name}” is still empty.", "Write its value after the colon, or take the line out."
    if isinstance(value, dict | list) and (kind in ("enum", "not-text") or f"“{value}”" in context.get("message", "")):
        return "not-text", f"“{name}” is one value, not several.", "Write it after the colon, on the same line."
    if "remedy" in context:
        return kind, f"{name}: {context['message']}" if path else context["message"], context["remedy"]
    if kind == "extra_forbidden":
        known = _keys(model, path[:-1])
        return (
            "unknown-key", f"“{name}” is not known here.",
            did_you_mean(name, known) or f"Known are: {', '.join(known)}.",
        )  # fmt: skip
    if kind == "missing":
        return "missing-field", f"“{name}” is missing.", f"Add a line “{name}:” with its value."
    if kind == "enum":
        choices = str(context.get("expected", "")).replace("'", "").replace(" or ", ", ").split(", ")
        return (
            "unknown-choice", f"{name}: “{value}” is not one of the choices.",
            did_you_mean(str(value), choices) or f"Write one of: {', '.join(choices)}.",
        )  # fmt: skip
    if kind in ("tuple_type", "list_type"):
        return "not-a-list", f"“{name}” is a list.", "Write each item on its own line, after two spaces and a dash."
    if kind in ("model_type", "model_attributes_type", "dict_type"):
        known = _keys(model, path)
        fields = f" Its fields are: {', '.join(known)}." if known else ""
        remedy = f"Write its fields below it, indented by two spaces.{fields}"
        return "not-a-group", f"“{name}” is a group of fields.", remedy
    if kind == "too_long":
        return "too-many", f"“{name}” has too many items.", f"Keep at most {context.get('max_length')}."
    if kind == "too_short":
        return "empty", f"“{name}” has no items.", "Write at least one."
    return "bad-value", f"{name}: “{value}” does not fit here.", "Compare it with the sample issue."


def _name(path: tuple[str | int, ...]) -> str:
    """What a value is called: its key, or the list's key and the number of the item."""
    key = next((str(part) for part in reversed(path) if isinstance(part, str)), "the file")
    return f"{key}, item {path[-1] + 1}" if path and isinstance(path[-1], int) else key


def _keys(model: type[BaseModel], path: tuple[str | int, ...]) -> list[str]:
    """The keys that are known at a path below a model."""
    current: type[BaseModel] | None = model
    free = False  # whether people choose the next key themselves
    for part in path:
        if current is None:
            return []
        if isinstance(part, int) or free:
            free = False
            continue
        field = next((f for n, f in current.model_fields.items() if part in (n, f.alias)), None)
        current = _model_in(field.annotation) if field is not None else None
        free = field is not None and get_origin(field.annotation) is dict
    return [field.alias or name for name, field in current.model_fields.items()] if current and not free else []


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for arg in get_args(annotation) if (found := _model_in(arg)) is not None), None)
