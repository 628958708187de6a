"""Threads in which a process does what takes long, and for whose end it does not wait when it is told to stop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


async def aside(work: Callable[[], Result]) -> Result:
    """Do some work in a thread of its own.

    asyncio.to_thread does so too, but asyncio.run and Python's end wait for its threads, as long as that takes.
    """
    done: Future[Result] = Future()

    def perform() -> None:
        try:
            done.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits gets it, whatever it was
            done.set_exception(error)

    # It cannot be cancelled: only whoever waits for it can.
    done.set_running_or_notify_cancel()
    Thread(target=copy_context().run, args=(perform,), name="aside", daemon=True).start()
    return await asyncio.wrap_future(done)
