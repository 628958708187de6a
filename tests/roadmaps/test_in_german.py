"""A German roadmap in a terminal: whatever a member asks for, they read no English."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from bot.ask.followups import Carried, Subject, resolve
from bot.ask.help import help_card
from bot.ask.service import Asking
from bot.layout import written
from bot.learn.map_words import alt_text
from bot.learn.mapping import map_of, team_map_of
from knowledge.bank import bank_of
from knowledge.kinds import QuestionKind
from knowledge.languages import texts_in
from knowledge.outcomes import Answered
from knowledge.text import tokens
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.roadmaps.shelf import BACKUPS, asking_about

NEW_BACKUP = Subject(QuestionKind.PROBLEM, ("inkrementelle-sicherung",))
ASKED = (
    "unser backup ist morgens nicht fertig",
    "was ist Vollsicherung",
    "was ist RTO",
    "was muss ich vor der Rücksicherungsübung wissen",
    "baut die Auslagerung auf der Vollsicherung auf?",
    "was braucht die Vollsicherung?",
    "wer braucht die Überwachung?",
    "was baut auf der Vollsicherung auf",
    "was kommt nach der Auslagerung",
    "was kommt nach den Aufbewahrungsfristen",
    "was steht vor der Vollsicherung",
    "was passt zur inkrementellen Sicherung",
    "was passt zur Vollsicherung",
    "in welcher Gruppe ist die Überwachung",
    "Überwachung oder Auslagerung",
    "wie komme ich zur Rücksicherungsübung",
    "was geht schief bei der inkrementellen Sicherung",
    "die kette reißt",
    "backup",
    "wie wird das wetter",
    "?!",
    "und was passt dazu?",
    "a" * 2100,
)
TYPED = (
    "/pattern Überwachung",
    "/pattern Unsinn",
    "/pattern Kopieren",
    "/compare Überwachung, Auslagerung",
    "/compare Überwachung",
    "/compare Überwachung, Überwachung",
    "/path Rücksicherungsübung",
    "/path Aufbewahrungsfristen full",
    "/path Unsinn",
    "/roadmap",
    "/roadmap 2",
    "/challenge",
    "/quiz",
    "/quiz past",
    "/quiz 7",
    "/pattern",
    "/unsinn",
    "99",
    "/practice Unsinn",
    "/practice Kopieren hard 2",
    "/report practice stimmt nicht",
)


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    """Give the words of our English texts that neither our German ones nor the roadmap's files have."""
    ours, theirs = ({*_words(texts_in(language).phrases.values())} for language in ("english", "german"))
    files = {*_words(path.read_text(encoding="utf-8") for path in BACKUPS.rglob("*.yaml"))}
    return frozenset(ours - theirs - files - {"add"})


def _words(said: Iterable[str]) -> Iterator[str]:
    for text in said:
        yield from tokens(text)


def in_english(said: str, english: frozenset[str]) -> list[str]:
    """Give the lines in which an English word stands; commands have theirs."""
    lines = said.splitlines()
    return [line for line in lines if english & {*tokens(" ".join(w for w in line.split() if not w.startswith("/")))}]


async def test_nothing_that_is_answered_is_english(backups: Asking, english: frozenset[str], tmp_path: Path) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk = Talk(assistant, "Ada")
        said = [talk.greeting()]
        for line in ASKED:
            said += [await talk.say(line), await talk.say("/why")]
        assert [line for one in said for line in in_english(one, english)] == []


async def test_nothing_behind_a_button_is_english(backups: Asking, english: frozenset[str], tmp_path: Path) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk = Talk(assistant)
        said = []
        for line in ASKED[:3]:
            for button in ("1", "2", "3", "4", "5"):
                await talk.say(line)
                said.append(await talk.say(button))
        assert [line for one in said for line in in_english(one, english)] == []


