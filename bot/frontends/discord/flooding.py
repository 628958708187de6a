"""Floods on Discord: whose bucket each thing uses, and how somebody learns that it is empty."""

import logging
from typing import Any, Final

import aiohttp
import discord

from bot.floods.floodgate import Floodgate, Scope, TooMuch, Whose
from bot.frontends.discord import failures
from knowledge.texts import Texts

log = logging.getLogger(__name__)

SAID: Final = {
    Scope.PERSON: "flood-person",
    Scope.CHANNEL: "flood-channel",
    Scope.GUILD: "flood-guild",
}
"""The texts that tell whose bucket is empty."""
PRESSES: Final = (discord.InteractionType.component, discord.InteractionType.modal_submit)
"""Presses on buttons, and forms that were filled in."""


async def let_in(
    gate: Floodgate, interaction: discord.Interaction[Any], say: Texts, *, is_answer: bool = False
) -> bool:
    """Say whether to go on with an interaction; where not, its person has been told.

    Answers to quizzes come all at once: they use no bucket of their guild.
    """
    person = interaction.user.id
    if interaction.type is discord.InteractionType.autocomplete:
        if gate.enter((Scope.TYPING, person)) is not None:
            await _quietly(interaction)
            return False
        return True
    buckets: list[Whose] = [(Scope.PERSON, person)]
    if interaction.guild_id is not None and not is_answer:
        buckets.append((Scope.GUILD, interaction.guild_id))
    refused = gate.enter(*buckets)
    if refused is None:
        return True
    _note(refused, f"person {person}" if refused.scope is Scope.PERSON else f"guild {interaction.guild_id}")
    if refused.first or interaction.type not in PRESSES:
        # Without an answer a command would say to the person that I am broken.
        await failures.refuse(interaction, say(SAID[refused.scope]))
    else:
        await _quietly(interaction)
    return False


def hears(gate: Floodgate, message: discord.Message) -> TooMuch | None:
    """Say what keeps a message from being answered, if anything does."""
    buckets: list[Whose] = [(Scope.PERSON, message.author.id), (Scope.CHANNEL, message.channel.id)]
    if message.guild is not None:
        buckets.append((Scope.GUILD, message.guild.id))
    refused = gate.enter(*buckets)
    if refused is not None:
        _note(refused, f"message {message.id}")
    return refused


def _note(refused: TooMuch, what: str) -> None:
    if refused.first:
        log.warning("%s is over the limit of a %s", what, refused.scope)


async def _quietly(interaction: discord.Interaction[Any]) -> None:
    """Acknowledge without a word, so that nothing looks broken."""
    try:
        if interaction.type is discord.InteractionType.autocomplete:
            await interaction.response.autocomplete([])
        else:
            await interaction.response.defer()
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        log.info("interaction %s could not be acknowledged: %s", interaction.id, error)
