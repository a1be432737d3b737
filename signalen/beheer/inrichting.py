"""Reading what the municipality agreed and what waits: routes, extra days, powers, post, settings, log.

Returns records, never rows. Of letters it shows neither text nor subject, and of news not even for whom: that
somebody gets news tells that they signalled.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from signalen.bericht.models import Bericht
from signalen.bericht.operations import MAX_POGINGEN
from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Adoptie, Bevoegdheid, Termijn
from signalen.medewerker import queries as medewerkers
from signalen.medewerker.models import Beheerlog, ExtraDag
from workflows import loader, termijn
from workflows.definition import Route
from workflows.kalender import Kalender

NIEUWS = "nieuws"


@dataclass(frozen=True)
class Versie:
    """One adopted version of a route."""

    naam: str
    versie: int
    titel: str
    orgaan: str
    datum: date
    vingerafdruk: str


@dataclass(frozen=True)
class Dag:
    """A day off that was added."""

    datum: date
    soort: str
    reden: str
    bron: str


@dataclass(frozen=True)
class Bevoegd:
    """Who may decide when this is what must change."""

    wat: str
    titel: str
    rollen: tuple[str, ...]


@dataclass(frozen=True)
class Poststuk:
    """A letter that could not be sent: for whom (not for news), which kind and why."""

    id: uuid.UUID
    soort: str
    aan: str
    gemaakt: datetime
    pogingen: int
    fout: str
    opgegeven: bool


@dataclass(frozen=True)
class Poststand:
    """How many letters wait and how many are parked."""

    wachtend: int
    mislukt: tuple[Poststuk, ...]


@dataclass(frozen=True)
class Logregel:
    """What an administrator did."""

    moment: datetime
    door: str
    wat: str


# ------------------------------------------------------------------ routes


def versies(naam: str = "") -> list[Versie]:
    """Return the adopted versions, newest first; of one route when a name is given."""
    zoek = select(Adoptie).where(Adoptie.soort == "route").order_by(Adoptie.naam, Adoptie.versie.desc())
    rijen = db.session.scalars(zoek.where(Adoptie.naam == naam) if naam else zoek)
    return [Versie(r.naam, r.versie, _lees(r).titel, r.orgaan, r.datum, r.hash) for r in rijen]


def route(naam: str, versie: int | None = None) -> Route:
    """Return an adopted route, the newest without a version. Raises NietGevonden."""
    zoek = (
        select(Adoptie).where(Adoptie.soort == "route", Adoptie.naam == naam).order_by(Adoptie.versie.desc())
    )
    rij = db.session.scalars(zoek.where(Adoptie.versie == versie) if versie else zoek).first()
    if rij is None:
        raise NietGevonden(naam)
    return _lees(rij)


def nieuwste_routes() -> list[Route]:
    """Return the newest adopted version of every route."""
    nieuwste = {v.naam: v.versie for v in reversed(versies())}
    return [route(naam, versie) for naam, versie in sorted(nieuwste.items())]


def _lees(rij: Adoptie) -> Route:
    return loader.load_route(rij.inhoud, rij.uitleg)


def tekst_van(naam: str, versie: int) -> str:
    """Return the TOML of an adopted version, to compare. Raises NietGevonden."""
    zoek = select(Adoptie.inhoud).where(
        Adoptie.soort == "route", Adoptie.naam == naam, Adoptie.versie == versie
    )
    gevonden = db.session.scalar(zoek)
    if gevonden is None:
        raise NietGevonden(f"{naam} {versie}")
    return gevonden


# ------------------------------------------------------------------ days and powers


def dagen() -> list[Dag]:
    """Return the days off that were added, newest first."""
    rijen = db.session.scalars(select(ExtraDag).order_by(ExtraDag.datum.desc()))
    return [Dag(r.datum, r.soort, r.reden, r.bron) for r in rijen]


def langer_door(dag: date, soort: str, reden: str) -> int:
    """Return how many running terms would become longer by this day; changes nothing."""
    nu = medewerkers.kalender()
    extra = {**nu.extra, **({dag: reden} if soort == "extra" else {})}
    sluiting = {**nu.sluiting, **({dag: reden} if soort == "sluiting" else {})}
    straks = Kalender(extra, sluiting)
    zoek = select(Termijn).where(
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
        Termijn.uiterste >= dag,
        Termijn.soort != "terug",
    )
    rijen = [termijn.Berekening.from_dict(r.berekening) for r in db.session.scalars(zoek)]
    return sum(termijn.verleng_om_dag(b, dag, reden, straks).uiterste != b.uiterste for b in rijen)


def bevoegdheden() -> list[Bevoegd]:
    """Return the table of who may decide what."""
    rijen = db.session.scalars(select(Bevoegdheid).order_by(Bevoegdheid.titel))
    return [Bevoegd(r.wat, r.titel, tuple(r.rollen)) for r in rijen]


# ------------------------------------------------------------------ post and log


def post() -> Poststand:
    """Return what waits in the outbox and what failed, without a word of any letter."""
    open_ = (Bericht.verstuurd_op.is_(None), Bericht.mailen)
    zoek = select(func.count()).where(*open_, Bericht.pogingen < MAX_POGINGEN)
    fout = list(
        db.session.scalars(select(Bericht).where(*open_, Bericht.fout != "").order_by(Bericht.id).limit(100))
    )
    namen = medewerkers.namen({b.medewerker_id for b in fout})
    return Poststand(db.session.scalar(zoek) or 0, tuple(_poststuk(b, namen) for b in fout))


def _poststuk(rij: Bericht, namen: dict[uuid.UUID, str]) -> Poststuk:
    aan = "iemand (bij nieuws tonen we niet wie)" if rij.soort == NIEUWS else namen[rij.medewerker_id]
    # What a mail server answers may hold the address; the kind of error is enough to act on.
    soort = rij.fout.partition(":")[0]
    opgegeven = rij.pogingen >= MAX_POGINGEN
    return Poststuk(rij.id, rij.soort, aan, rij.gemaakt_op, rij.pogingen, soort, opgegeven)


def log(grens: int = 50) -> list[Logregel]:
    """Return what administrators did, newest first."""
    rijen = db.session.scalars(select(Beheerlog).order_by(Beheerlog.moment.desc()).limit(grens))
    return [Logregel(r.moment, r.door, r.wat) for r in rijen]
