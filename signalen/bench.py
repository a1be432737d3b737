"""`./run.sh bench`: server time of the busiest pages beside a bare 50-row page in the same process.

Fills a throw-away database by calling operations, then asks each page in turn through the application itself,
without a network. The full harness of the contract (load, memory, cold start) is not here yet: those values
are null.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import psycopg
from flask import Flask, current_app
from sqlalchemy import select

from signalen import clock
from signalen.bench_huis import huis
from signalen.db import db, transaction

RONDES = 60
PUNTEN = 60
"""How many knelpunten stand on the agenda that is measured."""

WIE = ("coordinator", "uitvoerder", "wethouder", "gespreksleider")
KAAL = """<!doctype html><title>x</title><table>
{% for r in rijen %}<tr><td>{{ r.nummer }}</td><td>{{ r.titel }}</td><td>{{ r.domein }}</td></tr>{% endfor %}
</table>"""


def main(argumenten: list[str] | None = None) -> int:
    """Run the benchmark; prints a list with one object per size."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--rows", default="1000", help="hoeveel knelpunten, met komma's ertussen")
    parser.add_argument("--json", action="store_true", help="voor de vorm: de uitvoer is altijd JSON")
    parser.add_argument("--gesprek", action="store_true", help="meet alleen een gesprek met twaalf stoelen")
    parser.add_argument("--register", action="store_true", help="meet een uitgave uit een miljoen rijen")
    parser.add_argument("--uitgave", action="store_true", help="meet alleen de pagina's van een uitgave")
    gekozen = parser.parse_args(argumenten)
    from signalen import bench_gesprek, bench_register, bench_uitgave

    if gekozen.register:
        print(json.dumps([bench_register.meet()], indent=1))
        return 0
    if gekozen.gesprek:
        print(json.dumps([bench_gesprek.meet()], indent=1))
        return 0
    maten = [int(deel) for deel in gekozen.rows.split(",")]
    wat = bench_uitgave.meet_app if gekozen.uitgave else _meet_app
    print(json.dumps([meet(aantal, wat) for aantal in maten], indent=1))
    return 0


def meet(aantal: int, wat: Callable[[Flask, int, str], dict[str, Any]]) -> dict[str, Any]:
    """Measure one size on servers of its own."""
    from signalen import create_app

    with huis() as eigen:
        return wat(create_app(eigen.settings), aantal, eigen.eigenaar)


