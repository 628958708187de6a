"""A process of the bot that can die: the real services over the real database, cut off where its fate wants it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.clock import Clock
from bot.guilds.guild import Home
from bot.quiz.channels import Channels, Edited, Looked, Posted, Sent
from bot.quiz.round import Round, State
from bot.simulate.moments import Died, Fate, Moment
from bot.storage.engine import Database

Result = TypeVar("Result")

# Each statement is known by words of its own; the whole text would change with every column.
_BEFORE: Final = {"SELECT round.question_id, round.due_at": Moment.CLAIMED, "INSERT INTO score": Moment.SCORING}
_COMMITTING: Final = {"opened_at=": Moment.RECORDING, "INSERT INTO answer": Moment.KEEPING}
_COMMITTED: Final = {
    "question_id=": Moment.PREPARED,
    "INSERT INTO answer": Moment.KEPT,
    "closed_at=": Moment.CLOSED,
}


class MortalDatabase(Database):
    """A database of which a process can lose hold before, in and after each transaction."""

    def __init__(self, url: str, fate: Fate) -> None:
        super().__init__(url)
        self._fate = fate
        self._written: list[str] = []
        event.listen(self._writer.sync_engine, "before_cursor_execute", self._executing)
        event.listen(self._writer.sync_engine, "commit", self._committing)

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """Give a connection whose changes are kept when the block ends, if the process lives to see it."""
        async with super().writing() as connection:
            written: list[str] = []
            self._written = written
            yield connection
        self._reach(_COMMITTED, written)

    def _executing(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        self._reach(_BEFORE, [statement])
        if statement.startswith(("INSERT", "UPDATE")):
            # What follows WHERE is asked, not written.
            self._written.append(statement.partition(" WHERE ")[0])

    def _committing(self, _connection: Any) -> None:
        self._reach(_COMMITTING, self._written)

    def _reach(self, moments: dict[str, Moment], statements: list[str]) -> None:
        for words, moment in moments.items():
            if any(words in statement for statement in statements):
                self._fate.reach(moment)
        self._fate.reach()


class MortalChannels:
    """Channels of which a process can lose hold before and after each request."""

    def __init__(self, channels: Channels, fate: Fate) -> None:
        self._channels = channels
        self._fate = fate

    async def post(self, posted: Round, card: Card) -> Sent:
        """Post a round."""
        self._fate.reach()
        sent = await self._channels.post(posted, card)
        self._fate.reach(Moment.SENT if isinstance(sent, Posted) else None)
        return sent

    async def look_for(self, posted: Round) -> Looked:
        """Look for a round's message."""
        self._fate.reach()
        return await self._channels.look_for(posted)

    async def edit(self, shown: Round, card: Card) -> Edited:
        """Put a new card into a round's message."""
        self._fate.reach()
        edited = await self._channels.edit(shown, card)
        ended = shown.state is not State.OPEN and isinstance(edited, Posted)
        self._fate.reach(Moment.SHOWING if ended else None)
        return edited

    async def follow_up(self, shown: Round, card: Card) -> Sent:
        """Say something below a round's message."""
        self._fate.reach()
        return await self._channels.follow_up(shown, card)

    async def tell(self, guild_id: int, user_id: int, card: Card, nonce: str) -> Sent:
        """Tell an admin something in private."""
        self._fate.reach()
        return await self._channels.tell(guild_id, user_id, card, nonce)


class Process:
    """The bot from one start to its death."""

    def __init__(self, asking: Asking, url: str, channels: Channels, clock: Clock, name: str) -> None:
        """Build everything anew, as a start does."""
        self.name = name
        self.fate = Fate()
        self.database = MortalDatabase(url, self.fate)
        self.assistant = self.assist(asking, clock)
        self.running = self.assistant.running(MortalChannels(channels, self.fate), Home.DISCORD, name)

    def assist(self, asking: Asking, clock: Clock) -> Assistant:
        """Build the services."""
        return Assistant(asking, self.database, clock)

    async def do(self, work: Coroutine[Any, Any, Result]) -> Result | None:
        """Do some work and give what came of it; None where the process died meanwhile."""
        task = asyncio.create_task(work)
        over = asyncio.create_task(self.fate.over.wait())
        try:
            await asyncio.wait({task, over}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            over.cancel()
            if not task.done():
                # Its next step fails by itself, unless it waits for something that died with the process.
                await asyncio.wait([task], timeout=0.05)
                task.cancel()
                await asyncio.wait([task])
        error = None if task.cancelled() else task.exception()
        if error is not None and not self.fate.over.is_set():
            raise error
        return None if error is not None or task.cancelled() else task.result()

    async def bury(self) -> None:
        """Drop all that a dead process had in hand; call it when no other process has work under way."""
        self.fate.over.set()
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        # Most of it fails by itself; a connection that is being closed must be told twice to give that up.
        for patience in (1, 0.1, 0.1):
            if stuck := {task for task in rest if not task.done()}:
                await asyncio.wait(stuck, timeout=patience)
            for task in stuck:
                task.cancel()
        for task in rest:
            # Asked for, so that asyncio does not complain of errors that nobody looked at.
            _ = not task.done() or task.cancelled() or task.exception()
        with contextlib.suppress(Died):
            await self.database.close()

    async def leave(self) -> None:
        """End politely: what was taken is kept first."""
        await self.assistant.answering.drain()
        await self.bury()
