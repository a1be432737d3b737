"""How often people departed from a beleidsregel within a year, and from how often that counts as a series."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from signalen.db import db
from signalen.medewerker import queries as medewerkers
from signalen.opvolging import rules
from signalen.opvolging.models import Afwijking


def drempel() -> int:
    """Return from how many deviations a rule comes on the agenda."""
    return rules.lees_drempel(medewerkers.instelling("afwijking_drempel", ""))


def in_een_jaar(regel: str, dag: date) -> int:
    """Return how often people departed from one rule in the year up to a day."""
    zelfde = func.lower(Afwijking.beleidsregel) == regel.lower()
    return db.session.scalar(select(func.count()).select_from(Afwijking).where(zelfde, *_jaar(dag))) or 0


def per_regel(dag: date) -> dict[str, int]:
    """Return how often people departed from each rule in the year up to a day."""
    zoek = select(func.min(Afwijking.beleidsregel).label("regel"), func.count().label("keer"))
    rijen = db.session.execute(zoek.where(*_jaar(dag)).group_by(func.lower(Afwijking.beleidsregel)))
    return {rij.regel: rij.keer for rij in rijen}


def _jaar(dag: date) -> tuple[Any, Any]:
    maandag = dag - timedelta(days=dag.weekday())
    return Afwijking.week > maandag - rules.AFWIJKINGEN_TERUG, Afwijking.week <= dag
