"""The kinds of text and number that roadmap files hold, and their limits.

Limits of length are those of the cards that show the texts.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from knowledge import prose
from knowledge.prose import Prose

LANGUAGES = tuple(sorted(path.parent.name for path in (Path(__file__).parent / "languages").glob("*/kinds.yaml")))
"""Languages in which a roadmap may be written: each is a folder that says how questions are put in it."""
STRICT = ConfigDict(extra="forbid")
"""No key that is not known."""


def _prose(longest: int) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError("string_type", "not text")
        if not value.strip():
            raise ValueError("the text is empty. Write it")
        if len(value) > longest:
            raise ValueError(f"the text has {len(value)} characters, more than {longest}. Shorten it")
        return prose.parse(value)

    return parse


def _text(longest: int) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "minLength": 1, "maxLength": longest})


Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=40)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Noun = Annotated[str, StringConstraints(min_length=1, max_length=30, strip_whitespace=True)]
Phrase = Annotated[str, StringConstraints(min_length=2, max_length=600, strip_whitespace=True)]
Line = Annotated[Prose, BeforeValidator(_prose(200)), _text(200)]
Passage = Annotated[Prose, BeforeValidator(_prose(640)), _text(640)]
Essay = Annotated[Prose, BeforeValidator(_prose(800)), _text(800)]
Saying = Annotated[str, StringConstraints(min_length=1, max_length=600)]
"""Something that the bot says; spaces at its ends are meant."""
Sources = Annotated[tuple[Label, ...], Field(min_length=1)]
Override = Annotated[StrictBool, Field(description="Take this in place of what the extended roadmap has.")]
Number = Annotated[int, Field(ge=1, strict=True)]
