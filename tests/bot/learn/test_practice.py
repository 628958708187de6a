"""Practice as a person meets it: one question at a time, by buttons that outlive the process."""

import asyncio
from dataclasses import replace

import pytest

from bot.actions import GoOn, PassOver, Practise, PractiseAgain, Try
from bot.ask.service import Asking
from bot.cards import Action, ShowPattern
from bot.learn import memories
from bot.learn.cards import EVERYTHING
from bot.learn.memory import Memory
from bot.people import Member
from bot.storage.engine import Database
from bot.storage.seen import Doubled
from tests.bot.learn.practised import GUILD, Desk, actions, labels, text
from tests.bot.quiz.rounds_in import opened
from tests.bot.scores.played import RIGHT, played

SAGA, LETTERS = "saga", "dead-letter-queue"


async def remembered(desk: Desk) -> dict[str, Memory]:
    async with desk.database.reading() as connection:
        return await memories.of_person(connection, desk.member.user_id)


async def test_a_sitting_goes_on_after_a_restart_by_its_buttons_alone(desk: Desk) -> None:
    card = await desk.start("circuit breaker", number=3)
    desk.restart()
    told = await desk.answer(card, right=True)
    assert "Right." in text(told)
    desk.restart()
    card = await desk.press(told, "Next question")
    assert "2 of 3" in text(card)
    desk.restart()
    card = await desk.press(card, "Skip")
    desk.restart()
    told = await desk.answer(card, right=False)
    desk.restart()
    assert "1 of 2 answers right" in text(await desk.press(told, "How it went"))
    assert len(await remembered(desk)) == 2


async def test_a_second_press_on_a_question_changes_nothing_and_says_so(desk: Desk) -> None:
    card = await desk.start(number=2)
    await desk.answer(card, right=False)
    before = await remembered(desk)
    again = await desk.answer(card, right=True)
    assert "dealt with that question already" in text(again)
    assert await remembered(desk) == before
    assert "2 of 2" in text(await desk.press(again, "Next question"))


async def test_a_press_on_a_question_says_whether_it_was_answered_skipped_or_left(desk: Desk) -> None:
    first = await desk.start(number=3)
    second = await desk.press(first, "Skip")
    third = await desk.press(await desk.answer(second, right=True), "Next question")
    assert "you have skipped it" in text(await desk.follow(actions(first, Try)[0]))
    assert "what you chose first counts" in text(await desk.follow(actions(second, Try)[0]))
    await desk.press(third, "Stop")
    for left in (first, third):
        assert "you have left that question unanswered" in text(await desk.follow(actions(left, Try)[0]))
    assert "what you chose first counts" in text(await desk.follow(actions(second, Try)[0]))


async def test_presses_that_two_processes_take_at_once_count_once(asking: Asking, database: Database) -> None:
    first, second = Desk(asking, database), Desk(asking, database)
    card = await first.start(difficulty="easy", number=3)
    option = actions(card, Try)[0]
    practising = first.assistant.practising, second.assistant.practising
    said = await asyncio.gather(*(one.follow(first.member, option, act) for act, one in enumerate(practising, 1)))
    assert sorted("already" in text(one) for one in said) == [False, True]
    assert [one.reviews for one in (await remembered(first)).values()] == [1]


async def test_an_interaction_that_two_processes_get_is_done_once(desk: Desk) -> None:
    await desk.assistant.practising.start(desk.member, act=5)
    with pytest.raises(Doubled):
        await desk.assistant.practising.start(desk.member, act=5)


async def test_a_wrong_answer_shows_the_missing_step_beneath(desk: Desk) -> None:
    card = await desk.press(await desk.start(SAGA), "Skip")
    told = await desk.answer(card, right=False)
    assert "Saga leans on Dead Letter Queue, which you have not answered yet: " in text(told)
    assert actions(told, ShowPattern)[0] == ShowPattern(LETTERS)
    card = await desk.press(told, "Next question")
    assert "leans on" not in text(await desk.answer(card, right=True))


async def test_an_answer_says_why_and_why_not_the_others_and_where_it_is_said(desk: Desk) -> None:
    card = await desk.start("bulkhead")
    item = desk.asked(card)
    told = text(await desk.answer(card, right=False))
    assert all(option.why in told for option in item.options)
    assert f"Source: {item.source}." in told
    assert "Your choice." in told
    assert "comes back" in told


async def test_what_was_answered_comes_back_when_it_is_due_and_before_anything_new(desk: Desk) -> None:
    card = await desk.start("bulkhead", number=1)
    first = desk.asked(card)
    await desk.answer(card, right=False)
    desk.clock.pass_(days=10)
    card = await desk.start("bulkhead")
    assert desk.asked(card).id == first.id
    assert "You answered it" in text(card)


