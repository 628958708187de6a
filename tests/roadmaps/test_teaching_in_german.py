"""Teaching about a German roadmap: those who teach, and those who may not, read no English."""

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.ask.service import Asking
from bot.assistant import Assistant
from bot.frontends.discord.forms import teach_form
from bot.frontends.terminal.commands import COMMANDS
from bot.guilds.governing import Wishes
from bot.people import Member
from bot.teach.actions import (
    ConfirmTaught,
    Dismiss,
    GiveReason,
    GrowAction,
    ListTaught,
    ListUnanswered,
    Rate,
    RemoveTaught,
    ShowVotes,
    Teach,
)
from bot.teach.teaching import Wish
from knowledge.kinds import QuestionKind
from knowledge.labels import Label
from knowledge.languages import texts, texts_in
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.roadmaps.german import all_of, english_words, in_english
from tests.roadmaps.shelf import BACKUPS, asking_about

BREAK, WEATHER = "wann ist Mittagspause", "wie wird das wetter morgen"
NIGHT = "unser backup ist morgens nicht fertig"
ADA, ANA = Member(5_000, 7, "Ada", admin=True), Member(5_000, 8, "Ana")
SAID_OF = re.compile("|".join(re.escape(command.usage) for command in COMMANDS if command.takes))
"""How commands are written: their words stand for what is typed in any language."""


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    return english_words()


@pytest.fixture
async def assistant(backups: Asking, tmp_path: Path) -> AsyncIterator[Assistant]:
    clock = SetClock(datetime(2026, 11, 20, 10, tzinfo=UTC))
    examples = (
        Label(NIGHT, QuestionKind.PROBLEM, ("inkrementelle-sicherung",)),
        Label("was ist Vollsicherung", QuestionKind.LOOKUP, ("vollsicherung",)),
        Label(WEATHER, QuestionKind.NONE),
    )
    async with kept(backups, tmp_path / "kept.db", clock) as opened:
        yield Assistant(backups, opened.database, clock, lambda: examples)


def number(said: str, label: str) -> str:
    """Find what to type for a choice in what was shown last."""
    last = said.rstrip("\n").splitlines()[-1]
    found = re.search(rf"(\d+) {re.escape(label)}(?:  |$)", last)
    assert found is not None, said
    return found[1]


def left(said: list[str], english: frozenset[str]) -> list[str]:
    return [line for one in said for line in in_english(SAID_OF.sub("", one), english)]


async def test_teaching_in_a_terminal_is_german(assistant: Assistant, english: frozenset[str]) -> None:
    talk = Talk(assistant, "Ada")
    said = [await talk.say("/teach"), await talk.say(BREAK)]
    said += [await talk.say(number(said[-1], "Beibringen")), await talk.say("")]
    await talk.say(BREAK)
    await talk.say(number(said[1], "Beibringen"))
    said.append(await talk.say("Um zwölf, sagt Team Blau."))
    taught = said[-1]
    said.append(await talk.say(BREAK))
    assert "Quelle: auf diesem Server beigebracht" in said[-1]
    said += [await talk.say(f"/teach {BREAK} = {answer}") for answer in ("Vollsicherung", "Kopieren", "Luigi", '"')]
    said += [await talk.say("/teach ab = Vollsicherung"), await talk.say(f'/teach {BREAK} = "{"a" * 700}"')]
    said += [await talk.say("/teach = "), await talk.say("/teach")]
    said.append(await talk.say(number(said[-1], "Nr. 1 entfernen")))
    assert said[-1].startswith("Nicht mehr beigebracht:")
    assert "„wann ist Mittagspause“" in said[-1]
    assert "Gelernt. Ab jetzt antworte ich:" in taught
    assert left(said, english) == []


async def test_what_teaching_would_break_is_told_in_german(assistant: Assistant, english: frozenset[str]) -> None:
    talk = Talk(assistant, "Ada")
    said = [await talk.say(f"/teach {asked} = Überwachung") for asked in (NIGHT, "was ist Vollsicherung", WEATHER)]
    assert all(one.startswith("Damit wären Antworten falsch, die heute stimmen:") for one in said)
    assert "– keine Antwort" in said[-1]
    said.append(await talk.say(number(said[-1], "Trotzdem beibringen")))
    said.append(await talk.say(f"/teach {NIGHT} = Überwachung"))
    said.append(await talk.say(number(said[-1], "Lieber nicht")))
    assert said[-1].startswith("Es bleibt, wie es war:")
    assert left(said, english) == []


