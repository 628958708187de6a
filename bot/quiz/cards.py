"""A round as cards: while it is open, when it has ended, and what a person is told in private."""

from typing import Final
from zlib import crc32

from bot.actions import Answer, Practise, ReportQuestion
from bot.ask.wording import said, worded
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
from knowledge.bank import Item
from knowledge.languages import texts
from knowledge.model import Roadmap
from knowledge.texts import Texts

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
        fine = (Fine(self._rules(shown)), *self._count(told))
        return Card(self._title(shown), (*call, *question_blocks(shown.asked), *fine), answer_buttons(shown))

    def ended(self, shown: Round) -> Card:
        """Show how a round ended: what was right and why, why the others were not, and how many chose what."""
        asked = shown.asked
        stem = Paragraph(plain(asked.stem))
        if shown.state is State.VOID:
            why = (Fine(self.worded("void-why", reason=shown.reason)),) if shown.reason else ()
            return Card(self._title(shown), (stem, Fine(self.worded("quiz-void")), *why))
        tally = shown.tally or Tally(0, 0, (0,) * len(asked.options))
        solution = {"number": str(shown.key.number), "letters": self.letters(shown.solution)}
        title = self.worded("several-were-right" if asked.multiple else "one-was-right", **solution)
        notes = tuple((*_share(tally, place), Plain(option.why)) for place, option in enumerate(asked.options))
        return Card(
            title,
            (
                stem,
                Options(_marked(self._roadmap, asked), notes),
                Fine(self._turnout(tally)),
                Fine(
                    self.worded(
                        "group-and-source", group=self._groups.get(asked.group, asked.group), source=asked.source
                    )
                ),
            ),
            self.leads(asked),
        )

    def leads(self, asked: Item) -> tuple[Button, ...]:
        """Lead from a question to the entry that it is about, and to one more question about it."""
        slug = asked.patterns[0]
        if not self._roadmap.is_pattern(slug):
            return ()
        return (
            Button(self.said("about", name=self._roadmap.name(slug)), ShowPattern(slug)),
            Button(self.said("practise-this"), Practise(slug, _turn(asked))),
        )

    def challenges(self) -> tuple[Button, ...]:
        """Lead to what can be done while no quiz is open."""
        return challenge_buttons(self._roadmap)

    def own(self, shown: Round, choice: int) -> Card:
        """Show a person a round in private, with what they have chosen in it."""
        if shown.state in (State.OPEN, State.PLANNED):
            card = self.open(shown)
            chosen = self.letters(choice) or self.said("none-yet")
            mine = Paragraph(self.worded("your-answer", answer=(Strong(chosen),)))
            blocks = [block for block in card.blocks if not _calls(block)]
            return Card(card.title, (*blocks, mine), (*card.buttons, self._report(shown.key.number)), private=True)
        card = self.ended(shown)
        verdict = "your-answer-right" if choice == shown.solution else "your-answer-wrong"
        if shown.state is State.VOID:
            verdict = "your-answer-void"
        answered = self.worded(verdict, answer=(Strong(self.letters(choice)),))
        none = self.worded("did-not-answer" if shown.answers_kept else "answers-deleted")
        own = Paragraph(answered if choice else none)
        return Card(card.title, (*card.blocks, own), (*card.buttons, self._report(shown.key.number)), private=True)

    def preview(self, shown: Round) -> Card:
        """Show how a round would look: without its buttons, for nothing can be answered, and without its call."""
        card = self.open(shown)
        blocks = tuple(block for block in card.blocks if not _calls(block))
        return Card(self.worded("preview", worth=self._worth(shown.asked)), blocks, private=True)

    def taken(self, number: int, taken: Taken) -> Card:
        """Tell a person what became of a press."""
        quiz = str(number)
        match taken:
            case Accepted(choice=0):
                title = self.worded("taken-back", number=quiz)
                return Card(title, (Fine(self._until(taken)),), private=True)
            case Accepted(choice=choice):
                title = self.worded("answer-to", number=quiz, answer=(Strong(self.letters(choice)),))
                return Card(title, (Fine(self._until(taken)),), (self._report(number),), private=True)
            case Late(choice=0, closes_at=closes_at):
                return Card(self.worded("closed-without", number=quiz, moment=(Moment(closes_at),)), private=True)
            case Late(choice=choice, closes_at=closes_at):
                had = {"number": quiz, "answer": self.letters(choice)}
                return Card(self.worded("closed-with", moment=(Moment(closes_at),), **had), private=True)
            case Void():
                return Card(self.worded("quiz-voided", number=quiz), private=True)
            case Unknown():
                return Card(self.worded("quiz-unknown"), private=True)

    def _title(self, shown: Round) -> Text:
        # Not the group: among options that are patterns, it would give the right one away.
        return self.worded("quiz-title", number=str(shown.key.number), worth=self._worth(shown.asked))

    def _worth(self, asked: Item) -> str:
        level = self.said(f"difficulty-{asked.difficulty}")
        return self.said("worth", difficulty=level, points=BY_DIFFICULTY[asked.difficulty])

    def _rules(self, shown: Round) -> Text:
        until: dict[str, Text] = {"time": (Moment(shown.ends, "time"),), "moment": (Moment(shown.ends),)}
        return self.worded("choose-several" if shown.asked.multiple else "choose-one", **until)

    def _count(self, told: int) -> tuple[Block, ...]:
        if not told:
            return ()
        if told == 1:
            return (Fine(self.worded("somebody-answered")),)
        return (Fine(self.worded("so-many-answered", count=self.say.number(told))),)

    def _turnout(self, tally: Tally) -> Text:
        if not tally.answers:
            return self.worded("nobody-answered")
        say = self.say
        answered = say.count("people-answered", tally.answers)
        return self.worded("turnout", answered=answered, right=say.number(tally.right))

    def _until(self, taken: Accepted) -> Text:
        others = self.said("nobody-yet")
        if taken.answers:
            people = self.say.count("people-answered", taken.answers)
            others = self.said("answered-so-far", answered=people)
        until: dict[str, Text] = {"time": (Moment(taken.closes_at, "time"),), "moment": (Moment(taken.closes_at),)}
        return self.worded("press-more" if taken.several else "change-until", others=others, **until)

    def _report(self, number: int) -> Button:
        return Button(self.said("report-question"), ReportQuestion(number))

    def letters(self, choice: int) -> str:
        """Name the options of a choice."""
        return lettered(self._roadmap, choice)

    @property
    def say(self) -> Texts:
        """Give all that is said."""
        return texts(self._roadmap)

    def said(self, name: str, /, **values: object) -> str:
        """Give a text by its name."""
        return said(self._roadmap, name, **values)

    def worded(self, name: str, /, **values: Text | str) -> Text:
        """Give a text by its name, with spans in it."""
        return worded(self._roadmap, name, **values)


