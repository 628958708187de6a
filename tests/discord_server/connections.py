"""Connections: one socket each, from its opening to its end, and what can befall it on the way."""

import asyncio
import contextlib
import time
from collections import deque
from typing import TYPE_CHECKING

from aiohttp import web

from .frames import packing
from .records import Payload
from .sessions import Session

if TYPE_CHECKING:
    from .platform import Platform


class Hangup(Exception):  # noqa: N818 - what happens, in a word
    """The connection is to be closed with one of Discord's close codes."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code = code
        self.reason = reason


class Connection:
    """One socket: writes what is put on it, in order, packed as its client asked."""

    def __init__(self, platform: "Platform", request: web.Request, socket: web.WebSocketResponse) -> None:
        self.session: Session | None = None
        self._platform = platform
        self._request = request
        self._socket = socket
        self._packing = packing(request.query.get("compress"))
        self._queue: asyncio.Queue[Payload | None] = asyncio.Queue()
        self._heard: deque[float] = deque()
        self.close_code: int | None = None
        self.frozen = False

    def put(self, frame: Payload) -> None:
        self._queue.put_nowait(frame)

    async def write(self) -> None:
        """Send frames as they come, until the connection is over."""
        while (frame := await self._queue.get()) is not None:
            if not self.frozen and await self._platform.faults.before_frame(self.session, frame):
                await self._send(self._packing.pack(frame))
                await self._platform.faults.after_frame(self.session, frame)

    async def _send(self, packed: str | bytes) -> None:
        with contextlib.suppress(ConnectionError):
            if isinstance(packed, str):
                await self._socket.send_str(packed)
            else:
                await self._socket.send_bytes(packed)

    def finish(self) -> None:
        """Let the writer end, after all that was put before."""
        self._queue.put_nowait(None)

    async def close(self, code: int, reason: str = "") -> None:
        self.close_code = code
        await self._socket.close(code=code, message=reason.encode())

    def cut(self) -> None:
        """Drop the line as a broken network does: no close frame, no word."""
        self.close_code = 0
        if self._request.transport is not None:
            self._request.transport.abort()

    def freeze(self) -> None:
        """Stay open, and say and hear nothing more: half of a line whose other half is gone."""
        self.frozen = True
        if self._request.transport is not None:
            # What the client sends waits in the socket: not even its goodbye is answered.
            self._request.transport.pause_reading()

    def count_frame(self) -> None:
        """Hold the client to what a connection may send in a minute."""
        now = time.monotonic()
        self._heard.append(now)
        while self._heard[0] < now - 60:
            self._heard.popleft()
        if len(self._heard) > self._platform.terms.sends_per_minute:
            raise Hangup(4008, "Rate limited.")
