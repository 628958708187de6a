"""Nobody is pinged by what somebody wrote, and no markup of theirs is ours, wherever their words come back."""

import re
from datetime import timedelta
from typing import Final

import pytest

from bot.assistant import Assistant
from bot.cards import Card, Code, Fine, Options, Paragraph, Person, Plain, Points, Quote, Strong, plain
from bot.frontends.discord.client import RoadmapBot
from bot.frontends.discord.rendering import view_of
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord import over_database
from tests.bot.frontends.discord.over_database import running_of
from tests.bot.quiz.rounds_in import daily
from tests.discord_server import Message, Permission, Role, Server
from tests.discord_server import Person as Someone
from tests.safety.hostile import LONG

assistant, bot, clock = over_database.assistant, over_database.bot, over_database.clock
MARKUP: Final = "**b** _i_ ~~s~~ ||h|| `c` [l](http://x.y)"
FIELD = "What is wrong with it?"


@pytest.fixture
def role(server: Server) -> Role:
    return server.role("Everybody here", mentionable=True)


@pytest.fixture
def harmful(server: Server, ana: Someone, role: Role) -> str:
    """Words that would ping everybody, if anything of ours let them."""
    for channel in ("general", "quiz"):
        server.allow(channel, Permission.MENTION_EVERYONE)
    return f"@everyone @here <@{ana.id}> <@!{ana.id}> <@&{role.id}>"


def ours(server: Server) -> list[Message]:
    return [
        message
        for channel in list(server.world.channels.values())
        for message in server.world.messages(channel.id)
        if message.author_id == server.world.bot.id
    ]


def check_silent(server: Server) -> None:
    for message in ours(server):
        assert not message.mention_everyone, message.text
        assert message.mention_roles == (), message.text
        assert message.mentions == (), message.text


async def test_a_question_pings_nobody_wherever_it_is_quoted(
    server: Server, bot: RoadmapBot, ana: Someone, harmful: str
) -> None:
    asked = f"{harmful} two services must agree on an order"
    shown = await ana.slash("general", "ask", question=asked)
    for button in shown.buttons:
        await ana.click(shown.message, label=button.label)
    await ana.mention("general", asked)
    await ana.mention("general", f"{harmful} best pizza in town?")
    await ana.dm(asked)
    said = await ana.say("general", asked)
    await ana.context_menu("Answer from the roadmap", said.said)
    await ana.slash("general", "pattern", name=harmful[:100])
    await ana.slash("general", "compare", a=harmful[:100], b="saga")
    assert len(ours(server)) > 6
    check_silent(server)


async def test_reports_reasons_names_and_seasons_ping_nobody(  # noqa: PLR0917 - fixtures
    server: Server, bot: RoadmapBot, clock: SetClock, admin: Someone, role: Role, harmful: str
) -> None:
    eve = server.person("eve", display_name=f"@everyone <@&{role.id}>"[:32])
    await _posted(bot.assistant, server, clock)
    await running_of(bot).tick()
    (quiz,) = [message for message in server.messages("quiz") if not message.private]
    answered = await eve.click(quiz, label="A")
    form = (await eve.click(answered.message, label="Report the question")).modal
    await eve.submit_modal(form, {FIELD: f"{harmful} is wrong"})
    assert "everyone" in (await admin.slash("general", "questions reports")).text
    await admin.slash("general", "leaderboard", season="start", name=f"@everyone <@&{role.id}>"[:32])
    clock.pass_(hours=9)
    await running_of(bot).tick()
    assert "everyone" in (await admin.slash("general", "leaderboard")).text
    await admin.slash("general", "questions void", question="quiz 1", reason=f"{harmful} is wrong")
    await running_of(bot).tick()
    (shown,) = [message for message in server.messages("quiz") if not message.private]
    assert "@everyone" in shown.text
    await admin.slash("general", "schedule add", channel=server.channel("quiz"), time=harmful, zone=harmful)
    check_silent(server)


async def test_only_the_role_of_its_schedule_is_called_by_a_quiz(
    server: Server, bot: RoadmapBot, clock: SetClock, role: Role, harmful: str
) -> None:
    await _posted(bot.assistant, server, clock, ping_role=role.id)
    await running_of(bot).tick()
    (quiz,) = server.messages("quiz")
    assert (quiz.mention_roles, quiz.mentions, quiz.mention_everyone) == ((role.id,), (), False)


async def test_six_thousand_characters_in_a_message_get_a_line(bot: RoadmapBot, ana: Someone) -> None:
    for text in (LONG["names"], LONG["marks"], LONG["turned around"]):
        answer = await ana.mention("general", text)
        assert len(answer.text) < 4_000
        assert "broke" not in answer.text


@pytest.mark.parametrize(
    "begins", ["# ", "## ", "-# ", "- ", "+ ", "1. ", "12. ", "> ", ">>> ", "* ", "  # ", "\t- ", " 1. "]
)
def test_no_line_of_theirs_becomes_a_heading_or_a_list(begins: str) -> None:
    text = f"{begins}BIG\n{begins}BIG"
    spans = (Plain(text), Strong(text), Person(1, text))
    blocks = (Paragraph(spans), Fine(plain(text)), Points((plain(text),)), Quote(text), Options((plain(text),)))
    for shown in _texts(Card(plain(f"a\n{text}"), blocks)):
        assert not re.search(rf"^{re.escape(begins)}BIG", shown, re.MULTILINE), shown


def test_no_markup_of_theirs_is_shown_as_ours() -> None:
    spans = (Plain(MARKUP), Person(1, MARKUP))
    for shown in _texts(Card(plain(MARKUP), (Paragraph(spans), Fine(plain(MARKUP)), Quote(MARKUP)))):
        # A person's name is bold, by two signs of ours on each side.
        bare = re.sub(r"\\[^0-9A-Za-z\s]", "", shown).replace("**", "")
        assert not re.search(r"[*_~`|\[\]]", bare), shown
    (code,) = _texts(Card(plain(""), (Paragraph((Code("a` @everyone **b** `c"),)),)))
    assert code.count("`") == 2


def _texts(card: Card) -> list[str]:
    return [text for text in view_of([card]).texts() if text]


async def _posted(assistant: Assistant, server: Server, clock: SetClock, ping_role: int | None = None) -> None:
    start = clock.moment - timedelta(hours=23)
    at = f"{clock.moment:%H:%M}"
    quiz = server.channel("quiz").id
    await daily(assistant.database, server.home.id, quiz, start, at=at, ping_role=ping_role)
