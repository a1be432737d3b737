"""`./run.sh bench --register`: what an edition costs in a database of a million rows.

The example municipality is built by calling operations; then its knelpunten are copied inside the database, a
few times in the quarter that is measured and many times a year before. Chains of copies do not verify: this
measures reading and counting, nothing else.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Column, Date, DateTime

from signalen.bench_huis import huis
from signalen.db import db
from signalen.register.rules import kwartaal_van

GETOOND, RIJEN = 1_200, 1_000_000
TABELLEN = (
    "tekst",
    "signaal",
    "signaal_tekst",
    "knelpunt",
    "koppeling",
    "traject",
    "termijn",
    "stilte",
    "gebeurtenis",
    "besluit",
    "terugkoppeling",
    "oordeel",
    "afspraak",
    "verschuiving",
    "nameting",
)
VROEGER = 364
"""Days that most copies lie back: a year in whole weeks."""

IN_KETEN = ("traject", "nameting", "afspraak")
MEETT = """
import json, resource, sys, time
from signalen import clock, create_app
from signalen.db import transaction
from signalen.register import operations
from signalen.register.vormen import operations as vormen
app = create_app(proces="worker")
with app.app_context():
    start = time.perf_counter()
    with transaction():
        editie = operations.maak_op(sys.argv[1], clock.now())
        aantal = len(editie.regels) + len(editie.ingehouden)
    uit = {"opmaken_s": round(time.perf_counter() - start, 1), "knelpunten": aantal}
    uit["opmaken_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    start = time.perf_counter()
    with transaction():
        gemaakt = vormen.maak_van(sys.argv[1], clock.now())
    uit["vormen_s"] = round(time.perf_counter() - start, 1)
    uit["vormen"] = sum(vorm.stand == "gemaakt" for vorm in gemaakt)
    uit["vormen_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps(uit))
"""


def meet() -> dict[str, Any]:
    """Return how long making an edition and its files takes, and the highest memory of that process."""
    from signalen import create_app
    from signalen.voorbeeld import bouw

    with huis(SIGNALEN_OMGEVING="demo", REDIS_URL="") as eigen:
        app = create_app(eigen.settings)
        with app.app_context():
            bouw.bouw(Path(app.config["SIGNALEN_SLEUTELS"]))
            db.session.remove()
        rijen = vermeerder(eigen.eigenaar)
        return {"rows": rijen, **_in_eigen_proces(eigen.omgeving)}


def _in_eigen_proces(omgeving: dict[str, str]) -> dict[str, Any]:
    code = kwartaal_van(date.today()).code
    opdracht = [sys.executable, "-c", MEETT, code]
    klaar = subprocess.run(opdracht, env={**os.environ, **omgeving}, capture_output=True, text=True)
    if klaar.returncode:
        raise SystemExit(f"opmaken mislukte: {klaar.stderr[-2000:]}")
    gemeten: dict[str, Any] = json.loads(klaar.stdout.splitlines()[-1])
    return gemeten


def vermeerder(eigenaar: str) -> int:
    """Copy the knelpunten until there are enough of both kinds; return how many rows these tables hold."""
    start = time.perf_counter()
    with psycopg.connect(eigenaar, autocommit=True) as verbinding:
        per_keer = _tel(verbinding, TABELLEN)
        erbij = GETOOND // _tel(verbinding, ("knelpunt",))
        keren = max(erbij, RIJEN // per_keer)
        for naam in TABELLEN:
            _kopieer(verbinding, naam, erbij, keren)
        verbinding.execute("ANALYZE")
        totaal = _tel(verbinding, TABELLEN)
    print(f"{totaal} rijen in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    return totaal


def _tel(verbinding: psycopg.Connection[Any], tabellen: tuple[str, ...]) -> int:
    som = 0
    for naam in tabellen:
        zoek = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(naam))
        rij = verbinding.execute(zoek).fetchone()
        som += rij[0] if rij else 0
    return som


def _kopieer(verbinding: psycopg.Connection[Any], naam: str, erbij: int, keren: int) -> None:
    """Copy every row so many times; ids follow from the old id and the number, so that links stay right."""
    kolommen = list(db.metadata.tables[naam].columns)
    opdracht = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} b CROSS JOIN generate_series(1, {}) k").format(
        sql.Identifier(naam),
        sql.SQL(", ").join(sql.Identifier(kolom.name) for kolom in kolommen),
        sql.SQL(", ").join(_waarde(kolom, erbij) for kolom in kolommen),
        sql.Identifier(naam),
        sql.Literal(keren),
    )
    verbinding.execute(opdracht)


def _waarde(kolom: Column[Any], erbij: int) -> sql.Composable:
    """Return a column of a copy: another id, another number, or a day a year before for the later copies."""
    b = sql.Identifier("b", kolom.name)
    if kolom.primary_key or any(sleutel.column.table.name in TABELLEN for sleutel in kolom.foreign_keys):
        return sql.SQL("md5({}::text || k)::uuid").format(b)
    if isinstance(kolom.type, Date | DateTime):
        terug = sql.SQL("{} - CASE WHEN k > {} THEN {} ELSE 0 END * interval '1 day'")
        return terug.format(b, sql.Literal(erbij), sql.Literal(VROEGER))
    if kolom.table.name == "knelpunt" and kolom.name == "nummer":
        return sql.SQL("{} + k * 100000").format(b)
    if kolom.name == "formulier":
        return sql.SQL("md5({} || '-' || k)").format(b)
    return _inhoud(b) if (kolom.table.name, kolom.name) == ("gebeurtenis", "inhoud") else b


def _inhoud(b: sql.Composable) -> sql.Composable:
    """Return the content of an event with the ids of its copies."""
    for sleutel in IN_KETEN:
        nieuw = sql.SQL("to_jsonb(md5(({0} ->> {1}) || k)::uuid::text)").format(b, sql.Literal(sleutel))
        b = sql.SQL("CASE WHEN {0} ? {1} THEN {0} || jsonb_build_object({1}, {2}) ELSE {0} END").format(
            b, sql.Literal(sleutel), nieuw
        )
    return b
