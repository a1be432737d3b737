"""One child process that dies with us, is stopped in its own way and is revived with a growing pause.

Knows nothing of what the child does; `embedded` and `supervisor` say what to run.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 5.0
# A child that lived this long was healthy: its next death starts with the shortest pause again.
HEALTHY_AFTER = 20.0

# Loaded here, because between fork and exec nothing may be loaded any more.
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Account:
    """The user that a child runs as when we are root."""

    uid: int
    gid: int
    groups: tuple[int, ...]

    def popen_options(self) -> dict[str, object]:
        """Return the arguments that make subprocess drop to this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": list(self.groups)}


@dataclass
class Child:
    """What to run, as whom, and how to stop it. `start` and `stop` belong to one thread: see `_die_with`."""

    naam: str
    command: Sequence[str]
    env: Mapping[str, str] | None = None
    account: Account | None = None
    folder: Path = Path("/")
    log: Path | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False, repr=False)
    deaths: int = field(default=0, init=False)
    started: float = field(default=0.0, init=False)
    not_before: float = field(default=0.0, init=False)

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C in the terminal reaches only us."""
        options = self.account.popen_options() if self.account else {}
        out = open(self.log, "ab") if self.log else None  # noqa: SIM115 (closed below)
        try:
            self.process = subprocess.Popen(
                list(self.command),
                env=dict(self.env) if self.env is not None else None,
                stdin=subprocess.DEVNULL,
                stdout=out or sys.stderr.fileno(),
                stderr=out or sys.stderr.fileno(),
                cwd=self.folder,
                start_new_session=True,
                pass_fds=self.pass_fds,
                preexec_fn=_die_with(os.getpid(), self.stop_signal),
                **options,  # type: ignore[call-overload]
            )
        finally:
            if out:
                out.close()
        self.started = time.monotonic()

    def alive(self) -> bool:
        """Say whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def revive(self) -> bool:
        """Start the process again when it died and its pause is over; say whether it was started."""
        if self.alive():
            return False
        now = time.monotonic()
        if not self.not_before:
            self.deaths = 1 if now - self.started > HEALTHY_AFTER else self.deaths + 1
            self.not_before = now + min(FIRST_PAUSE * 2 ** (self.deaths - 1), LONGEST_PAUSE)
        if now < self.not_before:
            return False
        self.not_before = 0.0
        self.start()
        return True

    def ask_to_stop(self) -> None:
        """Send the stop signal, without waiting."""
        if self.process and self.alive():
            self.process.send_signal(self.stop_signal)

    def wait_or_kill(self, seconds: float) -> None:
        """Wait until the process has gone; after this many seconds it is killed."""
        if not self.process:
            return
        try:
            self.process.wait(max(seconds, 0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def stop(self, seconds: float = 10.0) -> None:
        """Ask the process to stop, wait, and kill it when it stays."""
        self.ask_to_stop()
        self.wait_or_kill(seconds)


def _die_with(parent: int, signum: signal.Signals) -> Callable[[], None] | None:
    """Return what the child does before exec: ask the kernel for a signal at the death of its parent.

    The kernel watches the *thread* that forked, so that thread must live as long as the child may. Asked
    after the change of user, because that change forgets the request.
    """
    if _LIBC is None:
        return None

    def before_exec() -> None:
        _LIBC.prctl(PR_SET_PDEATHSIG, int(signum), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return before_exec
