"""Running: what happens by the clock. What is due is posted, what is over is closed, and its message shows how it ended.

Any of it may be cut off anywhere, by a crash or by the network. What was begun stands in the database with a lease; who
takes it over finds out first whether its message was sent.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock
from bot.guilds import notices
from bot.guilds.guild import Home
from bot.guilds.notices import Notice
from bot.quiz import claims, rounds
from bot.quiz.cards import RoundCards, notice_card
from bot.quiz.channels import Channels, Missing, Posted, Refused, Unreachable
from bot.quiz.claims import LEASE, Claimant
from bot.quiz.closing import close_ended
from bot.quiz.crew import Crew
from bot.quiz.opening import Lost, NoQuestion, Opening, lateness
from bot.quiz.round import COUNTING, Key, Round, State, count_told
from bot.repeating import Troubles, repeat
from bot.storage.engine import Database
from bot.storage.migrating import trouble_with

log = logging.getLogger(__name__)

PASS: Final = 0.5
"""Seconds between two looks at what is due."""
SURE: Final = timedelta(seconds=60)
"""How long after the first try sending again is sure to make no second message."""
DAY: Final = timedelta(days=1)
RETRY: Final = timedelta(seconds=5)
"""How long a round rests whose channel could not be reached."""
MOST: Final = 10_000
"""Rounds claimed in one pass."""
AT_ONCE: Final = 16
"""Rounds that are posted side by side."""
TICK: Final = ("claim_due", "close", "claim_ended")
"""What a tick consists of: all that waits for the database alone."""


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
    ) -> None:
        """Take where rounds are kept and shown, how they are prepared, and in whose name they are claimed.

        `touched` are the rounds that got an answer: their messages may have a new count to tell.
        """
        self._database = database
        self._channels = channels
        self._opening = opening
        self._cards = cards
        self._home = home
        self._owner = owner
        self._clock = clock
        self._touched = touched
        self._troubles = Troubles(lambda error: trouble_with(database, error))
        self._posting = Crew(self._post, AT_ONCE, self._troubles)
        self._showing = Crew(self._show_end, AT_ONCE, self._troubles)
        self._until = asyncio.Event()
        self._done_at: dict[str, datetime] = {}
        self.counts: Counter[str] = Counter(posted=0, closed=0, missed=0, failed=0)
        """What became of rounds by this process, since it was started."""

    @property
    def last_tick(self) -> datetime | None:
        """When it was last done with looking for what is due and what is over; None before it has been."""
        return min(self._done_at.values()) if len(self._done_at) == len(TICK) else None

    def adopt(self, opening: Opening, cards: RoundCards) -> None:
        """Ask from another bank, and show rounds with another roadmap's names; rounds keep the question that they have."""
        self._opening = opening
        self._cards = cards

    async def run(self, until: asyncio.Event) -> None:
        """Do it all again and again, each part by itself, until told to stop; then end what has been begun."""
        self._until = until
        parts = (self.claim_due, self.close, self.claim_ended, self.count, self.tell)
        passes = [repeat(part, PASS, until, self._troubles) for part in parts]
        try:
            await asyncio.gather(*passes, repeat(self._renew, LEASE.total_seconds() / 3, until, self._troubles))
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

    async def tick(self) -> None:
        """Do everything once that is to be done now, and wait until it is done."""
        await self.post_due()
        await self.end()
        await self.count()
        await self.tell()

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
        async with self._database.writing() as connection:
            claimed = await claims.claim_due(connection, self._claimant(), MOST)
        self._posting.take_on(fair(claimed))
        self._done_at["claim_due"] = self._clock()

    async def close(self) -> None:
        """Close the rounds whose time is over."""
        self.counts["closed"] += len(await close_ended(self._database, self._home, self._clock()))
        self._done_at["close"] = self._clock()

    async def claim_ended(self) -> None:
        """Begin to show how rounds ended."""
        async with self._database.writing() as connection:
            claimed = await claims.claim_unshown(connection, self._claimant(), MOST)
        self._showing.take_on(fair(claimed))
        self._done_at["claim_ended"] = self._clock()

    async def count(self) -> None:
        """Tell on the messages of open rounds how many have answered; everything else comes first."""
        while self._touched and not self._posting.busy and not self._until.is_set():
            await self._tell_count(self._touched.pop())

    async def tell(self) -> None:
        """Tell admins what they have to know."""
        async with self._database.reading() as connection:
            untold = await notices.untold(connection, self._home, AT_ONCE)
        for notice in untold:
            if not self._until.is_set():
                await self._tell(notice)

    async def _tell(self, notice: Notice) -> None:
        async with self._database.writing() as connection:
            mine = await notices.note_told(connection, notice, self._clock())
        if not mine:
            return
        told = await self._channels.tell(notice.guild_id, notice.user_id, notice_card(notice))
        if isinstance(told, Unreachable):
            async with self._database.writing() as connection:
                await notices.note_untold(connection, notice)
        elif isinstance(told, Refused):
            log.info("notice %s of guild %d could not be sent: %s", notice.subject, notice.guild_id, told.reason)

    async def _post(self, claimed: Round) -> None:
        """Post a round; where an earlier try may have sent it too long ago for the nonce, look for it first."""
        first_try, now = claimed.first_try, self._clock()
        if claimed.question is None or first_try is None or timedelta() <= now - first_try < SURE:
            await self._send(claimed)
            return
        # A try that lies ahead was made by a clock that was wrong: nobody knows when.
        since = first_try if first_try <= now else now - DAY
        looked = await self._channels.look_for(replace(claimed, first_try=since))
        if isinstance(looked, (Missing, Refused)) and await self._is_answered(claimed):
            # Who has answered has seen it: the round goes on, and only its message stays out of our reach.
            await self._opened(claimed, None)
            return
        match looked:
            case Posted(message_id=message_id):
                await self._opened(claimed, message_id)
            case Missing():
                # It was never sent: people get the whole time for it from now on.
                await self._send(replace(claimed, closes_at=None))
            case Refused(reason=reason):
                await self._failed(claimed, reason)
            case Unreachable(reason=reason):
                await self._try_later(claimed, reason)

    async def _is_answered(self, claimed: Round) -> bool:
        async with self._database.reading() as connection:
            return (await rounds.counts(connection, claimed.key))[0] > 0

    async def _send(self, claimed: Round) -> None:
        now = self._clock()
        if lateness(claimed, now) is not None:
            self.counts["missed"] += await self._opening.missed(claimed, now)
            log.warning("round %s was due at %s and is missed", claimed.key, claimed.due_at)
            return
        prepared = await self._opening.prepare(claimed, self._owner, now)
        if isinstance(prepared, Lost):
            log.warning("round %s was taken over by another process", claimed.key)
            return
        if isinstance(prepared, NoQuestion):
            await self._failed(claimed, prepared.reason)
            return
        match await self._channels.post(prepared, self._cards.open(prepared)):
            case Posted(message_id=message_id):
                await self._opened(prepared, message_id)
            case Refused(reason=reason):
                log.warning("round %s is refused: %s", claimed.key, reason)
                await self._failed(prepared, reason)
            case Unreachable(reason=reason):
                await self._try_later(claimed, reason)

    async def _opened(self, posted: Round, message_id: int | None) -> None:
        self.counts["posted"] += await self._opening.opened(posted, message_id, self._clock())

    async def _failed(self, refused: Round, reason: str) -> None:
        self.counts["failed"] += await self._opening.failed(refused, reason, self._clock())

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

    def _claimant(self) -> Claimant:
        return Claimant(self._home, self._owner, self._clock())

    async def _release(self) -> None:
        """Leave what is claimed and not done to others."""
        try:
            async with self._database.writing() as connection:
                await claims.release(connection, self._owner, self._clock())
        except Exception as error:  # noqa: BLE001 - they run out by themselves
            self._troubles.tell("claims could not be given up; others take over when they run out", error)

    async def _renew(self) -> None:
        """Say that this process is alive, for all that it has claimed."""
        async with self._database.writing() as connection:
            await claims.renew(connection, self._owner, self._clock())


def fair(claimed: Iterable[Round]) -> list[Round]:
    """Put rounds in the order in which they are dealt with: no guild's second before another one's first."""
    seen: dict[int, int] = {}
    turns: list[tuple[int, Round]] = []
    for one in claimed:
        turn = seen[one.key.guild_id] = seen.get(one.key.guild_id, -1) + 1
        turns.append((turn, one))
    return [one for _, one in sorted(turns, key=lambda entry: entry[0])]
