from bot.doctor.findings import Level
from bot.doctor.settings import examine
from bot.settings import DISCORD_API, Settings


def test_settings_without_fault_are_one_line() -> None:
    known = examine({"LOG_LEVEL": "debug"})
    assert known.settings == Settings.from_env({"LOG_LEVEL": "debug"})
    assert [str(one) for one in known.findings] == ["ok       settings: All that are set can be used."]


def test_what_is_wrong_is_named_and_the_rest_is_used() -> None:
    wrong = {"DISCORD_API_URL": "nowhere", "HTTP_PORT": "0", "SHARD_IDS": "0-3", "LOG_LEVEL": "debug"}
    known = examine(wrong)
    assert known.wrong == {"DISCORD_API_URL", "HTTP_PORT", "SHARD_IDS"}
    assert {one.level for one in known.findings} == {Level.FAULT}
    assert len(known.findings) == 3
    assert (known.settings.discord_api_url, known.settings.log_level) == (DISCORD_API, "DEBUG")
    assert known.is_wrong("DISCORD")
    assert not known.is_wrong("DATABASE", "ROADMAP")


def test_two_tokens_are_told_without_showing_them() -> None:
    known = examine({"DISCORD_TOKEN": "hush.hush.hush", "DISCORD_TOKEN_FILE": "/nowhere"})
    assert known.is_wrong("DISCORD")
    assert "hush" not in " ".join(map(str, known.findings))


def test_shards_of_several_processes_want_postgresql() -> None:
    part = {"SHARD_COUNT": "4", "SHARD_IDS": "0-1"}
    *_, finding = examine(part | {"DATABASE_URL": "sqlite:////bot.sqlite3"}).findings
    assert finding.level is Level.WARNING
    (finding,) = examine(part | {"DATABASE_URL": "postgresql://db/bot"}).findings
    assert finding.level is Level.OK
