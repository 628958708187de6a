"""`roadmap-bot questions`: the whole bank as a list and as JSON Lines."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.__main__ import main
from knowledge.bank import bank_of
from knowledge.model import Roadmap
from tests.bot.processes import run
from tests.knowledge.folders import Folder

KEYS = ["id", "format", "stem", "options", "correct", "why", "why_not"]
KEYS += ["patterns", "group", "difficulty", "origin", "source"]
TYPES = {str: ("id", "format", "stem", "why", "group", "origin", "source"), list: ("options", "correct", "patterns")}


@pytest.fixture
def written(environment: dict[str, str]) -> list[dict[str, Any]]:
    done = run(environment, "questions", "--jsonl")
    assert (done.returncode, done.stderr) == (0, b"")
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_each_line_is_a_question_with_the_keys_of_the_contract(roadmap: Roadmap, written: list[dict[str, Any]]) -> None:
    assert len(written) == len(bank_of(roadmap)) + len(roadmap.challenges)
    groups = {group.slug for group in roadmap.groups}
    for entry in written:
        assert list(entry) == KEYS
        assert all(isinstance(entry[key], kind) for kind, keys in TYPES.items() for key in keys), entry["id"]
        assert entry["difficulty"] in (1, 2, 3)
        assert entry["origin"] in ("authored", "derived")
        assert entry["group"] in groups
        assert entry["patterns"]
        assert all(map(roadmap.is_pattern, entry["patterns"]))


def test_right_and_wrong_options_are_told_apart_and_explained(written: list[dict[str, Any]]) -> None:
    for entry in (entry for entry in written if entry["format"] != "open"):
        places = range(len(entry["options"]))
        assert set(entry["correct"]) <= set(places)
        assert entry["format"] == ("single" if len(entry["correct"]) == 1 else "multiple")
        assert [int(place) for place in entry["why_not"]] == [
            place for place in places if place not in entry["correct"]
        ]
        assert all(entry["why_not"].values())
        assert entry["why"]


def test_both_formats_are_there_and_the_right_option_stands_in_every_place(written: list[dict[str, Any]]) -> None:
    assert {entry["format"] for entry in written} == {"single", "multiple", "open"}
    assert {entry["correct"][0] for entry in written if entry["format"] == "single"} == {0, 1, 2, 3}


def test_a_challenge_is_open_and_its_why_is_the_model_answer(roadmap: Roadmap, written: list[dict[str, Any]]) -> None:
    (challenge,) = (entry for entry in written if entry["format"] == "open")
    assert (challenge["options"], challenge["correct"], challenge["why_not"]) == ([], [], {})
    assert challenge["why"] == roadmap.text(roadmap.challenges[0].answer)
    assert (challenge["id"], challenge["group"]) == ("monolith-migration", "modern-infrastructure")


def test_the_bank_is_printed_alike_by_every_process(environment: dict[str, str]) -> None:
    one, other = (run({**environment, "PYTHONHASHSEED": seed}, "questions", "--jsonl").stdout for seed in ("1", "2"))
    assert one == other


def test_a_list_for_reading_names_each_question_and_counts_by_group(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.small(tmp_path / "tea")
    monkeypatch.setenv("ROADMAP", str(folder.path))
    assert main(["questions"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("  ", 1)[0] == "first-step"
    assert lines[0].endswith("situation  1  What comes first?")
    assert lines[-4:] == [
        "",
        "Water: 1, of which 1 written by hand",
        "Leaves: 0, of which 0 written by hand",
        "Together: 1, of which 1 written by hand",
    ]


def test_a_faulty_roadmap_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Folder.small(tmp_path / "tea")
    folder.change("quiz/first.yaml", "        right: true\n", "")
    monkeypatch.setenv("ROADMAP", str(folder.path))
    assert main(["questions", "--jsonl"]) == 2
    assert "quiz/first.yaml:4: no option is right." in capsys.readouterr().err
