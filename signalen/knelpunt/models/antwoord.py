"""What layers heard, decided and answered, and who may decide what."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.signaal.models import Tekst


class Doorgeving(db.Model):
    """What a layer says it heard, beside the melder's words. Nobody waits for a reaction."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    rol: Mapped[str] = mapped_column(String(40))
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    datum: Mapped[date]
    tekst: Mapped[Tekst] = relationship()
    reacties: Mapped[list[Reactie]] = relationship(back_populates="doorgeving")


class Reactie(db.Model):
    """A melder's klopt, deels or niet on what a layer heard, with a correction that travels along."""

    id: Mapped[uuid.UUID] = sleutel()
    doorgeving_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("doorgeving.id"), index=True)
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"))
    antwoord: Mapped[str] = mapped_column(String(10))
    tekst_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    week: Mapped[date]
    doorgeving: Mapped[Doorgeving] = relationship(back_populates="reacties")
    tekst: Mapped[Tekst | None] = relationship()

    __table_args__ = (UniqueConstraint("doorgeving_id", "signaal_id"),)


class Bevoegdheid(db.Model):
    """Which roles may decide when this is what must change; a municipality edits the table."""

    wat: Mapped[str] = mapped_column(String(40), primary_key=True)
    titel: Mapped[str] = mapped_column(String(120))
    rollen: Mapped[list[str]] = mapped_column(ARRAY(String(40)))


class Besluit(db.Model):
    """A decision with its reasons. `velden` holds the other answers of the form, by name."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    traject_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("traject.id"))
    stap: Mapped[str] = mapped_column(String(60))
    rol: Mapped[str] = mapped_column(String(40))
    medewerker_id: Mapped[uuid.UUID]
    soort: Mapped[str] = mapped_column(String(20))
    wat_moet_anders: Mapped[str] = mapped_column(String(40), default="")
    velden: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    redenen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    herstel_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    rugdekking: Mapped[bool] = mapped_column(default=False)
    datum: Mapped[date]
    vervallen_op: Mapped[date | None]
    redenen: Mapped[Tekst] = relationship(foreign_keys=[redenen_id])
    herstel: Mapped[Tekst | None] = relationship(foreign_keys=[herstel_id])

    __table_args__ = (
        Index("uq_besluit_geldig", "traject_id", unique=True, postgresql_where=text("vervallen_op IS NULL")),
    )


class Terugkoppeling(db.Model):
    """The answer to everyone who signalled, as it was sent, and to how many signalen."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    besluit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("besluit.id"))
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    datum: Mapped[date]
    signalen: Mapped[int]
    tekst: Mapped[Tekst] = relationship()
    besluit: Mapped[Besluit] = relationship()


class Gelijkenis(db.Model):
    """Two knelpunten that a person called alike (or not), with the reason; nothing is ever merged away."""

    id: Mapped[uuid.UUID] = sleutel()
    een_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    ander_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    reden: Mapped[str] = mapped_column(Text)
    datum: Mapped[date]

    __table_args__ = (UniqueConstraint("een_id", "ander_id"),)
