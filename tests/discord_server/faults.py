"""Faults: the one place where a test makes this Discord misbehave.

`NoFaults` is what stands there otherwise. A test gives the server an object of the same shape to cut
connections, answer 429 or 5xx, or lose an answer after the work was done; `misfortunes.py` has those that
are ready to be used, and what is not there is soon written:

    class Forgetful(NoFaults):
        async def after_frame(self, session, frame):
            if frame["t"] == "READY":
                server.invalidate_sessions()
"""

from typing import TYPE_CHECKING, Protocol

from aiohttp import web

from .records import Payload

if TYPE_CHECKING:
    from .asked import Asked
    from .sessions import Session


class Faults(Protocol):
    """Consulted before and after each request and each frame."""

    async def before_request(self, request: web.Request, asked: "Asked", /) -> web.Response | None:
        """An answer given here is sent in place of the work; None lets the request through."""

    async def after_request(self, request: web.Request, asked: "Asked", response: web.Response, /) -> web.Response:
        """The work is done: what is answered may still be changed, or the connection cut."""

    async def before_frame(self, session: "Session | None", frame: Payload, /) -> bool:
        """False loses the frame. The session is None until the bot has said who it is."""

    async def after_frame(self, session: "Session | None", frame: Payload, /) -> None:
        """The frame is written."""


class NoFaults:
    """Discord on a good day."""

    async def before_request(self, _request: web.Request, _asked: "Asked", /) -> web.Response | None:
        return None

    async def after_request(self, _request: web.Request, _asked: "Asked", response: web.Response, /) -> web.Response:
        return response

    async def before_frame(self, _session: "Session | None", _frame: Payload, /) -> bool:
        return True

    async def after_frame(self, _session: "Session | None", _frame: Payload, /) -> None:
        return None
