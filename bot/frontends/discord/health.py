"""One page that says whether the process is well: for containers and their supervisors."""

from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.frontends.discord.client import RoadmapBot

INTERFACE = "0.0.0.0"  # noqa: S104 - a container's health check comes from outside the process


class Health:
    """Serves /healthz while it is entered; nothing where no port is given."""

    def __init__(self, client: RoadmapBot, port: int | None) -> None:
        """Watch `client` and listen on `port`."""
        self._client = client
        self._port = port
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> Self:
        """Listen."""
        if self._port is not None:
            pages = web.Application()
            pages.router.add_get("/healthz", self._healthz)
            self._runner = web.AppRunner(pages, access_log=None)
            await self._runner.setup()
            await web.TCPSite(self._runner, INTERFACE, self._port).start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        if self._runner is not None:
            await self._runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        """Answer 200 while the gateway is connected, 503 while it is not."""
        well = self._client.connected and not self._client.is_closed()
        body: dict[str, Any] = {"ok": well, "guilds": len(self._client.guilds)}
        return web.json_response(body, status=200 if well else 503)
