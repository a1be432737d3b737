"""Fixtures that every test may ask for: one real server per run, a database per worker, the app on either.

Nothing here starts by itself: a test of the pure ring asks for none of it and pays for none of it.
"""

from __future__ import annotations

import fcntl
import gc
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

    from signalen.config import Settings
    from signalen.embedded import Servers

ROOT = Path(__file__).resolve().parent.parent
SJABLOON = "sjabloon"


def pytest_collection_finish() -> None:
    """Leave what was imported out of every later clean-up: it stays anyway, and took a tenth of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 50)


@pytest.fixture(scope="session")
def lege_servers(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Servers:
    """One embedded PostgreSQL and Redis for the whole run, shared by all workers; no tables yet."""
    from signalen.embedded import Servers

    base = tmp_path_factory.getbasetemp()
    shared, run_by = (base, os.getpid()) if worker_id == "master" else (base.parent, os.getppid())
    with _only_one(shared):
        found = shared / "servers.json"
        if not found.exists() or not found.read_text().strip():
            _start_in_background(found, run_by)
        return Servers(**json.loads(found.read_text()))


@pytest.fixture(scope="session")
def servers(lege_servers: Servers, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Servers:
    """The shared servers, with a database of this worker's own, copied from one that was migrated once."""
    from signalen.embedded import make_database

    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    with _only_one(shared):
        if not (shared / "gemigreerd").exists():
            _migrate(make_database(lege_servers, SJABLOON, opnieuw=True))
            (shared / "gemigreerd").touch()
    return make_database(lege_servers, f"test_{worker_id}", SJABLOON, opnieuw=True)


@pytest.fixture(scope="session")
def settings(servers: Servers, worker_id: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings for the app under test: this worker's database as the application role, a Redis of its own."""
    from signalen.config import Settings

    var = tmp_path_factory.mktemp("var")
    number = 0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1
    return Settings.from_env(
        {
            "SIGNALEN_OMGEVING": "test",
            "SIGNALEN_VAR": str(var),
            "SECRET_KEY": "alleen-voor-tests-" * 3,
            "DATABASE_URL": servers.database_url,
            "SIGNALEN_MIGRATIE_URL": servers.migratie_url,
            "REDIS_URL": servers.redis_url.replace("db=0", f"db={number}"),
        }
    )


@pytest.fixture(scope="session")
def gedeelde_app(settings: Settings) -> Iterator[Flask]:
    """The app, made once per worker. Tests ask for `app` or `echte_db` instead."""
    from argon2 import PasswordHasher

    from signalen.medewerker import operations

    # Hundreds of log-ins: the cheapest hash that is still argon2. Its real cost has a test of its own.
    snel = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    operations.hasher = lambda: snel
    from signalen import create_app
    from signalen.db import db

    made = create_app(settings)
    yield made
    with made.app_context():
        db.engine.dispose()


@pytest.fixture
def app(gedeelde_app: Flask) -> Iterator[Flask]:
    """The app on one connection, of which everything is rolled back after the test.

    Commits inside are savepoints: what the app commits is seen, and nothing stays. Open a context for
    arranging, close it, call, open another for asserting: an open context shares its session with a request.
    """
    with _on_one_connection(gedeelde_app):
        yield gedeelde_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that is logged in as nobody."""
    return app.test_client()


@pytest.fixture
def echte_db(gedeelde_app: Flask, lege_servers: Servers, worker_id: str) -> Iterator[Flask]:
    """The app with real commits, for tests of locks and processes; afterwards the database is new."""
    with daarna_nieuw(gedeelde_app, lege_servers, worker_id):
        yield gedeelde_app


@contextmanager
def daarna_nieuw(gedeelde_app: Flask, lege_servers: Servers, worker_id: str) -> Iterator[None]:
    """Let commits be real inside, and make the database of this worker anew afterwards.

    The whole database is copied afresh, because the application may not empty its tables and rows
    that a migration made must come back.
    """
    from signalen.db import db
    from signalen.embedded import make_database

    yield
    with gedeelde_app.app_context():
        db.engine.dispose()
    make_database(lege_servers, f"test_{worker_id}", SJABLOON, opnieuw=True)


@pytest.fixture
def zet_klok(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """A function that moves domain time, through the same file as in the demo."""
    klok = tmp_path / "klok"
    monkeypatch.setenv("SIGNALEN_KLOK", str(klok))

    def zet(moment: datetime) -> None:
        half = klok.with_suffix(".half")
        half.write_text(moment.isoformat())
        half.rename(klok)

    return zet


@pytest.fixture
def korte_map() -> Iterator[Path]:
    """A temporary folder that every user of this machine may enter, for servers that drop to another user."""
    folder = Path(tempfile.mkdtemp(prefix="signalen-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Let one worker at a time pass."""
    with open(folder / "conftest.lock", "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _start_in_background(found: Path, run_by: int) -> None:
    """Start the servers as a process of their own, that stays until the run has ended and then cleans up.

    Not through subprocess: its object would complain at exit that the process still runs, as it should.
    """
    var = Path(tempfile.mkdtemp(prefix="signalen-test-"))
    var.chmod(0o755)
    command = [sys.executable, "-m", "signalen.embedded"]
    command += ["--var", str(var), "--wegwerp", "--zolang", str(run_by)]
    writes = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    output = (os.POSIX_SPAWN_OPEN, 1, str(found), writes, 0o600)
    errors = (os.POSIX_SPAWN_OPEN, 2, str(found.with_name("servers.log")), writes, 0o600)
    pid = os.posix_spawn(command[0], command, os.environ, file_actions=[output, errors], setsid=True)
    while not found.exists() or not found.read_text().endswith("\n"):
        if os.waitpid(pid, os.WNOHANG)[0]:
            pytest.exit(f"de servers starten niet: {found.with_name('servers.log').read_text()}", 3)
        time.sleep(0.05)


def _migrate(template: Servers) -> None:
    """Make the tables in a process of its own, so that alembic's logging does not become ours."""
    env = os.environ | {
        "SIGNALEN_OMGEVING": "test",
        "DATABASE_URL": template.database_url,
        "SIGNALEN_MIGRATIE_URL": template.migratie_url,
        "REDIS_URL": template.redis_url,
        "SECRET_KEY": "alleen-voor-tests-" * 3,
    }
    command = [sys.executable, "-m", "signalen.migreren", "op"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True)
    if done.returncode:
        pytest.exit(f"de migraties lukken niet:\n{done.stdout}{done.stderr}", 1)


@contextmanager
def _on_one_connection(app: Flask) -> Iterator[None]:
    """Swap the engine of Flask-SQLAlchemy for one connection in a transaction that we roll back.

    Binding the session, as its manual says, leaks: this session asks the engine map. The map is a private
    matter of the extension, so this is the only place that touches it.
    """
    from signalen.db import db

    with app.app_context():
        engines = db.engines
    engine, factory = engines[None], db.session.session_factory
    with engine.connect() as connection:
        # The test may think longer than a web request may.
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
        connection.commit()
        outer = connection.begin()
        engines[None] = connection
        factory.configure(join_transaction_mode="create_savepoint")
        try:
            yield
        finally:
            factory.configure(join_transaction_mode="conditional_savepoint")
            engines[None] = engine
            outer.rollback()
