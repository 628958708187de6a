"""What admins are shown: that something is for them alone, and what is not in order."""

from collections.abc import Sequence
from typing import Final

from bot.cards import Block, Card, Fine, Paragraph, Points, Text, plain
from bot.guilds.notices import Notice
from knowledge.texts import Texts

NOT_ADMIN: Final = "You need Manage Server for this."
"""What members read who may not do something: Discord's own name of the right that they lack."""
NOTICES_SHOWN: Final = 5
"""So many notices are written out: with one from each schedule that a guild may have, no message would hold them."""


def admins_only() -> Card:
    """Refuse somebody who may not manage the guild."""
    return Card(plain(NOT_ADMIN), private=True)


def refused(faults: Sequence[Text], say: Texts) -> Card:
    """Say what is wrong with what was typed, all of it; nothing of it is kept."""
    if len(faults) == 1:
        return Card(faults[0], private=True)
    return Card(plain(say("many-faults", count=len(faults))), (Points(tuple(faults)),), private=True)


def notice_blocks(unsettled: Sequence[Notice], say: Texts) -> tuple[Block, ...]:
    """List what admins have to know and have not set right yet, oldest first; nothing where all is in order."""
    if not unsettled:
        return ()
    shown = Points(tuple(plain(notice.text) for notice in unsettled[:NOTICES_SHOWN]))
    more = len(unsettled) - NOTICES_SHOWN
    rest = (Fine(plain(say("more-to-look-after", count=more))),) if more > 0 else ()
    return Paragraph(plain(say("look-after"))), shown, *rest
