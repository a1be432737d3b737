"""The record that nobody can change: events in a chain, silences, and the nightly anchor."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from signalen.columns import Moment, sleutel
from signalen.db import db


class Stilte(db.Model):
    """A term that lapsed, once, with its legal date. Append-only: nobody can remove a silence."""

    id: Mapped[uuid.UUID] = sleutel()
    termijn_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("termijn.id"), unique=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    laag: Mapped[str] = mapped_column(String(60))
    reden: Mapped[str] = mapped_column(String(20))
    merk: Mapped[str] = mapped_column(String(80), default="")
    naar: Mapped[str] = mapped_column(String(60))
    datum: Mapped[date]
    verwerkt_op: Mapped[date]


class Gebeurtenis(db.Model):
    """One event in the chain of a knelpunt. Append-only by grant and trigger.

    `hash` is SHA-256 over the canonical JSON of the other columns except id; see `signalen.knelpunt.keten`.
    """

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    volgnummer: Mapped[int]
    soort: Mapped[str] = mapped_column(String(40))
    moment: Mapped[datetime] = mapped_column(Moment)
    rol: Mapped[str] = mapped_column(String(40))
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB)
    vorige: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("knelpunt_id", "volgnummer"),
        Index("ix_gebeurtenis_moment", "moment"),
        Index(
            "ix_gebeurtenis_dag_genoemd",
            text("(inhoud ->> 'overleg')"),
            postgresql_where=text("soort = 'dag_genoemd'"),
        ),
    )


class Anker(db.Model):
    """The nightly hash over the chain heads that changed and the previous anker; only the hash leaves the
    house.

    `koppen` holds (knelpunt, volgnummer, hash) of what changed since the anker before, so that a tail that
    was
    cut off or rewritten later is found.
    """

    id: Mapped[uuid.UUID] = sleutel()
    datum: Mapped[date] = mapped_column(unique=True)
    koppen: Mapped[list[list[Any]]] = mapped_column(JSONB)
    vorige: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
