"""Invocations: a person's use of a command as the data of an interaction, or the reason why it is not possible."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .payloads import of_attachment, of_channel, of_member, of_role, of_user
from .platform import Platform
from .posting import keep_upload
from .records import Channel, Payload, Role, Upload, User
from .rights import Permission, in_guild

Value: TypeAlias = str | int | float | bool | User | Channel | Role | Upload

SUBCOMMAND, GROUP, STRING, INTEGER, BOOLEAN, NUMBER = 1, 2, 3, 4, 5, 10
FITTING: Mapping[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    BOOLEAN: (bool,),
    6: (User,),
    7: (Channel,),
    8: (Role,),
    9: (User, Role),
    NUMBER: (int, float),
    11: (Upload,),
}


class Impossible(AssertionError):  # noqa: N818 - what it is, in a word
    """What a person in Discord's client could not have done: no such button, no such command, no right to."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who acts, and where."""

    platform: Platform
    user: User
    channel: Channel


def find_command(scene: Scene, kind: int, name: str) -> Payload:
    """The synced command of that name, where this person may use it here."""
    command = scene.platform.commands.find(scene.channel.guild_id, kind, name)
    if command is None:
        synced = sorted({c["name"] for g in (None, scene.channel.guild_id) for c in scene.platform.commands.of(g)})
        raise Impossible(
            f"{scene.user.name} finds no command “{name}” here; synced are: {', '.join(synced) or 'none'}."
        )
    _check_place(scene, command)
    _check_rights(scene, command)
    return command


def is_user_install(scene: Scene) -> bool:
    """Whether only the person has the app here, and not the guild."""
    guild_id = scene.channel.guild_id
    return guild_id is not None and not scene.platform.world.guilds[guild_id].has_bot


def _check_place(scene: Scene, command: Payload) -> None:
    here = 0 if scene.channel.guild_id is not None else 1
    contexts = command.get("contexts")
    outside = here not in contexts if contexts is not None else here == 1 and not command.get("dm_permission", True)
    if outside or ("guild_id" in command and here == 1):
        place = "direct messages" if here else "guilds"
        raise Impossible(f"/{command['name']} is not offered in {place}.")
    if is_user_install(scene) and 1 not in command.get("integration_types", [0]):
        raise Impossible(f"/{command['name']} is not offered where the bot is not a member.")


def _check_rights(scene: Scene, command: Payload) -> None:
    guild_id = scene.channel.guild_id
    if guild_id is None:
        return
    world = scene.platform.world
    if Permission.USE_APPLICATION_COMMANDS not in world.permissions(scene.channel, scene.user.id):
        raise Impossible(f"{scene.user.name} may not use application commands in #{scene.channel.name}.")
    needed = command.get("default_member_permissions")
    if needed is None:
        return
    held = in_guild(world, guild_id, scene.user.id)
    wanted = Permission(int(needed))
    allowed = Permission.ADMINISTRATOR in held or (wanted and wanted & held == wanted)
    if not allowed:
        raise Impossible(f"{scene.user.name} lacks the rights for /{command['name']} ({wanted!r}).")


def slash_data(scene: Scene, path: str, values: Mapping[str, Value], focused: str | None = None) -> Payload:
    """The data of `/path` with its values; with `focused`, of an autocomplete while that option is typed."""
    name, *inner = path.removeprefix("/").split()
    command = find_command(scene, 1, name)
    chain: list[Payload] = []
    level: Payload = command
    for step in inner:
        found = [option for option in level.get("options", []) if option["name"] == step and option["type"] <= GROUP]
        if not found:
            raise Impossible(f"/{name} has no subcommand “{' '.join(inner)}”.")
        level = found[0]
        chain.append(level)
    declared = level.get("options", [])
    if declared and declared[0]["type"] <= GROUP:
        raise Impossible(f"/{path} needs a subcommand: {', '.join(option['name'] for option in declared)}.")
    resolved: Payload = {}
    options = _filled(scene, path, declared, values, focused=focused, resolved=resolved)
    for outer in reversed(chain):
        options = [{"type": outer["type"], "name": outer["name"], "options": options}]
    data: Payload = {"id": command["id"], "name": command["name"], "type": 1, "options": options}
    if "guild_id" in command:
        data["guild_id"] = command["guild_id"]
    return data | ({"resolved": resolved} if resolved else {})


