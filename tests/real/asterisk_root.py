"""Folders with a Debian of their own and its Asterisk in it, made once and kept.

Debian's stable releases have no Asterisk 22 and no chan_sip any more, so each version comes from a
release that has it. The folders lie under ``$BLFPANEL_CACHE`` (``~/.cache/blfpanel-tests``), about
400 MB each; deleting them is safe. Making one needs root and takes less than a minute. What is
downloaded comes from where this machine's apt gets its packages. As a program it makes those of the
versions named.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

#: The Debian release that has the Asterisk of this major version.
RELEASES = {22: "sid", 16: "bullseye"}
PACKAGES = ("asterisk", "asterisk-modules", "asterisk-config", "asterisk-core-sounds-en-gsm")
# A release that is no longer maintained keeps an index that says it is out of date.
APT_OPTIONS = ("-q", "-o", "Acquire::Check-Valid-Until=false", "-o", "Acquire::Check-Date=false")
PATIENCE = 900.0  #: seconds the making may take


class NoAsterisk(Exception):
    """An Asterisk could not be made; says what was tried and what to do."""


def cache() -> Path:
    """Where the folders are kept."""
    named = os.environ.get("BLFPANEL_CACHE")
    return Path(named) if named else Path.home() / ".cache" / "blfpanel-tests"


def asterisk_root(version: int) -> Path:
    """The folder with this Asterisk; made if it is not there.

    Raises:
        NoAsterisk: with the reason, for example that the archive cannot be reached.
    """
    if os.geteuid() != 0:
        raise NoAsterisk(
            "Asterisk is run with chroot, which needs root: sudo ./scripts/test --real"
        )
    root = cache() / f"asterisk{version}"
    root.parent.mkdir(parents=True, exist_ok=True)
    with root.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not root.exists():
            unfinished = root.with_suffix(".unfinished")
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished, RELEASES[version])
            unfinished.rename(root)
    return root


def make(root: Path, release: str) -> None:
    """Debian's base system and Asterisk into an empty folder."""
    if shutil.which("debootstrap") is None:
        raise NoAsterisk("debootstrap is not installed: run scripts/test --real")
    base = ["debootstrap", "--variant=minbase", release, str(root), *apt_mirror()]
    run(base, f"Debian {release} cannot be fetched")
    forbid_services(root)
    inside = ["chroot", str(root), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *APT_OPTIONS]
    problem = f"Asterisk of Debian {release} cannot be installed"
    with kernel_folders(root):
        run([*inside, "update"], problem)
        run([*inside, "install", "-y", "--no-install-recommends", *PACKAGES], problem)
        run([*inside, "clean"], problem)


def apt_mirror() -> list[str]:
    """The archive this machine's apt uses for Debian, if any; debootstrap has its own default."""
    question = ["apt-get", "indextargets", "--format", "$(REPO_URI)"]
    targets = ["Created-By: Packages", "Origin: Debian", "Label: Debian"]
    answer = subprocess.run([*question, *targets], capture_output=True, text=True, check=False)
    return answer.stdout.split()[:1]


def forbid_services(root: Path) -> None:
    """Packages start nothing when they are installed."""
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)


@contextlib.contextmanager
def kernel_folders(root: Path) -> Iterator[None]:
    """/proc and /dev inside the folder, for the installation scripts of packages."""
    mounted: list[Path] = []
    try:
        for folder in ("proc", "dev"):
            run(["mount", "--bind", f"/{folder}", str(root / folder)], "A mount failed")
            mounted.append(root / folder)
        yield
    finally:
        for path in mounted:
            run(["umount", str(path)], "An umount failed")


def run(command: list[str], problem: str) -> None:
    """Runs a command; what it said goes into the exception."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise NoAsterisk(f"{problem}: no end after {PATIENCE:.0f} s of {command}") from None
    if done.returncode != 0:
        said = done.stdout[-2000:]
        raise NoAsterisk(f"{problem}. Is the package archive reachable? {command[0]} said:\n{said}")


def main(versions: list[str]) -> str | None:
    """Makes the folders of these versions; what to say if one cannot be made."""
    try:
        for version in versions:
            asterisk_root(int(version))
    except NoAsterisk as problem:
        return str(problem)
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
