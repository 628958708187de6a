"""The base: a stand-in for the image that the Dockerfile builds on, made from the distribution's own packages."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

_FROM = re.compile(r"^FROM (python:(?P<version>3\.\d+)-slim-(?P<suite>[a-z]+))(?: AS \w+)?$", re.MULTILINE)
_WITHOUT: Final = (
    *("usr/share/doc", "usr/share/info", "usr/share/locale", "usr/share/man"),
    *("var/cache/apt", "var/lib/apt/lists", "var/log"),
)
"""What slim images leave out too."""
_WHEELS: Final = "/usr/share/python-wheels"
# A program that finds the proxy is not in the base.
_TRANSPORT = re.compile(r"Acquire::(https?|Retries|Check)\b(?!.*Auto-?Detect).*", re.IGNORECASE)


class Broken(Exception):  # noqa: N818 - what the proof is, in a word
    """Something could not be made, so that there is nothing to prove."""


def named_in(dockerfile: Path) -> tuple[str, str, str]:
    """Give the base that a Dockerfile builds on, its version of Python and its suite."""
    named = set(_FROM.findall(dockerfile.read_text(encoding="utf-8")))
    if len(named) != 1:
        raise Broken(f"{dockerfile}: it should build on one image like python:3.11-slim-bookworm, but names {named}.")
    ((name, version, suite),) = named
    return name, version, suite


def make(folder: Path, version: str, suite: str) -> None:
    """Fill a folder with the distribution, its Python as `python`, and a pip beside it."""
    packages = [f"python{version}", "ca-certificates", "python3-pip-whl", "python3-setuptools-whl", "python3-wheel-whl"]
    # In a namespace of its own: an end in the middle leaves nothing mounted.
    alone = ("unshare", "--mount", "--propagation=private")
    run(*alone, "debootstrap", "--variant=minbase", f"--include={','.join(packages)}", suite, folder, _mirror())
    for place in _WITHOUT:
        shutil.rmtree(folder / place)
        (folder / place).mkdir()
    for name in ("python", "python3"):
        link = folder / "usr/bin" / name
        link.unlink(missing_ok=True)
        link.symlink_to(f"python{version}")
    (folder / "etc/apt/apt.conf.d/00-as-here").write_text(_transport())
    (folder / f"usr/lib/python{version}/EXTERNALLY-MANAGED").unlink(missing_ok=True)
    (pip,) = (folder / _WHEELS.removeprefix("/")).glob("pip-*.whl")
    inside = ("chroot", folder, "env", "-i", "/usr/bin/python", f"{_WHEELS}/{pip.name}/pip", "install", "--quiet")
    run(*inside, "--root-user-action=ignore", "--no-index", f"--find-links={_WHEELS}", "pip", "setuptools", "wheel")


def _mirror() -> str:
    """Find out where apt takes this distribution from."""
    sites = run(
        "apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages", "Origin: Debian", "Label: Debian"
    )
    if not sites.split():
        raise Broken("apt knows no source of Debian. Run apt-get update, or add one under /etc/apt.")
    return sites.split()[0]


def _transport() -> str:
    """Give how apt reaches its sources here: proxies and the like."""
    return "".join(f"{found[0]}\n" for found in _TRANSPORT.finditer(run("apt-config", "dump", "Acquire")))


def run(*words: object) -> str:
    """Run a program to its end and give what it printed; raises Broken where it failed."""
    command = [str(word) for word in words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, errors="replace")
    if done.returncode:
        said = (done.stdout + done.stderr)[-3_000:]
        raise Broken(f"{' '.join(command[:6])} … ended with {done.returncode}:\n{said}")
    return done.stdout
