"""What many tests share: the roadmap we ship and what was learned from it, made once."""

import os
import zoneinfo
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.fits import fit_of
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from knowledge.fit import Fit
from knowledge.guide import Guide
from knowledge.loader import SHIPPED, load
from knowledge.model import Roadmap
from tests import databases
from tests.bot.engine import exports

ROOT = Path(__file__).parent.parent

# As the bot does: the pinned zones hold, whatever the machine has.
zoneinfo.reset_tzpath(to=())


@pytest.fixture(scope="session")
def roadmap() -> Roadmap:
    return load(SHIPPED)


@pytest.fixture(scope="session")
def cache_home(pytestconfig: pytest.Config) -> Path:
    """A user's cache folder; it lasts from run to run, so that the roadmap is learned once for each change."""
    return pytestconfig.cache.mkdir("home")


@pytest.fixture(scope="session")
def fit(roadmap: Roadmap, cache_home: Path) -> Fit:
    return fit_of(roadmap, cache_home / "roadmap-bot" / "fits")


@pytest.fixture(scope="session")
def guide(roadmap: Roadmap, fit: Fit) -> Guide:
    return Guide(roadmap, fit)


@pytest.fixture(scope="session")
def asking(guide: Guide) -> Asking:
    return Asking(guide)


@pytest.fixture
def environment(fit: Fit, cache_home: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a process of ours: no settings, a warm cache, a home of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        # Where the extra is installed, a start would look for weights on the network.
        "SENTENCE_MODEL": "off",
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(cache_home),
        "XDG_DATA_HOME": str(tmp_path / "data"),
    }


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server; what asks for it is skipped where there is none."""
    if not databases.is_there():
        pytest.skip(databases.ADVICE)
    with databases.server() as address:
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite+aiosqlite:///{tmp_path / 'data' / 'bot.sqlite3'}"
        return
    async with databases.fresh(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A database with our tables, on each engine in turn."""
    opened = Database(database_url)
    try:
        await migrate(opened)
        yield opened
    finally:
        await opened.close()


@pytest.fixture
async def postgresql_database(postgresql: str) -> AsyncIterator[Database]:
    """A PostgreSQL database with our tables."""
    async with databases.fresh(postgresql) as url:
        opened = Database(url)
        try:
            await migrate(opened)
            yield opened
        finally:
            await opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line each why half of the storage's tests were skipped, and those of sentence models."""
    if not databases.is_there():
        terminalreporter.write_line(databases.ADVICE)
    if not exports.is_there():
        terminalreporter.write_line(exports.ADVICE)
