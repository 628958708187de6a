"""A German roadmap in the hands of admins: whatever they set, ask and are told, they read no English."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import KeepQuestion, ListQuestions, ListReports, RemoveSchedule
from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.cards import Card
from bot.frontends.terminal.commands import SCHEDULE
from bot.frontends.terminal.moments import told as as_in_a_terminal
from bot.guilds import life, notices
from bot.guilds.governing import Wishes
from bot.guilds.guild import change
from bot.layout import written
from bot.people import Member
from bot.quiz import rounds
from bot.quiz.channels import Refused, Sent
from bot.quiz.choosing import NoneLeft, Reason
from bot.quiz.drafting import everything_allowed, faults_of
from bot.quiz.opening import Opening, nothing_left
from bot.quiz.round import Round, State
from bot.quiz.schedule_cards import label_of
from bot.quiz.typed import Typed
from knowledge.languages import texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.bot.quiz.paper import Paper
from tests.bot.quiz.rounds_in import terms
from tests.bot.quiz.scheduled import ADA, GUILD, QUIZ, TEAM, TUESDAY, Bench
from tests.bot.scores.played import RIGHT, played, question
from tests.roadmaps.german import all_of, english_words, in_english
from tests.roadmaps.shelf import BACKUPS, asking_about

GERMAN = texts_in("german")
NAMES = re.compile(r"\b(?:derived-[a-z0-9-]+|[a-z_]+_[a-z_]+:)")
"""Ids of questions and names of options, which are the same in any language."""
TYPED = (
    "/schedule",
    "/schedule add",
    "/schedule add mitternachts",
    "/schedule add midnight",
    "/schedule add 9",
    "/schedule add 14:00 Dings Europe/Berlin",
    "/schedule add 09:30 Mo-Mi-Fr",
    "/schedule add 09:30 Mo–Fr CST",
    "/schedule add 09:30 Mo–Fr +2",
    "/schedule add 09:30 Mo–Fr Berlinn",
    "/schedule add 09:30 Mo–Fr Q",
    "/schedule add 25:00 topics: Unsinn difficulty: Dings open_for: lang catch_up: 99h",
    "/schedule add 09:30 open_for: 8",
    "/schedule add 09:30 open_for: 20.5m",
    "/schedule add 09:30 open_for: 1m",
    "/schedule add 09:30 Mo–Fr Europe/Berlin topics: Kopieren difficulty: leicht open_for: 1 Tag 2 Stunden",
    "/schedule add 09:30 Mo–Fr Europe/Berlin",
    "/schedule add 10:00 täglich Europe/Berlin catch_up: off",
    "/schedule",
    "/schedule pause",
    "/schedule list 1",
    "/schedule list 7",
    "/schedule list x",
    "/schedule unsinn",
    "/schedule pause 1",
    "/schedule pause 1",
    "/schedule skip 1",
    "/schedule edit 1 11:00",
    "/schedule edit 1",
    "/schedule",
    "/schedule list 1",
    "/schedule resume 1",
    "/schedule resume 1",
    "/schedule skip 1",
    "/schedule preview 1",
    "/schedule run 1",
    "/schedule blackout",
    "/schedule blackout 24. Dez – 1. Jan",
    "/schedule blackout 3. Mär 2027 schedule:1",
    "/schedule blackout irgendwann",
    "/schedule blackout 31. Feb",
    "/schedule blackout 3. Juno",
    "/schedule blackout 3",
    "/schedule blackout 2020-01-01",
    "/schedule blackout 2027-01-01 – 2029-01-01",
    "/schedule blackout 2027-01-02 – 2027-01-01",
    "/schedule blackout 1. Jan - 2. Jan - 3. Jan",
    "/schedule blackout",
    "/schedule list 1",
    "/schedule blackout 2027-06-01 lift",
    "/schedule blackout 26. Dez schedule:1 lift",
    "/schedule blackout 26. Dez lift",
    "/schedule remove 1",
    "1",
    "/settings",
    "/settings set",
    "/settings set zone: Tokio",
    "/settings set zone: CST open_for: nie retention: 3 catch_up: 99h",
    "/settings set unanswered: vielleicht",
    "/settings set open_for: 4 Stunden retention: 90 speed_points: on",
    "/settings set open_for: 4h",
    "/settings",
)


class Shut(Paper):
    """A channel that the bot does not see."""

    async def post(self, posted: Round, card: Card) -> Sent:
        return Refused("I can't see its channel.", name="refused-unseen")


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    # Values of an option, which are typed so in any language.
    return english_words() - {"easy", "medium", "hard", "any"}


@pytest.fixture
async def assistant(backups: Asking, tmp_path: Path) -> AsyncIterator[Assistant]:
    async with kept(backups, tmp_path / "kept.db", SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))) as opened:
        yield opened


@pytest.fixture
def bench(backups: Asking, assistant: Assistant) -> Bench:
    return Bench(backups, assistant.database)


def left(shown: Sequence[Card | str], english: frozenset[str]) -> list[str]:
    said = [
        one.replace(", ".join(SCHEDULE.words), "")
        if isinstance(one, str)
        else all_of(as_in_a_terminal(one, TUESDAY, GERMAN))
        for one in shown
    ]
    return [line for one in said for line in in_english(NAMES.sub("", one), english)]


async def told(bench: Bench) -> list[str]:
    async with bench.database.reading() as connection:
        return [notice.text for notice in await notices.of_guild(connection, GUILD)]


async def test_schedules_and_settings_in_a_terminal_are_german(assistant: Assistant, english: frozenset[str]) -> None:
    talk = Talk(assistant, "Ada")
    said: dict[str, str] = {}
    for line in TYPED:
        said.setdefault(line, await talk.say(line))
    assert "09:30 Mo–Fr Europe/Berlin · Kopieren, leicht" in said[TYPED[15]]
    assert "1 Tag 2 Stunden offen" in said[TYPED[15]]
    assert (
        "10:00 täglich Europe/Berlin · alle Themen" in said["/schedule add 10:00 täglich Europe/Berlin catch_up: off"]
    )
    assert said["/schedule pause"].startswith("Sag, welchen Zeitplan du meinst: 1, 2.")
    assert "Kein Quiz: Do 24. Dez 2026 – Fr 1. Jan 2027." in said["/schedule blackout 24. Dez – 1. Jan"]
    assert "Wieder mit Quiz: Do 24. Dez 2026 – Fr 1. Jan 2027." in said["/schedule blackout 26. Dez lift"]
    assert "Zeitplan 1 ist entfernt." in said["1"]
    assert "Offen für: 4 Stunden" in said["/settings set open_for: 4 Stunden retention: 90 speed_points: on"]
    assert left(list(said.values()), english) == []


async def test_what_keeps_a_schedule_from_being_saved_is_german(bench: Bench, english: frozenset[str]) -> None:
    shown: list[Card | str] = [await bench.scheduling.add(ADA, Typed(time="9:30")), await bench.add(ping_role=GUILD)]
    shown += [await bench.add("11:00"), await bench.add("11:00"), await bench.add("12:00", channel_id=TEAM)]
    for minute in range(18):
        await bench.add(f"13:{minute + 10}")
    shown.append(await bench.add("14:00"))
    roadmap = bench.asking.guide.roadmap
    others = [
        item for item in bench.assistant.bank if item.difficulty == 2 and "kopieren" not in (item.group, *item.patterns)
    ]
    wanted = [terms(QUIZ, topics=("kopieren",)), terms(QUIZ, difficulty=3)]
    wanted.append(replace(wanted[0], difficulty=3))
    for bank in (others, ()):
        faults = [fault for one in wanted for fault in faults_of(one, everything_allowed, roadmap, bank)]
        assert len(faults) == len(wanted)
        shown += [Card(fault) for fault in faults]
    shown += [nothing_left(NoneLeft(reason), GERMAN) for reason in Reason]
    (first, *_) = await bench.scheduling.choices(ADA)
    shown.append(label_of(replace(first, paused="x"), "#quiz", GERMAN))
    assert "Es ist kein Kanal genannt." in all_of(await bench.scheduling.add(ADA, Typed(time="9:30")))
    assert left(shown, english) == []


async def test_what_goes_wrong_with_a_schedule_is_told_in_german(
    backups: Asking, assistant: Assistant, english: frozenset[str]
) -> None:
    bench = Bench(backups, assistant.database, paper=Shut())
    await bench.add()
    await bench.at("2026-11-27 08:00")
    assert (await told(bench))[0].startswith("Zeitplan 1 hat sein Quiz vom Di 24. Nov 2026 verpasst: Ich lief nicht")
    said: list[Card | str] = [*await told(bench), await bench.scheduling.show(ADA)]
    said.append(await bench.scheduling.show(ADA, 1))
    await bench.scheduling.run(ADA, 1)
    await bench.tick()
    for minute in range(4):
        await bench.at(f"2026-11-27 09:0{minute}")
    said += [*await told(bench), await bench.scheduling.show(ADA), await bench.scheduling.show(ADA, 1)]
    said += [await bench.assistant.governing.show(ADA), *bench.paper.told]
    assert "Zeitplan 1 ist angehalten: Ich sehe den Kanal nicht." in " ".join(await told(bench))
    assert "Quiz 3, das du sofort wolltest, konnte nicht gepostet werden" in " ".join(await told(bench))
    assert left(said, english) == []


async def test_a_deleted_channel_is_told_of_in_german(bench: Bench, english: frozenset[str]) -> None:
    await bench.add()
    async with bench.database.writing() as connection:
        await change(connection, GUILD, channel_id=QUIZ)
    await life.channel_deleted(bench.database, GUILD, QUIZ, TUESDAY, GERMAN)
    assert "Zeitplan 1 ist angehalten: Sein Kanal wurde gelöscht." in " ".join(await told(bench))
    assert left([*await told(bench), await bench.scheduling.show(ADA)], english) == []


async def test_a_bank_that_runs_low_is_told_of_in_german(bench: Bench, english: frozenset[str]) -> None:
    await bench.add()
    bench.clock.move_to("2026-11-24 09:00", "Europe/Berlin")
    for size, ending in ((1, "keine neue Frage übrig."), (2, "nur eine neue Frage übrig."), (4, "nur 3 neue Fragen")):
        async with bench.database.writing() as connection:
            await notices.settle(connection, GUILD, "bank:1")
            (due,) = await rounds.in_states(connection, GUILD, (State.PLANNED,), 5)
            await Opening(bench.database, (), GERMAN)._warn(connection, due, size - 1, TUESDAY)
        assert ending in " ".join(await told(bench))
        assert left(await told(bench), english) == []


async def test_a_clock_change_is_told_of_in_german(bench: Bench, english: frozenset[str]) -> None:
    bench.clock.moment = datetime(2027, 3, 26, 12, tzinfo=UTC)
    skipped = await bench.add("02:30")
    bench.clock.moment = datetime(2026, 10, 23, 12, tzinfo=UTC)
    twice = await bench.add("02:15")
    assert "Am So 28. Mär 2027 überspringt die Uhr 02:30; das Quiz kommt um 03:30." in written(skipped)
    assert "Am So 25. Okt 2026 gibt es 02:15 zweimal" in written(twice)
    assert left([skipped, twice], english) == []


async def test_questions_and_reports_are_german(assistant: Assistant, english: frozenset[str]) -> None:
    ada, reviewing = Member(1, 9, "Ada", admin=True), assistant.reviewing
    noon = datetime(2026, 11, 10, 12, tzinfo=UTC)
    names = [item.id for item in assistant.bank[:4]]
    shown = [await reviewing.reports(ada, ListReports(1)), await reviewing.questions(ada, ListQuestions("nichts", 1))]
    await played(assistant.database, noon, {1: RIGHT}, asked=replace(assistant.bank[0]))
    await played(assistant.database, noon + timedelta(days=1), {}, asked=replace(question("weg"), stem="Was ist weg?"))
    for name in names:
        for person in range(1, 6 if name == names[0] else 2):
            await reviewing.report_question(Member(1, person, "Wer"), name, "stimmt so nicht")
    shown += [await reviewing.reports(ada, ListReports(page)) for page in (1, 2)]
    shown.append(await reviewing.keep(ada, KeepQuestion(names[1])))
    shown += [await reviewing.void(ada, *said) for said in ((names[0], "x"), ("99", "unklar"))]
    shown += [await reviewing.void(ada, name, "unklar") for name in (names[0], names[0], names[2])]
    shown += [await reviewing.questions(ada, ListQuestions("all", page)) for page in (1, 2)]
    shown += [await reviewing.restore(ada, name) for name in (names[0], names[0], "99")]
    assert "ist hier ungültig und wird nicht mehr gestellt." in written(shown[7])
    assert "1 Quiz zählt nicht mehr; 1 Person hatte geantwortet." in written(shown[7])
    assert left(shown, english) == []


async def test_every_setting_is_german(bench: Bench, english: frozenset[str]) -> None:
    governing = bench.assistant.governing
    shown = [await governing.set(ADA, Wishes()), await governing.set(ADA, Wishes(ask_channels="Dings"))]
    everything = Wishes("Europe/Berlin", QUIZ, "4h", "2h", True, True, "90", True, 5, f"<#{QUIZ}>")
    shown += [await governing.set(ADA, everything, deaf=True), await governing.show(ADA)]
    shown += [await governing.set(ADA, Wishes(open_for="5h")), await governing.set(ADA, Wishes(open_for="5h"))]
    shown.append(await bench.scheduling.remove_for_sure(ADA, RemoveSchedule(3)))
    assert "Antworten aufheben: 90 Tage lang" in written(shown[3])
    assert left(shown, english) == []
