"""What people and admins read about reported and void questions."""

from collections.abc import Sequence
from typing import Final

from bot.actions import KeepQuestion, ListQuestions, ListReports
from bot.cards import Button, Card, Code, Fine, Paragraph, Plain, Steps, Strong, Text, plain
from bot.filling import filled
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


def reports_card(shown: Sequence[tuple[Reported, str]], total: int, page: int, pages: int, say: Texts) -> Card:
    """List reported questions with their stems and reasons."""
    if not shown:
        return told(say("no-reports"))
    lines = tuple(_reported(reported, stem, say) for reported, stem in shown)
    buttons = [
        Button(say("is-fine", number=place), KeepQuestion(reported.question_id))
        for place, (reported, _) in enumerate(shown, start=1)
    ]
    buttons += [Button(say("page-previous"), ListReports(page - 1))] if page > 1 else []
    buttons += [Button(say("page-next"), ListReports(page + 1))] if page < pages else []
    return Card(
        plain(_paged(say("reported-questions", count=total), page, pages, say)),
        (Steps(say("most-reported"), lines), Fine(plain(say("reports-lead")))),
        tuple(buttons),
        private=True,
    )


def _reported(reported: Reported, stem: str, say: Texts) -> Text:
    count = len(reported.reasons)
    said = "; ".join(say("reported-because", reason=short(reason, REASON)) for reason in reported.reasons[:REASONS])
    more = f" {say('more', count=count - REASONS)}" if count > REASONS else ""
    reports = Strong(say.count("reports", count))
    return (Code(reported.question_id), Plain(f" – {short(stem, STEM)} "), reports, Plain(f": {said}{more}"))


def questions_card(
    topic: str,
    shown: Sequence[tuple[Item, Past | None, Withdrawal | None]],
    total: int,
    page: int,
    pages: int,
    *,
    say: Texts,
) -> Card:
    """List questions: how hard, how often asked here, how many were right, and whether they are void."""
    lines = tuple(_listed(item, past, void, say) for item, past, void in shown)
    buttons = [Button(say("page-previous"), ListQuestions(topic, page - 1))] if page > 1 else []
    buttons += [Button(say("page-next"), ListQuestions(topic, page + 1))] if page < pages else []
    return Card(
        plain(_paged(say("questions-here", count=total), page, pages, say)),
        (Steps(say("asked-last"), lines),),
        tuple(buttons),
        private=True,
    )


def _listed(item: Item, past: Past | None, void: Withdrawal | None, say: Texts) -> Text:
    facts = [say(f"difficulty-{item.difficulty}"), say("never-asked")]
    if past is not None:
        facts[1] = say.count("asked", past.times)
        facts += [say("share-right", share=share(past.right, past.answers))] if past.answers else []
    mark: Text = (Strong(say("line-void")), Plain(f" ({short(void.reason, REASON // 2)}), ")) if void else ()
    return (Code(item.id), Plain(" · "), *mark, Plain(f"{', '.join(facts)} – {short(item.stem, STEM)}"))


def voided_card(item: Item, rounds: int, people: int, say: Texts) -> Card:
    """Say what became of a question that an admin has voided."""
    return _judged(item, "now-void", _touched(rounds, people, "uncounted", say), "void-undo", say)


def restored_card(item: Item, rounds: int, people: int, say: Texts) -> Card:
    """Say what became of a question that an admin has brought back."""
    return _judged(item, "now-restored", _touched(rounds, people, "counted", say), "restored-all", say)


def _judged(item: Item, became: str, touched: str, more: str, say: Texts) -> Card:
    return Card(
        filled(say, became, question=(Code(item.id),)),
        (Paragraph(plain(short(item.stem, STEM))), Paragraph(plain(touched)), Fine(plain(say(more)))),
        private=True,
    )


def _touched(rounds: int, people: int, name: str, say: Texts) -> str:
    if not rounds:
        return say("never-in-quiz")
    answered = say.count("had-answered", people) if people else say("nobody-had-answered")
    ending = "one" if rounds == 1 else "many"
    return say(f"{name}-{ending}", count=say.number(rounds), answered=answered)


def _paged(title: str, page: int, pages: int, say: Texts) -> str:
    return say("title-page", title=title, page=page, pages=pages) if pages > 1 else title
