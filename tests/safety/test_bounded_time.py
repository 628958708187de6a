"""Whatever is typed, however long or odd: it takes a moment at most, so that nobody else waits for it."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from bot.ask.completion import entries_like, problems_like
from bot.ask.service import Asking
from bot.people import readable
from bot.quiz import dates, days, durations, wall_time
from bot.quiz.topics import parse_topics, topics_like
from bot.quiz.zones import find_zones, zone_called
from knowledge.guide import QUESTION_LIMIT
from knowledge.languages import texts_in
from tests.safety.hostile import LONG

ENGLISH = texts_in("english")

MOMENT: Final = 3.0
"""Seconds of processor time: as long as Discord waits."""
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
Act = Callable[[Asking, str], Any]
ACTS: dict[str, Act] = {
    "question": lambda asking, text: asking.answer(text),
    "question of the longest": lambda asking, text: asking.answer(text[:QUESTION_LIMIT]),
    "name": lambda asking, text: asking.look_up(text),
    "comparison": lambda asking, text: asking.compare(text),
    "entries offered": lambda asking, text: entries_like(asking.guide.roadmap, text),
    "problems offered": lambda asking, text: problems_like(asking.guide.roadmap, text),
    "topics offered": lambda asking, text: topics_like(asking.guide.roadmap, text, 100),
    "topics": lambda asking, text: refused(parse_topics, asking.guide, text[:100]),
    "zone": lambda asking, text: zone_called(text, NOW),
    "zones offered": lambda asking, text: find_zones(text, NOW),
    "dates": lambda asking, text: refused(dates.parse_dates, text, NOW.date(), ENGLISH),
    "days": lambda asking, text: refused(days.parse_days, text, ENGLISH),
    "length": lambda asking, text: refused(durations.parse_open_for, text, ENGLISH),
    "time of day": lambda asking, text: refused(wall_time.parse_time, text, ENGLISH),
    "display name": lambda asking, text: readable(text),
}


def refused(parse: Callable[..., object], *given: object) -> None:
    """Read a value, which most are not; nothing but a sentence for the person may come of it."""
    with suppress(ValueError):
        parse(*given)


@pytest.mark.parametrize("act", ACTS)
def test_six_thousand_characters_of_anything_take_a_moment(asking: Asking, act: str) -> None:
    ACTS[act](asking, "a")
    for name, text in LONG.items():
        began = time.process_time()
        ACTS[act](asking, text)
        assert time.process_time() - began < MOMENT, name


def test_a_message_above_the_limit_is_not_looked_up(asking: Asking) -> None:
    said = asking.answer(LONG["names"]).cards[0]
    assert "Ask in at most 1,000" in str(said)
