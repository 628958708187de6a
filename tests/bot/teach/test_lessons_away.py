"""What is known of guilds while the database is away: the roadmap answers, and the log is not drowned."""

from pathlib import Path

import pytest

from bot.storage.engine import Database
from bot.teach.lessons import NOTHING, Lessons


async def test_the_log_hears_of_it_once_a_minute_however_many_guilds_ask(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    away = Database(f"sqlite+aiosqlite:///{tmp_path / 'without-tables.sqlite3'}")
    lessons = Lessons(away)
    for guild_id in range(5_000, 5_020):
        assert await lessons.of(guild_id) == NOTHING
    await away.close()
    told = [record.getMessage() for record in caplog.records if "have taught" in record.getMessage()]
    assert told == ["what guilds have taught could not be read: OperationalError"]
