"""`./run.sh bench --gesprek`: what a live conversation costs the server, with the real web process.

Twelve seats and the screen in the room ask every two seconds whether something changed. Measured twice: while
nothing does, and while something changes every ten seconds, so that every seat reads the page again.
"""

from __future__ import annotations

import http.client
import json
import os
import threading
import time
import uuid
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask

from signalen import clock
from signalen.bench_huis import huis
from signalen.config import Settings
from signalen.db import db, transaction

STOELEN, ELKE, SECONDEN, VERANDER = 12, 2.0, 30, 10.0
GRENS = 5.0
"""Percent of one core that a quiet conversation may cost."""


def meet() -> dict[str, Any]:
    """Measure on servers of our own; the clients run in threads of this process and do not count."""
    from signalen import create_app

    with huis() as eigen:
        app = create_app(replace(eigen.settings, migratie_url=""))
        return _met_web(app, eigen.settings, _begin(app))


def _begin(app: Flask) -> tuple[uuid.UUID, list[str]]:
    """Make the people of the example, a conversation of today and twelve seats that are taken."""
    from signalen.overleg import gesprek_code
    from signalen.overleg.gesprek_rules import Opzet
    from signalen.overleg.operations import gesprek, stoel
    from signalen.voorbeeld import mensen

    tokens = [gesprek_code.nieuw_token() for _ in range(STOELEN)]
    with app.app_context():
        with transaction():
            wie = mensen.bouw(clock.today() - timedelta(days=30), Path(app.config["SIGNALEN_SLEUTELS"]))
        with transaction():
            overleg_id = _overleg(wie["gespreksleider"])
            opzet = Opzet("dilemmamethode", stoelen=str(STOELEN))
            id_ = gesprek.begin(overleg_id, opzet, app.config["SECRET_KEY"], clock.now()).id
            for token in tokens:
                stoel.neem_plaats(id_, token)
        db.session.remove()
    return id_, tokens


def _overleg(leider: uuid.UUID) -> uuid.UUID:
    """Plan an overleg on the next working day and move it to today, so that any day of the week will do."""
    from signalen.medewerker import queries as medewerkers
    from signalen.overleg import operations
    from signalen.overleg.rules import Voorstel

    dag = clock.today() + timedelta(days=1)
    while not medewerkers.kalender().is_werkdag(dag):
        dag += timedelta(days=1)
    rij = operations.plan(Voorstel("moreel_beraad", dag.isoformat(), "14:00", leider), clock.now())
    rij.datum = clock.today()
    db.session.flush()
    return rij.id


def _met_web(app: Flask, settings: Settings, wat: tuple[uuid.UUID, list[str]]) -> dict[str, Any]:
    from signalen import supervisor_parts as delen

    luister = delen.free_socket(None)
    poort = int(luister.getsockname()[1])
    web = delen.surroundings(settings, "web", luister, logs=True)
    web.start()
    try:
        delen.ready(f"http://127.0.0.1:{poort}", settings, threading.Event(), lambda: None)
        uit: dict[str, Any] = {
            "stoelen": STOELEN,
            "elke_s": ELKE,
            "seconden": SECONDEN,
            "grens_procent": GRENS,
        }
        uit["stil"] = _ronde(app, poort, wat, verander=False)
        uit["elke_10_s_iets"] = _ronde(app, poort, wat, verander=True)
        uit["load"] = round(os.getloadavg()[0], 1)
        return uit
    finally:
        web.stop()
        luister.close()


def _ronde(app: Flask, poort: int, wat: tuple[uuid.UUID, list[str]], verander: bool) -> dict[str, Any]:
    """Let every seat and the screen ask for half a minute; return what web and PostgreSQL used."""
    from signalen.overleg import gesprek_code

    id_, tokens = wat
    teken = gesprek_code.schermteken(app.config["SECRET_KEY"], id_)
    telling: dict[str, int] = {"gevraagd": 0, "gelezen": 0}
    einde = threading.Event()
    draden = [
        threading.Thread(target=_stoel, args=(poort, id_, token, n * ELKE / STOELEN, einde, telling))
        for n, token in enumerate(tokens)
    ]
    draden.append(threading.Thread(target=_vraag_als_scherm, args=(poort, id_, teken, einde, telling)))
    for draad in draden:
        draad.start()
    time.sleep(2 * ELKE)
    voor, start = _processortijd(), time.monotonic()
    while time.monotonic() - start < SECONDEN:
        time.sleep(VERANDER)
        if verander:
            _verander(app, id_)
    gebruikt, duur = _processortijd() - voor, time.monotonic() - start
    einde.set()
    for draad in draden:
        draad.join()
    return {**telling, "cpu_s": round(gebruikt, 2), "procent_van_een_kern": round(100 * gebruikt / duur, 2)}


def _verander(app: Flask, id_: uuid.UUID) -> None:
    from signalen.overleg.operations import gesprek

    with app.app_context():
        with transaction():
            gesprek.zet_vraag(id_, f"Moet de consulent de boete laten vervallen om {time.monotonic():.0f}?")
        db.session.remove()


def _stoel(
    poort: int, id_: uuid.UUID, token: str, wacht: float, einde: threading.Event, telling: dict[str, int]
) -> None:
    """Be a phone: ask every two seconds, and read the page when something changed."""
    koppen, versie = {"Cookie": f"stoel-{id_.hex}={token}"}, ""
    einde.wait(wacht)
    while not einde.is_set():
        status, inhoud = _haal(poort, f"/gesprek-stand/{id_}?versie={versie}", koppen)
        telling["gevraagd"] += 1
        if status == 200:
            versie = inhoud.decode()
            status, _ = _haal(poort, f"/gesprek/{id_}", koppen)
            telling["gelezen"] += 1
        if status not in (200, 204):
            raise SystemExit(f"de meting van het gesprek klopt niet: {status}")
        einde.wait(ELKE)


def _vraag_als_scherm(
    poort: int, id_: uuid.UUID, teken: str, einde: threading.Event, telling: dict[str, int]
) -> None:
    while not einde.is_set():
        _haal(poort, f"/gesprek-stand/{id_}?versie=0&teken={teken}", {})
        telling["gevraagd"] += 1
        einde.wait(ELKE)


def _haal(poort: int, pad: str, koppen: dict[str, str]) -> tuple[int, bytes]:
    verbinding = http.client.HTTPConnection("127.0.0.1", poort, timeout=20)
    try:
        verbinding.request("GET", pad, headers=koppen)
        antwoord = verbinding.getresponse()
        return antwoord.status, antwoord.read()
    finally:
        verbinding.close()


def _processortijd() -> float:
    """Return the user and system time of our web and PostgreSQL processes up to now, in seconds."""
    ouders, tijden = {}, {}
    for map_ in Path("/proc").glob("[0-9]*"):
        try:
            naam, _, rest = (map_ / "stat").read_text().partition(" (")[2].rpartition(") ")
        except OSError:
            continue
        delen, pid = rest.split(), int(map_.name)
        ouders[pid] = int(delen[1])
        # Children that have ended count through who waited for them.
        tijden[pid] = 0.0 if "redis" in naam else sum(int(deel) for deel in delen[11:15])
    return sum(tijd for pid, tijd in tijden.items() if _is_van_ons(pid, ouders)) / os.sysconf("SC_CLK_TCK")


def _is_van_ons(pid: int, ouders: dict[int, int]) -> bool:
    if pid == os.getpid():
        return False
    while pid > 1:
        pid = ouders.get(pid, 0)
        if pid == os.getpid():
            return True
    return False


if __name__ == "__main__":
    print(json.dumps(meet(), indent=1))
