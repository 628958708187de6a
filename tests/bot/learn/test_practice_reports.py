"""Reports of practised questions: by a button, or of what was seen last, whatever became of it."""

from dataclasses import replace

from bot.actions import ReportPractised, StopPractice, Try
from bot.people import NOWHERE
from bot.quiz import reports
from tests.bot.learn.practised import GUILD, Desk, actions, text


async def test_a_report_reaches_the_admins_of_the_server_one_practises_in(desk: Desk) -> None:
    card = await desk.start("bulkhead")
    asked = desk.asked(card)
    (report,) = actions(await desk.answer(card, right=True), ReportPractised)
    assert "/report practice" in text(await desk.follow(report))
    assert "Thank you" in text(await desk.assistant.practising.report(desk.member, report, "B is right too"))
    async with desk.database.reading() as connection:
        assert await reports.open_(connection, GUILD) == [reports.Reported(asked.id, ("B is right too",))]
    alone = replace(desk.member, guild_id=NOWHERE)
    assert "Admins of a server" in text(await desk.assistant.practising.report_last(alone, "B is right too"))


async def reported(desk: Desk) -> list[str]:
    async with desk.database.reading() as connection:
        return [one.question_id for one in await reports.open_(connection, GUILD)]


async def test_the_question_seen_last_is_reported_answered_skipped_to_or_stopped_at(desk: Desk) -> None:
    async def report() -> str:
        return text(await desk.assistant.practising.report_last(desk.member, "B is right too"))

    card = await desk.start("saga")
    first = desk.asked(card)
    await desk.answer(card, right=True)
    assert first.stem[:60] in await report()
    assert await reported(desk) == [first.id]
    await desk.follow(StopPractice(actions(card, Try)[0].sitting))
    await report()
    assert await reported(desk) == [first.id]
    card = await desk.press(await desk.start("canary"), "Skip")
    shown = desk.asked(card)
    desk.restart()
    assert shown.stem[:60] in await report()
    await desk.press(card, "Stop")
    await report()
    assert set(await reported(desk)) == {first.id, shown.id}


async def test_a_question_that_nobody_has_answered_yet_can_be_reported(desk: Desk) -> None:
    card = await desk.start("saga")
    (report,) = actions(card, ReportPractised)
    assert report.question == desk.asked(card).id
    await desk.start("canary")
    thanks = await desk.assistant.practising.report(desk.member, report, "none is right")
    assert desk.asked(card).stem[:60] in text(thanks)
    assert await reported(desk) == [report.question]
    gone = await desk.assistant.practising.report(desk.member, ReportPractised("gone"), "none is right")
    assert "no longer in the roadmap" in text(gone)
