"""What a field is for, in words: the docstring below it, which no build has to read."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from functools import cache

from pydantic import BaseModel


def field_words(model: type[BaseModel], name: str) -> str:
    """The words below a field, in the model or in the one that it extends; empty where there are none."""
    return next((words for cls in model.__mro__[:-2] if (words := _below_fields(cls).get(name))), "")


def first_paragraph(docstring: str | None) -> str:
    """The first paragraph of a docstring as people read it: on one line, names in quotation marks."""
    words = re.sub(r"``(.+?)``", r"“\1”", inspect.cleandoc(docstring or ""))
    return " ".join(words.split("\n\n")[0].split())


@cache
def _below_fields(cls: type) -> dict[str, str]:
    body = ast.parse(textwrap.dedent(inspect.getsource(cls))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(words))):
                found[name] = first_paragraph(words)
    return found
