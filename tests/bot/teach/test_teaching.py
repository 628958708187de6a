"""Teaching: it answers at once, in its guild alone, and never breaks in silence what is right today."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.guilds import audit
from bot.guilds.governing import Wishes
from bot.layout import written
from bot.people import Member
from bot.storage.engine import Database
from bot.teach import taught
from bot.teach.actions import ConfirmTaught, GrowAction, ListTaught, RemoveTaught, Teach
from bot.teach.consulting import Heard
from bot.teach.teaching import Wish
from knowledge import labels
from knowledge.labels import Label
from knowledge.loader import SHIPPED
from knowledge.outcomes import Answered
from tests.bot.clocks import SetClock

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
ADA = Member(5_000, 7, "ada", admin=True)
ANA = Member(5_000, 8, "ana")
ELSEWHERE = Member(6_000, 7, "ada", admin=True)
ODD = "best pizza in town"


@pytest.fixture
def examples(asking: Asking) -> Sequence[Label]:
    return labels.read(SHIPPED / labels.FILE, asking.guide.roadmap)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def assistant(asking: Asking, database: Database, clock: SetClock, examples: Sequence[Label]) -> Assistant:
    return Assistant(asking, database, clock, lambda: examples)


async def said(assistant: Assistant, member: Member, question: str) -> str:
    return "\n".join(map(written, (await assistant.consulting.answer(member, Heard(question))).cards))


def pressed(card: Card, kind: type[GrowAction]) -> GrowAction:
    return next(button.action for button in card.buttons if isinstance(button.action, kind))


def answered_right(assistant: Assistant, examples: Sequence[Label]) -> Label:
    """Give a labelled question that the roadmap answers right."""
    ask = assistant.asking.guide.ask
    of_bff = (label for label in examples if label.gold == ("bff",))
    return next(label for label in of_bff if isinstance(ask(label.q).outcomes[0], Answered))


async def test_a_taught_pattern_answers_at_once_and_only_there(assistant: Assistant) -> None:
    assert "no answer" in await said(assistant, ANA, ODD)
    card = await assistant.teaching.teach(ADA, Wish(ODD, pattern="bulkheads"))
    assert "Bulkhead" in written(card)
    told = await said(assistant, ANA, f"hey, {ODD}!")
    assert "Bulkhead" in told
    assert "taught me" in told
    assert "no answer" in await said(assistant, ELSEWHERE, ODD)


async def test_an_answer_of_ones_own_is_told_as_it_was_typed(assistant: Assistant) -> None:
    await assistant.teaching.teach(ADA, Wish("who is on call for checkout?", text="Ask *Bob*, in {room 4}."))
    for asked in ("who's on call for checkout", "Who is on call for checkout"):
        assert "Ask *Bob*, in (room 4)." in await said(assistant, ANA, asked)


async def test_whoever_may_not_teach_is_refused_at_every_step(assistant: Assistant, database: Database) -> None:
    card = await assistant.teaching.teach(ADA, Wish(ODD, pattern="saga"))
    number = pressed(card, RemoveTaught)
    assert isinstance(number, RemoveTaught)
    for refused in (
        await assistant.teaching.teach(ANA, Wish(ODD, pattern="cqrs")),
        await assistant.teaching.confirm(ANA, ConfirmTaught(number.number)),
        await assistant.teaching.remove(ANA, number),
        await assistant.teaching.taught(ANA, ListTaught(1)),
    ):
        assert "Manage Server" in written(refused)
    assert "Saga" in await said(assistant, ANA, ODD)


async def test_the_teacher_role_lets_teach_and_everybody_s_takes_it_back(assistant: Assistant) -> None:
    teacher = replace(ANA, roles=frozenset({44}))
    assert not await assistant.teaching.may_teach(teacher)
    await assistant.governing.set(ADA, Wishes(teacher_role=44))
    assistant.lessons.forget(ADA.guild_id)
    assert await assistant.teaching.may_teach(teacher)
    assert not await assistant.teaching.may_teach(ANA)
    await assistant.governing.set(ADA, Wishes(teacher_role=ADA.guild_id))
    assistant.lessons.forget(ADA.guild_id)
    assert not await assistant.teaching.may_teach(teacher)


async def test_what_would_break_a_right_answer_waits_for_a_confirmation(
    assistant: Assistant, examples: Sequence[Label]
) -> None:
    asked = answered_right(assistant, examples)
    before = await said(assistant, ANA, asked.q)
    assert "BFF" in before
    card = await assistant.teaching.teach(ADA, Wish(asked.q, pattern="saga"))
    assert "would break" in written(card)
    assert f"“{asked.q}” – Backend for Frontend (BFF)" in written(card)
    assert await said(assistant, ANA, asked.q) == before
    confirmed = pressed(card, ConfirmTaught)
    assert isinstance(confirmed, ConfirmTaught)
    assert "Taught" in written(await assistant.teaching.confirm(ADA, confirmed))
    assert "Saga" in await said(assistant, ANA, asked.q)


async def test_what_says_the_same_as_today_needs_no_confirmation(
    assistant: Assistant, examples: Sequence[Label]
) -> None:
    asked = answered_right(assistant, examples)
    assert "Taught" in written(await assistant.teaching.teach(ADA, Wish(asked.q, pattern="bff")))


async def test_leaving_it_changes_nothing_and_confirming_twice_is_confirming_once(
    assistant: Assistant, database: Database, examples: Sequence[Label]
) -> None:
    asked = answered_right(assistant, examples).q
    card = await assistant.teaching.teach(ADA, Wish(asked, pattern="saga"))
    confirmed = pressed(card, ConfirmTaught)
    assert isinstance(confirmed, ConfirmTaught)
    for _ in range(2):
        assert "Taught" in written(await assistant.teaching.confirm(ADA, confirmed))
    left = pressed(await assistant.teaching.teach(ADA, Wish(asked, pattern="cqrs")), RemoveTaught)
    assert isinstance(left, RemoveTaught)
    said_then = written(await assistant.teaching.remove(ADA, left))
    assert "stays as it was" in said_then
    assert "roadmap alone" not in said_then
    assert "Saga" in await said(assistant, ANA, asked)
    gone = await assistant.teaching.remove(ADA, left)
    assert "not taught any more" in written(gone)
    assert [button.action for button in gone.buttons] == [ListTaught(1)]
    async with database.reading() as connection:
        acts = [entry.act for entry in await audit.of_guild(connection, ADA.guild_id, 10)]
    assert acts == ["teach"]


async def test_where_no_more_can_be_taught_an_answer_can_still_be_changed(
    assistant: Assistant, examples: Sequence[Label], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered_right(assistant, examples).q
    waiting = pressed(await assistant.teaching.teach(ADA, Wish(asked, pattern="saga")), ConfirmTaught)
    assert isinstance(waiting, ConfirmTaught)
    monkeypatch.setattr(taught, "MOST", 1)
    await assistant.teaching.teach(ADA, Wish(ODD, pattern="saga"))
    assert "that is the most" in written(await assistant.teaching.teach(ADA, Wish("who is on call", text="Bob.")))
    assert "that is the most" in written(await assistant.teaching.confirm(ADA, waiting))
    assert "CQRS" in written(await assistant.teaching.teach(ADA, Wish(f"{ODD}?", pattern="cqrs")))


async def test_what_nobody_confirms_is_forgotten(
    assistant: Assistant, database: Database, clock: SetClock, examples: Sequence[Label]
) -> None:
    card = await assistant.teaching.teach(ADA, Wish(answered_right(assistant, examples).q, pattern="saga"))
    clock.moment += timedelta(days=2)
    async with database.writing() as connection:
        await taught.purge(connection, clock.moment)
    confirmed = pressed(card, ConfirmTaught)
    assert isinstance(confirmed, ConfirmTaught)
    assert "not taught any more" in written(await assistant.teaching.confirm(ADA, confirmed))


async def test_teaching_again_takes_the_place_of_before_and_can_be_taken_back(
    assistant: Assistant, database: Database
) -> None:
    await assistant.teaching.teach(ADA, Wish(ODD, pattern="saga"))
    card = await assistant.teaching.teach(ADA, Wish(f"{ODD}?", pattern="cqrs"))
    assert "CQRS" in await said(assistant, ANA, ODD)
    assert "Taught here: 1" in written(await assistant.teaching.taught(ADA, ListTaught(1)))
    removed = pressed(card, RemoveTaught)
    assert isinstance(removed, RemoveTaught)
    await assistant.teaching.remove(ADA, removed)
    assert "no answer" in await said(assistant, ANA, ODD)
    async with database.reading() as connection:
        acts = [entry.act for entry in await audit.of_guild(connection, ADA.guild_id, 10)]
    assert acts == ["unteach", "teach", "teach"]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish(" ?! ", "saga"), "Give a question"),
        (Wish(ODD), "not both and not neither"),
        (Wish(ODD, "saga", "this"), "not both and not neither"),
        (Wish(ODD, "sagga of the week"), "nothing called"),
        (Wish(ODD, "resilience"), "is a group"),
        (Wish(ODD, text="a" * 601), "Shorten it"),
    ],
)
async def test_what_cannot_be_taught_says_why(assistant: Assistant, wish: Wish, said: str) -> None:
    assert said in written(await assistant.teaching.teach(ADA, wish))


async def test_only_those_who_may_teach_are_offered_to(assistant: Assistant) -> None:
    for member, public, offered in ((ADA, False, True), (ANA, False, False), (ANA, True, True)):
        (card,) = (await assistant.consulting.answer(member, Heard(ODD), public=public)).cards
        assert any(isinstance(button.action, Teach) for button in card.buttons) is offered
    (card,) = (await assistant.consulting.answer(Member(0, 7, "ada"), Heard(ODD))).cards
    assert card.buttons == ()


async def test_a_second_process_looks_again_after_a_second(
    asking: Asking, assistant: Assistant, database: Database, database_url: str, clock: SetClock
) -> None:
    other = Assistant(asking, Database(database_url), clock)
    seconds = 0.0
    other.lessons._now = lambda: seconds
    try:
        assert "no answer" in await said(other, ANA, ODD)
        await assistant.teaching.teach(ADA, Wish(ODD, pattern="saga"))
        seconds = 1.0
        assert "Saga" in await said(other, ANA, ODD)
    finally:
        await other.database.close()


async def test_what_was_taught_is_known_after_a_restart(
    asking: Asking, assistant: Assistant, database_url: str, clock: SetClock
) -> None:
    await assistant.teaching.teach(ADA, Wish(ODD, pattern="saga"))
    await assistant.database.close()
    later = Assistant(asking, Database(database_url), clock)
    assert "Saga" in await said(later, ANA, ODD)
    await later.database.close()


async def test_without_its_database_the_roadmap_answers_all_the_same(assistant: Assistant, database: Database) -> None:
    await database.close()

    async def broken(*_: object) -> None:
        raise OSError

    assistant.lessons._read = broken  # type: ignore[assignment]
    assert "Saga" in await said(assistant, ANA, "what is saga?")
