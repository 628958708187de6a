"""Misfortunes: faults that are ready to be used, each for what a test means, and countable.

    posts = Requests("POST", "/channels/{channel_id}/messages", times=1)
    server.faults = Together(AnswerLost(posts), Broken(503, Requests(chance=0.1, seed=7)))
    …
    assert posts.count == 1

What they strike is said by `Requests` and `Frames`: of all that fit, the first `after` are spared, no more
than `times` are struck, and each with the `chance` that a `seed` gives.
"""

import asyncio
import json
import random
import socket
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING

from aiohttp import web

from .faults import Faults, NoFaults
from .records import Payload

if TYPE_CHECKING:
    from .asked import Asked
    from .sessions import Session

NOTHING_CAME = 444
"""The status that the log gives to a request whose line was cut before the work."""
OF_A_PROXY = "<html><head><title>{0} {1}</title></head><body><center><h1>{0} {1}</h1></center></body></html>"
REASONS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"}


class Turns:
    """Says of each case that fits whether it is its turn, and counts those."""

    def __init__(self, after: int, times: int | None, chance: float, seed: int) -> None:
        self._spared, self._times, self._chance = after, times, chance
        self._random = random.Random(seed)
        self.count = 0
        """How often it happened."""

    def _comes(self) -> bool:
        if self._spared > 0:
            self._spared -= 1
            return False
        if self._times is not None and self.count >= self._times:
            return False
        if self._random.random() >= self._chance:
            return False
        self.count += 1
        return True


class Requests(Turns):
    """Which requests are struck: of a method, to a route (a template), with what a condition wants of them."""

    def __init__(
        self,
        method: str | None = None,
        route: str | None = None,
        *,
        where: "Callable[[Asked], bool] | None" = None,
        after: int = 0,
        times: int | None = None,
        chance: float = 1.0,
        seed: int = 0,
    ) -> None:
        super().__init__(after, times, chance, seed)
        self._method, self._route, self._where = method, route, where

    def strike(self, asked: "Asked") -> bool:
        """Whether it happens to this request. To be asked once for each."""
        if self._method not in (None, asked.method) or self._route not in (None, asked.route):
            return False
        return (self._where is None or self._where(asked)) and self._comes()


class Frames(Turns):
    """Which frames are struck: events of a name, all events, or with `op` what is no event (11: heartbeats heard)."""

    def __init__(
        self,
        event: str | None = None,
        *,
        op: int = 0,
        where: Callable[[Payload], bool] | None = None,
        after: int = 0,
        times: int | None = None,
        chance: float = 1.0,
        seed: int = 0,
    ) -> None:
        super().__init__(after, times, chance, seed)
        self._event, self._op, self._where = event, op, where

    def strike(self, frame: Payload) -> bool:
        """Whether it happens to this frame. To be asked once for each."""
        if frame["op"] != self._op or self._event not in (None, frame["t"]):
            return False
        return (self._where is None or self._where(frame)) and self._comes()


class Together:
    """Several faults in one: each is asked, in their order, until one takes the request or the frame."""

    def __init__(self, *faults: Faults) -> None:
        self._faults = faults

    async def before_request(self, request: web.Request, asked: "Asked", /) -> web.Response | None:
        for faults in self._faults:
            response = await faults.before_request(request, asked)
            if response is not None:
                return response
        return None

    async def after_request(self, request: web.Request, asked: "Asked", response: web.Response, /) -> web.Response:
        for faults in self._faults:
            response = await faults.after_request(request, asked, response)
        return response

    async def before_frame(self, session: "Session | None", frame: Payload, /) -> bool:
        for faults in self._faults:
            if not await faults.before_frame(session, frame):
                return False
        return True

    async def after_frame(self, session: "Session | None", frame: Payload, /) -> None:
        for faults in self._faults:
            await faults.after_frame(session, frame)


# Requests


class RateLimited(NoFaults):
    """429 before the work. The scope `user` or `shared` is a bucket's; without `via`, a proxy has said it."""

    def __init__(self, requests: Requests, *, retry_after: float = 0.05, scope: str = "user", via: bool = True) -> None:
        self._requests, self._retry_after, self._scope, self._via = requests, retry_after, scope, via

    async def before_request(self, _request: web.Request, asked: "Asked", /) -> web.Response | None:
        if not self._requests.strike(asked):
            return None
        everywhere = self._scope == "global"
        told = {"Content-Type": "application/json", "Retry-After": str(max(1, round(self._retry_after)))}
        told |= {"Via": "1.1 loopback", "X-RateLimit-Scope": self._scope} if self._via else {}
        told |= {"X-RateLimit-Global": "true"} if everywhere else {}
        body = {"message": "You are being rate limited.", "retry_after": self._retry_after, "global": everywhere}
        return web.Response(status=429, body=json.dumps(body).encode(), headers=told)


