"""The two lines to Discord without a client library on them, for what a library would hide."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.discord_server import Channel, Server

MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"


class Answered:
    def __init__(self, status: int, headers: Any, raw: bytes) -> None:
        self.status, self.headers, self.raw = status, headers, raw

    @property
    def body(self) -> Any:
        return json.loads(self.raw)


class Rest:
    def __init__(self, server: Server, session: aiohttp.ClientSession) -> None:
        self._server, self._session = server, session

    async def request(self, method: str, path: str, body: Any = None) -> Answered:
        async with self._session.request(method, self._server.api_url + path, json=body) as response:
            return Answered(response.status, response.headers, await response.read())

    async def post(self, channel: Channel, body: Any) -> Answered:
        return await self.request("POST", f"/channels/{channel.id}/messages", body)


@asynccontextmanager
async def rest(server: Server) -> AsyncIterator[Rest]:
    headers = {"Authorization": f"Bot {server.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Rest(server, session)


class Ear:
    """A gateway connection that says who it is, and then only listens."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.socket = socket

    async def say(self, op: int, data: Any) -> None:
        await self.socket.send_json({"op": op, "d": data})

    async def hear(self, event: str | None = None, op: int = 0) -> Any:
        """The next frame that is the event, or of the opcode; what comes before it is passed over."""
        while True:
            frame = await self.socket.receive_json(timeout=5)
            if frame["op"] == op and event in (None, frame["t"]):
                return frame


@asynccontextmanager
async def listening(server: Server, shard: tuple[int, int] = (0, 1)) -> AsyncIterator[Ear]:
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{server.gateway_url}?v=10") as socket:
        ear = Ear(socket)
        await ear.say(2, {"token": server.token, "intents": 1 | 1 << 9, "shard": list(shard)})
        yield ear
