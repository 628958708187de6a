"""The JSON Schemas: they are those of our types, and every file that loads keeps to its own."""

import json
from pathlib import Path

import jsonschema_rs
import pytest
import yaml

from bot.command_line import FILE_KINDS
from bot.commands.new import TEMPLATE
from knowledge.loader import SHIPPED
from knowledge.schema import KINDS, schema_of

SCHEMAS = SHIPPED.parent.parent / "schemas"
FILES = sorted(path for folder in (SHIPPED, TEMPLATE) for path in folder.rglob("*.yaml"))


def test_the_command_line_names_every_kind() -> None:
    assert tuple(KINDS) == FILE_KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_the_schemas_that_files_name_are_up_to_date(kind: str) -> None:
    """Write them anew with `roadmap-bot schema --to knowledge/schemas`."""
    assert json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8")) == schema_of(kind)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_file_of_ours_names_its_schema_and_keeps_to_it(path: Path) -> None:
    first, text = path.read_text(encoding="utf-8").split("\n", 1)
    mark, _, name = first.partition("$schema=")
    assert mark == "# yaml-language-server: "
    kind = Path(name).stem
    if path.is_relative_to(SHIPPED):
        assert (path.parent / name).resolve() == SCHEMAS / f"{kind}.json"
    else:
        assert (path.parent / name).resolve() == TEMPLATE / ".schemas" / f"{kind}.json"
    jsonschema_rs.validator_for(schema_of(kind)).validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phrases", {"pattern": "No Slug", "situations": []}),
        ("phrases", {"pattern": "saga", "situations": [], "colour": "green"}),
        ("terms", {"terms": [{"slug": "x", "name": "X", "meaning": 3, "hosts": ["y"], "named": True}]}),
        ("roadmap", {"format": 2}),
        ("extension", {"format": 1}),
    ],
)
def test_what_does_not_load_is_marked_in_an_editor(kind: str, value: object) -> None:
    assert not jsonschema_rs.validator_for(schema_of(kind)).is_valid(value)
