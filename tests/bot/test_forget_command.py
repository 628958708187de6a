"""`roadmap-bot forget` as a shell meets it: nothing goes without --yes, and then all of it, and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.scores.exporting import export_guilds
from bot.storage.engine import Database
from tests.bot.processes import run
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, played

NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


def forgotten(database: Database, environment: dict[str, str], *options: str) -> str:
    url = database.url.render_as_string(hide_password=False)
    done = run(environment | {"DATABASE_URL": url}, "forget", *options)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


async def kept(database: Database) -> list[str]:
    async with database.snapshot() as connection:
        return [line async for line in export_guilds(connection)]


@pytest.fixture
async def filled(database: Database) -> Database:
    for guild in (1, 2):
        schedule = await daily(database, guild, 5, NOON)
        await played(database, NOON, {1: RIGHT, 7: WRONG}, schedule=schedule, guild=guild)
    return database


@pytest.mark.parametrize("whose", ["--guild", "--user"])
async def test_without_yes_it_only_says_what_would_go(
    filled: Database, environment: dict[str, str], whose: str
) -> None:
    before = await kept(filled)
    said = forgotten(filled, environment, whose, "1")
    assert "rows of answer" in said
    assert "Nothing is deleted yet: add --yes" in said
    assert await kept(filled) == before


async def test_a_guild_goes_whole_and_its_neighbour_stays(filled: Database, environment: dict[str, str]) -> None:
    neighbour = [line for line in await kept(filled) if '"guild_id": 2' in line]
    said = forgotten(filled, environment, "--guild", "1", "--yes")
    assert "2 rows of answer" in said
    assert "All of that about guild 1 is deleted. Backups made before still have it." in said
    assert await kept(filled) == neighbour
    assert forgotten(filled, environment, "--guild", "1", "--yes") == "Nothing is kept about guild 1.\n"


async def test_a_person_goes_from_all_guilds_but_for_what_they_did_as_an_admin(
    filled: Database, environment: dict[str, str]
) -> None:
    said = forgotten(filled, environment, "--user", "7", "--yes")
    assert "All of that about user 7 is deleted." in said
    assert "2 things that they did as an admin belong to their guilds, and stay." in said
    left = [line for line in await kept(filled) if '"user_id": 7' in line]
    assert left == []
    assert any('"user_id": 1' in line for line in await kept(filled))


async def test_one_thing_that_stays_is_told_as_one(filled: Database, environment: dict[str, str]) -> None:
    forgotten(filled, environment, "--guild", "2", "--yes")
    said = forgotten(filled, environment, "--user", "7")
    assert "1 thing that they did as an admin belongs to its guild, and stays." in said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "one of the arguments --guild --user is required"),
        (["--guild", "1", "--user", "2"], "not allowed with argument"),
        (["--guild", "home"], '"home" is no id. In Discord, turn on Developer Mode'),
        (["--user", "9999999999999999999"], "is no id"),
        (["--user", "\u0663"], "is no id"),
    ],
)
def test_what_is_no_guild_and_no_person_is_wrong_use(
    environment: dict[str, str], options: list[str], said: str
) -> None:
    done = run(environment, "forget", *options)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_a_database_that_is_not_there_is_not_made(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "folder" / "nothing.sqlite3"
    done = run(environment | {"DATABASE_URL": f"sqlite:///{file}"}, "forget", "--user", "1", "--yes")
    assert done.returncode == 3
    assert done.stderr.decode().startswith(f"The database {file} does not exist.")
    assert not file.parent.exists()
