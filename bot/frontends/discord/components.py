"""Buttons that outlive the process: all they know stands in their custom id.

An id reads `a1:<card>:<verb>:<slug>[:<slug>]`: the version of the form, which card of the message, what to do with what.
"""

import re
from typing import Any, Protocol, Self

import discord
from discord import ui

from bot.cards import (
    Action,
    Choose,
    Compare,
    Explain,
    ShowGroup,
    ShowNext,
    ShowPath,
    ShowPattern,
    ShowPitfalls,
    ShowPrerequisites,
)

_TEMPLATE = r"a1:(?P<card>[0-9]):(?P<verb>[a-z]{2,10}):(?P<what>[a-z0-9:-]{1,85})"
_ONE: dict[str, type[Any]] = {
    "choose": Choose,
    "show": ShowPattern,
    "first": ShowPrerequisites,
    "next": ShowNext,
    "wrong": ShowPitfalls,
    "group": ShowGroup,
    "why": Explain,
    "path": ShowPath,
}
_VERBS = {action: verb for verb, action in _ONE.items()}


class Presses(Protocol):
    """Whoever carries out what a button says."""

    async def press(self, interaction: discord.Interaction, action: Action) -> None:
        """Carry out `action` for the person who pressed."""


class ActionButton(ui.DynamicItem[ui.Button[Any]], template=_TEMPLATE):
    """A button that does something with entries of the roadmap."""

    def __init__(self, action: Action, card: int = 0, label: str = "…") -> None:
        """Make the button for `action` in card number `card` of its message."""
        self.action = action
        super().__init__(ui.Button(label=label, style=discord.ButtonStyle.secondary, custom_id=custom_id(action, card)))

    @classmethod
    async def from_custom_id(cls, _: discord.Interaction, __: ui.Item[Any], match: re.Match[str], /) -> Self:
        """Make the button anew from its id."""
        return cls(action_of(match["verb"], match["what"]), int(match["card"]))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press to the client, which knows the roadmap and catches what goes wrong."""
        client: Any = interaction.client
        await client.press(interaction, self.action)


def custom_id(action: Action, card: int = 0) -> str:
    """Write an action as a custom id."""
    if isinstance(action, Compare):
        return f"a1:{card}:compare:{action.first}:{action.second}"
    if isinstance(action, ShowPath) and action.full:
        return f"a1:{card}:fullpath:{action.slug}"
    return f"a1:{card}:{_VERBS[type(action)]}:{action.slug}"


def action_of(verb: str, what: str) -> Action:
    """Read an action back from its id; raises ValueError where no button of ours says so."""
    if verb == "compare":
        first, found, second = what.partition(":")
        if found:
            return Compare(first, second)
    elif verb == "fullpath":
        return ShowPath(what, full=True)
    elif verb in _ONE:
        action: Action = _ONE[verb](what)
        return action
    raise ValueError(f"no action is called {verb}:{what}")


def is_ours(identifier: str) -> bool:
    """Say whether a custom id is one that this version understands."""
    match = re.fullmatch(_TEMPLATE, identifier)
    if match is None:
        return False
    try:
        action_of(match["verb"], match["what"])
    except ValueError:
        return False
    return True
