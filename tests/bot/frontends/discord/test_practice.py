"""Practice on Discord: private, by buttons that outlive the process, and each person's own."""

import asyncio
import re

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.storage.engine import Database
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.bot.frontends.discord.practising import Desk, id_of, knows, labels, remembered
from tests.discord_server import Person, Server

FIELD = "What is wrong with it?"
OVER = "That practice is over."
CHALLENGE = "Challenge: Move a monolith in 18 months"

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


async def test_questions_come_one_by_one_with_the_answer_at_once_and_nobody_else_sees_them(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    desk = Desk(bot.assistant, ana)
    shown = await ana.slash("general", "practice", topic="Bulkhead", difficulty="easy", count=2)
    assert shown.private
    assert "Practice · 1 of 2 · easy" in shown.text
    told = await desk.answer(shown.message, right=True)
    assert told.private
    assert "Right." in told.text
    assert "comes back" in told.text
    second = await ana.click(told.message, label="Next question")
    assert "2 of 2" in second.text
    told = await desk.answer(second.message, right=False)
    assert "Not quite." in told.text
    over = await ana.click(told.message, label="How it went")
    assert "1 of 2 answers right" in over.text
    assert {"Practise more", "About Bulkhead", "My progress", CHALLENGE} <= set(labels(over.message))
    assert "ten-year-old monolith" in (await ana.click(over.message, label=CHALLENGE)).text
    assert all(message.private for message in server.messages("general"))


async def test_a_wrong_answer_shows_the_missing_step_beneath(server: Server, bot: RoadmapBot, ana: Person) -> None:
    first = await ana.slash("general", "practice", topic="saga")
    shown = await ana.click(first.message, label="Skip")
    told = await Desk(bot.assistant, ana).answer(shown.message, right=False)
    assert "**Saga** leans on **Dead Letter Queue**, which you have not answered yet: " in told.text
    beneath = await ana.click(told.message, label="About Dead Letter Queue")
    assert "Dead Letter Queue" in beneath.text


async def test_it_goes_on_in_a_new_process_by_its_buttons_and_by_the_command(
    server: Server, asking: Asking, database: Database, clock: SetClock, ana: Person
) -> None:
    async with connected(server, Assistant(asking, database, clock)):
        shown = await ana.slash("general", "practice", topic="resilience", count=4)
    second = Assistant(asking, database, clock)
    async with connected(server, second):
        told = await Desk(second, ana).answer(shown.message, right=True)
        assert "Right." in told.text
    third = Assistant(asking, database, clock)
    async with connected(server, third):
        shown = await ana.click(told.message, label="Next question")
        assert "2 of 4" in shown.text
        await ana.click(shown.message, label="Skip")
        again = await ana.slash("general", "practice")
        assert "3 of 4" in again.text
        assert "You go on with what you began" in again.text
        stopped = await ana.click(again.message, label="Stop")
        assert "1 of 1 answer right" in stopped.text
        assert "1 of 10" in (await ana.slash("general", "practice")).text
    assert len(await remembered(third, ana)) == 1


async def test_two_people_practise_at_once_each_at_their_own_place(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    bob = server.person("bob")
    hers, his = await asyncio.gather(
        *(person.slash("general", "practice", topic="saga", count=3) for person in (ana, bob))
    )
    told = await Desk(bot.assistant, ana).answer(hers.message, right=False)
    hers = await ana.click(told.message, label="Next question")
    assert "2 of 4" in hers.text
    both = await asyncio.gather(
        Desk(bot.assistant, ana).answer(hers.message, right=True),
        Desk(bot.assistant, bob).answer(his.message, right=True),
    )
    assert "1 of 2 right so far" in both[0].text
    assert "1 of 1 right so far" in both[1].text
    assert (len(await remembered(bot.assistant, ana)), len(await remembered(bot.assistant, bob))) == (2, 1)


async def test_somebody_else_s_ids_lead_to_nothing_of_theirs(server: Server, bot: RoadmapBot, ana: Person) -> None:
    eve = server.person("eve")
    shown = (await ana.slash("general", "practice", topic="saga")).message
    for label in ("A", "Skip", "Stop"):
        refused = await eve.click_stale(shown, id_of(shown, label))
        assert refused.private
        assert OVER in refused.text
    told = (await Desk(bot.assistant, ana).answer(shown, right=True)).message
    assert "1 of 1 right so far" in told.text
    assert OVER in (await eve.click_stale(told, id_of(told, "Next question"))).text
    assert await remembered(bot.assistant, eve) == {}
    assert "2 of 11" in (await ana.click(told, label="Next question")).text


async def test_a_second_click_changes_nothing_and_leads_on(server: Server, bot: RoadmapBot, ana: Person) -> None:
    desk = Desk(bot.assistant, ana)
    shown = (await ana.slash("general", "practice", difficulty="easy", count=2)).message
    first, second = await asyncio.gather(ana.click(shown, label="Skip"), ana.click(shown, label="Skip"))
    said = sorted((first.text, second.text), key=lambda text: "already" in text)
    assert "2 of 2" in said[0]
    assert "dealt with that question already" in said[1]
    at_two = first if "2 of 2" in first.text else second
    await desk.answer(at_two.message, right=False)
    before = await remembered(bot.assistant, ana)
    again = await ana.click_stale(at_two.message, id_of(at_two.message, "A"))
    assert "dealt with that question already" in again.text
    assert await remembered(bot.assistant, ana) == before
    assert "Practice is over" in (await ana.click(again.message, label="How it went")).text


async def test_a_question_is_reported_through_a_form_that_outlives_the_process(
    server: Server, asking: Asking, assistant: Assistant, ana: Person, admin: Person
) -> None:
    first = assistant
    async with connected(server, first):
        shown = await ana.slash("general", "practice", topic="saga")
        asked = await Desk(first, ana).asked()
        told = await Desk(first, ana).answer(shown.message, right=False)
        form = (await ana.click(told.message, label="Report the question")).modal
        # A new practice takes the place of the one in which it was asked.
        await ana.slash("general", "practice", topic="canary")
    async with connected(server, Assistant(asking, first.database, first.clock)):
        thanks = await ana.submit_modal(form, {FIELD: "two are *right*"})
        assert thanks.private
        assert "Thank you for reporting the question." in thanks.text
        assert asked.stem[:60] in thanks.text
        listed = await admin.slash("general", "questions reports")
        assert r"two are \*right\*" in listed.text
        assert f"`{asked.id}`" in listed.text
        assert not re.search(r"\bana\b", listed.text)


async def test_it_works_in_direct_messages_where_nobody_would_read_a_report(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    shown = await ana.slash(ana.direct, "practice", topic="bulkhead")
    told = await Desk(bot.assistant, ana).answer(shown.message, right=True)
    assert "Right." in told.text
    assert "Report the question" not in labels(told.message)


async def test_topics_are_offered_groups_patterns_and_terms(server: Server, bot: RoadmapBot, ana: Person) -> None:
    async def offered(typed: str) -> list[object]:
        return [choice.value for choice in (await ana.autocomplete("general", "practice", "topic", typed)).choices]

    assert (await offered("resil"))[0] == "Resilience"
    assert "Saga" in await offered("sag")
    assert "Outbox" in await offered("outb")
    assert "Saga, Bulkhead" in await offered("Saga, bulk")
    assert len(await offered("")) == 25
    for topic in ("Resilience", "Outbox", "Saga, Bulkhead"):
        assert "Practice · 1 of " in (await ana.slash("general", "practice", topic=topic, count=1)).text


async def test_what_cannot_be_practised_is_said_with_a_way_out(server: Server, bot: RoadmapBot, ana: Person) -> None:
    unknown = await ana.slash("general", "practice", topic="zork")
    assert unknown.private
    assert "isn't a topic" in unknown.text
    *most, last = bot.assistant.course.order
    await knows(bot.assistant, server.home.id, ana, *most)
    nothing = await ana.slash("general", "practice", topic="feature flags")
    assert "nothing to practise about Feature Flags now" in nothing.text
    assert "The next question comes back" in nothing.text
    new = await ana.click(nothing.message, label="Practise anything")
    assert "New to you." in new.text
    assert "Nothing is due before" in new.text
    await knows(bot.assistant, server.home.id, ana, last)
    await ana.click(new.message, label="Stop")
    nothing = await ana.slash("general", "practice")
    assert "There is nothing to practise now." in nothing.text
    assert labels(nothing.message) == [CHALLENGE]
