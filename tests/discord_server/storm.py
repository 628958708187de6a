"""Storm: many people click the same message within a moment, and each click's fate is told."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .acts import BUTTON, GRACE
from .bell import Bell
from .events import deliver
from .exchange import Exchange
from .interactions import Callback, Interaction, Kind
from .invocations import Impossible, Scene, is_user_install
from .people import Person
from .records import Message
from .refusals import Refusal
from .rights import Permission

if TYPE_CHECKING:
    from .server import Server

TICK = 0.002
"""Seconds between two handfuls of clicks: a sleep for each alone would cost more than the click."""


@dataclass(frozen=True, slots=True)
class Click:
    """One click of a storm, and what its person got for it."""

    person: Person
    custom_id: str
    interaction_id: int
    sent_at: float
    answered_by: Callback | None
    answered_after: float | None
    text: str
    private: bool
    refusals: tuple[Refusal, ...]

    @property
    def answered(self) -> bool:
        return self.answered_by is not None

    @property
    def answered_at(self) -> float | None:
        return None if self.answered_after is None else self.sent_at + self.answered_after


@dataclass(frozen=True, slots=True)
class Storm:
    """Runs in the server's loop only."""

    server: "Server"
    message: Message

    async def run(
        self, people: Sequence[Person], custom_id_of: Callable[[Person], str], within: float, seed: int
    ) -> list[Click]:
        bell = Bell()
        clicks = await self._click(people, custom_id_of, sorted(_moments(len(people), within, seed)), bell)
        waiting = [interaction for _, interaction, _ in clicks]
        patience = self.server.platform.terms.answer_within + GRACE
        await bell.until(lambda: _all_answered(waiting), patience)
        # What is thinking may think on: as long as a test waits for any other answer.
        thinking = [interaction for _, interaction, _ in clicks if interaction.loading]
        await bell.until(lambda: not any(interaction.loading for interaction in thinking), self.server.patience)
        return [self._told(person, interaction, sent_at) for person, interaction, sent_at in clicks]

    async def _click(
        self,
        people: Sequence[Person],
        custom_id_of: Callable[[Person], str],
        moments: Sequence[float],
        bell: Bell,
    ) -> list[tuple[Person, Interaction, float]]:
        loop = asyncio.get_running_loop()
        began, clicks = loop.time(), []
        for person, moment in zip(people, moments, strict=True):
            early = began + moment - loop.time()
            if early > 0:
                await asyncio.sleep(max(early, TICK))
            clicks.append(self._press(person, custom_id_of(person), bell))
        return clicks

    def _press(self, person: Person, custom_id: str, bell: Bell) -> tuple[Person, Interaction, float]:
        platform = self.server.platform
        channel = platform.world.channels.get(self.message.channel_id)
        if channel is None or Permission.VIEW_CHANNEL not in platform.world.permissions(channel, person.id):
            raise Impossible(f"{person.name} does not see that message.")
        interaction = platform.interactions.open(
            Kind.COMPONENT,
            user_id=person.id,
            channel_id=channel.id,
            guild_id=channel.guild_id,
            data={"id": 1, "component_type": BUTTON, "custom_id": custom_id},
            message=platform.world.message(channel.id, self.message.id) or self.message,
            by_user_install=is_user_install(Scene(platform, person.user, channel)),
            bell=bell,
        )
        sent_at = platform.clock()
        deliver(platform, interaction)
        return person, interaction, sent_at

    def _told(self, person: Person, interaction: Interaction, sent_at: float) -> Click:
        exchange = Exchange(self.server, interaction)
        shown = (exchange.messages or exchange.edits[-1:])[:1]
        return Click(
            person=person,
            custom_id=interaction.data["custom_id"],
            interaction_id=interaction.id,
            sent_at=sent_at,
            answered_by=interaction.answered_by,
            answered_after=interaction.answered_after,
            text=exchange.text,
            private=bool(shown) and shown[0].private,
            refusals=exchange.refusals,
        )


def _moments(count: int, within: float, seed: int) -> list[float]:
    """When each click comes, in seconds from the first: people do not click in step."""
    chance = random.Random(seed)
    return [chance.uniform(0, within) for _ in range(count)]


def _all_answered(waiting: list[Interaction]) -> bool:
    """Whether none is left, those dropped that are answered: so each is looked at about once."""
    while waiting and waiting[-1].answered_by is not None:
        waiting.pop()
    return not waiting
