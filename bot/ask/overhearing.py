"""Overhearing: whether a message that nobody addressed to the bot gets an answer.

Whoever is wrong among people who did not ask is worse than silent: the bars are far higher than for those who ask. A
named pattern is asked about only where every other word asks something that can be asked of a pattern.
"""

from typing import Final

from bot.ask.followup_words import followup_words
from knowledge.answers import Passage, Remedy
from knowledge.guide import Guide, Reply
from knowledge.model import Roadmap
from knowledge.outcomes import Answered
from knowledge.text import readable, tokens

PROBLEM: Final = 0.97
"""From this probability on a problem is answered; set on talk about anything else, of which 1 line in 1,000 may pass."""
NAMED: Final = 0.9
"""From this probability on a question about what it names is answered."""
SHORTEST: Final = 6
"""Words that a problem has at least: in fewer, anything sounds like one."""
DECIDING: Final = 3
"""Words at least that make a problem what it is: two, as in "the mobile app", may stand in any talk."""
DECIDES: Final = 0.1
"""What a word adds to the score that is one of them."""
LONGEST: Final = 400
"""Characters up to which it is worth listening: longer messages tell stories."""
ALSO: Final = 0.8
"""From this probability on "what about mobile?" is answered to those who are speaking with the bot."""


def worth_saying(guide: Guide, message: str, reply: Reply) -> bool:
    """Say whether the reply to a message is sure enough to be given unasked."""
    if len(reply.outcomes) != 1 or not isinstance(reply.outcomes[0], Answered) or len(message) > LONGEST:
        return False
    told = reply.outcomes[0]
    if isinstance(told.answer, Passage):
        return False
    if isinstance(told.answer, Remedy):
        sure = told.confidence >= PROBLEM and len(tokens(message)) >= SHORTEST
        return sure and _is_a_problem(guide, message, told.answer.pattern.slug)
    return told.confidence >= NAMED and _asks_of_names(guide, message)


def asks_on(roadmap: Roadmap, message: str, reply: Reply) -> bool:
    """Say whether a message goes on to another problem, as "and what about mobile?" does where one was spoken of."""
    known = followup_words(roadmap)
    said = " ".join(word for word in tokens(message) if word not in known.links)
    if not any(said.startswith(f"{about} ") for about in known.what_about) or len(reply.outcomes) != 1:
        return False
    told = reply.outcomes[0]
    return isinstance(told, Answered) and isinstance(told.answer, Remedy) and told.confidence >= ALSO


def _is_a_problem(guide: Guide, message: str, slug: str) -> bool:
    """Say whether enough words speak for a pattern."""
    subjects = guide.fit.subjects
    shares = subjects.reasons(guide.read(readable(message)).words, slug)
    return len({word for word, share in shares if share >= DECIDES and subjects.features.telling(word)}) >= DECIDING


def _asks_of_names(guide: Guide, message: str) -> bool:
    """Say whether a message names something exactly, asks, and says nothing else."""
    reading = guide.read(readable(message))
    named = reading.named
    if not named or not all(mention.exact for mention in named) or not (reading.asks() or reading.sets_against()):
        return False
    covered = {place for mention in named for place in range(mention.start, mention.end)}
    rest = {word for place, word in enumerate(reading.words) if place not in covered}
    # A lone name is no question; nor is "saga?", which may ask anything.
    return bool(rest) and rest <= followup_words(guide.roadmap).asking
