"""Refusals: Discord's own errors, with its codes, and the form that collects what is wrong with a body."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from .records import Payload

Step: TypeAlias = str | int
"""A step into a body: a field's name or an item's index."""


class Refusal(Exception):  # noqa: N818 - Discord gives these as answers
    """A request that Discord answers with an error."""

    def __init__(self, status: int, code: int, message: str, errors: Payload | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors
        self.retry_after: float | None = None
        self.headers: Mapping[str, str] = {}

    @property
    def body(self) -> Payload:
        body: Payload = {"message": self.message, "code": self.code}
        if self.errors is not None:
            body["errors"] = self.errors
        if self.retry_after is not None:
            body |= {"retry_after": self.retry_after, "global": "X-RateLimit-Global" in self.headers}
        return body

    def until(self, retry_after: float, scope: str, headers: Mapping[str, str]) -> "Refusal":
        """The refusal as one that ends by itself after some seconds."""
        self.retry_after = rounded_up(retry_after)
        told = {"Retry-After": str(math.ceil(retry_after)), "X-RateLimit-Scope": scope}
        self.headers = {**headers, **told}
        return self


def rounded_up(seconds: float) -> float:
    """To a thousandth: who waits so long has waited long enough."""
    return math.ceil(round(seconds * 1000, 6)) / 1000


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def not_found() -> Refusal:
    return Refusal(404, 0, "404: Not Found")


def method_not_allowed() -> Refusal:
    return Refusal(405, 0, "405: Method Not Allowed")


def unknown_channel() -> Refusal:
    return Refusal(404, 10003, "Unknown Channel")


def unknown_guild() -> Refusal:
    return Refusal(404, 10004, "Unknown Guild")


def unknown_member() -> Refusal:
    return Refusal(404, 10007, "Unknown Member")


def unknown_message() -> Refusal:
    return Refusal(404, 10008, "Unknown Message")


def unknown_user() -> Refusal:
    return Refusal(404, 10013, "Unknown User")


def unknown_webhook() -> Refusal:
    return Refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    return Refusal(404, 10062, "Unknown interaction")


def unknown_command() -> Refusal:
    return Refusal(404, 10063, "Unknown application command")


def too_large() -> Refusal:
    return Refusal(413, 40005, "Request entity too large")


def already_acknowledged() -> Refusal:
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def too_many_follow_ups() -> Refusal:
    return Refusal(400, 40094, "This interaction has reached its limit of follow-up messages")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def edit_of_another() -> Refusal:
    return Refusal(403, 50005, "Cannot edit a message authored by another user")


def empty_message() -> Refusal:
    return Refusal(400, 50006, "Cannot send an empty message")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def invalid_webhook_token() -> Refusal:
    return Refusal(401, 50027, "Invalid Webhook Token")


def invalid_json() -> Refusal:
    return Refusal(400, 50109, "The request body contains invalid JSON.")


def rate_limited(retry_after: float, scope: str, headers: Mapping[str, str]) -> Refusal:
    """`scope` is what was exceeded: the bot's own limit of a route (user), its global one, or a shared one."""
    return Refusal(429, 0, "You are being rate limited.").until(retry_after, scope, headers)


def too_many_old_edits(retry_after: float) -> Refusal:
    text = "Maximum number of edits to messages older than 1 hour reached. Try again later"
    return Refusal(429, 30046, text).until(retry_after, "user", {})


def thread_exists() -> Refusal:
    return Refusal(400, 160004, "A thread has already been created for this message")


def no_reply_without_history() -> Refusal:
    return Refusal(403, 160002, "Cannot reply without permission to read message history")


class Form:
    """Collects every fault of a body, each at its path, and refuses them together as 50035 does."""

    def __init__(self, *prefix: Step) -> None:
        self._prefix = prefix
        self._faults: list[tuple[tuple[Step, ...], str, str]] = []

    def fault(self, path: Sequence[Step], code: str, message: str) -> None:
        self._faults.append(((*self._prefix, *path), code, message))

    def required(self, path: Sequence[Step]) -> None:
        self.fault(path, "BASE_TYPE_REQUIRED", "This field is required")

    def length(self, path: Sequence[Step], value: object, low: int, high: int) -> None:
        """Hold a text or a list to its length; what is not given passes."""
        if value is None:
            return
        if not isinstance(value, str | list):
            self.fault(path, "BASE_TYPE_INVALID", "Could not interpret this value.")
        elif len(value) > high and low == 0:
            self.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")
        elif not low <= len(value) <= high:
            self.fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def check(self) -> None:
        """Refuse the body if anything was wrong with it."""
        if self._faults:
            raise Refusal(400, 50035, "Invalid Form Body", _nested(self._faults))


def invalid_form(path: Sequence[Step], code: str, message: str) -> Refusal:
    """The refusal for one fault."""
    return Refusal(400, 50035, "Invalid Form Body", _nested([(tuple(path), code, message)]))


def _nested(faults: Sequence[tuple[tuple[Step, ...], str, str]]) -> Payload:
    errors: Payload = {}
    for path, code, message in faults:
        place = errors
        for step in path:
            place = place.setdefault(str(step), {})
        place.setdefault("_errors", []).append({"code": code, "message": message})
    return errors
