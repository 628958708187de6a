"""Running: a platform served from a thread and a loop of its own, so that any test can talk to it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from concurrent.futures import Future
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from .platform import Platform
from .rest import BASE, application

T = TypeVar("T")

STARTING = 10.0
"""Seconds after which a start or a stop has failed."""
BACKLOG = 4_096
"""Connections that may wait to be taken: a bot opens one for each of two thousand clicks at once."""


class Running:
    """What the platform holds outlives `stop`, so that `start` is the end of an outage."""

    def __init__(self, platform: Platform, host: str, port: int) -> None:
        self.platform = platform
        self._host, self._port = host, port
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> Self:
        ready: Future[int] = Future()
        self._thread = threading.Thread(target=self._run, args=(ready,), name="loopback-discord", daemon=True)
        self._thread.start()
        self._port = ready.result(STARTING)
        return self

    def stop(self) -> None:
        """Cut all lines and close the port. The world stays."""
        if self._loop is not None and self._stopping is not None and self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(STARTING)
            self._loop = None

    @asynccontextmanager
    async def outage(self) -> AsyncIterator[None]:
        """Nobody is there until the block ends: lines are cut, and new ones are refused."""
        await asyncio.to_thread(self.stop)
        try:
            yield
        finally:
            await asyncio.to_thread(self.start)

    def _run(self, ready: "Future[int]") -> None:
        try:
            asyncio.run(self._serve(ready))
        except BaseException as error:
            if ready.done():
                raise
            ready.set_exception(error)

    async def _serve(self, ready: "Future[int]") -> None:
        runner = web.AppRunner(application(self.platform), access_log=None, shutdown_timeout=0.2)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self._host, self._port, backlog=BACKLOG)
            await site.start()
            port: int = runner.addresses[0][1]
            self.platform.address = f"http://{self._host}:{port}"
            self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
            ready.set_result(port)
            await self._stopping.wait()
            self.platform.gateway.cut_all()
        finally:
            await runner.cleanup()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    async def __aenter__(self) -> Self:
        return await asyncio.to_thread(self.start)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await asyncio.to_thread(self.stop)

    def call(self, work: Callable[[], T]) -> T:
        """Do something in the server's thread and wait for it. For short work that does not wait itself."""
        if self._loop is None or self._thread is threading.current_thread():
            return work()

        async def worked() -> T:
            return work()

        return asyncio.run_coroutine_threadsafe(worked(), self._loop).result(STARTING)

    async def inside(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something in the server's loop and wait for it from any other."""
        if self._loop is None:
            work.close()
            raise RuntimeError("The server does not run.")
        if self._loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._loop))

    @property
    def api_url(self) -> str:
        return self.platform.address + BASE

    @property
    def gateway_url(self) -> str:
        return self.platform.address.replace("http", "ws", 1) + "/gateway"

    @property
    def token(self) -> str:
        return self.platform.terms.token

    @property
    def environment(self) -> dict[str, str]:
        """What a bot's process needs to know to come here instead of to Discord."""
        return {
            "DISCORD_TOKEN": self.token,
            "DISCORD_API_URL": self.api_url,
            "DISCORD_GATEWAY_URL": self.gateway_url,
        }
