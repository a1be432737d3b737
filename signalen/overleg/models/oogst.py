"""What may leave the room about one knelpunt, who writes it, and what the inbrengers said of it.

No row here points to an inbrenger: an Oogstakkoord hangs on a signaal, that knows only its link key.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.overleg.models.overleg import Overleg
from signalen.signaal.models import Tekst


class Oogst(db.Model):
    """The harvest of one agenda item. `staat` is concept, voorgelegd, niet_akkoord, stil or vrijgegeven.

    `ronde` counts how often it was put to the inbrengers; on `weg_op` words that were not released go.
    """

    id: Mapped[uuid.UUID] = sleutel()
    agendapunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("agendapunt.id"), unique=True)
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    staat: Mapped[str] = mapped_column(String(20), default="concept")
    ronde: Mapped[int] = mapped_column(default=0)
    feit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    alternatief_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    opvatting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    voorgelegd_op: Mapped[date | None]
    uiterste: Mapped[date | None]
    vrijgegeven_op: Mapped[date | None]
    weg_op: Mapped[date]
    versie: Mapped[int] = mapped_column(default=1)
    overleg: Mapped[Overleg] = relationship()
    feit: Mapped[Tekst | None] = relationship(foreign_keys=[feit_id])
    alternatief: Mapped[Tekst | None] = relationship(foreign_keys=[alternatief_id])
    opvatting: Mapped[Tekst | None] = relationship(foreign_keys=[opvatting_id])
    instemmingen: Mapped[list[Oogstakkoord]] = relationship(
        back_populates="oogst", order_by="Oogstakkoord.id"
    )

    __table_args__ = (
        Index("ix_oogst_voorgelegd", "uiterste", postgresql_where=text("staat = 'voorgelegd'")),
    )
    __mapper_args__ = {"version_id_col": versie}


class Oogstakkoord(db.Model):
    """What one inbrenger said in one ronde: akkoord or niet, with a correction, by week.

    Append-only, except `mag_afweging`: consent may be taken back until it is published.
    """

    id: Mapped[uuid.UUID] = sleutel()
    oogst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("oogst.id"), index=True)
    ronde: Mapped[int]
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"))
    antwoord: Mapped[str] = mapped_column(String(10))
    tekst_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    mag_afweging: Mapped[bool | None]
    week: Mapped[date]
    oogst: Mapped[Oogst] = relationship(back_populates="instemmingen")
    tekst: Mapped[Tekst | None] = relationship()

    __table_args__ = (UniqueConstraint("oogst_id", "ronde", "signaal_id"),)


class Verslaglegger(db.Model):
    """Who writes the verslag of one overleg beside the gespreksleider; at most one, a deelnemer."""

    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"))
