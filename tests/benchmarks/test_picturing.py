"""A picture must not make others wait: it takes less of the event loop than an answer."""

import pytest

from bot.ask.service import Asking
from tests.benchmarks.picturing import loop_time


@pytest.mark.alone
async def test_a_picture_takes_less_event_loop_time_than_an_answer(asking: Asking) -> None:
    assert (await loop_time(asking, 15)).ratio.middle < 1
