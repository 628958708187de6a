"""`roadmap-bot migrate`, `backup`, `restore` and `copy` as a shell meets them."""

import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import sizes
from bot.__main__ import main
from bot.settings import Settings
from bot.storage.engine import Database
from bot.storage.migrating import HEAD
from tests import databases
from tests.bot.processes import run, started
from tests.bot.storage.kept import filled, kept
from tests.bot.storage.upgrades import bring_next_version

PASSWORD = "secret"  # noqa: S105 - what must not be shown


def address_of(database: Database) -> str:
    return database.url.render_as_string(hide_password=False)


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode()


@pytest.fixture
def at(database: Database, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a process that works on the database under test."""
    return environment | {"DATABASE_URL": address_of(database)}


async def test_a_copy_is_made_checked_and_put_back(database: Database, at: dict[str, str], tmp_path: Path) -> None:
    before = await filled(database)
    file = tmp_path / "copy"
    saved = run(at, "backup", str(file))
    assert (saved.stderr, saved.returncode) == (b"", 0)
    form = "a SQLite database" if database.on_sqlite else "JSON Lines"
    assert said(saved).startswith(f"{file}: {form} of version {HEAD}, {len(before)} tables with ")
    assert f"It was opened again and is whole. Its checksum is in {file}.sha256.\n" in said(saved)
    await database.close()
    drill = run(at, "restore", str(file), "--dry-run")
    assert (drill.stderr, drill.returncode) == (b"", 0)
    assert said(drill).endswith("Nothing was changed: this was a drill. Leave out --dry-run to restore it.\n")
    done = run(at, "restore", str(file))
    assert (done.stderr, done.returncode) == (b"", 0)
    assert f"\nIt was restored to {database.shown}.\nWhat was there, of version {HEAD}, is kept " in said(done)
    assert await kept(database) == before


async def test_a_copy_is_moved_to_the_other_engine(
    database: Database, at: dict[str, str], postgresql: str, tmp_path: Path
) -> None:
    before = await filled(database)
    await database.close()
    async with databases.fresh(postgresql) as other:
        to = other if database.on_sqlite else f"sqlite:///{tmp_path / 'other.sqlite3'}"
        done = run(at, "copy", "--to", to)
        assert (done.stderr, done.returncode) == (b"", 0)
        lines = said(done).splitlines()
        assert ["answer", "18", before["answer"].digest[:16]] in [line.split() for line in lines]
        assert lines[-1] == "Set DATABASE_URL to it, and start the bot."
        again = run(at, "copy", "--to", to)
        assert again.returncode == 3
        assert b"is not empty" in again.stderr
        moved = Database(Settings.from_env({"DATABASE_URL": to}).database_url)
        assert await kept(moved) == before
        await moved.close()


async def test_who_copies_what_is_in_use_is_told(
    database: Database, at: dict[str, str], tmp_path: Path, postgresql: str
) -> None:
    await filled(database)
    done = run(at, "copy", "--to", f"sqlite:///{tmp_path / 'other.sqlite3'}")
    assert done.returncode == 0
    assert b"what it keeps from now on is not in the copy" in done.stderr


@pytest.fixture
def chat(environment: dict[str, str], tmp_path: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """A bot that runs, and has the database open."""
    process = started(environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}, "chat")
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"/quiz now 5m\n")
    process.stdin.flush()
    assert process.stdout.readline()
    yield process
    process.communicate()


def test_a_running_bot_is_copied_and_its_database_is_not_replaced(
    chat: "subprocess.Popen[bytes]", environment: dict[str, str], tmp_path: Path
) -> None:
    at = environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}
    file = tmp_path / "copy"
    saved = run(at, "backup", str(file))
    assert (saved.stderr, saved.returncode) == (b"", 0)
    drill = run(at, "restore", str(file), "--dry-run")
    assert (drill.stderr, drill.returncode) == (b"", 0)
    assert "That is in use now: stop the bot before you restore." in said(drill)
    refused = run(at, "restore", str(file))
    assert refused.returncode == 3
    assert b"is in use. Stop the bot" in refused.stderr
    chat.send_signal(signal.SIGTERM)
    chat.communicate()
    assert run(at, "restore", str(file)).returncode == 0


def test_a_damaged_copy_ends_with_1_and_changes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    at = environment | {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}
    assert run(at, "migrate").returncode == 0
    file = tmp_path / "copy"
    assert run(at, "backup", str(file)).returncode == 0
    file.write_bytes(file.read_bytes()[:-1])
    for drill in ((), ("--dry-run",)):
        done = run(at, "restore", str(file), *drill)
        assert (done.stdout, done.returncode) == (b"", 1)
        assert b"its checksum differs from copy.sha256. Use another copy." in done.stderr


def test_wrong_use_is_a_sentence_and_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    taken = tmp_path / "taken"
    taken.touch()
    for arguments, told in (
        (["backup", str(taken)], "there is such a file already"),
        (["backup", str(tmp_path / "nowhere" / "copy")], "Make it first"),
        (["restore", str(tmp_path / "gone")], "there is no such file"),
        (["copy", "--to", "bot.sqlite3"], '--to: "bot.sqlite3" is no URL'),
        (["copy"], "the following arguments are required: --to"),
    ):
        assert main(arguments) == 2
        assert told in capsys.readouterr().err


def test_a_database_is_not_copied_onto_itself(environment: dict[str, str], tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'bot.sqlite3'}"
    done = run(environment | {"DATABASE_URL": url}, "copy", "--to", url)
    assert done.returncode == 2
    assert b"it names the database that DATABASE_URL names" in done.stderr


@pytest.mark.parametrize("command", [("backup", "copy"), ("copy", "--to", "sqlite:///other.sqlite3")])
def test_a_database_that_is_not_there_is_not_made(
    command: tuple[str, ...], environment: dict[str, str], tmp_path: Path
) -> None:
    file = tmp_path / "folder" / "bot.sqlite3"
    done = run(environment | {"DATABASE_URL": f"sqlite:///{file}"}, *command)
    assert done.returncode == 3
    assert b"does not exist. Name the one you mean in DATABASE_URL." in done.stderr
    assert not file.parent.exists()


@pytest.mark.skipif(not databases.is_there(), reason=databases.ADVICE)
def test_a_server_that_is_away_ends_with_3_and_no_password(environment: dict[str, str], tmp_path: Path) -> None:
    away = f"postgresql://me:{PASSWORD}@127.0.0.1:9/bot"
    here = {"DATABASE_URL": f"sqlite:///{tmp_path / 'bot.sqlite3'}"}
    assert run(environment | here, "migrate").returncode == 0
    for settings, *command in (
        ({"DATABASE_URL": away}, "migrate"),
        ({"DATABASE_URL": away}, "migrate", "--plan"),
        ({"DATABASE_URL": away}, "backup", str(tmp_path / "copy")),
        ({"DATABASE_URL": away}, "copy", "--to", here["DATABASE_URL"]),
        (here, "copy", "--to", away),
    ):
        done = run(environment | settings, *command)
        assert done.returncode == 3, command
        assert b"postgresql://me:***@127.0.0.1:9/bot cannot be used" in done.stderr
        assert PASSWORD.encode() not in done.stderr + done.stdout
        assert b"Traceback" not in done.stderr


def test_the_plan_of_an_empty_database_changes_nothing(environment: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "folder" / "bot.sqlite3"
    at = environment | {"DATABASE_URL": f"sqlite:///{file}"}
    planned = run(at, "migrate", "--plan")
    lines = said(planned).splitlines()
    assert lines[:4] == [
        f"Database: {file}",
        f"Version: none, it is empty; this program needs {HEAD}.",
        "Steps:",
        "  0001  The first tables.",
    ]
    assert lines[-2].startswith(f"  {HEAD}  ")
    assert lines[-1] == "That is the plan; nothing was done."
    assert not file.parent.exists()
    assert said(run(at, "migrate")).endswith(f"Done: the database has version {HEAD}.\n")
    assert said(run(at, "migrate")).endswith("There is nothing to do.\n")


def test_an_upgrade_says_where_its_copy_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "bot.sqlite3"
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{file}")
    assert main(["migrate"]) == 0
    old, new = HEAD, bring_next_version(tmp_path / "newer", monkeypatch)
    capsys.readouterr()
    assert main(["migrate", "--plan"]) == 0
    told = capsys.readouterr().out
    assert f"Version: {old}; this program needs {new}.\n" in told
    assert f"  {new}  Colours, for those who want them.\n" in told
    copy = tmp_path / f"bot.sqlite3.before-{new}-from-{old}"
    assert f"Copy before: {copy} (up to " in told
    assert not copy.exists()
    assert main(["migrate"]) == 0
    assert copy.exists()
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(new,)]
    connection.close()


def test_an_upgrade_of_postgresql_says_how_to_copy_it(
    postgresql_database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", address_of(postgresql_database))
    bring_next_version(tmp_path / "newer", monkeypatch)
    assert main(["migrate"]) == 0
    assert "a copy of your own comes from roadmap-bot backup FILE." in capsys.readouterr().out


def test_sizes_are_written_as_people_read_them() -> None:
    assert [sizes.written(size) for size in (0, 999, 1000, 12_345_678, 999_960, 5 * 10**15)] == [
        "0 bytes",
        "999 bytes",
        "1.0 kB",
        "12.3 MB",
        "1.0 MB",
        "5,000.0 TB",
    ]
