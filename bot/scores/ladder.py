"""The ladder: how many people stand on each sum of points, so that a rank is counted without counting everybody."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Integer, cast, delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.engine import insert_into
from bot.storage.tables import rung, score

ON: Final = 1
OFF: Final = -1


async def step(connection: AsyncConnection, sign: int, *who: Any) -> None:
    """Put all scores that fulfil conditions on the ladder, or take them off it.

    Whoever changes scores takes them off, changes them and puts them on again, in one transaction that holds the guild.
    """
    people = func.count() * sign
    hidden = func.sum(cast(score.c.hidden, Integer)) * sign
    place = (score.c.guild_id, score.c.period, score.c.points)
    counted = select(*place, people, hidden).where(*who).group_by(*place)
    new = insert_into(connection, rung).from_select([column.name for column in rung.c], counted)
    sums = {name: rung.c[name] + new.excluded[name] for name in ("people", "hidden")}
    keys = [rung.c.guild_id, rung.c.period, rung.c.points]
    await connection.execute(new.on_conflict_do_update(index_elements=keys, set_=sums))


async def sweep(connection: AsyncConnection, guild_id: int, periods: Sequence[str] | None = None) -> None:
    """Forget the rungs on which nobody stands any more, of some periods or of all."""
    empty = [rung.c.guild_id == guild_id, rung.c.people == 0]
    if periods is not None:
        empty.append(rung.c.period.in_(periods))
    await connection.execute(delete(rung).where(*empty))
