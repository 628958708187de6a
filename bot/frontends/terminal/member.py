"""Who types: a member of the terminal's guild, known by a name alone."""

import getpass
import unicodedata
from hashlib import sha256
from typing import Final

from bot.ask.subjects import Place
from bot.guilds.guild import TERMINAL
from bot.people import Member

HERE: Final = Place(TERMINAL)
"""Where everything is said that is said in a terminal."""
NAMELESS: Final = "you"
ID_BITS: Final = 63
"""An id must be a positive number in every database."""


def member_called(name: str) -> Member:
    """Make the member of that name; without one, of the name that the system knows."""
    shown = name.strip() or _system_name()
    # In one's own terminal one may do everything.
    return Member(TERMINAL, user_id_of(shown), shown, admin=True)


def user_id_of(name: str) -> int:
    """Give the id of a name: the same in every process, and whatever its capitals."""
    folded = unicodedata.normalize("NFKC", name.strip()).casefold()
    digest = sha256(folded.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - ID_BITS) or 1


def _system_name() -> str:
    try:
        return getpass.getuser().strip() or NAMELESS
    except (KeyError, OSError, ImportError):
        # A container may run as a number that has no name.
        return NAMELESS
