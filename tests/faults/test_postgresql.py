"""PostgreSQL is restarted in the middle of a quiz: what was confirmed is there, and all goes on by itself."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator

import pytest

from bot import repeating
from bot.quiz import running
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests import databases
from tests.bot.clocks import SetClock
from tests.discord_server import Person, Server
from tests.faults.quiz import Quiz, eventually, has_recovered

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(databases.programs() is None, reason=databases.ADVICE),
]
HELPLESS = re.compile(r"My database can't be used right now \(reference [0-9A-F]{6}\)\. Try again in a minute")


@pytest.fixture(scope="module")
def cluster() -> Iterator[databases.Cluster]:
    with databases.cluster() as ours:
        yield ours


@pytest.fixture
async def database(cluster: databases.Cluster) -> AsyncIterator[Database]:
    async with databases.fresh(cluster.address) as url:
        opened = Database(url)
        await migrate(opened)
        yield opened
        await opened.close()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_restart_in_the_middle_of_a_quiz_loses_nothing(  # noqa: PLR0917 - fixtures
    server: Server,
    quiz: Quiz,
    cluster: databases.Cluster,
    clock: SetClock,
    ana: Person,
    admin: Person,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    mode: str,
) -> None:
    caplog.set_level("INFO")
    monkeypatch.setattr(running, "PASS", 0.05)
    monkeypatch.setattr(repeating, "QUIET", 0.2)
    message = await quiz.posted()
    await ana.click(message, label="A")
    async with quiz.at_work():
        await asyncio.to_thread(cluster.stop, mode)
        refused = await admin.click(message, label="B")
        assert refused.private
        assert HELPLESS.match(refused.text)
        assert "Saga" in (await ana.slash("general", "ask", question="what is a saga")).text
        clock.pass_(hours=9)
        await asyncio.sleep(0.5)
        await asyncio.to_thread(cluster.start)
        await eventually(quiz.is_shown_closed)
        await eventually(lambda: has_recovered(caplog))
    assert await quiz.choices() == {ana.id: 1}
    assert "1 person answered" in quiz.seen[0].text
    assert "Check that it runs, and DATABASE_URL." in caplog.text
    assert "Traceback" not in caplog.text
