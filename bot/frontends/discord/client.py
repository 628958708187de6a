"""The connection to Discord: what it asks for, what it hears, and how errors reach people."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot import logs
from bot.actions import Answer
from bot.ask.recent import RecentAnswers
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Action, Card, RoadmapAction, plain
from bot.clock import Monotonic
from bot.floods.floodgate import Floodgate
from bot.floods.limits import Limits
from bot.frontends.discord import failures, filling, flooding, hearing, subjects
from bot.frontends.discord.answering_in_time import answer, in_time, is_awaited
from bot.frontends.discord.components import action_of
from bot.frontends.discord.conversation import Conversation
from bot.frontends.discord.draining import Draining
from bot.frontends.discord.gateway import Gateway
from bot.frontends.discord.guild_events import GuildEvents, reconcile
from bot.frontends.discord.illustrating import illustrated
from bot.frontends.discord.members import member_of, place_of
from bot.frontends.discord.rendering import files_of, quoted_question, view_of
from bot.frontends.discord.sync import sync
from bot.frontends.discord.tally import Kind, Outcome, Tally, kind_of, note
from bot.frontends.discord.tree import Tree
from bot.frontends.discord.turning import turns
from bot.learn.pictures import Pictures
from bot.storage.seen import Doubled
from knowledge.languages import texts
from knowledge.texts import Texts

log = logging.getLogger(__name__)

PERMISSIONS = discord.Permissions(
    view_channel=True, send_messages=True, send_messages_in_threads=True, read_message_history=True
)
"""All that the bot asks for. Threads under quizzes need more: an admin who wants them is told what, by /schedule."""
UNHEARD = ("socket_event_type", "app_command_completion")  # come with each frame and command; nobody listens
LONGEST_WAIT = 60.0
"""Seconds that a request may wait for a rate limit; an answer that comes later helps nobody."""
GUILDS_WAIT = 1.0
"""Seconds without a new guild after which the list counts as whole."""
PLACES: dict[str, Any] = {
    "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=True),
    "allowed_installs": app_commands.AppInstallationType(guild=True),
}
"""Where the commands are: in guilds, and in direct messages with the bot."""
NOTHING_KEPT: dict[str, Any] = {
    "max_messages": None,
    "member_cache_flags": discord.MemberCacheFlags.none(),
    "chunk_guilds_at_startup": False,
}
"""No message and no member is held in memory."""


def intents(*, message_content: bool) -> discord.Intents:
    """Give what the gateway is asked for: guilds and messages, and nothing privileged unless it was turned on."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = message_content
    return wanted


