"""A guided conversation: where it stands, its numbered seats, and the answers of its sealed rounds.

No row here refers to a person or an account, also not for who was logged in; no answer has a moment. The
working notes are in Werkblad (docs/adr/0005-gesprek.md).
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
from signalen.db import db


class Gesprek(db.Model):
    """One conversation by a method in an overleg, about one item of its agenda or about no knelpunt.

    `staat` is loopt or klaar; at most one runs per overleg. `geopend` names the rounds that were opened.
    `versie` goes up with everything that a screen shows. Of the room code only a keyed hash is kept, which
    counts up to and including `code_tot`. On `weg_op` question, seats and answers are gone.
    `vrijgemaakt` holds, per hash of a token whose seat was freed, the number of that seat: a phone that comes
    back hears why, and finds its own card.
    """

    id: Mapped[uuid.UUID] = sleutel()
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    adoptie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("adoptie.id"))
    vraag: Mapped[str] = mapped_column(Text, default="")
    stap: Mapped[str] = mapped_column(String(60))
    stap_begonnen_op: Mapped[datetime] = mapped_column(Moment)
    extra_minuten: Mapped[int] = mapped_column(default=0)
    geopend: Mapped[list[str]] = mapped_column(JSONB, default=list)
    staat: Mapped[str] = mapped_column(String(20), default="loopt")
    code_hash: Mapped[str] = mapped_column(String(64), index=True)
    code_tot: Mapped[date]
    weg_op: Mapped[date]
    versie: Mapped[int] = mapped_column(default=1)
    vrijgemaakt: Mapped[dict[str, int]] = mapped_column(JSONB, default=dict, server_default="{}")
    stoelen: Mapped[list[Stoel]] = relationship(back_populates="gesprek", order_by="Stoel.nummer")

    __table_args__ = (
        Index("uq_gesprek_een_loopt", "overleg_id", unique=True, postgresql_where=text("staat = 'loopt'")),
    )


class Stoel(db.Model):
    """A seat: its number in the room, what it does, and the hash of the token in the cookie of its taker.

    Seats are put ready with the conversation; `token_hash` is empty while nobody took the seat.
    """

    id: Mapped[uuid.UUID] = sleutel()
    gesprek_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("gesprek.id"))
    nummer: Mapped[int]
    rol: Mapped[str] = mapped_column(String(20), default="deelnemer")
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    gesprek: Mapped[Gesprek] = relationship(back_populates="stoelen")

    __table_args__ = (UniqueConstraint("gesprek_id", "nummer"),)


class Inbreng(db.Model):
    """An individual answer of a round. `sleutel` lets its writer find it again; empty once the round is open.

    The key is made with the token in the writer's cookie, so that no row and no backup says whose it is.
    """

    id: Mapped[uuid.UUID] = sleutel()
    gesprek_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("gesprek.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sleutel: Mapped[str] = mapped_column(String(64), default="")

    __table_args__ = (
        Index("uq_inbreng_sleutel", "sleutel", unique=True, postgresql_where=text("sleutel <> ''")),
    )


class Ingeleverd(db.Model):
    """That a seat handed in for a round; says nothing about which answer is its own."""

    gesprek_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("gesprek.id"), primary_key=True)
    stap: Mapped[str] = mapped_column(String(60), primary_key=True)
    stoel_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("stoel.id"), primary_key=True)
