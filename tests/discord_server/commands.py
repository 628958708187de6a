"""Commands: what the bot has synced, in the form in which Discord keeps it."""

from collections.abc import Sequence

from .records import Payload
from .snowflakes import Snowflakes

CHAT = 1
CAN_AUTOCOMPLETE = "autocomplete"

ALWAYS_IN_OPTION = ("type", "name", "description")
KEPT_WHEN_SET = (
    "required",
    "autocomplete",
    "choices",
    "options",
    "channel_types",
    "min_value",
    "max_value",
    "min_length",
    "max_length",
    "name_localizations",
    "description_localizations",
)


class Commands:
    """The command lists: the global one under None, a guild's under its id."""

    def __init__(self, snowflakes: Snowflakes, application_id: int) -> None:
        self._snowflakes = snowflakes
        self._application_id = application_id
        self._lists: dict[int | None, list[Payload]] = {}

    def of(self, guild_id: int | None) -> Sequence[Payload]:
        return self._lists.get(guild_id, [])

    def overwrite(self, guild_id: int | None, commands: Sequence[Payload]) -> Sequence[Payload]:
        """Put a whole list in the place of another. Who stays the same keeps id and version."""
        before = {_key(command): command for command in self.of(guild_id)}
        self._lists[guild_id] = [self._kept(guild_id, command, before.get(_key(command))) for command in commands]
        return self._lists[guild_id]

    def put(self, guild_id: int | None, command: Payload) -> Payload:
        """Add one command, or put it in the place of its namesake."""
        before = {_key(known): known for known in self.of(guild_id)}
        kept = self._kept(guild_id, command, before.get(_key(command)))
        before[_key(command)] = kept
        self._lists[guild_id] = [*before.values()]
        return kept

    def remove(self, guild_id: int | None, command_id: int) -> bool:
        left = [command for command in self.of(guild_id) if command["id"] != str(command_id)]
        gone = len(left) < len(self.of(guild_id))
        self._lists[guild_id] = left
        return gone

    def find(self, guild_id: int | None, kind: int, name: str) -> Payload | None:
        """The command that a person in that guild means; a guild's own goes before the global one."""
        for scope in (guild_id, None):
            for command in self.of(scope):
                if command["type"] == kind and command["name"] == name:
                    return command
        return None

    def _kept(self, guild_id: int | None, sent: Payload, before: Payload | None) -> Payload:
        command = stored_form(sent, guild_id)
        command["application_id"] = str(self._application_id)
        changed = before is None or {k: v for k, v in before.items() if k not in ("id", "version")} != command
        command["id"] = before["id"] if before else str(self._snowflakes.next())
        command["version"] = str(self._snowflakes.next()) if changed or before is None else before["version"]
        return command


def _key(command: Payload) -> tuple[int, str]:
    return command.get("type") or CHAT, command["name"]


def stored_form(sent: Payload, guild_id: int | None) -> Payload:
    """What Discord makes of a command: defaults filled in, what is false or empty left out of options."""
    permissions = sent.get("default_member_permissions")
    command: Payload = {
        "type": sent.get("type") or CHAT,
        "name": sent["name"],
        "name_localizations": sent.get("name_localizations"),
        "description": sent.get("description") or "",
        "description_localizations": sent.get("description_localizations"),
        "default_member_permissions": None if permissions is None else str(permissions),
        "nsfw": bool(sent.get("nsfw")),
    }
    if guild_id is None:
        contexts = sent.get("contexts")
        direct = sent.get("dm_permission") if contexts is None else 1 in contexts
        command |= {
            "dm_permission": True if direct is None else bool(direct),
            "contexts": contexts,
            "integration_types": sent.get("integration_types") or [0],
        }
    else:
        command["guild_id"] = str(guild_id)
    if sent.get("options"):
        command["options"] = [_stored_option(option) for option in sent["options"]]
    return command


def _stored_option(sent: Payload) -> Payload:
    option = {name: sent[name] for name in ALWAYS_IN_OPTION}
    for name in KEPT_WHEN_SET:
        value = sent.get(name)
        # Zero is a bound; false, empty and null are as if they had not been said.
        if value or (value == 0 and value is not False):
            option[name] = [_stored_option(inner) for inner in value] if name == "options" else value
    return option
