"""What went wrong between this computer and a mailing service's API, in words."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

from newsletter.delivery.api_keys import ApiKey
from newsletter.model.causes import cause
from newsletter.model.errors import DeliveryError
from newsletter.services.drafts.draft_api import DraftApi, Request

NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
"""What happens before a request leaves this computer."""

_LONGEST = 300
_REASONS = {
    400: "it did not understand or accept what was handed over",
    402: "the plan of the account does not include this",
    404: "there is no such thing in the account",
    405: "the API does not know this request",
    409: "it is in conflict with something in the account",
    413: "it is too large",
    422: "it did not accept what was handed over",
}


@dataclass(frozen=True)
class ApiProblems:
    """Makes the errors of one API.  The key is in none of them, even where the service repeats it."""

    api: DraftApi
    title: str
    host: str
    key: ApiKey

    def not_answered(self, request: Request, error: httpx.HTTPError) -> DeliveryError:
        """No answer came to a request."""
        certificate = cause(error, ssl.SSLCertVerificationError)
        if certificate is not None or cause(error, ssl.SSLError) is not None:
            why = certificate.verify_message if certificate is not None else "no encryption that both know"
            return DeliveryError(
                "push/certificate",
                f"{self.host} cannot prove that it is {self.title} ({why}), so the key was not sent to it. See that "
                "the clock of this computer is right, and try another network.",
            )
        if isinstance(error, NEVER_SENT):
            return DeliveryError(
                "push/unreachable",
                f"{self.host} could not be reached. See that this computer is online, and try again.",
            )
        what = "gave no answer in time" if isinstance(error, httpx.TimeoutException) else "broke off the connection"
        unsure = "" if request.repeatable else " It may have been done all the same: look into your account first."
        return DeliveryError(
            "push/lost", f"{self.title} {what} when asked to {request.words}. Try again later.{unsure}"
        )

    def no_end(self) -> DeliveryError:
        """An answer that goes on and on."""
        return DeliveryError(
            "push/no-end",
            f"The answer of {self.title} was too large or took too long, and was not read to its end. Try again later.",
        )

    def too_busy(self, seconds: float) -> DeliveryError:
        """The service asks for more patience than there is."""
        span = f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
        return DeliveryError(
            "push/busy", f"{self.title} wants us to wait {span}, which is too long. Try again after that."
        )

    def refused(self, request: Request, response: httpx.Response, data: Any, is_json: bool) -> DeliveryError:
        """An answer that is not the one hoped for; ``data`` is its JSON, if it ``is_json``."""
        status, title = response.status_code, self.title
        if response.is_redirect:
            there = urlsplit(urljoin(str(response.url), response.headers["location"])).hostname or "unknown"
            return DeliveryError(
                "push/redirect",
                f"{title} leads on to another address ({self._line(there)}), and the key is not sent there. See that "
                "the address in newsletter.yaml is right, and that no sign-in page of your network is in between.",
            )
        what, said = request.words, self._words_of(data)
        if status in (401, 403):
            return DeliveryError(
                "push/key",
                f"{title} did not accept your key when asked to {what} ({status}), or the key may not do that.{said} "
                f"{self.api.key_help}",
            )
        if status == 429 or status >= 500:
            unsure = "" if status == 429 or request.repeatable else " Look into your account there first."
            return DeliveryError(
                "push/trouble",
                f"{title} has trouble or too much to do at the moment, and did not {what} ({status}).{said} Try again "
                f"later.{unsure}",
            )
        if not is_json:
            return DeliveryError(
                "push/no-data",
                f"{title} answered with a page instead of data when asked to {what} ({status}). See that the address "
                "in newsletter.yaml is that of the API, and that no sign-in page of your network is in between.",
            )
        reason = _REASONS.get(status, "it gave no reason that we know")
        return DeliveryError("push/refused", f"{title} refused to {what} ({status}): {reason}.{said}")

    def _words_of(self, data: Any) -> str:
        """The service's own words, as a sentence with a space before it; empty where it gave none."""
        try:
            words = self.api.read_message(data)
        except (LookupError, TypeError, ValueError, AttributeError):  # an error in a form that nobody described
            words = None
        return f" It says: “{self._line(words)}”." if words else ""

    def _line(self, words: str) -> str:
        """What came from elsewhere, as one line that a terminal can show."""
        line = " ".join(self.key.hidden_in(str(words)).split())
        return "".join(sign for sign in line if sign.isprintable())[:_LONGEST].rstrip(".")
