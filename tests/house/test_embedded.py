"""The embedded servers: sockets only, roles as in production, and they outlive what happens to a laptop."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
import redis

from signalen import embedded_home
from signalen.child import Account
from signalen.embedded import Servers, make_database

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parent.parent.parent
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can drop to another user")


@contextmanager
def running(
    var: Path, instead: list[str] | None = None, env: dict[str, str] | None = None
) -> Iterator[tuple[Servers, subprocess.Popen[str]]]:
    """Run `python -m signalen.embedded` on this folder, as a developer would."""
    command = [sys.executable, *(instead or ["-m", "signalen.embedded", "--var", str(var)])]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, env=env, text=True, **pipes) as process:
        try:
            line = process.stdout.readline()
            assert line, process.stderr.read()
            yield Servers(**json.loads(line)), process
        finally:
            process.terminate()
            process.communicate(timeout=60)


def one(url: str, question: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def keep(servers: Servers, woord: str) -> None:
    """Write one word in both servers."""
    with psycopg.connect(servers.migratie_url) as connection:
        connection.execute("CREATE TABLE proef AS SELECT %s::text AS woord", [woord])
    with redis.Redis.from_url(servers.redis_url) as client:
        client.set("proef", woord)
    time.sleep(1.1)  # Redis writes to disk once a second; what came in less than that ago may be lost


def kept(servers: Servers) -> tuple[object, object]:
    with redis.Redis.from_url(servers.redis_url, decode_responses=True) as client:
        return one(servers.migratie_url, "SELECT woord FROM proef"), client.get("proef")


def test_de_applicatie_bezit_niets_en_kan_de_regels_niet_omzeilen(lege_servers: Servers) -> None:
    with psycopg.connect(lege_servers.beheer_url) as connection:
        roles = {
            row[0]: row[1:]
            for row in connection.execute(
                "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
            )
        }
    assert roles["signalen_app"] == roles["signalen_eigenaar"] == (False, False, False, False)
    assert one(lege_servers.database_url, "SELECT current_user") == "signalen_app"
    owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
    assert one(lege_servers.database_url, owner) == "signalen_eigenaar"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        one(lege_servers.database_url, "CREATE TABLE van_mij (x int)")


def test_de_servers_luisteren_nergens_op_het_netwerk(lege_servers: Servers) -> None:
    assert one(lege_servers.beheer_url, "SHOW listen_addresses") == ""
    with redis.Redis.from_url(lege_servers.redis_url, decode_responses=True) as client:
        assert client.config_get("port") == {"port": "0"}
        assert client.config_get("append*")["appendfsync"] == "everysec"


def test_nederlands_zoeken_en_veilige_gegevens(lege_servers: Servers) -> None:
    assert one(lege_servers.beheer_url, "SHOW data_checksums") == "on"
    assert one(lege_servers.database_url, "SHOW server_encoding") == "UTF8"
    found = "SELECT to_tsvector('dutch', 'de regelingen') @@ to_tsquery('dutch', 'regeling')"
    assert one(lege_servers.database_url, found) is True
    assert one(lege_servers.database_url, "SELECT upper('één')") == "ÉÉN"


def test_een_verse_kopie_van_een_database(lege_servers: Servers, worker_id: str) -> None:
    made = make_database(lege_servers, f"kopie_{worker_id}", opnieuw=True)
    with psycopg.connect(made.migratie_url) as connection:
        connection.execute("CREATE TABLE t (x int)")
    again = make_database(lege_servers, f"kopie_{worker_id}")
    assert one(again.migratie_url, "SELECT count(*) FROM t") == 0
    fresh = make_database(lege_servers, f"kopie_{worker_id}", opnieuw=True)
    assert one(fresh.migratie_url, "SELECT to_regclass('t')") is None


def test_twee_kopieen_naast_elkaar_en_een_diepe_map(korte_map: Path) -> None:
    deep = korte_map / "/".join(["een-heel-diepe-map"] * 10)
    with running(korte_map / "een") as (first, _), running(deep) as (second, _):
        assert first.database_url != second.database_url
        keep(first, "een")
        keep(second, "twee")
        assert (kept(first), kept(second)) == (("een", "een"), ("twee", "twee"))
        socket = second.redis_url.removeprefix("unix://").partition("?")[0]
        assert len(socket) < 100
        assert stat.S_IMODE(Path(socket).parent.stat().st_mode) == 0o700


def test_na_kill_9_sterven_de_kinderen_en_is_alles_er_nog(korte_map: Path) -> None:
    with running(korte_map / "var") as (servers, process):
        keep(servers, "bewaard")
        children = child_pids(process.pid)
        assert len(children) == 2
        assert_second_is_refused(korte_map / "var")
        process.kill()
        process.wait()
    with running(korte_map / "var") as (servers, _):
        assert [pid for pid in children if lives(pid)] == []
        assert kept(servers) == ("bewaard", "bewaard")


def assert_second_is_refused(var: Path) -> None:
    command = [sys.executable, "-m", "signalen.embedded", "--var", str(var)]
    second = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert second.returncode == 1
    assert "draaien al servers" in second.stderr
    assert len(second.stderr.strip().splitlines()) == 1


def test_na_kill_9_op_alles_laat_een_oud_pid_bestand_de_start_toe(korte_map: Path) -> None:
    with running(korte_map / "var") as (servers, process):
        keep(servers, "bewaard")
        postmaster = int((data_of(korte_map / "var") / "pg" / "postmaster.pid").read_text().splitlines()[0])
        process.kill()
        with suppress(ProcessLookupError):
            os.kill(postmaster, signal.SIGKILL)
        process.wait()
    assert (data_of(korte_map / "var") / "pg" / "postmaster.pid").exists()
    with running(korte_map / "var") as (servers, _):
        assert kept(servers) == ("bewaard", "bewaard")


def data_of(var: Path) -> Path:
    pointer = var / embedded_home.POINTER
    return Path(pointer.read_text().strip()) if pointer.exists() else var


def lives(pid: int) -> bool:
    """Say whether this process runs; one that ended may wait a while until the first process buries it."""
    return proc_fields(pid)[0] not in ("Z", "X", "gone")


def child_pids(parent: int) -> list[int]:
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if proc_fields(pid)[1] == str(parent)]


def proc_fields(pid: int) -> list[str]:
    """Return state, parent and what follows them, as the kernel tells."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return ["gone", ""]


