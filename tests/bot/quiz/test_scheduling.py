"""Schedules as admins keep them."""

import pytest

from bot.actions import RemoveSchedule
from bot.ask.service import Asking
from bot.frontends.discord.rendering import TEXT_LIMIT, view_of
from bot.guilds import guild, notices
from bot.guilds.cards import admins_only
from bot.guilds.notices import Notice
from bot.quiz.drafting import MOST
from bot.quiz.schedule import Terms
from bot.quiz.scheduling import Scheduling
from bot.quiz.typed import Typed
from bot.storage.engine import Database
from bot.storage.seen import Doubled
from knowledge.languages import texts_in
from tests.bot.quiz.scheduled import ADA, ANA, GUILD, QUIZ, TEAM, Bench, moments, text


@pytest.fixture
def bench(asking: Asking, database: Database) -> Bench:
    return Bench(asking, database)


async def test_a_new_schedule_shows_itself_and_its_next_three_instants(bench: Bench) -> None:
    card = await bench.add("9:30", days="weekdays", topics="resiliance, saga", difficulty="hard")
    assert card.private
    assert "Schedule 1 is added." in text(card)
    assert "09:30 Mon–Fri Europe/Berlin" in text(card)
    assert "Resilience, Saga, hard (" in text(card)
    assert "open for 8 hours · posted up to 2 hours late" in text(card)
    assert moments(card) == ["2026-11-24 08:30", "2026-11-25 08:30", "2026-11-26 08:30"]
    assert await bench.due() == ["2026-11-24 08:30"]


async def test_what_is_not_said_comes_from_the_guilds_settings(bench: Bench) -> None:
    async with bench.database.writing() as connection:
        await guild.change(connection, GUILD, zone="Asia/Tokyo", channel_id=TEAM)
    card = await bench.scheduling.add(ADA, Typed(time="17:00"))
    assert "17:00 daily Asia/Tokyo" in text(card)
    (planned,) = await bench.planned()
    assert planned.terms.channel_id == TEAM


async def test_all_that_is_wrong_is_told_at_once_and_nothing_is_saved(bench: Bench) -> None:
    card = await bench.add(
        "25:00",
        days="someday",
        zone="EST",
        topics="kittens",
        difficulty="fiendish",
        open_for="1 min",
        catch_up="3 days",
    )
    for said in (
        "7 things to put right",
        '"25:00" isn\'t a time. Use 24-hour HH:MM, for example 09:30.',
        '"someday" isn\'t a day.',
        '"EST" is ambiguous. Pick a city: America/New_York, America/Panama',
        '"kittens" isn\'t a topic',
        '"fiendish" isn\'t a difficulty. Write easy, medium, hard or any.',
        'Open for: "1 min" is too short. Give 5 minutes to 7 days.',
        'Catch-up: "3 days" is too long. Give 0 minutes to 1 day.',
    ):
        assert said in text(card)
    assert await bench.planned() == []
    assert "no schedule yet" in text(await bench.scheduling.show(ADA))


async def test_one_wrong_value_is_one_sentence(bench: Bench) -> None:
    assert text(await bench.add("9")) == '"9" isn\'t a full time. Use 24-hour HH:MM: 09:00 or 21:00.'


async def test_a_schedule_needs_a_channel_and_a_time(bench: Bench) -> None:
    card = await bench.scheduling.add(ADA, Typed())
    assert "No channel is named." in text(card)
    assert "Say at what time of day" in text(card)


async def test_missing_rights_keep_a_schedule_from_being_saved(bench: Bench) -> None:
    def rights(terms: Terms) -> list[str]:
        return [f"I can't post in {terms.channel_id}: Send Messages is missing there."]

    card = await bench.scheduling.add(ADA, Typed(channel_id=QUIZ, time="09:00", days="never"), rights=rights)
    assert "Send Messages is missing" in text(card)
    assert '"never" isn\'t a day' in text(card)
    assert await bench.planned() == []


async def test_the_role_of_everyone_is_never_pinged(bench: Bench) -> None:
    assert "I don't ping everyone" in text(await bench.add(ping_role=GUILD))


