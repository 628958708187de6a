import discord
import pytest

from bot.ask.service import Asking
from bot.cards import Button, Card, ShowPattern, plain
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.rendering import view_of
from knowledge.languages import texts_in
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Permission, Person, Server

SLOW = "checkout hangs whenever the fraud vendor is slow"


async def test_a_problem_asked_by_slash_is_answered_in_the_channel(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question=SLOW)
    assert not answer.private
    for said in ("Circuit Breaker", "Resilience", "Bulkhead", SLOW):
        assert said in answer.text


async def test_a_private_question_is_answered_for_its_asker_alone(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question=SLOW, private=True)
    assert answer.private


async def test_a_question_the_roadmap_cannot_answer_is_refused_privately(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question="best pizza in town")
    assert answer.private
    assert "no answer" in answer.text


async def test_the_same_question_within_a_minute_gets_a_private_link(
    bot: RoadmapBot, ana: Person, admin: Person
) -> None:
    await ana.slash("general", "ask", question=SLOW)
    (posted,) = admin.sees("general")
    again = await admin.slash("general", "ask", question=SLOW.upper())
    assert again.private
    assert str(posted.id) in again.text
    assert len(ana.sees("general")) == 1


async def test_a_mention_is_answered_by_a_reply_that_pings_nobody(bot: RoadmapBot, ana: Person, server: Server) -> None:
    answer = await ana.mention("general", f"{SLOW} <@{ana.id}> @everyone")
    assert "Circuit Breaker" in answer.text
    (request,) = server.log.requests("POST", "/channels/{channel_id}/messages")
    assert request.body["allowed_mentions"]["parse"] == []
    assert request.body["allowed_mentions"].get("replied_user") in (None, False)


async def test_a_bare_mention_shows_what_can_be_asked(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "")
    assert "/ask" in answer.text


async def test_a_mention_that_the_roadmap_cannot_answer_gets_one_short_line(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "best pizza in town?")
    assert answer.text.count("\n") == 0


