"""A mailing service's API, asked politely and with bounds: the only place from which a key leaves this computer."""

from __future__ import annotations

import json
import re
import time
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import httpx

from newsletter.delivery.api_keys import ApiKey
from newsletter.delivery.api_problems import NEVER_SENT, ApiProblems
from newsletter.model.errors import DeliveryError
from newsletter.services.drafts.draft_api import Answer, DraftApi, FileInBase64, Request
from newsletter.services.service import filled

Tell = Callable[[str], None]
"""Is told, as a sentence, what is done at the moment."""


@dataclass(frozen=True)
class Patience:
    """How long a service is waited for, in seconds, how often it is asked, and how many bytes of an answer are read.

    ``pause`` is what lies between two tries where the service does not say; it doubles.  ``waits`` is the most that is
    waited on its demand, all requests together.  ``whole`` is the most that one answer may take.
    """

    connect: float = 15.0
    answer: float = 60.0
    whole: float = 180.0
    pause: float = 1.0
    waits: float = 300.0
    tries: int = 5
    largest: int = 20_000_000


PATIENCE = Patience()

_TOO_MANY = 429
_BUSY = {502, 503, 504}
_LOCAL_NAMES = {"localhost"}


def api_address(api: DraftApi, title: str, settings: Mapping[str, str]) -> str:
    """Where the API is, without a slash at its end; what it holds of newsletter.yaml is filled in.

    Raises DeliveryError for an address to which no key is sent: not encrypted, except on this computer itself, or with
    a setting in it that would lead to another host.
    """
    for name, value in settings.items():
        # A setting may be a whole address, as for a server of one's own, or one word of a host's name.
        if f"{{{name}}}" in api.address.removeprefix(f"{{{name}}}") and not re.fullmatch(r"[A-Za-z0-9-]{1,63}", value):
            raise _unusable(title, f"{name} is “{value}”, which cannot stand in the name of a server")
    address = filled(api.address, settings).strip().rstrip("/")
    try:
        url = httpx.URL(address)
        is_whole = bool(url.host) and not (url.userinfo or url.query or url.fragment)
    except httpx.InvalidURL:
        is_whole = False
    if not is_whole:
        raise _unusable(title, f"“{address}” is not the address of a server")
    if url.scheme != "https" and not (url.scheme == "http" and _is_local(url.host)):
        raise _unusable(title, f"“{address}” is not encrypted, and a key is never sent in the open")
    return address


def _unusable(title: str, why: str) -> DeliveryError:
    return DeliveryError(
        "push/address",
        f"The API of {title} cannot be asked: {why}. Correct it in newsletter.yaml, below services; the address begins "
        "with https://.",
    )


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host in _LOCAL_NAMES


class ApiClient:
    """One service's API, asked with one key.  A context manager.

    ``address`` comes from :func:`api_address`.  ``tell`` hears of every wait.
    """

    def __init__(
        self, api: DraftApi, title: str, address: str, key: ApiKey, tell: Tell, patience: Patience = PATIENCE
    ) -> None:
        url = httpx.URL(address)
        self._api, self._title, self._address, self._tell, self._patience = api, title, address, tell, patience
        self._problems = ApiProblems(api, title, url.host, key)
        self._waited = 0.0
        header, value = api.authorization
        self._client = httpx.Client(
            headers={"User-Agent": "LMSeAlerts", header: filled(value, {"key": key.value, "basic": key.basic})},
            timeout=httpx.Timeout(patience.answer, connect=patience.connect),
            # A connection that is used again may turn out to be closed when a request was half sent: then nobody knows
            # whether a draft was made.
            limits=httpx.Limits(max_keepalive_connections=0),
            trust_env=url.scheme == "https",  # a proxy would see what is not encrypted
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._client.close()

    def answer(self, request: Request) -> Answer:
        """Send a request, again where the service asks for that or an answer was lost and that does no harm.

        Raises DeliveryError, with the service's own words where it gave any.
        """
        pause = self._patience.pause
        for left in reversed(range(self._patience.tries)):
            try:
                response = self._sent(request)
            except httpx.HTTPError as error:
                if not left or not request.repeatable or isinstance(error, NEVER_SENT):
                    raise self._problems.not_answered(request, error) from None
                self._wait(pause, "The connection was lost.")
            else:
                status = response.status_code
                if not left or not (status == _TOO_MANY or (status in _BUSY and request.repeatable)):
                    return self._read(request, response)
                self._wait(_asked_for(self._api, response.headers) or pause, f"{self._title} is busy.")
            pause *= 2
        raise AssertionError("the last try returns or raises")

    def _sent(self, request: Request) -> httpx.Response:
        """The whole answer to a request.  Raises httpx.HTTPError, or DeliveryError."""
        with ExitStack() as stack:
            parts: list[tuple[str, Any]] = [(name, (None, value)) for name, value in request.form.items()]
            if request.upload is not None:
                file = request.upload
                parts.append((file.field, (file.name, stack.enter_context(_opened(file.path)), file.media_type)))
            own = {
                name: value for name, value in self._api.headers.items() if name.lower() != "content-type" or not parts
            }
            response = stack.enter_context(
                self._client.stream(
                    request.method,
                    self._address + request.path,
                    params=dict(request.query) or None,
                    json=_with_files(request.body),
                    files=parts or None,
                    headers={**own, "Accept-Encoding": "identity"},
                )
            )
            body = b"".join(self._pieces(response))
            return httpx.Response(
                response.status_code, headers=response.headers, content=body, request=response.request
            )

    def _pieces(self, response: httpx.Response) -> Iterator[bytes]:
        size, end = 0, time.monotonic() + self._patience.whole
        for piece in response.iter_raw():
            size += len(piece)
            if size > self._patience.largest or time.monotonic() > end:
                raise self._problems.no_end()
            yield piece

    def _wait(self, seconds: float, why: str) -> None:
        self._waited += seconds
        if self._waited > self._patience.waits:
            raise self._problems.too_busy(seconds)
        if seconds >= 1:
            self._tell(f"{why} Trying again in {seconds:.0f} second{'' if round(seconds) == 1 else 's'}.")
        time.sleep(seconds)

    def _read(self, request: Request, response: httpx.Response) -> Answer:
        try:
            data, is_json = (json.loads(response.content) if response.content.strip() else None), True
        except (ValueError, RecursionError):
            data, is_json = None, False
        if response.status_code in request.missing:
            return Answer(response.status_code, data, gone=True)
        if response.status_code in request.expects and is_json:
            return Answer(response.status_code, data)
        raise self._problems.refused(request, response, data, is_json)


def _with_files(body: Any) -> Any:
    """A body with the bytes of its files in it."""
    if isinstance(body, FileInBase64):
        with _opened(body.path) as file:
            return body.before + b64encode(file.read()).decode("ascii")
    if isinstance(body, Mapping):
        return {name: _with_files(value) for name, value in body.items()}
    return [_with_files(value) for value in body] if isinstance(body, list | tuple) else body


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise DeliveryError(
            "push/no-picture",
            f"The picture {path.name} could not be read ({error.strerror}). See that it is still in its place.",
        ) from error


def _asked_for(api: DraftApi, headers: Mapping[str, str]) -> float:
    """The seconds that a service asks to wait; 0 where it does not say."""
    for name in api.retry_after:
        value = headers.get(name, "").strip()
        if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value):
            return float(value)
        try:
            return max((parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds(), 0.0)
        except (ValueError, TypeError):  # no date, or one without a zone
            continue
    return 0.0
