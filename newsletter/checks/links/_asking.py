"""Asking websites whether a page is there: politely, with bounds, and without taking a wall for a ruin.

HEAD first, then GET, of which only the head of the answer is read.  Two requests at a time to a host, one second try.
"""

from __future__ import annotations

import asyncio
import re
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx

from newsletter.checks.links._address import host_of, is_below, web_address
from newsletter.checks.links._answers import Answer, State
from newsletter.checks.links._hosts import (
    Allowed,
    IpAddress,
    NoSuchHostError,
    NotPublicError,
    addresses_of,
    is_public,
)
from newsletter.checks.links._never_asked import is_never_asked
from newsletter.model.causes import cause


@dataclass(frozen=True)
class Manners:
    """How the check behaves; tests are less patient, and talk to their own computer.  All times are in seconds."""

    allowed: Allowed = is_public
    pause: float = 1.0
    longest_pause: float = 5.0
    patience: float = 10.0
    at_once: int = 8
    at_once_a_host: int = 2
    most_hops: int = 20
    trusted: ssl.SSLContext | bool = True


Progress = Callable[[int, int], None]
"""Is told how many addresses are done, and how many there are."""


MANNERS = Manners()


def ask_all(
    addresses: Iterable[str], manners: Manners | None = None, progress: Progress | None = None
) -> dict[str, Answer]:
    """Ask for every address, with MANNERS where no others are given.  Raises nothing: what goes wrong is an answer.

    Runs an event loop of its own, so it is called from a thread that has none.
    """
    return asyncio.run(_ask_all(tuple(dict.fromkeys(addresses)), manners or MANNERS, progress))


async def _ask_all(addresses: tuple[str, ...], manners: Manners, progress: Progress | None) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    crowd = asyncio.Semaphore(manners.at_once)
    hosts: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(manners.at_once_a_host))
    limits = httpx.Limits(max_keepalive_connections=0)  # a kept connection belongs to one name, the pool knows numbers
    # A transport and no client, which would keep cookies, build the request that a redirect asks for, and go through
    # the environment's proxy, that looks names up once more and may reach what is not public.
    async with httpx.AsyncHTTPTransport(verify=manners.trusted, limits=limits, trust_env=False) as transport:

        async def one(address: str) -> None:
            async with hosts[host_of(address)], crowd:
                answers[address] = await _Visit(transport, manners, address).answer()
            if progress is not None:
                progress(len(answers), len(addresses))

        await asyncio.gather(*map(one, addresses))
    return answers


_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; LMSeAlerts link check)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "identity",
}
_REDIRECTS = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_GONE = {404: "is not there (404)", 410: "was taken away for good (410)"}
_BUSY = {429, 500, 502, 503, 504}
_LOGIN = re.compile(r"(?:^|[/.])(?:log-?in|sign-?in|accounts?|auth|sso|idp|checkpoint|authwall)(?:[/.?]|$)")
_ERROR_PAGE = re.compile(r"/(?:404|not-?found|page-?not-?found|error-?404|404-?error)(?:\.\w{2,5})?/?$", re.IGNORECASE)
_HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?|index\.\w{3,5}|home/?)?", re.IGNORECASE)
_LASTING = ("doi.org", "handle.net", "purl.org", "w3id.org", "n2t.net")
"""Their addresses are made to stay and to lead on."""


@dataclass(frozen=True)
class _Head:
    status: int
    location: str = ""
    wait: float | None = None
    sets_cookies: bool = False


