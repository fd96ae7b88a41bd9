"""A folder is a registry: every module in it is one member."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType


@cache
def member_names(package: str) -> tuple[str, ...]:
    """The names of a package's modules, in alphabetical order.  Names that start with ``_`` are left out."""
    folder = import_module(package)
    names = sorted(name for _, name, is_package in iter_modules(folder.__path__) if not is_package)
    return tuple(name for name in names if not name.startswith("_"))


def member(package: str, name: str) -> ModuleType:
    """One module of a package."""
    return import_module(f"{package}.{name}")


@cache
def members(package: str) -> dict[str, ModuleType]:
    """All modules of a package by name."""
    return {name: member(package, name) for name in member_names(package)}
