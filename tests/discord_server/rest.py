"""REST: the routes, and the door that every request goes through."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from aiohttp import web

from . import rest_commands, rest_interactions, rest_messages, rest_places
from .asked import LARGEST_REQUEST, Asked, read_body
from .frames import COMPACT
from .pacing import WITH_TOKEN_IN_PATH
from .platform import Platform
from .records import Upload
from .refusals import Refusal, invalid_form, method_not_allowed, not_found, unauthorized

Handler: TypeAlias = Callable[[Platform, Asked], Any]
"""Does the work of a request. What it returns goes back as JSON; None is an answer without a body."""

BASE = "/api/v10"
_MESSAGES = "/channels/{channel_id}/messages"
_MESSAGE = f"{_MESSAGES}/{{message_id}}"
_WEBHOOK = "/webhooks/{webhook_id}/{webhook_token}"
_COMMANDS = "/applications/{application_id}/commands"
_GUILD_COMMANDS = "/applications/{application_id}/guilds/{guild_id}/commands"

ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/users/@me", rest_places.get_self),
    ("GET", "/users/@me/guilds", rest_places.list_own_guilds),
    ("DELETE", "/users/@me/guilds/{guild_id}", rest_places.leave_guild),
    ("POST", "/users/@me/channels", rest_places.open_direct_channel),
    ("GET", "/users/{user_id}", rest_places.get_user),
    ("GET", "/oauth2/applications/@me", rest_places.get_application),
    ("GET", "/applications/@me", rest_places.get_application),
    ("GET", "/applications/{application_id}/emojis", rest_places.list_emojis),
    ("GET", "/gateway", rest_places.get_gateway),
    ("GET", "/gateway/bot", rest_places.get_gateway_for_bot),
    ("GET", "/guilds/{guild_id}", rest_places.get_guild),
    ("GET", "/guilds/{guild_id}/channels", rest_places.list_guild_channels),
    ("GET", "/guilds/{guild_id}/roles", rest_places.list_guild_roles),
    ("GET", "/guilds/{guild_id}/members/{user_id}", rest_places.get_guild_member),
    ("GET", "/guilds/{guild_id}/threads/active", rest_places.list_active_threads),
    ("GET", "/channels/{channel_id}", rest_messages.get_channel),
    ("DELETE", "/channels/{channel_id}", rest_messages.delete_channel),
    ("POST", "/channels/{channel_id}/typing", rest_messages.start_typing),
    ("POST", "/channels/{channel_id}/threads", rest_messages.create_thread),
    ("GET", _MESSAGES, rest_messages.get_messages),
    ("POST", _MESSAGES, rest_messages.create_message),
    ("GET", _MESSAGE, rest_messages.get_message),
    ("PATCH", _MESSAGE, rest_messages.edit_message),
    ("DELETE", _MESSAGE, rest_messages.delete_message),
    ("POST", f"{_MESSAGE}/threads", rest_messages.create_thread_from_message),
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", rest_interactions.create_response),
    ("POST", _WEBHOOK, rest_interactions.create_follow_up),
    ("GET", f"{_WEBHOOK}/messages/@original", rest_interactions.get_original),
    ("PATCH", f"{_WEBHOOK}/messages/@original", rest_interactions.edit_original),
    ("DELETE", f"{_WEBHOOK}/messages/@original", rest_interactions.delete_original),
    ("GET", f"{_WEBHOOK}/messages/{{message_id}}", rest_interactions.get_message),
    ("PATCH", f"{_WEBHOOK}/messages/{{message_id}}", rest_interactions.edit_message),
    ("DELETE", f"{_WEBHOOK}/messages/{{message_id}}", rest_interactions.delete_message),
    *(
        route
        for commands in (_COMMANDS, _GUILD_COMMANDS)
        for route in (
            ("GET", commands, rest_commands.list_commands),
            ("PUT", commands, rest_commands.overwrite_commands),
            ("POST", commands, rest_commands.create_command),
            ("GET", f"{commands}/{{command_id}}", rest_commands.get_command),
            ("DELETE", f"{commands}/{{command_id}}", rest_commands.delete_command),
        )
    ),
)


def application(platform: Platform) -> web.Application:
    """The whole server: REST, the gateway, and the files that were attached."""
    app = web.Application(client_max_size=LARGEST_REQUEST)
    door = _Door(platform)
    for method, route, handler in ROUTES:
        app.router.add_route(method, BASE + route, door.opening(route, handler))
    app.router.add_get("/gateway", platform.gateway.handle)
    app.router.add_get("/attachments/{channel_id}/{attachment_id}/{filename}", door.serve_attachment)
    app.router.add_route("*", "/{path:.*}", door.nothing_there)
    return app


class _Door:
    """Reads a request, asks who it is, lets the work be done, and writes all of it down."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def opening(self, route: str, handler: Handler) -> Callable[[web.Request], Any]:
        async def enter(request: web.Request) -> web.Response:
            return await self._enter(request, route, handler)

        return enter

    async def _enter(self, request: web.Request, route: str, handler: Handler) -> web.Response:
        body: Any = None
        files: Mapping[int, Upload] = {}
        refusal: Refusal | None = None
        try:
            body, files = await read_body(request)
        except Refusal as refused:
            refusal = refused
        path = request.path.removeprefix(BASE)
        asked = Asked(request.method, path, route, request.match_info, request.query, body, files)
        response = await self._platform.faults.before_request(request, asked)
        if response is None:
            response = _refused(refusal) if refusal else self._work(request, asked, handler)
        response = await self._platform.faults.after_request(request, asked, response)
        raw = response.body if isinstance(response.body, bytes) else b""
        self._platform.log.requested(asked, response.status, raw)
        return response

    def _work(self, request: web.Request, asked: Asked, handler: Handler) -> web.Response:
        try:
            self._check_identity(request, asked.route)
            self._check_schema(asked)
            left = self._platform.pacing.admit(asked)
            answer = handler(self._platform, asked)
        except Refusal as refusal:
            return _refused(refusal)
        except (KeyError, TypeError, ValueError, AttributeError) as broken:
            # A body of a shape that nobody foresaw: Discord would refuse it, and the author wants to hear of it.
            self._platform.log.fault(f"{asked.method} {asked.path}", f"could not be read: {broken!r}")
            return _refused(invalid_form([], "MODEL_TYPE_CONVERT", f"Could not be read: {broken!r}"))
        return web.Response(status=204, headers=left) if answer is None else _json(200, answer, left)

    def _check_identity(self, request: web.Request, route: str) -> None:
        if not request.headers.get("User-Agent"):
            raise unauthorized()
        if route.startswith(WITH_TOKEN_IN_PATH):
            return
        if request.headers.get("Authorization") != f"Bot {self._platform.terms.token}":
            raise unauthorized()

    def _check_schema(self, asked: Asked) -> None:
        if self._platform.schema is not None:
            for what in self._platform.schema.faults(asked.method, asked.route, asked.body):
                self._platform.log.fault(f"{asked.method} {asked.path}", what)

    async def serve_attachment(self, request: web.Request) -> web.Response:
        attachment = self._platform.world.attachments.get(int(request.match_info["attachment_id"]))
        if attachment is None:
            return _refused(not_found())
        return web.Response(body=attachment.content, headers={"Content-Type": attachment.content_type})

    async def nothing_there(self, request: web.Request) -> web.Response:
        """A path that Discord has and we have not, or that nobody has: said aloud, for it is never meant."""
        self._platform.log.fault(f"{request.method} {request.path}", "no such route here")
        there = any(request.path == BASE + route for _, route, _ in ROUTES)
        return _refused(method_not_allowed() if there else not_found())


def _refused(refusal: Refusal) -> web.Response:
    return _json(refusal.status, refusal.body, refusal.headers)


def _json(status: int, answer: Any, headers: Mapping[str, str]) -> web.Response:
    # Clients read a body as JSON only where the type is this and nothing more, without a charset.
    told = {"Via": "1.1 loopback", "Content-Type": "application/json", **headers}
    return web.Response(status=status, body=COMPACT.encode(answer).encode(), headers=told)
