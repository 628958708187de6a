"""Teaching on Discord: the button, the form, the rights at each step."""

from bot.assistant import Assistant
from bot.frontends.discord.client import RoadmapBot
from knowledge.languages import texts_in
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Person, Server

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock

PIZZA = "best *pizza* in town"
NOT_TEACHER = texts_in("english")("teachers-only")
ASKED, PATTERN, OWN = "The question", "The pattern that answers it", "Or an answer of your own"


async def test_an_admin_teaches_from_the_answer_that_was_none(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    nothing = await admin.slash("general", "ask", question=PIZZA)
    form = (await admin.click(nothing.message, label="Teach")).modal
    taught = await admin.submit_modal(form, {OWN: "Ask @everyone <@&1> at *Luigi's*."})
    assert taught.private
    assert "Taught" in taught.text
    answer = await ana.slash("general", "ask", question="Best pizza in town?")
    assert not answer.private
    assert r"at \*Luigi's\*" in answer.text


async def test_a_member_is_offered_no_teaching_and_cannot_press_what_others_see(bot: RoadmapBot, ana: Person) -> None:
    nothing = await ana.slash("general", "ask", question=PIZZA)
    assert "Teach" not in [button.label for button in nothing.buttons]
    public = await ana.mention("general", PIZZA)
    assert NOT_TEACHER in (await ana.click(public.message, label="Teach")).text
    assert "no answer" in (await ana.slash("general", "ask", question=PIZZA)).text


async def test_a_form_under_a_message_knows_what_was_asked(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    public = await ana.mention("general", PIZZA)
    form = (await admin.click(public.message, label="Teach")).modal
    assert PIZZA in str(form.components)
    await admin.submit_modal(form, {PATTERN: "the saga pattern"})
    assert "Saga" in (await ana.mention("general", "best pizza in town")).text


async def test_why_an_answer_was_given_that_people_taught(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    nothing = await admin.slash("general", "ask", question=PIZZA)
    form = (await admin.click(nothing.message, label="Teach")).modal
    await admin.submit_modal(form, {PATTERN: "saga"})
    answer = await ana.mention("general", PIZZA)
    why = (await ana.click(answer.message, label="Why this answer")).text
    assert "taught me this" in why
    assert "Runner-up" not in why


async def test_who_has_the_teacher_role_may_teach(bot: RoadmapBot, server: Server, ana: Person, admin: Person) -> None:
    role = server.role("teachers", holders=[ana])
    await admin.slash("general", "settings set", teacher_role=role)
    nothing = await ana.slash("general", "ask", question=PIZZA)
    form = (await ana.click(nothing.message, label="Teach")).modal
    taught = await ana.submit_modal(form, {PATTERN: "saga"})
    assert "Taught" in taught.text
    # Discord hides /settings from them.
    listed = await ana.click(taught.message, label="Unanswered questions")
    assert "taught here: 1" in listed.text


async def test_what_was_answered_a_moment_ago_is_answered_anew_once_it_is_mended(
    bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    wrong = await ana.slash("general", "ask", question="what is saga?")
    assert "Saga" in wrong.text
    missing = await admin.slash("general", "ask", question=PIZZA)
    form = (await admin.click(missing.message, label="Teach")).modal
    taught = await admin.submit_modal(form, {ASKED: "what is saga?", OWN: "Ask team blue."})
    assert "Ask team blue" in (await ana.slash("general", "ask", question="what is saga?")).text
    await admin.click(taught.message, label="Take it back")
    assert "Runs one operation" in (await ana.mention("general", "what is saga?")).text


async def test_what_was_taught_is_known_after_a_restart(
    server: Server, assistant: Assistant, ana: Person, admin: Person
) -> None:
    async with connected(server, assistant):
        nothing = await admin.slash("general", "ask", question=PIZZA)
    async with connected(server, assistant):
        form = (await admin.click(nothing.message, label="Teach")).modal
    async with connected(server, assistant):
        assert "Taught" in (await admin.submit_modal(form, {PATTERN: "saga"})).text
        assert "Saga" in (await ana.slash("general", "ask", question=PIZZA)).text


async def test_suggestions_can_be_taught_too(bot: RoadmapBot, admin: Person) -> None:
    unsure = await admin.slash("general", "ask", question="queue trouble with the orders")
    assert "Teach" in [button.label for button in unsure.buttons]
