"""What admins are shown: that something is for them alone, and what is not in order."""

from collections.abc import Sequence

from bot.cards import Block, Card, Paragraph, Points, Text, plain
from bot.guilds.notices import Notice
from knowledge.texts import Texts


def admins_only(say: Texts) -> Card:
    """Refuse somebody who may not manage the guild."""
    return Card(plain(say("admins-only")), private=True)


def refused(faults: Sequence[Text]) -> Card:
    """Say what is wrong with what was typed, all of it; nothing of it is kept."""
    if len(faults) == 1:
        return Card(faults[0], private=True)
    said = f"Nothing was saved: {len(faults)} things to put right:"
    return Card(plain(said), (Points(tuple(faults)),), private=True)


def notice_blocks(unsettled: Sequence[Notice]) -> tuple[Block, ...]:
    """List what admins have to know and have not set right yet; nothing where all is in order."""
    if not unsettled:
        return ()
    return Paragraph(plain("⚠️ To look after:")), Points(tuple(plain(notice.text) for notice in unsettled))
