"""Overleggen, their agenda, deelnemers, closed notes and released verslag."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
from signalen.db import db
from signalen.signaal.models import Tekst


class Overleg(db.Model):
    """Talk on one named day. `staat` is gepland, gehouden or vervallen; vervallen always has a reason.

    `reeks_dag` is the day that the rule of its series gave, also after a move; `volgnummer` is the SEQUENCE
    of its invitation and `gewijzigd_op` when that last changed.
    """

    id: Mapped[uuid.UUID] = sleutel()
    soort: Mapped[str] = mapped_column(String(40))
    titel: Mapped[str] = mapped_column(String(200))
    datum: Mapped[date] = mapped_column(index=True)
    begin: Mapped[time]
    minuten: Mapped[int] = mapped_column(default=90)
    plaats: Mapped[str] = mapped_column(String(200))
    methode: Mapped[str] = mapped_column(String(80), default="")
    gespreksleider_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"))
    reeks_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("reeks.id"))
    staat: Mapped[str] = mapped_column(String(20), default="gepland")
    reden: Mapped[str] = mapped_column(Text, default="")
    gehouden_op: Mapped[date | None]
    verzet: Mapped[int] = mapped_column(default=0)
    vervanger_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("medewerker.id"))
    reeks_dag: Mapped[date | None]
    volgnummer: Mapped[int] = mapped_column(default=0)
    gewijzigd_op: Mapped[datetime | None] = mapped_column(Moment)
    aanwezig: Mapped[int | None]
    versie: Mapped[int] = mapped_column(default=1)
    deelnemers: Mapped[list[Deelnemer]] = relationship(back_populates="overleg")
    punten: Mapped[list[Agendapunt]] = relationship(
        back_populates="overleg", order_by="Agendapunt.volgorde", foreign_keys="Agendapunt.overleg_id"
    )
    verslag: Mapped[Verslag | None] = relationship(back_populates="overleg")

    __mapper_args__ = {"version_id_col": versie}
    __table_args__ = (UniqueConstraint("reeks_id", "reeks_dag"),)

    @hybrid_property
    def leidt_id(self) -> uuid.UUID:
        """Who leads it: who takes it over, else the gespreksleider. On an object and in a query."""
        return self.vervanger_id or self.gespreksleider_id

    @leidt_id.inplace.expression
    @classmethod
    def _leidt_id(cls) -> ColumnElement[uuid.UUID]:
        return func.coalesce(cls.vervanger_id, cls.gespreksleider_id)


class Deelnemer(db.Model):
    """Somebody who is invited to one overleg."""

    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)
    overleg: Mapped[Overleg] = relationship(back_populates="deelnemers")


class Agendapunt(db.Model):
    """One item that was dealt with or moved on. Before that the agenda is a query, not rows."""

    id: Mapped[uuid.UUID] = sleutel()
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    volgorde: Mapped[int]
    soort: Mapped[str] = mapped_column(String(20))
    knelpunt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    traject_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("traject.id"))
    afspraak_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("afspraak.id"), index=True)
    onderwerp_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("onderwerp.id"), index=True)
    onderwerp: Mapped[str] = mapped_column(Text)
    minuten: Mapped[int] = mapped_column(default=15)
    uitkomst: Mapped[str] = mapped_column(String(20), default="")
    toelichting: Mapped[str] = mapped_column(Text, default="")
    naar_overleg_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("overleg.id"))
    overleg: Mapped[Overleg] = relationship(back_populates="punten", foreign_keys=[overleg_id])

    __table_args__ = (
        Index(
            "uq_agendapunt_knelpunt",
            "overleg_id",
            "knelpunt_id",
            unique=True,
            postgresql_where=text("knelpunt_id IS NOT NULL"),
        ),
        Index(
            "uq_agendapunt_afspraak",
            "overleg_id",
            "afspraak_id",
            unique=True,
            postgresql_where=text("afspraak_id IS NOT NULL"),
        ),
        Index(
            "uq_agendapunt_onderwerp",
            "overleg_id",
            "onderwerp_id",
            unique=True,
            postgresql_where=text("onderwerp_id IS NOT NULL"),
        ),
    )

    @property
    def sleutel(self) -> str:
        """The key under which forms and pages name this item; the same as before the overleg was held."""
        return f"{self.soort}:{self.knelpunt_id or self.afspraak_id or self.onderwerp_id or self.id}"


class Werkblad(db.Model):
    """Closed working notes of an agenda item, for the participants only, gone on a set day.

    Of a conversation there is one per step; `versie` goes up with each save.
    """

    id: Mapped[uuid.UUID] = sleutel()
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    agendapunt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("agendapunt.id"))
    stap: Mapped[str] = mapped_column(String(60), default="")
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    weg_op: Mapped[date]
    gesprek_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("gesprek.id"))
    versie: Mapped[int] = mapped_column(default=1, server_default="1")

    __table_args__ = (
        Index(
            "uq_werkblad_gesprek",
            "gesprek_id",
            "stap",
            unique=True,
            postgresql_where=text("gesprek_id IS NOT NULL"),
        ),
    )


class Verslag(db.Model):
    """What leaves the room, in Markdown: released by the gespreksleider, without names."""

    id: Mapped[uuid.UUID] = sleutel()
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), unique=True)
    feit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    alternatief_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    opvatting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    vrijgegeven_op: Mapped[date | None]
    overleg: Mapped[Overleg] = relationship(back_populates="verslag")
    feit: Mapped[Tekst | None] = relationship(foreign_keys=[feit_id])
    alternatief: Mapped[Tekst | None] = relationship(foreign_keys=[alternatief_id])
    opvatting: Mapped[Tekst | None] = relationship(foreign_keys=[opvatting_id])

    __table_args__ = (UniqueConstraint("overleg_id", "vrijgegeven_op"),)
