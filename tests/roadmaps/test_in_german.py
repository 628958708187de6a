"""A German roadmap in a terminal: whatever a member asks for, they read no English."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.actions import DeleteMe, HideMe, ReportQuestion, ShowBoard
from bot.ask.followups import Carried, Subject, resolve
from bot.ask.help import help_card
from bot.ask.service import Asking
from bot.guilds.guild import change
from bot.layout import written
from bot.learn.map_words import alt_text
from bot.learn.mapping import map_of, team_map_of
from bot.people import NOWHERE, Member
from bot.scores.boards import AROUND
from knowledge.bank import bank_of
from knowledge.kinds import QuestionKind
from knowledge.outcomes import Answered
from tests.bot.clocks import SetClock
from tests.bot.frontends.terminal.talking import Talk, kept
from tests.bot.quiz.rounds_in import daily
from tests.bot.scores.played import RIGHT, WRONG, played, question
from tests.roadmaps.german import all_of, english_words, in_english
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
    "/leaderboard",
    "/leaderboard week",
    "/leaderboard season",
    "/leaderboard season start Herbst",
    "/leaderboard season start Winter",
    "/leaderboard season",
    "/leaderboard season end",
    "/leaderboard season end",
    "/leaderboard season",
    "/leaderboard all",
    "/me",
)
NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)
ANA, BO, ADA = Member(1, 1, "Ana"), Member(1, 2, "Bo"), Member(1, 9, "Ada", admin=True)


@pytest.fixture(scope="module")
def backups(cache_home: Path) -> Asking:
    return asking_about(BACKUPS, cache_home)


@pytest.fixture(scope="module")
def english() -> frozenset[str]:
    return english_words()


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


@pytest.mark.parametrize("typed", ["/quiz x", "/leaderboard week 1 2", "/report"])
async def test_how_a_command_is_written_is_told_in_german(backups: Asking, tmp_path: Path, typed: str) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        assert (await Talk(assistant).say(typed)).startswith(f"Schreib {typed.split(maxsplit=1)[0]} ")


async def test_thanks_for_a_vote_are_german(backups: Asking, tmp_path: Path) -> None:
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk = Talk(assistant)
        assert "Noch gibt es keine Antwort" in await talk.say("/helpful")
        await talk.say("was ist Vollsicherung")
        assert await talk.say("/helpful") == "Danke. /unhelpful ändert es.\n\n"
        assert "sagt, was gefehlt hat." in await talk.say("/unhelpful")
        assert await talk.say("/unhelpful zu kurz") == "Danke für den Hinweis.\n\n"


async def test_nothing_behind_one_s_own_page_is_english(
    backups: Asking, english: frozenset[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # One's own data are written where the terminal was started.
    monkeypatch.chdir(tmp_path)
    async with kept(backups, tmp_path / "kept.db") as assistant:
        talk, said = Talk(assistant), []
        for presses in (("2",), ("3",), ("4", "1"), ("5",), ("6",), ("6", "1"), ("6", "2")):
            await talk.say("/me")
            said += [await talk.say(press) for press in presses]
        assert "Die Listen hier zeigen deinen Namen wieder." in "".join(said)
        assert "Auf keinem Server hebe ich noch etwas über dich auf." in "".join(said)
        assert [line for one in said for line in in_english(one, english)] == []


async def test_boards_and_scores_are_german(backups: Asking, english: frozenset[str], tmp_path: Path) -> None:
    async with kept(backups, tmp_path / "kept.db", SetClock(NOON + timedelta(days=2))) as assistant:
        database, boards, pages = assistant.database, assistant.boards, assistant.own_pages
        schedule = await daily(database, 1, 5, NOON)
        everybody = dict.fromkeys(range(1, 13), RIGHT)
        await played(database, NOON, everybody, schedule=schedule, asked=question("a", 3, "kopieren"))
        await played(database, NOON + timedelta(days=1), {1: RIGHT, 2: WRONG}, schedule=schedule, asked=question("b"))
        month = ShowBoard("month", 1)
        shown = [await boards.show(ANA, month), await boards.show(BO, ShowBoard("month", AROUND), private=False)]
        shown += [await boards.show(BO, ShowBoard("week", 2)), await pages.show(BO), await pages.show(ANA)]
        shown += [await pages.hide(ANA, HideMe(hidden=True)), await boards.show(BO, month), await pages.show(ANA)]
        async with database.writing() as connection:
            await change(connection, 1, hidden_board=True)
        shown += [await boards.show(one, month) for one in (BO, ADA, Member(1, 99, "Neu"))]
        nowhere = Member(NOWHERE, 1, "Ana")
        shown += [await boards.show(nowhere, month), await pages.show(nowhere)]
        shown.append(await pages.delete(nowhere, DeleteMe(everywhere=False)))
    assert written(shown[0]).splitlines()[:3] == [
        "März 2026 · 2 Quiz",
        "Du: Platz 1 von 12, 30 Punkte, 100 %",
        "1 · Person 1 (du) · 30 Punkte · 100 % · 2 in Folge",
    ]
    assert "Serie: 2 in Folge, Rekord 2, 2 Joker" in written(shown[3])
    assert [line for card in shown for line in in_english(all_of(card), english)] == []


async def test_reports_of_a_quiz_s_question_are_german(
    backups: Asking, english: frozenset[str], tmp_path: Path
) -> None:
    async with kept(backups, tmp_path / "kept.db", SetClock(NOON + timedelta(days=2))) as assistant:
        await played(assistant.database, NOON, {1: RIGHT}, asked=question("a"))
        shown = [await assistant.follow(ANA, ReportQuestion(1), 0)]
        shown += [
            await assistant.reviewing.report(ANA, *said) for said in ((1, "A stimmt auch"), (1, "x"), (7, "nein"))
        ]
        await assistant.reviewing.void(ADA, "a", "unklar")
        shown.append(await assistant.reviewing.report(ANA, 1, "A stimmt auch"))
    assert written(shown[1]).startswith("Danke, dass du die Frage von Quiz 1 gemeldet hast.")
    assert [line for card in shown for line in in_english(all_of(card), english)] == []


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
    said = [written(help_card(roadmap, admin=True)), alt_text(map_of(roadmap, {}, "Ada"))]
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
