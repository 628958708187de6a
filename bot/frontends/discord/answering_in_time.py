"""Answering in time: Discord waits three seconds. What takes longer says first that it is being done."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

import aiohttp
import discord

log = logging.getLogger(__name__)

PATIENCE: Final = 1.5
"""Seconds after which Discord is asked to wait: half of what it gives, so that the asking is in time."""
ANSWERED: Final = 40060
"""Discord's code for an interaction that has been answered already."""


@asynccontextmanager
async def in_time(interaction: discord.Interaction[Any], *, private: bool) -> AsyncIterator[None]:
    """Let the block take longer than Discord waits; `private` says who then sees that it is being done."""
    deferring: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(
        PATIENCE, lambda: deferring.append(asyncio.create_task(_defer(interaction, private=private), name="deferral"))
    )
    try:
        yield
    finally:
        timer.cancel()
        await asyncio.gather(*deferring)


async def _defer(interaction: discord.Interaction[Any], *, private: bool) -> None:
    if interaction.response.is_done():
        # What was done before this has asked for it already.
        return
    try:
        await interaction.response.defer(ephemeral=private, thinking=True)
    except (discord.HTTPException, discord.RateLimited, aiohttp.ClientError, OSError) as error:
        # Another process was faster, or nobody can tell: whoever has the answer finds out.
        log.info("interaction %s could not be put off: %s", interaction.id, error)


async def answer(
    interaction: discord.Interaction[Any], said: Callable[[], dict[str, Any]], *, private: bool
) -> int | None:
    """Answer, in the place of what says that it is being done; give the message's id where others can see it.

    `said` makes the message's parts, anew for each try: neither views nor files can be sent twice.
    """
    response = interaction.response
    refusal: discord.HTTPException | None = None
    if not response.is_done():
        try:
            sent = await response.send_message(**said(), ephemeral=private)
        except discord.HTTPException as error:
            if error.code != ANSWERED:
                raise
            refusal = error
        else:
            return None if private else sent.message_id
    elif response.type is not discord.InteractionResponseType.deferred_channel_message:
        await interaction.followup.send(**said(), ephemeral=private)
        return None
    # Of two processes that got the same interaction, one may put it off and the other do it.
    original = await interaction.original_response()
    if original.flags.loading:
        return await _replace(interaction, original, said(), private=private)
    if refusal is not None:
        raise refusal
    return None


async def _replace(
    interaction: discord.Interaction[Any], original: discord.InteractionMessage, said: dict[str, Any], *, private: bool
) -> int | None:
    if private and not original.flags.ephemeral:
        # Who sees it was settled when it was put off: what is for one alone must be another message.
        await interaction.delete_original_response()
        await interaction.followup.send(**said, ephemeral=True)
        return None
    files = {"attachments": said.pop("files")} if "files" in said else {}
    # An edit, where a follow-up would do as well: whether it got through once or twice, it is one message.
    edited = await interaction.edit_original_response(**said, **files)
    return None if original.flags.ephemeral else edited.id
