"""What was missed: kept where it is wanted, grouped, forgotten in time; and what people think of answers."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.guilds.governing import Wishes
from bot.housekeeping import tidy
from bot.layout import written
from bot.people import NOWHERE, Member
from bot.scores.exporting import export_all, export_guild, export_person
from bot.scores.forgetting import forget_guild, forget_person, rows_of_person
from bot.storage.engine import Database
from bot.storage.growth import unanswered, vote
from bot.storage.tables import guild
from bot.teach import misses, votes
from bot.teach.actions import Dismiss, GiveReason, ListUnanswered, Rate
from bot.teach.consulting import Heard
from bot.teach.misses import Why
from bot.teach.teaching import Wish
from tests.bot.clocks import SetClock

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
ADA = Member(5_000, 7, "ada", admin=True)
ANA = Member(5_000, 8, "ana")
BOB = Member(5_000, 9, "bob")
PIZZA = "best pizza in town"


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def assistant(asking: Asking, database: Database, clock: SetClock) -> Assistant:
    return Assistant(asking, database, clock)


def why(kind: str, slug: str) -> GiveReason:
    return GiveReason("77", kind, slug)


async def turned_on(assistant: Assistant) -> None:
    await assistant.governing.set(ADA, Wishes(unanswered=True))
    assistant.lessons.forget(ADA.guild_id)


async def asked(assistant: Assistant, member: Member, *questions: str) -> None:
    for question in questions:
        await assistant.missed.note(member, (await assistant.consulting.answer(member, Heard(question))).reply)


async def listed(assistant: Assistant, page: int = 1) -> str:
    return written(await assistant.missed.unanswered(ADA, ListUnanswered(page)))


async def test_nothing_is_kept_unless_the_guild_wants_it(assistant: Assistant, database: Database) -> None:
    await asked(assistant, ANA, PIZZA)
    assert "Turn the list on" in await listed(assistant)
    async with database.reading() as connection:
        assert (await connection.execute(select(unanswered))).all() == []


async def test_what_got_no_answer_is_listed_together_with_what_is_like_it(assistant: Assistant) -> None:
    await turned_on(assistant)
    await asked(assistant, ANA, PIZZA, PIZZA, "how is the weather in Bern tomorrow", "what is saga?", "?!")
    await asked(assistant, BOB, "the best pizzas in town?", "queue trouble with the orders")
    said = await listed(assistant)
    assert "Unanswered questions: 3" in said
    assert "2 times, no answer" in said
    assert "once, suggestions" in said
    assert "saga" not in said


async def test_the_list_has_pages_and_is_for_those_who_may_teach(assistant: Assistant) -> None:
    await turned_on(assistant)
    questions = (
        "best pizza in town",
        "weather in Bern",
        "who won the football match",
        "my cat is hungry",
        "a nice film",
    )
    await asked(assistant, ANA, *questions)
    assert "page 1 of 2" in await listed(assistant)
    assert "best pizza" in await listed(assistant, 2)
    assert "best pizza" in await listed(assistant, 99)
    assert "Manage Server" in written(await assistant.missed.unanswered(ANA, ListUnanswered(1)))
    assert "Manage Server" in written(await assistant.missed.dismiss(ANA, Dismiss(1)))


async def test_dismissing_takes_all_that_are_like_it(assistant: Assistant) -> None:
    await turned_on(assistant)
    await asked(assistant, ANA, PIZZA, "my cat is hungry")
    await asked(assistant, BOB, "the best pizzas in this town?")
    assert "with 1 like it" in written(await assistant.missed.dismiss(ADA, Dismiss(1)))
    assert "pizza" not in await listed(assistant)
    assert "off the list already" in written(await assistant.missed.dismiss(ADA, Dismiss(1)))


async def test_what_is_taught_is_unanswered_no_more(assistant: Assistant) -> None:
    await turned_on(assistant)
    await asked(assistant, ANA, PIZZA, "my cat is hungry")
    assert await assistant.missed.question(ADA.guild_id, 1) == PIZZA
    await assistant.teaching.teach(ADA, Wish(PIZZA, text="Luigi's."))
    said = await listed(assistant)
    assert "pizza" not in said
    assert "taught here: 1" in said
    assert "cat" in said


async def test_who_asked_is_forgotten_after_a_week_and_what_was_asked_after_a_quarter(
    assistant: Assistant, database: Database, clock: SetClock
) -> None:
    await turned_on(assistant)
    await asked(assistant, ANA, PIZZA)

    async def kept() -> list[tuple[str, int | None]]:
        await tidy(database, clock.moment)
        async with database.reading() as connection:
            rows = await connection.execute(select(unanswered.c.question, unanswered.c.user_id))
            return [(row.question, row.user_id) for row in rows]

    clock.moment = NOW + timedelta(days=6, hours=23)
    assert await kept() == [(PIZZA, 8)]
    clock.moment = NOW + timedelta(days=7, minutes=1)
    assert await kept() == [(PIZZA, None)]
    clock.moment = NOW + timedelta(days=90, minutes=1)
    assert await kept() == []


async def test_only_the_latest_thousand_are_kept(assistant: Assistant, database: Database) -> None:
    async with database.writing() as connection:
        for number in range(misses.MOST + 5):
            await misses.note(connection, ANA, f"word{number} of the day", Why.NONE, NOW)
        count = len((await connection.execute(select(unanswered.c.number))).all())
        assert count == misses.MOST
        assert await misses.find(connection, ANA.guild_id, 5) is None


async def test_one_vote_a_person_and_message_and_the_last_one_counts(assistant: Assistant, database: Database) -> None:
    good, bad = Rate("needed-by", "saga", helpful=True), Rate("needed-by", "saga", helpful=False)
    for member, rated in ((ANA, good), (ANA, bad), (BOB, good), (ANA, bad)):
        await assistant.missed.rate(member, rated, 77, "")
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=True), 78, "")
    async with database.reading() as connection:
        counted = [(one.kind, one.slug, one.helpful, one.unhelpful) for one in await votes.tallies(connection, 5_000)]
    assert counted == [("needed_by", "saga", 1, 1), ("problem", "cqrs", 1, 0)]
    said = written(await assistant.missed.votes(ADA))
    assert "Saga (needed by): 1 helpful, 1 not" in said
    assert "needed by 1 of 2" in said
    assert "2 helpful, 1 not" in await listed(assistant)


async def test_each_answer_of_a_message_has_its_own_vote_and_reason(assistant: Assistant) -> None:
    for slug in ("saga", "cqrs"):
        await assistant.missed.rate(ANA, Rate("needed-by", slug, helpful=False), 77, "")
    await assistant.missed.explain(ANA, why("needed-by", "saga"), "too short")
    await assistant.missed.rate(ANA, Rate("needed-by", "cqrs", helpful=True), 77, "")
    said = written(await assistant.missed.votes(ADA))
    assert "Saga (needed by): 0 helpful, 1 not" in said
    assert "CQRS (needed by): 1 helpful, 0 not" in said
    assert "Saga: “too short”" in said


async def test_what_answers_are_about_is_called_as_people_call_it(assistant: Assistant) -> None:
    await assistant.teaching.teach(ADA, Wish("who is on call?", text="Bob."))
    await assistant.teaching.teach(ADA, Wish("who is on call?", text="Ana."))
    topic = assistant.asking.guide.roadmap.topics[0]
    mode = assistant.asking.guide.roadmap.failure_modes[0]
    for slug in ("taught-1", topic.slug, mode.slug, "none", "long-gone"):
        await assistant.missed.rate(ANA, Rate("about", slug, helpful=False), 77, "")
    said = written(await assistant.missed.votes(ADA))
    for name in ("who is on call?", topic.title, mode.name, "Several things, or none", "long-gone"):
        assert f"{name} (about): 0 helpful, 1 not" in said


async def test_a_form_that_names_the_message_alone_still_takes_a_reason(assistant: Assistant) -> None:
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=False), 77, "")
    assert "Thank you" in written(await assistant.missed.explain(ANA, why("", ""), "too long"))
    assert "CQRS: “too long”" in written(await assistant.missed.votes(ADA))


async def test_a_reason_goes_with_a_vote_against_and_is_shown_without_a_name(assistant: Assistant) -> None:
    assert "Press Not helpful" in written(await assistant.missed.explain(ANA, why("problem", "cqrs"), "too long"))
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=False), 77, "")
    assert "Thank you" in written(await assistant.missed.explain(ANA, why("problem", "cqrs"), "too\nlong"))
    said = written(await assistant.missed.votes(ADA))
    assert "CQRS: “too long”" in said
    assert "ana" not in said
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=True), 77, "")
    assert "too long" not in written(await assistant.missed.votes(ADA))
    assert "Manage Server" in written(await assistant.missed.votes(ANA))


async def test_votes_in_direct_messages_are_counted_for_no_guild_and_go_with_their_person(
    assistant: Assistant, database: Database
) -> None:
    await turned_on(assistant)
    for member in (ANA, BOB):
        alone = replace(member, guild_id=NOWHERE)
        await assistant.missed.rate(alone, Rate("problem", "cqrs", helpful=False), 77, "reads are slow")
        await assistant.missed.explain(alone, why("problem", "cqrs"), "too long")
    assert "0 helpful, 0 not" in await listed(assistant)
    async with database.writing() as connection:
        assert [one.unhelpful for one in await votes.tallies(connection, None)] == [2]
        assert await votes.all_reasons(connection, None) == {("problem", "cqrs"): ["too long", "too long"]}
        assert await votes.all_reasons(connection, ADA.guild_id) == {}
        assert '"reason": "too long"' in await export_person(connection, ANA.user_id, NOW)
        assert len([line async for line in export_all(connection) if '"table": "vote"' in line]) == 2
        await forget_person(connection, ANA.user_id, ADA.guild_id)
        assert await rows_of_person(connection, ANA.user_id) == {"vote": 1}
        await forget_person(connection, ANA.user_id)
        assert (await connection.execute(select(vote.c.user_id))).scalars().all() == [BOB.user_id]
        assert (await connection.execute(select(guild).where(guild.c.guild_id == NOWHERE))).all() == []


async def test_what_did_not_help_is_on_the_list(assistant: Assistant) -> None:
    await turned_on(assistant)
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=False), 77, "reads are slow")
    assert "“reads are slow” – once, not helpful" in await listed(assistant)


async def test_what_helps_after_all_is_off_the_list_but_for_those_whom_it_does_not_help(assistant: Assistant) -> None:
    await turned_on(assistant)
    for member in (ANA, BOB):
        await assistant.missed.rate(member, Rate("problem", "cqrs", helpful=False), 77, "reads are slow")
    await assistant.missed.rate(ANA, Rate("problem", "cqrs", helpful=True), 77, "reads are slow")
    assert "“reads are slow” – once, not helpful" in await listed(assistant)
    await assistant.missed.rate(BOB, Rate("problem", "cqrs", helpful=True), 77, "Reads are slow?")
    assert "Unanswered questions: 0" in await listed(assistant)


async def test_all_of_it_is_handed_over_and_forgotten_with_its_person_or_guild(
    assistant: Assistant, database: Database
) -> None:
    await turned_on(assistant)
    for member in (ANA, BOB):
        await asked(assistant, member, PIZZA)
        await assistant.missed.rate(member, Rate("problem", "cqrs", helpful=False), 77, "")
    await assistant.teaching.teach(ADA, Wish("on call?", text="Bob."))
    async with database.writing() as connection:
        theirs = await export_person(connection, ANA.user_id, NOW)
        assert theirs.count(f'"question": "{PIZZA}"') == 1
        whole = [line async for line in export_guild(connection, ANA.guild_id)]
        assert {'"unanswered"', '"vote"', '"taught"'} <= {line.split(":")[1].split(",")[0].strip() for line in whole}
        await forget_person(connection, ANA.user_id)
        for whose in (vote.c.user_id, unanswered.c.user_id):
            assert (await connection.execute(select(whose))).scalars().all() == [BOB.user_id]
        await forget_guild(connection, ANA.guild_id)
        assert [line async for line in export_guild(connection, ANA.guild_id)] == []
