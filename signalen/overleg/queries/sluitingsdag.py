"""Overleggen that stand on a day off which was added later, for the beheerder and who leads. Reads only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import select

from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.opvolging.queries.werk import groep_van
from signalen.overleg import rules, sluitingsdag
from signalen.overleg.models import Overleg
from signalen.permissions import Persoon
from signalen.visibility import Werkregel
from workflows import termijn


def op_die_dag(dag: date, vandaag: date) -> tuple[str, ...]:
    """Say what is planned on a day that would be off; nothing for a day that is past, or off already."""
    if dag < vandaag or not medewerkers.kalender().is_werkdag(dag):
        return ()
    zoek = select(Overleg.soort, Overleg.begin).where(Overleg.staat == "gepland", Overleg.datum == dag)
    rijen = db.session.execute(zoek)
    return sluitingsdag.op_die_dag(dag, [(rules.SOORTEN.get(r.soort, r.soort), r.begin) for r in rijen])


def getroffen(vandaag: date) -> list[Any]:
    """Return every planned overleg that stands on a day off, as (id, titel, datum, leider), nearest first."""
    dagen = sluitingsdag.komende(medewerkers.kalender(), vandaag)
    return list(db.session.execute(_zoek(dagen))) if dagen else []


def werk(wie: Persoon, vandaag: date) -> list[Werkregel]:
    """Return as work of who leads which of their overleggen need another day."""
    dagen = sluitingsdag.komende(medewerkers.kalender(), vandaag)
    rijen = db.session.execute(_zoek(dagen).where(Overleg.leidt_id == wie.id)) if dagen else ()
    return [_werkregel(rij, vandaag) for rij in rijen]


def _zoek(dagen: Collection[date]) -> Any:
    zoek = select(Overleg.id, Overleg.titel, Overleg.datum, Overleg.leidt_id.label("leider"))
    zoek = zoek.where(Overleg.staat == "gepland", Overleg.datum.in_(dagen))
    return zoek.order_by(Overleg.datum, Overleg.begin, Overleg.id)


def _werkregel(rij: Any, vandaag: date) -> Werkregel:
    return Werkregel(
        id=f"overleg-{rij.id}",
        url=f"/overleg/{rij.id}",
        titel=rij.titel,
        nummer=0,
        vraag="een andere dag kiezen, want deze dag is vrij geworden",
        stap="Overleg",
        uiterste=rij.datum,
        nog=termijn.in_woorden(vandaag, rij.datum, medewerkers.kalender()),
        groep=groep_van(rij.datum, vandaag),
        signalen="",
    )