async def test_a_direct_message_is_answered_without_a_mention(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.dm("what is CQRS?")
    assert "CQRS" in answer.text


async def test_a_reply_to_the_bot_is_a_question(bot: RoadmapBot, ana: Person) -> None:
    first = await ana.mention("general", SLOW)
    answer = await ana.reply(first.message, "what comes after saga?")
    assert "CQRS" in answer.text


async def test_talk_that_is_not_for_the_bot_is_left_alone(bot: RoadmapBot, ana: Person) -> None:
    said = await ana.say("general", SLOW)
    await said.silence(0.2)


async def test_the_message_menu_answers_somebody_elses_message(bot: RoadmapBot, ana: Person, admin: Person) -> None:
    said = await ana.say("general", SLOW)
    answer = await admin.context_menu("Answer from the roadmap", said.said)
    assert "Circuit Breaker" in answer.text


async def test_buttons_work_after_a_restart(server: Server, asking: Asking, ana: Person) -> None:
    async with connected(server, asking):
        answer = await ana.slash("general", "ask", question="chekout hangs whenever the fraud vendor is slow")
    async with connected(server, asking):
        why = await ana.click(answer.message, label="Why this answer")
        first = await ana.click(answer.message, label="Prerequisites")
    assert why.private
    assert "checkout (you wrote chekout)" in why.text
    assert "of 100 alike" in why.text
    assert first.private
    assert "Circuit Breaker" in first.text


async def test_every_button_of_an_answer_leads_somewhere(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question=SLOW)
    assert len(answer.buttons) == 7
    for button in answer.buttons:
        pressed = await ana.click(answer.message, label=button.label)
        assert pressed.private, button.label
        assert "broke" not in pressed.text, button.label


async def test_a_suggestion_is_taken_by_its_button(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question="queue trouble with the orders")
    assert answer.private
    pressed = await ana.click(answer.message, label=answer.buttons[0].label)
    assert answer.buttons[0].label in pressed.text


async def test_a_button_of_an_older_version_says_so(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question=SLOW)
    for stale in ("a0:what", "a1:0:dance:saga"):
        pressed = await ana.click_stale(answer.message, stale)
        assert pressed.private
        assert texts_in("english")("old-button") in pressed.text


async def test_a_button_whose_entry_has_gone_says_so(bot: RoadmapBot, ana: Person, server: Server) -> None:
    channel = bot.get_channel(server.place("general").id)
    assert isinstance(channel, discord.TextChannel)
    await channel.send(view=view_of([Card(plain("Old"), buttons=(Button("Gone", ShowPattern("long-gone")),))]))
    pressed = await ana.click(ana.sees("general")[0], label="Gone")
    assert pressed.private
    assert texts_in("english")("old-choice") in pressed.text


async def test_of_many_channels_where_it_may_not_write_only_the_latest_are_remembered(
    bot: RoadmapBot, ana: Person, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("bot.frontends.discord.conversation.MOST_CLOSED", 1)
    for channel in ("general", "quiz", "quiz", "general"):
        server.deny(channel, Permission.SEND_MESSAGES)
        said = await ana.say(channel, f"<@{bot.user.id if bot.user else 0}> {SLOW}")
        await said.silence(0.2)
    assert len([record for record in caplog.records if "is missing there" in record.getMessage()]) == 3


async def test_where_it_may_not_write_it_stays_silent_and_logs_once(
    bot: RoadmapBot, ana: Person, server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    server.deny("general", Permission.SEND_MESSAGES)
    for _ in range(2):
        said = await ana.say("general", f"<@{bot.user.id if bot.user else 0}> {SLOW}")
        await said.silence(0.2)
    warned = [record for record in caplog.records if "is missing there" in record.getMessage()]
    assert len(warned) == 1
    assert server.log.refusals == []


async def test_two_questions_in_a_message_get_two_cards(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.slash("general", "ask", question="what does saga need? what comes after canary?")
    assert "Dead Letter Queue" in answer.text
    assert "Feature Flags" in answer.text


async def test_markup_in_a_question_is_shown_as_it_was_typed(bot: RoadmapBot, ana: Person) -> None:
    odd = "**our** `checkout` hangs _whenever_ the [fraud](http://x.y) vendor is slow ||really|| \\o/"
    answer = await ana.slash("general", "ask", question=odd)
    assert r"\*\*our\*\*" in answer.text
    why = await ana.click(answer.message, label="Why this answer")
    assert "broke" not in why.text


async def test_other_bots_are_not_heard(bot: RoadmapBot, server: Server) -> None:
    robot = server.person("robot", bot=True)
    said = await robot.say("general", f"<@{bot.user.id if bot.user else 0}> {SLOW}")
    await said.silence(0.2)


async def test_a_suggestion_to_a_message_is_taken_with_its_question(bot: RoadmapBot, ana: Person) -> None:
    question = "queue trouble with the orders"
    answer = await ana.mention("general", question)
    pressed = await ana.click(answer.message, label="Dead Letter Queue")
    assert question in pressed.text
    why = await ana.click(pressed.message, label="Why this answer")
    assert "queue" in why.text.lower()


async def test_a_display_name_that_looks_like_a_pattern_of_text_is_just_a_name(
    bot: RoadmapBot, server: Server, ana: Person
) -> None:
    odd = server.person("bob", display_name=r"\o/ a\1 bob")
    answer = await ana.mention("general", f"<@{odd.id}> what is a saga")
    assert "broke" not in answer.text


async def test_without_the_channels_history_it_answers_without_a_reference(
    bot: RoadmapBot, server: Server, ana: Person
) -> None:
    server.deny("general", Permission.READ_MESSAGE_HISTORY)
    answer = await ana.mention("general", "what is a saga")
    assert "Distributed Data" in answer.text


async def test_a_greeting_shows_what_can_be_asked(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "hi!")
    assert "/ask" in answer.text


async def test_a_call_to_everyone_is_no_part_of_the_question(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "@everyone @here saga")
    assert "Group 3, Distributed Data" in answer.text


async def test_questions_on_lines_of_their_own_are_answered_one_by_one(bot: RoadmapBot, ana: Person) -> None:
    answer = await ana.mention("general", "what is a dlq\nwhat is a saga")
    assert "### **Dead Letter Queue**" in answer.text
    assert "### **Saga**" in answer.text
