"""Backup and restore with PostgreSQL's own programs, as the owner. Keys of the vault are never in a backup.

What is restored stands in quarantine from its first moment: no sweep and no mail until `vrijgeven`
(SAFETY rule 34).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import text

from signalen import quarantaine
from signalen.commando.basis import FOUT, Antwoord, Ontbreekt, Weigering, fout, nu, opdracht
from signalen.config import Settings, libpq_url
from signalen.embedded_home import OmgevingFout, find_programs

DUMP, LIJST = "signalen.dump", "manifest.json"
STIL = (
    f"INSERT INTO public.instelling (sleutel, waarde) VALUES ('{quarantaine.SLEUTEL}', '1') "  # noqa: S608
    "ON CONFLICT (sleutel) DO UPDATE SET waarde = '1'"
)
TELLINGEN = ("medewerker", "signaal", "knelpunt", "gebeurtenis", "termijn", "bericht", "editie", "anker")


def voeg_toe(groep: click.Group) -> None:
    """Add the commands of this file."""
    opdracht(groep, "backup")(backup)
    opdracht(groep, "restore")(restore)


@click.argument("map_", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def backup(map_: Path) -> Antwoord:
    """Bewaar de hele database in een map. De sleutels van de kluis gaan niet mee: bewaar die apart."""
    settings = Settings.from_env(proces="migratie")
    omgeving = _omgeving(settings.need_owner())
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (map_ / LIJST).exists():
        raise Weigering(fout("In deze map staat al een kopie. Kies een lege map.", "DIR", str(map_)))
    half = map_ / f"{DUMP}.half"
    _draai([_programma("pg_dump"), "--format=custom", "--no-owner", f"--file={half}"], omgeving)
    half.rename(map_ / DUMP)
    manifest = {"gemaakt_op": nu().isoformat(), "sha256": _sha256(map_ / DUMP), **_stand(settings)}
    (map_ / LIJST).write_text(json.dumps(manifest, indent=2, ensure_ascii=False), encoding="utf-8")
    zin = f"De kopie staat in {map_}. Bewaar de map met sleutels apart, en nooit op dezelfde plek."
    return Antwoord(manifest, (zin,))


@click.argument("map_", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--ja", is_flag=True, help="Overschrijf wat er nu in de database staat.")
def restore(map_: Path, ja: bool) -> Antwoord:
    """Zet een kopie terug. Daarna staat alles stil tot `signalen vrijgeven`."""
    settings = Settings.from_env(proces="migratie")
    omgeving = _omgeving(settings.need_owner())
    manifest = _lees(map_)
    if not ja and not _is_leeg(settings):
        raise Weigering(fout("De database is niet leeg. Gebruik --ja als alles daarin weg mag.", "--ja"))
    with tempfile.TemporaryDirectory() as tijdelijk:
        script = Path(tijdelijk) / "terug.sql"
        vorm = ["--clean", "--if-exists", "--no-owner", f"--file={script}", str(map_ / DUMP)]
        _draai([_programma("pg_restore"), *vorm], omgeving)
        # One transaction: at no moment can a clock see restored terms without the quarantine.
        stil = [
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--quiet",
            "--no-psqlrc",
            "--output=/dev/null",
        ]
        _draai([_programma("psql"), *stil, f"--file={script}", f"--command={STIL}"], omgeving)
    stand = _stand(settings)
    gelijk = stand["tellingen"] == manifest["tellingen"] and stand["anker"] == manifest["anker"]
    zin = (
        "Teruggezet en gelijk aan de kopie."
        if gelijk
        else "Teruggezet, maar de tellingen verschillen van de kopie."
    )
    document = {**stand, "gelijk": gelijk, "quarantaine": True}
    return Antwoord(document, (zin, quarantaine.ZIN), 0 if gelijk else FOUT)


def _lees(map_: Path) -> dict[str, Any]:
    """Return the manifest. Raises Weigering when the dump is not the one it was written for."""
    try:
        manifest: dict[str, Any] = json.loads((map_ / LIJST).read_text("utf-8"))
        klopt = manifest["sha256"] == _sha256(map_ / DUMP)
    except (OSError, ValueError, KeyError) as oorzaak:
        raise Weigering(fout("In deze map staat geen hele kopie.", "DIR", str(map_))) from oorzaak
    if not klopt:
        raise Weigering(
            fout("De kopie is veranderd nadat zij gemaakt is. Gebruik een andere.", "DIR", str(map_))
        )
    return manifest


def _sha256(pad: Path) -> str:
    with open(pad, "rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


@contextmanager
def _als_eigenaar(settings: Settings) -> Iterator[None]:
    from signalen import create_app
    from signalen.db import db

    with create_app(replace(settings, database_url=settings.need_owner())).app_context():
        try:
            yield
        finally:
            db.session.remove()
            db.engine.dispose()


def _stand(settings: Settings) -> dict[str, Any]:
    """Return what the database holds: rows per table, version of the tables and the newest anker."""
    from signalen.db import db

    with _als_eigenaar(settings):
        tellingen = {t: db.session.scalar(text(f"SELECT count(*) FROM {t}")) for t in TELLINGEN}  # noqa: S608
        versie = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        anker = db.session.scalar(text("SELECT hash FROM anker ORDER BY datum DESC LIMIT 1"))
    return {"versie": versie, "anker": anker or "", "tellingen": tellingen}


def _is_leeg(settings: Settings) -> bool:
    from signalen.db import db

    with _als_eigenaar(settings):
        tabel = db.session.scalar(text("SELECT to_regclass('public.medewerker')"))
        leeg = tabel is None or not db.session.scalar(text("SELECT EXISTS (SELECT FROM medewerker)"))
    return leeg


def _omgeving(url: str) -> dict[str, str]:
    """Return the environment for PostgreSQL's programs: a password is never an argument."""
    namen = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    delen = conninfo_to_dict(libpq_url(url))
    gezet = {namen.get(k, f"PG{k.upper()}"): str(v) for k, v in delen.items() if v is not None}
    return {"PATH": os.environ.get("PATH", os.defpath), "PGOPTIONS": "-c lock_timeout=10s", **gezet}


def _programma(naam: str) -> str:
    """Return the path of one of PostgreSQL's programs: from the wheel, else from PATH."""
    try:
        ingebouwd = find_programs()[0] / naam
    except OmgevingFout:
        ingebouwd = Path("/nergens")
    gevonden = str(ingebouwd) if ingebouwd.exists() else shutil.which(naam)
    if gevonden is None:
        raise Ontbreekt(f"Het programma {naam} ontbreekt. Installeer postgresql-client.")
    return gevonden


def _draai(opdrachtregel: list[str], omgeving: dict[str, str]) -> None:
    klaar = subprocess.run(opdrachtregel, env=omgeving, capture_output=True, text=True, check=False)
    if klaar.returncode:
        laatste = (klaar.stderr.strip().splitlines() or ["geen melding"])[-1]
        raise Ontbreekt(f"{Path(opdrachtregel[0]).name} is niet gelukt: {laatste}")
