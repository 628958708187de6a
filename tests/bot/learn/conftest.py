"""What tests of practice share."""

import pytest

from bot.ask.service import Asking
from bot.storage.engine import Database
from tests.bot.learn.practised import Desk


@pytest.fixture
def desk(asking: Asking, database: Database) -> Desk:
    return Desk(asking, database)
