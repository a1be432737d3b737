"""A real PostgreSQL and Redis from wheels, on unix sockets only, for a machine that has neither.

Refuses nothing about production (config does that), runs no migration and starts nothing of the application.
"""

from __future__ import annotations

import argparse
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
import redis as redis_client
from psycopg import sql

from signalen.child import Child
from signalen.embedded_home import BezetFout, Home, OmgevingFout, find_home, hold
from signalen.embedded_programs import ADMIN, postgres_child, redis_child

OWNER, APP, DATABASE = "signalen_eigenaar", "signalen_app", "signalen"
START_SECONDS = 60.0


@dataclass(frozen=True)
class Servers:
    """Addresses of one database and one Redis, and how to stop them.

    What `make_database` returns shares the servers of another, so its `stop` does nothing.
    """

    database_url: str
    migratie_url: str
    redis_url: str
    beheer_url: str
    children: tuple[Child, ...] = field(default=(), compare=False)
    stop: Callable[[], None] = field(default=lambda: None, compare=False, repr=False)

    def addresses(self) -> dict[str, str]:
        """Return the addresses alone, as they go into a JSON file."""
        names = ("database_url", "migratie_url", "redis_url", "beheer_url")
        return {naam: getattr(self, naam) for naam in names}


def start_servers(var: Path, wegwerp: bool = False) -> Servers:
    """Start PostgreSQL and Redis on the data in this folder and return their addresses.

    The first start makes the data folder, the roles and the database. A throw-away pair trades safety
    for speed and leaves nothing behind after `stop`. Raises BezetFout when this folder is in use,
    OmgevingFout when the machine misses something. The calling thread must live as long
    as the servers: see `signalen.child`.
    """
    with ExitStack() as undo:
        undo.enter_context(hold(var / "servers.lock", f"In {var} draaien al servers van Signalen."))
        home = find_home(var)
        undo.callback(home.remove if wegwerp else home.tidy)
        (home.var / "log").mkdir(exist_ok=True)
        servers = Servers(
            database_url=_url(home, APP, DATABASE),
            migratie_url=_url(home, OWNER, DATABASE),
            redis_url=_redis_url(home),
            beheer_url=_url(home, ADMIN, "postgres"),
            children=(postgres_child(home, wegwerp), redis_child(home)),
        )
        _start(servers, home, undo)
        _make_roles(servers.beheer_url)
        make_database(servers, DATABASE)
        return replace(servers, stop=undo.pop_all().close)


def _start(servers: Servers, home: Home, undo: ExitStack) -> None:
    postgres, redis = servers.children
    undo.callback(postgres.stop, 20)
    _start_until(postgres, lambda: _answers(servers.beheer_url))
    _wait_for_old(home)
    undo.callback(redis.stop, 10)
    _start_until(redis, lambda: _pings(servers.redis_url))


def make_database(servers: Servers, naam: str, sjabloon: str = "template1", opnieuw: bool = False) -> Servers:
    """Make this database beside the others, owned by the owner role, and return its addresses.

    An existing one stays, unless `opnieuw` asks for a fresh copy. The application may connect,
    nothing more: grants on tables come with the migrations.
    """
    database, owner, app = sql.Identifier(naam), sql.Identifier(OWNER), sql.Identifier(APP)
    with psycopg.connect(servers.beheer_url, autocommit=True) as connection:
        if opnieuw:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(database))
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [naam]).fetchone():
            make = "CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy"
            connection.execute(sql.SQL(make).format(database, owner, sql.Identifier(sjabloon)))
        connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(database))
        connection.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, app))
    old, new = f"/{DATABASE}?", f"/{naam}?"
    return replace(
        servers,
        database_url=servers.database_url.replace(old, new),
        migratie_url=servers.migratie_url.replace(old, new),
        children=(),
        stop=lambda: None,
    )


def _make_roles(url: str) -> None:
    """Make the owner, who may change tables, and the application, which owns nothing (SAFETY rule 14)."""
    with psycopg.connect(url, autocommit=True) as connection:
        for role in (OWNER, APP):
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
                make = "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS NOREPLICATION"
                connection.execute(sql.SQL(make).format(sql.Identifier(role)))


def _start_until(child: Child, answers: Callable[[], bool]) -> None:
    """Start the server until it answers.

    After a kill -9 the old backends may still be leaving; PostgreSQL then rightly refuses to start, and its
    pid file stays its own business. So: look again, start again, and give up with the log's last line.
    """
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        child.revive()
        if child.alive() and answers():
            return
        time.sleep(0.05)
    child.stop()
    last = child.log.read_text(errors="replace").splitlines()[-1:] if child.log else []
    raise OmgevingFout(f"{child.naam} start niet. Laatste regel van {child.log}: {''.join(last)}")


def _wait_for_old(home: Home) -> None:
    """Wait until the Redis of a killed predecessor has written its file and gone."""
    end = time.monotonic() + START_SECONDS
    while _pings(_redis_url(home)):
        if time.monotonic() > end:
            raise OmgevingFout(f"Er draait nog een oude Redis op {home.sockets}. Stop die en start opnieuw.")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


def _pings(url: str) -> bool:
    with redis_client.Redis.from_url(url, socket_timeout=1) as client:
        try:
            return bool(client.ping())
        except redis_client.RedisError:
            return False


def _url(home: Home, role: str, database: str) -> str:
    return f"postgresql://{role}@/{database}?host={home.sockets}"


def _redis_url(home: Home) -> str:
    return f"unix://{home.sockets / 'redis.sock'}?db=0"


def main(arguments: list[str] | None = None) -> int:
    """Run the servers in the foreground until a signal, or until the process of --zolang has gone."""
    parser = argparse.ArgumentParser(prog="python -m signalen.embedded", description=__doc__)
    parser.add_argument("--var", type=Path, required=True, help="map voor de gegevens")
    parser.add_argument("--zolang", type=int, metavar="PID", help="stop als dit proces er niet meer is")
    parser.add_argument(
        "--wegwerp", action="store_true", help="snel en onveilig; ruimt aan het eind alles op"
    )
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        servers = start_servers(options.var, options.wegwerp)
    except (OmgevingFout, BezetFout) as fout:
        print(fout, file=sys.stderr)
        return 1 if isinstance(fout, BezetFout) else 3
    try:
        print(json.dumps(servers.addresses()), flush=True)
        _wait(options.zolang)
    except KeyboardInterrupt:
        pass
    finally:
        servers.stop()
    return 0


def _wait(pid: int | None) -> None:
    """Sleep until a signal comes or that process ends."""
    if pid is None:
        signal.pause()
        return
    select.select([os.pidfd_open(pid)], [], [])


if __name__ == "__main__":
    sys.exit(main())
