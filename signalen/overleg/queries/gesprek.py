"""Reading a conversation: for the seat of a cookie, for the screen of the gespreksleider, and its version.

Sealed answers are never read for others, not even to be left out. Changes nothing; returns records.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import select

from signalen import clock
from signalen.db import NietGevonden, db
from signalen.knelpunt import rules as knelpunten
from signalen.knelpunt.models import Knelpunt
from signalen.overleg import gesprek_code, gesprek_rules
from signalen.overleg.models import Gesprek, Inbreng, Stoel, Werkblad
from signalen.overleg.operations.gesprek import gang_van, ronde_van
from signalen.overleg.queries import methoden
from workflows import gesprek as regels
from workflows.definition import Methode
from workflows.vraagtoets import toets

Woorden = tuple[tuple[str, str], ...]
"""(label, what was written) pairs."""


@dataclass(frozen=True)
class Zit:
    """Who has a seat: its number and role, and the token of the cookie. No person."""

    gesprek_id: uuid.UUID
    stoel_id: uuid.UUID
    nummer: int
    rol: str
    token: str = field(repr=False)


@dataclass(frozen=True)
class Stapblad:
    """What stands of one step: the notes, and the cards of a round that is open, in random order."""

    titel: str
    notities: Woorden
    kaarten: tuple[Woorden, ...]


@dataclass(frozen=True)
class Gesprekblad:
    """A conversation as everybody in the room may see it. Times are of this moment."""

    id: uuid.UUID
    overleg_id: uuid.UUID
    versie: int
    klaar: bool
    methode: str
    kern: str
    onderwerp: str
    vraag: str
    stap: str
    titel: str
    nummer: int
    van: int
    opdracht: str
    spreekt: str
    seconden: int
    tijd: str
    tot: str
    individueel: bool
    verzegeld: bool
    schrijvers: int
    ingeleverd: int
    compleet: bool
    acties: Mapping[str, str]
    stoelen: tuple[tuple[int, str, bool], ...]
    nu: Stapblad
    eerder: tuple[Stapblad, ...]
    weg_op: date
    schrijft: bool
    advies: tuple[str, ...] = ()


def stand(gesprek_id: uuid.UUID, token: str) -> int:
    """Return the version of a conversation for the holder of a seat, in one query. Raises NietGevonden."""
    hash_ = gesprek_code.token_hash(token)
    zoek = select(Gesprek.versie).join(Stoel, Stoel.gesprek_id == Gesprek.id)
    return _gevonden(zoek.where(Gesprek.id == gesprek_id, Stoel.token_hash == hash_))


def stand_van_scherm(gesprek_id: uuid.UUID) -> int:
    """Return the version for the screen of the gespreksleider. Raises NietGevonden."""
    return _gevonden(select(Gesprek.versie).where(Gesprek.id == gesprek_id))


def _gevonden(zoek) -> int:  # type: ignore[no-untyped-def]
    versie = db.session.scalar(zoek)
    if versie is None:
        raise NietGevonden("gesprek")
    return int(versie)


def zit(gesprek_id: uuid.UUID, token: str) -> Zit:
    """Return the seat of this token in this conversation. Raises NietGevonden, also for a forged one."""
    hash_ = gesprek_code.token_hash(token)
    zoek = select(Stoel).where(Stoel.gesprek_id == gesprek_id, Stoel.token_hash == hash_)
    rij = db.session.scalars(zoek).first() if gesprek_code.is_token(token) else None
    if rij is None:
        raise NietGevonden(str(gesprek_id))
    return Zit(gesprek_id, rij.id, rij.nummer, rij.rol, token)


def vrijgemaakt(gesprek_id: uuid.UUID, token: str) -> str:
    """Return how the conversation stands in which the seat of this token was freed; else empty."""
    hash_ = gesprek_code.token_hash(token)
    zoek = select(Gesprek.staat).where(Gesprek.id == gesprek_id, Gesprek.vrijgemaakt.has_key(hash_))
    return (db.session.scalar(zoek) or "") if gesprek_code.is_token(token) else ""


def van_overleg(overleg_id: uuid.UUID) -> list[tuple[uuid.UUID, str, bool]]:
    """Return the conversations of an overleg as (id, title, runs), the running one first."""
    zoek = select(Gesprek).where(Gesprek.overleg_id == overleg_id, Gesprek.code_hash != "")
    rijen = sorted(db.session.scalars(zoek), key=lambda r: (r.staat != regels.LOOPT, r.stap_begonnen_op))
    return [(r.id, _titel(r), r.staat == regels.LOOPT) for r in rijen]


def _titel(rij: Gesprek) -> str:
    methode, onderwerp = methoden.bij(rij.adoptie_id).titel, _onderwerp(rij)
    return f"{methode}: {onderwerp}" if onderwerp else methode


def _onderwerp(rij: Gesprek) -> str:
    knelpunt = db.session.get(Knelpunt, rij.knelpunt_id) if rij.knelpunt_id else None
    return knelpunten.titel_of_week(knelpunt.titel, knelpunt.week) if knelpunt else ""


def blad(gesprek_id: uuid.UUID, moment: datetime) -> Gesprekblad:
    """Return a conversation as the room sees it now. Raises NietGevonden."""
    rij = db.session.get(Gesprek, gesprek_id)
    if rij is None:
        raise NietGevonden(str(gesprek_id))
    methode, gang = methoden.bij(rij.adoptie_id), gang_van(rij)
    stap, nummer = regels.stap_van(methode, gang), regels.plaats(methode, gang)
    ronde, bladen = ronde_van(rij, methode), _bladen(rij, methode)
    seconden = regels.seconden_over(methode, gang, moment)
    return Gesprekblad(
        id=rij.id,
        overleg_id=rij.overleg_id,
        versie=rij.versie,
        klaar=rij.staat != regels.LOOPT,
        methode=methode.titel,
        kern=methode.kern,
        onderwerp=_onderwerp(rij),
        vraag=rij.vraag,
        stap=stap.naam,
        titel=stap.titel,
        nummer=nummer,
        van=len(methode.stappen),
        opdracht=stap.vraag,
        spreekt=regels.wie_spreekt(stap, stap.naam in gang.geopend),
        seconden=seconden,
        tijd=regels.tijd_over(seconden),
        tot=f"{regels.einde(methode, gang).astimezone(clock.ZONE):%H.%M} uur",
        individueel=stap.individueel,
        verzegeld=regels.verzegeld(stap, gang),
        schrijvers=ronde.schrijvers,
        ingeleverd=ronde.ingeleverd,
        compleet=ronde.compleet,
        acties=regels.acties(methode, gang, ronde),
        stoelen=tuple((s.nummer, s.rol, bool(s.token_hash)) for s in rij.stoelen),
        nu=bladen[nummer - 1],
        eerder=_eerder(bladen, nummer, rij.staat),
        weg_op=rij.weg_op,
        schrijft=bool(stap.velden),
        advies=tuple(advies.zin for advies in toets(rij.vraag)) if rij.vraag else (),
    )


def _eerder(bladen: list[Stapblad], nummer: int, staat: str) -> tuple[Stapblad, ...]:
    """Return the other steps of which something stands; all of them when the conversation is over."""
    ander = (b for n, b in enumerate(bladen, start=1) if n != nummer or staat != regels.LOOPT)
    return tuple(b for b in ander if b.notities or b.kaarten)


def _bladen(rij: Gesprek, methode: Methode) -> list[Stapblad]:
    """Return what stands of every step, in order; of rounds only those that are open."""
    werk = select(Werkblad.stap, Werkblad.inhoud).where(Werkblad.gesprek_id == rij.id)
    notities = {r.stap: r.inhoud for r in db.session.execute(werk)}
    kaart = select(Inbreng.id, Inbreng.stap, Inbreng.inhoud).where(
        Inbreng.gesprek_id == rij.id, Inbreng.stap.in_(rij.geopend)
    )
    kaarten = {r.id: r for r in db.session.execute(kaart)}
    volgorde = regels.volgorde(kaarten, f"{rij.id}")
    uit = []
    for stap in methode.stappen:
        eigen = (kaarten[id_] for id_ in volgorde if kaarten[id_].stap == stap.naam)
        uit.append(
            Stapblad(
                titel=stap.titel,
                notities=tuple(gesprek_rules.in_woorden(stap, notities.get(stap.naam, {}))),
                kaarten=tuple(tuple(gesprek_rules.in_woorden(stap, k.inhoud)) for k in eigen),
            )
        )
    return uit
