"""A mail server, spoken to by SMTP: one finished message an address, always encrypted."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum

from newsletter.model.errors import DeliveryError

HOST, PORT, USER, PASSWORD, SECURITY = (
    f"NEWSLETTER_SMTP_{name}" for name in ("HOST", "PORT", "USER", "PASSWORD", "SECURITY")
)
"""The environment variables that say which server, and how to log in."""

_PATIENCE = 30.0
"""Seconds to wait for each answer of a server."""

_LONGEST_ANSWER = 300


class Security(StrEnum):
    """How the connection is encrypted: after a greeting, or from its first byte."""

    STARTTLS = "starttls"
    TLS = "tls"


_PORTS = {Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True)
class SmtpServer:
    """A mail server and a login.  The password shows in no repr."""

    host: str
    port: int
    security: Security = Security.STARTTLS
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True)
class Outcome:
    """What became of the message to ``address``: taken by the server, or a ``problem``."""

    address: str
    problem: DeliveryError | None = None


def smtp_server(environment: Mapping[str, str]) -> SmtpServer:
    """The server that the environment names.

    Raises DeliveryError where a variable is missing or holds something else; the message never quotes the password.
    """
    given = {name: environment.get(name, "").strip() for name in (HOST, PORT, USER, SECURITY)}
    password = environment.get(PASSWORD, "")
    security = given[SECURITY].lower() or Security.STARTTLS.value
    if not given[HOST]:
        raise _wrong_setting(
            f"{HOST} is not set. Set it to the name of your mail server, such as smtp.example.org; "
            "docs/commands.md lists the other variables."
        )
    if not _is_plain(given[HOST]) or any(sign in given[HOST] for sign in " /:@"):
        raise _wrong_setting(f"{HOST} is not the name of a server. Write the name alone, such as smtp.example.org.")
    if security not in [*Security]:
        raise _wrong_setting(f"{SECURITY} is “{given[SECURITY]}”. Write starttls or tls; nothing is sent in the open.")
    port = given[PORT] or str(_PORTS[Security(security)])
    if not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise _wrong_setting(f"{PORT} is “{given[PORT]}”. Write a number, such as 587, or leave it out.")
    if bool(given[USER]) != bool(password):
        missing, present = (USER, PASSWORD) if password else (PASSWORD, USER)
        raise _wrong_setting(f"{present} is set and {missing} is not. A login needs both.")
    for name, value in ((USER, given[USER]), (PASSWORD, password)):
        if not _is_plain(value):
            raise _wrong_setting(
                f"{name} holds a line break or a letter that a login cannot carry. Copy it once more, on one line."
            )
    return SmtpServer(given[HOST], int(port), Security(security), given[USER], password)


def _is_plain(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _wrong_setting(message: str) -> DeliveryError:
    return DeliveryError("delivery/smtp-settings", f"{message} Nothing was sent.")


def send(
    messages: Iterable[tuple[str, bytes]], sender: str, server: SmtpServer, patience: float = _PATIENCE
) -> Iterator[Outcome]:
    """Send each message to its address alone, one after the other, and tell what became of it.

    ``messages`` are addresses with complete messages, ``sender`` is the envelope's.  A refused address or a lost
    connection ends one message, and the others go on; where no connection can be made, the rest is not tried: a login
    that is refused ten times locks the account.  ``patience`` is in seconds an answer.
    """
    waiting = iter(messages)
    connection: smtplib.SMTP | None = None
    try:
        for address, content in waiting:
            try:
                connection = connection or _connected(server, patience)
            except DeliveryError as error:
                yield Outcome(address, error)
                yield from (Outcome(other, _not_tried(other)) for other, _ in waiting)
                return
            problem = _handed_over(connection, sender, address, content)
            if connection.sock is None:  # closed by smtplib when it was lost
                connection = None
            yield Outcome(address, problem)
    finally:
        if connection is not None:
            with suppress(smtplib.SMTPException, OSError):  # everything is said already
                connection.quit()
            connection.close()


def _connected(server: SmtpServer, patience: float) -> smtplib.SMTP:
    """A connection, encrypted and logged in.  Raises DeliveryError."""
    context = ssl.create_default_context()
    connection: smtplib.SMTP | None = None
    encrypted = False
    try:
        if server.security is Security.TLS:
            connection = smtplib.SMTP_SSL(server.host, server.port, timeout=patience, context=context)
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=patience)
            connection.starttls(context=context)
        encrypted = True
        if server.user:
            connection.login(server.user, server.password)
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        if connection is not None:
            connection.close()
        raise _no_connection(error, f"{server.host}, port {server.port}", encrypted) from error
    return connection


def _no_connection(error: Exception, where: str, encrypted: bool) -> DeliveryError:
    if _is_timeout(error):
        return DeliveryError(
            "delivery/smtp-timeout",
            f"The mail server {where} gave no answer in time. Check {HOST}, {PORT} and {SECURITY}: "
            "starttls usually goes with port 587, tls with 465.",
        )
    if isinstance(error, ssl.SSLCertVerificationError):
        return DeliveryError(
            "delivery/smtp-tls",
            f"The certificate of the mail server {where} cannot be trusted ({error.verify_message}). Check {HOST}, and "
            "ask who runs the server; nothing was sent to it.",
        )
    lost = isinstance(error, smtplib.SMTPServerDisconnected)
    if isinstance(error, ssl.SSLError) or (isinstance(error, smtplib.SMTPException) and not encrypted and not lost):
        return DeliveryError(
            "delivery/smtp-tls",
            f"The mail server {where} and this computer could not agree on encryption, and nothing is sent in the "
            f"open.{_said(error)} Check {PORT} and {SECURITY}: starttls usually goes with port 587, tls with 465.",
        )
    if isinstance(error, smtplib.SMTPException) and not lost:
        answered = isinstance(error, smtplib.SMTPResponseException)
        return DeliveryError(
            "delivery/smtp-login",
            f"The mail server {where} {'refused the login' if answered else 'offers no login that this tool knows'}."
            f"{_said(error)} Check {USER} and {PASSWORD}; many services "
            "want a password made for programs.",
        )
    return DeliveryError(
        "delivery/smtp-unreachable",
        f"The mail server {where} could not be reached{_why(error)}. Check {HOST} and {PORT}, and whether this "
        "computer is online.",
    )


def _handed_over(connection: smtplib.SMTP, sender: str, address: str, content: bytes) -> DeliveryError | None:
    """Send one message.  A connection that was lost is closed afterwards."""
    if not address.isascii():
        return DeliveryError(
            "delivery/smtp-refused",
            f"{address} has letters that mail servers do not take. Write the address with plain letters.",
        )
    try:
        connection.sendmail(sender, [address], content)
    except smtplib.SMTPRecipientsRefused as error:
        return DeliveryError(
            "delivery/smtp-refused",
            f"The mail server refused the address {address}.{_quoted(*error.recipients[address])} "
            "Check how it is written in newsletter.yaml.",
        )
    except smtplib.SMTPResponseException as error:
        return DeliveryError(
            "delivery/smtp-refused",
            f"The mail server refused the message to {address}.{_said(error)} "
            f"Check whether it may send for {sender}, and how large the pictures are.",
        )
    except (smtplib.SMTPException, OSError) as error:
        connection.close()
        if _is_timeout(error):
            return DeliveryError(
                "delivery/smtp-timeout",
                f"The mail server gave no answer in time to the message to {address}. It may have arrived all the "
                "same: ask, and send it once more if not.",
            )
        return DeliveryError(
            "delivery/smtp-lost",
            f"The connection was lost during the message to {address}. It may have arrived all the same: ask, and "
            "send it once more if not.",
        )
    return None


def _not_tried(address: str) -> DeliveryError:
    return DeliveryError("delivery/smtp-not-tried", f"{address} was not tried, since the mail server cannot be used.")


def _is_timeout(error: BaseException) -> bool:
    # While smtplib reads an answer, a time-out becomes a lost connection.
    return isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError)


def _said(error: Exception) -> str:
    """What the server answered, as a sentence with a space before it; empty where it said nothing."""
    if isinstance(error, smtplib.SMTPResponseException):
        return _quoted(error.smtp_code, error.smtp_error)
    return ""


def _quoted(code: int, answer: bytes | str) -> str:
    words = " ".join((answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer).split())
    printable = "".join(sign for sign in words if sign.isprintable())[:_LONGEST_ANSWER]
    return f" It says: “{code} {printable}”."


def _why(error: Exception) -> str:
    return f" ({error.strerror})" if isinstance(error, OSError) and error.strerror else ""
