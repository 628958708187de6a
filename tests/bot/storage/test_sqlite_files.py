"""SQLite's files, held for ourselves: not by a look alone, which is over when another process comes."""

from pathlib import Path

import pytest

from bot.storage import sqlite_files
from bot.storage.engine import Database
from bot.storage.faults import DatabaseError
from bot.storage.migrating import migrate


async def test_a_file_that_comes_into_use_at_the_last_moment_is_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "bot.sqlite3"
    bot = Database(f"sqlite+aiosqlite:///{file}")
    await migrate(bot)
    monkeypatch.setattr(sqlite_files, "in_use", lambda _: False)
    with pytest.raises(DatabaseError, match="is in use"), sqlite_files.alone(file):
        pass
    await bot.close()
    with sqlite_files.alone(file):
        pass
