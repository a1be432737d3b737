"""Start, watch and stop everything of one copy of Signalen: servers, migrations, web, worker and clock.

Decides nothing about Signalen itself; each part is a program of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import sys
import threading
import time
import types
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from signalen.child import Child
from signalen.config import ConfigFout, Settings, libpq_url, psycopg_url
from signalen.embedded import Servers, start_servers
from signalen.embedded_home import BezetFout, OmgevingFout, hold
from signalen.supervisor_parts import PROCESSEN, Mislukt, example, free_socket, migrate, ready, surroundings

# Web gets 22 of the 30 seconds to finish what it is doing; the servers get the rest.
DRAIN_SECONDS = 22.0
LOOK_SECONDS = 0.2


@dataclass(frozen=True)
class Wat:
    """What this copy has besides the three processes."""

    voorbeeld: bool = False
    klokbestand: bool = False
    wegwerp: bool = False
    logs: bool = True


class Supervisor:
    """One copy of Signalen on one var folder. Use `run` in the main thread, or `start` and `stop`.

    All children are started by the thread of `run`, because they die with the thread that started them.
    """

    def __init__(
        self, var: Path, settings: Settings, processes: tuple[str, ...] = PROCESSEN, wat: Wat | None = None
    ) -> None:
        self.var = var.absolute()
        self.wat = wat or Wat()
        klok = self.var / "klok" if self.wat.klokbestand else settings.klok
        self.settings = replace(settings, var=self.var, klok=klok)
        self.names = processes
        self.demo: dict[str, Any] = {}
        self.children: list[Child] = []
        self.failure: BaseException | None = None
        self._stop, self._up = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> dict[str, Any]:
        """Start everything in a thread and return what var/demo.json holds, once /readyz answers.

        Raises what kept it from starting: BezetFout, OmgevingFout, ConfigFout or Mislukt.
        """
        self._thread = threading.Thread(target=self._run_quietly, name="supervisor")
        self._thread.start()
        self._up.wait()
        if self.failure:
            self._thread.join()
            raise self.failure
        return self.demo

    def stop(self) -> None:
        """Stop everything, in order, within 30 seconds; a second call does nothing."""
        self._stop.set()
        if self._thread:
            self._thread.join()

    def run(self) -> None:
        """Start everything, revive what dies, and stop it all at `stop` or KeyboardInterrupt."""
        with ExitStack() as undo:
            undo.enter_context(hold(self.var / "supervisor.lock", f"Signalen draait al in {self.var}."))
            servers = self._servers(undo)
            self._prepare(servers)
            self._processes(undo)
            self._announce(undo)
            while not self._stop.wait(LOOK_SECONDS):
                self._revive()

    def _run_quietly(self) -> None:
        try:
            self.run()
        except BaseException as failure:
            self.failure = failure
        finally:
            self._up.set()

    def _servers(self, undo: ExitStack) -> Servers:
        """Return the servers of the settings, or start the embedded pair."""
        given = self.settings
        if bool(given.database_url) != bool(given.redis_url):
            raise ConfigFout("Zet DATABASE_URL en REDIS_URL allebei, of geen van beide.")
        if given.database_url:
            return Servers(libpq_url(given.database_url), libpq_url(given.migratie_url), given.redis_url, "")
        if not given.mag_ingebouwd:
            raise ConfigFout("In productie start Signalen zelf geen database en geen Redis.")
        servers = start_servers(self.var, self.wat.wegwerp)
        undo.callback(servers.stop)
        self.children.extend(servers.children)
        self.settings = replace(
            given,
            database_url=psycopg_url(servers.database_url),
            migratie_url=psycopg_url(servers.migratie_url),
            redis_url=servers.redis_url,
        )
        return servers

    def _prepare(self, servers: Servers) -> None:
        """Bring the tables up to date when we may, and make the example municipality when asked."""
        if servers.migratie_url:
            migrate(self.settings)
        self.demo = {"url": "", "logins": example(self.settings) if self.wat.voorbeeld else []}
        for naam in ("database_url", "migratie_url", "redis_url"):
            self.demo[naam] = getattr(servers, naam)
        self.demo |= {"klok": str(self.settings.klok or ""), "pid": os.getpid()}

    def _processes(self, undo: ExitStack) -> None:
        socket = undo.enter_context(free_socket(self.settings.poort))
        self.demo["url"] = f"http://127.0.0.1:{socket.getsockname()[1]}"
        made = [surroundings(self.settings, naam, socket, self.wat.logs) for naam in self.names]
        undo.callback(_drain, made)
        for child in made:
            child.start()
        self.children.extend(made)

    def _announce(self, undo: ExitStack) -> None:
        """Wait for the web process and write var/demo.json, by rename so that nobody reads half of it."""
        if "web" in self.names:
            ready(self.demo["url"], self.settings, self._stop, self._revive)
        path = self.var / "demo.json"
        half = path.with_suffix(".half")
        half.write_text(json.dumps(self.demo, indent=2) + "\n")
        half.chmod(0o600)
        half.rename(path)
        undo.callback(path.unlink, missing_ok=True)
        self._up.set()
        print(f"Signalen draait op {self.demo['url']}", file=sys.stderr, flush=True)

    def _revive(self) -> None:
        for child in self.children:
            if child.revive():
                print(f"{child.naam} was gestopt en is opnieuw gestart.", file=sys.stderr, flush=True)


def _drain(children: list[Child]) -> None:
    """Ask all at once, so that together they take no longer than the slowest."""
    end = time.monotonic() + DRAIN_SECONDS
    for child in children:
        child.ask_to_stop()
    for child in children:
        child.wait_or_kill(end - time.monotonic())


MODES = {
    "demo": Wat(voorbeeld=True, klokbestand=True),
    "story-servers": Wat(klokbestand=True),
    "serve": Wat(logs=False),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one copy until a signal; exit code 1 when in use or failed, 3 when something is missing."""
    parser = argparse.ArgumentParser(prog="python -m signalen.supervisor", description=__doc__)
    parser.add_argument("wat", choices=MODES)
    options = parser.parse_args(arguments)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _interrupt)
    try:
        settings = Settings.from_env()
        if options.wat == "demo" and not settings.mag_demo_logins:
            raise ConfigFout("De demo draait alleen met SIGNALEN_OMGEVING=demo.")
        Supervisor(settings.var, settings, wat=MODES[options.wat]).run()
    except KeyboardInterrupt:
        return 0
    except (ConfigFout, OmgevingFout, BezetFout, Mislukt) as fout:
        print(fout, file=sys.stderr)
        return 3 if isinstance(fout, ConfigFout | OmgevingFout) else 1
    return 0


def _interrupt(number: int, frame: types.FrameType | None) -> None:
    """Stop once; while we are stopping, further signals change nothing."""
    for other in (signal.SIGTERM, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
