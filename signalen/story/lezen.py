"""Reads what is stored, for the JSON of a story and to know whether the clock has finished. Changes
nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from signalen import clock
from signalen.bericht.models import Rondgang
from signalen.db import db
from signalen.knelpunt.models import (
    Besluit,
    Gebeurtenis,
    Knelpunt,
    Koppeling,
    Stilte,
    Termijn,
    Terugkoppeling,
    Traject,
)
from signalen.opvolging.models import Afspraak, Nameting
from signalen.overleg.models import Oogst, Overleg
from signalen.register.models import Editie
from signalen.signaal.models import Oordeel, Signaal


def _open() -> Any:
    return (Termijn.gedaan_op.is_(None), Termijn.verlopen_op.is_(None), Termijn.vervallen_op.is_(None))


def geveegd(dag: date) -> bool:
    """Say whether the clock has done its round of this day: nothing overdue is left and the daily round was
    made.
    """
    te_laat = select(Termijn.id).where(*_open(), Termijn.uiterste < dag)
    vragen = select(Nameting.id).where(Nameting.gevraagd_op.is_(None), Nameting.datum <= dag)
    oogst = select(Oogst.id).where(Oogst.staat == "voorgelegd", Oogst.uiterste < dag)
    klaar = db.session.get(Rondgang, dag) is not None
    return klaar and all(db.session.scalar(zoek.limit(1)) is None for zoek in (te_laat, vragen, oogst))


def ontvangen(signaal_id: uuid.UUID) -> tuple[uuid.UUID, date]:
    """Return the knelpunt that a signaal made and the first date, which the receipt must name."""
    zoek = select(Koppeling.knelpunt_id).where(Koppeling.signaal_id == signaal_id, Koppeling.tot.is_(None))
    knelpunt_id = db.session.scalars(zoek).one()
    eerste = select(func.min(Termijn.uiterste)).where(
        Termijn.knelpunt_id == knelpunt_id, Termijn.soort == "stap"
    )
    return knelpunt_id, db.session.scalars(eerste).one()


def stap_van(knelpunt_id: uuid.UUID) -> str:
    """Return at which step the main traject of a knelpunt is."""
    zoek = select(Traject.stap).where(Traject.knelpunt_id == knelpunt_id, Traject.soort == "knelpunt")
    return db.session.scalars(zoek.order_by(Traject.ronde.desc())).first() or ""


def uiterste_van(knelpunt_id: uuid.UUID, stap: str) -> date:
    """Return the last day of the open term of a step."""
    zoek = select(Termijn.uiterste).where(*_open(), Termijn.knelpunt_id == knelpunt_id, Termijn.stap == stap)
    return db.session.scalars(zoek.where(Termijn.soort == "stap")).one()


def was_stil(knelpunt_id: uuid.UUID, stap: str) -> bool:
    """Say whether a silence at this step is on the record."""
    zoek = select(Stilte.id).where(Stilte.knelpunt_id == knelpunt_id, Stilte.stap == stap)
    return db.session.scalar(zoek.limit(1)) is not None


def beloofde_dag(knelpunt_id: uuid.UUID) -> date | None:
    """Return the first promised day that is still open, if any."""
    zoek = select(func.min(Afspraak.beloofd)).where(
        Afspraak.knelpunt_id == knelpunt_id, Afspraak.gedaan_op.is_(None), Afspraak.vervallen_op.is_(None)
    )
    return db.session.scalar(zoek)


def laatste_antwoord(knelpunt_id: uuid.UUID) -> str:
    """Return the words of the last answer, in one line."""
    antwoorden = terugkoppelingen(knelpunt_id)
    return " ".join((antwoorden[-1].tekst.inhoud or "").split()) if antwoorden else ""


def knelpunt(knelpunt_id: uuid.UUID) -> Knelpunt:
    """Return a knelpunt as it is stored."""
    return db.session.scalars(select(Knelpunt).where(Knelpunt.id == knelpunt_id)).one()


def termijnen(knelpunt_id: uuid.UUID) -> list[Termijn]:
    """Return the terms of every traject of a knelpunt, in the order in which they started."""
    zoek = select(Termijn).where(Termijn.knelpunt_id == knelpunt_id)
    return list(db.session.scalars(zoek.order_by(Termijn.start, Termijn.uiterste, Termijn.id)))


def stiltes(knelpunt_id: uuid.UUID) -> dict[uuid.UUID, Stilte]:
    """Return the silences of a knelpunt by the term that lapsed."""
    zoek = select(Stilte).where(Stilte.knelpunt_id == knelpunt_id)
    return {rij.termijn_id: rij for rij in db.session.scalars(zoek)}


def gebeurtenissen(knelpunt_id: uuid.UUID) -> list[Gebeurtenis]:
    """Return the chain of a knelpunt."""
    zoek = select(Gebeurtenis).where(Gebeurtenis.knelpunt_id == knelpunt_id)
    return list(db.session.scalars(zoek.order_by(Gebeurtenis.volgnummer)))


def besluiten(knelpunt_id: uuid.UUID) -> list[Besluit]:
    """Return every decision about a knelpunt, oldest first; the last one stands."""
    zoek = select(Besluit).where(Besluit.knelpunt_id == knelpunt_id)
    return sorted(db.session.scalars(zoek), key=lambda b: (b.vervallen_op is None, b.datum))


def terugkoppelingen(knelpunt_id: uuid.UUID) -> list[Terugkoppeling]:
    """Return every answer that was sent, oldest first."""
    zoek = select(Terugkoppeling).where(Terugkoppeling.knelpunt_id == knelpunt_id)
    return list(db.session.scalars(zoek.order_by(Terugkoppeling.datum, Terugkoppeling.id)))


def oordelen(signaal_id: uuid.UUID, over: uuid.UUID) -> dict[str, str]:
    """Return what a melder said of one answer."""
    zoek = select(Oordeel).where(Oordeel.signaal_id == signaal_id, Oordeel.over_id == over)
    return {rij.vraag: rij.antwoord for rij in db.session.scalars(zoek)}


def signaal(signaal_id: uuid.UUID) -> Signaal:
    """Return a signaal as it is stored."""
    return db.session.scalars(select(Signaal).where(Signaal.id == signaal_id)).one()


def afspraken(knelpunt_id: uuid.UUID) -> list[Afspraak]:
    """Return the promises about a knelpunt, by promised day."""
    zoek = select(Afspraak).where(Afspraak.knelpunt_id == knelpunt_id)
    return list(db.session.scalars(zoek.order_by(Afspraak.beloofd, Afspraak.id)))


def overleggen() -> list[Overleg]:
    """Return every overleg, by day."""
    return list(db.session.scalars(select(Overleg).order_by(Overleg.datum, Overleg.begin, Overleg.id)))


def edities() -> list[Editie]:
    """Return every edition of the register, by quarter."""
    return list(db.session.scalars(select(Editie).order_by(Editie.kwartaal)))


def tel_signalen() -> int:
    """Return how many signalen are stored."""
    return db.session.scalar(select(func.count()).select_from(Signaal)) or 0


def dagen_met_gebeurtenissen() -> Sequence[date]:
    """Return the days on which something happened, first and last; none when nothing did."""
    eerste, laatste = db.session.execute(
        select(func.min(Gebeurtenis.moment), func.max(Gebeurtenis.moment))
    ).one()
    return [moment.astimezone(clock.ZONE).date() for moment in (eerste, laatste) if moment is not None]


def stappen() -> dict[uuid.UUID, str]:
    """Return at which step every main traject is."""
    zoek = (
        select(Traject.knelpunt_id, Traject.stap).where(Traject.soort == "knelpunt").order_by(Traject.ronde)
    )
    return {rij.knelpunt_id: rij.stap for rij in db.session.execute(zoek)}


def tel_zonder_termijn_of_antwoord() -> int:
    """Return how many knelpunten have neither a running term nor an answer: these would be lost."""
    loopt = select(Termijn.knelpunt_id).where(*_open())
    beantwoord = select(Terugkoppeling.knelpunt_id)
    zoek = select(func.count()).where(Knelpunt.id.not_in(loopt), Knelpunt.id.not_in(beantwoord))
    return db.session.scalar(zoek) or 0


def knelpunten_met_nagekomen_afspraak() -> set[uuid.UUID | None]:
    """Return the knelpunten of which a promise of the decision that stands was kept."""
    zoek = select(Afspraak.knelpunt_id).join(Besluit, Besluit.id == Afspraak.besluit_id)
    return set(
        db.session.scalars(zoek.where(Afspraak.gedaan_op.is_not(None), Besluit.vervallen_op.is_(None)))
    )


def buikpijn(kwartaal: str) -> list[tuple[int, str]]:
    """Return the number and the words of each knelpunt that an edition shows in approved words."""
    inhoud = db.session.scalars(select(Editie.inhoud).where(Editie.kwartaal == kwartaal)).one()
    return [(stuk["nummer"], stuk["woorden"]) for stuk in inhoud["buikpijn"]]
