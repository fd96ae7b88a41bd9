"""The keys that mailing services give to programs: from the environment or the system's keyring, never from a file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import keyring
from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

from newsletter.model.errors import DeliveryError
from newsletter.services import service as service_named

_KEYRING = "LMSeAlerts"
HIDDEN = "(your key)"
"""What stands where a key would be shown."""


@dataclass(frozen=True)
class ApiKey:
    """A key.  It shows in no repr."""

    value: str = field(repr=False)

    def __post_init__(self) -> None:
        """Raises DeliveryError where no header can carry the key; the message does not quote it."""
        if not (self.value.isascii() and self.value.isprintable() and self.value):
            raise DeliveryError(
                "push/key-unusable",
                "The key holds a line break or a letter that no key has. Copy it once more from the service, on one "
                "line. Nothing was sent.",
            )

    @property
    def basic(self) -> str:
        """The key as HTTP's basic authentication writes it (RFC 7617); the name in front of it is any name."""
        return b64encode(f"key:{self.value}".encode("ascii")).decode("ascii")

    def hidden_in(self, text: str) -> str:
        """``text`` with "(your key)" wherever the key stands in it."""
        return text.replace(self.value, HIDDEN).replace(self.basic, HIDDEN)


def key_variable(service: str) -> str:
    """The environment variable that may hold the key for a service."""
    return f"NEWSLETTER_{service.upper()}_KEY"


def api_key(service: str, environment: Mapping[str, str]) -> ApiKey:
    """The key for a service: the environment's, else the keyring's.

    Raises DeliveryError where there is none, or none that can be used.
    """
    value = environment.get(key_variable(service), "").strip() or _kept(service)
    if not value:
        raise DeliveryError(
            "push/no-key",
            f"There is no key for {service_named(service).title}. To put one into the keyring of this computer: "
            f"newsletter key {service}",
        )
    return ApiKey(value)


def keep_key(service: str, value: str) -> None:
    """Put the key for a service into the keyring, in place of an earlier one.  Raises DeliveryError."""
    key = ApiKey(value.strip())
    with _words(service):
        keyring.set_password(_KEYRING, service, key.value)


def forget_key(service: str) -> bool:
    """Take the key for a service out of the keyring.  False where there was none.  Raises DeliveryError."""
    with _words(service):
        try:
            keyring.delete_password(_KEYRING, service)
        except PasswordDeleteError:
            if keyring.get_password(_KEYRING, service) is None:
                return False
            raise
    return True


def _kept(service: str) -> str | None:
    with _words(service):
        return keyring.get_password(_KEYRING, service)


@contextmanager
def _words(service: str) -> Iterator[None]:
    """Turn what goes wrong with the keyring into words."""
    variable = key_variable(service)
    try:
        yield
    except NoKeyringError as error:
        raise DeliveryError(
            "push/no-keyring",
            f"This computer has no keyring that could hold a key. Set the environment variable {variable} instead.",
        ) from error
    except (KeyringError, OSError, RuntimeError) as error:  # not every backend keeps to its own errors
        raise DeliveryError(
            "push/keyring",
            f"The keyring of this computer did not do what it was asked for ({type(error).__name__}). Unlock it and "
            f"try again, or set the environment variable {variable} instead.",
        ) from error
