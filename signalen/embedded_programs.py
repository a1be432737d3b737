"""The two programs of the embedded pair: how PostgreSQL and Redis are called, and how a data folder is made.

Starts neither of them: `embedded` does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from pathlib import Path

from signalen.child import Child
from signalen.embedded_home import Home, OmgevingFout, own_folder

ADMIN = "beheer_pg"
# A throw-away copy may lose its last second in a power cut; it is gone by then anyway.
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def postgres_child(home: Home, wegwerp: bool) -> Child:
    """Return PostgreSQL on this home's data folder, which is made first when there is none.

    Raises OmgevingFout when the data folder cannot be made.
    """
    data = home.data / "pg"
    if not (data / "PG_VERSION").exists():
        _initdb(home, data)
    settings = [
        "listen_addresses=",
        f"unix_socket_directories={home.sockets}",
        "unix_socket_permissions=0700",
    ]
    settings += [
        "timezone=Europe/Amsterdam",
        "log_timezone=Europe/Amsterdam",
        *(THROW_AWAY if wegwerp else ()),
    ]
    options = [part for setting in settings for part in ("-c", setting)]
    return Child(
        "postgres",
        [str(home.pg_bin / "postgres"), "-D", str(data), *options],
        env=_clean_env(),
        account=home.account,
        log=home.var / "log" / "postgres.log",
        stop_signal=signal.SIGINT,  # PostgreSQL: fast shutdown, sessions are ended and data is flushed
    )


def redis_child(home: Home) -> Child:
    """Return Redis on this home's data folder; it writes each second what it got, like a real one would."""
    data = own_folder(home.data / "redis", home.account)
    lasting = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""]
    where = ["--port", "0", "--unixsocket", str(home.sockets / "redis.sock"), "--unixsocketperm", "700"]
    rest = ["--dir", str(data), "--databases", "64", "--daemonize", "no"]
    command = [str(home.redis), *where, *lasting, *rest]
    log = home.var / "log" / "redis.log"
    return Child("redis", command, env=_clean_env(), account=home.account, log=log)


def _initdb(home: Home, data: Path) -> None:
    """Make the data folder beside its place and move it there, so that a broken-off start leaves no half."""
    half = data.with_name("pg.half")
    shutil.rmtree(half, ignore_errors=True)
    own_folder(half, home.account)
    # The builtin locale sorts the same on every machine, also where the system has no locales.
    kind = ["--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    # Trust is safe here: the socket stands in a folder that only the servers' own user and root may enter.
    rest = [
        "--data-checksums",
        "--auth-local=trust",
        "--auth-host=reject",
        f"--username={ADMIN}",
        "--no-sync",
    ]
    made = subprocess.run(
        [str(home.pg_bin / "initdb"), "-D", str(half), *kind, *rest],
        env=_clean_env(),
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        **(home.account.popen_options() if home.account else {}),  # type: ignore[call-overload]
    )
    if made.returncode:
        raise OmgevingFout(f"PostgreSQL kan geen gegevensmap maken: {made.stderr.strip().splitlines()[-1:]}")
    half.rename(data)


def _clean_env() -> dict[str, str]:
    """Give servers no settings of ours: PGDATA and the like would redirect them, secrets are not theirs."""
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "Europe/Amsterdam"}
