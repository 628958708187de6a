"""Acts: what a person does, as it happens inside the server: held against what is possible, then told to the bot."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .events import deliver
from .exchange import Conversation, Exchange, NoAnswer
from .interactions import Callback, Interaction, Kind, Modal
from .invocations import Impossible, Scene, Value, find_command, is_user_install, resolved_targets, slash_data
from .modal_answers import Answer, filled_in
from .payloads import of_message
from .posting import USER_MENTION, keep_upload
from .records import Button, Channel, Message, MessageKind, Payload, Upload, User
from .rights import Permission, sending

if TYPE_CHECKING:
    from .server import Server

USER_COMMAND, MESSAGE_COMMAND = 2, 3
BUTTON, STRING_SELECT = 2, 3
GRACE = 0.25
"""Seconds after which a late answer can no longer be on its way."""


@dataclass(frozen=True, slots=True)
class Acting:
    """One person's hands. Runs in the server's loop only."""

    server: "Server"
    user: User

    async def slash(self, channel: Channel, command: str, values: Mapping[str, Value]) -> Exchange:
        scene = self._scene(channel)
        return await self._act(scene, Kind.COMMAND, slash_data(scene, command, values))

    async def autocomplete(self, channel: Channel, command: str, option: str, values: Mapping[str, Value]) -> Exchange:
        scene = self._scene(channel)
        return await self._act(scene, Kind.AUTOCOMPLETE, slash_data(scene, command, values, focused=option))

    async def message_menu(self, name: str, target: Message) -> Exchange:
        scene = self._scene(self._channel_of(target))
        message = self._readable(target)
        resolved = {"messages": {str(message.id): of_message(self._world, message)}}
        return await self._menu(scene, MESSAGE_COMMAND, name, message.id, resolved)

    async def user_menu(self, name: str, channel: Channel, target: User) -> Exchange:
        scene = self._scene(channel)
        _, resolved = resolved_targets(scene, [target])
        return await self._menu(scene, USER_COMMAND, name, target.id, resolved)

    async def _menu(self, scene: Scene, kind: int, name: str, target_id: int, resolved: Payload) -> Exchange:
        command = find_command(scene, kind, name)
        data = {"id": command["id"], "name": name, "type": kind, "target_id": str(target_id), "resolved": resolved}
        return await self._act(scene, Kind.COMMAND, data)

    async def click(self, message: Message, label: str | None, custom_id: str | None, at: float | None) -> Exchange:
        current = self._readable(message)
        button = self._button(current, label, custom_id)
        return await self.press(current, {"component_type": BUTTON, "custom_id": button.custom_id}, at)

    def _button(self, message: Message, label: str | None, custom_id: str | None) -> Button:
        for button in message.buttons:
            if label in (None, button.label) and custom_id in (None, button.custom_id):
                if button.disabled or button.custom_id is None:
                    raise Impossible(f"“{button.label}” cannot be pressed: it is switched off or a link.")
                return button
        there = ", ".join(f"{button.label} ({button.custom_id})" for button in message.buttons)
        raise Impossible(f"{self.user.name} finds no button {label or custom_id}; there are: {there or 'none'}.")

    async def press(self, message: Message, data: Payload, at: float | None = None) -> Exchange:
        """Use a component, whether or not the message still has it."""
        scene = self._scene(self._channel_of(message))
        return await self._act(scene, Kind.COMPONENT, {"id": 1, **data}, message, at)

    async def select(self, message: Message, values: Sequence[Any], custom_id: str | None) -> Exchange:
        current = self._readable(message)
        menus = [menu for menu in current.selects if custom_id in (None, menu.custom_id) and not menu.disabled]
        if not menus:
            raise Impossible(f"{self.user.name} finds no select {custom_id or ''} to use.")
        menu = menus[0]
        if not menu.min_values <= len(values) <= menu.max_values:
            raise Impossible(f"“{menu.custom_id}” takes {menu.min_values} to {menu.max_values} values.")
        data: Payload = {"component_type": menu.kind, "custom_id": menu.custom_id}
        if menu.kind == STRING_SELECT:
            by_name = {name: option["value"] for option in menu.options for name in (option["label"], option["value"])}
            if missing := [value for value in values if value not in by_name]:
                raise Impossible(f"“{menu.custom_id}” has no option {missing}.")
            data["values"] = [by_name[value] for value in values]
        else:
            data["values"], data["resolved"] = resolved_targets(self._scene(self._channel_of(current)), values)
        return await self.press(current, data)

    async def submit_modal(self, modal: Modal, answers: Mapping[str, Answer]) -> Exchange:
        if modal.user_id != self.user.id:
            raise Impossible(f"{self.user.name} has not opened “{modal.title}”.")
        scene = self._scene(self._world.channels[modal.channel_id])
        data = {"custom_id": modal.custom_id, "components": filled_in(modal, answers)}
        message = self._world.message(modal.channel_id, modal.message_id) if modal.message_id else None
        return await self._act(scene, Kind.MODAL, data, message)

    async def say(
        self, channel: Channel, text: str, reply_to: Message | None, *, ping: bool, files: Sequence[Upload]
    ) -> Conversation:
        self._scene(channel)
        if sending(channel) not in self._world.permissions(channel, self.user.id):
            raise Impossible(f"{self.user.name} may not write in #{channel.name}.")
        mentions = [int(found) for found in USER_MENTION.findall(text) if int(found) in self._world.users]
        # What the bot wrote through an interaction has an app, not an account, as its author: no reply pings it.
        if reply_to is not None and ping and reply_to.interaction_id is None:
            mentions.append(reply_to.author_id)
        platform = self.server.platform
        message = Message(
            id=platform.snowflakes.next(),
            channel_id=channel.id,
            guild_id=channel.guild_id,
            author_id=self.user.id,
            content=text,
            kind=MessageKind.DEFAULT if reply_to is None else MessageKind.REPLY,
            attachments=tuple(keep_upload(platform, channel, upload) for upload in files),
            mentions=tuple(dict.fromkeys(mentions)),
            reference_id=reply_to.id if reply_to else None,
        )
        return Conversation(self.server, platform.publish(message))

    async def edit(self, message: Message, text: str) -> Message:
        platform = self.server.platform
        return platform.republish(replace(self._own(message), content=text, edited_at=platform.clock()))

    async def delete(self, message: Message) -> None:
        self.server.platform.withdraw(self._own(message))

    # What a person sees, and how an act goes to the bot

    @property
    def _world(self) -> Any:
        return self.server.platform.world

    def _channel_of(self, message: Message) -> Channel:
        channel: Channel | None = self._world.channels.get(message.channel_id)
        if channel is None:
            raise Impossible(f"{self.user.name} does not see that message.")
        return channel

    def _scene(self, channel: Channel) -> Scene:
        if Permission.VIEW_CHANNEL not in self._world.permissions(channel, self.user.id):
            raise Impossible(f"{self.user.name} does not see #{channel.name}.")
        return Scene(self.server.platform, self.user, channel)

    def _readable(self, message: Message) -> Message:
        """The message as it is now, if this person can read it."""
        current: Message | None = self._world.message(message.channel_id, message.id)
        if current is None or current.reader_id not in (None, self.user.id):
            raise Impossible(f"{self.user.name} does not see that message.")
        return current

    def _own(self, message: Message) -> Message:
        current = self._readable(message)
        if current.author_id != self.user.id:
            raise Impossible(f"{self.user.name} has not written that message.")
        return current

    async def _act(
        self, scene: Scene, kind: Kind, data: Payload, message: Message | None = None, at: float | None = None
    ) -> Exchange:
        platform = self.server.platform
        interaction = platform.interactions.open(
            kind,
            user_id=self.user.id,
            channel_id=scene.channel.id,
            guild_id=scene.channel.guild_id,
            data=data,
            message=message,
            by_user_install=is_user_install(scene),
            at=at,
        )
        deliver(platform, interaction)
        exchange = Exchange(self.server, interaction)
        await self._wait(exchange, interaction)
        return exchange

    async def _wait(self, exchange: Exchange, interaction: Interaction) -> None:
        """Wait for the first answer, and after "… is thinking" for what was thought.

        A click that is only acknowledged is answered with that: nobody waits for an edit that may never come.
        """
        in_time = self.server.platform.terms.answer_within + GRACE
        if not await interaction.bell.until(lambda: interaction.answered_by is not None, in_time):
            refused = "".join(f"\nRefused: {refusal} {refusal.errors}" for refusal in exchange.refusals)
            raise NoAnswer(f"The application did not respond to {self.user.name}.{refused}\n{self.server.log.text(20)}")
        if interaction.answered_by is Callback.DEFERRED_MESSAGE:
            await exchange.until(lambda now: not now.thinking)
