"""Templates to answers, with the policy that every page has, and what went wrong in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jinja2
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from newsletter.model.errors import ConflictError, NewsletterError
from newsletter.model.months import long_date

PAGES = Path(__file__).parent / "pages"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ENVIRONMENT = jinja2.Environment(
    loader=jinja2.FileSystemLoader(PAGES, encoding="utf-8"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
ENVIRONMENT.filters["moment"] = lambda at: f"{long_date(at.date())} at {at:%H:%M}"


def page(template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """A page, or a part of one, from a template below ``pages/``."""
    return HTMLResponse(part(template, **context), status, headers={"content-security-policy": _POLICY})


def part(template: str, **context: Any) -> str:
    """The HTML of a template, to be put into a page that is open."""
    return ENVIRONMENT.get_template(template).render(context)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    unknown = "There is no such page." if error.detail == "Not Found" else error.detail
    return _said(request, unknown, error.status_code)


async def _stopped(request: Request, error: Exception) -> Response:
    assert isinstance(error, NewsletterError)
    return _said(request, error.message, 409 if isinstance(error, ConflictError) else 422, error.code)


async def _failed(request: Request, _error: Exception) -> Response:
    """A bug: its traceback goes to the terminal, where it can be copied from."""
    return _said(request, "The program made a mistake. The terminal window says more about it.", 500)


def _said(request: Request, message: str, status: int, code: str = "") -> Response:
    """A sentence as the asker can show it: in a page of its own, in a page that is open, or as data."""
    if request.headers.get("accept", "").startswith("application/json"):
        return JSONResponse({"message": message, "code": code}, status)
    if "hx-request" in request.headers:
        answer = page("studio/message.html", status, message=message)
        answer.headers.update({"hx-retarget": "#notice", "hx-reswap": "innerHTML"})
        return answer
    return page("message.html", status, message=message)


EXPLAINED = {HTTPException: _refused, NewsletterError: _stopped, Exception: _failed}
"""The exception handlers of an application."""
