"""Editions of the register. A vastgestelde editie is never recalculated; a trigger refuses any change."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
from signalen.db import db


class Editie(db.Model):
    """One quarter. `inhoud` is what the front page shows; `vingerafdruk` covers the other three parts."""

    id: Mapped[uuid.UUID] = sleutel()
    kwartaal: Mapped[str] = mapped_column(String(7))
    nummer: Mapped[int]
    staat: Mapped[str] = mapped_column(String(20), default="concept")
    regels: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    ingehouden: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB)
    vingerafdruk: Mapped[str] = mapped_column(String(80))
    anker: Mapped[str] = mapped_column(String(64), default="")
    opgemaakt_op: Mapped[datetime] = mapped_column(Moment)
    vastgesteld_op: Mapped[datetime | None] = mapped_column(Moment)
    vastgesteld_rol: Mapped[str] = mapped_column(String(40), default="")
    errata: Mapped[list[Erratum]] = relationship(order_by="Erratum.datum")

    __table_args__ = (UniqueConstraint("kwartaal"),)


class Erratum(db.Model):
    """A correction to a vastgestelde editie, added beside it."""

    id: Mapped[uuid.UUID] = sleutel()
    editie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editie.id"), index=True)
    tekst: Mapped[str] = mapped_column(Text)
    datum: Mapped[date]
