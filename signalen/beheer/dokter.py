"""The doctor: looks whether everything is there that Signalen needs, and says what to do. Changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from signalen import clock, diagram, gezondheid, quarantaine
from signalen.beheer import inrichting, queries
from signalen.config import ROOT, Settings
from signalen.db import db
from signalen.kluis import operations as kluis
from signalen.medewerker import queries as medewerkers
from signalen.overleg.queries import methoden

GOED, LET_OP, FOUT = "goed", "let op", "fout"


@dataclass(frozen=True)
class Bevinding:
    """One thing that was looked at: goed, let op or fout, with a sentence."""

    naam: str
    stand: str
    zin: str

    def als_dict(self) -> dict[str, str]:
        """Return it as plain values."""
        return asdict(self)


def onderzoek(app: Flask) -> list[Bevinding]:
    """Return every finding. Without a database only what can be seen without one."""
    uit = [*_zonder_database(app)]
    try:
        db.session.execute(text("SELECT 1"))
        for kijk in (
            _tabellen,
            _routes,
            _methoden,
            _bezetting,
            _beheerder,
            _bevoegdheden,
            _post,
            _quarantaine,
        ):
            uit.extend(kijk())
    except SQLAlchemyError as fout:
        db.session.rollback()
        uit.append(Bevinding("database", FOUT, f"De database antwoordt niet goed ({type(fout).__name__})."))
    return uit


def _zonder_database(app: Flask) -> Iterator[Bevinding]:
    settings: Settings = app.config["SIGNALEN"]
    yield Bevinding("omgeving", GOED, f"De omgeving is {settings.omgeving}.")
    yield _probeer("sleutels", lambda: kluis.controleer(Path(app.config["SIGNALEN_SLEUTELS"])))
    if settings.klok:
        yield Bevinding(
            "klok", LET_OP, f"De klok komt uit een bestand en staat op {clock.now():%d-%m-%Y %H:%M}."
        )
    redis = gezondheid.redis_stand() == "goed"
    zin = (
        "Redis antwoordt."
        if redis
        else "Redis antwoordt niet. Niets gaat verloren, maar post gaat iets later."
    )
    yield Bevinding("redis", GOED if redis else LET_OP, zin)
    if not settings.smtp_url:
        yield Bevinding(
            "mail", LET_OP, "Er is geen SIGNALEN_SMTP_URL: mail komt in een map en gaat niet de deur uit."
        )
    tekenaar = diagram.vind_programma()
    zin = "Routes kunnen getekend worden." if tekenaar else "Graphviz ontbreekt: routes staan er als tabel."
    yield Bevinding("tekening", GOED if tekenaar else LET_OP, zin)


def _probeer(naam: str, kijk: Callable[[], None]) -> Bevinding:
    try:
        kijk()
    except kluis.GeenSleutels as fout:
        return Bevinding(naam, FOUT, f"{fout} Maak ze met `signalen sleutels`.")
    return Bevinding(naam, GOED, "De kluis heeft een koppelsleutel en genoeg bewaarders.")


def _tabellen() -> Iterator[Bevinding]:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    nieuwste = ScriptDirectory.from_config(config).get_current_head()
    versie = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    if versie == nieuwste:
        yield Bevinding("tabellen", GOED, f"De tabellen zijn bij (versie {versie}).")
    else:
        yield Bevinding(
            "tabellen", FOUT, f"De tabellen zijn versie {versie}, de app wil {nieuwste}. Migreer eerst."
        )
    eigenaar = db.session.scalar(
        text("SELECT tableowner = current_user FROM pg_tables WHERE tablename = 'gebeurtenis'")
    )
    if eigenaar:
        yield Bevinding(
            "rechten", FOUT, "De app is eigenaar van de tabellen. Gebruik in DATABASE_URL een andere rol."
        )


def _routes() -> Iterator[Bevinding]:
    namen = {v.naam for v in inrichting.versies()}
    for naam in ("knelpunt", "spoed", "vraag"):
        if naam not in namen:
            yield Bevinding(
                "routes", FOUT, f"De route ‘{naam}’ is nog niet vastgesteld. Doe dat bij Beheer, Routes."
            )
    if namen:
        yield Bevinding("routes", GOED, f"Vastgesteld: {', '.join(sorted(namen))}.")


def _methoden() -> Iterator[Bevinding]:
    namen = {v.naam for v in methoden.versies()}
    if namen:
        yield Bevinding("methoden", GOED, f"Vastgesteld: {', '.join(sorted(namen))}.")
    else:
        zin = "Er is nog geen gespreksmethode vastgesteld. Dat kan bij Beheer, Methoden."
        yield Bevinding("methoden", LET_OP, zin)


def _bezetting() -> Iterator[Bevinding]:
    gaten = queries.gaten(clock.today())
    for gat in gaten:
        yield Bevinding(f"rol {gat.rol}", FOUT, gat.zin)
    if not gaten:
        yield Bevinding("bezetting", GOED, "Bij elke stap kan nu iemand handelen.")


def _beheerder() -> Iterator[Bevinding]:
    aantal = len(medewerkers.met_rol("beheerder"))
    if aantal == 0:
        zin = "Niemand heeft de rol beheerder. Gebruik `signalen medewerker toevoegen --rol beheerder`."
        yield Bevinding("beheerder", FOUT, zin)
    elif aantal == 1:
        yield Bevinding(
            "beheerder", LET_OP, "Er is een beheerder. Zorg voor een tweede, voor als die er niet is."
        )
    else:
        yield Bevinding("beheerder", GOED, f"Er zijn {aantal} beheerders.")


def _bevoegdheden() -> Iterator[Bevinding]:
    if not inrichting.bevoegdheden():
        zin = "Er staat nog niet wie waarover mag besluiten. Vul dat bij Beheer, Bevoegdheden."
        yield Bevinding("bevoegdheden", FOUT, zin)


def _post() -> Iterator[Bevinding]:
    stand = inrichting.post()
    opgegeven = sum(p.opgegeven for p in stand.mislukt)
    if opgegeven:
        yield Bevinding(
            "post", FOUT, f"{opgegeven} brieven konden vijf keer niet weg. Kijk bij Beheer, Post."
        )
    else:
        yield Bevinding("post", GOED, f"{stand.wachtend} brieven wachten op bezorging.")


def _quarantaine() -> Iterator[Bevinding]:
    if quarantaine.geldt():
        yield Bevinding("quarantaine", LET_OP, quarantaine.ZIN)
    if not current_app.config["SIGNALEN"].migratie_url:
        yield Bevinding("kopie", LET_OP, "Zonder SIGNALEN_MIGRATIE_URL kan hier geen kopie gemaakt worden.")
