"""Handreikingen, versioned: a new version is a new row that points to the one before."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from signalen.columns import sleutel
from signalen.db import db


class Handreiking(db.Model):
    """A card: the article, what it allows, who decides. Published only after a jurist co-signed it."""

    id: Mapped[uuid.UUID] = sleutel()
    reeks_id: Mapped[uuid.UUID] = mapped_column(index=True)
    versie: Mapped[int]
    titel: Mapped[str] = mapped_column(String(200))
    artikel: Mapped[str] = mapped_column(String(300))
    wat_mag: Mapped[str] = mapped_column(Text)
    wie_beslist: Mapped[str] = mapped_column(String(200))
    bron: Mapped[str] = mapped_column(String(500), default="")
    domein: Mapped[str] = mapped_column(String(80), default="")
    geldig_van: Mapped[date]
    geldig_tot: Mapped[date | None]
    opgesteld_rol: Mapped[str] = mapped_column(String(40))
    opgesteld_door: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"))
    meegetekend_door: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("medewerker.id"))
    meegetekend_op: Mapped[date | None]
    waar_verteld: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (UniqueConstraint("reeks_id", "versie"),)
