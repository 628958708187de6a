"""JSON Schemas of a roadmap's files, from the very types that read them: editors complete and check with them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import TypeAdapter

from knowledge import labels, languages, shapes
from knowledge.model import Pattern, Phrasebook

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file in a roadmap's folder: where such files lie, and what they hold."""

    place: str
    shape: Any


KINDS: Final[Mapping[str, FileKind]] = {
    "roadmap": FileKind("roadmap.yaml", shapes.RoadmapFile),
    "extension": FileKind("roadmap.yaml of a folder that extends another", shapes.ExtensionFile),
    "pattern": FileKind("patterns/*.yaml", Pattern),
    "phrases": FileKind("phrases/*.yaml", Phrasebook),
    "quiz": FileKind("quiz/*.yaml", shapes.QuizFile),
    "terms": FileKind("terms.yaml", shapes.TermsFile),
    "topics": FileKind("topics.yaml", shapes.TopicsFile),
    "off-topic": FileKind("off-topic.yaml", shapes.OffTopicFile),
    "examples": FileKind("examples.yaml", tuple[labels.Label, ...]),
}


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of file; raises KeyError where there is no such kind."""
    described = KINDS[kind]
    schema = TypeAdapter(described.shape).json_schema(mode="validation")
    texts = schema.get("properties", {}).get("texts")
    if texts is not None:
        texts["propertyNames"] = {"enum": list(languages.text_names())}
    return {"$schema": DIALECT, **schema, "title": f"roadmap-bot format {shapes.FORMAT}: {described.place}"}
