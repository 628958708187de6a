"""Our commands at Discord: sent only when the list there differs from ours."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import app_commands

from bot.ask.nouns import called
from bot.frontends.discord.passing import PASSING, insist
from knowledge.model import Words

log = logging.getLogger(__name__)

_COMPARED = (
    "type",
    "name",
    "description",
    "options",
    "default_member_permissions",
    "nsfw",
    "contexts",
    "integration_types",
)
_OPTION = ("type", "name", "description", "required", "autocomplete", "choices", "options", "min_value", "max_value")
WAITS = (1.0, 3.0, 9.0)
"""Seconds between the tries: nobody hears of the bot before its commands are there."""
LONGEST = 100
"""Characters of a description that Discord takes."""
_LENGTHS = ("min_length", "max_length", "channel_types")


async def sync(
    tree: app_commands.CommandTree[Any], application_id: int, http: discord.http.HTTPClient, words: Words
) -> bool:
    """Send our commands, in the roadmap's words, where Discord's list differs; say whether they were sent.

    A failure is logged and stops nothing: the commands of the last start still stand there.
    """
    ours = [_worded(command.to_dict(tree), words) for command in tree._get_all_commands()]  # noqa: SLF001 - what tree.sync() itself sends
    try:
        if await insist(lambda: _same(ours, application_id, http), WAITS):
            log.info("commands are up to date")
            return False
        await insist(lambda: http.bulk_upsert_global_commands(application_id, payload=ours), WAITS)
    except (discord.HTTPException, app_commands.AppCommandError, *PASSING) as error:
        log.error("commands could not be sent: %s", error)  # noqa: TRY400 - the sentence says it all
        return False
    log.info("commands sent: %d", len(ours))
    return True


def _worded(command: Any, words: Words) -> Any:
    """Describe a command and its options with what the roadmap calls its entries."""
    options = [_worded(option, words) for option in command.get("options", ())]
    said = {"description": called(words, command["description"])[:LONGEST]} if command.get("description") else {}
    return {**command, **said, **({"options": options} if options else {})}


async def _same(ours: Sequence[Mapping[str, Any]], application_id: int, http: discord.http.HTTPClient) -> bool:
    theirs: Sequence[Mapping[str, Any]] = await http.get_global_commands(application_id)
    return _list(theirs) == _list(ours)


def _list(commands: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    kept = [_only(command, _COMPARED) for command in commands]
    return sorted(kept, key=lambda command: (command.get("type", 1), command["name"]))


def _only(value: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """Keep what both sides state; what Discord fills in by itself (None, False, empty) counts as unsaid."""
    kept = {key: value[key] for key in keys if value.get(key)}
    if "options" in kept:
        kept["options"] = [_only(option, (*_OPTION, *_LENGTHS)) for option in kept["options"]]
    if "default_member_permissions" in kept:
        kept["default_member_permissions"] = str(kept["default_member_permissions"])
    for key in ("contexts", "integration_types"):
        if key in kept:
            kept[key] = sorted(kept[key])
    if kept.get("type") == 1 and keys is _COMPARED:
        del kept["type"]
    return kept
