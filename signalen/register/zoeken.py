"""The questions that reading an edition asks, one per table; `lezen` narrows each to some knelpunten.

Builds statements only; asks nothing.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import joinedload

from signalen.knelpunt.models import Besluit, Koppeling, Stilte, Termijn, Terugkoppeling, Traject
from signalen.opvolging.models import Nameting
from signalen.register.rules import Kwartaal
from signalen.signaal.models import Oordeel, Signaal, SignaalTekst


def koppelingen() -> Any:
    """Open koppelingen with their signaal; also those of withdrawn signalen, whose words are empty."""
    diep = joinedload(Koppeling.signaal).selectinload(Signaal.teksten).joinedload(SignaalTekst.tekst)
    return select(Koppeling).where(Koppeling.tot.is_(None)).options(diep)


def besluiten() -> Any:
    """Decisions with their words."""
    return select(Besluit).options(joinedload(Besluit.redenen), joinedload(Besluit.herstel))


def stiltes() -> Any:
    """Silences with the traject and the arithmetic of their term."""
    return (
        select(Stilte, Traject, Termijn.berekening)
        .join(Termijn, Termijn.id == Stilte.termijn_id)
        .join(Traject, Traject.id == Termijn.traject_id)
    )


def oordelen(peildag: date) -> Any:
    """Verdicts with the traject of the besluit that was answered; not those of withdrawn signalen.

    A verdict is known by its week; one of the week in which the quarter ends counts.
    """
    return (
        select(Terugkoppeling.knelpunt_id, Besluit.traject_id, Oordeel.vraag, Oordeel.antwoord)
        .join(Oordeel, Oordeel.over_id == Terugkoppeling.id)
        .join(Besluit, Besluit.id == Terugkoppeling.besluit_id)
        .join(Signaal, and_(Signaal.id == Oordeel.signaal_id, Signaal.ingetrokken_week.is_(None)))
        .where(Oordeel.week <= peildag)
    )


def werkt_nog(peildag: date) -> Any:
    """Answers to the question of a nameting whether it still works; not those of withdrawn signalen."""
    return (
        select(Nameting.knelpunt_id, Nameting.traject_id, Oordeel.vraag, Oordeel.antwoord)
        .join(Oordeel, Oordeel.over_id == Nameting.id)
        .join(Signaal, and_(Signaal.id == Oordeel.signaal_id, Signaal.ingetrokken_week.is_(None)))
        .where(Oordeel.week <= peildag)
    )


def termijnen(peildag: date) -> Any:
    """Terms of a step that ran at the end of `peildag`."""
    klaar = (Termijn.gedaan_op, Termijn.verlopen_op, Termijn.vervallen_op)
    open_ = [or_(kolom.is_(None), kolom > peildag) for kolom in klaar]
    return select(Termijn).where(Termijn.soort == "stap", Termijn.start <= peildag, *open_)


def beeindigd(kwartaal: Kwartaal, peildag: date) -> Any:
    """Terms of a step that ended in the quarter, by an act or by silence."""
    kolommen = (Termijn.knelpunt_id, Termijn.traject_id, Termijn.stap, Termijn.start, Termijn.uiterste)
    einde = func.coalesce(Termijn.gedaan_op, Termijn.verlopen_op)
    tot = min(kwartaal.laatste, peildag)
    zoek = select(*kolommen, Termijn.gedaan_op, Termijn.verlopen_op)
    return zoek.where(Termijn.soort == "stap", einde.between(kwartaal.eerste, tot))
