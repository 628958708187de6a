"""News: what happened in the terminal's guild that whoever sits here has not seen yet."""

import os
import secrets
import socket
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.actions import ShowRound
from bot.ask.wording import said
from bot.assistant import Assistant
from bot.cards import Card, plain
from bot.frontends.terminal.channels import TerminalChannels
from bot.guilds.guild import Home
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.planning import plan_all
from bot.quiz.round import Key, State

LATEST: Final = 50
"""Rounds that are looked at for changes."""


class News:
    """The clockwork of one chat, and what it and that of other chats on the same database bring."""

    def __init__(self, assistant: Assistant, member: Member) -> None:
        """Take the services, and who is to be told."""
        self._assistant = assistant
        self._member = member
        self._told: list[Card] = []
        self._seen: dict[int, State] | None = None
        owner = f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"
        self.running = assistant.running(TerminalChannels(self._told.append), Home.TERMINAL, owner)

    async def begin(self) -> None:
        """Plan what lies ahead, as every process does when it starts."""
        await plan_all(self._assistant.database, Home.TERMINAL, self._assistant.clock())

    async def look(self) -> Sequence[Card]:
        """Give cards for what is new: rounds that have opened or ended, notices. At first, what is open is new."""
        states = await self._assistant.quizzing.states(self._member.guild_id, LATEST)
        if self._seen is None:
            self._seen = {number: state for number, state in states.items() if state is not State.OPEN}
        changed = [number for number, state in states.items() if self._seen.get(number) is not state]
        cards = [await self._assistant.quizzing.show(self._member, ShowRound(number)) for number in changed]
        self._seen |= states
        told = self._told.copy()
        self._told.clear()
        return (*told, *cards)

    async def start(self, open_for: timedelta | None) -> Sequence[Card]:
        """Post a round right away; give it with all else that is new, or a card that says why there is none."""
        started = await self._assistant.quizzing.start(self._member, open_for)
        if not isinstance(started, Key):
            return (started,)
        new = await self.post()
        async with self._assistant.database.reading() as connection:
            found = await rounds.find(connection, started)
        if found is not None and found.state is State.FAILED:
            roadmap = self._assistant.asking.guide.roadmap
            return (
                Card(plain(said(roadmap, "quiz-refused", number=started.number, reason=found.reason)), private=True),
            )
        return new

    async def post(self) -> Sequence[Card]:
        """Post what is due now, and give it with all else that is new."""
        await self.running.post_due()
        return await self.look()
