"""The part of `bench` that measures the pages of one vastgestelde edition, beside a bare page.

`--uitgave` fills a throw-away database with knelpunten that may be shown, half of them decided with a
promise, lets the quarter end, and asks each page in turn through the application, without a network.
"""

from __future__ import annotations

import sys
import time
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from sqlalchemy import select

from signalen import bench, clock
from signalen.db import db, transaction

BESLUIT = {
    "wat_moet_anders": "werkinstructie",
    "redenen": "De instructie vraagt meer dan de wet. Dat kost inwoners elke maand een week wachten. " * 2,
    "herstel": "Wij bellen wie het trof.",
    "afspraak": "De werkinstructie is aangepast en besproken met alle teams",
    "afspraak_rol": "afdelingshoofd",
}


def meet_app(app: Flask, aantal: int, eigenaar: str) -> dict[str, Any]:
    """Measure on an application with an empty database; `eigenaar` is the URL of the owner of its tables."""
    app.add_url_rule("/kaal", "kaal", bench.kaal)
    start = time.perf_counter()
    with app.app_context():
        kwartaal, nummer, opmaak_s = _vul(app, aantal)
        db.session.remove()
    with psycopg.connect(eigenaar, autocommit=True) as verbinding:
        verbinding.execute("ANALYZE")
    print(f"{aantal} knelpunten gemaakt in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    app.config["WTF_CSRF_ENABLED"] = False
    lezer, leeg = bench.ingelogd(app, "wethouder"), app.test_client()
    basis = f"/register/{kwartaal}"
    paden = {
        "lijst": "/register",
        "een": basis,
        "regels": f"{basis}/regels",
        "afspraken": f"{basis}/afspraken",
    }
    paden["verhaal"] = f"{basis}/{nummer}"
    vragen: dict[str, Any] = {"table50": lambda: leeg.get("/kaal")}
    vragen |= {naam: lambda pad=pad: lezer.get(pad) for naam, pad in paden.items()}
    vragen |= {naam: lambda pad=pad: leeg.get(pad) for naam, pad in _openbaar(basis, nummer).items()}
    etag = leeg.get(f"/open{basis}").headers["ETag"]
    vragen["openbaar_304"] = lambda: leeg.get(f"/open{basis}", headers={"If-None-Match": etag})
    cijfers = bench.tijden(vragen, goed=(200, 304))
    verhouding = {naam: bench.verhouding(cijfers[naam], cijfers["table50"]) for naam in cijfers}
    return {"rows": aantal, "opmaken_s": round(opmaak_s, 2), "pages": cijfers, "ratio": verhouding}


def _openbaar(basis: str, nummer: int) -> dict[str, str]:
    """Return the public pages of the edition."""
    paden = {"openbaar_lijst": "/open/register", "openbaar": f"/open{basis}"}
    return paden | {"openbaar_regels": f"/open{basis}/regels", "openbaar_verhaal": f"/open{basis}/{nummer}"}


def _vul(app: Flask, aantal: int) -> tuple[str, int, float]:
    """Return the quarter, the number of one knelpunt in it, and how many seconds opmaken took."""
    from signalen.knelpunt.models import Knelpunt
    from signalen.register import operations, rules
    from signalen.register.openbaar import operations as openbaar
    from signalen.voorbeeld import mensen

    nu, sleutels = clock.now(), Path(app.config["SIGNALEN_SLEUTELS"])
    with transaction():
        wie = mensen.bouw(clock.today() - timedelta(days=400), sleutels)
    for nummer in range(aantal):
        with transaction():
            bench.geef(wie, nummer, nu, sleutels, mag_getoond=True)
    ids = list(db.session.scalars(select(Knelpunt.id)))
    db.session.rollback()
    for nummer, id_ in enumerate(ids[::2]):
        _besluit(wie, id_, nummer, nu)
    with transaction():
        openbaar.zet_aan("2026-1", clock.today(), "Voor de meting.", clock.today())
    kwartaal = rules.kwartaal_van(nu.date())
    start = time.perf_counter()
    with transaction():
        operations.maak_op(kwartaal.code, nu)
    opmaak_s = time.perf_counter() - start
    with transaction():
        operations.stel_vast(kwartaal.code, "griffier", nu + timedelta(days=93))
    return (
        kwartaal.code,
        db.session.scalars(select(Knelpunt.nummer).where(Knelpunt.id == ids[0])).one(),
        opmaak_s,
    )


def _besluit(wie: dict[str, uuid.UUID], id_: uuid.UUID, nummer: int, nu: datetime) -> None:
    """Give a knelpunt a title, and let management decide and promise."""
    from signalen.knelpunt.operations import ordenen
    from signalen.knelpunt.operations.handelen import Handeling
    from signalen.opvolging.operations import handelen

    dag = (nu.date() + timedelta(days=20 + nummer % 60)).isoformat()
    daden = (
        ("coordinator", "extern", {"samenvatting": "Elke maand volgt een verrekening. " * 5}),
        ("afdelingshoofd", "aanpassen", {**BESLUIT, "afspraak_datum": dag}),
    )
    with transaction():
        ordenen.beschrijf(id_, {"titel": f"Wisselende inkomsten leiden tot verrekening {nummer}"}, nu)
        for rol, uitkomst, invoer in daden:
            keuzes = {"afspraak_rol": ("afdelingshoofd",)}
            handelen(Handeling(id_, wie[rol], frozenset({rol}), uitkomst, invoer, keuzes=keuzes), nu)
