"""Pictures of maps: drawn in a process of their own, once for each content, and kept for a while."""

import asyncio
import hashlib
import logging
import os
import subprocess
import sys
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Final, TypeAlias

from bot.cards import Block, Card, Picture
from bot.learn.map import Image, Map, written
from bot.learn.map_words import alt_text

log = logging.getLogger(__name__)

Draw: TypeAlias = Callable[[bytes], Awaitable[bytes]]

KEPT: Final = 128
"""Pictures that stay in memory, of some hundred kilobytes each."""
AT_ONCE: Final = 2
"""Processes that draw at a time; each takes some ten megabytes and a tenth of a second."""
PATIENCE: Final = 10.0
"""Seconds after which a process that still draws is ended."""
SIGNATURE: Final = b"\x89PNG\r\n"


class NotDrawnError(Exception):
    """A picture could not be drawn."""


def has_picture(card: Card) -> bool:
    """Say whether a card has something to draw."""
    return any(isinstance(block, Picture) and _is_to_draw(block) for block in card.blocks)


def _is_to_draw(picture: Picture) -> bool:
    return picture.image is None and not picture.map.is_too_large


class Pictures:
    """Draws maps; the same map only once, also where many ask for it at the same time."""

    def __init__(self, draw: Draw | None = None, kept: int = KEPT) -> None:
        """Take what makes a PNG of a map's JSON, and how many pictures to keep."""
        self._draw = draw or drawn_apart
        self._kept = kept
        self._pictures: OrderedDict[str, Image] = OrderedDict()
        self._begun: dict[str, asyncio.Task[Image]] = {}
        self._room = asyncio.Semaphore(AT_ONCE)

    async def of(self, drawn: Map) -> Image:
        """Give the picture of a map; raises NotDrawnError."""
        content = written(drawn).encode()
        key = hashlib.sha256(content).hexdigest()
        kept = self._pictures.get(key)
        if kept is not None:
            self._pictures.move_to_end(key)
            return kept
        task = self._begun.get(key)
        if task is None:
            task = asyncio.create_task(self._made(key, drawn, content), name="picture")
            self._begun[key] = task
            task.add_done_callback(lambda done: self._end(key, done))
        # Whoever gives up waiting takes the picture from nobody else.
        return await asyncio.shield(task)

    async def illustrated(self, card: Card) -> Card:
        """Give a card with its pictures drawn; one that cannot be drawn stays away, and its caption speaks."""
        return replace(card, blocks=tuple([await self._illustrated(block) for block in card.blocks]))

    async def _illustrated(self, block: Block) -> Block:
        if not isinstance(block, Picture) or not _is_to_draw(block):
            return block
        try:
            return replace(block, image=await self.of(block.map))
        except NotDrawnError as error:
            log.warning("a picture is left out: %s", error)
            return block

    async def _made(self, key: str, drawn: Map, content: bytes) -> Image:
        async with self._room:
            png = await self._draw(content)
        image = Image(f"roadmap-{key[:12]}.png", png, alt_text(drawn))
        self._pictures[key] = image
        while len(self._pictures) > self._kept:
            self._pictures.popitem(last=False)
        return image

    def _end(self, key: str, task: asyncio.Task[Image]) -> None:
        del self._begun[key]
        if not task.cancelled():
            # Where nobody waits any more, nobody else would ask how it went.
            task.exception()


async def drawn_apart(content: bytes) -> bytes:
    """Draw in a new process: it holds up nothing here, leaves no memory behind, and learns none of our secrets."""
    try:
        done = await asyncio.to_thread(_run, content)
    except (OSError, subprocess.SubprocessError) as error:
        raise NotDrawnError(f"the process that draws failed: {error}") from error
    if done.returncode or not done.stdout.startswith(SIGNATURE):
        said = done.stderr.decode(errors="replace").strip()
        raise NotDrawnError(f"the process that draws ended with {done.returncode}: {said}")
    return done.stdout


def _run(content: bytes) -> "subprocess.CompletedProcess[bytes]":
    # Only what finds our modules: the environment holds the token. And nothing from the folder we happen to be in.
    environment = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    environment |= {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-P", "-m", "bot.learn.drawing"],
        input=content,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
        env=environment,
    )
