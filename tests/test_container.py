"""What the Dockerfile, .dockerignore and compose.yaml promise; `make prove-image` builds and starts it."""

import importlib.util
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.command_line import parse
from bot.frontends.discord.draining import DRAIN
from bot.settings import Settings
from tests.dockerfile import FILE, Stage, stages
from tests.proofs.image import compose
from tests.proofs.image.building import places_in
from tests.proofs.image.compose import Service, filled, services

ROOT = Path(__file__).parent.parent
ALONE = {"DISCORD_TOKEN": "a.b.c"}
TOGETHER = ALONE | {"POSTGRES_PASSWORD": "p@ss:word"}
OF_OTHERS = {"PGPASSWORD"}
"""What a bot is told that its settings do not know: the driver of PostgreSQL reads it."""
OF_COMPOSE = {"POSTGRES_PASSWORD", "SHARD_IDS_2"}
"""What .env may hold for nobody but Compose and the database."""


@pytest.fixture
def runtime() -> Stage:
    return stages()[-1]


class Asked(dict[str, str]):
    """An environment that says nothing and remembers what it was asked for."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        self[name] = ""
        return default


def known() -> set[str]:
    """Name all settings."""
    asked = Asked()
    Settings.from_env(asked)
    return set(asked)


def bots(env_file: dict[str, str], *profiles: str) -> list[Service]:
    return [service for service in services(env_file, *profiles).values() if service.ours]


def settings_of(service: Service, runtime: Stage) -> Settings:
    return Settings.from_env(runtime.environment() | dict(service.environment))


# The image


def test_only_what_the_package_is_made_of_is_sent_to_the_builder() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if not line.startswith("#")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    made_of = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    made_of |= set(project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    copied = {word for stage in stages() for rest in stage.all("COPY") if "--from" not in rest for word in rest.split()}
    assert rules[0] == "*"
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == made_of | (copied - {".", "./"})
    assert rules[-1] == "**/__pycache__"


def test_every_library_is_installed_by_its_hash() -> None:
    commands = [command for stage in stages() for rest in stage.all("RUN") for command in rest.split("&&")]
    installs = [command for command in commands if re.search(r"\bpip\b.* install ", command)]
    assert len(installs) == 3
    assert all("--require-hashes" in command or "--no-index" in command for command in installs)


def test_the_image_runs_without_root_and_keeps_its_data_in_one_volume(runtime: Stage) -> None:
    user, group = map(int, runtime.the("USER").split(":"))
    assert user > 0
    assert group > 0
    assert runtime.the("VOLUME") == runtime.environment()["XDG_DATA_HOME"] == "/data"


def test_all_stages_have_the_same_python() -> None:
    first, *others = (stage.base for stage in stages() if ":" in stage.base)
    assert set(others) == {first}


def test_what_the_image_sets_is_a_setting(runtime: Stage) -> None:
    ours = {name for name in runtime.environment() if not name.startswith(("PATH", "PYTHON", "XDG_"))}
    assert ours <= known()
    assert Settings.from_env(runtime.environment()).http_port == 8080


def test_what_the_image_starts_is_a_command(runtime: Stage) -> None:
    program, *arguments = runtime.words("CMD")
    assert program in tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
    assert parse(arguments).command == "run"


@contextmanager
def page(status: int) -> Iterator[int]:
    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/healthz" else 404)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_the_health_check_follows_the_page(runtime: Stage, status: int, well: bool) -> None:
    program, *arguments = runtime.words("HEALTHCHECK")
    assert program == "python"
    with page(status) as port:
        environment = {"PATH": os.environ["PATH"], "HTTP_PORT": str(port)}
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
    assert (done.returncode == 0) is well


def test_without_pages_there_is_nothing_to_check(runtime: Stage) -> None:
    _, *arguments = runtime.words("HEALTHCHECK")
    environment = {"PATH": os.environ["PATH"], "HTTP_PORT": ""}
    assert (
        subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False).returncode == 0
    )


# Compose


def test_without_a_profile_one_process_keeps_everything_in_the_volume(runtime: Stage) -> None:
    (service,) = services(ALONE).values()
    settings = settings_of(service, runtime)
    assert service.ours
    assert settings.shard_count is None
    assert settings.shard_ids is None
    assert service.volumes.keys() == {runtime.the("VOLUME")}


def test_without_a_database_of_its_own_it_uses_sqlite(runtime: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    (service,) = bots(ALONE)
    for name, value in runtime.environment().items():
        if name.startswith("XDG_"):
            monkeypatch.setenv(name, value)
    assert settings_of(service, runtime).database_url.startswith("sqlite+aiosqlite:////data/")


def test_with_the_profile_two_processes_share_a_postgresql_and_all_shards(runtime: Stage) -> None:
    everything = services(TOGETHER, "postgresql")
    first, second = (settings_of(service, runtime) for service in bots(TOGETHER, "postgresql"))
    assert first.database_url == second.database_url == "postgresql+asyncpg://roadmap-bot@database/roadmap-bot"
    assert first.shard_count == second.shard_count == 2
    assert sorted((first.shard_ids or ()) + (second.shard_ids or ())) == [0, 1]
    database = everything["database"]
    assert database.environment["POSTGRES_USER"] == "roadmap-bot"
    for service in bots(TOGETHER, "postgresql"):
        assert service.environment["PGPASSWORD"] == database.environment["POSTGRES_PASSWORD"]
        assert service.said["depends_on"]["database"]["condition"] == "service_healthy"


def test_the_profile_without_a_password_leaves_one_process_that_works(runtime: Stage) -> None:
    # The database refuses to start then, and who waits for it is not started.
    first, _ = bots(ALONE, "postgresql")
    assert settings_of(first, runtime).shard_ids is None
    assert services(ALONE, "postgresql")["database"].environment["POSTGRES_PASSWORD"] == ""


def test_what_env_says_of_the_database_and_the_shards_comes_first(runtime: Stage) -> None:
    (service,) = bots(
        TOGETHER | {"DATABASE_URL": "postgresql://me@elsewhere/bot", "SHARD_COUNT": "4", "SHARD_IDS": "0-2"}
    )
    settings = settings_of(service, runtime)
    assert settings.database_url == "postgresql+asyncpg://me@elsewhere/bot"
    assert settings.shard_ids == (0, 1, 2)


def test_two_processes_serve_all_shards_where_there_are_more_of_them(runtime: Stage) -> None:
    more = TOGETHER | {"SHARD_COUNT": "5", "SHARD_IDS": "0-2", "SHARD_IDS_2": "3-4"}
    first, second = (settings_of(service, runtime) for service in bots(more, "postgresql"))
    assert first.shard_count == second.shard_count == 5
    assert (first.shard_ids or ()) + (second.shard_ids or ()) == (0, 1, 2, 3, 4)


@pytest.mark.parametrize("name", ["bot", "bot-2", "database"])
def test_no_container_has_more_rights_than_it_needs(name: str) -> None:
    said = services(TOGETHER, "postgresql")[name].said
    assert said["read_only"] is True
    assert said["cap_drop"] == ["ALL"]
    assert said["security_opt"] == ["no-new-privileges:true"]
    assert said["restart"] == "unless-stopped"
    assert said["logging"]["options"].keys() == {"max-size", "max-file"}
    assert not {"ports", "privileged", "cap_add", "network_mode"} & said.keys()
    assert not any(place.startswith("/") for place in services(TOGETHER, "postgresql")[name].volumes.values())


def test_a_container_has_time_to_answer_what_has_begun() -> None:
    for service in bots(TOGETHER, "postgresql"):
        assert float(service.said["stop_grace_period"].removesuffix("s")) >= 2 * DRAIN


def test_every_variable_of_compose_is_known() -> None:
    assert set(compose.variables()) - OF_COMPOSE <= known()
    for service in bots({}, "postgresql"):
        assert set(service.environment) - OF_OTHERS <= known()


def test_volumes_are_declared() -> None:
    content = compose.content()
    used = {name for service in services(TOGETHER, "postgresql").values() for name in service.volumes.values()}
    assert used == set(content["volumes"])


def test_the_file_with_the_token_is_never_committed() -> None:
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


def test_variables_are_put_in_as_compose_does() -> None:
    assert filled("${A}-${B:-b}-${A:+yes}", {"A": "a"}) == "a-b-yes"
    assert filled("x${A:-${B:+p${B}q}}z", {"B": "b"}) == "xpbqz"
    assert filled("x${A:-${B:+p${B}q}}z", {}) == "xz"
    with pytest.raises(ValueError, match="brace"):
        filled("${A:-b", {})


def test_what_the_settings_of_pip_name_on_this_machine_is_found(tmp_path: Path) -> None:
    (tmp_path / "simple").mkdir()
    named = [f"file://{tmp_path}/simple https://mirror.example/simple", str(tmp_path / "simple"), "180", "/not/there"]
    assert places_in(named) == [tmp_path, tmp_path / "simple"]


def test_what_the_image_compiles_beforehand_is_there() -> None:
    imported = re.findall(r'python -c "import ([^"]+)"', FILE.read_text(encoding="utf-8"))
    modules = [name.strip() for names in imported for name in names.split(",")]
    assert "bot.frontends.discord.process" in modules
    assert [name for name in modules if importlib.util.find_spec(name) is None] == []
