"""What a person reads when something went wrong, and what the log says of it."""

import logging
import secrets

import aiohttp
import discord

from bot.frontends.discord.answering_in_time import ANSWERED, GONE, answer
from bot.frontends.discord.passing import PASSING, passes
from bot.storage.faults import in_its_words, way_out

log = logging.getLogger(__name__)


async def report(interaction: discord.Interaction, error: BaseException) -> None:
    """Log an error and tell the person, privately, with a reference that the log carries too."""
    if isinstance(error, discord.HTTPException) and error.code in (GONE, ANSWERED):
        # Too late, or another process was faster: nobody is left to be told.
        log.warning("interaction %s could not be answered: %s", interaction.id, error)
        return
    await say(interaction, broken(f"interaction {interaction.id}", error))


def broken(what: str, error: BaseException) -> str:
    """Log an error under a new reference, and give the sentence that tells a person of it."""
    reference = secrets.token_hex(3).upper()
    away = way_out(error) is not None and not isinstance(error, aiohttp.ClientError)
    if away or passes(error):
        # What failed lies outside: where in our code it was noticed tells nothing.
        log.error("%s failed, reference %s: %s", what, reference, in_its_words(error))
    else:
        log.error("%s failed, reference %s", what, reference, exc_info=error)
    if away:
        return f"My database can't be used right now (reference {reference}). Try again in a minute; if it stays, tell an admin."
    return f"Something broke on my side (reference {reference}). Try again; if it stays, tell an admin."


async def say(interaction: discord.Interaction, sentence: str) -> None:
    """Tell a person one sentence, privately, whether or not the interaction was answered before."""
    try:
        await answer(interaction, lambda: {"content": sentence}, private=True)
    except (discord.HTTPException, *PASSING) as error:
        log.warning("interaction %s could not be told what failed: %s", interaction.id, error)
