"""Questions about what they name: which kind of question it is, and the answer of that kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge import composing, graph
from knowledge.answers import Answer
from knowledge.kinds import QuestionKind
from knowledge.matcher import Matcher
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.names import Mention
from knowledge.reading import Reading

EVERYDAY = 0.6
"""Below this probability a lone everyday word is no name ("my water is cold")."""
LEAST = 0.2
"""Below this probability a kind of question is not worth an answer of its kind."""
FAINT = 0.1
"""Below this probability of any kind what is named is not shown either: it is a word of other matters ("the UN's flags")."""
APART = 0.3
"""Two kinds whose scores lie nearer than this cannot be told apart."""
_ON_A_PORTRAIT = frozenset(
    {
        QuestionKind.LOOKUP,
        QuestionKind.PREREQUISITES,
        QuestionKind.NEEDED_BY,
        QuestionKind.NEXT,
        QuestionKind.GROUP,
    }
)
"""Kinds whose answer stands on the card of the pattern as well."""
_OF_NEEDS = frozenset({QuestionKind.PREREQUISITES, QuestionKind.NEEDED_BY})
"""Kinds that differ in nothing but the direction: what decides are the places of the words."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a question wants to know of what it names."""

    kind: QuestionKind
    probability: float
    problem: bool
    """Whether it sounds like a problem first of all; `kind` is what comes next."""
    unclear: bool
    """Whether another kind comes so close that only the whole card of a pattern answers both."""
    heard: float
    """The probability that the whole of it asks anything at all of entries: one sentence may sound like much."""


@dataclass(frozen=True, slots=True)
class Told:
    """An answer, and how probably it is the one that was wanted."""

    answer: Answer
    probability: float


class Naming:
    """Answers what is asked about entries that are named."""

    def __init__(self, roadmap: Roadmap, kinds: Matcher) -> None:
        """Take a roadmap and what was learned of the kinds of question."""
        self.roadmap = roadmap
        self._kinds = kinds

    def brief(self, reading: Reading) -> Told | None:
        """Take a message that is but a name, or little more, as a wish to see that entry."""
        mentions = reading.named or reading.mentions
        if len(mentions) == 1 and reading.says_only(mentions[0]):
            return Told(composing.entry(self.roadmap, mentions[0].entry), 1.0)
        return None

    def against(self, reading: Reading) -> Told | None:
        """Compare patterns that are set against each other."""
        patterns = reading.patterns(self.roadmap)
        return Told(composing.comparison(self.roadmap, patterns[:3]), 1.0) if len(patterns) > 1 else None

    def wish(self, reading: Reading) -> Wish:
        """Say which kind of question is asked about the names, and how probably."""
        match = max((self._kinds.match(clause) for clause in reading.clauses()), key=lambda match: match.confidence)
        heard = self._kinds.match(reading.past_courtesy()).inside
        problem = match.candidates[0].label == QuestionKind.PROBLEM
        first, second = [one for one in match.candidates if one.label != QuestionKind.PROBLEM][:2]
        kind, other = QuestionKind(first.label), QuestionKind(second.label)
        kinds = {kind, other}
        unclear = first.score - second.score < APART and kinds <= _ON_A_PORTRAIT
        if kinds == _OF_NEEDS and (needed := reading.is_needed()) is not None:
            kind = QuestionKind.NEEDED_BY if needed else QuestionKind.PREREQUISITES
            unclear = False
        probability = match.inside * self._kinds.first(first.score, 0.0) if problem else match.confidence
        return Wish(kind, probability, problem, unclear, heard)

    def told(self, reading: Reading, wish: Wish) -> Told | None:
        """Answer what is wished to know, or show the pattern as a whole where that is not clear."""
        if not reading.named and wish.probability < EVERYDAY:
            return None
        whole = self._whole(reading)
        if whole is not None and wish.unclear and not wish.problem and wish.probability >= FAINT:
            return Told(whole, wish.probability)
        answer = self._composed(wish.kind, reading) if wish.probability >= LEAST else None
        if answer is None and wish.probability >= FAINT:
            answer = whole
        return Told(answer, wish.probability) if answer is not None else None

    def _whole(self, reading: Reading) -> Answer | None:
        """Show the one pattern or term that is named, or the pattern in which all terms live that are."""
        named = {mention.entry.slug: mention.entry for mention in reading.named}
        entries = [entry for entry in named.values() if isinstance(entry, Pattern | Term)]
        if len(entries) == 1:
            return composing.entry(self.roadmap, entries[0])
        patterns = reading.patterns(self.roadmap)
        return composing.entry(self.roadmap, patterns[0]) if entries and len(patterns) == 1 else None

    def _composed(self, kind: QuestionKind, reading: Reading) -> Answer | None:
        roadmap = self.roadmap
        patterns = reading.patterns(roadmap)
        groups = reading.groups()
        match kind:
            case QuestionKind.GROUP if groups or patterns:
                return self._group(patterns, groups)
            case QuestionKind.NEXT | QuestionKind.PREVIOUS if patterns or groups:
                return composing.neighbour(roadmap, patterns[-1] if patterns else groups[0], kind)
            case QuestionKind.COMPARE if len(patterns) > 1:
                return composing.comparison(roadmap, patterns[:3])
            case QuestionKind.LOOKUP if patterns:
                return self._lookup(reading.named)
            case QuestionKind.PREREQUISITES if patterns:
                return self._foundation(reading, patterns)
            case QuestionKind.NEEDED_BY if patterns:
                return composing.dependents(roadmap, patterns[0])
            case QuestionKind.SUPPORTS if patterns:
                return composing.company(roadmap, patterns[0])
            case QuestionKind.PATH if patterns:
                return composing.route(roadmap, reading.goal(patterns), whole=reading.asks_all())
            case QuestionKind.PITFALL if patterns:
                return composing.caution(roadmap, patterns[0])
        return None

    def _lookup(self, mentions: Sequence[Mention]) -> Answer | None:
        """Show the first pattern or term that is named, or else the group."""
        ordered = sorted(mentions, key=lambda mention: mention.sort == "group")
        return composing.entry(self.roadmap, ordered[0].entry) if ordered else None

    def _group(self, patterns: list[Pattern], groups: list[Group]) -> Answer:
        if patterns:
            return composing.membership(self.roadmap, self.roadmap.group_of(patterns[0]), patterns[:1], groups)
        return composing.membership(self.roadmap, groups[0])

    def _foundation(self, reading: Reading, patterns: list[Pattern]) -> Answer:
        """Find whose prerequisites are asked for; where the words do not tell, the one that builds on the other."""
        if len(patterns) == 1:
            return composing.foundation(self.roadmap, patterns[0])
        first, second = patterns[:2]
        asks = reading.first_asks()
        if asks is None:
            asks = second in graph.prerequisites(self.roadmap, first.slug)
        return composing.foundation(self.roadmap, *((first, second) if asks else (second, first)))
