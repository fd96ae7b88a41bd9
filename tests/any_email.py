"""Finished emails that were not made here, for rules that judge any email."""

from __future__ import annotations


def page(body: str, head: str = "") -> str:
    """A whole page around a body."""
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


WORDS = "The helpline is open on weekdays, and somebody who has been where you are will answer the telephone. "
