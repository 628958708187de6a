"""Moments read as people say them, in the zone of the machine."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from bot.cards import Card, Field, Fine, Moment, Options, Paragraph, Points, Quote, Steps, plain
from bot.frontends.terminal.moments import distance, told
from bot.layout import written
from knowledge.languages import texts_in

ENGLISH = texts_in("english")

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(hours=8), "in 8 hours"),
        (timedelta(hours=8, milliseconds=-300), "in 8 hours"),
        (timedelta(hours=1, seconds=-1), "in 1 hour"),
        (timedelta(minutes=45), "in 45 minutes"),
        (timedelta(minutes=-5), "5 minutes ago"),
        (timedelta(seconds=-1), "1 second ago"),
        (timedelta(milliseconds=200), "now"),
        (timedelta(days=-2, hours=-3), "2 days ago"),
    ],
)
def test_distances(gap: timedelta, said: str) -> None:
    assert distance(NOW + gap, NOW, ENGLISH) == said


def test_times_are_those_of_the_machine_s_zone_in_every_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "EST5")
    time.tzset()
    try:
        at, full, far = ((Moment(NOW, style),) for style in ("time", "full", "distance"))
        blocks = (Paragraph(at), Field("At", full), Steps("Then", (far,)), Points((at,)), Options((at,)), Fine(at))
        said = written(told(Card(far, (*blocks, Quote("why?"))), NOW, ENGLISH)).splitlines()
    finally:
        monkeypatch.undo()
        time.tzset()
    assert said == ["now", "07:00", "At: 2026-11-25 07:00", "Then:", "  1. now", "  • 07:00", "  A. 07:00", "07:00"]


def test_a_card_without_moments_stays_as_it_is() -> None:
    card = Card(plain("Saga"), (Paragraph(plain("It undoes.")),))
    assert told(card, NOW, ENGLISH) == card
