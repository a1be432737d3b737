"""Reads what is stored about overleggen, for the scripts and the JSON of a story. Changes nothing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, select, text

from signalen.db import db
from signalen.knelpunt.models import Termijn
from signalen.opvolging.models import Afspraak
from signalen.overleg.models import Agendapunt, Oogst, Overleg

EIGEN = frozenset({"gesprek", "inbreng", "werkblad"})
"""The only tables in which the words of a conversation may stand, until its notes are erased."""


def van_reeks(reeks_id: uuid.UUID) -> list[tuple[uuid.UUID, date]]:
    """Return the overleggen of a series with their days, in order."""
    zoek = select(Overleg.id, Overleg.datum).where(Overleg.reeks_id == reeks_id).order_by(Overleg.datum)
    return [(rij.id, rij.datum) for rij in db.session.execute(zoek)]


def lopen_naast(stap: str) -> set[uuid.UUID]:
    """Return the knelpunten that have this step open beside their route."""
    zoek = select(Termijn.knelpunt_id).where(
        Termijn.stap == stap,
        Termijn.soort == "naast",
        Termijn.gedaan_op.is_(None),
        Termijn.verlopen_op.is_(None),
        Termijn.vervallen_op.is_(None),
    )
    return set(db.session.scalars(zoek))


def punt(overleg_id: uuid.UUID, knelpunt_id: uuid.UUID) -> uuid.UUID:
    """Return the item of an overleg that was held about this knelpunt."""
    zoek = select(Agendapunt.id).where(
        Agendapunt.overleg_id == overleg_id, Agendapunt.knelpunt_id == knelpunt_id
    )
    return db.session.scalars(zoek).one()


def oogst(overleg_id: uuid.UUID, knelpunt_id: uuid.UUID) -> tuple[uuid.UUID, str]:
    """Return the harvest of this knelpunt in this overleg, and how it stands."""
    zoek = select(Oogst.id, Oogst.staat).where(
        Oogst.overleg_id == overleg_id, Oogst.knelpunt_id == knelpunt_id
    )
    rij = db.session.execute(zoek).one()
    return rij.id, rij.staat


def overleggen_met_oogst() -> set[uuid.UUID]:
    """Return the overleggen of which a harvest was released."""
    return set(db.session.scalars(select(Oogst.overleg_id).where(Oogst.staat == "vrijgegeven")))


def leerpunten() -> list[Afspraak]:
    """Return every leerpunt that was made in an overleg, by the day for which it was promised."""
    zoek = select(Afspraak).where(Afspraak.soort == "leerpunt")
    return list(db.session.scalars(zoek.order_by(Afspraak.beloofd, Afspraak.id)))


def leerpunt_van(overleg_id: uuid.UUID) -> uuid.UUID:
    """Return the leerpunt that was made in this overleg."""
    zoek = select(Afspraak.id).where(Afspraak.overleg_id == overleg_id, Afspraak.soort == "leerpunt")
    return db.session.scalars(zoek).one()


def besproken_oogsten() -> Mapping[uuid.UUID | None, Sequence[uuid.UUID]]:
    """Return, per overleg, the knelpunten of which something was harvested."""
    uit: dict[uuid.UUID | None, list[uuid.UUID]] = defaultdict(list)
    for rij in db.session.execute(select(Oogst.overleg_id, Oogst.knelpunt_id).order_by(Oogst.id)):
        uit[rij.overleg_id].append(rij.knelpunt_id)
    return uit


def tabellen_met(woord: str) -> set[str]:
    """Return every table in which a word stands somewhere in a row, whatever its case."""
    gevonden = set()
    for naam in db.metadata.tables:
        rij = func.cast(func.row_to_json(text("t")), db.Text)
        zoek = select(text("1")).select_from(text(f'"{naam}" AS t')).where(rij.ilike(f"%{woord}%"))
        if db.session.scalar(zoek.limit(1)) is not None:
            gevonden.add(naam)
    return gevonden


def tel_tabellen() -> int:
    """Return how many tables there are."""
    return len(db.metadata.tables)
