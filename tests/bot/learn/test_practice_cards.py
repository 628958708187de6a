"""What practice says, in the language of the roadmap."""

from datetime import timedelta

from bot.actions import Try
from bot.learn import memories
from bot.learn.cards import Ahead, summary_card
from bot.learn.memory import review
from bot.learn.sittings import Sitting
from bot.quiz.choosing import Wanted
from knowledge.loader import load
from tests.bot.learn.practised import NOW, Desk, actions, text
from tests.roadmaps.shelf import BACKUPS


def test_how_many_are_due_is_written_as_the_language_writes_numbers() -> None:
    over = Sitting(1, Wanted(), ("one",), NOW).stopped()
    said = [text(summary_card(load(BACKUPS), over, [], Ahead(due, None), has_more=False)) for due in (1, 1234)]
    assert "1 Frage ist jetzt fällig." in said[0]
    assert "1.234 Fragen sind jetzt fällig." in said[1]


async def test_who_is_through_with_a_topic_is_led_to_what_is_due_elsewhere(desk: Desk) -> None:
    before = review(None, right=True, now=NOW - timedelta(days=90))
    async with desk.database.writing() as connection:
        for item in desk.assistant.course.items.values():
            fresh = review(before, right=True, now=NOW) if "saga" in item.patterns else before
            await memories.keep(connection, item.id, {desk.member.user_id: fresh})
    nothing = await desk.start("saga")
    assert "nothing to practise about Saga now" in text(nothing)
    assert "new to you" not in text(nothing)
    assert actions(await desk.press(nothing, "Practise anything"), Try)
