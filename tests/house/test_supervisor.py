"""The supervisor: one command starts everything, what is killed comes back, and a signal ends it in order."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from signalen.embedded_home import OmgevingFout
from signalen.supervisor_parts import free_socket

ROOT = Path(__file__).resolve().parent.parent.parent
KEYS = ("url", "logins", "database_url", "migratie_url", "redis_url", "klok", "pid")
OUTSIDE = (
    "DATABASE_URL",
    "REDIS_URL",
    "SIGNALEN_MIGRATIE_URL",
    "SIGNALEN_KLOK",
    "SIGNALEN_POORT",
    "SECRET_KEY",
)


def environment(var: Path, **changes: str) -> dict[str, str]:
    kept = {naam: waarde for naam, waarde in os.environ.items() if naam not in OUTSIDE}
    return kept | {"SIGNALEN_OMGEVING": "demo", "SIGNALEN_VAR": str(var)} | changes


def refused(var: Path, mode: str, **changes: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "signalen.supervisor", mode]
    env = environment(var, **changes)
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


@contextmanager
def copy(var: Path) -> Iterator[tuple[dict[str, str], subprocess.Popen[bytes]]]:
    """Run one copy without example data and give what demo.json says."""
    command = [sys.executable, "-m", "signalen.supervisor", "story-servers"]
    with (
        open(var.with_name("supervisor.log"), "wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment(var), stderr=log) as process,
    ):
        try:
            until((var / "demo.json").exists, 90)
            yield json.loads((var / "demo.json").read_text()), process
        finally:
            process.terminate()
            process.wait(60)


def until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


def answer(url: str, path: str) -> int:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return 0
    finally:
        connection.close()


def pids(parent: int, word: str) -> list[int]:
    """Return the children of this process with this word in their command."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if fields[1] == str(parent) and word in (folder / "cmdline").read_text():
                found.append(int(folder.name))
    return found


@pytest.mark.slow
def test_wat_omvalt_komt_terug_en_stoppen_gaat_netjes(korte_map: Path) -> None:
    var = korte_map / "var"
    with copy(var) as (demo, process):
        assert sorted(demo) == sorted(KEYS)
        assert (demo["pid"], demo["klok"]) == (process.pid, str(var / "klok"))
        assert_in_use(var)
        for word in ("redis-server", "gunicorn", "klokproces", "signalen.jobs", "bin/postgres"):
            kill_and_see_it_back(process.pid, word)
        until(lambda: answer(demo["url"], "/readyz") == 200, 60)
        started = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert time.monotonic() - started < 30
    assert not (var / "demo.json").exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(demo["database_url"], connect_timeout=2)


def kill_and_see_it_back(parent: int, word: str) -> None:
    # A worker that lost Redis ends by itself, so it may be away when we come for it.
    until(lambda: len(pids(parent, word)) == 1, 30)
    (victim,) = pids(parent, word)
    os.kill(victim, signal.SIGKILL)
    until(lambda: pids(parent, word) not in ([], [victim]), 30)


def assert_in_use(var: Path) -> None:
    code, sentence = refused(var, "story-servers")
    assert code == 1
    assert "draait al" in sentence


def test_productie_start_geen_eigen_servers(tmp_path: Path) -> None:
    code, sentence = refused(tmp_path, "serve", SIGNALEN_OMGEVING="productie")
    assert code == 3
    assert "DATABASE_URL" in sentence


def test_een_half_ingevuld_paar_wordt_geweigerd(tmp_path: Path) -> None:
    code, sentence = refused(tmp_path, "serve", REDIS_URL="redis://127.0.0.1:1/0")
    assert code == 3
    assert "allebei" in sentence


def test_de_demo_draait_niet_in_een_andere_omgeving(tmp_path: Path) -> None:
    code, sentence = refused(tmp_path, "demo", SIGNALEN_OMGEVING="ontwikkeling")
    assert code == 3
    assert "SIGNALEN_OMGEVING=demo" in sentence


def test_een_bezette_poort_wordt_genoemd() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OmgevingFout, match=str(port)):
            free_socket(port)
