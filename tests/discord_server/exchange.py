"""Exchange: what a person got back for what they did, for as long as it keeps coming."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .interactions import Callback, Choice, Interaction, Modal
from .records import Attachment, Button, Message, MessageKind
from .refusals import Refusal

if TYPE_CHECKING:
    from .server import Server


class NoAnswer(AssertionError):  # noqa: N818 - what happened, in a word
    """Nothing came back in time: the person reads "The application did not respond"."""


class Exchange:
    """An interaction as the person sees it. Everything here is read anew each time it is asked for."""

    def __init__(self, server: "Server", interaction: Interaction) -> None:
        self._server = server
        self._interaction = interaction

    @property
    def interaction_id(self) -> int:
        return self._interaction.id

    @property
    def answered_by(self) -> Callback | None:
        """How the bot answered first; None while it has not."""
        return self._interaction.answered_by

    @property
    def answered_after(self) -> float | None:
        """Seconds from the act to the first answer."""
        return self._interaction.answered_after

    @property
    def deferred(self) -> bool:
        return self.answered_by in (Callback.DEFERRED_MESSAGE, Callback.DEFERRED_UPDATE)

    @property
    def thinking(self) -> bool:
        return self._interaction.loading

    @property
    def messages(self) -> tuple[Message, ...]:
        """What the bot said through this interaction and has not taken back, as it reads now."""
        world, channel_id = self._server.platform.world, self._interaction.channel_id
        found = (world.message(channel_id, message_id) for message_id in list(self._interaction.message_ids))
        return tuple(message for message in found if message is not None and not message.thinking)

    @property
    def message(self) -> Message:
        """The first of them, or the message that was changed in place."""
        if self.messages:
            return self.messages[0]
        if self.edits:
            return self.edits[-1]
        raise AssertionError(f"There is no message in this answer ({self.answered_by!r}).\n{self._server.log.text(20)}")

    @property
    def edits(self) -> tuple[Message, ...]:
        """Every version that was made through this interaction, oldest first."""
        return tuple(self._interaction.edits)

    @property
    def text(self) -> str:
        """All that its messages say."""
        return "\n".join(message.text for message in self.messages or self.edits[-1:])

    @property
    def buttons(self) -> tuple[Button, ...]:
        return self.message.buttons

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        return tuple(attachment for message in self.messages for attachment in message.attachments)

    @property
    def private(self) -> bool:
        """Whether the first message is for this person alone."""
        return self.message.private

    @property
    def modal(self) -> Modal:
        if self._interaction.modal is None:
            raise AssertionError(f"No modal was opened ({self.answered_by!r}).\n{self._server.log.text(20)}")
        return self._interaction.modal

    @property
    def opened_modal(self) -> bool:
        return self._interaction.modal is not None

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self._interaction.choices

    @property
    def refusals(self) -> tuple[Refusal, ...]:
        """What the bot tried to answer and was refused."""
        return tuple(self._interaction.refusals)

    async def until(self, happened: Callable[["Exchange"], bool], timeout: float | None = None) -> "Exchange":  # noqa: ASYNC109 - raises what tests want to read
        """Wait for more: a follow-up, an edit. Raises NoAnswer when it does not come."""
        patience = self._server.patience if timeout is None else timeout
        bell = self._interaction.bell
        if not await self._server.inside(bell.until(lambda: happened(self), patience)):
            raise NoAnswer(f"It did not happen within {patience} s.\n{self._server.log.text(20)}")
        return self


class Conversation:
    """A message of a person, and what the bot says after it in the same channel."""

    def __init__(self, server: "Server", message: Message) -> None:
        self._server = server
        self.said = message

    @property
    def messages(self) -> tuple[Message, ...]:
        """The bot's messages since: answers to this one, and those that answer nobody."""
        world = self._server.platform.world
        return tuple(
            message
            for message in world.messages(self.said.channel_id)
            if message.author_id == world.bot.id
            and message.id > self.said.id
            and message.interaction_id is None
            and message.reference_id in (None, self.said.id)
        )

    @property
    def message(self) -> Message:
        if not self.messages:
            raise AssertionError(f"The bot has said nothing.\n{self._server.log.text(20)}")
        return self.messages[0]

    @property
    def text(self) -> str:
        return "\n".join(message.text for message in self.messages)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return self.message.buttons

    @property
    def private(self) -> bool:
        """Whether nobody else can read it: a direct message is private."""
        return self.message.guild_id is None

    @property
    def is_reply(self) -> bool:
        return self.message.kind is MessageKind.REPLY and self.message.reference_id == self.said.id

    async def answer(self, count: int = 1, timeout: float | None = None) -> "Conversation":  # noqa: ASYNC109 - raises what tests want to read
        """Wait until the bot has said so many messages. Raises NoAnswer when it does not."""
        patience = self._server.patience if timeout is None else timeout
        bell = self._server.log.bell
        if not await self._server.inside(bell.until(lambda: len(self.messages) >= count, patience)):
            raise NoAnswer(
                f"The bot did not answer “{self.said.content}” in {patience} s.\n{self._server.log.text(20)}"
            )
        return self

    async def silence(self, seconds: float) -> bool:
        """Whether the bot says nothing for so long."""
        bell = self._server.log.bell
        return not await self._server.inside(bell.until(lambda: bool(self.messages), seconds))
