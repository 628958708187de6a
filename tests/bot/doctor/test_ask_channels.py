from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.clock import now
from bot.doctor import ask_channels
from bot.doctor.database import uses_of
from bot.doctor.findings import Level
from bot.guilds.governing import Wishes
from bot.people import Member
from bot.storage.engine import Database


async def test_guilds_with_ask_channels_are_counted(asking: Asking, database: Database) -> None:
    assert (await uses_of(database)).ask_guilds == 0
    governing = Assistant(asking, database, now).governing
    await governing.set(Member(5, 7, "ada", admin=True), Wishes(ask_channels="<#12>, <#13>"))
    await governing.set(Member(6, 7, "ada", admin=True), Wishes(ask_channels="<#12>"))
    await governing.set(Member(6, 7, "ada", admin=True), Wishes(ask_channels="off"))
    assert (await uses_of(database)).ask_guilds == 1


def test_without_the_intent_it_is_told_what_to_turn_on() -> None:
    assert list(ask_channels.examine(0, message_content=False)) == []
    (fine,) = ask_channels.examine(2, message_content=True)
    assert fine.level is Level.OK
    (deaf,) = ask_channels.examine(1, message_content=False)
    assert deaf.level is Level.WARNING
    assert "MESSAGE_CONTENT=on" in deaf.mend
