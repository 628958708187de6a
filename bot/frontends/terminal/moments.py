"""Moments as a terminal tells them: by the machine's own clock and zone, or by how far off they are. And its place."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.cards import (
    Block,
    Card,
    Field,
    Fine,
    Moment,
    Options,
    Paragraph,
    Picture,
    Place,
    Plain,
    Points,
    Quote,
    Span,
    Steps,
    Text,
)
from knowledge.texts import Texts

NOW: Final = timedelta(seconds=1)
NEARLY: Final = 0.99
"""How much of a unit is taken for one: an hour that has just begun to pass is an hour still."""
UNITS: Final = (
    (timedelta(days=1), "days"),
    (timedelta(hours=1), "hours"),
    (timedelta(minutes=1), "minutes"),
    (timedelta(seconds=1), "seconds"),
)


def told(card: Card, now: datetime, say: Texts) -> Card:
    """Give a card whose moments and channels are words, as they read now and here."""

    def text(spans: Text) -> Text:
        return tuple(_told(span, now, say) for span in spans)

    def block(one: Block) -> Block:
        match one:
            case Paragraph() | Field() | Fine():
                return replace(one, text=text(one.text))
            case Steps() | Points() | Options():
                return replace(one, items=tuple(text(item) for item in one.items))
            case Quote() | Picture():
                return one

    return replace(card, title=text(card.title), blocks=tuple(block(one) for one in card.blocks))


def distance(at: datetime, now: datetime, say: Texts) -> str:
    """Say how far off a moment is: "in 8 hours", "5 minutes ago"."""
    gap = abs(at - now)
    if gap < NOW:
        return say("moment-now")
    for unit, name in UNITS:
        if gap >= unit * NEARLY:
            return say("in-time" if at > now else "time-ago", span=say.count(name, round(gap / unit)))
    return say("moment-now")


def _told(span: Span, now: datetime, say: Texts) -> Span:
    match span:
        case Moment(at=at, style="distance"):
            return Plain(distance(at, now, say))
        case Moment(at=at, style="time"):
            return Plain(f"{at.astimezone():%H:%M}")
        case Moment(at=at):
            return Plain(f"{at.astimezone():%Y-%m-%d %H:%M}")
        case Place():
            return Plain(say("this-chat"))
        case _:
            return span
