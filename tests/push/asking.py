"""A made-up service, Wren, and asking it one thing."""

from __future__ import annotations

from typing import Any

import pytest
from scripted_server import Asked, Reply, ScriptedServer

from newsletter.delivery.api_client import ApiClient, Patience, api_address
from newsletter.delivery.api_keys import ApiKey
from newsletter.model.errors import DeliveryError
from newsletter.services.drafts.draft_api import Answer, DraftApi, Request

SECRET = "wren-0123456789abcdef"
KEY = ApiKey(SECRET)
API = DraftApi(
    address="{url}/v1",
    authorization=("Authorization", "Bearer {key}"),
    key_help="In Wren, open Settings.",
    draft=lambda content: (_ for _ in ()),
    read_message=lambda data: data["message"],
    headers={"Content-Type": "application/vnd.wren+json", "revision": "3"},
    retry_after=("retry-after", "x-wait"),
)
MAKE = Request("make the draft", "POST", "/drafts", {"subject": "“Hello”"})
READ = Request("read the draft back", "GET", "/drafts/7", query={"with": "a b"}, missing=(404,), repeatable=True)
AT_ONCE = Patience(connect=5, answer=5, whole=5, pause=0, waits=0.3, largest=100_000)


def fine(_: Asked) -> Reply:
    return Reply(body={"id": 7})


class Asking:
    """Asks a server, or what stands at another address; ``told`` is what it says meanwhile."""

    def __init__(self, server: ScriptedServer) -> None:
        self.server = server
        self.told: list[str] = []

    def __call__(
        self, request: Request = MAKE, address: str = "", patience: Patience = AT_ONCE, api: DraftApi = API
    ) -> Answer:
        where = api_address(api, "Wren", {"url": address or self.server.address})
        with ApiClient(api, "Wren", where, KEY, self.told.append, patience) as client:
            return client.answer(request)

    def refused(self, *arguments: Any, **named: Any) -> DeliveryError:
        """The error that asking ends with; the key is nowhere in it."""
        with pytest.raises(DeliveryError) as caught:
            self(*arguments, **named)
        error: BaseException | None = caught.value
        while error is not None:
            assert SECRET not in f"{error!r} {error}"
            error = error.__cause__
        return caught.value
