"""`roadmap-bot evaluate`: what it prints, and how it ends."""

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests.bot.processes import run

LABELS = """\
- q: payments are slow and every thread is blocked
  kind: problem
  gold: circuit-breaker
- q: what does saga need
  kind: prerequisites
  gold: saga
  must_mention: [dead-letter-queue]
- q: best pizza in town
  kind: none
"""


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "labels.yaml"
    path.write_text(LABELS)
    return path


def test_the_rates_are_a_table_and_the_same_as_json(environment: dict[str, str], labels: Path) -> None:
    told = run(environment, "evaluate", str(labels))
    assert (told.returncode, told.stderr) == (0, b"")
    assert told.stdout.decode().startswith("3 questions")
    as_json = json.loads(run(environment, "evaluate", "--json", str(labels)).stdout)
    assert as_json["questions"] == 3
    assert as_json["rates"]["first"]["share"] == 1
    assert as_json["kinds"].keys() == {"prerequisites"}


def test_a_rate_below_its_floor_ends_with_1_and_says_so(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("- {q: what is saga, kind: problem, gold: bff}\n")
    held = run(environment, "evaluate", str(path), "--floor", "first=0")
    broken = run(environment, "evaluate", str(path), "--floor", "first=75%", "--floor", "wrong=0.08")
    assert (held.returncode, broken.returncode) == (0, 1)
    assert broken.stderr.decode() == "first: 0.0 % is below 75 %.\nwrong: 100.0 % is above 8 %.\n"


def test_a_floor_that_nothing_measures_does_not_pass(environment: dict[str, str], labels: Path) -> None:
    done = run(environment, "evaluate", str(labels), "--floor", "frist=0.1")
    assert done.returncode == 1
    assert "frist: nothing among these questions measures it. There are first, top3" in done.stderr.decode()


def test_misses_are_listed_with_what_came_instead(environment: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "wrong.yaml"
    path.write_text("- {q: what is saga, kind: problem, gold: bff}\n")
    lines = run(environment, "evaluate", "--misses", str(path)).stdout.decode().splitlines()
    assert lines[-1] == "bff ← answer: saga (1.00)  what is saga"


@pytest.mark.parametrize(
    ("labels", "fault"),
    [
        ("- {q: hm, kind: problem, gold: sagga}", 'bad.yaml:1: the roadmap has no "sagga". Did you mean "saga"? Mend'),
        ("- {q: hm, kind: riddle}", 'bad.yaml:1: kind: "riddle" is not one of'),
        ("- {q: hm, kind: none, golden: saga}", 'bad.yaml:1: the key "golden" is not known here.'),
        ("- {q: ' ', kind: none}", "bad.yaml:1: the message is empty. Write it."),
        ("[]", "bad.yaml:1: the list is empty. Add labelled questions."),
        ("q: hm", "bad.yaml:1: a list is meant here."),
    ],
)
def test_labels_with_faults_are_named_by_line(
    environment: dict[str, str], tmp_path: Path, labels: str, fault: str
) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(labels)
    done = run(environment, "evaluate", str(path))
    assert done.returncode == 2
    assert fault in done.stderr.decode()


def test_a_file_that_is_not_there_is_named(environment: dict[str, str], tmp_path: Path) -> None:
    done = run(environment, "evaluate", str(tmp_path / "nowhere.yaml"))
    assert done.returncode == 2
    assert "nowhere.yaml: it cannot be read (No such file or directory)." in done.stderr.decode()


@pytest.mark.parametrize("bar", ["first", "first=", "first=101%", "first=1.5", "=0.5"])
def test_a_bar_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], bar: str) -> None:
    assert main(["evaluate", "--floor", bar]) == 2
    assert "is no bar. Write a rate and a share, such as first=0.75 or first=75%" in capsys.readouterr().err
