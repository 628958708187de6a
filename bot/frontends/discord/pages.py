"""Pages that say how the process is: for supervisors, and for those who watch it."""

import json
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.frontends.discord.vitals import Sign, Vitals
from bot.settings import SettingsError

INTERFACE = "0.0.0.0"  # noqa: S104 - a container's health check comes from outside the process


class Pages:
    """Serves /healthz, /readyz and /metrics while it is entered."""

    def __init__(self, vitals: Vitals, port: int) -> None:
        """Take what the pages show, and the port to listen on."""
        self._vitals = vitals
        self._port = port
        pages = web.Application()
        pages.router.add_get("/healthz", self._healthz)
        pages.router.add_get("/readyz", self._readyz)
        pages.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(pages, access_log=None)

    async def __aenter__(self) -> Self:
        """Listen; raises SettingsError where the port can't be had."""
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, INTERFACE, self._port).start()
        except OSError as error:
            await self._runner.cleanup()
            reason = error.strerror or str(error)
            said = f"HTTP_PORT: {self._port} can't be listened on ({reason}). Name another, or end what holds it."
            raise SettingsError([said]) from None
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _healthz(self, _: web.Request) -> web.Response:
        """Answer 200 while the process lives, 503 when it had better be started anew."""
        return _page(self._vitals.alive())

    async def _readyz(self, _: web.Request) -> web.Response:
        """Answer 200 while all is there that people need, 503 while something is missing."""
        return _page(await self._vitals.ready())

    async def _metrics(self, request: web.Request) -> web.Response:
        """Answer with all numbers, in the format that the reader asks for."""
        from bot.frontends.discord.metrics import written  # noqa: PLC0415 - no start waits for what nobody may read

        body, kind = written(self._vitals, request.headers.get("Accept", ""))
        return web.Response(body=body, headers={"Content-Type": kind})


def _page(sign: Sign) -> web.Response:
    body = json.dumps(sign, ensure_ascii=False, indent=1) + "\n"
    return web.Response(text=body, content_type="application/json", status=200 if sign["ok"] else 503)
