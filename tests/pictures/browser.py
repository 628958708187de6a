"""Headless Chromium, driven through its DevTools: HTML in, PNG out."""

import asyncio
import base64
import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from itertools import count
from typing import Any

import aiohttp

from . import palette
from .scenes import Device

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "Chromium is needed for the pictures, and none is on PATH. Install it: apt install chromium."
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--disable-lcd-text",
    "--remote-debugging-port=0",
)
# Chromium reads its own picture back: nothing else here can unpack one.
PIXELS = """async (shot) => {
  const bytes = Uint8Array.from(atob(shot), (letter) => letter.charCodeAt(0));
  const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = canvas.getImageData(0, 0, image.width, image.height).data;
  let text = "";
  for (let at = 0; at < pixels.length; at += 30000) text += String.fromCharCode(...pixels.subarray(at, at + 30000));
  return `${image.width} ${image.height} ${btoa(text)}`;
}"""
LISTENING = b"DevTools listening on "


class MissingTool(Exception):  # noqa: N818 - it is no error of ours
    """A program that the pictures need is not on this machine."""


class Browser:
    """One tab of a running Chromium."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = count(1)
        self._session: str | None = None

    async def open_tab(self) -> None:
        target = await self._call("Target.createTarget", url="about:blank")
        attached = await self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]

    async def picture(self, html: str, device: Device) -> bytes:
        """Give the whole page as PNG."""
        await self._resize(device, 100)
        frame = (await self._call("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self._call("Page.setDocumentContent", frameId=frame, html=html)
        measured = "document.fonts.ready.then(() => Math.ceil(document.body.getBoundingClientRect().height))"
        height = (await self._call("Runtime.evaluate", expression=measured, awaitPromise=True))["result"]["value"]
        await self._resize(device, height)
        shot = (await self._call("Page.captureScreenshot", format="png"))["data"]
        said = await self._call("Runtime.evaluate", expression=f"({PIXELS})('{shot}')", awaitPromise=True)
        width, height, pixels = said["result"]["value"].split(" ")
        return palette.png(int(width), int(height), base64.b64decode(pixels))

    async def _resize(self, device: Device, height: int) -> None:
        size = {"width": device.width, "height": height, "deviceScaleFactor": device.density, "mobile": False}
        await self._call("Emulation.setDeviceMetricsOverride", **size)

    async def _call(self, method: str, **parameters: Any) -> Any:
        number = next(self._numbers)
        call = {"id": number, "method": method, "params": parameters}
        await self._socket.send_json(call | ({"sessionId": self._session} if self._session else {}))
        async for frame in self._socket:
            said = frame.json()
            if said.get("id") == number:
                if "error" in said:
                    raise RuntimeError(f"Chromium refuses {method}: {said['error']['message']}")
                return said["result"]
        raise RuntimeError(f"Chromium ended while it was asked for {method}.")


def program() -> str:
    """Find Chromium."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise MissingTool(MISSING)
    return found


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Browser]:
    """Run Chromium until the block ends; raises MissingTool where there is none."""
    chromium = program()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = await asyncio.create_subprocess_exec(
            chromium, *FLAGS, f"--user-data-dir={profile}", "about:blank", stderr=asyncio.subprocess.PIPE
        )
        assert process.stderr is not None
        address = await _address(process.stderr)
        draining = asyncio.create_task(process.stderr.read())
        try:
            async with aiohttp.ClientSession() as session, session.ws_connect(address, max_msg_size=0) as socket:
                tab = Browser(socket)
                await tab.open_tab()
                yield tab
        finally:
            process.terminate()
            await process.wait()
            await draining


async def _address(said: asyncio.StreamReader) -> str:
    async for line in said:
        if line.startswith(LISTENING):
            return line.removeprefix(LISTENING).decode().strip()
    raise RuntimeError("Chromium ended before it listened. Start it by hand to see why.")
