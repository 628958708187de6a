"""Reports, void and restore: what they change, and that nothing else changes."""

import asyncio
from datetime import UTC, datetime
from random import Random

import pytest

from bot.actions import KeepQuestion, ListQuestions, ListReports
from bot.cards import Card
from bot.guilds import audit
from bot.guilds.guild import change
from bot.layout import written
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.closing import close
from bot.quiz.opening import NoQuestion, Opening
from bot.quiz.reviewing import Reviewing
from bot.quiz.round import Round, State
from bot.storage.engine import Database
from knowledge.bank import Item, bank_of
from knowledge.languages import texts_in
from knowledge.model import Roadmap
from tests.bot.clocks import SetClock
from tests.bot.quiz.histories import (
    GUILD,
    Asked,
    Past,
    boards_of,
    kept_boards,
    kept_streaks,
    streaks_of,
)
from tests.bot.quiz.rounds_in import claimed, daily

ENGLISH = texts_in("english")

ADMIN = Member(GUILD, 7, "ada", admin=True)
ANA = Member(GUILD, 101, "ana")
BOB = Member(GUILD, 102, "bob")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))


@pytest.fixture(scope="module")
def bank(roadmap: Roadmap) -> tuple[Item, ...]:
    return bank_of(roadmap)


@pytest.fixture
def reviewing(database: Database, bank: tuple[Item, ...], clock: SetClock) -> Reviewing:
    return Reviewing(database, bank, texts_in("english"), clock)