class Broken(NoFaults):
    """500, 502, 503 or 504 before the work; with `worked`, after it: done, but nobody would know."""

    def __init__(self, status: int, requests: Requests, *, worked: bool = False) -> None:
        self._status, self._requests, self._worked = status, requests, worked

    async def before_request(self, _request: web.Request, asked: "Asked", /) -> web.Response | None:
        return self._response() if not self._worked and self._requests.strike(asked) else None

    async def after_request(self, _request: web.Request, asked: "Asked", response: web.Response, /) -> web.Response:
        done = self._worked and response.status < 400
        return self._response() if done and self._requests.strike(asked) else response

    def _response(self) -> web.Response:
        text = OF_A_PROXY.format(self._status, REASONS.get(self._status, "Error"))
        return web.Response(status=self._status, text=text, content_type="text/html")


class Forbidden(NoFaults):
    """403 before the work, with a code of Discord's, such as 50007 of people who take no direct messages."""

    def __init__(self, code: int, message: str, requests: Requests) -> None:
        self._body, self._requests = {"code": code, "message": message}, requests

    async def before_request(self, _request: web.Request, asked: "Asked", /) -> web.Response | None:
        return web.json_response(self._body, status=403) if self._requests.strike(asked) else None


class NeverCame(NoFaults):
    """The connection is reset before the work."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def before_request(self, request: web.Request, asked: "Asked", /) -> web.Response | None:
        if not self._requests.strike(asked):
            return None
        reset(request)
        return web.Response(status=NOTHING_CAME)


class AnswerLost(NoFaults):
    """The work is done, and the connection is reset before its answer: only what was not refused is work."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    async def after_request(self, request: web.Request, asked: "Asked", response: web.Response, /) -> web.Response:
        if response.status < 400 and self._requests.strike(asked):
            reset(request)
        return response


class Slow(NoFaults):
    """Some seconds pass before the work; with `worked`, after it and before the answer."""

    def __init__(self, seconds: float, requests: Requests, *, worked: bool = False) -> None:
        self._seconds, self._requests, self._worked = seconds, requests, worked

    async def before_request(self, _request: web.Request, asked: "Asked", /) -> web.Response | None:
        if not self._worked and self._requests.strike(asked):
            await asyncio.sleep(self._seconds)
        return None

    async def after_request(self, _request: web.Request, asked: "Asked", response: web.Response, /) -> web.Response:
        if self._worked and self._requests.strike(asked):
            await asyncio.sleep(self._seconds)
        return response


def reset(request: web.Request) -> None:
    """Cut a line so that the other end reads "connection reset by peer"."""
    if request.transport is not None:
        raw: socket.socket = request.transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()


# The gateway


class LostFrames(NoFaults):
    """Frames that are never written. The client sees a gap in their numbers, and nothing replays them."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    async def before_frame(self, _session: "Session | None", frame: Payload, /) -> bool:
        return not self._frames.strike(frame)


class LineCut(NoFaults):
    """The connection breaks as a frame is about to be written: a RESUME brings it."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    async def before_frame(self, session: "Session | None", frame: Payload, /) -> bool:
        if session is None or session.line is None or not self._frames.strike(frame):
            return True
        session.line.cut()
        return False


class LineDead(NoFaults):
    """As a frame is about to be written, the connection becomes half-open: nothing is written or heard any more."""

    def __init__(self, frames: Frames) -> None:
        self._frames = frames

    async def before_frame(self, session: "Session | None", frame: Payload, /) -> bool:
        if session is None or session.line is None or not self._frames.strike(frame):
            return True
        session.line.freeze()
        return False


def bad_day(seed: int, chance: float = 0.02) -> Together:
    """Of everything that can befall a request something, each with its chance; the same day for the same seed."""
    luck = random.Random(seed)

    def some() -> Requests:
        return Requests(chance=chance, seed=luck.getrandbits(32))

    return Together(
        Slow(0.05, some()),
        RateLimited(some()),
        RateLimited(some(), scope="global"),
        RateLimited(some(), via=False),
        *(Broken(status, some()) for status in REASONS),
        NeverCame(some()),
        Broken(502, some(), worked=True),
        AnswerLost(some()),
    )
