"""Scenes played: the real client on the loopback Discord, and what it sent, from the server's log."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.channels import DiscordChannels
from bot.frontends.discord.pace import Pace
from bot.guilds.guild import Home
from bot.quiz import rounds
from bot.quiz.opening import Opening
from bot.quiz.running import Running
from bot.scores.periods import month
from bot.storage.engine import Database
from bot.storage.migrating import migrate
from tests.bot.clocks import SetClock
from tests.bot.frontends.discord.connecting import connected
from tests.bot.quiz.rounds_in import terms
from tests.bot.scores.boards_in import fill
from tests.bot.scores.naive_boards import Total
from tests.bot.scores.played import played
from tests.discord_server import Message, Server

from .scenes import Act, Click, Direct, End, Mention, Post, Press, Scene, Scored, Slash

ASKER = "ana"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES = "/channels/{channel_id}/messages"
MESSAGE = f"{MESSAGES}/{{message_id}}"
PLACE = "general"
OPEN_FOR = timedelta(hours=8)

Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person did, or the clock, the body of the message that it made or changed, and the files that hang on it."""

    act: Act
    body: Body
    files: Mapping[str, bytes]


async def play(scene: Scene, asking: Asking) -> tuple[Turn, ...]:
    """Play a scene on a Discord of its own; a body that Discord would refuse is an error."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{folder}/bot.sqlite3")
        await migrate(database)
        try:
            return await _play(scene, Assistant(asking, database, SetClock(datetime.now(UTC))))
        finally:
            await database.close()


async def _play(scene: Scene, assistant: Assistant) -> tuple[Turn, ...]:
    async with Server() as server:
        async with connected(server, assistant) as bot:
            stage = _Stage(server, assistant, DiscordChannels(bot, Pace(1000)), admin=scene.admin)
            await stage.score(scene.scored)
            before: Message | None = None
            turns: list[Turn] = []
            for act in scene.acts:
                before = await stage.do(act, before)
                files = {file.filename: file.content for file in before.attachments}
                turns.append(Turn(act, _bodies(server)[-1], files))
        # Read when the bot has gone: by then every request is in the log.
        if wrong := [*server.log.refusals, *server.log.faults]:
            raise ValueError(f"scene {scene.name}: Discord would refuse {wrong[0]}")
        return tuple(turns)


class _Stage:
    """Where a scene is played: its people, and the clock that posts and closes rounds."""

    def __init__(self, server: Server, assistant: Assistant, channels: DiscordChannels, *, admin: bool) -> None:
        self._server = server
        self._assistant = assistant
        self._channels = channels
        self._ana = server.person(ASKER, admin=admin)

    async def score(self, people: Sequence[Scored]) -> None:
        """Let people have points on this month's board."""
        totals = [
            Total(self._server.person(one.name).id, one.name, one.points, one.answered, one.right) for one in people
        ]
        asked = max((one.answered for one in people), default=0)
        for ago in range(asked):
            # Days may lie in another month, and the board tells how many quizzes it counts.
            due = self._assistant.clock() - timedelta(seconds=ago + 1)
            await played(self._assistant.database, due, {}, guild=self._server.home.id)
        period = month(self._assistant.clock().date())
        await fill(self._assistant.database, self._server.home.id, period.key, totals)

    async def do(self, act: Act, before: Message | None) -> Message:
        ana = self._ana
        match act:
            case Slash(command=command, options=options):
                channels = {name: self._server.channel(str(options[name])) for name in options if name == "channel"}
                return (await ana.slash(PLACE, command, **{**options, **channels})).message
            case Mention(text=text):
                return (await ana.mention(PLACE, text)).message
            case Direct(text=text):
                return (await ana.dm(text)).message
            case Press(label=label, place=place):
                pressed = _there(before)
                return (await ana.click(pressed, label=label or pressed.buttons[place].label)).message
            case Post(question=question):
                return await self._post(question)
            case Click(letter=letter):
                return (await ana.click(self._round, label=letter)).message
            case End(answers=answers):
                return await self._end(answers)

    async def _post(self, question: str) -> Message:
        assistant = self._assistant
        asked = next(item for item in assistant.bank if item.id == question)
        assistant.opening = Opening(assistant.database, (asked,), assistant.opening.say)
        channel = self._server.channel(PLACE)
        async with assistant.database.writing() as connection:
            wanted = terms(channel.id, open_for=OPEN_FOR)
            await rounds.plan_by_hand(connection, self._server.home.id, wanted, assistant.clock())
        await self._running.post_due()
        return self._round

    async def _end(self, answers: str) -> Message:
        for number, letter in enumerate(answers):
            await self._server.person(f"guest {number}").click(self._round, label=letter)
        clock = self._assistant.clock
        assert isinstance(clock, SetClock)
        clock.pass_(hours=9)
        await self._running.end()
        return self._round

    @property
    def _running(self) -> Running:
        return self._assistant.running(self._channels, Home.DISCORD, "pictures")

    @property
    def _round(self) -> Message:
        """The round's message as it is now."""
        return [message for message in self._server.messages(PLACE) if not message.private][-1]


def _there(before: Message | None) -> Message:
    if before is None:
        raise ValueError("There is no answer before, so there is no button to press.")
    return before


def _bodies(server: Server) -> Sequence[Body]:
    sent = (request for request in server.log.requests() if (request.method, request.route) in SAYING)
    return [request.body.get("data", request.body) for request in sent]


SAYING = {("POST", CALLBACK), ("POST", MESSAGES), ("PATCH", MESSAGE)}
"""Requests by which the bot says something."""
