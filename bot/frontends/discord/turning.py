"""Turning: a press on a message that only its person sees changes that message, as one turns a page."""

import discord

from bot.actions import Answer, Turning
from bot.cards import Action
from bot.frontends.discord.rendering import actions_in


def turns(message: discord.Message | None, action: Action) -> bool:
    """Say whether what comes of `action` takes the place of the message on which it was pressed.

    What others see stays, and so does what shows more than the one page: several cards, or a quiz that is still open.
    """
    if not isinstance(action, Turning) or message is None or not message.flags.ephemeral:
        return False
    return len(message.components) == 1 and not any(isinstance(one, Answer) for one in actions_in(message))
