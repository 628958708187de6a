"""A round as cards: while it is open, when it has ended, and what a person is told in private."""

from typing import Final
from zlib import crc32

from bot.actions import Answer, Practise, ReportQuestion
from bot.cards import (
    Block,
    Button,
    Card,
    Fine,
    Moment,
    Options,
    Paragraph,
    Plain,
    Role,
    ShowPattern,
    Strong,
    Text,
    letter,
    plain,
)
from bot.guilds.notices import Notice
from bot.learn.challenge_cards import challenge_buttons
from bot.quiz.answering import Accepted, Late, Taken, Unknown, Void
from bot.quiz.round import Round, State, Tally, letters
from bot.scores.points import BY_DIFFICULTY
from bot.scores.wording import count
from knowledge.bank import Item
from knowledge.model import Roadmap

DIFFICULTIES: Final = {1: "easy", 2: "medium", 3: "hard"}
FEWEST_SHOWN: Final = 3
"""Below so many answers only their number is told: shares would say who chose what."""
BAR: Final = 10
"""Squares of a full bar."""


class RoundCards:
    """Makes the cards of rounds over one roadmap."""

    def __init__(self, roadmap: Roadmap) -> None:
        """Take the roadmap, for the names of its groups and entries."""
        self._roadmap = roadmap
        self._groups = {group.slug: group.name for group in roadmap.groups}

    def open(self, shown: Round, told: int = 0) -> Card:
        """Show a round that can be answered; `told` is the count of answers that it tells of."""
        call: tuple[Block, ...] = ()
        if shown.terms.ping_role is not None:
            call = (Paragraph((Role(shown.terms.ping_role),)),)
        fine = (Fine(_rules(shown)), *_count(told))
        return Card(_title(shown), (*call, *question_blocks(shown.asked), *fine), answer_buttons(shown))

    def ended(self, shown: Round) -> Card:
        """Show how a round ended: what was right and why, why the others were not, and how many chose what."""
        asked = shown.asked
        stem = Paragraph(plain(asked.stem))
        if shown.state is State.VOID:
            said = plain("This quiz was voided and gives nobody points.")
            why = (Fine(plain(f"Why: {shown.reason}")),) if shown.reason else ()
            return Card(_title(shown), (stem, Fine(said), *why))
        tally = shown.tally or Tally(0, 0, (0,) * len(asked.options))
        verb = "were" if asked.multiple else "was"
        title = plain(f"Quiz {shown.key.number}: {letters(shown.solution)} {verb} right")
        notes = tuple((*_share(tally, place), Plain(option.why)) for place, option in enumerate(asked.options))
        return Card(
            title,
            (
                stem,
                Options(_marked(asked), notes),
                Fine(_turnout(tally)),
                Fine(plain(f"{self._groups.get(asked.group, asked.group)}. Source: {asked.source}.")),
            ),
            self.leads(asked),
        )

    def leads(self, asked: Item) -> tuple[Button, ...]:
        """Lead from a question to the entry that it is about, and to one more question about it."""
        slug = asked.patterns[0]
        if not self._roadmap.is_pattern(slug):
            return ()
        return (
            Button(f"About {self._roadmap.name(slug)}", ShowPattern(slug)),
            Button("Practise this", Practise(slug, _turn(asked))),
        )

    def challenges(self) -> tuple[Button, ...]:
        """Lead to what can be done while no quiz is open."""
        return challenge_buttons(self._roadmap)

    def own(self, shown: Round, choice: int) -> Card:
        """Show a person a round in private, with what they have chosen in it."""
        if shown.state in (State.OPEN, State.PLANNED):
            card = self.open(shown)
            said = (Plain("Your answer: "), Strong(letters(choice) or "none yet"), Plain("."))
            blocks = [block for block in card.blocks if not _calls(block)]
            return Card(card.title, (*blocks, Paragraph(said)), (*card.buttons, _report(shown)), private=True)
        card = self.ended(shown)
        right = "right" if choice == shown.solution else "wrong"
        if shown.state is State.VOID:
            right = "which counts neither way"
        said = (Plain("Your answer: "), Strong(letters(choice)), Plain(f", {right}."))
        none = "You did not answer it." if shown.answers_kept else "Answers to it are no longer kept."
        own = Paragraph(said if choice else plain(none))
        return Card(card.title, (*card.blocks, own), (*card.buttons, _report(shown)), private=True)

    def preview(self, shown: Round) -> Card:
        """Show how a round would look: without its buttons, for nothing can be answered, and without its call."""
        card = self.open(shown)
        blocks = tuple(block for block in card.blocks if not _calls(block))
        return Card(plain(f"Preview · {_worth(shown.asked)}"), blocks, private=True)


