"""Where pictures are put so that they lie on the web: a folder, or what fsspec reaches by an address.

Credentials are never in the address: the library behind it finds them in its usual place (AWS_… variables and
``~/.aws`` for s3://, the keys of SSH for sftp://).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
from fsspec.core import url_to_fs

from newsletter.model.errors import DeliveryError

_FOR_A_YEAR = "public, max-age=31536000, immutable"
"""A picture's name changes with its bytes, so that whoever has it need not ask again."""

_SCHEMES = {"file": "", "s3": "s3", "sftp": "sftp", "ssh": "sftp"}
"""How an address may begin, each with the extra of our package that brings its library."""


class PictureStore:
    """One folder of pictures, without folders in it; a context manager, which ends the connection.

    Every method raises DeliveryError where the store refuses.
    """

    def __init__(self, address: str, root: Path) -> None:
        """``address`` as newsletter.yaml has it; a folder is one of the publication ``root`` unless it is absolute.

        Raises DeliveryError where nothing can be put there, or its library is not installed.
        """
        self.address = address
        scheme, colon, _ = address.partition("://")
        scheme = scheme.lower() if colon else "file"
        if scheme not in _SCHEMES:
            raise DeliveryError(
                "publish/unknown-store",
                f"newsletter.yaml, images, upload_to: pictures cannot be put into {address}. Write a folder, or an "
                "address like s3://bucket/folder or sftp://host/folder.",
            )
        self._headers = {"CacheControl": _FOR_A_YEAR} if scheme == "s3" else {}
        try:
            with self._asked("open"):
                self._files, self._folder = url_to_fs(
                    address if colon else str(root / address), skip_instance_cache=True, **_options(scheme)
                )
        except ImportError as error:
            raise DeliveryError(
                "publish/library-missing",
                f"The library for {scheme}:// is not installed. Install it with: pip install "
                f'"lmsealerts[{_SCHEMES[scheme]}]"',
            ) from error

    def sha256(self, name: str) -> str | None:
        """The SHA-256 of a picture that is there, in hexadecimal digits; None where there is none."""
        with self._asked("read"):
            try:
                with self._files.open(self._path(name), "rb") as file:
                    return hashlib.file_digest(file, "sha256").hexdigest()
            except FileNotFoundError:
                return None

    def put(self, source: Path, name: str, media_type: str) -> None:
        """Put a picture there under ``name``; what has that name is replaced."""
        headers = {**self._headers, "ContentType": media_type} if self._headers else {}
        with self._asked("write to"):
            self._files.put_file(str(source), self._path(name), **headers)

    def remove(self, name: str) -> bool:
        """Take a picture away.  False where there was none."""
        with self._asked("remove pictures from"):
            try:
                self._files.rm_file(self._path(name))
            except FileNotFoundError:
                return False
            return True

    def close(self) -> None:
        """End the connection, where one is held."""
        client = getattr(self._files, "client", None)  # of SSH
        if client is not None:
            client.close()

    def __enter__(self) -> PictureStore:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def _path(self, name: str) -> str:
        return f"{self._folder.rstrip('/')}/{name}"

    @contextmanager
    def _asked(self, doing: str) -> Iterator[None]:
        try:
            yield
        except ImportError:
            raise
        except Exception as error:  # each library has errors of its own, with no root in common
            lines = str(error).strip().splitlines()
            raise DeliveryError(
                "publish/store",
                f"We could not {doing} {self.address}: {lines[0][:200] if lines else type(error).__name__}. See that "
                "the address is right, that you are online, and that your access to it is set up as "
                "docs/hosting-pictures.md says.",
            ) from error


def _options(scheme: str) -> dict[str, Any]:
    if scheme == "file":
        return {"auto_mkdir": True}
    if scheme == "s3":
        return {
            "use_listings_cache": False,
            "config_kwargs": {"connect_timeout": 10, "read_timeout": 60, "retries": {"max_attempts": 2}},
        }
    # fsspec asks for its library first, and so says best that it is missing.
    fsspec.get_filesystem_class(scheme)
    from newsletter.delivery.known_hosts import KnownHosts

    return {"host_key_policy": KnownHosts(), "timeout": 20}
