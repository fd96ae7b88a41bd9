"""Long work of a page: one line of JSON for each thing that there is to tell, as soon as it is."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from newsletter.model.errors import NewsletterError

Say = Callable[[dict[str, Any]], None]


def told_meanwhile(work: Callable[[Say], None]) -> StreamingResponse:
    """The answer to a page that watches ``work``, which runs in a thread and says how far it is.

    What stops it is told as ``message`` with ``stopped``.
    """
    return StreamingResponse(_lines(work), media_type="application/x-ndjson")


async def _lines(work: Callable[[Say], None]) -> AsyncIterator[str]:
    loop, steps = asyncio.get_running_loop(), asyncio.Queue[dict[str, Any] | None]()

    def say(step: dict[str, Any] | None) -> None:
        loop.call_soon_threadsafe(steps.put_nowait, step)

    def run() -> None:
        try:
            work(say)
        except NewsletterError as error:
            say({"message": error.message, "stopped": True})
        finally:
            say(None)

    running = asyncio.ensure_future(run_in_threadpool(run))
    while (step := await steps.get()) is not None:
        yield json.dumps(step) + "\n"
    await running
