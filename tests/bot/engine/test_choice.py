"""Which engine a start has: what was wished, what is installed, and what turns out to be damaged."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.announcements import Announcement, Fetching, Learning, Without, said
from bot.engine import choice
from bot.engine.choice import ByWords, WithSentences, choose, described
from bot.engine.weights import MODEL, REPOSITORY, REVISION, TOKENIZER
from tests.bot.engine import exports
from tests.bot.engine.hub import Hub, serving
from tests.bot.processes import run
from tests.knowledge.folders import Folder
from tests.knowledge.senses import Senses


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "find_spec", lambda _: None)


@pytest.fixture
def all_installed() -> None:
    if not exports.is_there():
        pytest.skip(exports.ADVICE)


@pytest.fixture
def tea(environment: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """Give the environment of a process that knows a small roadmap and has learned nothing yet."""
    folder = Folder.small(tmp_path / "tea")
    return {**environment, "ROADMAP": str(folder.path), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_without_the_extra_words_decide_and_nothing_is_said(nothing_installed: None) -> None:
    told: list[Announcement] = []
    engine = choose(None, told.append)
    assert engine == ByWords("roadmap-bot[semantic] is not installed.")
    assert described(engine) == "words alone: roadmap-bot[semantic] is not installed."
    assert told == []


def test_off_is_off_whatever_is_installed() -> None:
    told: list[Announcement] = []
    assert choose("off", told.append) == ByWords("SENTENCE_MODEL is off.")
    assert told == []


def test_weights_without_the_extra_are_told_once(nothing_installed: None, tmp_path: Path) -> None:
    told: list[Announcement] = []
    engine = choose(tmp_path, told.append)
    (without,) = told
    assert isinstance(without, Without)
    assert without.reason.startswith(f"SENTENCE_MODEL: {tmp_path} cannot be used without onnxruntime, ")
    assert without.reason.endswith("Install roadmap-bot[semantic], or write off.")
    assert engine == ByWords(without.reason, wanted=True)


def test_an_engine_is_described_by_its_name() -> None:
    assert described(WithSentences(Senses())) == "words and the sentence model senses 1."


def test_what_takes_its_time_is_said_with_how_long() -> None:
    assert said(Learning(with_sentence_model=False)).endswith("This takes some seconds, once …")
    assert said(Learning(with_sentence_model=True)).endswith("this takes up to a minute, once …")
    assert said(Fetching("mini", 23)) == "Fetching the sentence model mini, 23 MB, once …"
    assert said(Without("It is gone. Get it.")) == "It is gone. Get it. Until then I answer by words alone."


@pytest.mark.usefixtures("all_installed")
def test_a_folder_s_model_takes_part_and_why_says_so(tea: dict[str, str], tmp_path: Path) -> None:
    weights = exports.folder(tmp_path / "mini", exports.of_tokens())
    done = run({**tea, "SENTENCE_MODEL": str(weights)}, "chat", given=b"nothing boils here\n/why\n")
    assert done.stderr == b""
    assert b"Found by: words and the sentence model mini " in done.stdout


def test_words_alone_are_named_too(tea: dict[str, str]) -> None:
    done = run(tea, "chat", given=b"nothing boils here\n/why\n")
    assert b"Found by: words alone\n" in done.stdout


@pytest.mark.parametrize("model", [None, b"damaged"])
def test_a_damaged_model_stops_no_start(tea: dict[str, str], tmp_path: Path, model: bytes | None) -> None:
    weights = tmp_path / "mini"
    weights.mkdir()
    if model is not None:
        exports.folder(weights, model)
    done = run({**tea, "SENTENCE_MODEL": str(weights)}, "ask", "kettle")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Kettle")
    (line,) = done.stderr.decode().splitlines()
    assert str(weights) in line
    assert line.endswith("Until then I answer by words alone.")


@pytest.fixture
def hub() -> Iterator[Hub]:
    """A hub that has the pinned files: what is in them is ours."""
    base = f"/{REPOSITORY}/resolve/{REVISION}"
    files = {f"{base}/{MODEL}": exports.of_tokens(), f"{base}/{TOKENIZER}": exports.words()}
    with serving(Hub(files, REVISION)) as served:
        yield served


@pytest.mark.usefixtures("all_installed")
def test_the_pinned_model_is_fetched_once_and_nothing_else_is_asked_or_told(tea: dict[str, str], hub: Hub) -> None:
    online = {**tea, "SENTENCE_MODEL": "", "HF_ENDPOINT": hub.address, "HF_TOKEN": "hf_secret"}
    for _ in range(2):
        done = run(online, "chat", given=b"nothing boils here\n/why\n")
        assert done.stderr == b""
        assert b"Found by: words and the sentence model all-MiniLM-L6-v2 " in done.stdout
    assert sorted(asked for asked in hub.asked if asked.startswith("GET")) == [f"GET {path}" for path in hub.files]
    assert {asked.partition(" ")[2] for asked in hub.asked} == hub.files.keys()
    assert hub.tokens == []


@pytest.mark.usefixtures("all_installed")
def test_without_a_network_words_decide_and_one_line_says_so(tea: dict[str, str]) -> None:
    # Nobody listens there: the port is for those who ask which ports there are.
    offline = {**tea, "SENTENCE_MODEL": "", "HF_ENDPOINT": "http://127.0.0.1:1"}
    done = run(offline, "ask", "kettle")
    assert done.returncode == 0
    assert done.stdout.startswith(b"Kettle")
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("The sentence model all-MiniLM-L6-v2 cannot be fetched (")
    assert line.endswith("or write off there. Until then I answer by words alone.")
