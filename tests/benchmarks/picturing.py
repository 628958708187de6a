"""What a picture costs the event loop, beside one /ask; and how long drawing holds it up, here and in a thread."""

import asyncio
import time
from collections.abc import Awaitable
from itertools import cycle
from pathlib import Path

from bot.ask.service import Asking
from bot.cards import Card, Picture, plain
from bot.fits import fit_of
from bot.frontends.discord.rendering import files_of, view_of
from bot.learn.drawing.__main__ import draw
from bot.learn.levels import Level
from bot.learn.map import read
from bot.learn.mapping import map_of
from bot.learn.pictures import Pictures
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from tests.benchmarks.comparison import Rounds, Row, Target, compared, milliseconds
from tests.benchmarks.questions import examples

TARGET = Target(1)
WARM_UP = 3
TICK = 0.001


async def measure(cache: Path, rounds: int) -> list[Row]:
    """Draw `rounds` people's maps, each another, and answer a question right after each."""
    roadmap = load(SHIPPED)
    asking = Asking(Guide(roadmap, fit_of(roadmap, cache)))
    spent, held = await loop_time(asking, rounds), await hold_up(asking, rounds)
    what = f"event-loop time of a picture, {rounds} drawn"
    return [
        compared(what, "one /ask, without sending", spent, milliseconds, TARGET),
        compared("longest hold-up of the loop meanwhile", "drawn in a thread instead", held, milliseconds, TARGET),
    ]


async def loop_time(asking: Asking, rounds: int) -> Rounds:
    """Give what the loop's thread spends on each picture, and on each answer."""
    pictures = Pictures()
    pairs: list[tuple[float, float]] = []
    for number, question in zip(range(WARM_UP + rounds), cycle(examples()), strict=False):
        picture = await _spent(_show(pictures, asking.guide.roadmap, number))
        pairs.append((picture, await _spent(_ask(asking, question))))
    return Rounds.of(pairs[WARM_UP:])


async def hold_up(asking: Asking, rounds: int) -> Rounds:
    """Give for how long the loop is held up while a picture is drawn, apart and in a thread."""
    apart, inside = Pictures(), Pictures(_in_a_thread)
    roadmap = asking.guide.roadmap
    pairs = [
        (await _held_up(_show(apart, roadmap, number)), await _held_up(_show(inside, roadmap, number)))
        for number in range(WARM_UP + rounds)
    ]
    return Rounds.of(pairs[WARM_UP:])


async def _show(pictures: Pictures, roadmap: Roadmap, number: int) -> None:
    """Make a message of a person's picture."""
    levels = {pattern.slug: Level((number + place) % len(Level)) for place, pattern in enumerate(roadmap.patterns)}
    card = Card(plain("Map"), (Picture(map_of(roadmap, levels, f"Person {number}")),))
    drawn = [await pictures.illustrated(card)]
    files_of(drawn)
    view_of(drawn)


async def _ask(asking: Asking, question: str) -> None:
    view_of(asking.answer(question).cards)


async def _in_a_thread(content: bytes) -> bytes:
    return await asyncio.to_thread(lambda: draw(read(content.decode())))


async def _spent(work: Awaitable[None]) -> float:
    """Give the processor time that this thread, the loop's, spends on something."""
    before = time.thread_time()
    await work
    return time.thread_time() - before


async def _held_up(work: Awaitable[object]) -> float:
    """Give how much too late the loop comes to something that is due every millisecond, at worst."""
    latest = 0.0
    task = asyncio.ensure_future(work)
    while not task.done():
        began = time.perf_counter()
        await asyncio.sleep(TICK)
        latest = max(latest, time.perf_counter() - began - TICK)
    await task
    return latest
