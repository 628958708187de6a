"""Practice as cards: a question, what comes of an answer, and how a sitting went. All of them are private."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

from bot.actions import (
    GoOn,
    HandIn,
    PassOver,
    Practise,
    PractiseAgain,
    ReportPractised,
    ShowProgress,
    StopPractice,
    Try,
)
from bot.ask.wording import named, names, said, worded
from bot.cards import (
    Block,
    Button,
    Card,
    Code,
    Field,
    Fine,
    Moment,
    Paragraph,
    Plain,
    ShowPattern,
    Strong,
    Text,
    letter,
    plain,
)
from bot.learn.challenge_cards import challenge_buttons
from bot.learn.levels import Level
from bot.learn.missing import Missing
from bot.learn.sittings import Sitting
from bot.quiz.cards import explained, lettered, question_blocks
from knowledge.bank import Item
from knowledge.languages import texts
from knowledge.model import Pattern, Roadmap

EVERYTHING: Final = "all"
"""Stands in the place of a topic where there is none."""
MISSED: Final = 3
"""So many patterns are named at the end; more would not be read."""
CHALLENGES: Final = 3
"""Open challenges that are offered at the end."""
LONGEST_ID: Final = 70
"""Characters of a question's id that fit into a button's."""
Gone: TypeAlias = Literal["question-gone", "asked-now", "question-void"]
"""The text that says why a question is left out that was already shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an answer: the question as it was shown, what was chosen, when it comes back, what lies beneath."""

    item: Item
    choice: int
    due: datetime
    missing: Missing | None
    reportable: bool = True
    """Whether somebody would read a report: nobody does of what is practised in direct messages."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What there is to repeat: how many questions are due now, and when the next of the others will be."""

    due: int
    back: datetime | None


def question_card(roadmap: Roadmap, shown: Sitting, item: Item, note: Text, *, reportable: bool = True) -> Card:
    """Ask a sitting's next question, its options in the sitting's order; `note` says why it is asked."""
    number, place = shown.number, shown.place
    buttons = [Button(letter(option), Try(number, place, option)) for option in range(len(item.options))]
    blocks: list[Block] = [*question_blocks(item)]
    if item.multiple:
        chosen = lettered(roadmap, shown.chosen) or said(roadmap, "nothing-chosen")
        blocks.append(Paragraph(worded(roadmap, "several-right", chosen=(Strong(chosen),))))
        buttons.append(Button(said(roadmap, "done"), HandIn(number, place)))
    buttons.append(Button(said(roadmap, "skip"), PassOver(number, place)))
    buttons.append(Button(said(roadmap, "stop"), StopPractice(number)))
    buttons += _report(roadmap, item) if reportable else []
    # Not the pattern, nor its group: among options that are patterns, they would give the right one away.
    level = said(roadmap, f"difficulty-{item.difficulty}")
    title = worded(roadmap, "practice-title", place=str(place + 1), total=str(len(shown.questions)), difficulty=level)
    return Card(title, (*blocks, Fine(note)), tuple(buttons), private=True)


def why_asked(roadmap: Roadmap, last: datetime | None, *, leads: bool) -> Text:
    """Say why a question is asked: when it was answered last, or that it is new, and maybe only leads to what is wanted."""
    if last is not None:
        return worded(roadmap, "answered-last", moment=(Moment(last),))
    return worded(roadmap, "new-beneath" if leads else "new-to-you")


def nothing_due(roadmap: Roadmap, first: Card, back: datetime) -> Card:
    """Say with the first question that nothing is due, and when something will be."""
    note = worded(roadmap, "nothing-due", moment=(Moment(back, "full"),))
    return replace(first, blocks=(*first.blocks, Fine(note)))


def resumed(roadmap: Roadmap, shown: Card, started_at: datetime) -> Card:
    """Say with what is shown next that it belongs to what was begun before."""
    note = worded(roadmap, "going-on", moment=(Moment(started_at),))
    return replace(shown, blocks=(*shown.blocks, Fine(note)))


def told_card(roadmap: Roadmap, moved: Sitting, told: Told) -> Card:
    """Say whether an answer is right and why, what is missing beneath, and when the question comes back."""
    item = told.item
    is_right = told.choice == _mask(item)
    verdict = Strong(said(roadmap, "is-right" if is_right else "not-quite"))
    right = lettered(roadmap, _mask(item))
    solution = worded(roadmap, "several-are-right" if item.multiple else "one-is-right", letters=right)
    blocks: list[Block] = [Paragraph(plain(item.stem)), explained(roadmap, item, told.choice)]
    leads = [item.patterns[0]]
    if told.missing is not None:
        blocks.append(Paragraph(missing_text(roadmap, told.missing)))
        leads.insert(0, told.missing.need.needs)
    say = texts(roadmap)
    far = {"right": say.number(moved.right), "answered": say.number(moved.answered)}
    blocks.append(Fine(worded(roadmap, "comes-back", moment=(Moment(told.due),), **far)))
    blocks.append(Fine(worded(roadmap, "question-source", source=item.source)))
    stop = () if moved.is_over else (Button(say("stop"), StopPractice(moved.number)),)
    buttons = [_next(roadmap, moved), *stop, *(_about(roadmap, slug) for slug in leads)]
    buttons += _report(roadmap, item) if told.reportable else []
    return Card((verdict, Plain(" "), *solution), tuple(blocks), tuple(buttons), private=True)