async def test_a_deck_without_questions_is_refused(bench: Bench, asking: Asking) -> None:
    bench.scheduling._bank = tuple(item for item in bench.assistant.bank if item.difficulty == 1)
    assert "No question on Saga is hard. Name other topics" in text(await bench.add(topics="saga", difficulty="hard"))


async def test_the_same_schedule_twice_is_refused_with_the_way_out(bench: Bench) -> None:
    await bench.add(days="Mon-Fri")
    card = await bench.add(days="weekdays")
    assert "already has a quiz at 09:00, Mon–Fri" in text(card)
    assert "/schedule edit schedule:1" in text(card)
    assert "is added" in text(await bench.add(days="weekends"))
    assert "already has a quiz" in text(await bench.edit(2, days="Mon-Fri"))
    assert "is changed" in text(await bench.edit(2, days="Sat, Sun", thread=True))


async def test_a_guild_has_twenty_schedules_at_most(bench: Bench) -> None:
    for hour in range(MOST):
        await bench.add(f"{hour:02}:00")
    assert f"There are {MOST} schedules already" in text(await bench.add("23:30"))
    listed = await bench.scheduling.show(ADA)
    assert len(text(listed)) < 3000
    assert "20 · this chat 19:00 daily Europe/Berlin · next 2026-11-24 18:00 UTC" in text(listed)


async def test_the_list_fits_a_message_whatever_is_amiss(bench: Bench) -> None:
    for hour in range(MOST):
        await bench.add(
            f"{hour:02}:45", zone="America/Argentina/Buenos_Aires", days="mon,wed,fri,sun", channel_id=10**18
        )
    bench.paper.refuses = "I may not post in its channel. Allow View Channel, Send Messages and Read Message History."
    for hour in range(MOST):
        await bench.at(f"2026-11-25 {hour:02}:46", "America/Argentina/Buenos_Aires")
    view = view_of([await bench.scheduling.show(ADA)])
    assert view.content_length() < TEXT_LIMIT * 0.9


async def test_only_admins_keep_schedules(bench: Bench) -> None:
    await bench.add()
    scheduling = bench.scheduling
    cards = [
        await scheduling.add(ANA, Typed(time="10:00", channel_id=QUIZ)),
        await scheduling.edit(ANA, 1, Typed(time="10:00")),
        await scheduling.show(ANA),
        await scheduling.pause(ANA, 1),
        await scheduling.resume(ANA, 1),
        await scheduling.skip(ANA, 1),
        await scheduling.run(ANA, 1),
        *await scheduling.preview(ANA, 1),
        await scheduling.remove(ANA, 1),
        await scheduling.remove_for_sure(ANA, RemoveSchedule(1)),
        await scheduling.blackout(ANA, "tomorrow"),
    ]
    assert {text(card) for card in cards} == {text(admins_only(texts_in("english")))}
    assert await scheduling.choices(ANA) == []
    assert await bench.due() == ["2026-11-24 08:00"]


async def test_an_unknown_schedule_is_named(bench: Bench) -> None:
    await bench.add()
    assert text(await bench.scheduling.pause(ADA, 9)) == "There is no schedule 9. /schedule list shows those there are."


async def test_the_only_schedule_need_not_be_named(bench: Bench) -> None:
    assert "no schedule yet" in text(await bench.scheduling.pause(ADA, None))
    await bench.add()
    assert "Schedule 1 is paused." in text(await bench.scheduling.pause(ADA, None))
    await bench.add("10:00")
    assert "Say which schedule: 1, 2." in text(await bench.scheduling.resume(ADA, None))


async def test_the_list_tells_what_is_paused_missed_and_to_know(bench: Bench) -> None:
    await bench.add()
    await bench.add("10:00", channel_id=TEAM)
    await bench.scheduling.pause(ADA, 2)
    await bench.at("2026-11-24 13:00")
    listed = text(await bench.scheduling.show(ADA))
    assert "next 2026-11-25 08:00 UTC (2026-11-25 08:00 UTC) · missed Tue 24 Nov 2026" in listed
    assert "2 · this chat 10:00 daily Europe/Berlin · paused: by hand." in listed
    assert "Schedule 1 missed its quiz" in listed
    details = text(await bench.scheduling.show(ADA, 1))
    assert "Last trouble: missed Tue 24 Nov 2026: I was not running when it was due." in details


