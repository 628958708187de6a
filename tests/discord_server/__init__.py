"""A loopback Discord: HTTP and gateway over real sockets, for a real bot process or a discord.py client.

    async with Server() as server:
        ana = server.person("ana", admin=True)
        start_the_bot(env=os.environ | server.environment)
        await server.connected()
        answer = await ana.slash("general", "ask", question="what is a saga?")
        assert "Saga" in answer.text and not answer.private

What goes wrong is a fault (`misfortunes.py`), what a quiz left behind is in the log, and many people click at once:

        server.faults = Together(AnswerLost(Requests("POST", route, times=1)), LineCut(Frames("READY", times=1)))
        clicks = await server.storm(message, server.crowd(2_000), lambda person: "round:1:A", within=1.0)
        assert all(click.private for click in clicks)
        assert [message.nonce for message in server.log.created(channel)] == ["slot-1"]

The server lives in a thread of its own: people's acts are awaited from any loop, and the rest of its
methods may be called from anywhere. Where a body is refused, it is refused with Discord's own error.
Name Discord's OpenAPI document in DISCORD_OPENAPI, and every body is held against it: `server.log.faults`.
"""

from .chronicle import Answer, Deletion, Edit
from .exchange import Conversation, Exchange, NoAnswer
from .faults import Faults, NoFaults
from .interactions import Callback, Choice, Modal
from .invocations import Impossible
from .log import Log
from .misfortunes import (
    AnswerLost,
    Broken,
    Forbidden,
    Frames,
    LineCut,
    LineDead,
    LostFrames,
    NeverCame,
    RateLimited,
    Requests,
    Slow,
    Together,
    bad_day,
)
from .people import Person
from .records import Attachment, Button, Channel, Guild, Message, MessageFlag, Role, Upload, User
from .rights import Permission
from .server import Server
from .sessions import Intent
from .storm import Click
from .terms import IdentifyPace, RateLimits, Terms
from .traffic import Asks, Fate, Presses, Traffic

__all__ = [
    "Answer",
    "AnswerLost",
    "Asks",
    "Attachment",
    "Broken",
    "Button",
    "Callback",
    "Channel",
    "Choice",
    "Click",
    "Conversation",
    "Deletion",
    "Edit",
    "Exchange",
    "Fate",
    "Faults",
    "Forbidden",
    "Frames",
    "Guild",
    "IdentifyPace",
    "Impossible",
    "Intent",
    "LineCut",
    "LineDead",
    "Log",
    "LostFrames",
    "Message",
    "MessageFlag",
    "Modal",
    "NeverCame",
    "NoAnswer",
    "NoFaults",
    "Permission",
    "Person",
    "Presses",
    "RateLimited",
    "RateLimits",
    "Requests",
    "Role",
    "Server",
    "Slow",
    "Terms",
    "Together",
    "Traffic",
    "Upload",
    "User",
    "bad_day",
]
