"""The ground on which questions are derived: which patterns are too near to be told apart, and which may stand in."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from knowledge import graph, languages, prose
from knowledge.deriving.wording import lowered, sentence, series, shuffled, telling_in, turn
from knowledge.items import Choice
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.names import Lexicon
from knowledge.prose import Prose
from knowledge.text import tokens

REACH = 30
"""How far from the answer, in posts, a wrong option is looked for: far ones tempt nobody."""


class Ground:
    """A roadmap, seen by who makes questions of it."""

    def __init__(self, roadmap: Roadmap) -> None:
        """Find out which patterns are kin and which are neighbours."""
        self.roadmap = roadmap
        self.entry = roadmap.identity.words.entry
        self.entries = roadmap.identity.words.entries
        self.say = languages.texts(roadmap)
        self._lowers = languages.lowers(roadmap)
        self._lexicon = Lexicon(roadmap)
        self._find_telling = telling_in(roadmap)
        self._kin: defaultdict[str, set[str]] = defaultdict(set)
        self._reasons: dict[tuple[str, str], str] = {}
        self._telling: dict[str, frozenset[str]] = {}
        self._named: dict[str, set[str]] = {}
        self._numbers = {group.slug: group.number for group in roadmap.groups}
        for one, other in self._relations():
            self._kin[one].add(other)
            self._kin[other].add(one)
        for book in roadmap.phrasebooks:
            for distinction in book.tell_apart:
                reason = roadmap.text(distinction.reason)
                self._reasons[book.pattern, distinction.from_] = reason
                self._reasons.setdefault((distinction.from_, book.pattern), reason)

    def ask(self, seed: str, ways: str, text: str, **values: str) -> str:
        """Put a question in one of several ways, `text` with each letter of `ways`: always the same for one question."""
        return self.say(f"{text}-{turn(seed, ways)}", **values)

    def lowered(self, text: str) -> str:
        """Put a text into the middle of a sentence, unless its language writes nouns with a capital."""
        return lowered(text) if self._lowers else text

    def series(self, names: Sequence[str]) -> str:
        """Write names as a series: "A, B and C"."""
        return series(names, self.say("and"))

    def kin(self, *slugs: str) -> set[str]:
        """Give the patterns that are arguably right where one of `slugs` is: partners, needs, whole and part."""
        return set().union(*(self._kin[slug] for slug in slugs))

    def neighbours(self, slug: str) -> set[str]:
        """Give the patterns that the roadmap takes care to tell from `slug`."""
        return {other for one, other in self._reasons if one == slug}

    def homes(self, slug: str) -> tuple[str, ...]:
        """Give the patterns in which an entry lives."""
        entry = self.roadmap.entries[slug]
        match entry:
            case Term():
                return entry.hosts
            case Group():
                return tuple(pattern.slug for pattern in self.roadmap.members(entry))
        return (slug,)

    def named(self, text: str) -> set[str]:
        """Give the patterns that a plain text names, or of which it names a term."""
        if text not in self._named:
            mentions = (mention for mention in self._lexicon.find(tokens(text)) if mention.sort != "group")
            self._named[text] = {home for mention in mentions for home in self.homes(mention.entry.slug)}
        return self._named[text]

    def referred(self, words: Prose) -> set[str]:
        """Give the patterns that prose refers to, by themselves or by their group or term."""
        return {home for slug in prose.references(words) for home in self.homes(slug)}

    def telling(self, text: str) -> frozenset[str]:
        """Give the stems of the words that carry a text's meaning."""
        if text not in self._telling:
            self._telling[text] = self._find_telling(text)
        return self._telling[text]

    def rivals(self, answers: Collection[str], seed: str, barred: Collection[str] = ()) -> list[Pattern]:
        """Give the patterns that are wrong where `answers` are right, the most plausible first."""
        patterns = self.roadmap.patterns
        main = [self.roadmap.pattern(slug) for slug in answers]
        out = {*answers, *barred, *self.kin(*answers)}
        near = {slug for answer in answers for slug in self.neighbours(answer)}
        groups = {answer.group for answer in main}
        number = self._numbers[main[0].group]
        window = patterns[max(0, main[0].number - 1 - REACH) : main[0].number + REACH]
        candidates = {pattern.slug for pattern in window} | near

        def remoteness(slug: str) -> tuple[bool, bool, int]:
            group = self.roadmap.pattern(slug).group
            return group not in groups, slug not in near, abs(self._numbers[group] - number)

        return [self.roadmap.pattern(slug) for slug in sorted(shuffled(candidates - out, seed), key=remoteness)]

    def wrongs(
        self, answers: Collection[str], seed: str, barred: Collection[str] = (), *, apart: bool = False
    ) -> Iterator[Choice]:
        """Give rivals as options, with what each is for, or where `apart`, with what tells it from the answer."""
        for rival in self.rivals(answers, seed, barred):
            reasons = (self._reasons.get((answer, rival.slug)) for answer in answers if apart)
            yield self.wrong(rival, next(filter(None, reasons), None))

    def wrong(self, pattern: Pattern, why: str | None = None) -> Choice:
        """Make a pattern a wrong option."""
        return Choice(pattern.name, sentence(why or self.roadmap.text(pattern.summary)))

    def claimed(self, told: str) -> set[str]:
        """Give the members of each group whose own crisis is told: any of them could be meant."""
        words = self.telling(told)
        claims = (
            group
            for group in self.roadmap.groups
            if 2 * len(words & self.telling(f"{group.name}: {self.roadmap.text(group.problem)}")) > len(words)
        )
        return {pattern.slug for group in claims for pattern in self.roadmap.members(group)}

    def general(self, text: str) -> bool:
        """Say whether a text speaks of patterns as such, and so could be said of any of them."""
        return not {self.entry.casefold(), self.entries.casefold()}.isdisjoint(text.casefold().split())

    def own_texts(self, pattern: Pattern) -> tuple[Prose, ...]:
        """Give all that a pattern says of itself."""
        sign = (pattern.sign.text,) if pattern.sign else ()
        return (pattern.summary, pattern.fits, pattern.teaches, pattern.check.text, *sign)

    def _relations(self) -> Iterator[tuple[str, str]]:
        roadmap = self.roadmap
        for row in roadmap.problems:
            for home in self.homes(row.supporting) if row.supporting else ():
                yield row.primary, home
        for cause in roadmap.causes:
            yield cause.cause, cause.symptom
        for pattern in roadmap.patterns:
            for text in self.own_texts(pattern):
                for slug in self.named(roadmap.text(text)):
                    yield pattern.slug, slug
            if graph.needs(roadmap, pattern.slug):
                for earlier in graph.prerequisites(roadmap, pattern.slug):
                    yield pattern.slug, earlier.slug
        for term in roadmap.terms:
            for host in term.hosts:
                yield from ((host, other) for other in term.hosts if other != host)
