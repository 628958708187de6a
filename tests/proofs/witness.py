"""The witness: stands in the loopback Discord, sees which process asks for what, and kills some of them amid it."""

import os
import re
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass

from aiohttp import web

from tests.discord_server import NoFaults
from tests.discord_server.asked import Asked
from tests.proofs.orders import Moment, Orders

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
NOTHING_CAME = 444
_PROCESS = re.compile(r"process/(\d+)")


@dataclass(frozen=True, slots=True)
class Sighting:
    """A process did something with the round of a channel: POST, GET (a look into the history) or PATCH."""

    process: int
    method: str
    channel_id: int
    status: int


class Witness(NoFaults):
    """Knows the orders of each process; those amid a request it carries out itself."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self._orders: dict[int, Orders] = {}
        self._come: dict[int, int] = {}
        self._turn = threading.Lock()

    def expect(self, process: int, orders: Orders) -> None:
        """Note what a process is to die of."""
        with self._turn:
            self._orders[process] = orders

    async def before_request(self, request: web.Request, asked: Asked, /) -> web.Response | None:
        """Kill who edits a message that then stays as it is."""
        if self._kills(_process(request), Moment.EDITING, 0, lambda: _closes(asked)):
            return web.Response(status=NOTHING_CAME)
        return None

    async def after_request(self, request: web.Request, asked: Asked, response: web.Response, /) -> web.Response:
        """Write down what was done, and kill who must not hear of it."""
        process = _process(request)
        if asked.route in (MESSAGES, MESSAGE):
            self.sightings.append(Sighting(process, asked.method, int(asked.params["channel_id"]), response.status))
        if response.status == 200:
            self._kills(process, Moment.SENT, 0, lambda: _posts(asked))
            self._kills(process, Moment.EDITING, 1, lambda: _closes(asked))
        return response

    def _kills(self, process: int, moment: Moment, variant: int, fits: Callable[[], bool]) -> bool:
        with self._turn:
            orders = self._orders.get(process)
            if orders is None or (orders.moment, orders.variant) != (moment, variant) or not fits():
                return False
            come = self._come[process] = self._come.get(process, 0) + 1
            if come != orders.nth:
                return False
        os.kill(process, signal.SIGKILL)
        return True


def _process(request: web.Request) -> int:
    found = _PROCESS.search(request.headers.get("User-Agent", ""))
    return int(found[1]) if found else 0


def _posts(asked: Asked) -> bool:
    return (asked.method, asked.route) == ("POST", MESSAGES) and str(asked.object.get("nonce")).startswith("r")


def _closes(asked: Asked) -> bool:
    """Say whether it is the edit that ends a round: what it puts there has no buttons to answer with."""
    return (asked.method, asked.route) == ("PATCH", MESSAGE) and "round:" not in str(asked.body)
