"""What the organisation knows: handreikingen (a new version is a new row) and eerdere afwegingen."""

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


class Afweging(db.Model):
    """A moral question that was weighed before, with consent and worded so that it points at nobody.

    It holds copies and no link to a conversation: `bron_id` is only the key that lets nothing be offered
    twice. Read by everyone from `zichtbaar_vanaf` on; until then the inbrenger may take it back.
    """

    id: Mapped[uuid.UUID] = sleutel()
    bron_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    vraag: Mapped[str] = mapped_column(String(300))
    voor: Mapped[str] = mapped_column(Text)
    tegen: Mapped[str] = mapped_column(Text)
    uitkomst: Mapped[str] = mapped_column(Text)
    methode: Mapped[str] = mapped_column(String(80), default="")
    domein: Mapped[str] = mapped_column(String(80), default="")
    regeling: Mapped[str] = mapped_column(String(300), default="")
    zoektekst: Mapped[str] = mapped_column(Text)
    zichtbaar_vanaf: Mapped[date]
