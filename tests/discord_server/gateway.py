"""Gateway: connections, from HELLO to their end, and the sessions behind them."""

import asyncio
import json
import time
from collections.abc import Callable
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from .connections import Connection, Hangup
from .payloads import of_guild, of_own_user
from .records import Payload
from .sessions import KNOWN_INTENTS, PRIVILEGED, Intent, Session

if TYPE_CHECKING:
    from .platform import Platform

API_VERSION = "10"
NORMAL_ENDS = (1000, 1001)
"""Codes by which a client says that it will not come back."""


class Gateway:
    def __init__(self, platform: "Platform") -> None:
        self._platform = platform
        self.sessions: dict[str, Session] = {}
        self.connections: set[Connection] = set()
        self._began: dict[int, float] = {}
        """When the last session of each bucket of shards began."""

    @property
    def attached(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.attached]

    def tell(
        self,
        event: str,
        payload: Callable[[Session], Payload],
        guild_id: int | None,
        intent: Intent = Intent.NONE,
    ) -> None:
        """Tell every session of the right shard, those too that are away and may come back."""
        self._forget_lost()
        for session in self.sessions.values():
            if session.covers(guild_id) and session.wants(intent):
                self._tell_one(session, event, payload(session))

    def _tell_one(self, session: Session, event: str, data: Payload) -> None:
        number = session.tell(event, data)
        self._platform.log.sent(session.id, event, number, data)

    def _forget_lost(self) -> None:
        now = time.monotonic()
        patience = self._platform.terms.resume_within
        for session in list(self.sessions.values()):
            if session.lost_at is not None and now - session.lost_at > patience:
                del self.sessions[session.id]

    async def handle(self, request: web.Request) -> web.WebSocketResponse:
        """Serve one connection until it ends."""
        socket = web.WebSocketResponse(max_msg_size=0, autoclose=True)
        await socket.prepare(request)
        connection = Connection(self._platform, request, socket)
        self.connections.add(connection)
        writer = asyncio.create_task(connection.write())
        try:
            await self._converse(connection, request, socket)
        except Hangup as hangup:
            await connection.close(hangup.code, hangup.reason)
        finally:
            self._part(connection, socket)
            connection.finish()
            await writer
        return socket

    async def _converse(self, connection: Connection, request: web.Request, socket: web.WebSocketResponse) -> None:
        if request.query.get("v", API_VERSION) != API_VERSION:
            raise Hangup(4012, "Invalid API version.")
        interval = int(self._platform.terms.heartbeat_interval * 1000)
        connection.put({"op": 10, "t": None, "s": None, "d": {"heartbeat_interval": interval, "_trace": []}})
        async for message in socket:
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                break
            connection.count_frame()
            self._hear(connection, message.data)

    def _part(self, connection: Connection, socket: web.WebSocketResponse) -> None:
        self.connections.discard(connection)
        by_us = connection.close_code is not None
        code = connection.close_code or socket.close_code
        session = connection.session
        self._platform.log.closed(session.id if session else None, code, by_us=by_us)
        if session is None:
            return
        session.detach(connection)
        if not by_us and code in NORMAL_ENDS and not session.attached:
            self.sessions.pop(session.id, None)

    def _hear(self, connection: Connection, raw: str | bytes) -> None:
        if len(raw) > 4096:
            raise Hangup(4002, "Payload too large.")
        try:
            frame = json.loads(raw)
            op, data = frame["op"], frame.get("d")
        except (ValueError, KeyError, TypeError, AttributeError):
            raise Hangup(4002, "Error while decoding payload.") from None
        self._platform.log.received(op, data)
        match op:
            case 1:
                connection.put({"op": 11, "t": None, "s": None, "d": None})
            case 2:
                self._identify(connection, data)
            case 6:
                self._resume(connection, data)
            case 3 | 4 | 8 if connection.session is None:
                raise Hangup(4003, "Not authenticated.")
            case 8:
                self._send_members(connection.session, data)
            case 3 | 4:
                pass
            case _:
                raise Hangup(4001, "Unknown opcode.")

    def _identify(self, connection: Connection, data: Any) -> None:
        if connection.session is not None:
            raise Hangup(4005, "Already authenticated.")
        self._check_token(data)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise Hangup(4013, "Invalid intent(s).")
        if Intent(intents) & PRIVILEGED & ~self._platform.terms.privileged_intents:
            raise Hangup(4014, "Disallowed intent(s).")
        number, count = data.get("shard", (0, 1))
        if not 0 <= number < count:
            raise Hangup(4010, "Invalid shard.")
        if not self._lets_begin(number):
            self._platform.log.note(f"shard {number} came too fast")
            connection.put({"op": 9, "t": None, "s": None, "d": False})
            return
        session = Session(token_hex(16), (number, count), Intent(intents))
        self.sessions[session.id] = session
        connection.session = session
        session.attach(connection)
        self._greet(session, sharded="shard" in data)

    def _lets_begin(self, shard: int) -> bool:
        """Whether a session may begin now: Discord answers those that come too fast with op 9."""
        pace = self._platform.terms.identify_pace
        if pace is None:
            return True
        bucket, now = shard % pace.max_concurrency, time.monotonic()
        if now - self._began.get(bucket, -pace.within) < pace.within:
            return False
        self._began[bucket] = now
        return True

    def _greet(self, session: Session, *, sharded: bool) -> None:
        world = self._platform.world
        guilds = [guild for guild in world.guilds.values() if guild.has_bot and session.covers(guild.id)]
        ready: Payload = {
            "v": int(API_VERSION),
            "user": of_own_user(world.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "private_channels": [],
            "relationships": [],
            "presences": [],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._platform.address.replace("http", "ws", 1) + "/gateway",
            "application": {"id": str(world.bot.id), "flags": 1 << 23},
            "_trace": [],
        }
        if sharded:
            ready["shard"] = list(session.shard)
        self._tell_one(session, "READY", ready)
        if session.wants(Intent.GUILDS):
            for guild in guilds:
                if guild.unavailable:
                    continue
                self._tell_one(session, "GUILD_CREATE", of_guild(world, guild))

    def _resume(self, connection: Connection, data: Any) -> None:
        self._check_token(data)
        self._forget_lost()
        session = self.sessions.get(data.get("session_id", ""))
        after = data.get("seq")
        if not isinstance(after, int):
            raise Hangup(4007, "Invalid seq.")
        missed = session.missed(after) if session else None
        if session is None or missed is None:
            connection.put({"op": 9, "t": None, "s": None, "d": False})
            return
        connection.session = session
        session.attach(connection)
        for frame in missed:
            connection.put(frame)
        self._tell_one(session, "RESUMED", {"_trace": []})

    def _check_token(self, data: Any) -> None:
        if not isinstance(data, dict) or data.get("token") != self._platform.terms.token:
            raise Hangup(4004, "Authentication failed.")

    def _send_members(self, session: Session | None, data: Any) -> None:
        """Answer a request for members with none but the bot: more would need a privileged intent."""
        assert session is not None
        self._tell_one(
            session,
            "GUILD_MEMBERS_CHUNK",
            {
                "guild_id": data["guild_id"],
                "members": [],
                "chunk_index": 0,
                "chunk_count": 1,
                "nonce": data.get("nonce"),
            },
        )

    # What a test, or a bad day, does to the connections; to those of one shard, where one is named

    def _of(self, shard: int | None) -> list[Connection]:
        return [c for c in self.connections if shard is None or (c.session is not None and c.session.shard[0] == shard)]

    def cut_all(self, shard: int | None = None) -> None:
        for connection in self._of(shard):
            connection.cut()

    def freeze_all(self, shard: int | None = None) -> None:
        for connection in self._of(shard):
            connection.freeze()

    def ask_to_reconnect(self, shard: int | None = None) -> None:
        self._put({"op": 7, "t": None, "s": None, "d": None}, shard)

    def invalidate(self, *, resumable: bool, shard: int | None = None) -> None:
        if not resumable:
            for connection in self._of(shard):
                self.sessions.pop(connection.session.id if connection.session else "", None)
        self._put({"op": 9, "t": None, "s": None, "d": resumable}, shard)

    async def close_all(self, code: int, reason: str, shard: int | None = None) -> None:
        await asyncio.gather(*(connection.close(code, reason) for connection in self._of(shard)))

    def _put(self, frame: Payload, shard: int | None) -> None:
        for connection in self._of(shard):
            connection.put(frame)
