"""People: who click, type and read. Each act goes to the bot as Discord would send it, and waits for its answer."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from .acts import BUTTON, Acting
from .exchange import Conversation, Exchange
from .interactions import Modal
from .invocations import Value
from .modal_answers import Answer
from .records import Channel, Guild, Message, Role, Upload, User
from .rights import Permission

if TYPE_CHECKING:
    from .server import Server

Place: TypeAlias = Channel | Guild | str
"""Where somebody does something: a channel, its name, or a guild (its first channel is meant)."""


class Person:
    def __init__(self, server: "Server", user: User) -> None:
        self._server = server
        self._acting = Acting(server, user)
        self.user = user

    @property
    def id(self) -> int:
        return self.user.id

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def direct(self) -> Channel:
        """The channel between this person and the bot."""
        return self._server.call(lambda: self._server.world.direct_channel(self.id))

    def sees(self, where: Place) -> tuple[Message, ...]:
        """What this person can read there now, private messages for others left out."""
        channel = self._server.place(where)
        if Permission.VIEW_CHANNEL not in self._server.world.permissions(channel, self.id):
            return ()
        messages = self._server.world.messages(channel.id)
        return tuple(message for message in messages if message.reader_id in (None, self.id))

    # Commands

    async def slash(self, where: Place, command: str, /, **values: "Value | Person") -> Exchange:
        """Use a slash command; a subcommand is written as `schedule add`."""
        return await self._server.inside(self._acting.slash(self._server.place(where), command, _plain(values)))

    async def autocomplete(
        self, where: Place, command: str, option: str, typed: str, /, **values: "Value | Person"
    ) -> Exchange:
        """Type into an option and look at the choices."""
        typed_in = _plain({**values, option: typed})
        return await self._server.inside(
            self._acting.autocomplete(self._server.place(where), command, option, typed_in)
        )

    async def context_menu(self, name: str, target: "Message | Person", where: Place | None = None) -> Exchange:
        """Use a command from the menu of a message, or of a person who is met somewhere."""
        if isinstance(target, Message):
            return await self._server.inside(self._acting.message_menu(name, target))
        channel = self._server.place(where or self._server.home)
        return await self._server.inside(self._acting.user_menu(name, channel, target.user))

    # Components and forms

    async def click(
        self, message: Message, *, label: str | None = None, custom_id: str | None = None, at: float | None = None
    ) -> Exchange:
        """Press a button of a message as it is now; `at` is the moment that the click's id tells."""
        return await self._server.inside(self._acting.click(message, label, custom_id, at))

    async def click_stale(self, message: Message, custom_id: str, *, at: float | None = None) -> Exchange:
        """Press a button that an old screen still shows, whatever the message has by now."""
        pressed = {"component_type": BUTTON, "custom_id": custom_id}
        return await self._server.inside(self._acting.press(message, pressed, at))

    async def select(
        self, message: Message, *values: "str | Person | Channel | Role", custom_id: str | None = None
    ) -> Exchange:
        """Choose in a select menu: options by label or value; people, roles and channels as they are."""
        chosen = [value.user if isinstance(value, Person) else value for value in values]
        return await self._server.inside(self._acting.select(message, chosen, custom_id))

    async def submit_modal(self, modal: Modal, answers: Mapping[str, Answer]) -> Exchange:
        """Fill in a form, its fields by label or custom id, and send it."""
        return await self._server.inside(self._acting.submit_modal(modal, answers))

    # Messages

    async def say(
        self,
        where: Place,
        text: str,
        *,
        reply_to: Message | None = None,
        ping: bool = True,
        files: Sequence[Upload] = (),
    ) -> Conversation:
        """Write a message. Does not wait: `await conversation.answer()` does."""
        channel = self._server.place(where)
        return await self._server.inside(self._acting.say(channel, text, reply_to, ping=ping, files=files))

    async def mention(self, where: Place, text: str, *, files: Sequence[Upload] = ()) -> Conversation:
        """Write to the bot in a channel, and wait for its answer."""
        called = f"{self._server.world.bot.mention} {text}"
        return await (await self.say(where, called, files=files)).answer()

    async def reply(self, message: Message, text: str, *, ping: bool = True) -> Conversation:
        """Reply to a message of the bot, and wait for its answer."""
        channel = self._server.world.channels[message.channel_id]
        return await (await self.say(channel, text, reply_to=message, ping=ping)).answer()

    async def dm(self, text: str, *, files: Sequence[Upload] = ()) -> Conversation:
        """Write to the bot in private, and wait for its answer."""
        return await (await self.say(self.direct, text, files=files)).answer()

    async def edit(self, message: Message, text: str) -> Message:
        """Change what one has written."""
        return await self._server.inside(self._acting.edit(message, text))

    async def delete(self, message: Message) -> None:
        """Take back what one has written."""
        await self._server.inside(self._acting.delete(message))


def _plain(values: "Mapping[str, Value | Person]") -> dict[str, Value]:
    return {name: value.user if isinstance(value, Person) else value for name, value in values.items()}
