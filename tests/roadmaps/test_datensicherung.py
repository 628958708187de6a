"""A roadmap in German: asked in German, with umlauts or without, and completed by its own names."""

import unicodedata
from pathlib import Path

import pytest

from bot.ask.completion import entries_like
from bot.ask.record import record
from bot.ask.service import Asking
from knowledge.faults import RoadmapError
from knowledge.loader import load
from knowledge.outcomes import Answered
from tests.knowledge.folders import Folder
from tests.roadmaps.shelf import BACKUPS, asking_about


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


def asked(asking: Asking, question: str) -> tuple[str, str, list[str]]:
    said = record(asking.guide.roadmap, question, asking.answer(question))
    return said["outcome"], said["kind"], said["patterns"]


@pytest.mark.parametrize(
    ("question", "kind", "pattern"),
    [
        ("Was ist die Rücksicherungsübung?", "lookup", "ruecksicherungsuebung"),
        ("Was ist die RTO?", "lookup", "ruecksicherungsuebung"),
        ("Was muss ich vor der inkrementellen Sicherung wissen?", "prerequisites", "inkrementelle-sicherung"),
        ("Worauf baut die inkrementelle Sicherung auf?", "prerequisites", "inkrementelle-sicherung"),
        ("Welche Verfahren bauen auf der Vollsicherung auf?", "needed_by", "vollsicherung"),
        ("Was kommt nach der Auslagerung?", "next", "auslagerung"),
        ("Welches Kapitel steht vor der Überwachung?", "previous", "ueberwachung"),
        ("Was passt zur inkrementellen Sicherung?", "supports", "inkrementelle-sicherung"),
        ("In welcher Gruppe ist die Überwachung?", "group", "ueberwachung"),
        ("Welche Verfahren sind in der zweiten Gruppe?", "group", "aufbewahrungsfristen"),
        ("Überwachung oder Rücksicherungsübung?", "compare", "ueberwachung"),
        ("Wie komme ich zur Rücksicherungsübung?", "path", "ruecksicherungsuebung"),
        ("Was geht schief bei der inkrementellen Sicherung?", "pitfall", "inkrementelle-sicherung"),
        ("Unser Backup war morgens immer noch nicht fertig.", "problem", "inkrementelle-sicherung"),
        ("Der Einbrecher hat auch die Sicherungsplatte gestohlen.", "problem", "auslagerung"),
        ("Welches Verfahren hilft, wenn der Speicher voll alter Kopien ist?", "problem", "aufbewahrungsfristen"),
    ],
)
def test_every_kind_of_question_is_understood_in_german(
    backups: Asking, question: str, kind: str, pattern: str
) -> None:
    outcome, told, patterns = asked(backups, question)
    assert (outcome, told) == ("answer", kind)
    assert pattern in patterns


@pytest.mark.parametrize("question", ["Wann ist Mittagspause?", "Wie wird das Wetter morgen?", "Mein Hund ist krank."])
def test_what_it_does_not_know_it_does_not_answer(backups: Asking, question: str) -> None:
    assert asked(backups, question)[0] == "none"


@pytest.mark.parametrize(
    "typed",
    [
        "was ist Rücksicherungsübung",
        unicodedata.normalize("NFD", "was ist Rücksicherungsübung"),
        "WAS IST RÜCKSICHERUNGSÜBUNG",
        "was ist ruecksicherungsuebung",
        "was ist rucksicherungsubung",
        "was ist Rücksicherungs-Übung",
        "was ist rücksicherngsübung",
    ],
)
def test_umlauts_may_be_typed_in_any_way(backups: Asking, typed: str) -> None:
    assert asked(backups, typed) == ("answer", "lookup", ["ruecksicherungsuebung"])


@pytest.mark.parametrize("typed", ["über", "Über", "ueber", "uber", unicodedata.normalize("NFD", "Über")])
def test_names_are_completed_however_their_umlauts_are_typed(backups: Asking, typed: str) -> None:
    assert [entry.name for entry in entries_like(backups.guide.roadmap, typed)][:1] == ["Überwachung"]


def test_texts_use_the_words_of_the_roadmap(backups: Asking) -> None:
    said = record(backups.guide.roadmap, "", backups.answer("was ist Überwachung"))["text"]
    assert "Kapitel 5 von 6" in said
    assert "Wenn die Nacht still bleibt" in said


def test_a_language_that_is_not_known_is_refused_with_those_that_are(tmp_path: Path) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("roadmap.yaml", "language: english", "language: latin")
    with pytest.raises(RoadmapError, match=r'roadmap\.yaml:4: language: "latin" is not one of english, german\.'):
        load(folder.path)


def test_two_questions_that_are_joined_in_german_are_answered_each(backups: Asking) -> None:
    reply = backups.guide.ask("was kommt nach der Auslagerung und worauf baut die Rücksicherungsübung auf?")
    assert [outcome.answer.patterns for outcome in reply.outcomes if isinstance(outcome, Answered)] == [
        ("auslagerung",),
        ("ruecksicherungsuebung",),
    ]