async def test_what_was_missed_is_listed_in_german(assistant: Assistant, english: frozenset[str]) -> None:
    talk = Talk(assistant, "Ada")
    said = [await talk.say("/unanswered"), await talk.say("/unanswered bald")]
    await assistant.governing.set(talk.chat._member, Wishes(unanswered=True))
    assistant.lessons.forget(talk.chat._member.guild_id)
    said.append(await talk.say("/unanswered"))
    for asked in (BREAK, WEATHER, "wer gewinnt die wahl", "was kostet ein auto", "und nun singen"):
        await talk.say(asked)
    await talk.say("was ist Vollsicherung")
    said += [await talk.say("/unhelpful zu lang"), await talk.say("/unanswered")]
    assert said[-1].startswith("Unbeantwortete Fragen: 6 (Seite 1 von 2)")
    said.append(await talk.say(number(said[-1], "Was geholfen hat")))
    assert "Vollsicherung (Nachschlagen): 0 hilfreich, 1 nicht" in said[-1]
    said.append(await talk.say("/unanswered 2"))
    said.append(await talk.say(number(said[-1], "Nr. 1 verwerfen")))
    said.append(await talk.say(number(said[-1], "Zurück zur Liste")))
    said.append(await talk.say(number(said[-1], "Nr. 1 beibringen")))
    assert left(said, english) == []


async def test_who_may_not_teach_is_told_so_in_german(assistant: Assistant, english: frozenset[str]) -> None:
    pressed: tuple[GrowAction, ...] = (
        ConfirmTaught(1),
        RemoveTaught(1),
        ListTaught(1),
        ListUnanswered(1),
        Dismiss(1),
        ShowVotes(),
    )
    said = [all_of(await assistant.follow(ANA, action, place)) for place, action in enumerate(pressed)]
    said.append(all_of(await assistant.teaching.teach(ANA, Wish(BREAK, text="Um zwölf."))))
    assert {*said} == {texts_in("german")("teachers-only")}
    assert left(said, english) == []


async def test_what_is_gone_or_cannot_be_is_told_in_german(assistant: Assistant, english: frozenset[str]) -> None:
    gone: tuple[GrowAction, ...] = (
        ConfirmTaught(9),
        RemoveTaught(9),
        Dismiss(9),
        ShowVotes(),
        Teach(),
        GiveReason("5", "problem", "saga"),
    )
    shown = [await assistant.follow(ADA, action, place, BREAK) for place, action in enumerate(gone)]
    vote = Rate("lookup", "vollsicherung", helpful=False)
    shown += [await assistant.missed.rate(ANA, vote, message, "was ist Vollsicherung") for message in (0, 3)]
    reasons = [GiveReason(message, "lookup", "vollsicherung") for message in ("3", "4")]
    shown += [await assistant.missed.explain(ANA, reason, "zu lang") for reason in reasons]
    assert left([all_of(card) for card in shown], english) == []


async def test_who_is_no_admin_is_told_so_in_german(assistant: Assistant) -> None:
    shown = [await assistant.governing.show(ANA), await assistant.governing.set(ANA, Wishes(unanswered=True))]
    shown += [await assistant.boards.start_season(ANA), await assistant.scheduling.show(ANA)]
    shown.append(await assistant.reviewing.void(ANA, "a", "unklar"))
    assert {all_of(card) for card in shown} == {"Dafür brauchst du das Recht „Server verwalten“."}


def test_every_kind_of_question_that_is_answered_has_a_name(backups: Asking) -> None:
    say = texts(backups.guide.roadmap)
    named = {kind for kind in QuestionKind if f"kind-{kind.value.replace('_', '-')}" in say.phrases}
    assert {*QuestionKind} - named == {QuestionKind.NONE}


def test_forms_of_teaching_are_german(backups: Asking, english: frozenset[str]) -> None:
    form = teach_form(Teach(), BREAK, texts(backups.guide.roadmap))
    said = [form.title]
    for item in form.to_dict()["components"]:
        said += [item["label"], item.get("description") or ""]
    assert said[:2] == ["Bring mir eine Antwort bei", "Die Frage"]
    assert left(said, english) == []


async def test_help_in_a_terminal_is_german(assistant: Assistant, english: frozenset[str]) -> None:
    said = await Talk(assistant).say("/help")
    assert said.startswith("Was du schreiben kannst")
    assert left([said], english) == []
