"""Sharing: a person's limit holds over all processes of a bot together.

Discord tells each guild's events to one process, so that limits of channels and guilds hold as they are. A person may
ask in many guilds; what they have used is charged in the database, some at a time: most people never cause a query.
"""

import asyncio
import logging
from collections import OrderedDict
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.floods.floodgate import MOST, Floodgate, Scope
from bot.floods.limits import Limit, spend
from bot.storage.engine import Database, insert_into
from bot.storage.tables import allowance

log = logging.getLogger(__name__)

AT_A_TIME: Final = 20
"""How often a process lets a person through before it is charged: by so much each process may go beyond the limit."""


class Sharing:
    """Charges what people use in this process, and tells its gate what they use in the others."""

    def __init__(self, gate: Floodgate, database: Database, limit: Limit, clock: Clock) -> None:
        """Take the gate, which is to tell whom it lets through, and where all processes charge what was used."""
        self._gate = gate
        self._database = database
        self._limit = limit
        self._clock = clock
        self._uncharged: OrderedDict[int, int] = OrderedDict()
        self._charging: set[asyncio.Task[None]] = set()
        gate.spent = self.note

    def note(self, user_id: int) -> None:
        """Hear that a person was let through."""
        used = self._uncharged.pop(user_id, 0) + 1
        if used >= AT_A_TIME:
            # Nobody waits for it: a moment later is early enough, and a database that is busy holds up no answer.
            charging = asyncio.create_task(self._charge(user_id, used), name="allowance")
            self._charging.add(charging)
            charging.add_done_callback(self._charging.discard)
            return
        self._uncharged[user_id] = used
        # The first was let through longest ago: what they used is nearly back, and is on the house.
        if len(self._uncharged) > MOST:
            self._uncharged.popitem(last=False)

    async def settled(self) -> None:
        """Wait for all that is being charged."""
        await asyncio.gather(*self._charging)

    async def _charge(self, user_id: int, many: int) -> None:
        try:
            async with self._database.writing() as connection:
                full_at = await charge(connection, user_id, many, self._limit, self._clock())
        except (SQLAlchemyError, OSError) as error:
            log.warning("what somebody used could not be charged (%s); until it can, each process counts alone", error)
        else:
            self._gate.correct((Scope.PERSON, user_id), full_at)


async def charge(connection: AsyncConnection, user_id: int, many: int, limit: Limit, now: datetime) -> datetime:
    """Charge what a person has used; say when they may use as much as anybody again."""
    # The row is there before it is locked, so that of two that charge a person first neither is lost.
    first = insert_into(connection, allowance).values(user_id=user_id, full_at=now).on_conflict_do_nothing()
    await connection.execute(first)
    mine = allowance.c.user_id == user_id
    before = (await connection.execute(select(allowance.c.full_at).where(mine).with_for_update())).scalar_one()
    full_at = spend(limit, before, now, many)
    await connection.execute(update(allowance).where(mine).values(full_at=full_at))
    return full_at


async def purge(connection: AsyncConnection, now: datetime) -> None:
    """Forget who may use as much as anybody."""
    await connection.execute(delete(allowance).where(allowance.c.full_at <= now))