class _Visit:
    """One address, and wherever it leads."""

    def __init__(self, transport: httpx.AsyncHTTPTransport, manners: Manners, address: str) -> None:
        self.transport, self.manners, self.address = transport, manners, urldefrag(address).url

    async def answer(self) -> Answer:
        try:
            return await self._follow()
        except TimeoutError:
            return Answer(State.UNKNOWN, "did not answer in time")
        except NoSuchHostError as error:
            # Some computers that are not connected say so of every name.
            return Answer(State.BROKEN, f"stands on a website that does not exist, “{error}”", offline=True)
        except NotPublicError:
            return Answer(State.BROKEN, "leads into a network that is not public")
        except OSError:
            return Answer(State.UNKNOWN, "could not be asked for", offline=True)
        except httpx.HTTPError as error:
            return _failure(error)
        except (httpx.InvalidURL, ValueError):
            return Answer(State.UNKNOWN, "has an address that could not be asked for")

    async def _follow(self) -> Answer:
        current, seen, for_good, cookies = self.address, set[str](), True, False
        while True:
            if current in seen or len(seen) > self.manners.most_hops:
                # Some sites go round until the browser gives them a cookie back.
                if cookies:
                    return Answer(State.UNKNOWN, "wants cookies")
                return Answer(State.BROKEN, "sends its readers round in a circle")
            seen.add(current)
            head = await self._settled(current)
            if head.status not in _REDIRECTS or not head.location:
                return self._verdict(head, current, for_good and len(seen) > 1)
            cookies = cookies or head.sets_cookies
            for_good = for_good and head.status in _FOR_GOOD
            current = urldefrag(urljoin(current, head.location)).url
            if web_address(current) is None:
                return Answer(State.UNKNOWN, "leads on to something that is no web page")
            if _asks_to_sign_in(current) and not _asks_to_sign_in(self.address):
                return Answer(State.UNKNOWN, "asks readers to sign in")
            if is_never_asked(current):
                return Answer(State.UNKNOWN, "leads on to an address that is for one person only")

    async def _settled(self, address: str) -> _Head:
        """The answer's head; after one more try where the server was busy or broke off."""
        busy: _Head | None = None
        try:
            busy = await self._head(address)
            if busy.status not in _BUSY:
                return busy
            pause = self.manners.pause if busy.wait is None else busy.wait
            if pause > self.manners.longest_pause:
                return busy
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            if cause(error, ssl.SSLError):
                raise
            pause = self.manners.pause
        await asyncio.sleep(pause)
        return await self._send("GET", address)

    async def _head(self, address: str) -> _Head:
        try:
            head = await self._send("HEAD", address)
        except (httpx.RemoteProtocolError, httpx.ReadError):
            return await self._send("GET", address)  # servers that do not know HEAD hang up
        except TimeoutError:
            return await self._send("GET", address)
        if head.status < 300 or head.status in _REDIRECTS or head.status == 429:
            return head
        return await self._send("GET", address)

    async def _send(self, method: str, address: str) -> _Head:
        """Send a request to a number that was judged, under the name it was looked up by; the body is not read."""
        url = httpx.URL(address)
        host = url.raw_host.decode("ascii").strip("[]")
        port = url.port or (443 if url.scheme == "https" else 80)
        async with asyncio.timeout(self.manners.patience):
            found = await addresses_of(host, port, self.manners.allowed)
            for last, number in _with_last(found[:3]):
                request = httpx.Request(
                    method,
                    url.copy_with(host=f"[{number}]" if number.version == 6 else str(number)),
                    headers={**_HEADERS, "Host": url.netloc.decode("ascii")},
                    extensions={"sni_hostname": host},
                )
                try:
                    response = await self.transport.handle_async_request(request)
                except httpx.ConnectError as error:
                    if last or cause(error, ssl.SSLError):
                        raise
                    continue
                await response.aclose()
                return _Head(
                    response.status_code,
                    response.headers.get("location", "").strip(),
                    _seconds(response.headers.get("retry-after")),
                    "set-cookie" in response.headers,
                )
        raise NotPublicError(host)

    def _verdict(self, head: _Head, address: str, moved: bool) -> Answer:
        status = head.status
        elsewhere = address != self.address
        if status in _GONE:
            words = _GONE[status]
            return Answer(State.BROKEN, f"leads on to a page that {words}" if elsewhere else words)
        if status >= 300 or status < 200:
            return Answer(State.UNKNOWN, _REASONS.get(status, f"answered with {status}"))
        before, after = urlsplit(self.address), urlsplit(address)
        if elsewhere and _ERROR_PAGE.search(after.path) and not _ERROR_PAGE.search(before.path):
            return Answer(State.BROKEN, "leads on to an error page")
        at_home = bool(_HOME.fullmatch(after.path)) and not after.query and not _HOME.fullmatch(before.path)
        lasting = any(is_below(host_of(self.address), domain) for domain in _LASTING)
        new = address if moved and not at_home and not lasting and _differs(self.address, address) else ""
        return Answer(State.FINE, moved_to=new, lands_at_home=at_home and elsewhere and not lasting)


_REASONS = {
    401: "asks readers to sign in",
    403: "turned the check away, as many sites turn robots away",
    406: "turned the check away, as many sites turn robots away",
    429: "asks not to be asked so often",
    451: "is not shown in this country",
    500: "has trouble at the moment",
    502: "has trouble at the moment",
    503: "has trouble at the moment",
    504: "has trouble at the moment",
    999: "turned the check away, as many sites turn robots away",
}


def _with_last(numbers: list[IpAddress]) -> Iterator[tuple[bool, IpAddress]]:
    for index, number in enumerate(numbers):
        yield index == len(numbers) - 1, number


def _asks_to_sign_in(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_LOGIN.search(f"{parts.hostname}{parts.path}".lower()))


def _differs(before: str, after: str) -> bool:
    """Whether an address is another one in more than ``www.`` and a slash at its end."""
    old, new = urlsplit(before), urlsplit(after)
    return (old.scheme, host_of(before), old.path.rstrip("/"), old.query) != (
        new.scheme, host_of(after), new.path.rstrip("/"), new.query,
    )  # fmt: skip


def _seconds(retry_after: str | None) -> float | None:
    """The seconds that ``Retry-After`` asks for; a day and time of day counts as too long."""
    if not retry_after:
        return None
    text = retry_after.strip()
    return float(text) if text.isascii() and text.isdigit() and len(text) < 7 else float("inf")


_TLS = {
    10: "has a security certificate that has expired, and browsers warn of it",
    18: "has a security certificate that nobody vouches for, and browsers warn of it",
    19: "has a security certificate that nobody vouches for, and browsers warn of it",
    62: "has the security certificate of another website, and browsers warn of it",
}
"""By OpenSSL's numbers.  Others (20: a link of the chain was not sent) do not trouble browsers."""


def _failure(error: httpx.HTTPError) -> Answer:
    certificate = cause(error, ssl.SSLCertVerificationError)
    if certificate is not None:
        words = _TLS.get(certificate.verify_code)
        if words:
            return Answer(State.BROKEN, words)
        return Answer(State.UNKNOWN, "has a security certificate that could not be looked through")
    if cause(error, ssl.SSLError):
        return Answer(State.UNKNOWN, "could not be asked for over a secure connection")
    if cause(error, ConnectionRefusedError):
        return Answer(State.BROKEN, "stands on a server that does not answer")
    if isinstance(error, httpx.TimeoutException):
        return Answer(State.UNKNOWN, "did not answer in time")
    if isinstance(error, httpx.ConnectError):
        return Answer(State.UNKNOWN, "could not be reached", offline=True)
    return Answer(State.UNKNOWN, "broke off its answer")
