import shutil
import subprocess
from pathlib import Path

import pytest

from bot.storage.faults import DamagedError, DatabaseError
from bot.storage.seals import beside, check, sealed


def write(file: Path, content: bytes = b"what is kept") -> None:
    with sealed(file) as part:
        part.write_bytes(content)


def test_the_checksum_beside_a_file_is_read_by_the_system_s_own_program(tmp_path: Path) -> None:
    write(tmp_path / "copy")
    program = shutil.which("sha256sum") or ""
    checked = subprocess.run([program, "--check", "copy.sha256"], cwd=tmp_path, capture_output=True, check=False)
    assert (checked.stdout, checked.returncode) == (b"copy: OK\n", 0)


def test_a_file_is_for_nobody_else_to_read(tmp_path: Path) -> None:
    write(tmp_path / "copy")
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_what_was_not_finished_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), sealed(tmp_path / "copy"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_what_was_not_finished_leaves_the_file_of_before(tmp_path: Path) -> None:
    write(tmp_path / "copy")
    with pytest.raises(ZeroDivisionError), sealed(tmp_path / "copy"):
        raise ZeroDivisionError
    check(tmp_path / "copy")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match=r"cannot be written \(No such file or directory\)"):
        write(tmp_path / "nowhere" / "copy")


def test_a_bit_that_turned_over_is_found(tmp_path: Path) -> None:
    file = tmp_path / "copy"
    write(file)
    check(file)
    file.write_bytes(b"what is kepu")
    with pytest.raises(DamagedError, match="its checksum differs"):
        check(file)


def test_a_file_without_its_checksum_says_how_to_make_one(tmp_path: Path) -> None:
    file = tmp_path / "copy"
    write(file)
    beside(file).unlink()
    with pytest.raises(DamagedError, match="&& sha256sum copy >"):
        check(file)
    beside(file).write_text("")
    with pytest.raises(DamagedError, match="checksum differs"):
        check(file)
