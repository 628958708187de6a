"""REST: the lists of application commands, global and of a guild."""

from .asked import Asked
from .command_limits import check_command, check_commands
from .platform import Platform
from .records import Payload
from .refusals import Form, invalid_form, missing_access, unknown_command

TRANSLATIONS = ("name_localizations", "description_localizations")


def _scope(platform: Platform, asked: Asked) -> int | None:
    """The guild of the path, None for the global list."""
    if asked.id("application_id") != platform.world.bot.id:
        raise missing_access()
    if "guild_id" not in asked.params:
        return None
    guild = platform.world.guilds.get(asked.id("guild_id"))
    if guild is None or not guild.has_bot:
        raise missing_access()
    return guild.id


def list_commands(platform: Platform, asked: Asked) -> list[Payload]:
    found = platform.commands.of(_scope(platform, asked))
    if asked.query.get("with_localizations", "").lower() in ("1", "true"):
        return list(found)
    return [{name: value for name, value in command.items() if name not in TRANSLATIONS} for command in found]


def overwrite_commands(platform: Platform, asked: Asked) -> list[Payload]:
    scope = _scope(platform, asked)
    commands = asked.body
    if not isinstance(commands, list):
        raise invalid_form([], "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    check_commands(commands)
    return list(platform.commands.overwrite(scope, commands))


def create_command(platform: Platform, asked: Asked) -> Payload:
    scope = _scope(platform, asked)
    form = Form()
    check_command(form, [], asked.object)
    form.check()
    return platform.commands.put(scope, asked.object)


def get_command(platform: Platform, asked: Asked) -> Payload:
    scope, wanted = _scope(platform, asked), str(asked.id("command_id"))
    for command in platform.commands.of(scope):
        if command["id"] == wanted:
            return command
    raise unknown_command()


def delete_command(platform: Platform, asked: Asked) -> None:
    if not platform.commands.remove(_scope(platform, asked), asked.id("command_id")):
        raise unknown_command()