def _title(shown: Round) -> Text:
    # Not the group: among options that are patterns, it would give the right one away.
    return plain(f"Quiz {shown.key.number} · {_worth(shown.asked)}")


def _worth(asked: Item) -> str:
    return f"{DIFFICULTIES[asked.difficulty]}, {BY_DIFFICULTY[asked.difficulty]} points"


def taken_card(number: int, taken: Taken) -> Card:
    """Tell a person what became of a press."""
    match taken:
        case Accepted(choice=0):
            return Card(
                plain(f"You have taken back your answer to quiz {number}."), (Fine(_until(taken)),), private=True
            )
        case Accepted(choice=choice):
            title = (Plain(f"Your answer to quiz {number}: "), Strong(letters(choice)), Plain("."))
            report = Button("Report the question", ReportQuestion(number))
            return Card(title, (Fine(_until(taken)),), (report,), private=True)
        case Late(choice=choice, closes_at=closes_at):
            had = f"Your answer was {letters(choice)}." if choice else "You had not answered it."
            return Card((Plain(f"Quiz {number} closed "), Moment(closes_at), Plain(f". {had}")), private=True)
        case Void():
            return Card(plain(f"Quiz {number} was voided; it gives nobody points."), private=True)
        case Unknown():
            said = "This quiz is not one of mine any more. /quiz shows those that are open."
            return Card(plain(said), private=True)


def question_blocks(asked: Item) -> tuple[Block, ...]:
    """Show a question and its options."""
    return Paragraph(plain(asked.stem)), Options(tuple(plain(option.text) for option in asked.options))


def answer_buttons(shown: Round) -> tuple[Button, ...]:
    """Give a button for each option: its letter, and nothing that tells one from another."""
    number = shown.key.number
    return tuple(Button(letter(place), Answer(number, place)) for place in range(len(shown.asked.options)))


def notice_card(notice: Notice) -> Card:
    """Tell an admin what a notice says."""
    return Card(plain(notice.text), private=True)


def explained(asked: Item, choice: int) -> Options:
    """Say of each option whether it is right, and why; and which was chosen."""
    notes = tuple(
        (Strong("Your choice."), Plain(f" {option.why}")) if choice >> place & 1 else plain(option.why)
        for place, option in enumerate(asked.options)
    )
    return Options(_marked(asked), notes)


def _turn(asked: Item) -> int:
    """Say where practice begins after a question: elsewhere after each, or it would begin with the same one for ever."""
    return crc32(asked.id.encode()) % 1000


def _rules(shown: Round) -> Text:
    asked = shown.asked
    how = "Several are right, and only all of them together count." if asked.multiple else "Choose one."
    return (
        Plain(f"{how} You can change your answer until "),
        Moment(shown.ends, "time"),
        Plain(" ("),
        Moment(shown.ends),
        Plain("). Nobody else sees it."),
    )


def _count(told: int) -> tuple[Block, ...]:
    if not told:
        return ()
    said = "Somebody has answered." if told == 1 else f"{told:,} or more have answered."
    return (Fine(plain(said)),)


def _share(tally: Tally, place: int) -> Text:
    if tally.answers < FEWEST_SHOWN:
        return ()
    part = tally.options[place] / tally.answers
    return plain(f"{'▓' * round(part * BAR)}{'░' * (BAR - round(part * BAR))} {round(100 * part)} % – ")


def _marked(asked: Item) -> tuple[Text, ...]:
    return tuple(
        (Strong(f"{option.text} ✅ right"),) if option.right else plain(option.text) for option in asked.options
    )


def _turnout(tally: Tally) -> Text:
    if not tally.answers:
        return plain("Nobody answered.")
    return plain(f"{count(tally.answers, 'person', 'people')} answered, {tally.right:,} right.")


def _until(taken: Accepted) -> Text:
    others = f"{count(taken.answers, 'person', 'people')} answered so far." if taken.answers else "Nobody has answered."
    more = "Press more letters to add options, or one again to take it back. " if taken.several else ""
    return (
        Plain(f"{more}You can change it until "),
        Moment(taken.closes_at, "time"),
        Plain(" ("),
        Moment(taken.closes_at),
        Plain(f"). {others}"),
    )


def _report(shown: Round) -> Button:
    return Button("Report the question", ReportQuestion(shown.key.number))


def _calls(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(isinstance(span, Role) for span in block.text)
