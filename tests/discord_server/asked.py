"""Asked: a request of the bot, read and ready for a handler."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from .records import Payload, Upload
from .refusals import Refusal, invalid_form, invalid_json, too_large

LARGEST_REQUEST = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    route: str
    """The template, as Discord's API description writes it: `/channels/{channel_id}/messages`."""
    params: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: Mapping[int, Upload]

    def id(self, name: str) -> int:
        """The snowflake of that name in the path."""
        value = self.params[name]
        if not value.isdecimal():
            raise invalid_form([name], "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    def query_id(self, name: str) -> int | None:
        value = self.query.get(name)
        if value is None:
            return None
        if not value.isdecimal():
            raise invalid_form([name], "NUMBER_TYPE_COERCE", f'Value "{value}" is not snowflake.')
        return int(value)

    @property
    def object(self) -> Payload:
        """The body where it must be a JSON object."""
        if not isinstance(self.body, dict):
            raise invalid_form([], "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")
        return self.body


async def read_body(request: web.Request) -> tuple[Any, Mapping[int, Upload]]:
    """The JSON of a request and its files, whether it came alone or in parts."""
    if not request.body_exists:
        return None, {}
    if (request.content_length or 0) > LARGEST_REQUEST:
        raise too_large()
    declared = request.headers.get("Content-Type", "")
    if declared == "application/json":
        raw = await request.read()
        return (_parsed(raw) if raw else None), {}
    if declared.startswith("multipart/form-data"):
        return await _read_parts(request)
    expected = "Expected \"Content-Type\" header to be one of {'application/json', 'multipart/form-data'}."
    raise invalid_form([], "CONTENT_TYPE_INVALID", expected)


async def _read_parts(request: web.Request) -> tuple[Any, Mapping[int, Upload]]:
    body: Any = None
    files: dict[int, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise invalid_json()
        name = part.name or ""
        content = bytes(await part.read(decode=False))
        if name == "payload_json":
            body = _parsed(content)
        elif name.startswith("files[") and name.endswith("]"):
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[int(name[6:-1])] = Upload(part.filename or "unknown", content, kind)
        else:
            raise Refusal(400, 50035, f"No such part: {name}")
    return body, files


def _parsed(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        raise invalid_json() from None
