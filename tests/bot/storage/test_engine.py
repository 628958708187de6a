"""The database as its users meet it."""

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from bot.storage.engine import Database
from bot.storage.tables import member


async def test_an_error_does_not_tell_the_log_what_people_are_called(database: Database) -> None:
    jane = {"guild_id": 1, "user_id": 2, "name": "Jane Doe"}
    async with database.writing() as connection:
        await connection.execute(insert(member).values(**jane))
    with pytest.raises(DBAPIError) as written:
        async with database.writing() as connection:
            await connection.execute(insert(member).values(**jane))
    with pytest.raises(DBAPIError) as read:
        async with database.reading() as connection:
            await connection.execute(text("SELECT nothing FROM member WHERE name = :name"), {"name": "Jane Doe"})
    for error in (written.value, read.value):
        assert "member" in str(error)
        assert "Jane Doe" not in str(error)
