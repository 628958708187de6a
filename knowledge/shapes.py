"""What each roadmap file may hold, and how a value that does not fit is explained."""

import dataclasses
from functools import cache
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, StrictBool, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass
from pydantic_core import ErrorDetails
from rapidfuzz import process

from knowledge.document import Document, Path, written
from knowledge.faults import Fault
from knowledge.model import (
    Cause,
    Credit,
    FailureMode,
    Group,
    Identity,
    Need,
    Problem,
    Situation,
    Tagline,
    Term,
    Topic,
    Words,
)
from knowledge.questions import Challenge, Question
from knowledge.values import STRICT, Label, Phrase, Saying, Slug

FORMAT = 1
Shape = TypeVar("Shape")
_REASONS = {
    "string_too_short": "the text is too short. Write it out",
    "tuple_type": "a list is meant here. Write each item on a line of its own, after a hyphen",
    "dataclass_type": "a block of keys is meant here. Write `key: value` lines",
    "dataclass_exact_type": "a block of keys is meant here. Write `key: value` lines",
}


@dataclass(frozen=True, slots=True, config=STRICT, kw_only=True)
class RoadmapFile(Identity):
    """`roadmap.yaml`: who the roadmap is, its groups and its tables."""

    format: Literal[1]
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    problems: tuple[Problem, ...] = ()
    needs: tuple[Need, ...] = ()
    causes: tuple[Cause, ...] = ()
    failure_modes: tuple[FailureMode, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT, kw_only=True)
class ExtensionFile:
    """`roadmap.yaml` of a folder that extends another roadmap: what it says of itself, and what it adds."""

    format: Literal[1]
    extends: Label
    slug: Slug | None = None
    title: Label | None = None
    tagline: Tagline | None = None
    credit: Credit | None = None
    words: Words | None = None
    texts: dict[str, Saying] = dataclasses.field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()
    needs: tuple[Need, ...] = ()
    causes: tuple[Cause, ...] = ()
    failure_modes: tuple[FailureMode, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class TermsFile:
    """`terms.yaml`."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class TopicsFile:
    """`topics.yaml`."""

    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class OffTopicFile:
    """`off-topic.yaml`: what people say that the roadmap cannot answer."""

    kinds: tuple[Situation, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class QuizFile:
    """A file of `quiz/`."""

    questions: tuple[Question, ...] = ()
    challenges: tuple[Challenge, ...] = ()


@dataclass(frozen=True, slots=True, config=STRICT)
class KindsFile:
    """`kinds.yaml` of a language: how people ask each kind of question, with {pattern} and {group} for names."""

    kinds: dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True, config=STRICT)
class ThesaurusFile:
    """`thesaurus.yaml` of a language: words and short expressions of one meaning, by concept."""

    concepts: dict[str, tuple[Phrase, ...]]


@dataclass(frozen=True, slots=True, config=STRICT)
class DomainsFile:
    """`domains.yaml` of a language: words that only tell from which business a message comes."""

    words: tuple[Label, ...]


@dataclass(frozen=True, slots=True, config=STRICT)
class TextsFile:
    """`texts.yaml` of a language: what entries and posts are called unless a roadmap says so, and what the bot says."""

    words: Words
    lowers: StrictBool
    """Whether a sentence's first word is written small within another: not where nouns have capitals."""
    texts: dict[str, Saying]


def strange_format(document: Document) -> Fault | None:
    """Say what to do where a roadmap's file is written for another version of us: the rest need not fit either."""
    value = document.value.get("format") if isinstance(document.value, dict) else None
    if not isinstance(value, int) or isinstance(value, bool) or value == FORMAT:
        return None
    if value > FORMAT:
        said = f"format {value} is newer than this program, which reads format {FORMAT}. Update roadmap-bot."
    else:
        said = f"format {value} is older than format {FORMAT}, which this program reads. See docs/roadmap-format.md."
    return document.fault(("format",), said)


def fit(shape: type[Shape], document: Document) -> Shape | list[Fault]:
    """Read a document as `shape`, or tell every way in which it does not fit."""
    try:
        value: Shape = _adapter(shape).validate_python(document.value)  # type: ignore[arg-type]  # a class can be hashed
    except ValidationError as error:
        details = error.errors()
        return [_explain(document, detail) for detail in details if not _follows(detail, details)]
    return value


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _follows(detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Say whether a list is too short only because items in it are faulty themselves."""
    place = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(place)] == place and other is not detail for other in details
    )


def _explain(document: Document, detail: ErrorDetails) -> Fault:
    path: Path = detail["loc"]
    kind = detail["type"]
    if kind == "missing":
        return document.fault(path[:-1], f'"{path[-1]}" is missing. Add it.')
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return document.fault(path, f'the key "{path[-1]}" is not known here. Remove it or mend its spelling.')
    name = f"{path[-1]}: " if path and isinstance(path[-1], str) else ""
    return document.fault(path, f"{name}{_reason(kind, detail)}.")


def _reason(kind: str, detail: ErrorDetails) -> str:
    value = detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    match kind:
        case "string_type" if isinstance(value, (dict, tuple)):
            return "a text is meant here, not a list or a block of keys. Write one text"
        case "string_type" if value is None:
            return "the text is missing. Write it"
        case "string_type":
            return f'"{written(value)}" is read as something else than text. Put it in quotes'
        case "string_pattern_mismatch":
            return f'"{value}" is no slug. Use lower-case letters, digits and single hyphens'
        case "string_too_long":
            return f"the text has {len(value)} characters, more than {context['max_length']}. Shorten it"
        case "too_short":
            return f"the list has {context['actual_length']} items, fewer than {context['min_length']}. Add some"
        case "too_long":
            return f"the list has more than {context['max_length']} items. Remove some"
        case "bool_type" | "bool_parsing":
            return f'"{written(value)}" is neither true nor false. Write one of them'
        case "int_type" | "int_parsing":
            return f'"{written(value)}" is no whole number. Write digits without quotes'
        case "greater_than_equal" | "less_than_equal":
            small, bound = "ge" in context, context.get("ge", context.get("le"))
            return f"{value} is too {'small' if small else 'large'}. Write {bound} or {'more' if small else 'less'}"
        case "literal_error" if context["expected"] == str(FORMAT):
            return f'"{written(value)}" is no version of the format. Write {FORMAT}, without quotes'
        case "literal_error" | "enum":
            return f'"{written(value)}" is not one of {context["expected"]}. Write one of them'
        case "value_error":
            return str(context["error"])
    return _REASONS.get(kind) or f"{detail['msg'].removeprefix('Value should ').lower()}. Mend it"


def closest(word: str, words: list[str]) -> str:
    """Say which known word was probably meant, or nothing."""
    found = process.extractOne(word, words, score_cutoff=70)
    return f' Did you mean "{found[0]}"?' if found else ""
