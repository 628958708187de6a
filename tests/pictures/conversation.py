"""Scenes played: the real client on the loopback Discord, and what it sent, from the server's log."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from bot.ask.service import Asking
from tests.bot.frontends.discord.connecting import connected
from tests.discord_server import Message, Person, Server

from .scenes import Act, Direct, Mention, Press, Scene, Slash

ASKER = "ana"
CALLBACK = "/interactions/{interaction_id}/{interaction_token}/callback"
MESSAGES = "/channels/{channel_id}/messages"

Body: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Turn:
    """What a person did, and the body of the message that answered."""

    act: Act
    body: Body


async def play(scene: Scene, asking: Asking) -> tuple[Turn, ...]:
    """Play a scene on a Discord of its own; a body that Discord would refuse is an error."""
    async with Server() as server:
        ana = server.person(ASKER)
        async with connected(server, asking):
            before: Message | None = None
            for act in scene.acts:
                before = await _do(ana, act, before)
        # Read when the bot has gone: by then every request is in the log.
        if wrong := [*server.log.refusals, *server.log.faults]:
            raise ValueError(f"scene {scene.name}: Discord would refuse {wrong[0]}")
        return tuple(Turn(act, body) for act, body in zip(scene.acts, _bodies(server), strict=True))


async def _do(ana: Person, act: Act, before: Message | None) -> Message:
    match act:
        case Slash(command=command, options=options):
            return (await ana.slash("general", command, **options)).message
        case Mention(text=text):
            return (await ana.mention("general", text)).message
        case Direct(text=text):
            return (await ana.dm(text)).message
        case Press(label=label, place=place):
            if before is None:
                raise ValueError("There is no answer before, so there is no button to press.")
            label = label or before.buttons[place].label
            return (await ana.click(before, label=label)).message


def _bodies(server: Server) -> Sequence[Body]:
    sent = (request for request in server.log.requests("POST") if request.route in (CALLBACK, MESSAGES))
    return [request.body.get("data", request.body) for request in sent]