def _meet_app(app: Flask, aantal: int, eigenaar: str) -> dict[str, Any]:
    app.add_url_rule("/kaal", "kaal", kaal)
    start = time.perf_counter()
    with app.app_context():
        ids, voorbeeld, punt, overleg = _vul(app, aantal)
        db.session.remove()
    with psycopg.connect(eigenaar, autocommit=True) as verbinding:
        # A running server does this by itself after a minute; without it every plan is a guess.
        verbinding.execute("ANALYZE")
    print(f"{aantal} knelpunten gemaakt in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    app.config["WTF_CSRF_ENABLED"] = False
    clients = {wie: ingelogd(app, wie) for wie in WIE}
    paginas = {
        "mijn_werk": lambda: clients["coordinator"].get("/mijn-werk"),
        "knelpunt": lambda: clients["coordinator"].get(f"/knelpunten/{voorbeeld}"),
        "indienen": lambda: clients["uitvoerder"].get("/signaal-geven"),
        "bestuur": lambda: clients["wethouder"].get("/register"),
        "overleg": lambda: clients["gespreksleider"].get(f"/overleg/{overleg}"),
        "volgorde": lambda: clients["gespreksleider"].get(f"/overleg/{overleg}/volgorde"),
        "voorbereiden": lambda: clients["gespreksleider"].get(f"/overleg/{overleg}/punt/knelpunt/{punt}"),
    }
    leeg = app.test_client()
    limieten = {"table50": lambda: leeg.get("/kaal")}
    cijfers = tijden({**limieten, **paginas})
    return {
        "rows": aantal,
        "limits": {naam: cijfers[naam] for naam in limieten},
        "pages": {naam: cijfers[naam] for naam in paginas},
        "ratio": {naam: verhouding(cijfers[naam], cijfers["table50"]) for naam in paginas},
        "sweep": _sweep(app, len(ids)),
        "memory_mb": None,
        "cold_start_s": None,
    }


def _vul(app: Flask, aantal: int) -> tuple[list[uuid.UUID], uuid.UUID, uuid.UUID, uuid.UUID]:
    """Return all knelpunten, one that waits for the coordinator, one on the agenda, and that overleg."""
    from signalen.knelpunt.models import Knelpunt
    from signalen.knelpunt.operations import ordenen
    from signalen.voorbeeld import mensen

    sleutels = Path(app.config["SIGNALEN_SLEUTELS"])
    with transaction():
        wie = mensen.bouw(clock.today() - timedelta(days=400), sleutels)
    nu = clock.now()
    for nummer in range(aantal):
        with transaction():
            geef(wie, nummer, nu - timedelta(days=nummer % 12), sleutels)
    ids = list(db.session.scalars(select(Knelpunt.id)))
    db.session.rollback()
    for id_ in ids[:60]:
        with transaction():
            titel = {"titel": f"Wisselende inkomsten leiden tot verrekening {id_.int % 997}"}
            ordenen.beschrijf(id_, titel, nu)
    erop = _naar_bespreking(wie, ids, nu)
    overleg = _agenda(wie, nu)
    return ids, next((id_ for id_ in ids if id_ not in erop), ids[0]), erop[0], overleg


def _naar_bespreking(wie: dict[str, uuid.UUID], ids: list[uuid.UUID], nu: datetime) -> list[uuid.UUID]:
    """Send sixty knelpunten to the casuïstiekbespreking; return their ids. What lapsed already is skipped."""
    from signalen.knelpunt.operations.handelen import Handeling
    from signalen.opvolging.operations import handelen
    from workflows.stand import Geweigerd

    invoer, rollen = {"samenvatting": "Elke maand volgt een verrekening. " * 5}, frozenset({"coordinator"})
    erop: list[uuid.UUID] = []
    for id_ in ids:
        with suppress(Geweigerd), transaction():
            handelen(Handeling(id_, wie["coordinator"], rollen, "gewoon", invoer), nu)
            erop.append(id_)
        if len(erop) == PUNTEN:
            return erop
    return erop


def _agenda(wie: dict[str, uuid.UUID], nu: datetime) -> uuid.UUID:
    """Plan the casuïstiekbespreking on whose agenda they stand; return its id."""
    from signalen.medewerker import queries as medewerkers
    from signalen.overleg import operations, rules

    kalender = medewerkers.kalender()
    dag = nu.date() + timedelta(days=1)
    while not kalender.is_werkdag(dag):
        dag += timedelta(days=1)
    plan = rules.Voorstel(
        "casuistiekbespreking", dag.isoformat(), "14:00", wie["gespreksleider"], minuten="480"
    )
    with transaction():
        return operations.plan(plan, nu).id


def geef(wie: dict[str, uuid.UUID], nummer: int, moment: datetime, sleutels: Path, **velden: Any) -> None:
    """Give one signaal as an uitvoerder; `velden` are more of its fields."""
    from signalen.knelpunt.operations.ontvangst import Gever, ontvangen
    from signalen.signaal.operations import SignaalInvoer

    invoer = SignaalInvoer(
        formulier=str(uuid.uuid4()),
        antwoorden={"wat_zie_je": f"Elke maand volgt een verrekening, voor de {nummer}e keer. " * 3},
        domein="werk en inkomen",
        regeling="Participatiewet",
        niveau="beschermd",
        **velden,
    )
    ontvangen(invoer, Gever(wie["uitvoerder"], "x"), moment, sleutels)


def ingelogd(app: Flask, wie: str) -> Any:
    """Return a client that is logged in as this person of the example municipality."""
    from signalen.voorbeeld import mensen

    client = app.test_client()
    invoer = {"email": f"{wie}@{mensen.DOMEIN}", "wachtwoord": mensen.WACHTWOORD}
    antwoord = client.post("/inloggen", data=invoer)
    _eis(antwoord.status_code == 303, "inloggen", antwoord.status_code)
    return client


def _eis(goed: bool, wat: str, gezien: int) -> None:
    if not goed:
        raise SystemExit(f"de meting van {wat} klopt niet: {gezien}")


def kaal() -> str:
    """The limit: 50 rows by SQLAlchemy, a table by Jinja (compiled once, as files are), nothing else."""
    from signalen.knelpunt.models import Knelpunt

    rijen = db.session.execute(select(Knelpunt).order_by(Knelpunt.nummer).limit(50)).scalars().all()
    if "kaal" not in current_app.extensions:
        current_app.extensions["kaal"] = current_app.jinja_env.from_string(KAAL)
    return str(current_app.extensions["kaal"].render(rijen=rijen))


def tijden(
    wat: dict[str, Callable[[], Any]], goed: tuple[int, ...] = (200,)
) -> dict[str, dict[str, float | None]]:
    """Ask each in turn, A B C A B C, so that a slow moment of the machine hits all alike."""
    gemeten: dict[str, list[float]] = {naam: [] for naam in wat}
    groot: dict[str, float] = {}
    for ronde in range(RONDES + 5):
        for naam, vraag in wat.items():
            start = time.perf_counter()
            antwoord = vraag()
            duur = (time.perf_counter() - start) * 1000
            if ronde >= 5:
                gemeten[naam].append(duur)
            groot[naam] = len(antwoord.data if hasattr(antwoord, "data") else antwoord) / 1024
            status = getattr(antwoord, "status_code", 200)
            _eis(status in goed, naam, status)
    return {naam: _cijfers(tijden, groot[naam]) for naam, tijden in gemeten.items()}


def _cijfers(tijden: list[float], kb: float) -> dict[str, float | None]:
    delen = quantiles(tijden, n=100)
    return {
        "rps": None,
        "p50_ms": round(median(tijden), 2),
        "p95_ms": round(delen[94], 2),
        "p99_ms": round(delen[98], 2),
        "cpu_ms": None,
        "kb": round(kb, 1),
    }


def verhouding(een: dict[str, float | None], ander: dict[str, float | None]) -> float:
    """Return how many times as long one takes as the other."""
    return round((een["p50_ms"] or 0.0) / (ander["p50_ms"] or 1.0), 2)


def _sweep(app: Flask, aantal: int) -> dict[str, float | None]:
    """Let every first term lapse at once and time it per knelpunt."""
    from signalen.knelpunt.operations import sweep

    with app.app_context():
        start = time.perf_counter()
        gedaan = sweep.tik(clock.now() + timedelta(days=30))["verlopen"]
        duur = time.perf_counter() - start
    _eis(gedaan == aantal, "sweep", gedaan)
    return {"per_knelpunt_ms": round(duur / max(1, gedaan) * 1000, 2), "limit_ms": None}


if __name__ == "__main__":
    sys.exit(main())
