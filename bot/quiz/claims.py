"""Claims: which process works on which round, for how long, and who takes over when it falls silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import ColumnElement, and_, bindparam, func, literal, or_, select, true, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.guilds.guild import Home
from bot.guilds.shards import Shards
from bot.quiz import rounds
from bot.quiz.round import GRACE, Key, Round, State
from bot.storage.tables import round as round_

Moment: TypeAlias = datetime | ColumnElement[datetime]
"""A moment, or what stands for one in a statement."""
LEASE: Final = timedelta(seconds=30)
"""How long a process may be silent before another takes over what it has claimed."""
OVERDUE: Final = timedelta(seconds=10)
"""How long what is due is left to the process whose guild it is; then whoever has room for it takes it over."""


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who claims, for which guilds, and when. Without `shards` it claims for those of every process."""

    home: Home
    owner: str
    now: datetime
    shards: Shards | None = None

    def has(self, guild_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Make the condition that it claims for a column's guild."""
        return and_(self.home.has(guild_id), true() if self.shards is None else self.shards.has(guild_id))


async def claim_due(
    connection: AsyncConnection, claimant: Claimant, most: int, waited: timedelta = timedelta()
) -> list[Round]:
    """Claim rounds that have been due for so long and that no living process has claimed, the longest due first."""
    return await _claim(connection, is_due(claimant.now - waited), claimant, most)


async def claim_unshown(
    connection: AsyncConnection, claimant: Claimant, most: int, waited: timedelta = timedelta()
) -> list[Round]:
    """Claim rounds that ended so long ago while their messages still show them open."""
    # Another process may have closed them by a clock that is ahead of ours.
    ended = and_(IS_UNSHOWN, round_.c.closed_at <= claimant.now - waited if waited else true())
    return await _claim(connection, ended, claimant, most)


async def _claim(
    connection: AsyncConnection, wanted: ColumnElement[bool], claimant: Claimant, most: int
) -> list[Round]:
    now = claimant.now
    chosen = (
        select(round_.c.guild_id, round_.c.number)
        .where(wanted, is_free(now), claimant.has(round_.c.guild_id))
        .order_by(round_.c.due_at, round_.c.number)
        .limit(most)
        .with_for_update(skip_locked=True)
    )
    claimed = (
        update(round_)
        .where(tuple_(round_.c.guild_id, round_.c.number).in_(chosen))
        .values(
            owner=claimant.owner,
            lease_until=now + LEASE,
            first_try=func.coalesce(round_.c.first_try, literal(now, round_.c.first_try.type)),
            tries=round_.c.tries + 1,
        )
        .returning(round_)
    )
    found = [rounds.read(row) for row in await connection.execute(claimed)]
    return sorted(found, key=lambda round_: (round_.due_at, round_.key.number, round_.key.guild_id))


async def renew(connection: AsyncConnection, owner: str, now: datetime) -> None:
    """Say that a process still works on all that it has claimed."""
    mine = (round_.c.owner == owner, round_.c.lease_until > now)
    await connection.execute(update(round_).where(_in_order(*mine)).values(lease_until=now + LEASE))


async def release(connection: AsyncConnection, owner: str, now: datetime) -> None:
    """Give up all claims of a process that stops, so that others need not wait for them to run out."""
    await connection.execute(update(round_).where(_in_order(round_.c.owner == owner)).values(lease_until=now))


async def let_go(connection: AsyncConnection, key: Key, owner: str, until: datetime) -> None:
    """Give up a claim, so that any process may try again from `until` on."""
    mine = (rounds.is_(key), round_.c.owner == owner)
    # Nobody's any more: who still renews its claims must not hold on to this one.
    await connection.execute(update(round_).where(*mine).values(owner=None, lease_until=until))


async def confirm(connection: AsyncConnection, key: Key, owner: str, now: datetime) -> bool:
    """Renew the claim on a round that is about to be sent; False where another process has taken it over."""
    mine = (rounds.is_(key), round_.c.state == State.PLANNED, round_.c.owner == owner)
    return (await connection.execute(update(round_).where(*mine).values(lease_until=now + LEASE))).rowcount == 1


async def ending(connection: AsyncConnection, home: Home, now: datetime, most: int) -> list[Key]:
    """Give open rounds whose end, and the grace after it, have passed."""
    over = (is_over(now - GRACE), is_free(now), home.has(round_.c.guild_id))
    there = select(round_.c.guild_id, round_.c.number).where(*over).order_by(round_.c.closes_at).limit(most)
    return [Key(row.guild_id, row.number) for row in await connection.execute(there)]


async def rest(connection: AsyncConnection, key: Key, until: datetime) -> None:
    """Leave a round alone for a while: what was tried with it failed, and others wait."""
    await connection.execute(update(round_).where(rounds.is_(key)).values(lease_until=until))


def is_due(by: Moment) -> ColumnElement[bool]:
    """Make the condition that a round waits for its post since that moment at least."""
    return and_(_in(State.PLANNED), round_.c.due_at <= by)


def is_over(by: Moment) -> ColumnElement[bool]:
    """Make the condition that an open round was to end by that moment."""
    return and_(_in(State.OPEN), round_.c.closes_at <= by)


def is_free(now: Moment) -> ColumnElement[bool]:
    """Make the condition that no living process has claimed a round, nor is it to rest."""
    return or_(round_.c.lease_until.is_(None), round_.c.lease_until <= now)


def _in_order(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Make the condition that takes several rounds, each in its turn.

    Answers hold rounds by their numbers: whoever held them in another order would wait for one who waits in turn.
    """
    there = select(round_.c.guild_id, round_.c.number).where(*conditions)
    in_turn = there.order_by(round_.c.guild_id, round_.c.number).with_for_update()
    return tuple_(round_.c.guild_id, round_.c.number).in_(in_turn)


def _in(state: State) -> ColumnElement[bool]:
    """Make the condition that a round is in a state, written out in the statement.

    SQLite takes the partial index of such rounds only where it can read the state there.
    """
    return round_.c.state == bindparam("state", state, unique=True, literal_execute=True)


_ENDED: Final = round_.c.state.in_(
    bindparam("ended", (State.CLOSED, State.VOID), unique=True, expanding=True, literal_execute=True)
)
IS_UNSHOWN: Final = and_(_ENDED, round_.c.shown_at.is_(None))
"""The condition that the message of a round that has ended still shows it open."""