async def test_a_refused_round_pauses_its_schedule_until_it_is_resumed(bench: Bench) -> None:
    await bench.add()
    bench.paper.refuses = "I may not post in its channel."
    await bench.at("2026-11-24 09:00")
    listed = text(await bench.scheduling.show(ADA))
    assert "paused: I may not post in its channel." in listed
    assert "could not post Tue 24 Nov 2026" in listed
    assert await bench.planned() == []
    assert "Paused: I may not post" in text(await bench.edit(1, thread=True))
    resumed = await bench.scheduling.resume(ADA, 1)
    assert moments(resumed)[0] == "2026-11-25 08:00"
    async with bench.database.reading() as connection:
        assert await notices.of_guild(connection, GUILD) == []


async def test_another_channel_is_all_that_a_schedule_without_its_own_waits_for(bench: Bench) -> None:
    await bench.add()
    bench.paper.refuses = "its channel is gone. Name another with /schedule edit."
    await bench.at("2026-11-24 09:00")
    edited = await bench.edit(1, channel_id=TEAM)
    assert "Paused" not in text(edited)
    assert moments(edited)[0] == "2026-11-25 08:00"
    async with bench.database.reading() as connection:
        assert await notices.of_guild(connection, GUILD) == []


async def test_another_channel_does_not_wake_a_schedule_that_was_paused_by_hand(bench: Bench) -> None:
    await bench.add()
    await bench.scheduling.pause(ADA, 1)
    assert "Paused: by hand." in text(await bench.edit(1, channel_id=TEAM))


async def test_resuming_without_rights_changes_nothing(bench: Bench) -> None:
    await bench.add()
    await bench.scheduling.pause(ADA, 1)
    refused = await bench.scheduling.resume(ADA, 1, rights=lambda _: ["I can't post there."])
    assert text(refused) == "I can't post there."
    assert await bench.planned() == []


async def test_removing_asks_first_and_says_when_it_is_gone_already(bench: Bench) -> None:
    await bench.add()
    async with bench.database.writing() as connection:
        await notices.raise_(connection, Notice(GUILD, "bank:1", "few left", 7), bench.clock())
    asked = await bench.scheduling.remove(ADA, 1)
    assert [button.action for button in asked.buttons] == [RemoveSchedule(1)]
    assert await bench.due() != []
    assert text(await bench.assistant.follow(ADA, RemoveSchedule(1), press_id=70)) == "Schedule 1 is removed."
    assert "There is no schedule 1." in text(await bench.assistant.follow(ADA, RemoveSchedule(1), press_id=71))
    assert await bench.planned() == []
    async with bench.database.reading() as connection:
        assert await notices.of_guild(connection, GUILD) == []


async def test_an_interaction_is_carried_out_once_by_whatever_process(bench: Bench) -> None:
    typed = Typed(time="09:00", channel_id=QUIZ)
    await bench.scheduling.add(ADA, typed, act=90)
    with pytest.raises(Doubled):
        await bench.scheduling.add(ADA, typed, act=90)
    await bench.scheduling.skip(ADA, 1, act=91)
    with pytest.raises(Doubled):
        await bench.scheduling.skip(ADA, 1, act=91)
    assert await bench.due() == ["2026-11-25 09:00"]


async def test_a_roadmap_without_questions_is_not_blamed_on_the_topics(bench: Bench) -> None:
    scheduling = Scheduling(bench.database, bench.asking.guide, (), bench.clock)
    said = text(await scheduling.add(ADA, Typed(time="09:00", channel_id=QUIZ)))
    assert said.startswith("There is nothing to ask: my roadmap has no questions.")
    assert "Name other topics" not in said
