"""Posting: a claimed round gets its one message, whatever became of the tries before.

What may have been sent is looked for before anything is said of the round, and what somebody has answered goes on to its
end: who was told that an answer is kept must find it in the scores.
"""

import logging
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.clock import Clock
from bot.quiz import rounds
from bot.quiz.cards import RoundCards
from bot.quiz.channels import Channels, Missing, Posted, Refused, Unreachable
from bot.quiz.opening import Lost, NoQuestion, Opening, lateness
from bot.quiz.round import Round
from bot.storage.engine import Database

log = logging.getLogger(__name__)

SURE: Final = timedelta(seconds=60)
"""How long after the first try sending again is sure to make no second message."""
DAY: Final = timedelta(days=1)


@dataclass
class Posting:
    """Posts rounds that one process has claimed; `opening` and `cards` follow the roadmap."""

    database: Database
    channels: Channels
    opening: Opening
    cards: RoundCards
    owner: str
    clock: Clock
    put_off: Callable[[Round, str], Awaitable[None]]
    """What is done with a round whose channel can't be reached, and why it can't."""
    counts: Counter[str]

    async def post(self, claimed: Round) -> None:
        """Post a round, unless its time has passed."""
        if claimed.question is not None:
            # An earlier try has come to the point of sending it.
            await self._post_again(claimed)
        elif lateness(claimed, self.clock()) is not None:
            await self._missed(claimed)
        else:
            await self._send(claimed)

    async def _post_again(self, tried: Round) -> None:
        """Send a round once more while that makes no second message; from then on look for it first."""
        now = self.clock()
        late = lateness(tried, now) is not None
        if not late and tried.first_try is not None and timedelta() <= now - tried.first_try < SURE:
            await self._send(tried)
            return
        match await self._seek(tried):
            case Missing() if late:
                await self._missed(tried)
            case Missing():
                # It was never sent: people get the whole time for it from now on.
                await self._send(replace(tried, closes_at=None))
            case Refused() as refused:
                await self._failed(tried, refused.told(self.opening.say))

    async def _seek(self, sent: Round) -> Missing | Refused | None:
        """Look for the message of a round that may have one; None where that settles the matter for now."""
        first_try, now = sent.first_try, self.clock()
        # A try that lies ahead was made by a clock that was wrong: nobody knows when.
        since = first_try if first_try is not None and first_try <= now else now - DAY
        looked = await self.channels.look_for(replace(sent, first_try=since))
        match looked:
            case Posted(message_id=message_id):
                await self._opened(sent, message_id)
            case Unreachable(reason=reason):
                await self.put_off(sent, reason)
            case _ if await self._is_answered(sent):
                # Who has answered has seen it: the round goes on, and only its message stays out of our reach.
                await self._opened(sent, None)
            case _:
                return looked
        return None

    async def _send(self, claimed: Round) -> None:
        prepared = await self.opening.prepare(claimed, self.owner, self.clock())
        if isinstance(prepared, Lost):
            log.warning("round %s was taken over by another process", claimed.key)
            return
        if isinstance(prepared, NoQuestion):
            await self._failed(claimed, prepared.reason)
            return
        match await self.channels.post(prepared, self.cards.open(prepared)):
            case Posted(message_id=message_id):
                await self._opened(prepared, message_id)
            case Refused() as refused:
                log.warning("round %s is refused: %s", claimed.key, refused.reason)
                # A try before may have got through, and only its answer did not.
                if await self._seek(prepared) is not None:
                    await self._failed(prepared, refused.told(self.opening.say))
            case Unreachable(reason=reason):
                await self.put_off(claimed, reason)

    async def _is_answered(self, sent: Round) -> bool:
        async with self.database.reading() as connection:
            return (await rounds.counts(connection, sent.key))[0] > 0

    async def _opened(self, posted: Round, message_id: int | None) -> None:
        if await self.opening.opened(posted, message_id, self.clock()):
            # Counted after the wait: others are counted meanwhile.
            self.counts["posted"] += 1

    async def _missed(self, late: Round) -> None:
        if await self.opening.missed(late, self.clock()):
            self.counts["missed"] += 1
            log.warning("round %s was due at %s and is missed", late.key, late.due_at)
        else:
            # It came to something meanwhile, or somebody answered it at this very moment.
            await self._opened(late, None)

    async def _failed(self, refused: Round, reason: str) -> None:
        if await self.opening.failed(refused, reason, self.clock()):
            self.counts["failed"] += 1
        else:
            await self._opened(refused, None)