async def test_where_nothing_is_due_it_says_when_and_goes_on_with_new_ones(desk: Desk) -> None:
    await desk.answer(await desk.start(number=1), right=True)
    card = await desk.start()
    assert "Nothing is due before" in text(card)
    assert "New to you." in text(card)


async def test_where_nothing_is_left_it_says_when_and_offers_what_is_new(desk: Desk) -> None:
    card = await desk.start("bulkhead", "hard", 50)
    while actions(card, Try):
        told = await desk.answer(card, right=True)
        card = await desk.press(told, labels(told)[0])
    assert "Practice is over" in text(card)
    assert "Practise more" not in labels(card)
    nothing = await desk.start("bulkhead", "hard")
    assert "nothing to practise about Bulkhead now" in text(nothing)
    assert "comes back" in text(nothing)
    assert actions(await desk.press(nothing, "Practise anything"), Try)


async def test_a_question_that_a_quiz_asks_in_any_of_ones_guilds_is_not_asked(desk: Desk) -> None:
    await played(desk.database, desk.clock(), {desk.member.user_id: RIGHT}, guild=6_000)
    first = desk.asked(await desk.start("bulkhead", "easy"))
    await opened(desk.database, 6_000, desk.clock(), first)
    assert desk.asked(await desk.start("bulkhead", "easy")).id != first.id


async def test_a_question_that_a_quiz_asks_meanwhile_is_not_given_away(desk: Desk) -> None:
    card = await desk.start("bulkhead")
    asked = desk.asked(card)
    await opened(desk.database, GUILD, desk.clock(), asked)
    told = await desk.answer(card, right=True)
    assert "What is right is told when it closes" in text(told)
    assert not any(option.why in text(told) for option in asked.options)
    assert asked.id not in await remembered(desk)
    assert "2 of 10" in text(await desk.press(told, "Next question"))


async def test_a_question_that_the_admins_void_meanwhile_is_left_out_and_said_to_be_void(desk: Desk) -> None:
    card = await desk.start("bulkhead")
    asked = desk.asked(card)
    admin = replace(desk.member, user_id=99, admin=True)
    await desk.assistant.reviewing.void(admin, asked.id, "two are right")
    told = await desk.answer(card, right=True)
    assert "The admins here have voided that question" in text(told)
    assert "A quiz is asking" not in text(told)
    assert asked.id not in await remembered(desk)
    assert "2 of 10" in text(await desk.press(told, "Next question"))


async def test_several_right_options_are_picked_one_by_one_and_handed_in(desk: Desk) -> None:
    several = next(item for item in desk.assistant.course.items.values() if item.multiple)
    card = await desk.start(several.patterns[0], number=50)
    while not desk.asked(card).multiple:
        card = await desk.press(card, "Skip")
    assert "Chosen: nothing yet" in text(await desk.press(card, "Done"))
    shown = await desk.press(card, "A")
    assert "Chosen: A." in text(shown)
    assert "Chosen: nothing yet" in text(await desk.press(shown, "A"))
    desk.restart()
    assert "Right." in text(await desk.answer(card, right=True))
    (known,) = (await remembered(desk)).values()
    assert known.right


async def test_stopping_shows_how_it_went_and_what_to_look_at_again(desk: Desk) -> None:
    card = await desk.press(await desk.answer(await desk.start("bulkhead"), right=False), "Next question")
    over = await desk.press(card, "Stop")
    assert "0 of 1 answer right" in text(over)
    assert "Look at again: Bulkhead" in text(over)
    left = text(await desk.follow(actions(card, Try)[0]))
    assert "That practice is over, and you have left that question unanswered." in left
    assert "1 of 10" in text(await desk.follow(actions(over, PractiseAgain)[0]))


async def test_one_can_stop_where_one_has_just_read_the_answer(desk: Desk) -> None:
    told = await desk.answer(await desk.start("bulkhead", number=2), right=True)
    assert "1 of 1 answer right" in text(await desk.press(told, "Stop"))
    last = await desk.answer(await desk.start("bulkhead", number=1), right=True)
    assert "Stop" not in labels(last)


async def test_practising_more_begins_once_however_often_it_is_pressed(desk: Desk) -> None:
    over = await desk.press(await desk.start("bulkhead"), "Stop")
    said = await asyncio.gather(*(desk.follow(actions(over, PractiseAgain)[0]) for _ in range(2)))
    assert sorted("That practice is over" in text(one) for one in said) == [False, True]


