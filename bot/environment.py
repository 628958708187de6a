"""A file of environment variables, as `docker --env-file` and shells write them."""

import re
from collections.abc import Mapping
from pathlib import Path

from knowledge.faults import Fault

_LINE = re.compile(r"(?:export\s+)?(?P<name>[A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?P<value>.*)\Z")
_QUOTED = re.compile(r"""(?P<quote>["'])(?P<inside>.*?)(?P=quote)\s*(?:#.*)?\Z""")
_REMARK = re.compile(r"(?:\A|\s+)#.*\Z")


class EnvironmentFileError(Exception):
    """The file cannot be used; the text says why, line by line."""


def with_file(environ: Mapping[str, str], path: Path) -> dict[str, str]:
    """Give `environ` with the variables of a file under it: what is set outside the file wins.

    Raises EnvironmentFileError with every fault in the file.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise EnvironmentFileError(f"{path}: the file is not UTF-8. Save it as UTF-8.") from None
    except OSError as error:
        raise EnvironmentFileError(f"{path}: {error.strerror}. Name a file of NAME=value lines.") from None
    variables: dict[str, str] = {}
    faults: list[Fault] = []
    for number, line in enumerate(map(str.strip, lines), start=1):
        if not line or line.startswith("#"):
            continue
        found = _LINE.match(line)
        if found is None:
            # The line itself is not repeated: it may be a token that lost its name.
            faults.append(Fault(str(path), number, "this is no variable. Write NAME=value."))
        else:
            variables[found["name"]] = _value(found["value"])
    if faults:
        raise EnvironmentFileError("\n".join(map(str, faults)))
    # A variable that is set to nothing counts as not set, outside the file too.
    outer = {name: value for name, value in environ.items() if value.strip() or name not in variables}
    return {**variables, **outer}


def _value(written: str) -> str:
    quoted = _QUOTED.match(written)
    return quoted["inside"] if quoted else _REMARK.sub("", written)
