"""Answering in time: Discord waits three seconds. What takes longer says first that it is being done."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any, Final

import discord

from bot.frontends.discord.passing import PASSING, insist

log = logging.getLogger(__name__)

PATIENCE: Final = 1.5
"""Seconds after which Discord is asked to wait: half of what it gives, so that the asking is in time."""
LATE: Final = timedelta(seconds=5)
"""An interaction so old may have failed before it reached us, as after a cut: Discord's three seconds, and two for clocks."""
ANSWERED: Final = 40060
"""Discord's code for an interaction that has been answered already."""
GONE: Final = 10062
"""Discord's code for an interaction that waits no longer."""
UNKNOWN_MESSAGE: Final = 10008
"""Discord's code for a message that is no more."""


@asynccontextmanager
async def in_time(
    interaction: discord.Interaction[Any], *, private: bool, in_place: bool = False
) -> AsyncIterator[None]:
    """Let the block take longer than Discord waits; `private` says who then sees that it is being done.

    What is to change the message that was pressed on, `in_place`, is put off without a word.
    """
    deferring: list[asyncio.Task[None]] = []
    timer = asyncio.get_running_loop().call_later(
        PATIENCE,
        lambda: deferring.append(
            asyncio.create_task(_defer(interaction, private=private, in_place=in_place), name="deferral")
        ),
    )
    try:
        yield
    finally:
        timer.cancel()
        await asyncio.gather(*deferring)


async def is_awaited(
    interaction: discord.Interaction[Any], now: datetime, *, private: bool, in_place: bool = False
) -> bool:
    """Say whether anybody still waits for an interaction: where it seems too old, Discord is asked by a deferral."""
    if now - interaction.created_at < LATE:
        return True
    try:
        await insist(lambda: interaction.response.defer(ephemeral=private, thinking=not in_place))
    except (discord.HTTPException, *PASSING) as error:
        return not (isinstance(error, discord.HTTPException) and error.code == GONE)
    return True


async def _defer(interaction: discord.Interaction[Any], *, private: bool, in_place: bool) -> None:
    if interaction.response.is_done():
        return
    try:
        await insist(lambda: interaction.response.defer(ephemeral=private, thinking=not in_place))
    except (discord.HTTPException, *PASSING) as error:
        # Another process was faster, or nobody can tell: whoever has the answer finds out.
        log.info("interaction %s could not be put off: %s", interaction.id, error)


async def answer(
    interaction: discord.Interaction[Any], said: Callable[[], dict[str, Any]], *, private: bool, in_place: bool = False
) -> int | None:
    """Answer, in the place of what says that it is being done; give the message's id where others can see it.

    `said` makes the message's parts, anew for each try: neither views nor files can be sent twice. `in_place`, they
    take the place of the message that was pressed on, which only its person sees.
    """
    if in_place and await _turned(interaction, said):
        return None
    response = interaction.response
    refused = False
    if not response.is_done():
        try:
            sent = await insist(lambda: response.send_message(**said(), ephemeral=private))
        except discord.HTTPException as error:
            if error.code != ANSWERED:
                raise
            refused = True
        else:
            return None if private else sent.message_id
    elif response.type is not discord.InteractionResponseType.deferred_channel_message:
        await insist(lambda: interaction.followup.send(**said(), ephemeral=private))
        return None
    # Of two processes that got the same interaction, one may put it off and the other do it.
    original = await insist(interaction.original_response)
    if interaction.message is not None and original.id == interaction.message.id:
        # It was put off without a word: what was pressed on is no answer.
        await insist(lambda: interaction.followup.send(**said(), ephemeral=private))
        return None
    if original.flags.loading:
        return await _replace(interaction, original, said, private=private)
    if refused:
        log.warning(
            "interaction %s was answered before: by a try whose answer got lost, or by another process with my token. "
            "If that is not to run, stop it, or reset the token.",
            interaction.id,
        )
    return None if original.flags.ephemeral else original.id


async def _turned(interaction: discord.Interaction[Any], said: Callable[[], dict[str, Any]]) -> bool:
    """Change the message that was pressed on, its pictures and files too; say False where it is there no more."""

    def changed() -> dict[str, Any]:
        return {"attachments": [], **_as_edit(said())}

    try:
        if not interaction.response.is_done():
            try:
                await insist(lambda: interaction.response.edit_message(**changed()))
            except discord.HTTPException as error:
                if error.code != ANSWERED:
                    raise
            else:
                return True
        # Whoever put it off, or did it and could not tell: changed twice it reads the same.
        await insist(lambda: interaction.edit_original_response(**changed()))
    except discord.NotFound as error:
        if error.code != UNKNOWN_MESSAGE:
            raise
        return False
    return True


async def _replace(
    interaction: discord.Interaction[Any],
    original: discord.InteractionMessage,
    said: Callable[[], dict[str, Any]],
    *,
    private: bool,
) -> int | None:
    if private and not original.flags.ephemeral:
        # Who sees it was settled when it was put off: what is for one alone must be another message.
        with contextlib.suppress(discord.NotFound):
            await insist(interaction.delete_original_response)
        await insist(lambda: interaction.followup.send(**said(), ephemeral=True))
        return None
    # An edit, where a follow-up would do as well: whether it got through once or twice, it is one message.
    edited = await insist(lambda: interaction.edit_original_response(**_as_edit(said())))
    return None if original.flags.ephemeral else edited.id


def _as_edit(said: dict[str, Any]) -> dict[str, Any]:
    return {"attachments" if name == "files" else name: part for name, part in said.items()}


def _told_of(response: discord.InteractionCallbackResponse[Any], data: Any) -> None:
    """Read what Discord tells of an answer, but for the message itself: that is what we have just written."""
    data.pop("resource", None)
    _read(response, data)


# Each answer would pay for an object for each of its buttons, and nobody looks at them.
_read = discord.InteractionCallbackResponse._update  # noqa: SLF001 - discord.py has no other way to leave them out
discord.InteractionCallbackResponse._update = _told_of  # type: ignore[method-assign, assignment]  # noqa: SLF001 - the same