def _filled(
    scene: Scene,
    path: str,
    declared: Sequence[Payload],
    values: Mapping[str, Value],
    *,
    focused: str | None,
    resolved: Payload,
) -> list[Payload]:
    known = {option["name"]: option for option in declared}
    if unknown := sorted(set(values) - set(known)):
        raise Impossible(f"/{path} has no option {', '.join(unknown)}; it has: {', '.join(known) or 'none'}.")
    missing = [name for name, option in known.items() if option.get("required") and name not in values]
    if missing and focused is None:
        raise Impossible(f"/{path} needs {', '.join(missing)}.")
    if focused is not None and not known[focused].get("autocomplete"):
        raise Impossible(f"/{path}: {focused} has no autocomplete.")
    options: list[Payload] = []
    for name, value in values.items():
        option = known[name]
        if focused is None:
            _check_value(path, option, value)
        filled: Payload = {"type": option["type"], "name": name, "value": _resolve(scene, value, resolved)}
        options.append(filled | ({"focused": True} if name == focused else {}))
    return options


def _check_value(path: str, option: Payload, value: Value) -> None:
    where = f"/{path} {option['name']}"
    if not isinstance(value, FITTING[option["type"]]) or (isinstance(value, bool) and option["type"] != BOOLEAN):
        raise Impossible(f"{where}: {value!r} is not of option type {option['type']}.")
    offered = [choice["value"] for choice in option.get("choices", [])]
    if offered and value not in offered:
        raise Impossible(f"{where}: {value!r} is not among the choices {offered}.")
    if isinstance(value, str) and not option.get("min_length", 0) <= len(value) <= option.get("max_length", 6000):
        raise Impossible(f"{where}: {len(value)} characters are too few or too many.")
    if isinstance(value, int | float) and not isinstance(value, bool):
        low, high = option.get("min_value", value), option.get("max_value", value)
        if not low <= value <= high:
            raise Impossible(f"{where}: {value} is not between {low} and {high}.")


def _resolve(scene: Scene, value: Value, resolved: Payload) -> str | int | float | bool:
    """The value as it is sent: things by their id, and told in full beside it."""
    world = scene.platform.world
    match value:
        case User():
            resolved.setdefault("users", {})[str(value.id)] = of_user(value)
            member = world.members.get((scene.channel.guild_id or 0, value.id))
            if member is not None:
                permissions = str(int(world.permissions(scene.channel, value.id)))
                told = of_member(world, member, with_user=False) | {"permissions": permissions}
                resolved.setdefault("members", {})[str(value.id)] = told
        case Channel():
            permissions = str(int(world.permissions(value, scene.user.id)))
            resolved.setdefault("channels", {})[str(value.id)] = of_channel(world, value) | {"permissions": permissions}
        case Role():
            resolved.setdefault("roles", {})[str(value.id)] = of_role(value)
        case Upload():
            return _resolve_upload(scene, value, resolved)
        case _:
            return value
    return str(value.id)


def _resolve_upload(scene: Scene, value: Upload, resolved: Payload) -> str:
    attachment = keep_upload(scene.platform, scene.channel, value)
    resolved.setdefault("attachments", {})[str(attachment.id)] = of_attachment(attachment) | {"ephemeral": True}
    return str(attachment.id)


def resolved_targets(scene: Scene, targets: Sequence[Any]) -> tuple[list[str], Payload]:
    """Ids and full data of users, roles and channels that were chosen."""
    resolved: Payload = {}
    return [str(_resolve(scene, target, resolved)) for target in targets], resolved
