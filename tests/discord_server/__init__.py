"""A loopback Discord: HTTP and gateway over real sockets, for a real bot process or a discord.py client.

    async with Server() as server:
        ana = server.person("ana", admin=True)
        start_the_bot(env=os.environ | server.environment)
        await server.connected()
        answer = await ana.slash("general", "ask", question="what is a saga?")
        assert "Saga" in answer.text and not answer.private

The server lives in a thread of its own: people's acts are awaited from any loop, and the rest of its
methods may be called from anywhere. Where a body is refused, it is refused with Discord's own error.
Name Discord's OpenAPI document in DISCORD_OPENAPI, and every body is held against it: `server.log.faults`.
"""

from .exchange import Conversation, Exchange, NoAnswer
from .faults import Faults, NoFaults
from .interactions import Callback, Choice, Modal
from .invocations import Impossible
from .log import Log
from .people import Person
from .records import Attachment, Button, Channel, Guild, Message, MessageFlag, Upload, User
from .rights import Permission
from .server import Server
from .sessions import Intent
from .terms import Terms

__all__ = [
    "Attachment",
    "Button",
    "Callback",
    "Channel",
    "Choice",
    "Conversation",
    "Exchange",
    "Faults",
    "Guild",
    "Impossible",
    "Intent",
    "Log",
    "Message",
    "MessageFlag",
    "Modal",
    "NoAnswer",
    "NoFaults",
    "Permission",
    "Person",
    "Server",
    "Terms",
    "Upload",
    "User",
]