def missing_text(roadmap: Roadmap, missing: Missing) -> Text:
    """Name the step beneath: "Saga leans on Dead Letter Queue, which you have not answered yet"."""
    above, beneath = roadmap.pattern(missing.need.pattern), roadmap.pattern(missing.need.needs)
    reason = roadmap.text(missing.need.reason).rstrip(".")
    say = texts(roadmap)
    far = {"answered": say.number(missing.answered), "questions": say.number(missing.questions)}
    return worded(roadmap, _missing(missing), above=named(above), beneath=named(beneath), reason=reason, **far)


def summary_card(roadmap: Roadmap, over: Sitting, missed: Sequence[Pattern], ahead: Ahead, *, has_more: bool) -> Card:
    """Say how a sitting went, what to look at again, when to come back, and what else there is to do."""
    say = texts(roadmap)
    if not over.answered:
        title = say("over-unanswered")
    else:
        text = "over-one" if over.answered == 1 else "over-many"
        title = say(text, right=say.number(over.right), count=say.number(over.answered))
    blocks: list[Block] = []
    if missed:
        blocks.append(Field(say("look-again"), names(missed[:MISSED])))
    blocks.append(Fine(_back(roadmap, ahead)))
    buttons = [Button(say("practise-more"), PractiseAgain(over.number))] if has_more else []
    buttons += [_about(roadmap, pattern.slug) for pattern in missed[:MISSED]]
    buttons += [Button(say("my-progress"), ShowProgress()), *challenge_buttons(roadmap)[:CHALLENGES]]
    return Card(plain(title), tuple(blocks), tuple(buttons), private=True)


def nothing_card(roadmap: Roadmap, ahead: Ahead, *, topics: str, has_new: bool, has_more: bool) -> Card:
    """Say that nothing is to be practised now, when something will be, what is new elsewhere, and what else there is."""
    if topics:
        title = worded(roadmap, "nothing-to-practise-on", topics=topics)
    else:
        title = worded(roadmap, "nothing-to-practise")
    buttons = (_anything(roadmap),) if has_more else ()
    more = (Fine(worded(roadmap, "new-elsewhere")),) if has_new else ()
    others = challenge_buttons(roadmap)[:CHALLENGES]
    return Card(title, (Fine(_back(roadmap, ahead)), *more), (*buttons, *others), private=True)


def no_questions_card(roadmap: Roadmap, topics: str, difficulty: int | None) -> Card:
    """Say that the roadmap has no question like that."""
    if difficulty:
        level = said(roadmap, f"difficulty-{difficulty}")
        none = worded(roadmap, "no-level-question", difficulty=level)
        title = worded(roadmap, "no-level-question-on", difficulty=level, topics=topics) if topics else none
    else:
        none = worded(roadmap, "no-question-here")
        title = worded(roadmap, "no-question-on", topics=topics) if topics else none
    return Card(title, buttons=(_anything(roadmap),), private=True)


def dealt_card(roadmap: Roadmap, shown: Sitting, *, answered: bool) -> Card:
    """Say that a press came to a question that is dealt with: answered, skipped, or left when practice was over."""
    if answered:
        title = worded(roadmap, "dealt-with")
    else:
        title = worded(roadmap, "left-unanswered" if shown.is_over else "was-skipped")
    # Of a double click the first press has just shown what is right: that is not to be taken away.
    return Card(title, buttons=(_next(roadmap, shown),), private=True, beside=True)


def over_card(roadmap: Roadmap) -> Card:
    """Say that a press came to a sitting that is no more."""
    how = worded(roadmap, "practice-over", command=(Code("/practice"),))
    return Card(how, buttons=(_anything(roadmap),), private=True, beside=True)


def gone_card(roadmap: Roadmap, moved: Sitting, why: Gone) -> Card:
    """Say why a question is left out that was already shown."""
    return Card(worded(roadmap, why), buttons=(_next(roadmap, moved),), private=True)


def ask_reason(roadmap: Roadmap) -> Card:
    """Say how a practised question is reported where there is no form for it."""
    how = worded(roadmap, "how-to-report", command=(Code("/report practice …"),))
    return Card(how, (Fine(worded(roadmap, "admins-read")),), private=True)


def _anything(roadmap: Roadmap) -> Button:
    return Button(said(roadmap, "practise-anything"), Practise(EVERYTHING))


def _report(roadmap: Roadmap, item: Item) -> list[Button]:
    if len(item.id) > LONGEST_ID:
        return []
    return [Button(said(roadmap, "report-question"), ReportPractised(item.id))]


def _about(roadmap: Roadmap, slug: str) -> Button:
    return Button(said(roadmap, "about", name=roadmap.name(slug)), ShowPattern(slug))


def _next(roadmap: Roadmap, moved: Sitting) -> Button:
    return Button(said(roadmap, "how-it-went" if moved.is_over else "next-question"), GoOn(moved.number))


def _missing(missing: Missing) -> str:
    if missing.level is not Level.LEARNING or missing.among_others:
        return f"missing-{missing.level.name.lower()}"
    return "missing-faded" if missing.answered * 2 > missing.questions else "missing-begun"


def _back(roadmap: Roadmap, ahead: Ahead) -> Text:
    if ahead.due:
        return plain(texts(roadmap).count("due-now", ahead.due))
    if ahead.back is None:
        return worded(roadmap, "all-comes-back")
    return worded(roadmap, "next-comes-back", moment=(Moment(ahead.back),))


def _mask(item: Item) -> int:
    return sum(1 << place for place in item.right)
