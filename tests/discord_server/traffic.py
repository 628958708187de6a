"""Traffic: people who ask, press and type all the time, at a rate that does not wait for answers.

What is over is forgotten, so that this Discord does not grow while the bot's memory is watched.
"""

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .acts import BUTTON, GRACE
from .bell import Bell
from .events import deliver
from .interactions import Interaction, Kind
from .invocations import Scene, slash_data
from .people import Person
from .records import Channel, Message, Payload

if TYPE_CHECKING:
    from .server import Server

TICK = 0.005
"""Seconds between two handfuls of acts."""
SWEPT = 5.0
"""Seconds after which the log is cleared."""


@dataclass(frozen=True, slots=True)
class Asks:
    """Somebody uses a slash command; with `focused`, they are still typing that option."""

    person: Person
    channel: Channel
    command: str
    values: dict[str, str]
    focused: str | None = None


@dataclass(frozen=True, slots=True)
class Presses:
    """Somebody presses a button of a message, as their screen shows it."""

    person: Person
    channel: Channel
    message: Message
    custom_id: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of an act: seconds until its first answer, or None where there was none in time."""

    kind: Kind
    answered_after: float | None


@dataclass
class Traffic:
    """Runs in the server's loop only."""

    server: "Server"
    acts: Iterator[Asks | Presses]
    fates: list[Fate] = field(default_factory=list)
    _waiting: deque[Interaction] = field(default_factory=deque)
    _bell: Bell = field(default_factory=Bell)
    _swept_at: float = 0.0

    async def flow(self, rate: float, seconds: float) -> list[Fate]:
        """Let `rate` acts a second begin, whatever becomes of them; give their fates."""
        loop = asyncio.get_running_loop()
        began, sent = loop.time(), 0
        while (passed := loop.time() - began) < seconds:
            for _ in range(int(passed * rate) - sent):
                self._begin(next(self.acts))
                sent += 1
            self._end(loop.time())
            await asyncio.sleep(TICK)
        return await self._rest()

    async def one_by_one(self, number: int, at_once: int) -> list[Fate]:
        """Let so many acts happen, only `at_once` of which wait at a time; give their fates."""
        loop = asyncio.get_running_loop()
        for _ in range(number):
            while len(self._waiting) >= at_once:
                await self._bell.rung(TICK)
                self._end(loop.time())
            self._begin(next(self.acts))
        return await self._rest()

    async def _rest(self) -> list[Fate]:
        loop = asyncio.get_running_loop()
        while self._waiting:
            await asyncio.sleep(TICK)
            self._end(loop.time())
        fates, self.fates = self.fates, []
        return fates

    def _begin(self, act: Asks | Presses) -> None:
        platform = self.server.platform
        kind, data, message = self._told(act)
        interaction = platform.interactions.open(
            kind,
            user_id=act.person.id,
            channel_id=act.channel.id,
            guild_id=act.channel.guild_id,
            data=data,
            message=message,
            bell=self._bell,
        )
        deliver(platform, interaction)
        self._waiting.append(interaction)

    def _told(self, act: Asks | Presses) -> tuple[Kind, Payload, Message | None]:
        if isinstance(act, Presses):
            return Kind.COMPONENT, {"id": 1, "component_type": BUTTON, "custom_id": act.custom_id}, act.message
        scene = Scene(self.server.platform, act.person.user, act.channel)
        kind = Kind.COMMAND if act.focused is None else Kind.AUTOCOMPLETE
        return kind, slash_data(scene, act.command, act.values, focused=act.focused), None

    def _end(self, now: float) -> None:
        """Take out what is answered, or never will be."""
        platform = self.server.platform
        patience = platform.terms.answer_within + GRACE
        for _ in range(len(self._waiting)):
            interaction = self._waiting.popleft()
            if (interaction.answered_by is None or interaction.loading) and now - interaction.born < patience:
                self._waiting.append(interaction)
                continue
            answered = None if interaction.answered_by is None else interaction.answered_after
            self.fates.append(Fate(interaction.kind, answered))
            platform.forget(interaction)
        if now - self._swept_at > SWEPT:
            self._swept_at = now
            platform.log.forget()
