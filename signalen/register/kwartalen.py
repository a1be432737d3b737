"""The list of editions, with the quarters that still wait for one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import func, select

from signalen.clock import ZONE
from signalen.db import db
from signalen.knelpunt.models import Adoptie, Gebeurtenis
from signalen.register import rules
from signalen.register.models import Editie
from signalen.register.queries import KOP, Kop, kop_uit

KWARTALEN_TERUG = 20
"""How far back quarters without an edition are offered to who makes them."""


def lijst(vandaag: date, met_concept: bool) -> list[Kop]:
    """Return the editions, newest first; who makes them also sees concepts and quarters without any."""
    koppen = [kop_uit(rij, vandaag) for rij in db.session.execute(select(*KOP))]
    if not met_concept:
        koppen = [kop for kop in koppen if not kop.concept]
    bekend = {kop.kwartaal for kop in koppen}
    open_ = _zonder_editie(vandaag, bekend) if met_concept else []
    return sorted([*koppen, *open_], key=lambda kop: kop.kwartaal, reverse=True)


def _zonder_editie(vandaag: date, bekend: Collection[str]) -> list[Kop]:
    """Quarters that wait for an edition: from the running one back to the first that counts."""
    kwartaal_ = rules.kwartaal_van(vandaag)
    tot = rules.kwartaal_van(_begonnen() or vandaag)
    uit = []
    for _ in range(KWARTALEN_TERUG):
        if kwartaal_ >= tot and kwartaal_.code not in bekend:
            uit.append(Kop(kwartaal_.code, kwartaal_.woorden, "leeg", loopt=vandaag <= kwartaal_.laatste))
        kwartaal_ = kwartaal_.vorige
    return uit


def _begonnen() -> date | None:
    """Return the day of the first event; without any, the day on which the first route was adopted.

    That nobody gave a signaal in a quarter is something that a register says too.
    """
    eerste = db.session.scalar(select(func.min(Gebeurtenis.moment)))
    return eerste.astimezone(ZONE).date() if eerste else db.session.scalar(select(func.min(Adoptie.datum)))


def nieuwste_vastgestelde() -> str:
    """Return the quarter of the last edition that was vastgesteld, or an empty string."""
    zoek = select(Editie.kwartaal).where(Editie.staat == "vastgesteld").order_by(Editie.kwartaal.desc())
    return db.session.scalar(zoek.limit(1)) or ""
