"""The audience: quizzes come due all the time, and people click on whatever round they see."""

import asyncio
import contextlib
import random
import re
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Final

from sqlalchemy.exc import OperationalError

from bot.quiz.round import Key
from bot.storage.engine import Database
from tests.discord_server import Channel, Click, Guild, Message, Person, Server
from tests.proofs.plan import due_now

BETWEEN: Final = 0.35
"""Seconds between two rounds that come due."""
OPEN_FOR: Final = (2.0, 4.0)
PRESSES: Final = 3
"""How often each person presses something in each round."""
LATE: Final = 0.5
"""Seconds after the end in which some still press."""
_LETTER = re.compile(r"\b[A-Z]\b")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A press on a round's button, and what its person was told."""

    key: Key
    user_id: int
    interaction_id: int
    option: int
    told: int | None
    """The choice that was confirmed; None where nothing was, or that the round had ended."""


@dataclass
class Audience:
    """Makes rounds due and answers them until told to stop."""

    server: Server
    database: Database
    guilds: list[Guild]
    people: list[Person]
    chance: random.Random
    between: float = BETWEEN
    channels: dict[Key, Channel] = field(default_factory=dict)
    presses: list[Pressed] = field(default_factory=list)
    _unseen: dict[Key, float] = field(default_factory=dict)
    _enough: asyncio.Event = field(default_factory=asyncio.Event)

    def stop(self) -> None:
        """Let no more rounds come due."""
        self._enough.set()

    async def attend(self) -> None:
        """Do it until told to stop, and then until all rounds were seen and all presses are told."""
        async with asyncio.TaskGroup() as group:
            coming = group.create_task(self._come_due())
            while not coming.done() or self._unseen:
                for key in list(self._unseen):
                    message = posted(self.server, self.channels[key], key)
                    if message is not None:
                        group.create_task(self._answer(key, message, self._unseen.pop(key)))
                await asyncio.sleep(0.05)

    async def _come_due(self) -> None:
        numbers = count()
        while not self._enough.is_set():
            guild = self.chance.choice(self.guilds)
            channel = self.server.channel(f"quiz-{next(numbers)}", guild)
            open_for = self.chance.uniform(*OPEN_FOR)
            # SQLite lets a second process wait for seconds where the machine is busy: then it is none this time.
            with contextlib.suppress(OperationalError):
                (key,) = await due_now(self.database, guild.id, [channel.id], timedelta(seconds=open_for))
                self.channels[key] = channel
                self._unseen[key] = open_for
            await asyncio.sleep(self.between)

    async def _answer(self, key: Key, message: Message, open_for: float) -> None:
        buttons = [button.custom_id or "" for button in message.buttons]
        crowd = [person for person in self.people for _ in range(PRESSES)]
        self.chance.shuffle(crowd)
        storm = self.server.storm(
            message,
            crowd,
            lambda _: self.chance.choice(buttons),
            within=open_for + LATE,
            seed=self.chance.getrandbits(32),
        )
        self.presses += [pressed(key, click) for click in await storm]


def posted(server: Server, channel: Channel, key: Key) -> Message | None:
    """Give the message of a round, as it was written first."""
    begins = f"round:{key.number}:"
    for message in server.log.created(channel):
        if any(custom_id.startswith(begins) for custom_id in message.custom_ids):
            return message
    return None


def pressed(key: Key, click: Click) -> Pressed:
    """Read what a person was told."""
    option = int(click.custom_id.rpartition(":")[2])
    told: int | None = None
    title = click.text.partition("\n")[0]
    if click.private and "Your answer to quiz" in title:
        told = sum(1 << ord(letter) - ord("A") for letter in _LETTER.findall(title.rpartition(": ")[2]))
    elif click.private and "taken back" in title:
        told = 0
    return Pressed(key, click.person.id, click.interaction_id, option, told)
