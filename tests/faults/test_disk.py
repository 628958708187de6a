"""The file of SQLite cannot be used: people are told that nothing was kept, the log says what to do, nothing is lost."""

import asyncio
import os
import re
import resource
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import repeating
from bot.assistant import Assistant
from bot.quiz import running
from bot.quiz.round import State
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.over_database import public
from tests.bot.frontends.discord.test_process import COMMAND
from tests.damage import damage
from tests.discord_server import Person, Server
from tests.faults.quiz import Quiz, eventually, has_recovered

HELPLESS = re.compile(r"My database can't be used right now \(reference [0-9A-F]{6}\)\. Try again in a minute")
WHILE = 0.5
"""Seconds in which a clockwork in a hurry goes round some ten times."""


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "PASS", 0.05)
    monkeypatch.setattr(repeating, "QUIET", 0.6)


@contextmanager
def growing_no_file(database: Database) -> Iterator[None]:
    """Let the system refuse whatever makes the file longer, as it does on a disk that is full."""
    assert database.file is not None
    journal = database.file.with_name(f"{database.file.name}-wal")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


async def set_writer(database: Database, pragma: str) -> None:
    """Change how the one connection that writes behaves."""
    async with database.writing() as connection:
        await connection.execute(text(f"PRAGMA {pragma}"))


async def test_a_disk_that_takes_no_more_is_told_once_and_all_goes_on_when_there_is_room(  # noqa: PLR0917 - fixtures
    server: Server, quiz: Quiz, clock: SetClock, ana: Person, admin: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    database = quiz.assistant.database
    message = await quiz.posted()
    await ana.click(message, label="A")
    async with quiz.at_work():
        with growing_no_file(database):
            refused = await admin.click(message, label="B")
            assert refused.private
            assert HELPLESS.match(refused.text)
            assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
            clock.pass_(hours=9)
            await asyncio.sleep(WHILE)
            assert await quiz.choices() == {ana.id: 1}
            assert (await quiz.kept()).state is State.OPEN
        await eventually(quiz.is_shown_closed)
        await eventually(lambda: has_recovered(caplog))
    assert caplog.text.count("Look after its disk: it may be full, or failing.") == 1
    assert caplog.text.count("nothing has failed any more") == 1
    assert "Traceback" not in caplog.text
    await server.until(lambda: "1 person answered" in quiz.seen[0].text)


async def test_a_file_that_may_no_longer_be_written_keeps_nobody_from_asking(
    quiz: Quiz, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    await set_writer(quiz.assistant.database, "query_only = ON")
    async with quiz.at_work():
        assert HELPLESS.match((await ana.click(message, label="A")).text)
        assert message.text.splitlines()[0] in (await ana.slash("general", "quiz")).text
        assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
        await asyncio.sleep(WHILE)
        assert caplog.text.count("Let the user who runs me write to it and to its folder.") == 1
        assert await quiz.choices() == {}


async def test_a_click_waits_for_a_lock_that_is_held_for_a_moment(quiz: Quiz, ana: Person) -> None:
    message = await quiz.posted()
    with closing(sqlite3.connect(quiz.assistant.database.file or "", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        clicking = asyncio.create_task(ana.click(message, label="A"))
        await asyncio.sleep(WHILE)
        assert not clicking.done()
        other.execute("ROLLBACK")
        assert "1 person answered" in (await clicking).text


async def test_a_lock_that_is_held_on_and_on_is_told_and_then_all_goes_on(
    quiz: Quiz, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    message = await quiz.posted()
    await set_writer(quiz.assistant.database, "busy_timeout = 50")
    async with quiz.at_work():
        with closing(sqlite3.connect(quiz.assistant.database.file or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert HELPLESS.match((await ana.click(message, label="A")).text)
            await asyncio.sleep(WHILE)
            assert await quiz.choices() == {}
        assert "1 person answered" in (await ana.click(message, label="B")).text
    assert caplog.text.count("Another program keeps it locked: end that one, or wait for it.") == 1
    assert await quiz.choices() == {ana.id: 2}


async def test_what_is_damaged_is_told_and_what_is_not_works_on(  # noqa: PLR0917 - fixtures
    server: Server,
    assistant: Assistant,
    file: Path,
    clock: SetClock,
    ana: Person,
    admin: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    damage(file, "answer")
    (message,) = public(server)
    async with connected(server, assistant) as bot, Quiz(server, bot, assistant, clock, admin).at_work():
        assert HELPLESS.match((await ana.click(message, label="A")).text)
        assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
        clock.pass_(hours=9)
        await asyncio.sleep(WHILE)
    assert caplog.text.count("It is damaged: stop me, and bring the last backup back.") == 1
    assert "Traceback" not in caplog.text


@pytest.fixture
async def file(server: Server, assistant: Assistant, clock: SetClock, admin: Person) -> Path:
    """A database that was in use until a moment ago."""
    async with connected(server, assistant) as bot:
        await Quiz(server, bot, assistant, clock, admin).posted()
    await assistant.database.close()
    assert assistant.database.file is not None
    return assistant.database.file


async def refused(server: Server, environment: dict[str, str], file: Path, *before: str) -> str:
    """Start the process over a file that it cannot use; give what it says of that."""
    settings = environment | server.environment | {"DATABASE_URL": f"sqlite:///{file}"}
    process = await asyncio.create_subprocess_exec(
        *before, *COMMAND, "run", env=settings, stderr=asyncio.subprocess.PIPE
    )
    _, said = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 3
    assert b"Traceback" not in said
    return said.decode()


async def test_a_start_over_a_file_that_may_not_be_written_is_refused_in_a_sentence(
    server: Server, environment: dict[str, str], file: Path
) -> None:
    os.chmod(file, 0o444)  # noqa: PTH101 - asynchronous code has no other
    # Root may write to every file, unless it leaves that power at the door.
    humble = ("setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override") if os.geteuid() == 0 else ()
    said = await refused(server, environment, file, *humble)
    assert "Let the user who runs me write to it and to its folder." in said


async def test_a_start_over_a_damaged_file_is_refused_in_a_sentence(
    server: Server, environment: dict[str, str], file: Path
) -> None:
    damage(file, "alembic_version")
    assert "It is damaged: stop me, and bring the last backup back." in await refused(server, environment, file)


async def test_a_database_that_takes_no_writes_is_noticed_while_nothing_is_due(
    quiz: Quiz, clock: SetClock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(running, "LEASE", timedelta(seconds=0.3))
    database = quiz.assistant.database
    assert database.file is not None
    await set_writer(database, "busy_timeout = 20")
    began = clock()
    async with quiz.at_work():
        await eventually(ticked(quiz, began))
        with closing(sqlite3.connect(database.file, isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(WHILE)
            clock.pass_(seconds=60)
            await asyncio.sleep(3 * WHILE)
            assert quiz.running.last_tick == began
            assert not await has_recovered(caplog)
        await eventually(ticked(quiz, began + timedelta(seconds=60)))
        await eventually(lambda: has_recovered(caplog))
    assert caplog.text.count("nothing has failed any more") == 1


def ticked(quiz: Quiz, at: datetime) -> Callable[[], Awaitable[bool]]:
    """Ask whether the clockwork has gone round at a moment of its clock."""

    async def has_ticked() -> bool:
        return quiz.running.last_tick == at

    return has_ticked
