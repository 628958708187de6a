"""A Discord that tells something else than usual: of the application, of the gateway, of the time."""

import json
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any

from aiohttp import web

from bot.clock import now
from tests.discord_server import NoFaults
from tests.discord_server.asked import Asked


class Told(NoFaults):
    """Discord tells something else on one route."""

    def __init__(self, route: str, change: Callable[[Any], object]) -> None:
        self._route, self._change = route, change

    async def after_request(self, _request: web.Request, asked: Asked, response: web.Response, /) -> web.Response:
        if asked.route == self._route and isinstance(response.body, bytes):
            body = json.loads(response.body)
            self._change(body)
            response.body = json.dumps(body).encode()
        return response


class OtherClock(NoFaults):
    """Discord's clock is ahead of ours."""

    def __init__(self, seconds: float) -> None:
        self._ahead = timedelta(seconds=seconds)

    async def after_request(self, _request: web.Request, _asked: Asked, response: web.Response, /) -> web.Response:
        response.headers["Date"] = format_datetime(now() + self._ahead, usegmt=True)
        return response
