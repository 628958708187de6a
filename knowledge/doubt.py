"""How sure is sure enough: the bars that an answer, a passage and suggestions have to pass.

Two doubts are kept apart: whether the roadmap has anything on a question, and which of its subjects that is. Each bar
was set on labelled questions in people's own words: of problems no more than one in twenty answered wrong, of outside
messages no more than one in twenty answered at all.
"""

from knowledge.kinds import QuestionKind
from knowledge.matcher import Match
from knowledge.naming import Wish

KNOWN = 0.96
"""From this probability on the roadmap is taken to have something on a problem."""
LEADS = 0.6
"""From this probability on the first pattern is taken to be the one, if any is."""
ADDRESSED = 0.38
"""The bar for both together where the question turns to the roadmap itself ("which pattern …"): strangers do not."""
PASSAGE = 0.3
"""The bar for what the roadmap says of itself: few ask that who do not mean it."""
BESIDE_NAMES = 0.35
"""The same where the question names entries, which may be all that it has in common with the passage."""
CLEAR_PASSAGE = 0.8
"""From this probability on a passage is what was asked for, whatever is asked of the names in it."""
SPEAKS_AGAINST = -0.1
"""Where the words beside the names add less than this to a passage's score, it is not what was asked for."""
UNMISTAKABLE = 0.97
"""From this probability on a kind of question is meant, whatever passage tells of the same names."""
CLEAR_OF_GROUP = 0.93
"""Below this probability a wish to see a group gives way to a passage: there is more to say of one than its card does."""
CLEAR_WISH = 0.4
"""From this probability on a question is about what it names, whatever problem its words resemble."""
SECOND_WISH = 0.4
"""From this probability on a question that sounds like a problem nobody knows is taken for another kind."""
FAINT_WISH = 0.45
"""Below this probability of any kind of question, what stands around a name has to speak for it."""
UNHEARD = 0.25
"""Below this probability that a question asks anything of entries, the same holds, whatever one sentence sounds like."""
STRANGE = 0.2
"""Below this probability, the words around a name are about something else, and the name with them ("my canary sings")."""
PART = 0.8
"""From this probability on one sentence of a question speaks for the whole of it."""
PART_WHEN_ADDRESSED = 0.5
"""The same where another sentence turns to the roadmap itself."""
NEAR = 3
"""So many of the best candidates of a question may be meant by a part of it; a part alone may sound like anything."""
WORTH_A_GUESS = 0.55
"""Below this probability that the roadmap has anything on it, not even suggestions are worth reading."""
BEHIND = 1.0
"""What scores less far behind the best is named beside it, and a cause before its symptom: it may be meant as well."""
UNLIKELY = -0.85
"""What scores less than this is not: -1 is what texts about anything else score."""


def sure_of_pattern(match: Match, *, addressed: bool = False) -> bool:
    """Say whether the first candidate, a pattern, is sure enough to be the answer to a problem."""
    if addressed:
        return match.confidence >= ADDRESSED
    return match.inside >= KNOWN and match.first >= LEADS


def passage_ahead(match: Match, wish: Wish, *, group_alone: bool) -> bool:
    """Say whether a passage answers better than what is asked of the names; `group_alone` where only groups are named."""
    if match.confidence < BESIDE_NAMES or wish.probability >= UNMISTAKABLE:
        return False
    if match.confidence >= CLEAR_PASSAGE:
        return True
    if group_alone and wish.kind is QuestionKind.GROUP:
        return wish.probability < CLEAR_OF_GROUP
    return match.confidence >= wish.probability


def worth_a_guess(match: Match) -> bool:
    """Say whether suggestions are worth reading."""
    return match.inside >= WORTH_A_GUESS
