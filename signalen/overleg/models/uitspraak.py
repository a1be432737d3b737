"""What an overleg says about one agenda item, and the secret vote about it.

An uitspraak is added once and never edited; a correction is an Uitspraakaanvulling. Who voted (Gestemd) and
what was voted (Stembriefje) share no key, no moment and no order. The besluit of the route is not here.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.overleg.models.overleg import Agendapunt
from signalen.signaal.models import Tekst


class Uitspraak(db.Model):
    """The one advies or besluit of an overleg about an item; a minority view always has its answer."""

    id: Mapped[uuid.UUID] = sleutel()
    agendapunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agendapunt.id"), unique=True)
    soort: Mapped[str] = mapped_column(String(10))
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    redenen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    minderheid_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    antwoord_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    rol: Mapped[str] = mapped_column(String(40))
    vastgelegd_op: Mapped[date]
    agendapunt: Mapped[Agendapunt] = relationship()
    tekst: Mapped[Tekst] = relationship(foreign_keys=[tekst_id])
    redenen: Mapped[Tekst] = relationship(foreign_keys=[redenen_id])
    minderheid: Mapped[Tekst | None] = relationship(foreign_keys=[minderheid_id])
    antwoord: Mapped[Tekst | None] = relationship(foreign_keys=[antwoord_id])
    aanvullingen: Mapped[list[Uitspraakaanvulling]] = relationship(
        order_by="Uitspraakaanvulling.op, Uitspraakaanvulling.id"
    )

    __table_args__ = (
        CheckConstraint("soort IN ('advies', 'besluit')", name="soort"),
        CheckConstraint("(minderheid_id IS NULL) = (antwoord_id IS NULL)", name="minderheid_beantwoord"),
    )


class Uitspraakaanvulling(db.Model):
    """A correction beside an uitspraak, which itself stays as it was."""

    id: Mapped[uuid.UUID] = sleutel()
    uitspraak_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("uitspraak.id"), index=True)
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    rol: Mapped[str] = mapped_column(String(40))
    op: Mapped[date]
    tekst: Mapped[Tekst] = relationship()


class Stemming(db.Model):
    """A secret vote about one item, once. Nothing is counted before `gesloten_op`."""

    id: Mapped[uuid.UUID] = sleutel()
    agendapunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agendapunt.id"), unique=True)
    vraag: Mapped[str] = mapped_column(Text)
    keuzes: Mapped[list[str]] = mapped_column(JSONB)
    geopend_op: Mapped[date]
    gesloten_op: Mapped[date | None]


class Gestemd(db.Model):
    """That a deelnemer voted, once; not what, and not when."""

    stemming_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stemming.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)


class Stembriefje(db.Model):
    """What one deelnemer voted, without who. All of a stemming are written anew with each vote."""

    id: Mapped[uuid.UUID] = sleutel()
    stemming_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stemming.id"), index=True)
    keuze: Mapped[str] = mapped_column(String(60))
