"""The outbox. A Bericht never ties a person to a signaal they gave: news for melders is found by link key."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from signalen.columns import Moment, sleutel
from signalen.db import db


class Bericht(db.Model):
    """A letter to one person who must act, or (soort `nieuws`) the bare fact that there is news.

    `sleutel` makes each letter unique, so that a repeated sweep sends nothing twice. `agenda` is an iCalendar
    text that goes along in a mail of its own; empty for nearly every letter.
    """

    id: Mapped[uuid.UUID] = sleutel()
    sleutel: Mapped[str] = mapped_column(String(200), unique=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    soort: Mapped[str] = mapped_column(String(40))
    onderwerp: Mapped[str] = mapped_column(String(200))
    tekst: Mapped[str] = mapped_column(Text, default="")
    agenda: Mapped[str] = mapped_column(Text, default="")
    verwijst_naar: Mapped[str] = mapped_column(String(200), default="")
    gemaakt_op: Mapped[datetime] = mapped_column(Moment)
    mailen: Mapped[bool] = mapped_column(default=True)
    verstuurd_op: Mapped[datetime | None] = mapped_column(Moment)
    pogingen: Mapped[int] = mapped_column(default=0)
    fout: Mapped[str] = mapped_column(String(300), default="")
    message_id: Mapped[str] = mapped_column(String(200))

    __table_args__ = (
        Index("ix_bericht_te_versturen", "id", postgresql_where=text("verstuurd_op IS NULL AND mailen")),
    )


class Rondgang(db.Model):
    """The daily batch that tells people there is news; one per day, at a fixed hour."""

    datum: Mapped[date] = mapped_column(primary_key=True)
    tot: Mapped[datetime] = mapped_column(Moment)
    aantal: Mapped[int] = mapped_column(default=0)
