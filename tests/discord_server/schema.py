"""Schema: the bodies that the bot sends, held against Discord's own description of its API.

The description (an OpenAPI document) is named by the environment variable DISCORD_OPENAPI. Two of its
habits are bent before use: snowflakes may be numbers too, as Discord takes them and discord.py sends them;
and a union whose members are told apart by `type` is rewritten so that a fault is found in the member that
was meant, at its place, and not in all the others.
"""

import json
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs

from .records import Payload

VARIABLE = "DISCORD_OPENAPI"
SNOWFLAKE: Payload = {"anyOf": [{"type": "string", "pattern": "^(0|[1-9][0-9]*)$"}, {"type": "integer", "minimum": 0}]}


class Schema:
    def __init__(self, document: Payload) -> None:
        self._schemas = _bent(document["components"]["schemas"])
        self._bodies = dict(_bodies(document))
        self._validators: dict[tuple[str, str], Any] = {}

    @staticmethod
    def from_environment() -> "Schema | None":
        """The description that the environment names; None where it names none."""
        path = os.environ.get(VARIABLE)
        return _load(path) if path else None

    def faults(self, method: str, route: str, body: Any) -> Iterable[str]:
        """What the description does not allow in a body, each with its place."""
        operation = (method.lower(), route)
        if operation not in self._bodies:
            return [f"Discord's description has no body for {method} {route}"] if body is not None else []
        if body is None:
            return []
        if operation not in self._validators:
            root = {**self._bodies[operation], "components": {"schemas": self._schemas}}
            self._validators[operation] = jsonschema_rs.validator_for(root)
        return [
            f"{'/'.join(map(str, error.instance_path)) or 'body'}: {error.message[:300]}"
            for error in self._validators[operation].iter_errors(body)
        ]


@cache
def _load(path: str) -> Schema:
    return Schema(json.loads(Path(path).read_text(encoding="utf-8")))


def _bodies(document: Payload) -> Iterable[tuple[tuple[str, str], Payload]]:
    """Method and path of every operation that takes JSON, with the schema of its body."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if isinstance(operation, dict):
                content = operation.get("requestBody", {}).get("content", {})
                if "application/json" in content:
                    schema = content["application/json"]["schema"]
                    yield (method, path), _rewritten(schema, document["components"]["schemas"])


def _bent(schemas: Payload) -> Payload:
    return {name: SNOWFLAKE if name == "SnowflakeType" else _rewritten(s, schemas) for name, s in schemas.items()}


def _rewritten(schema: Any, schemas: Payload) -> Any:
    """The same schema, its unions told apart by `type` wherever their members are."""
    if isinstance(schema, list):
        return [_rewritten(each, schemas) for each in schema]
    if not isinstance(schema, dict):
        return schema
    bent = {key: _rewritten(value, schemas) for key, value in schema.items() if key not in ("oneOf", "anyOf")}
    for key in ("oneOf", "anyOf"):
        if key in schema:
            bent[key] = _rewritten(schema[key], schemas)
            by_type = _told_apart(schema[key], schemas)
            if by_type is not None:
                bent.pop(key)
                bent.setdefault("allOf", []).append(by_type)
    return bent


def _told_apart(members: list[Payload], schemas: Payload) -> Payload | None:
    """A union as "if the type is this, then that"; None where types do not tell its members apart."""
    given = [member for member in members if member.get("type") != "null"]
    union = given[0] if len(given) == 1 else _by_type(given, schemas)
    if union is None or len(given) == len(members):
        return union
    return {"if": {"not": {"type": "null"}}, "then": union}


def _by_type(members: list[Payload], schemas: Payload) -> Payload | None:
    cases = [(types, member) for member in members if (types := _types_of(member, schemas)) is not None]
    named = [each for types, _ in cases for each in types]
    if len(cases) < len(members) or len(named) != len(set(named)):
        return None
    return {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": named}},
        "allOf": [{"if": {"properties": {"type": {"enum": types}}}, "then": member} for types, member in cases],
    }


def _types_of(member: Payload, schemas: Payload) -> list[Any] | None:
    """The values that `type` may have in a member of a union."""
    reference = member.get("$ref", "")
    target: Payload = schemas.get(reference.rsplit("/", 1)[-1], {}) if reference else member
    kind = target.get("properties", {}).get("type", {})
    allowed: list[Any] | None = kind.get("enum")
    return allowed if allowed and "type" in target.get("required", []) else None