@needs_root
def test_root_verandert_geen_map_van_een_ander(korte_map: Path) -> None:
    home = korte_map / "thuis"
    home.mkdir(mode=0o700)
    env = os.environ | {"PYTHONPATH": str(closed_packages(home))}
    with running(home / "var", env=env) as (servers, process):
        keep(servers, "binnen")
        elsewhere = data_of(home / "var")
        assert elsewhere.parent == Path("/var/tmp")
        assert stat.S_IMODE(elsewhere.stat().st_mode) == 0o700
        assert pwd.getpwuid(elsewhere.stat().st_uid).pw_name in embedded_home.UNPRIVILEGED
        programs = [os.readlink(f"/proc/{pid}/exe") for pid in child_pids(process.pid)]
        assert all(program.startswith(f"{elsewhere}/") for program in programs), programs
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    with running(home / "var", env=env) as (servers, _):
        assert kept(servers) == ("binnen", "binnen")
    shutil.rmtree(elsewhere)


def closed_packages(home: Path) -> Path:
    """Return a folder in this closed home through which the two wheels are found, as in a home of root."""
    folder = home / "pakketten"
    folder.mkdir()
    pg_bin, redis_server = embedded_home.find_programs()
    package = pg_bin.parent.parent
    for found in (package, package.with_name(f"{package.name}.libs"), redis_server.parent.parent):
        (folder / found.name).symlink_to(found)
    return folder


@needs_root
def test_een_gewone_gebruiker_draait_zijn_eigen_servers(korte_map: Path) -> None:
    user, (pg_bin, _) = pwd.getpwnam("nobody"), embedded_home.find_programs()
    if not may_run(user, pg_bin / "postgres"):
        pytest.skip("nobody may not enter this checkout")
    os.chown(korte_map, user.pw_uid, user.pw_gid)
    # The interpreter itself may stand in a closed home, so it becomes this user after its imports.
    imports = "import os, secrets, signalen.embedded as e"
    become = f"os.setgroups([]); os.setgid({user.pw_gid}); os.setuid({user.pw_uid})"
    code = f"{imports}; {become}; raise SystemExit(e.main(['--var', {str(korte_map / 'var')!r}]))"
    with running(korte_map / "var", ["-c", code]) as (servers, process):
        assert one(servers.beheer_url, "SELECT 1") == 1
        assert {os.stat(f"/proc/{pid}").st_uid for pid in child_pids(process.pid)} == {user.pw_uid}
        assert (korte_map / "var" / "pg").stat().st_uid == user.pw_uid


def may_run(user: pwd.struct_passwd, path: Path) -> bool:
    account = Account(user.pw_uid, user.pw_gid, ())
    asked = ["/bin/sh", "-c", 'test -x "$1"', "sh", str(path)]
    return subprocess.run(asked, cwd="/", check=False, **account.popen_options()).returncode == 0


@needs_root
def test_een_socketmap_van_een_ander_wordt_geweigerd(tmp_path: Path) -> None:
    foreign = tmp_path / "sockets"
    foreign.mkdir(mode=0o700)
    os.chown(foreign, 12345, 12345)
    with pytest.raises(embedded_home.OmgevingFout, match="iemand anders"):
        embedded_home.own_folder(foreign, embedded_home.unprivileged())


def test_een_verwijzing_als_socketmap_wordt_geweigerd(tmp_path: Path) -> None:
    (tmp_path / "echt").mkdir()
    (tmp_path / "sockets").symlink_to(tmp_path / "echt")
    with pytest.raises(embedded_home.OmgevingFout, match="iemand anders"):
        embedded_home.own_folder(tmp_path / "sockets", None)


def test_zonder_pakketten_zegt_een_zin_wat_er_ontbreekt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded_home.importlib.util, "find_spec", lambda naam: None)
    with pytest.raises(embedded_home.OmgevingFout, match=r"signalen\[embedded\]"):
        embedded_home.find_programs()
