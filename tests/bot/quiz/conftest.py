import pytest

from bot.storage.engine import Database
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.clockworks import START, Clockworks
from tests.bot.quiz.virtual import Channel


@pytest.fixture
def channel() -> Channel:
    return Channel()


@pytest.fixture
def works(database: Database, channel: Channel, roadmap: Roadmap) -> Clockworks:
    clock = SetClock.__new__(SetClock)
    clock.move_to(START)
    return Clockworks(database, clock, channel, roadmap)
