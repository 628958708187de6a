"""Practice as cards: a question, what comes of an answer, and how a sitting went. All of them are private."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

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
from bot.ask.wording import named, names
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
from bot.quiz.cards import DIFFICULTIES, explained, question_blocks
from bot.quiz.round import letters
from bot.scores.wording import count
from knowledge.bank import Item
from knowledge.model import Pattern, Roadmap

EVERYTHING: Final = "all"
"""Stands in the place of a topic where there is none."""
MISSED: Final = 3
"""So many patterns are named at the end; more would not be read."""
CHALLENGES: Final = 3
"""Open challenges that are offered at the end."""
_ANYTHING: Final = Button("Practise anything", Practise(EVERYTHING))


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


def question_card(shown: Sitting, item: Item, note: Text) -> Card:
    """Ask a sitting's next question, its options in the sitting's order; `note` says why it is asked."""
    number, place = shown.number, shown.place
    buttons = [Button(letter(option), Try(number, place, option)) for option in range(len(item.options))]
    blocks: list[Block] = [*question_blocks(item)]
    if item.multiple:
        chosen = letters(shown.chosen) or "nothing yet"
        blocks.append(Paragraph((Plain("Several are right. Chosen: "), Strong(chosen), Plain("."))))
        buttons.append(Button("Done", HandIn(number, place)))
    buttons += [Button("Skip", PassOver(number, place)), Button("Stop", StopPractice(number))]
    # Not the pattern, nor its group: among options that are patterns, they would give the right one away.
    title = f"Practice · {place + 1} of {len(shown.questions)} · {DIFFICULTIES[item.difficulty]}"
    return Card(plain(title), (*blocks, Fine(note)), tuple(buttons), private=True)


def why_asked(last: datetime | None, *, on_topic: bool) -> Text:
    """Say why a question is asked: when it was answered last, or that it is new."""
    if last is not None:
        return (Plain("You answered it "), Moment(last), Plain("."))
    return plain("New to you." if on_topic else "New to you: your topic leans on it.")


def nothing_due(first: Card, back: datetime) -> Card:
    """Say with the first question that nothing is due, and when something will be."""
    said: Text = (Plain("Nothing is due before "), Moment(back, "full"), Plain(", so you go on with something else."))
    return replace(first, blocks=(*first.blocks, Fine(said)))


def resumed(shown: Card, started_at: datetime) -> Card:
    """Say with what is shown next that it belongs to what was begun before."""
    said: Text = (Plain("You go on with what you began "), Moment(started_at), Plain("."))
    return replace(shown, blocks=(*shown.blocks, Fine(said)))


def told_card(roadmap: Roadmap, moved: Sitting, told: Told) -> Card:
    """Say whether an answer is right and why, what is missing beneath, and when the question comes back."""
    item = told.item
    is_right = told.choice == _mask(item)
    verb = "are" if item.multiple else "is"
    title = (Strong("Right." if is_right else "Not quite."), Plain(f" {letters(_mask(item))} {verb} right."))
    blocks: list[Block] = [Paragraph(plain(item.stem)), explained(item, told.choice)]
    leads = [item.patterns[0]]
    if told.missing is not None:
        blocks.append(Paragraph(missing_text(roadmap, told.missing)))
        leads.insert(0, told.missing.need.needs)
    back: Text = (Plain(f"{_so_far(moved)} This one comes back "), Moment(told.due), Plain("."))
    blocks += [Fine(back), Fine(plain(f"Source: {item.source}."))]
    buttons = [_next(moved), *(Button(f"About {roadmap.name(slug)}", ShowPattern(slug)) for slug in leads)]
    if told.reportable:
        buttons.append(Button("Report the question", ReportPractised(moved.number, moved.place - 1)))
    return Card(title, tuple(blocks), tuple(buttons), private=True)


def missing_text(roadmap: Roadmap, missing: Missing) -> Text:
    """Name the step beneath: "Saga leans on Dead Letter Queue, which you have not answered yet"."""
    least = "which you remember least of what lies beneath" if missing.among_others else _how_far(missing)
    how = {
        Level.NEW: "which you have not answered yet",
        Level.LEARNING: least,
        Level.FAMILIAR: "which is not solid yet",
    }[missing.level]
    above, beneath = roadmap.pattern(missing.need.pattern), roadmap.pattern(missing.need.needs)
    because = Plain(f", {how}: {roadmap.text(missing.need.reason).rstrip('.')}.")
    return (*named(above), Plain(" leans on "), *named(beneath), because)


def summary_card(roadmap: Roadmap, over: Sitting, missed: Sequence[Pattern], ahead: Ahead, *, has_more: bool) -> Card:
    """Say how a sitting went, what to look at again, when to come back, and what else there is to do."""
    if not over.answered:
        title = plain("Practice is over. You answered nothing this time.")
    else:
        title = plain(f"Practice is over: {over.right:,} of {count(over.answered, 'answer', 'answers')} right.")
    blocks: list[Block] = []
    if missed:
        blocks.append(Field("Look at again", names(missed[:MISSED])))
    blocks.append(Fine(_back(ahead)))
    buttons = [Button("Practise more", PractiseAgain(over.number))] if has_more else []
    buttons += [Button(f"About {pattern.name}", ShowPattern(pattern.slug)) for pattern in missed[:MISSED]]
    buttons += [Button("My progress", ShowProgress()), *challenge_buttons(roadmap)[:CHALLENGES]]
    return Card(title, tuple(blocks), tuple(buttons), private=True)


def nothing_card(roadmap: Roadmap, ahead: Ahead, *, topics: str, has_new: bool) -> Card:
    """Say that nothing is to be practised now, when something will be, what is new elsewhere, and what else there is."""
    about = f" about {topics}" if topics else ""
    said = f"There is nothing to practise{about} now."
    buttons = (_ANYTHING,) if has_new else ()
    more = (Fine(plain("There are questions that are new to you on other topics.")),) if has_new else ()
    others = challenge_buttons(roadmap)[:CHALLENGES]
    return Card(plain(said), (Fine(_back(ahead)), *more), (*buttons, *others), private=True)


def no_questions_card(topics: str, difficulty: int | None) -> Card:
    """Say that the roadmap has no question like that."""
    kind = f"{DIFFICULTIES[difficulty]} question" if difficulty else "question"
    about = f" about {topics}" if topics else ""
    return Card(plain(f"The roadmap has no {kind}{about}."), buttons=(_ANYTHING,), private=True)


def answered_card(shown: Sitting) -> Card:
    """Say that a press came to a question that is dealt with."""
    said = "You have dealt with that question already; what you chose first counts."
    return Card(plain(said), buttons=(_next(shown),), private=True)


def over_card() -> Card:
    """Say that a press came to a sitting that is no more."""
    how = (Plain("That practice is over. Begin another with "), Code("/practice"), Plain("."))
    return Card(how, buttons=(_ANYTHING,), private=True)


def gone_card(moved: Sitting, *, asked_now: bool) -> Card:
    """Say why a question is left out that was already shown."""
    said = (
        "A quiz is asking just that question. What is right is told when it closes."
        if asked_now
        else "That question is no longer in the roadmap."
    )
    return Card(plain(said), buttons=(_next(moved),), private=True)


def ask_reason() -> Card:
    """Say how a practised question is reported where there is no form for it."""
    how = (Plain("Say what is wrong with the question: write "), Code("/report practice …"), Plain(" and the reason."))
    return Card(how, (Fine(plain("The admins here read it, without your name.")),), private=True)


def _next(moved: Sitting) -> Button:
    return Button("How it went" if moved.is_over else "Next question", GoOn(moved.number))


def _so_far(moved: Sitting) -> str:
    return f"{moved.right:,} of {moved.answered:,} right so far."


def _how_far(missing: Missing) -> str:
    if missing.answered * 2 > missing.questions:
        return "which you remember little of by now"
    return f"of which you have answered {missing.answered:,} of {missing.questions:,} so far"


def _back(ahead: Ahead) -> Text:
    if ahead.due:
        return plain(f"{count(ahead.due, 'question is', 'questions are')} due now.")
    if ahead.back is None:
        return plain("What you answer comes back when you are about to forget it.")
    return (Plain("The next question comes back "), Moment(ahead.back), Plain("."))


def _mask(item: Item) -> int:
    return sum(1 << place for place in item.right)