class RoadmapBot(Draining):
    """The bot as Discord sees it."""

    def __init__(
        self,
        assistant: Assistant,
        recent: RecentAnswers,
        wanted: discord.Intents,
        *,
        floodgate: Floodgate | None = None,
        now: Monotonic = time.monotonic,
        watched: bool = False,
        **options: Any,
    ) -> None:
        """Take the services, the memory of the last minute, and what keeps floods out: the usual limits.

        `watched` says whether requests are to be counted that come of the task in which the bot is made.
        """
        self.gateway = Gateway(options.get("shard_ids") or (0,), now)
        self.tally = Tally(now)
        if watched:
            hearing.listen(self.tally.heard)
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=wanted,
            tree_cls=Tree,
            **PLACES,
            allowed_mentions=discord.AllowedMentions.none(),
            **NOTHING_KEPT,
            **{"max_ratelimit_timeout": LONGEST_WAIT, "guild_ready_timeout": GUILDS_WAIT, **options},
        )
        self.assistant = assistant
        self.recent = recent
        self.pictures = Pictures()
        self.floodgate = floodgate or Floodgate(Limits(), assistant.clock)
        self.conversation = Conversation(assistant, recent, self.floodgate)
        self.let_in = asyncio.Event()
        """Set for good once Discord has let us in."""

    @property
    def asking(self) -> Asking:
        """What answers questions now."""
        return self.assistant.asking

    @property
    def say(self) -> Texts:
        """What the bot says now."""
        return texts(self.asking.guide.roadmap)

    async def setup_hook(self) -> None:
        """Send the commands where Discord's list differs."""
        assert self.application_id is not None  # noqa: S101 - the login has just told it
        await sync(self.tree, self.application_id, self.http, self.asking.guide.roadmap.identity.words)
        await self.add_cog(GuildEvents(self.assistant))
        invite = discord.utils.oauth_url(self.application_id, permissions=PERMISSIONS)
        log.info("invite me with %s", invite)

    async def connect(self, *, reconnect: bool = True) -> None:
        """Hear what Discord tells, until it is over. Raises what kept the very first line from being opened."""
        try:
            await super().connect(reconnect=reconnect)
        except AttributeError as error:
            # discord.py trips over the line that it never had.
            line: object = self.ws
            if line is not None or error.__context__ is None:
                raise
            raise error.__context__ from None

    async def on_connect(self) -> None:
        """Note that the gateway has let us in."""
        self.gateway.connect(0)

    async def on_resumed(self) -> None:
        """Note that the gateway has let us back in."""
        self.gateway.connect(0)

    async def on_disconnect(self) -> None:
        """Note that the gateway is gone; discord.py tries again by itself."""
        self.gateway.disconnect(0)

    async def on_ready(self) -> None:
        """Say who is connected; called again after each new session."""
        try:
            # Before the clockwork starts: it must not post where the bot is no more.
            await reconcile(self, self.assistant)
        finally:
            self.let_in.set()
        log.info("ready as %s in %d guilds", self.user, len(self.guilds))

    async def on_message(self, message: discord.Message, /) -> None:
        """Answer where the bot is addressed."""
        if self.user is None:
            return
        logs.about(subjects.of_message(message, self))
        began = self.gateway.now()
        outcome = await self.conversation.hear(message, self.user)
        if outcome is not None:
            self.tally.add(Kind.MESSAGE, outcome, self.gateway.now() - began)

    def dispatch(self, event_name: str, /, *args: Any, **kwargs: Any) -> None:
        """Tell of an event, but not of what the tree hears by itself: a task for each command would find nothing to do."""
        if event_name in UNHEARD or (event_name == "interaction" and args[0].type not in flooding.PRESSES):
            return
        super().dispatch(event_name, *args, **kwargs)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Carry out presses on buttons, those of old messages too, so that none fails in silence."""
        if interaction.type is discord.InteractionType.component:
            action = action_of(interaction.custom_id or "")
            with self.dealing_with(interaction, kind_of(interaction, action)):
                if not await flooding.let_in(
                    self.floodgate, interaction, self.say, is_answer=isinstance(action, Answer)
                ):
                    return
                if action is None:
                    await failures.refuse(interaction, self.say("old-button"))
                else:
                    await self.press(interaction, action)
        elif interaction.type is discord.InteractionType.modal_submit:
            with self.dealing_with(interaction, kind_of(interaction)):
                if await flooding.let_in(self.floodgate, interaction, self.say):
                    await self.submit(interaction)

    def dealing_with(self, interaction: discord.Interaction, kind: Kind) -> AbstractContextManager[None]:
        """Count what the block does, and let the log tell where it came from."""
        logs.about(subjects.of_interaction(interaction))
        return self.tally.timed(interaction, kind)

    async def press(self, interaction: discord.Interaction, action: Action) -> None:
        """Carry out what a button says, for the one who pressed it."""
        try:
            question = ""
            if interaction.message is not None:
                question = quoted_question(interaction.message, interaction.custom_id or "")
            member = member_of(interaction)
            form = await filling.form_for(self.assistant, member, action, question, interaction.message)
            if isinstance(form, discord.ui.Modal):
                await interaction.response.send_modal(form)
                return
            if form is not None:
                await self.show(interaction, form, private=True)
                return
            # An answer counts by the moment of its click, also where nobody can be told any more.
            late = isinstance(action, Answer)
            consulting, place = self.assistant.consulting, place_of(interaction)
            if isinstance(action, RoadmapAction):
                consulting.chose(member, place, action)
            act = self._if_there(partial(self._follow, interaction, action, question))
            await self.tell(interaction, act, even_late=late, in_place=turns(interaction.message, action))
            if isinstance(action, RoadmapAction):
                consulting.spoken.save()
        except Exception as error:  # noqa: BLE001 - discord.py would swallow it, and the person would see a failure
            await failures.report(interaction, error, self.say)

    async def _follow(self, interaction: discord.Interaction, action: Action, question: str) -> Card:
        member, message = member_of(interaction), interaction.message
        asked = await filling.question_of(action, question, message)
        message_id = message.id if message else 0
        return await self.assistant.follow(member, action, interaction.id, asked, message_id=message_id)

    async def _if_there(self, act: Callable[[], Awaitable[Card]]) -> Card:
        """Do something, or say that what it is about is no longer there."""
        try:
            return await act()
        except KeyError:
            return Card(plain(self.say("old-choice")), private=True, beside=True)

    async def submit(self, interaction: discord.Interaction) -> None:
        """Carry out what a filled-in form says, one that another process opened too."""
        try:
            act = filling.act_of(self.assistant, member_of(interaction), interaction)
            if act is None:
                await failures.refuse(interaction, self.say("old-form"))
            else:
                await self.tell(interaction, self._if_there(act))
        except Exception as error:  # noqa: BLE001 - discord.py would swallow it, and the person would see a failure
            await failures.report(interaction, error, self.say)

    async def tell(
        self,
        interaction: discord.Interaction,
        act: Coroutine[Any, Any, Card | Sequence[Card]],
        *,
        private: bool = True,
        even_late: bool = False,
        in_place: bool = False,
    ) -> None:
        """Do it and respond with how it went, however long that takes; or say nothing, if another process does it.

        `in_place`, that takes the place of the message that was pressed on, unless it is said beside it. What Discord has told its person to have failed is not done: they will have tried again.
        """
        now = self.assistant.clock()
        if not even_late and not await is_awaited(interaction, now, private=private, in_place=in_place):
            act.close()
            note(interaction, Outcome.UNREACHED)
            log.warning("interaction %s came too late to be carried out; its person saw it fail", interaction.id)
            return
        try:
            async with in_time(interaction, private=private, in_place=in_place):
                told = await act
        except Doubled:
            note(interaction, Outcome.ELSEWHERE)
            return
        cards = (told,) if isinstance(told, Card) else told
        await self.show(interaction, *cards, private=private, in_place=in_place)

    async def show(
        self, interaction: discord.Interaction, *cards: Card, private: bool = False, in_place: bool = False
    ) -> str | None:
        """Respond with cards; give the link to the message where others can see it."""
        hidden = private or any(card.private for card in cards)
        in_place = in_place and not any(card.beside for card in cards)
        shown = await illustrated(interaction, cards, self.pictures, private=hidden, in_place=in_place)

        def said() -> dict[str, Any]:
            files = files_of(shown)
            return {"view": view_of(shown, self.say("more-than-fits")), **({"files": files} if files else {})}

        message_id = await answer(interaction, said, private=hidden, in_place=in_place)
        if message_id is None:
            return None
        place = interaction.guild_id or "@me"
        return f"https://discord.com/channels/{place}/{interaction.channel_id}/{message_id}"