def lettered(roadmap: Roadmap, choice: int) -> str:
    """Name the options of a choice in the roadmap's language."""
    return letters(choice, said(roadmap, "and"))


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


def explained(roadmap: Roadmap, asked: Item, choice: int) -> Options:
    """Say of each option whether it is right, and why; and which was chosen."""
    notes = tuple(
        (Strong(said(roadmap, "your-choice")), Plain(f" {option.why}")) if choice >> place & 1 else plain(option.why)
        for place, option in enumerate(asked.options)
    )
    return Options(_marked(roadmap, asked), notes)


def _turn(asked: Item) -> int:
    """Say where practice begins after a question: elsewhere after each, or it would begin with the same one for ever."""
    return crc32(asked.id.encode()) % 1000


def _share(tally: Tally, place: int) -> Text:
    if tally.answers < FEWEST_SHOWN:
        return ()
    part = tally.options[place] / tally.answers
    return plain(f"{'▓' * round(part * BAR)}{'░' * (BAR - round(part * BAR))} {round(100 * part)} % – ")


def _marked(roadmap: Roadmap, asked: Item) -> tuple[Text, ...]:
    return tuple(
        (Strong(said(roadmap, "right-mark", option=option.text)),) if option.right else plain(option.text)
        for option in asked.options
    )


def _calls(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(isinstance(span, Role) for span in block.text)
