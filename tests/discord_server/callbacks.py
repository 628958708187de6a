"""Callbacks: what each answer to an interaction does, and what happens through its token afterwards."""

import time
from dataclasses import replace

from .interactions import Callback, Choice, Interaction, Kind, Modal
from .modal_limits import check_choices, check_modal
from .payloads import of_user
from .platform import Platform
from .posting import Draft, compose, revise
from .records import Channel, Message, MessageFlag, MessageKind, Payload
from .refusals import (
    Refusal,
    already_acknowledged,
    invalid_form,
    invalid_webhook_token,
    too_many_follow_ups,
    unknown_channel,
    unknown_interaction,
    unknown_message,
    unknown_webhook,
)

ON_MESSAGE = (Callback.DEFERRED_UPDATE, Callback.UPDATE)
ANSWERS = {
    Kind.COMMAND: (Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.MODAL),
    Kind.COMPONENT: (Callback.MESSAGE, Callback.DEFERRED_MESSAGE, *ON_MESSAGE, Callback.MODAL),
    Kind.AUTOCOMPLETE: (Callback.CHOICES,),
    Kind.MODAL: (Callback.MESSAGE, Callback.DEFERRED_MESSAGE, *ON_MESSAGE),
}
FOLLOW_UPS_OF_USER_INSTALL = 5
CHAT, REPLY_TO_COMPONENT = 1, MessageKind.REPLY


def respond(platform: Platform, interaction: Interaction | None, body: Payload, draft: Draft) -> Message | None:
    """The first answer; gives the message that it made or changed, if any."""
    if interaction is None or platform.interactions.is_late(interaction):
        raise unknown_interaction()
    if interaction.answered_by is not None:
        raise already_acknowledged()
    callback = _callback(interaction, body)
    message: Message | None = None
    match callback:
        case Callback.MESSAGE:
            message = _first_message(platform, interaction, draft)
        case Callback.DEFERRED_MESSAGE:
            message = _thinking(platform, interaction, draft.body)
        case Callback.DEFERRED_UPDATE:
            interaction.original_id = _source(interaction).id
        case Callback.UPDATE:
            interaction.original_id = _source(interaction).id
            message = _edit(platform, interaction, _current(platform, _source(interaction)), draft)
        case Callback.CHOICES:
            check_choices(draft.body)
            interaction.choices = tuple(Choice(c["name"], c["value"]) for c in draft.body.get("choices") or ())
        case Callback.MODAL:
            check_modal(draft.body)
            interaction.modal = _modal(interaction, draft.body)
    interaction.answered_by = callback
    interaction.answered_after = time.monotonic() - interaction.born
    interaction.bell.ring()
    return message


def _callback(interaction: Interaction, body: Payload) -> Callback:
    """The kind of answer, where this interaction can be answered so."""
    wanted, allowed = body.get("type"), ANSWERS[interaction.kind]
    if interaction.kind is Kind.MODAL and interaction.message is None:
        allowed = tuple(callback for callback in allowed if callback not in ON_MESSAGE)
    if wanted not in allowed:
        choices = ", ".join(str(int(callback)) for callback in allowed)
        raise invalid_form(["type"], "BASE_TYPE_CHOICES", f"Value must be one of {{{choices}}}.")
    return Callback(wanted)


def _first_message(platform: Platform, interaction: Interaction, draft: Draft) -> Message:
    channel = _channel(platform, interaction)
    message = _signed(platform, interaction, compose(platform, channel, draft), ephemeral=_ephemeral(draft.body))
    interaction.original_id = message.id
    return _publish(platform, interaction, message)


def _channel(platform: Platform, interaction: Interaction) -> Channel:
    """Where the act was; it may have been deleted since."""
    channel = platform.world.channels.get(interaction.channel_id)
    if channel is None:
        raise unknown_channel()
    return channel


def _thinking(platform: Platform, interaction: Interaction, data: Payload) -> Message:
    """The message that says "… is thinking"; whether it is private is settled here for good."""
    empty = Message(
        id=platform.snowflakes.next(),
        channel_id=_channel(platform, interaction).id,
        guild_id=interaction.guild_id,
        author_id=platform.world.bot.id,
        flags=MessageFlag.LOADING,
    )
    message = _signed(platform, interaction, empty, ephemeral=_ephemeral(data))
    interaction.original_id = message.id
    interaction.loading = True
    return _publish(platform, interaction, message)


def _ephemeral(data: Payload) -> bool:
    return bool((data.get("flags") or 0) & MessageFlag.EPHEMERAL)


