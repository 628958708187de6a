"""`/settings set` as it is typed: values behind the names that Discord's command has, too."""

import re
from typing import Any, Final

from bot.frontends.terminal.commands import SETTINGS
from bot.guilds.governing import Wishes
from knowledge.texts import Texts

SWITCHES: Final = ("speed_points", "hidden_board", "unanswered")
NAMES: Final = ("zone", "open_for", "catch_up", "retention", *SWITCHES)
"""What can be set here: the terminal has one channel, and one person who may do everything."""
_NAMED: Final = re.compile(rf"(?:^|\s)({'|'.join(NAMES)}):\s*")
_ON: Final = frozenset({"true", "on", "yes"})
_OFF: Final = frozenset({"false", "off", "no"})


def read(text: str, say: Texts) -> Wishes:
    """Read "zone: Europe/Berlin unanswered:True"; raises ValueError with a sentence where that can't be read."""
    before, *named = _NAMED.split(text)
    if before.strip() or not named:
        names = ", ".join(f"{name}:" for name in NAMES)
        raise ValueError(say("settings-take", command=SETTINGS.word, names=names))
    wishes: dict[str, Any] = {}
    for name, value in zip(named[::2], named[1::2], strict=True):
        wishes[name] = _switch(name, value.strip(), say) if name in SWITCHES else value.strip()
    return Wishes(**wishes)


def _switch(name: str, value: str, say: Texts) -> bool:
    if value.casefold() not in _ON | _OFF:
        raise ValueError(say("no-switch", name=name, typed=value))
    return value.casefold() in _ON
