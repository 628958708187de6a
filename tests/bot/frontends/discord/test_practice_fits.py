"""Every question of the roadmap can be practised in Discord: its cards fit a message, whatever is chosen."""

from datetime import UTC, datetime
from typing import Final

from bot.frontends.discord.rendering import view_of
from bot.learn.cards import Told, question_card, told_card, why_asked
from bot.learn.levels import Level
from bot.learn.missing import Missing
from bot.learn.sittings import Sitting
from bot.quiz.choosing import Wanted
from knowledge.bank import bank_of
from knowledge.model import Roadmap

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
LONGEST: Final = 4_000
SITTING = Sitting(999_999_999, Wanted(), ("some",) * 50, NOW, place=49)


def test_every_question_and_what_comes_of_it_fit_a_message(roadmap: Roadmap) -> None:
    longest = max(roadmap.needs, key=lambda need: len(roadmap.text(need.reason)))
    missing = Missing(longest, Level.LEARNING)
    for item in bank_of(roadmap):
        shown = question_card(roadmap, SITTING, item, why_asked(roadmap, NOW, leads=False))
        told = told_card(roadmap, SITTING, Told(item, 0b111111, NOW, missing))
        for card in (shown, told):
            assert view_of([card]).content_length() <= LONGEST, item.id
