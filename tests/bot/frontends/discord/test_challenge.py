"""The open challenge on Discord: from a button through a form to a review that one person sees."""

from dataclasses import replace

import pytest

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from bot.storage.tables import metadata
from knowledge.languages import texts_in
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Message, Modal, Person, Server

EXERCISE = "what is the open challenge?"

FIELD = "What would you use, in which order, and why?"
ANSWER = "1. Strangler Fig for zanzibar\n2. a facade in front of both\n3. CDC, but no *saga*\n"

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock


async def shown_to(person: Person) -> Message:
    """Let a person find the challenge by asking for it."""
    asked = await person.slash("general", "ask", question="what is the open challenge of the quiz?", private=True)
    return (await person.click(asked.message, label="Try the challenge")).message


async def form_of(person: Person) -> Modal:
    return (await person.click(await shown_to(person), label="Write an answer")).modal


async def test_an_answer_goes_through_a_form_and_only_its_writer_sees_the_review(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    shown = await shown_to(ana)
    assert shown.private
    assert "ten-year-old monolith" in shown.text
    form = (await ana.click(shown, label="Write an answer")).modal
    review = await ana.submit_modal(form, {FIELD: ANSWER})
    assert review.private
    assert "✓ **Strangler Fig**" in review.text or "✓ Strangler Fig" in review.text
    assert "**Strangler Fig** before **Backend for Frontend (BFF)**" in review.text
    assert "Left out, as you say:** Saga" in review.text
    assert "zanzibar" not in review.text
    good = await ana.click(review.message, label="One good answer")
    assert good.private
    assert "not the only one" in good.text
    again = await ana.click(review.message, label="Try again")
    assert again.modal.custom_id == form.custom_id
    pattern = await ana.click(review.message, label="Circuit Breaker")
    assert "Circuit Breaker" in pattern.text


async def test_the_longest_answer_is_taken(server: Server, bot: RoadmapBot, ana: Person) -> None:
    text = ("feature flags, then canary releases; " * 110)[:4000]
    review = await ana.submit_modal(await form_of(ana), {FIELD: text})
    assert "Canary Deployment" in review.text


@pytest.mark.parametrize("text", ["hm", "  ?  "])
async def test_what_is_no_answer_gets_one_line(server: Server, bot: RoadmapBot, ana: Person, text: str) -> None:
    review = await ana.submit_modal(await form_of(ana), {FIELD: text})
    assert review.private
    assert "Say what you bring in" in review.text
    assert [button.label for button in review.message.buttons] == ["Try again"]


async def test_the_quiz_leads_to_it_while_none_is_open(server: Server, bot: RoadmapBot, ana: Person) -> None:
    none_open = await ana.slash("general", "quiz")
    shown = await ana.click(none_open.message, label="Challenge: Move a monolith in 18 months")
    assert "ten-year-old monolith" in shown.text


async def test_the_help_says_how_to_ask_for_it(server: Server, bot: RoadmapBot, ana: Person) -> None:
    assert EXERCISE in (await ana.slash("general", "help")).text
    asked = await ana.slash("general", "ask", question=EXERCISE)
    assert asked.message.buttons[0].label == "Try the challenge"


async def test_a_form_of_an_earlier_process_is_still_read(server: Server, assistant: Assistant, ana: Person) -> None:
    async with connected(server, assistant):
        form = await form_of(ana)
    async with connected(server, assistant):
        assert "Strangler Fig" in (await ana.submit_modal(form, {FIELD: ANSWER})).text


async def test_two_people_s_answers_are_kept_apart(server: Server, bot: RoadmapBot, ana: Person) -> None:
    bob = server.person("bob")
    forms = {person: await form_of(person) for person in (ana, bob)}
    assert "Saga" in (await ana.submit_modal(forms[ana], {FIELD: "a saga for all of it"})).text
    assert "✓ Saga" not in (await bob.submit_modal(forms[bob], {FIELD: "serverless for all of it"})).text


async def test_a_challenge_that_is_gone_is_told_before_and_after_the_writing(
    server: Server, bot: RoadmapBot, ana: Person
) -> None:
    form = await form_of(ana)
    gone = replace(form, custom_id="m1:answer:gone")
    assert (await ana.submit_modal(gone, {FIELD: ANSWER})).text == texts_in("english")("old-choice")
    shown = await shown_to(ana)
    assert (await ana.click_stale(shown, "q1:0:write:gone")).text == texts_in("english")("old-choice")


async def test_nothing_of_an_answer_is_kept_or_logged(
    server: Server, bot: RoadmapBot, ana: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await ana.submit_modal(await form_of(ana), {FIELD: ANSWER})
    async with bot.assistant.database.reading() as connection:
        for table in metadata.sorted_tables:
            assert "zanzibar" not in str((await connection.execute(table.select())).all())
    assert "zanzibar" not in caplog.text
