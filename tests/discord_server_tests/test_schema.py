"""Bodies are held against Discord's own description, where there is one to hold them against."""

import json
from pathlib import Path

import aiohttp
import pytest

from tests.discord_server import Permission, Server
from tests.discord_server.schema import VARIABLE, Schema

DOCUMENT = {
    "paths": {
        "/channels/{channel_id}/messages": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Body"}}}}
            }
        }
    },
    "components": {
        "schemas": {
            "SnowflakeType": {"type": "string"},
            "Body": {
                "type": "object",
                "properties": {
                    "content": {"type": ["string", "null"]},
                    "users": {"type": "array", "items": {"$ref": "#/components/schemas/SnowflakeType"}},
                    "part": {
                        "oneOf": [
                            {"type": "null"},
                            {"$ref": "#/components/schemas/Button"},
                            {"$ref": "#/components/schemas/Text"},
                        ]
                    },
                },
            },
            "Button": {
                "type": "object",
                "properties": {"type": {"type": "integer", "enum": [2]}, "label": {"type": "string", "maxLength": 3}},
                "required": ["type", "label"],
            },
            "Text": {
                "type": "object",
                "properties": {"type": {"type": "integer", "enum": [10]}, "content": {"type": "string"}},
                "required": ["type", "content"],
            },
        }
    },
}
ROUTE = "/channels/{channel_id}/messages"


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ({"content": "fine", "users": ["1", 2], "part": {"type": 10, "content": "x"}}, []),
        ({"part": None}, []),
        ({"content": 1}, ["content"]),
        ({"users": ["one"]}, ["users/0"]),
        ({"part": {"type": 2, "label": "long"}}, ["part/label"]),
        ({"part": {"type": 3}}, ["part/type"]),
    ],
)
def test_faults_are_found_at_their_place(body: object, places: list[str]) -> None:
    faults = list(Schema(DOCUMENT).faults("POST", ROUTE, body))
    assert [fault.split(":")[0] for fault in faults] == places


def test_a_union_is_told_apart_by_type() -> None:
    (fault,) = Schema(DOCUMENT).faults("POST", ROUTE, [{}])
    assert fault.startswith("body: ")


async def test_a_fault_is_in_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = tmp_path / "openapi.json"
    document.write_text(json.dumps(DOCUMENT))
    monkeypatch.setenv(VARIABLE, str(document))
    async with Server() as server:
        url = f"{server.api_url}/channels/{server.channel('general').id}/messages"
        headers = {"Authorization": f"Bot {server.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            await session.post(url, json={"content": "x", "users": ["one"]})
        assert [fault.what.split(":")[0] for fault in server.log.faults] == ["users/0"]


def test_without_a_description_it_is_said_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert Server().log.text().count(VARIABLE) == 1


async def test_rights_follow_roles_overwrites_and_what_they_imply() -> None:
    server = Server()
    ana, admin = server.person("ana"), server.person("mia", admin=True)
    channel = server.channel("general")
    held = server.world.permissions(channel, ana.id)
    assert Permission.SEND_MESSAGES in held
    assert Permission.MANAGE_GUILD not in held
    server.deny(channel, Permission.SEND_MESSAGES, to=ana)
    held = server.world.permissions(channel, ana.id)
    assert Permission.ATTACH_FILES not in held
    assert Permission.VIEW_CHANNEL in held
    server.deny(channel, Permission.VIEW_CHANNEL, to=ana)
    assert server.world.permissions(channel, ana.id) == Permission.NONE
    server.deny(channel, Permission.VIEW_CHANNEL, to=admin)
    assert Permission.MANAGE_GUILD in server.world.permissions(channel, admin.id)
