"""`/settings set` as it is typed: values behind the names that Discord's command has, too."""

import re
from typing import Any, Final

from bot.frontends.terminal.commands import SETTINGS
from bot.guilds.governing import Wishes

SWITCHES: Final = ("speed_points", "hidden_board", "unanswered")
NAMES: Final = ("zone", "open_for", "catch_up", "retention", *SWITCHES)
"""What can be set here: the terminal has one channel, and one person who may do everything."""
_NAMED: Final = re.compile(rf"(?:^|\s)({'|'.join(NAMES)}):\s*")
_ON: Final = frozenset({"true", "on", "yes"})
_OFF: Final = frozenset({"false", "off", "no"})


def read(text: str) -> Wishes:
    """Read "zone: Europe/Berlin unanswered:True"; raises ValueError with a sentence where that can't be read."""
    before, *named = _NAMED.split(text)
    if before.strip() or not named:
        names = ", ".join(f"{name}:" for name in NAMES)
        raise ValueError(f"{SETTINGS.word} set takes {names} each with its value, such as unanswered:on.")
    wishes: dict[str, Any] = {}
    for name, value in zip(named[::2], named[1::2], strict=True):
        wishes[name] = _switch(name, value.strip()) if name in SWITCHES else value.strip()
    return Wishes(**wishes)


def _switch(name: str, value: str) -> bool:
    if value.casefold() not in _ON | _OFF:
        raise ValueError(f'{name}: "{value}" is neither on nor off.')
    return value.casefold() in _ON