async def test_nothing_that_a_command_shows_is_english(
    backups: Asking, english: frozenset[str], tmp_path: Path
) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk = Talk(assistant)
        said = [await talk.say(line) for line in TYPED]
        assert [line for one in said for line in in_english(one, english)] == []


async def test_practice_is_german_to_its_end(backups: Asking, english: frozenset[str], tmp_path: Path) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk = Talk(assistant)
        said = [await talk.say("/practice 12")]
        for _ in range(12):
            said.append(await talk.say("A"))
            # The first choice under what came of an answer leads on.
            said.append(await talk.say("1"))
        said += [await talk.say("/practice 2"), await talk.say("/path Rücksicherungsübung")]
        said += [await talk.say("/roadmap"), await talk.say("/practice Kopieren 50")]
        assert "Die Übung ist vorbei" in "".join(said)
        assert [line for one in said for line in in_english(one, english)] == []


def test_no_question_of_the_tables_is_english(backups: Asking, english: frozenset[str]) -> None:
    bank = bank_of(backups.guide.roadmap)
    said = [text for item in bank for text in (item.stem, *(one.why for one in item.options))]
    assert len(bank) > 30
    assert [line for one in said for line in in_english(one, english)] == []


def test_nouns_keep_their_capitals_within_a_question(backups: Asking) -> None:
    stems = [item.stem for item in bank_of(backups.guide.roadmap)]
    assert any("Brand oder Diebstahl" in stem for stem in stems)
    assert not any("brand oder Diebstahl" in stem for stem in stems)


def test_help_and_maps_are_german(backups: Asking, english: frozenset[str]) -> None:
    roadmap = backups.guide.roadmap
    said = [written(help_card(roadmap)), alt_text(map_of(roadmap, {}, "Ada"))]
    said.append(alt_text(team_map_of(roadmap, {"kopieren": 4}, 5)))
    named = "Apps → Answer from the roadmap"
    assert [line for one in said for line in in_english(one.replace(named, ""), english)] == []


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("und was passt dazu?", QuestionKind.SUPPORTS),
        ("was kommt danach?", QuestionKind.NEXT),
        ("und dann?", QuestionKind.NEXT),
        ("was kommt davor?", QuestionKind.PREVIOUS),
        ("was braucht das?", QuestionKind.PREREQUISITES),
        ("was muss ich vorher wissen?", QuestionKind.PREREQUISITES),
        ("worauf baut das auf?", QuestionKind.PREREQUISITES),
        ("wer braucht das?", QuestionKind.NEEDED_BY),
        ("was baut darauf auf?", QuestionKind.NEEDED_BY),
        ("was kann schiefgehen?", QuestionKind.PITFALL),
        ("wo liegen die Fallstricke?", QuestionKind.PITFALL),
        ("wie komme ich dahin?", QuestionKind.PATH),
        ("in welcher Gruppe ist das?", QuestionKind.GROUP),
        ("was ist das?", QuestionKind.LOOKUP),
        ("erklär das genauer", QuestionKind.LOOKUP),
        ("warum nicht Überwachung?", QuestionKind.COMPARE),
        ("oder Auslagerung?", QuestionKind.COMPARE),
        ("braucht das die Vollsicherung?", QuestionKind.PREREQUISITES),
    ],
)
def test_a_german_follow_up_asks_about_what_was_spoken_of(backups: Asking, said: str, kind: QuestionKind) -> None:
    carried = resolve(backups.guide, NEW_BACKUP, said)
    assert isinstance(carried, Carried), said
    assert "Inkrementelle Sicherung" in carried.question
    (outcome,) = backups.guide.ask(carried.question).outcomes
    assert isinstance(outcome, Answered)
    assert outcome.answer.kind is kind


@pytest.mark.parametrize("said", ["was ist der Sinn des Lebens?", "und was ist Überwachung?", "wie spät ist es?"])
def test_what_only_sounds_like_one_stands_for_itself(backups: Asking, said: str) -> None:
    assert resolve(backups.guide, NEW_BACKUP, said) is None
