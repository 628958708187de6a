"""REST: answers to interactions, and messages through their tokens. These need no bot token and no rights."""

from .asked import Asked
from .callbacks import by_token, delete, edit, follow_up, message_of, respond
from .interactions import Callback, Interaction
from .payloads import of_message
from .platform import Platform
from .posting import Draft
from .records import Message, Payload
from .refusals import Refusal, unknown_webhook


def create_response(platform: Platform, asked: Asked) -> Payload | None:
    body = asked.object
    interaction = platform.interactions.find(asked.id("interaction_id"), asked.params["interaction_token"])
    try:
        message = respond(platform, interaction, body, Draft(body.get("data") or {}, asked.files, prefix=("data",)))
    except Refusal as refusal:
        if interaction is not None:
            platform.log.chronicle.answered(interaction.id, body.get("type"), refusal=refusal)
            _remember_refusal(interaction, refusal)
        raise
    assert interaction is not None
    platform.log.chronicle.answered(interaction.id, body.get("type"), message)
    if asked.query.get("with_response") not in ("1", "true", "True"):
        return None
    return _response(platform, interaction, message)


def _remember_refusal(interaction: Interaction, refusal: Refusal) -> None:
    interaction.refusals.append(refusal)
    interaction.bell.ring()


def _response(platform: Platform, interaction: Interaction, message: Message | None) -> Payload:
    assert interaction.answered_by is not None
    told: Payload = {"id": str(interaction.id), "type": int(interaction.kind)}
    resource: Payload = {"type": int(interaction.answered_by)}
    if message is not None:
        told |= {
            "response_message_id": str(message.id),
            "response_message_loading": message.thinking,
            "response_message_ephemeral": message.private,
        }
        resource["message"] = of_message(platform.world, message)
    response: Payload = {"interaction": told}
    if interaction.answered_by in (Callback.MESSAGE, Callback.DEFERRED_MESSAGE, Callback.UPDATE):
        response["resource"] = resource
    return response


def _of_token(platform: Platform, asked: Asked) -> Interaction:
    if asked.id("webhook_id") != platform.world.bot.id:
        raise unknown_webhook()
    return by_token(platform, asked.params["webhook_token"])


def create_follow_up(platform: Platform, asked: Asked) -> Payload:
    interaction = _of_token(platform, asked)
    return _told(platform, interaction, asked, name=None)


def edit_original(platform: Platform, asked: Asked) -> Payload:
    return _told(platform, _of_token(platform, asked), asked, name="@original")


def edit_message(platform: Platform, asked: Asked) -> Payload:
    return _told(platform, _of_token(platform, asked), asked, name=asked.params["message_id"])


def _told(platform: Platform, interaction: Interaction, asked: Asked, name: str | None) -> Payload:
    draft = Draft(asked.object, asked.files)
    try:
        message = follow_up(platform, interaction, draft) if name is None else edit(platform, interaction, name, draft)
    except Refusal as refusal:
        _remember_refusal(interaction, refusal)
        raise
    return of_message(platform.world, message)


def get_original(platform: Platform, asked: Asked) -> Payload:
    return of_message(platform.world, message_of(platform, _of_token(platform, asked), "@original"))


def get_message(platform: Platform, asked: Asked) -> Payload:
    return of_message(platform.world, message_of(platform, _of_token(platform, asked), asked.params["message_id"]))


def delete_original(platform: Platform, asked: Asked) -> None:
    delete(platform, _of_token(platform, asked), "@original")


def delete_message(platform: Platform, asked: Asked) -> None:
    delete(platform, _of_token(platform, asked), asked.params["message_id"])
