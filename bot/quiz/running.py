"""Running: what happens by the clock. What is due is posted, what is over is closed, and its message shows how it ended.

Any of it may be cut off anywhere, by a crash or by the network. What was begun stands in the database with a lease; who
takes it over finds out first whether its message was sent.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final, TypeAlias

from bot.clock import Clock
from bot.guilds import notices
from bot.guilds.guild import Home
from bot.guilds.notices import Notice
from bot.guilds.shards import Shards
from bot.quiz import claims, rounds
from bot.quiz.cards import RoundCards, notice_card
from bot.quiz.channels import Channels, Posted, Refused, Unreachable
from bot.quiz.claims import LEASE, OVERDUE, Claimant
from bot.quiz.closing import close_ended
from bot.quiz.crew import Crew
from bot.quiz.glance import Chore, Glance
from bot.quiz.opening import Opening
from bot.quiz.posting import Posting
from bot.quiz.round import COUNTING, Key, Round, State, count_told
from bot.repeating import Troubles, repeat
from bot.storage.engine import Database
from bot.storage.migrating import trouble_with

log = logging.getLogger(__name__)

PASS: Final = 0.5
"""Seconds between two looks at what is due."""
RETRY: Final = timedelta(seconds=5)
"""How long a round rests whose channel could not be reached."""
MOST: Final = 10_000
"""Rounds of its own guilds that a process claims in one pass."""
AT_ONCE: Final = 16
"""Rounds that are posted side by side."""
ROOM: Final = 2 * AT_ONCE
"""Rounds of others that a process lets wait at most: what it can post within moments, so that the rest is shared."""
TICK: Final = ("claim_due", "close", "claim_ended", "renew")
"""What a tick consists of: all that waits for the database alone. To renew claims is what is written whatever is due."""

Claim: TypeAlias = Callable[..., Awaitable[list[Round]]]
"""One of the two claims of `claims`."""
Part: TypeAlias = Callable[[], Coroutine[Any, Any, None]]
"""Something that is done again and again."""


class Running:
    """The clockwork of one process, for the guilds of one front end."""

    def __init__(
        self,
        database: Database,
        channels: Channels,
        opening: Opening,
        cards: RoundCards,
        *,
        touched: set[Key],
        home: Home,
        owner: str,
        clock: Clock,
        shards: Shards | None = None,
    ) -> None:
        """Take where rounds are kept and shown, how they are prepared, and in whose name they are claimed.

        `touched` are the rounds that got an answer: their messages may have a new count to tell. What is on other
        shards than `shards` is left to the processes that serve those, while they live.
        """
        self._database = database
        self._channels = channels
        self._cards = cards
        self._home = home
        self._owner = owner
        self._clock = clock
        self._shards = shards
        self._touched = touched
        self._troubles = Troubles(lambda error: trouble_with(database, error))
        self.counts: Counter[str] = Counter(posted=0, closed=0, missed=0, failed=0)
        """What became of rounds by this process, since it was started."""
        self._poster = Posting(database, channels, opening, cards, owner, clock, self._try_later, self.counts)
        self._posting = Crew(self._poster.post, AT_ONCE, self._troubles)
        self._showing = Crew(self._show_end, AT_ONCE, self._troubles)
        self._until = asyncio.Event()
        self._done_at: dict[str, datetime] = {}

    @property
    def last_tick(self) -> datetime | None:
        """When it was last done with looking for what is due and what is over; None before it has been."""
        return min(self._done_at.values()) if len(self._done_at) == len(TICK) else None

    def adopt(self, opening: Opening, cards: RoundCards) -> None:
        """Ask from another bank, and show rounds with another roadmap's names; rounds keep the question that they have."""
        self._poster.opening = opening
        self._poster.cards = self._cards = cards

    async def run(self, until: asyncio.Event) -> None:
        """Do it all again and again, each part by itself, until told to stop; then end what has been begun."""
        self._until = until
        glance = Glance(self._database, self._home, self._clock)
        parts = {
            Chore.DUE: self.claim_due,
            Chore.OVER: self.close,
            Chore.UNSHOWN: self.claim_ended,
            Chore.UNTOLD: self.tell,
        }
        looking = [self._timed(self._if_seen(glance, chore, part)) for chore, part in parts.items()]
        passes = [repeat(part, PASS, until, self._troubles) for part in (*looking, self.count)]
        renewing = repeat(self._timed(self.renew), LEASE.total_seconds() / 3, until, self._troubles)
        try:
            await asyncio.gather(*passes, renewing)
            self._posting.drop()
            self._showing.drop()
            await self._posting.rest()
            await self._showing.rest()
        except asyncio.CancelledError:
            # As after a crash: whoever comes next finds out what was sent.
            await self._posting.cut_off()
            await self._showing.cut_off()
            await self._release()
            raise
        await self._release()

    def _if_seen(self, glance: Glance, chore: Chore, part: Part) -> Part:
        @wraps(part)
        async def looked() -> None:
            if await glance.sees(chore):
                await part()

        return looked

    def _timed(self, part: Part) -> Part:
        @wraps(part)
        async def timed() -> None:
            await part()
            if part.__name__ in TICK:
                self._done_at[part.__name__] = self._clock()

        return timed

    async def tick(self) -> None:
        """Do everything once that is to be done now, and wait until it is done."""
        await self.post_due()
        await self.end()
        await self.count()
        await self.tell()
        self._done_at = dict.fromkeys(TICK, self._clock())

    async def post_due(self) -> None:
        """Post the rounds that are due, and wait until they are posted."""
        await self.claim_due()
        await self._posting.rest()

    async def end(self) -> None:
        """Close the rounds whose time is over, and wait until their messages show how they ended."""
        await self.close()
        await self.claim_ended()
        await self._showing.rest()

    async def claim_due(self) -> None:
        """Begin to post the rounds that are due."""
        await self._claim(claims.claim_due, self._posting)

    async def close(self) -> None:
        """Close the rounds whose time is over."""
        self.counts["closed"] += len(await close_ended(self._database, self._home, self._clock()))

    async def claim_ended(self) -> None:
        """Begin to show how rounds ended."""
        await self._claim(claims.claim_unshown, self._showing)

    async def _claim(self, claim: Claim, crew: Crew) -> None:
        async with self._database.writing() as connection:
            claimed = await claim(connection, self._claimant(self._shards), MOST)
            room = ROOM - crew.waiting
            if self._shards is not None and room > 0:
                # The process that they belong to has fallen silent.
                claimed += await claim(connection, self._claimant(), room, OVERDUE)
        crew.take_on(fair(claimed))

    async def count(self) -> None:
        """Tell on the messages of open rounds how many have answered; everything else comes first."""
        while self._touched and not self._posting.busy and not self._showing.busy and not self._until.is_set():
            await self._tell_count(self._touched.pop())

    async def tell(self) -> None:
        """Tell admins what they have to know."""
        async with self._database.reading() as connection:
            untold = await notices.untold(connection, self._home, AT_ONCE)
        for notice in untold:
            if not self._until.is_set():
                await self._tell(notice)

    async def renew(self) -> None:
        """Say that this process is alive, for all that it has claimed and still works on."""
        for crew in (self._posting, self._showing):
            for key in tuple(crew.failed):
                # Each by itself: held together they could wait for an answer that waits for them.
                async with self._database.writing() as connection:
                    await claims.let_go(connection, key, self._owner, self._clock() + RETRY)
                crew.failed.discard(key)
        async with self._database.writing() as connection:
            await claims.renew(connection, self._owner, self._clock())

    async def _tell(self, notice: Notice) -> None:
        async with self._database.writing() as connection:
            mine = await notices.note_told(connection, notice, self._clock())
        if not mine:
            return
        told = await self._channels.tell(notice.guild_id, notice.user_id, notice_card(notice), notice.nonce)
        if isinstance(told, Unreachable):
            async with self._database.writing() as connection:
                await notices.note_untold(connection, notice)
        elif isinstance(told, Refused):
            log.info("notice %s of guild %d could not be sent: %s", notice.subject, notice.guild_id, told.reason)

    async def _show_end(self, ended: Round) -> None:
        card = self._cards.ended(ended)
        if ended.message_id is not None:
            shown = await self._channels.edit(ended, card)
            if isinstance(shown, Refused):
                shown = await self._channels.follow_up(ended, card)
            if isinstance(shown, Unreachable):
                await self._try_later(ended, shown.reason)
                return
            if not isinstance(shown, Posted):
                log.info("round %s has no message any more that could show its end", ended.key)
        async with self._database.writing() as connection:
            await rounds.note_shown(connection, ended, self._clock())

    async def _tell_count(self, key: Key) -> None:
        async with self._database.reading() as connection:
            answers, told = await rounds.counts(connection, key)
            step = count_told(answers)
            counted = await rounds.find(connection, key) if step > told else None
        if (
            counted is None
            or counted.message_id is None
            or counted.state is not State.OPEN
            or counted.opened_at is None
        ):
            return
        if self._clock() - counted.opened_at < COUNTING:
            if isinstance(await self._channels.edit(counted, self._cards.open(counted, step)), Unreachable):
                return
            async with self._database.writing() as connection:
                await rounds.tell_count(connection, key, step)
                # Where the round ended while the count was on its way, it may have arrived after the result.
                await rounds.show_again(connection, key)

    async def _try_later(self, claimed: Round, reason: str) -> None:
        self._troubles.remark(f"round {claimed.key} has to wait: {reason}", about=reason)
        async with self._database.writing() as connection:
            await claims.let_go(connection, claimed.key, self._owner, self._clock() + RETRY)

    def _claimant(self, shards: Shards | None = None) -> Claimant:
        return Claimant(self._home, self._owner, self._clock(), shards)

    async def _release(self) -> None:
        """Leave what is claimed and not done to others."""
        try:
            async with self._database.writing() as connection:
                await claims.release(connection, self._owner, self._clock())
        except Exception as error:  # noqa: BLE001 - they run out by themselves
            self._troubles.tell("claims could not be given up; others take over when they run out", error)


def fair(claimed: Iterable[Round]) -> list[Round]:
    """Put rounds in the order in which they are dealt with: no guild's second before another one's first."""
    seen: dict[int, int] = {}
    turns: list[tuple[int, Round]] = []
    for one in claimed:
        turn = seen[one.key.guild_id] = seen.get(one.key.guild_id, -1) + 1
        turns.append((turn, one))
    return [one for _, one in sorted(turns, key=lambda entry: entry[0])]
