"""Growing at a keyboard: votes on the last answer, what was missed, and what is taught, in a line or in a form of one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.ask.naming import Closest
from bot.ask.wording import said
from bot.assistant import Assistant
from bot.cards import Card, Paragraph, Quote, plain
from bot.frontends.terminal.commands import HELPFUL, SETTINGS, TEACH, UNANSWERED, UNHELPFUL, Command
from bot.frontends.terminal.presses import Presses
from bot.frontends.terminal.settings import read
from bot.guilds.governing import Wishes
from bot.people import Member
from bot.teach.actions import ListTaught, ListUnanswered, Teach
from bot.teach.missed_cards import rating
from bot.teach.teaching import Wish
from knowledge.languages import texts
from knowledge.outcomes import Answered, Outcome

GROWING: Final = (TEACH, UNANSWERED, HELPFUL, UNHELPFUL, SETTINGS)
SENTENCE: Final = 4
"""From so many words on, what is no name is an answer of one's own."""
LEFT: Final = "Nothing is taught."
_EQUALS: Final = re.compile(r"(?:^|\s)=(?:\s|$)")
_PAGE: Final = re.compile(r"[0-9]{1,4}")
_SWITCH: Final = {"on": True, "off": False}


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a question, and the id that stands for the message in which it was told."""

    outcome: Outcome
    message_id: int


class GrowCommands:
    """What one person's commands do with which the bot grows."""

    def __init__(self, assistant: Assistant, member: Member, presses: Presses) -> None:
        """Take the services, who types, and what numbers answers as Discord numbers messages."""
        self._assistant = assistant
        self._member = member
        self._presses = presses
        self._told: tuple[Told, ...] = ()
        self._asked = ""

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """What came of the questions that were asked last."""
        return tuple(told.outcome for told in self._told)

    def remember(self, outcomes: Sequence[Outcome]) -> None:
        """Note what is answered now: that is what votes are about."""
        self._told = tuple(Told(outcome, self._presses.next()) for outcome in outcomes)

    @property
    def begun(self) -> bool:
        """Whether the next line says what a question is answered with."""
        return bool(self._asked)

    async def begin(self, action: Teach, question: str) -> str:
        """Take the next line as the answer to a question; give what to say to that."""
        asked = question or await self._assistant.missed.question(self._member.guild_id, action.number)
        self._asked = asked or self._missing()
        if not self._asked:
            return f"That question is off the list. {TEACH.usage} teaches any other."
        words = self._assistant.asking.guide.roadmap.identity.words
        return f"What answers “{self._asked}”? Type the name of a {words.entry}, or an answer of your own. An empty line leaves it."

    async def take(self, line: str) -> Card:
        """Teach what the line says; an empty one leaves everything as it is."""
        asked, self._asked = self._asked, ""
        return await self._teach(asked, line) if line else Card(plain(LEFT))

    def drop(self) -> None:
        """Wait for no answer any more."""
        self._asked = ""

    async def perform(self, command: Command, rest: str) -> Card:
        """Do what a command says; raises ValueError with a sentence where the rest of the line can't be read."""
        if command in (HELPFUL, UNHELPFUL):
            return await self._rate(rest, helpful=command is HELPFUL)
        if command is TEACH:
            return await self._read(rest)
        return written_out(await (self._unanswered(rest) if command is UNANSWERED else self._settings(rest)))

    async def _rate(self, reason: str, *, helpful: bool) -> Card:
        roadmap = self._assistant.asking.guide.roadmap
        answers = [(told, told.outcome) for told in self._told]
        rated = [(told.message_id, one) for told, one in answers if isinstance(one, Answered)]
        if not rated:
            raise ValueError(said(roadmap, "nothing-to-rate"))
        for message_id, one in rated:
            given = rating(one.answer, helpful=helpful)
            await self._assistant.missed.rate(self._member, given, message_id, one.question)
            if reason and not helpful:
                await self._assistant.missed.explain(self._member, message_id, reason)
        if helpful:
            return Card(plain(said(roadmap, "thanks-helpful", command=UNHELPFUL.word)))
        if reason:
            return Card(plain(said(roadmap, "thanks-noted")))
        return Card(plain(said(roadmap, "thanks-say-what", command=UNHELPFUL.usage)))

    async def _read(self, rest: str) -> Card:
        if not rest:
            return written_out(await self._assistant.teaching.taught(self._member, ListTaught(1)))
        question, *answer = _EQUALS.split(rest, maxsplit=1)
        asked = question.strip() or self._missing()
        if not answer or not answer[0].strip() or not asked:
            raise ValueError(
                f"Write {TEACH.usage}, such as {TEACH.word} who is on call? = Ask in the room of team blue."
            )
        return await self._teach(asked, answer[0].strip())

    async def _teach(self, question: str, answer: str) -> Card:
        """Teach a question's answer: what the roadmap has under that name, else what was typed where it is a sentence."""
        quoted = len(answer) > 1 and answer[0] == answer[-1] == '"'
        unnamed = isinstance(self._assistant.asking.find(answer), Closest)
        if quoted or (unnamed and len(answer.split()) >= SENTENCE):
            wish = Wish(question, text=answer[1:-1] if quoted else answer)
        else:
            wish = Wish(question, pattern=answer)
        card = await self._assistant.teaching.teach(self._member, wish)
        if not quoted and unnamed and wish.pattern:
            hint = Paragraph(plain("If that is an answer of your own, put it in quotes."))
            card = replace(card, blocks=(*card.blocks, hint))
        return written_out(card)

    async def _unanswered(self, rest: str) -> Card:
        if rest.lower() in _SWITCH:
            return await self._set(Wishes(unanswered=_SWITCH[rest.lower()]))
        if rest and not _PAGE.fullmatch(rest):
            raise ValueError(f"Write {UNANSWERED.usage}.")
        return await self._assistant.missed.unanswered(self._member, ListUnanswered(int(rest or 1)))

    async def _settings(self, rest: str) -> Card:
        word, _, more = rest.partition(" ")
        match word.lower():
            case "" | "show":
                return await self._assistant.governing.show(self._member)
            case "set":
                return await self._set(read(more, texts(self._assistant.asking.guide.roadmap)))
            case "unanswered":
                return await self._unanswered(more.strip())
            case _:
                raise ValueError(f"{SETTINGS.word} has {', '.join(SETTINGS.words)}.")

    async def _set(self, wishes: Wishes) -> Card:
        card = await self._assistant.governing.set(self._member, wishes)
        self._assistant.lessons.forget(self._member.guild_id)
        return card

    def _missing(self) -> str:
        """Give the question that was asked last and got no answer; where all got one, the last of them."""
        missing = [one.question for one in self.outcomes if not isinstance(one, Answered)]
        return (missing or [one.question for one in self.outcomes] or [""])[-1]


def written_out(card: Card) -> Card:
    """Let the question stand in the card: elsewhere it stands right above, and a terminal leaves it out."""
    blocks = (Paragraph(plain(f"“{one.text}”")) if isinstance(one, Quote) else one for one in card.blocks)
    return replace(card, blocks=tuple(blocks))