async def test_who_stops_while_some_are_due_is_told_so(desk: Desk) -> None:
    card = await desk.start("bulkhead", number=4)
    while actions(card, Try):
        told = await desk.answer(card, right=False)
        card = await desk.press(told, labels(told)[0])
    desk.clock.pass_(days=60)
    told = await desk.answer(await desk.start(), right=True)
    over = text(await desk.press(await desk.press(told, "Next question"), "Stop"))
    assert "3 questions are due now." in over
    assert "comes back" not in over


async def test_a_sitting_with_nothing_left_to_ask_is_begun_anew(desk: Desk) -> None:
    first = desk.asked(await desk.start("bulkhead", number=1))
    await opened(desk.database, GUILD, desk.clock(), first)
    card = await desk.start()
    assert actions(card, Try)
    assert "1 of 10" in text(card)


async def test_practise_on_one_s_page_goes_on_as_the_command_does(desk: Desk) -> None:
    await desk.answer(await desk.start("bulkhead", number=3), right=True)
    card = await desk.follow(Practise(EVERYTHING))
    assert "2 of 3" in text(card)
    assert "You go on with what you began" in text(card)


async def test_what_led_to_a_topic_is_on_top_of_the_count_and_not_of_the_next(desk: Desk) -> None:
    card = await desk.start("strangler fig", number=2)
    assert "1 of 4" in text(card)
    while actions(card, Try):
        told = await desk.answer(card, right=True)
        card = await desk.press(told, labels(told)[0])
    assert "1 of 2" in text(await desk.press(card, "Practise more"))


async def test_what_is_easier_than_was_asked_for_says_that_it_leads_there(desk: Desk) -> None:
    card = await desk.start("deployment", "hard", 20)
    notes = set()
    while actions(card, Try):
        notes.add((desk.asked(card).difficulty, "your topic leans on it" in text(card)))
        card = await desk.press(card, "Skip")
    assert notes == {(3, False), (1, True)}


async def test_a_step_beneath_that_is_alone_says_how_far_one_is(desk: Desk) -> None:
    led = await desk.answer(await desk.start(SAGA, number=1), right=True)
    told = await desk.answer(await desk.press(led, "Next question"), right=False)
    assert "Saga leans on Dead Letter Queue, of which you have answered 1 of 25 so far: " in text(told)


async def test_buttons_of_an_earlier_practice_say_that_it_is_over(desk: Desk) -> None:
    before = await desk.start("bulkhead")
    await desk.start("canary")
    old: list[Action] = [*actions(before, Try), *actions(before, PassOver), GoOn(1), PractiseAgain(1)]
    for action in old:
        assert "That practice is over" in text(await desk.follow(action))


async def test_a_button_on_a_pattern_begins_with_a_few_questions_about_it(desk: Desk) -> None:
    card = await desk.follow(Practise("bulkhead", 17))
    assert "1 of 5" in text(card)
    assert desk.asked(card).patterns[0] == "bulkhead"
    assert "The roadmap has no question about nonsense" in text(await desk.follow(Practise("nonsense")))


async def test_a_question_that_left_the_roadmap_is_passed_over(desk: Desk) -> None:
    card = await desk.start("bulkhead", number=2)
    first = desk.asked(card)
    left = {one: item for one, item in desk.assistant.course.items.items() if one != first.id}
    desk.assistant.practising._course = replace(desk.assistant.course, items=left)
    assert "no longer in the roadmap" in text(await desk.follow(actions(card, Try)[0]))
    card = await desk.follow(GoOn(actions(card, Try)[0].sitting))
    assert "2 of 2" in text(card)


async def test_two_people_practise_side_by_side(desk: Desk) -> None:
    other = Desk(desk.assistant.asking, desk.database, member=Member(GUILD, 8, "ben"))
    mine, theirs = await desk.start("bulkhead"), await other.start("canary")
    await desk.answer(mine, right=True)
    await other.answer(theirs, right=False)
    assert [one.right for one in (await remembered(desk)).values()] == [True]
    assert [one.right for one in (await remembered(other)).values()] == [False]


async def test_everything_is_private(desk: Desk) -> None:
    card = await desk.start()
    told = await desk.answer(card, right=True)
    after = await desk.press(told, "Next question")
    assert card.private
    assert told.private
    assert after.private


@pytest.mark.parametrize(("topic", "difficulty", "number"), [("nonsense", "", 5), ("", "so so", 5), ("", "", 0)])
async def test_what_cannot_be_read_is_one_sentence(desk: Desk, topic: str, difficulty: str, number: int) -> None:
    card = await desk.start(topic, difficulty, number)
    assert not card.buttons
    assert text(card)
