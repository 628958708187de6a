"""Which patterns, groups and terms a text names: aliases exactly, near misspellings, numbers."""

import re
import sys
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal, TypeAlias

from rapidfuzz import process
from rapidfuzz.distance import OSA

from knowledge import languages
from knowledge.model import Group, Pattern, Roadmap, Term
from knowledge.text import tokens

Named: TypeAlias = Pattern | Term | Group
Sort: TypeAlias = Literal["pattern", "term", "group"]

_JOINED = 7
_GUESSED = 4
_BEGINNING, _TELLING = 3, 5
"""Letters by which most words are told from those that names begin with, and by which nearly all are."""
_LAST = chr(sys.maxunicode)
"""Stands behind every letter."""
_MEMORY = 4_000
"""Words, the short ones with the next, of which it is remembered how long a name may be that begins with them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An entry that a text names, and the words that name it: from `start` up to, not including, `end`."""

    entry: Named
    start: int
    end: int
    exact: bool = True
    weak: bool = False
    """A lone everyday word, such as "deployment" for the group of that name."""

    @property
    def sort(self) -> Sort:
        """Say what sort of entry is named."""
        if isinstance(self.entry, Pattern):
            return "pattern"
        return "term" if isinstance(self.entry, Term) else "group"


class Lexicon:
    """Every name of a roadmap's entries."""

    def __init__(self, roadmap: Roadmap) -> None:
        """Index the names of `roadmap`."""
        self._stem = languages.stem_of(roadmap)
        self._speech = languages.vocabulary(roadmap)
        self._letters = frozenset("123456789").union(letter[0] for letter in self._speech.group_letters)
        self._entries: dict[str, Named] = {}
        self._groups = {group.number: group for group in roadmap.groups}
        self._posts = {pattern.number: pattern for pattern in roadmap.patterns}
        self._digits = max(2, len(str(len(self._posts))))
        entries = roadmap.entries.values()
        named = [(words, entry) for entry in entries for name in names_of(entry) if (words := tokens(name))]
        self._longest: dict[str, int] = defaultdict(int)
        """How many words each name may have where it is spelled apart."""
        # What somebody wrote down as a name means that, also where it is the plural of another.
        for words, entry in named:
            self._add("".join(words), entry, len(words))
        for words, entry in named:
            self._add_forms(words, entry)
        self._first_words = self._by_first_word(roadmap)
        self._written = sorted(self._entries)
        self._alone = self._speech.counting.union(self._first_words, self._entries)
        begun = (word[:end] for word in self._alone for end in range(1, _TELLING + 1))
        self._beginnings = frozenset(begun)
        self._opens = lru_cache(_MEMORY)(self._may_open)
        self._long: dict[tuple[str, int], list[str]] = defaultdict(list)
        for name in self._entries:
            if len(name) >= _JOINED:
                self._long[name[0], len(name)].append(name)

    def words(self) -> Iterator[tuple[str, ...]]:
        """Give every name, cut into words."""
        seen: set[str] = set()
        for entry in self._entries.values():
            if entry.slug not in seen:
                seen.add(entry.slug)
                yield from (tokens(name) for name in names_of(entry))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Which words stand side by side in names; small words stand beside all others, too."""
        pairs = (pair for name in self.words() for pair in pairwise(name))
        return frozenset(pair for pair in pairs if self._speech.small.isdisjoint(pair))

    def find(self, words: Sequence[str], known: Sequence[bool] = ()) -> tuple[Mention, ...]:
        """Give the entries that `words` name, in the order in which they stand; the longest name wins.

        `known[i]` says whether word i is a word of the roadmap's texts; a name is guessed only over an unknown one.
        """
        mentions: list[Mention] = []
        sure = all(known)
        end = 0
        for place, first in enumerate(words):
            # Most words of a question begin no name: their first letters tell, and spare the search.
            if place < end or (sure and not (first[:_BEGINNING] in self._beginnings or self._is_number(first))):
                continue
            longest = self._longest_from(first, words[place + 1] if place + 1 < len(words) else "")
            guessed = not (sure or all(known[place : place + _GUESSED]))
            mention = self._at(words, place, longest, known) if longest or guessed else None
            if mention is not None:
                mentions.append(replace(mention, start=max(mention.start, end)))
                end = mention.end
        return tuple(mentions)

    def _add_forms(self, name: tuple[str, ...], entry: Named) -> None:
        """Index the plurals of a name; the stem of a lone word means too much ("modern" is no modernization)."""
        stems = ["".join(map(self._stem, name))] if len(name) > 1 else []
        for form in (*self._speech.plurals_of("".join(name)), *stems):
            self._add(form, entry, len(name))

    def _add(self, name: str, entry: Named, words: int) -> None:
        self._entries.setdefault(name, entry)
        self._longest[name] = max(self._longest[name], words + 1)

    def _by_first_word(self, roadmap: Roadmap) -> dict[str, Pattern]:
        """Give the patterns that the first word of their name tells from all others, unless it is a name by itself."""
        first = {pattern.slug: tokens(pattern.name)[:1] for pattern in roadmap.patterns}
        alone = {words for words, times in Counter(first.values()).items() if times == 1}
        return {
            words[0]: roadmap.pattern(slug)
            for slug, words in first.items()
            if words in alone and words[0] not in self._entries
        }

    def _at(self, words: Sequence[str], start: int, longest: int, known: Sequence[bool]) -> Mention | None:
        first = words[start]
        if first in self._speech.counting or self._is_number(first):
            numbered = self._numbered(words, start)
            if numbered is not None:
                return numbered
        for end in range(min(len(words), start + longest), start, -1):
            entry = self._entries.get(first) if end == start + 1 else self._spelled(words[start:end])
            if entry is not None:
                return self._mention(entry, words, start, end)
        if first in self._first_words and self._stands_for_post(words, start + 1):
            return Mention(self._first_words[first], start, start + 2)
        if all(known[start : start + _GUESSED]):
            return None
        for end in range(min(len(words), start + _GUESSED), start, -1):
            if not all(known[start:end]):
                entry = self._guess("".join(words[start:end]))
                if entry is not None:
                    return Mention(entry, start, end, exact=False)
        return None

    def _longest_from(self, first: str, after: str) -> int:
        """Say how many words a name may have that begins with `first`, 0 where none does; `after` is the next word."""
        # A short word alone may begin too many.
        after = after if len(first) < _TELLING else ""
        joined, stems = first + after, self._stem(first) + self._stem(after)
        likely = joined[:_TELLING] in self._beginnings or stems[:_TELLING] in self._beginnings
        return self._opens(first, after) if likely else self._stands_alone(first)

    def _may_open(self, first: str, after: str) -> int:
        begun = max(self._most(first + after), self._most(self._stem(first) + self._stem(after)))
        return begun or self._stands_alone(first)

    def _stands_alone(self, word: str) -> int:
        return int(word in self._alone or self._is_number(word))

    def _is_number(self, word: str) -> bool:
        """Say whether a word may be the number of a group or a post ("7th", "g2")."""
        return word[0] in self._letters and not word.isalpha()

    def _most(self, letters: str) -> int:
        """Say how many words a name may have that begins, written without spaces, with these letters."""
        begin, end = bisect_left(self._written, letters), bisect_left(self._written, letters + _LAST)
        return max(map(self._longest.__getitem__, self._written[begin:end]), default=0)

    def _stands_for_post(self, words: Sequence[str], place: int) -> bool:
        """Say whether a word makes the one before it a name: "integration post", "the integration one"."""
        word = words[place] if place < len(words) else ""
        before = words[place - 2] if place > 1 else ""
        return word in self._speech.post_words or (word in self._speech.stand_ins and before in self._speech.articles)

    def _spelled(self, window: Sequence[str]) -> Named | None:
        return self._entries.get("".join(window)) or self._entries.get("".join(map(self._stem, window)))

    def _mention(self, entry: Named, words: Sequence[str], start: int, end: int) -> Mention:
        if not isinstance(entry, Group):
            return Mention(entry, start, end)
        group_words = self._speech.group_words
        marked_before = start > 0 and words[start - 1] in group_words
        marked_after = end < len(words) and words[end] in group_words
        # "deployment" alone may mean anything; in a text that speaks of groups it is one.
        weak = end - start == 1 and not group_words & set(words)
        return Mention(entry, start - marked_before, end + marked_after, weak=weak)

    def _numbered(self, words: Sequence[str], start: int) -> Mention | None:
        """Read "group 2", "group two", "second group", "g2", "post 14"."""
        speech = self._speech
        short = speech.short_group.match(words[start])
        if short and int(short[1]) in self._groups:
            return Mention(self._groups[int(short[1])], start, start + 1)
        if start + 1 == len(words):
            return None
        word, after = words[start], words[start + 1]
        if word in speech.group_words and self._number(after) in self._groups:
            return Mention(self._groups[self._number(after)], start, start + 2)
        ordinal = self._ordinal(word)
        if after in speech.group_words and ordinal in self._groups:
            return Mention(self._groups[ordinal], start, start + 2)
        # "7th post" counts; "the first post" may be any.
        if after in speech.post_words and word not in speech.placed and ordinal in self._posts:
            return Mention(self._posts[ordinal], start, start + 2)
        # "number 7" is a post, "my number one problem" is not.
        counted = word in speech.post_words or (word in speech.digit_words and after.isdecimal())
        if counted and self._number(after) in self._posts:
            return Mention(self._posts[self._number(after)], start, start + 2)
        return None

    def _ordinal(self, word: str) -> int:
        found = self._speech.digit_ordinal.match(word)
        return int(found[1]) if found else self._speech.placed.get(word, 0)

    def _number(self, word: str) -> int:
        short = word.isdecimal() and len(word) <= self._digits
        return int(word) if short else self._speech.numbered.get(word, 0)

    def _guess(self, joined: str) -> Named | None:
        """Find the name that a run of words misspells.

        One letter in five may be wrong, but not the first, which people rarely miss; and seven must be there.
        """
        if len(joined) < _JOINED:
            return None
        furthest = len(joined) // 5
        lengths = range(len(joined) - furthest, len(joined) + furthest + 1)
        candidates = [name for length in lengths for name in self._long.get((joined[0], length), ())]
        found = process.extractOne(joined, candidates, scorer=OSA.distance, score_cutoff=furthest)
        return self._entries[found[0]] if found else None


def names_of(entry: Named) -> tuple[str, ...]:
    """Give every name under which people know an entry."""
    title = re.sub(r"\(.*?\)", " ", entry.name)
    inner = re.findall(r"\((.*?)\)", entry.name)
    post = (entry.post,) if isinstance(entry, Pattern) else ()
    return (title, *inner, entry.slug, *post, *entry.names)