async def past(database: Database, clock: SetClock, bank: tuple[Item, ...], seed: int = 1, days: int = 8) -> Past:
    single = [item for item in bank if not item.multiple]
    made = Past(database, clock, Random(seed), single[:: len(single) // 3][:4])
    await made.begin()
    for _ in range(days):
        await made.day()
    return made


def without(made: Past, question_id: str) -> list[Asked]:
    return [one for one in made.rounds if one.closed and one.question.id != question_id]


def text(card: Card) -> str:
    return written(card)


@pytest.mark.parametrize("seed", range(6))
async def test_void_is_as_if_never_asked_and_restore_as_if_never_voided(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing, seed: int
) -> None:
    made = await past(database, clock, bank, seed)
    await made.end()
    boards, streaks = await kept_boards(database), await kept_streaks(database)
    assert boards == boards_of(made.rounds)
    assert streaks == streaks_of(made.rounds)
    chosen = [item.id for item in {one.question.id: one.question for one in made.rounds}.values()]
    for question_id in chosen:
        await reviewing.void(ADMIN, question_id, "two options are right")
        assert await kept_boards(database) == boards_of(without(made, question_id))
        assert await kept_streaks(database) == streaks_of(without(made, question_id))
        # What the guild sets meanwhile is for what comes: the past keeps its boards and rules.
        async with database.writing() as connection:
            await change(connection, GUILD, zone="America/Lima", speed_points=False)
        await reviewing.restore(ADMIN, question_id)
        assert await kept_boards(database) == boards
        assert await kept_streaks(database) == streaks


@pytest.mark.parametrize("seed", range(3))
async def test_a_round_voided_while_open_counts_once_it_is_restored(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing, seed: int
) -> None:
    made = await past(database, clock, bank, seed)
    await made.post()
    last = made.rounds[-1]
    await reviewing.void(ADMIN, last.question.id, "nonsense")
    assert await kept_boards(database) == boards_of(without(made, last.question.id))
    assert not await close(database, last.key, clock())
    await reviewing.restore(ADMIN, last.question.id)
    for one in made.rounds:
        one.closed = one.closed or one.question.id == last.question.id
    counting = [one for one in made.rounds if one.closed]
    assert await kept_boards(database) == boards_of(counting)
    assert await kept_streaks(database) == streaks_of(counting)


async def test_voiding_while_a_round_closes_takes_back_what_the_close_gave(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank, days=3)
    await made.post()
    last = made.rounds[-1]
    await asyncio.gather(close(database, last.key, clock()), reviewing.void(ADMIN, last.question.id, "nonsense"))
    assert await kept_boards(database) == boards_of(without(made, last.question.id))
    assert await kept_streaks(database) == streaks_of(without(made, last.question.id))


async def test_a_void_question_is_chosen_no_more_and_its_end_is_shown_anew(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank)
    await made.end()
    question = made.rounds[0].question
    async with database.writing() as connection:
        for one in made.rounds:
            found = await rounds.find(connection, one.key)
            assert found is not None
            await rounds.note_shown(connection, found, clock())
    await reviewing.void(ADMIN, question.id, "two options are right")
    async with database.reading() as connection:
        void = await rounds.asking(connection, GUILD, question.id, (State.VOID,))
    assert {one.key for one in void} == {one.key for one in made.rounds if one.question.id == question.id}
    assert all(one.reason == "two options are right" for one in void)
    await daily(database, GUILD, 9, clock())
    clock.pass_(days=1)
    ahead = await claimed(database, clock())
    prepared = await Opening(database, (question,), ENGLISH).prepare(ahead, "me", clock())
    assert isinstance(prepared, NoQuestion)
    assert "void" in prepared.reason


async def test_a_round_that_was_being_posted_when_its_question_went_is_void_at_once(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    await daily(database, GUILD, 9, clock())
    clock.pass_(days=1)
    opening = Opening(database, bank, ENGLISH)
    planned = await claimed(database, clock())
    prepared = await opening.prepare(planned, "me", clock())
    assert isinstance(prepared, Round)
    await reviewing.void(ADMIN, prepared.asked.id, "nonsense")
    await opening.opened(prepared, 77, clock())
    async with database.reading() as connection:
        shown = await rounds.find(connection, planned.key)
    assert shown is not None
    assert shown.state is State.VOID


async def test_only_admins_judge_questions(reviewing: Reviewing, bank: tuple[Item, ...]) -> None:
    question = bank[0].id
    for card in (
        await reviewing.void(ANA, question, "nonsense"),
        await reviewing.restore(ANA, question),
        await reviewing.reports(ANA, ListReports(1)),
        await reviewing.questions(ANA, ListQuestions("all", 1)),
        await reviewing.keep(ANA, KeepQuestion(question)),
    ):
        assert "Manage Server" in text(card)
        assert card.private
    assert await reviewing.offer(ANA, "", void=False) == []


async def test_a_second_void_or_restore_says_so(reviewing: Reviewing, bank: tuple[Item, ...]) -> None:
    question = bank[0].id
    assert "not void" in text(await reviewing.restore(ADMIN, question))
    assert "is void here" in text(await reviewing.void(ADMIN, question, "nonsense"))
    assert "void already: nonsense" in text(await reviewing.void(ADMIN, question, "other"))
    assert "counts again" in text(await reviewing.restore(ADMIN, question))
    assert "no question" in text(await reviewing.void(ADMIN, "no such thing", "nonsense"))


async def test_what_admins_did_is_written_down(
    database: Database, reviewing: Reviewing, bank: tuple[Item, ...]
) -> None:
    await reviewing.void(ADMIN, bank[0].id, "nonsense")
    await reviewing.restore(ADMIN, bank[0].id)
    async with database.reading() as connection:
        entries = await audit.of_guild(connection, GUILD, 10)
    assert [(entry.act, entry.user_id) for entry in entries] == [("restore question", 7), ("void question", 7)]
    assert "nonsense" in entries[1].details


async def test_a_person_has_one_report_of_a_question_and_may_put_it_in_other_words(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank, days=1)
    number = made.rounds[0].key.number
    assert "Thank you" in text(await reviewing.report(ANA, number, "B is right too"))
    await reviewing.report(ANA, number, "B and C are right too")
    await reviewing.report(BOB, number, "no idea what that means")
    listed = text(await reviewing.reports(ADMIN, ListReports(1)))
    assert "2 reports" in listed
    assert "B and C are right too" in listed
    assert "B is right too" not in listed
    assert "ana" not in listed


async def test_reports_are_settled_by_a_void_or_by_keeping_the_question(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank, days=1)
    one = made.rounds[0]
    await reviewing.report(ANA, one.key.number, "B is right too")
    await reviewing.keep(ADMIN, KeepQuestion(one.question.id))
    assert "No reports are waiting" in text(await reviewing.reports(ADMIN, ListReports(1)))
    await reviewing.report(ANA, one.key.number, "B is right as well")
    assert "1 report" in text(await reviewing.reports(ADMIN, ListReports(1)))
    await reviewing.void(ADMIN, f"quiz {one.key.number}", "nonsense")
    assert "No reports are waiting" in text(await reviewing.reports(ADMIN, ListReports(1)))
    assert "voided that question already" in text(await reviewing.report(ANA, one.key.number, "B is right too"))


async def test_a_question_that_is_void_meanwhile_is_not_said_to_count(
    reviewing: Reviewing, bank: tuple[Item, ...]
) -> None:
    await reviewing.void(ADMIN, bank[0].id, "nonsense")
    said = text(await reviewing.keep(ADMIN, KeepQuestion(bank[0].id)))
    assert "void already: nonsense" in said
    assert "counts on" not in said


async def test_what_cannot_be_reported_is_refused(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank, days=1)
    await daily(database, GUILD, 9, clock())
    unseen = made.rounds[-1].key.number + 1
    for number in (unseen, 999):
        assert "no quiz" in text(await reviewing.report(ANA, number, "B is right too"))
    for reason in ("no", " x ", "x" * 501):
        assert "3 to 500" in text(await reviewing.report(ANA, made.rounds[0].key.number, reason))
    elsewhere = Member(GUILD + 1, 101, "ana")
    assert "no quiz" in text(await reviewing.report(elsewhere, made.rounds[0].key.number, "B is right too"))


async def test_the_list_tells_what_became_of_a_question_here(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank)
    await made.end()
    question = made.rounds[-1].question
    ours = [one for one in made.rounds if one.question.id == question.id]
    answers = [choice for one in ours for choice in one.choices.values()]
    right = sum(choice == 1 << question.right[0] for choice in answers)
    listed = text(await reviewing.questions(ADMIN, ListQuestions("all", 1)))
    assert f"asked {len(ours)} times, {100 * right // len(answers)} % right" in listed
    assert f"Questions: {len(bank)} (page 1 of" in listed
    await reviewing.void(ADMIN, question.id, "nonsense")
    assert "void (nonsense)" in text(await reviewing.questions(ADMIN, ListQuestions("all", 1)))
    some = text(await reviewing.questions(ADMIN, ListQuestions("saga", 999)))
    assert "never asked here" in some
    assert "No question" in text(await reviewing.questions(ADMIN, ListQuestions("pizza", 1)))


async def test_questions_are_offered_by_the_words_of_their_stems(
    database: Database, clock: SetClock, bank: tuple[Item, ...], reviewing: Reviewing
) -> None:
    made = await past(database, clock, bank, days=1)
    question = made.rounds[0].question
    first = await reviewing.offer(ADMIN, "", void=False)
    assert question.id in {item.id for item in first[:2]}
    words = " ".join(word for word in question.stem.split()[:4])
    assert question.id in {item.id for item in await reviewing.offer(ADMIN, words, void=False)}
    assert [item.id for item in await reviewing.offer(ADMIN, str(made.rounds[0].key.number), void=False)] == [
        question.id
    ]
    assert await reviewing.offer(ADMIN, words, void=True) == []
    await reviewing.void(ADMIN, question.id, "nonsense")
    assert [item.id for item in await reviewing.offer(ADMIN, words, void=True)] == [question.id]
    assert question.id not in {item.id for item in await reviewing.offer(ADMIN, words, void=False)}
