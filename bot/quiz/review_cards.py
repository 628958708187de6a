"""What people and admins read about reported and void questions."""

from collections.abc import Sequence
from typing import Final

from bot.actions import KeepQuestion, ListQuestions, ListReports
from bot.cards import Button, Card, Code, Fine, Paragraph, Plain, Steps, Strong, Text, plain
from bot.filling import filled
from bot.quiz.cards import DIFFICULTIES
from bot.quiz.questions_here import Past, short
from bot.quiz.reports import Reported
from bot.quiz.schedule_cards import told as told  # noqa: PLC0414 - who reviews takes all that is said from here
from bot.quiz.withdrawals import Withdrawal
from bot.scores.wording import share
from knowledge.bank import Item
from knowledge.texts import Texts

STEM: Final = 90
REASON: Final = 120
REASONS: Final = 3
"""So many reasons are shown of a question; one that many reported needs no more."""
EVERYTHING: Final = "all"
"""Stands in the place of a topic where there is none."""


def ask_reason(number: int, say: Texts) -> Card:
    """Say how a question is reported where there is no form for it."""
    how = filled(say, "how-to-report", command=(Code(f"/report {number} …"),))
    return told(how, say("admins-read"))


def thanks(number: int, say: Texts) -> Card:
    """Thank a person for a report."""
    return told(say("report-thanks-quiz", number=number), f"{say('report-seen')} {say('report-again')}")


def thanks_for(item: Item | None, say: Texts) -> Card:
    """Thank a person for the report of a practised question, and say which one that is; None where it is gone."""
    which = [] if item is None else [Paragraph(plain(short(item.stem, STEM)))]
    return told(say("report-thanks"), *which, say("report-seen"))


def reports_card(shown: Sequence[tuple[Reported, str]], total: int, page: int, pages: int) -> Card:
    """List reported questions with their stems and reasons."""
    if not shown:
        return told("No reports are waiting for you.")
    lines = tuple(_reported(reported, stem) for reported, stem in shown)
    more = "/questions void takes a question out of the scores here; /questions restore brings it back."
    buttons = [
        Button(f"{place} is fine", KeepQuestion(reported.question_id))
        for place, (reported, _) in enumerate(shown, start=1)
    ]
    buttons += [Button("Previous", ListReports(page - 1))] if page > 1 else []
    buttons += [Button("Next", ListReports(page + 1))] if page < pages else []
    return Card(
        plain(f"Reported questions: {total}{_of(page, pages)}"),
        (Steps("Most reported first", lines), Fine(plain(more))),
        tuple(buttons),
        private=True,
    )


def _reported(reported: Reported, stem: str) -> Text:
    count = len(reported.reasons)
    said = "; ".join(f"“{short(reason, REASON)}”" for reason in reported.reasons[:REASONS])
    more = f" and {count - REASONS} more" if count > REASONS else ""
    reports = "1 report" if count == 1 else f"{count} reports"
    return (Code(reported.question_id), Plain(f" – {short(stem, STEM)} "), Strong(reports), Plain(f": {said}{more}"))


def questions_card(
    topic: str, shown: Sequence[tuple[Item, Past | None, Withdrawal | None]], total: int, page: int, pages: int
) -> Card:
    """List questions: how hard, how often asked here, how many were right, and whether they are void."""
    lines = tuple(_listed(item, past, void) for item, past, void in shown)
    buttons = [Button("Previous", ListQuestions(topic, page - 1))] if page > 1 else []
    buttons += [Button("Next", ListQuestions(topic, page + 1))] if page < pages else []
    return Card(
        plain(f"Questions: {total}{_of(page, pages)}"),
        (Steps("Those asked here last come first", lines),),
        tuple(buttons),
        private=True,
    )


def _listed(item: Item, past: Past | None, void: Withdrawal | None) -> Text:
    facts = [DIFFICULTIES[item.difficulty], "never asked here"]
    if past is not None:
        facts[1] = "asked once" if past.times == 1 else f"asked {past.times} times"
        facts += [f"{share(past.right, past.answers)} right"] if past.answers else []
    mark: Text = (Strong("void"), Plain(f" ({short(void.reason, REASON // 2)}), ")) if void else ()
    return (Code(item.id), Plain(" · "), *mark, Plain(f"{', '.join(facts)} – {short(item.stem, STEM)}"))


def voided_card(item: Item, rounds: int, people: int) -> Card:
    """Say what became of a question that an admin has voided."""
    touched = _touched(rounds, people, "no longer counts", "no longer count")
    return _judged(item, "is void here and asked no more", touched, "/questions restore brings all of it back.")


def restored_card(item: Item, rounds: int, people: int) -> Card:
    """Say what became of a question that an admin has brought back."""
    touched = _touched(rounds, people, "counts again", "count again")
    return _judged(item, "counts again and may be asked", touched, "The points and streaks are as they were.")


def _judged(item: Item, became: str, touched: str, more: str) -> Card:
    stem = Paragraph(plain(short(item.stem, STEM)))
    return Card(
        (Plain("Question "), Code(item.id), Plain(f" {became}.")),
        (stem, Paragraph(plain(touched)), Fine(plain(more))),
        private=True,
    )


def _touched(rounds: int, people: int, one: str, several: str) -> str:
    if not rounds:
        return "No quiz here has asked it."
    quizzes = f"1 quiz {one}" if rounds == 1 else f"{rounds:,} quizzes {several}"
    answered = (
        "nobody had answered"
        if not people
        else "1 person had answered"
        if people == 1
        else f"{people:,} people had answered"
    )
    return f"{quizzes}; {answered}."


def _of(page: int, pages: int) -> str:
    return f" (page {page} of {pages})" if pages > 1 else ""
