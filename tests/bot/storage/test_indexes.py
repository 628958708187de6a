"""What the clockwork asks each second finds its rows by an index, however many rounds there have been."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.guilds.guild import Home
from bot.quiz import claims
from bot.quiz.claims import Claimant
from bot.quiz.glance import Glance
from bot.storage.engine import Database
from bot.storage.migrating import migrate

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
async def on_sqlite(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.sqlite3'}")
    await migrate(database)
    yield database
    await database.close()


async def test_no_pass_of_the_clockwork_looks_at_every_round(on_sqlite: Database) -> None:
    asked: list[tuple[str, Any]] = []
    due = Claimant(Home.DISCORD, "me", NOW)
    async with on_sqlite.writing() as connection:
        sync = connection.sync_connection
        assert sync is not None
        event.listen(sync, "before_cursor_execute", lambda *said: asked.append((said[2], said[3])))
        await claims.claim_due(connection, due, 10)
        await claims.claim_unshown(connection, due, 10)
        await claims.ending(connection, Home.DISCORD, NOW, 10)
        await Glance(on_sqlite, Home.DISCORD, lambda: NOW).look_on(connection)
        statements = list(asked)
        for statement, parameters in statements:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row.detail) for row in plan]
            assert "SCAN round" not in steps, (statement, steps)
    assert len(statements) == 4