def _signed(platform: Platform, interaction: Interaction, message: Message, *, ephemeral: bool) -> Message:
    """The message with what shows that it answers an interaction, and whose."""
    kind, reference = MessageKind.DEFAULT, None
    if interaction.original_id is not None:
        kind, reference = MessageKind.REPLY, interaction.original_id
    elif interaction.kind is Kind.COMMAND:
        of_slash = interaction.data.get("type", CHAT) == CHAT
        kind = MessageKind.COMMAND if of_slash else MessageKind.CONTEXT_MENU
    elif interaction.kind is Kind.COMPONENT and interaction.message is not None:
        kind, reference = REPLY_TO_COMPONENT, interaction.message.id
    return replace(
        message,
        kind=kind,
        reference_id=reference,
        reader_id=interaction.user_id if ephemeral else None,
        flags=message.flags | (MessageFlag.EPHEMERAL if ephemeral else MessageFlag.NONE),
        interaction_id=interaction.id,
        interaction_metadata=metadata(platform, interaction),
    )


def metadata(platform: Platform, interaction: Interaction) -> Payload:
    return {
        "id": str(interaction.id),
        "type": int(interaction.kind),
        "user": of_user(platform.world.users[interaction.user_id]),
        "authorizing_integration_owners": owners(interaction),
        "name": interaction.data.get("name", ""),
    }


def owners(interaction: Interaction) -> Payload:
    """Who installed the app that was used: the guild (0), the person (1), or for direct messages nobody."""
    if interaction.by_user_install:
        return {"1": str(interaction.user_id)}
    return {"0": str(interaction.guild_id or 0)}


def _publish(platform: Platform, interaction: Interaction, message: Message) -> Message:
    interaction.message_ids.append(message.id)
    return platform.publish(message)


def _source(interaction: Interaction) -> Message:
    if interaction.message is None:
        raise unknown_message()
    return interaction.message


def _current(platform: Platform, message: Message) -> Message:
    found = platform.world.message(message.channel_id, message.id)
    if found is None:
        raise unknown_message()
    return found


def _edit(platform: Platform, interaction: Interaction, message: Message, draft: Draft) -> Message:
    was_loading = message.thinking
    revised = platform.republish(revise(platform, message, draft, mark=not was_loading))
    if was_loading and message.id == interaction.original_id:
        interaction.loading = False
    interaction.edits.append(revised)
    interaction.bell.ring()
    return revised


def _modal(interaction: Interaction, data: Payload) -> Modal:
    return Modal(
        interaction_id=interaction.id,
        user_id=interaction.user_id,
        channel_id=interaction.channel_id,
        message_id=interaction.message.id if interaction.message else None,
        custom_id=data["custom_id"],
        title=data["title"],
        components=tuple(data["components"]),
    )


# Through the token


def by_token(platform: Platform, token: str) -> Interaction:
    """The interaction whose token the bot uses, once it has been answered and while the token works."""
    interaction = platform.interactions.of_token(token)
    if interaction is None or interaction.answered_by is None:
        raise unknown_webhook()
    if platform.interactions.is_stale(interaction):
        raise invalid_webhook_token()
    return interaction


def follow_up(platform: Platform, interaction: Interaction, draft: Draft) -> Message:
    """Another message; the first one after a deferral takes the place of "… is thinking"."""
    if interaction.loading:
        return edit(platform, interaction, "@original", draft)
    interaction.follow_ups += 1
    if interaction.by_user_install and interaction.follow_ups > FOLLOW_UPS_OF_USER_INSTALL:
        raise too_many_follow_ups()
    channel = _channel(platform, interaction)
    message = _signed(platform, interaction, compose(platform, channel, draft), ephemeral=_ephemeral(draft.body))
    published = _publish(platform, interaction, message)
    interaction.bell.ring()
    return published


def edit(platform: Platform, interaction: Interaction, name: str, draft: Draft) -> Message:
    return _edit(platform, interaction, message_of(platform, interaction, name), draft)


def delete(platform: Platform, interaction: Interaction, name: str) -> None:
    message = message_of(platform, interaction, name)
    platform.withdraw(message)
    if message.id == interaction.original_id:
        interaction.loading = False
    interaction.bell.ring()


def message_of(platform: Platform, interaction: Interaction, name: str) -> Message:
    """A message that this token may touch: `@original`, or one of its own by id."""
    if name != "@original" and not name.isdecimal():
        raise Refusal(404, 0, "404: Not Found")
    message_id = interaction.original_id if name == "@original" else int(name)
    if message_id is None or message_id not in {interaction.original_id, *interaction.message_ids}:
        raise unknown_message()
    message = platform.world.message(interaction.channel_id, message_id)
    if message is None:
        raise unknown_message()
    return message
