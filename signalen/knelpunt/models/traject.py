"""A knelpunt with its signalen, its run on an adopted route, and the terms that count in it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.signaal.models import Signaal, Tekst


class Adoptie(db.Model):
    """A route or method as a body adopted it on a day. The engine reads only these rows; never changed."""

    id: Mapped[uuid.UUID] = sleutel()
    soort: Mapped[str] = mapped_column(String(20))
    naam: Mapped[str] = mapped_column(String(80))
    versie: Mapped[int]
    inhoud: Mapped[str] = mapped_column(Text)
    uitleg: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))
    orgaan: Mapped[str] = mapped_column(String(200))
    datum: Mapped[date]

    __table_args__ = (UniqueConstraint("soort", "naam", "versie"),)


class Knelpunt(db.Model):
    """The mechanism. `volgnummer` and `hash` are the head of its chain of events; `versie` guards writes."""

    id: Mapped[uuid.UUID] = sleutel()
    nummer: Mapped[int] = mapped_column(unique=True)
    titel: Mapped[str] = mapped_column(String(200), default="")
    oorzaak: Mapped[str] = mapped_column(String(40), default="")
    oplosniveau: Mapped[str] = mapped_column(String(40), default="")
    regeling: Mapped[str] = mapped_column(String(300), default="")
    domein: Mapped[str] = mapped_column(String(80))
    bestuur: Mapped[str] = mapped_column(String(120), default="")
    week: Mapped[date]
    zoektekst: Mapped[str] = mapped_column(Text, default="")
    samenvatting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    opgegaan_in_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("knelpunt.id"))
    volgnummer: Mapped[int] = mapped_column(default=0)
    hash: Mapped[str] = mapped_column(String(64), default="")
    geankerd: Mapped[int] = mapped_column(default=0)
    versie: Mapped[int] = mapped_column(default=1)
    samenvatting: Mapped[Tekst | None] = relationship()
    trajecten: Mapped[list[Traject]] = relationship(back_populates="knelpunt", order_by="Traject.ronde")
    koppelingen: Mapped[list[Koppeling]] = relationship(back_populates="knelpunt")

    __mapper_args__ = {"version_id_col": versie}


class Koppeling(db.Model):
    """Which signaal belongs to which knelpunt, from a day to a day. Exactly one is open per signaal."""

    id: Mapped[uuid.UUID] = sleutel()
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date | None]
    na_besluit: Mapped[bool] = mapped_column(default=False)
    antwoord_voor: Mapped[date | None]
    antwoord_op: Mapped[date | None]
    signaal: Mapped[Signaal] = relationship()
    knelpunt: Mapped[Knelpunt] = relationship(back_populates="koppelingen")

    __table_args__ = (
        Index("uq_koppeling_open", "signaal_id", unique=True, postgresql_where=text("tot IS NULL")),
    )


class Traject(db.Model):
    """One run of one adopted route. `stand` is a copy for reading; the events decide."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    soort: Mapped[str] = mapped_column(String(20))
    adoptie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("adoptie.id"))
    ronde: Mapped[int]
    stap: Mapped[str] = mapped_column(String(60))
    stand: Mapped[dict[str, Any]] = mapped_column(JSONB)
    open: Mapped[bool] = mapped_column(default=True)
    begonnen_op: Mapped[date]
    geeindigd_op: Mapped[date | None]
    knelpunt: Mapped[Knelpunt] = relationship(back_populates="trajecten")
    adoptie: Mapped[Adoptie] = relationship()
    termijnen: Mapped[list[Termijn]] = relationship(back_populates="traject", order_by="Termijn.start")

    __table_args__ = (
        Index(
            "uq_traject_hoofd_open",
            "knelpunt_id",
            unique=True,
            postgresql_where=text("open AND soort = 'knelpunt'"),
        ),
    )


class Termijn(db.Model):
    """One count towards one date. Open while none of gedaan_op, verlopen_op and vervallen_op is set.

    `vraag_id` is the question of a bestuurder that this term counts for; a silence gives it the next one.
    """

    id: Mapped[uuid.UUID] = sleutel()
    traject_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("traject.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    soort: Mapped[str] = mapped_column(String(20))
    rol: Mapped[str] = mapped_column(String(40), default="")
    start: Mapped[date]
    uiterste: Mapped[date]
    eerste_uiterste: Mapped[date]
    berekening: Mapped[dict[str, Any]] = mapped_column(JSONB)
    gedaan_op: Mapped[date | None]
    verlopen_op: Mapped[date | None]
    vervallen_op: Mapped[date | None]
    herinnerd: Mapped[list[str]] = mapped_column(JSONB, default=list)
    pogingen: Mapped[int] = mapped_column(default=0)
    vraag_id: Mapped[uuid.UUID | None]
    traject: Mapped[Traject] = relationship(back_populates="termijnen")

    __table_args__ = (
        Index(
            "ix_termijn_open",
            "uiterste",
            "id",
            postgresql_where=text("gedaan_op IS NULL AND verlopen_op IS NULL AND vervallen_op IS NULL"),
        ),
    )
