"""What a person reads when something went wrong, and what the log says of it."""

import logging
import secrets

import aiohttp
import discord

from bot.frontends.discord.answering_in_time import ANSWERED, GONE, answer
from bot.frontends.discord.passing import PASSING, passes
from bot.frontends.discord.tally import Outcome, note
from bot.storage.complaints import in_its_words, way_out
from knowledge.texts import Texts

log = logging.getLogger(__name__)


class Overtaken(logging.Filter):
    """Says nothing of suggestions that came too late, or that another process had made: who types on gets new ones."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep back what discord.py says of those; it lets nobody else hear of them."""
        error = record.exc_info[1] if record.exc_info else None
        return not (isinstance(error, discord.HTTPException) and error.code in (GONE, ANSWERED))


logging.getLogger("discord.app_commands.tree").addFilter(Overtaken())


async def report(interaction: discord.Interaction, error: BaseException, say: Texts) -> None:
    """Log an error and tell the person, privately, with a reference that the log carries too."""
    if isinstance(error, discord.HTTPException) and error.code in (GONE, ANSWERED):
        # Too late, or another process was faster: nobody is left to be told.
        note(interaction, Outcome.ELSEWHERE if error.code == ANSWERED else Outcome.UNREACHED)
        log.warning("interaction %s could not be answered: %s", interaction.id, error)
        return
    note(interaction, Outcome.FAILED)
    await _tell(interaction, broken(f"interaction {interaction.id}", error, say))


async def refuse(interaction: discord.Interaction, why: str) -> None:
    """Tell a person, privately, that they can't do that and what they can do instead."""
    note(interaction, Outcome.REFUSED)
    await _tell(interaction, why)


def broken(what: str, error: BaseException, say: Texts) -> str:
    """Log an error under a new reference, and give the sentence that tells a person of it."""
    reference = secrets.token_hex(3).upper()
    known = {"reference": reference}
    away = way_out(error) is not None and not isinstance(error, aiohttp.ClientError)
    if away or passes(error):
        # What failed lies outside: where in our code it was noticed tells nothing.
        log.error("%s failed, reference %s: %s", what, reference, in_its_words(error), extra=known)
    else:
        log.error("%s failed, reference %s", what, reference, exc_info=error, extra=known)
    return say("database-away" if away else "broken", reference=reference)


async def _tell(interaction: discord.Interaction, sentence: str) -> None:
    """Tell a person one sentence, privately, whether or not the interaction was answered before."""
    try:
        await answer(interaction, lambda: {"content": sentence}, private=True)
    except (discord.HTTPException, *PASSING) as error:
        note(interaction, Outcome.UNREACHED)
        log.warning("interaction %s could not be told what failed: %s", interaction.id, error)
