"""Pictures are drawn once for each content, apart from the bot, and never in the way of an answer."""

import asyncio
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.ask.tour import roadmap_card
from bot.cards import Card, Fine, Picture, plain
from bot.learn import pictures
from bot.learn.levels import Level
from bot.learn.map_words import alt_text
from bot.learn.mapping import map_of
from bot.learn.pictures import SIGNATURE, NotDrawnError, Pictures, drawn_apart, has_picture
from knowledge.model import Roadmap


class Hand:
    """Draws nothing, and counts how often."""

    def __init__(self, *failures: Exception) -> None:
        self.drawn = 0
        self.failures = list(failures)
        self.go = asyncio.Event()
        self.go.set()

    async def __call__(self, content: bytes) -> bytes:
        self.drawn += 1
        await self.go.wait()
        if self.failures:
            raise self.failures.pop()
        return SIGNATURE + content


async def test_the_same_map_is_drawn_once(roadmap: Roadmap) -> None:
    hand = Hand()
    made = Pictures(hand)
    first = await made.of(map_of(roadmap, {"saga": Level.SOLID}))
    assert await made.of(map_of(roadmap, {"saga": Level.SOLID})) is first
    assert hand.drawn == 1


async def test_the_same_map_asked_for_twice_at_once_is_drawn_once(roadmap: Roadmap) -> None:
    hand = Hand()
    made = Pictures(hand)
    first, second = await asyncio.gather(made.of(map_of(roadmap)), made.of(map_of(roadmap)))
    assert first is second
    assert hand.drawn == 1


async def test_whoever_gives_up_takes_the_picture_from_nobody_else(roadmap: Roadmap) -> None:
    hand = Hand()
    hand.go.clear()
    made = Pictures(hand)
    impatient = asyncio.create_task(made.of(map_of(roadmap)))
    patient = asyncio.create_task(made.of(map_of(roadmap)))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.sleep(0)
    hand.go.set()
    assert (await patient).png.startswith(SIGNATURE)
    assert hand.drawn == 1


async def test_other_levels_or_another_owner_are_other_pictures(roadmap: Roadmap) -> None:
    made = Pictures(Hand())
    plainly = map_of(roadmap)
    maps = (plainly, map_of(roadmap, {"saga": Level.SOLID}), map_of(roadmap, owner="Ana"))
    images = [await made.of(drawn) for drawn in maps]
    assert len({image.name for image in images}) == len({image.png for image in images}) == 3
    assert images[0].alt == alt_text(plainly)


async def test_only_the_pictures_asked_for_last_are_kept(roadmap: Roadmap) -> None:
    hand = Hand()
    made = Pictures(hand, kept=2)
    ana, ben, cem = (map_of(roadmap, owner=name) for name in ("Ana", "Ben", "Cem"))
    for drawn in (ana, ben, ana, cem, ana):
        await made.of(drawn)
    assert hand.drawn == 3
    await made.of(ben)
    assert hand.drawn == 4


async def test_a_picture_that_failed_is_tried_again(roadmap: Roadmap) -> None:
    made = Pictures(Hand(NotDrawnError("no ink")))
    with pytest.raises(NotDrawnError, match="no ink"):
        await made.of(map_of(roadmap))
    assert (await made.of(map_of(roadmap))).png


async def test_a_card_whose_picture_fails_is_shown_without_it(
    roadmap: Roadmap, caplog: pytest.LogCaptureFixture
) -> None:
    card = roadmap_card(roadmap)
    with caplog.at_level(logging.WARNING):
        shown = await Pictures(Hand(NotDrawnError("no ink"))).illustrated(card)
    assert shown == card
    assert "a picture is left out: no ink" in caplog.text


async def test_a_drawn_card_is_not_drawn_again(roadmap: Roadmap) -> None:
    hand = Hand()
    shown = await Pictures(hand).illustrated(roadmap_card(roadmap))
    assert not has_picture(shown)
    assert await Pictures(hand).illustrated(shown) == shown
    assert hand.drawn == 1
    assert isinstance(shown.blocks[1], Picture)
    assert not has_picture(Card(shown.title))


async def test_a_roadmap_too_large_to_be_sharp_is_told_in_words_alone(roadmap: Roadmap) -> None:
    hand, drawn = Hand(), map_of(roadmap)
    large = replace(drawn, bands=tuple(replace(band, stops=band.stops * 6) for band in drawn.bands))
    card = Card(plain("Roadmap"), (Picture(large, (Fine(plain("in words")),)),))
    assert not has_picture(card)
    assert await Pictures(hand).illustrated(card) == card
    assert hand.drawn == 0


async def test_a_real_picture_comes_from_another_process(roadmap: Roadmap) -> None:
    image = await Pictures().of(map_of(roadmap))
    assert image.png.startswith(SIGNATURE)


def test_the_bot_itself_loads_no_drawing() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, bot.frontends.discord.client; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout.split()
    assert "bot.learn.pictures" in loaded
    assert "PIL" not in loaded


async def test_what_cannot_be_drawn_is_said_with_its_reason() -> None:
    with pytest.raises(NotDrawnError, match="JSONDecodeError"):
        await drawn_apart(b"no map")


async def test_a_process_that_draws_for_ever_is_ended(roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.001)
    with pytest.raises(NotDrawnError, match="timed out"):
        await Pictures().of(map_of(roadmap))


async def test_the_process_that_draws_learns_no_secret(roadmap: Roadmap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "secret")
    given: dict[str, str] = {}
    run: Callable[..., Any] = subprocess.run

    def watched(*arguments: Any, env: dict[str, str], **options: Any) -> Any:
        given.update(env)
        return run(*arguments, env=env, **options)

    monkeypatch.setattr(subprocess, "run", watched)
    await Pictures().of(map_of(roadmap))
    assert "PYTHONPATH" in given
    assert "secret" not in given.values()
