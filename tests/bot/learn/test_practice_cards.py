"""What practice says, in the language of the roadmap."""

from bot.learn.cards import Ahead, summary_card
from bot.learn.sittings import Sitting
from bot.quiz.choosing import Wanted
from knowledge.loader import load
from tests.bot.learn.practised import NOW, text
from tests.roadmaps.shelf import BACKUPS


def test_how_many_are_due_is_written_as_the_language_writes_numbers() -> None:
    over = Sitting(1, Wanted(), ("one",), NOW).stopped()
    said = [text(summary_card(load(BACKUPS), over, [], Ahead(due, None), has_more=False)) for due in (1, 1234)]
    assert "1 Frage ist jetzt fällig." in said[0]
    assert "1.234 Fragen sind jetzt fällig." in said[1]
