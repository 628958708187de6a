from itertools import permutations

import pytest
from sqlalchemy import text

from bot.storage.engine import Database
from bot.storage.rows import Sum, Summing, batches, put, read, summed, tables_in, written
from tests.bot.storage.kept import filled

ODD = [1, -(2**63), 2**63 - 1, None, 0.1, "Zoë „quoted“\n\x1b\u2028", b"\x00\xff", ""]


def summed_up(*rows: str) -> Sum:
    summing = Summing()
    for row in rows:
        summing.add(row)
    return summing.sum


def test_every_kind_of_value_is_read_as_it_was_written() -> None:
    assert read(written(ODD)) == ODD


def test_the_order_of_rows_makes_no_difference_and_everything_else_does() -> None:
    assert len({summed_up(*rows) for rows in permutations(["[1]", "[2]", "[2]"])}) == 1
    different = [summed_up(*rows) for rows in (["[1]", "[2]", "[2]"], ["[1]", "[1]", "[2]"], ["[1]", "[2]"], ["[12]"])]
    assert len(set(different)) == len(different)


@pytest.mark.parametrize("line", ["{}", "[1", "7", '[{"base64": 7}]'])
def test_a_line_that_is_no_row_is_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(line)


async def test_a_table_s_rows_are_summed_up_as_they_lie(database: Database) -> None:
    sums = await filled(database)
    assert sums["answer"].rows == 18
    async with database.writing() as connection:
        await connection.execute(text("UPDATE answer SET name = 'Somebody else' WHERE user_id = 3 AND guild_id = 11"))
        (answers,) = [one for one in await tables_in(connection) if one.name == "answer"]
        changed = await summed(connection, answers)
    assert changed.rows == sums["answer"].rows
    assert changed.digest != sums["answer"].digest


async def test_rows_that_are_put_back_are_the_same(database: Database) -> None:
    sums = await filled(database)
    async with database.writing() as connection:
        (answers,) = [one for one in await tables_in(connection) if one.name == "answer"]
        rows = [row async for batch in batches(connection, answers) for row in batch]
        await connection.execute(answers.delete())
        assert await summed(connection, answers) == summed_up()
        await put(connection, answers, rows)
        assert await summed(connection, answers) == sums["answer"]
