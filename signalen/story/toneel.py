"""The stage of a story: a throw-away copy with its own servers, people at their screens, and one clock that
is moved.

The clock is a file, replaced by rename; the clock process does the sweeping. Nothing here knows what is
played.
"""

from __future__ import annotations

import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from datetime import time as uur
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import ParamSpec, TypeVar

from flask import Flask

from signalen import create_app
from signalen.clock import ZONE
from signalen.config import Settings
from signalen.db import transaction
from signalen.medewerker import operations as medewerkers
from signalen.story import lezen
from signalen.story.browser import Browser, Mislukt
from signalen.supervisor import Supervisor, Wat
from signalen.voorbeeld import mensen

OCHTEND = uur(9, 0)
"""When everybody acts. After seven, because the clock's daily round then shows that its sweep was done."""

P = ParamSpec("P")
T = TypeVar("T")
VEEG_SECONDEN = 300.0
KIJK_SECONDEN = 0.05
LOGREGELS = 30


@dataclass
class Toneel:
    """A running copy: `als` lends a screen of a person, `naar` moves the clock and waits for the sweep."""

    url: str
    klok: Path
    app: Flask
    vandaag: date
    ids: dict[str, uuid.UUID]
    redis_url: str = field(default="", repr=False)
    dagen: list[date] = field(default_factory=list)
    schermen: dict[str, LifoQueue[Browser]] = field(default_factory=dict)
    alle: list[Browser] = field(default_factory=list)
    werk: dict[str, set[str]] = field(default_factory=dict)
    sloten: dict[str, Lock] = field(default_factory=dict)

    @contextmanager
    def als(self, wie: str) -> Iterator[Browser]:
        """Lend a screen on which this person is logged in; several may be in use at once."""
        rij = self.schermen.setdefault(wie, LifoQueue())
        try:
            browser = rij.get_nowait()
        except Empty:
            browser = self._nieuw(wie)
        try:
            yield browser
        finally:
            rij.put(browser)

    def _nieuw(self, wie: str) -> Browser:
        browser = self.gast(wie)
        browser.log_in(f"{wie}@{mensen.DOMEIN}", mensen.WACHTWOORD)
        return browser

    def gast(self, wie: str) -> Browser:
        """Return a new browser with cookies of its own, on which nobody is logged in."""
        browser = Browser(self.url, wie)
        self.alle.append(browser)
        return browser

    @property
    def var(self) -> Path:
        """The folder of this copy."""
        return self.klok.parent

    @property
    def verzoeken(self) -> int:
        """How many pages were asked for so far."""
        return sum(browser.verzoeken for browser in self.alle)

    def naar(self, dag: date) -> None:
        """Move the clock to the morning of this day and wait until everything that was due has been dealt
        with.

        Raises Mislukt when the clock process does not get it done in time.
        """
        if dag <= self.vandaag and self.dagen:
            return
        self.vandaag = dag
        self.dagen.append(dag)
        self.werk.clear()
        zet_klok(self.klok, dag)
        einde = time.monotonic() + VEEG_SECONDEN
        while not self.vraag(lezen.geveegd, dag):
            if time.monotonic() > einde:
                raise Mislukt(
                    f"De klok staat op {dag}, maar het klokproces heeft nog niet alles afgehandeld."
                )
            time.sleep(KIJK_SECONDEN)

    def vraag(self, lees: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read something that is stored; what comes back must hold plain values only."""
        with self.app.app_context():
            return lees(*args, **kwargs)

    def werklijst(self, browser: Browser, pad: str) -> set[str]:
        """Return where Mijn werk of this person led today; read again when this page is not yet among it."""
        with self.sloten.setdefault(browser.wie, Lock()):
            gezien = self.werk.setdefault(browser.wie, set())
            if not any(url.startswith(pad) for url in gezien):
                gezien |= _alle_bladen(browser)
            return gezien


def _alle_bladen(browser: Browser) -> set[str]:
    """Read Mijn werk to its last page."""
    links: set[str] = set()
    volgende: str | None = "/mijn-werk"
    for blad in range(2, 100):
        if volgende is None:
            break
        hier = browser.open(volgende).links
        volgende = next((url for url in hier if url.endswith(f"pagina={blad}")), None)
        links |= hier
    return links


def zet_klok(klok: Path, dag: date) -> None:
    """Let domain time be the morning of this day, for every process at once."""
    half = klok.with_suffix(".half")
    half.write_text(datetime.combine(dag, OCHTEND, tzinfo=ZONE).isoformat())
    half.rename(klok)


@contextmanager
def opgezet(eerste: date) -> Iterator[Toneel]:
    """Start a copy in a temporary folder, with the people of Voorbeeldstad, on this day; it is gone
    afterwards.

    Raises OmgevingFout when this machine misses something, and Mislukt of the supervisor when a part does
    not start.
    """
    with tempfile.TemporaryDirectory(prefix="signalen-verhaal-", ignore_cleanup_errors=True) as map_:
        var = Path(map_)
        var.chmod(0o755)  # the database may run as another user, who must be able to come in
        zet_klok(var / "klok", eerste)
        supervisor = _supervisor(var)
        try:
            supervisor.start()
            yield _bevolkt(supervisor, eerste)
        except BaseException:
            toon_log(var)
            raise
        finally:
            supervisor.stop()


def _supervisor(var: Path) -> Supervisor:
    """Make the copy with settings of its own, so that it can never reach a database that somebody uses."""
    omgeving = {"SIGNALEN_OMGEVING": "demo", "SIGNALEN_VAR": str(var), "SIGNALEN_GEMEENTE": mensen.GEMEENTE}
    return Supervisor(var, Settings.from_env(omgeving), wat=Wat(klokbestand=True, wegwerp=True))


def _bevolkt(supervisor: Supervisor, eerste: date) -> Toneel:
    app = create_app(replace(supervisor.settings, proces="worker"))
    with app.app_context(), transaction():
        ids = mensen.bouw(eerste, supervisor.settings.sleutels)
        ids["lezer"] = _lezer(eerste)
    klok, redis_url = supervisor.var / "klok", supervisor.settings.redis_url
    toneel = Toneel(supervisor.demo["url"], klok, app, eerste, ids, redis_url)
    toneel.naar(eerste)
    return toneel


def _lezer(dag: date) -> uuid.UUID:
    """Let somebody come in who may only read: the example municipality has nobody with that role."""
    eenheid = medewerkers.eenheid("Griffie", medewerkers.organisatie(mensen.GEMEENTE, "eigen").id)
    wie = medewerkers.voeg_toe("Lies Meelezer", f"lezer@{mensen.DOMEIN}", eenheid.id, mensen.WACHTWOORD)
    medewerkers.geef_rol(wie.id, "lezer", eenheid.id, dag)
    return wie.id


def toon_log(var: Path) -> None:
    """Show the end of each log, because the folder goes away."""
    for pad in sorted((var / "log").glob("*.log")):
        regels = pad.read_text(errors="replace").splitlines()[-LOGREGELS:]
        print(f"--- {pad.name}", *regels, sep="\n", file=sys.stderr)
