"""`roadmap-bot export` as a shell meets it: every row of every guild as a line."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from bot.people import NOWHERE, Member
from bot.storage.engine import Database
from bot.storage.tables import metadata
from bot.teach import votes
from bot.teach.votes import Vote
from tests.bot.processes import run
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, played

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def exported(database: Database, environment: dict[str, str], *options: str) -> list[dict[str, Any]]:
    url = database.url.render_as_string(hide_password=False)
    done = run(environment | {"DATABASE_URL": url}, "export", *options)
    assert done.returncode == 0
    assert bool(done.stdout) != bool(done.stderr)
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


async def test_every_row_of_every_guild_is_a_line(database: Database, environment: dict[str, str]) -> None:
    assert exported(database, environment) == []
    for guild in (2, 1):
        schedule = await daily(database, guild, 5, NOON)
        await played(database, NOON, {1: RIGHT, 2: WRONG}, schedule=schedule, guild=guild)
    rows = exported(database, environment)
    guilds = [row["guild_id"] for row in rows if "guild_id" in row]
    assert guilds == sorted(guilds)
    async with database.reading() as connection:
        for table in metadata.sorted_tables:
            there = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
            assert sum(row["table"] == table.name for row in rows) == there, table.name


async def test_a_guild_s_export_has_its_own_rows_alone(database: Database, environment: dict[str, str]) -> None:
    for guild in (2, 1):
        await played(database, NOON, {1: RIGHT, 2: WRONG}, guild=guild)
    rows = exported(database, environment, "--guild", "2")
    assert rows == [row for row in exported(database, environment) if row.get("guild_id") == 2]
    assert exported(database, environment, "--guild", "3") == []


async def test_a_person_s_export_has_theirs_in_all_guilds(database: Database, environment: dict[str, str]) -> None:
    for guild in (2, 1):
        schedule = await daily(database, guild, 5, NOON)
        await played(database, NOON, {1: RIGHT, 2: WRONG}, schedule=schedule, guild=guild)
    rows = exported(database, environment, "--user", "2")
    assert {row["table"] for row in rows} == {"answer", "member", "memory", "score", "streak"}
    assert {row["guild_id"] for row in rows if row["table"] != "memory"} == {1, 2}
    assert {row["user_id"] for row in rows} == {2}
    # Whoever made schedules gets those: they carry their id under another name.
    assert {row["table"] for row in exported(database, environment, "--user", "7")} == {"schedule"}
    assert exported(database, environment, "--user", "3") == []


async def test_votes_are_counted_without_whose_they_are(database: Database, environment: dict[str, str]) -> None:
    assert exported(database, environment, "--votes") == []
    async with database.writing() as connection:
        for where, user, helpful in ((2, 7, True), (2, 8, False), (NOWHERE, 7, False)):
            await votes.cast(connection, Member(where, user, "ana"), Vote(77, "lookup", "saga", helpful), NOON)
        await votes.explain(connection, Member(NOWHERE, 7, "ana"), 77, "too long")
    counted = {"kind": "lookup", "slug": "saga", "helpful": 1, "unhelpful": 2, "reasons": ["too long"]}
    assert exported(database, environment, "--votes") == [counted]
    here = counted | {"unhelpful": 1, "reasons": []}
    assert exported(database, environment, "--votes", "--guild", "2") == [here]
    assert run(environment, "export", "--votes", "--user", "7").returncode == 2


async def test_what_is_written_meanwhile_is_not_seen(database: Database) -> None:
    await played(database, NOON, {1: RIGHT})
    counted = select(func.count()).select_from(metadata.tables["answer"])
    async with database.snapshot() as connection:
        before = (await connection.execute(counted)).scalar_one()
        await played(database, NOON + timedelta(days=1), {1: RIGHT})
        assert (await connection.execute(counted)).scalar_one() == before


def test_a_database_that_is_not_there_is_not_made(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "folder" / "nothing.sqlite3"
    done = run(environment | {"DATABASE_URL": f"sqlite:///{file}"}, "export")
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"The database {file} does not exist.")
    assert not file.parent.exists()


def test_a_file_that_is_no_database_is_told_in_a_sentence(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Buy milk. " * 200)
    done = run(environment | {"DATABASE_URL": f"sqlite:///{file}"}, "export")
    assert done.returncode == 3
    assert b"cannot be used" in done.stderr
    assert b"Traceback" not in done.stderr
