"""The parts that the supervisor runs: the three processes, and the steps before they start.

Watches nothing; `supervisor` does.
"""

from __future__ import annotations

import http.client
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from signalen.child import Child
from signalen.config import ROOT, Settings
from signalen.embedded_home import OmgevingFout

PROCESSEN = ("web", "worker", "clock")
READY_SECONDS = 120.0


class Mislukt(Exception):
    """A step before the start failed; the message is one Dutch sentence. Commands end with exit code 1."""


def environment(settings: Settings, proces: str) -> dict[str, str]:
    """Return the environment of one process: ours, with these settings on top.

    Only a migration gets the owner's address: the others have no use for it that we would like.
    """
    env = {naam: waarde for naam, waarde in os.environ.items() if naam != "SIGNALEN_MIGRATIE_URL"}
    env |= {
        "SIGNALEN_OMGEVING": settings.omgeving,
        "SIGNALEN_PROCES": proces,
        "SIGNALEN_VAR": str(settings.var),
        "SIGNALEN_SLEUTELS": str(settings.sleutels),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SECRET_KEY": settings.secret_key,
        "SIGNALEN_GEMEENTE": settings.gemeente,
    }
    if settings.smtp_url:
        env["SIGNALEN_SMTP_URL"] = settings.smtp_url
    if settings.klok:
        env["SIGNALEN_KLOK"] = str(settings.klok)
    if proces == "migratie":
        env["SIGNALEN_MIGRATIE_URL"] = settings.migratie_url
    return env


def surroundings(settings: Settings, naam: str, listener: socket.socket, logs: bool) -> Child:
    """Return one of the three processes, ready to start; raises KeyError for an unknown name."""
    commands = {
        "web": ["gunicorn", *_gunicorn(listener)],
        "worker": ["signalen.jobs"],
        "clock": ["signalen.klokproces"],
    }
    log = settings.var / "log" / f"{naam}.log" if logs else None
    if log:
        log.parent.mkdir(parents=True, exist_ok=True)
    return Child(
        naam,
        [sys.executable, "-m", *commands[naam]],
        env=environment(settings, naam),
        folder=ROOT,
        log=log,
        pass_fds=(listener.fileno(),) if naam == "web" else (),
    )


def free_socket(port: int | None) -> socket.socket:
    """Return a listening socket on this machine only; without a port the system picks one.

    We hold it and lend it to the web process, so that nobody takes the port while that process is restarted.
    Raises OmgevingFout when the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port or 0))
        listener.listen(256)
    except OSError:
        listener.close()
        raise OmgevingFout(f"Poort {port} is al in gebruik. Zet SIGNALEN_POORT op een andere.") from None
    return listener


def migrate(settings: Settings) -> None:
    """Bring the tables up to date as the owner; raises Mislukt."""
    _step(settings, "migratie", "signalen.migreren", "De tabellen bijwerken")


def example(settings: Settings) -> list[dict[str, str]]:
    """Make the example municipality, or find it back, and return its log-ins.

    Raises Mislukt when it goes wrong, OmgevingFout when it is not in this checkout.
    """
    if importlib.util.find_spec("signalen.voorbeeld") is None:
        raise OmgevingFout("De voorbeeldgemeente zit nog niet in deze versie van Signalen.")
    printed = json.loads(_step(settings, "worker", "signalen.voorbeeld", "De voorbeeldgemeente maken"))
    logins: list[dict[str, str]] = printed["logins"] if isinstance(printed, dict) else printed
    return logins


def ready(url: str, settings: Settings, stop: threading.Event, revive: Callable[[], None]) -> None:
    """Wait until /readyz answers 200; raises Mislukt when it does not, or when we are asked to stop."""
    port = int(url.rpartition(":")[2])
    host = (*settings.trusted_hosts, "127.0.0.1")[0]
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and not stop.is_set():
        if _answers(port, host):
            return
        revive()
        stop.wait(0.1)
    raise Mislukt(f"Signalen komt niet op gang. Kijk in {settings.var / 'log' / 'web.log'}.")


def _answers(port: int, host: str) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/readyz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _gunicorn(listener: socket.socket) -> list[str]:
    size = ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    times = ["--timeout", "60", "--graceful-timeout", "20"]
    bind = ["--bind", f"fd://{listener.fileno()}", "--no-control-socket"]
    return [*size, *times, *bind, "signalen:create_app()"]


def _step(settings: Settings, proces: str, module: str, wat: str) -> str:
    """Run one program to its end and return what it printed; its log goes to stderr."""
    done: Any = subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env=environment(settings, proces),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise Mislukt(f"{wat} lukt niet; de regels hierboven zeggen waarom.")
    return str(done.stdout)
