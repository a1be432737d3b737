"""Tables of planning: series, when a gespreksleider is away, and who has a calendar address of their own."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from signalen.columns import Moment, sleutel
from signalen.db import db


class Reeks(db.Model):
    """A series of overleggen by an iCalendar rule; each day is an Overleg of its own.

    `eerste` is its first day, `bij_vrij` what happens on a day off (overslaan or volgende), and
    `aangevuld_tot` the day up to which its overleggen were made.
    """

    id: Mapped[uuid.UUID] = sleutel()
    soort: Mapped[str] = mapped_column(String(40))
    regel: Mapped[str] = mapped_column(String(300))
    titel: Mapped[str] = mapped_column(String(200))
    gespreksleider_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("medewerker.id"))
    eerste: Mapped[date | None]
    tot: Mapped[date | None]
    begin: Mapped[time | None]
    minuten: Mapped[int] = mapped_column(default=90)
    plaats: Mapped[str] = mapped_column(String(200), default="")
    bij_vrij: Mapped[str] = mapped_column(String(20), default="overslaan")
    aangevuld_tot: Mapped[date | None]
    beeindigd_op: Mapped[date | None]
    reden: Mapped[str] = mapped_column(Text, default="")


class Reeksdeelnemer(db.Model):
    """Somebody who is invited to every overleg of a series."""

    reeks_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("reeks.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)


class Afwezigheid(db.Model):
    """A period in which a gespreksleider is away, both days included. Why is nobody's business.

    One that was taken back stays, with the day on which that was done.
    """

    id: Mapped[uuid.UUID] = sleutel()
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date]
    ingetrokken_op: Mapped[date | None]

    __table_args__ = (UniqueConstraint("medewerker_id", "van", "tot"),)


class Agendatoegang(db.Model):
    """How somebody takes overleggen into a calendar of their own.

    The secret address is made of `zaad` and the key of the server and is itself kept only as `geheim_hash`,
    so that a copy of the database opens no calendar (both empty: no address). `mail` says whether invitations
    come by mail, None meaning what is usual for this person's organisation.
    """

    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)
    zaad: Mapped[str | None] = mapped_column(String(64))
    geheim_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    gemaakt_op: Mapped[datetime | None] = mapped_column(Moment)
    mail: Mapped[bool | None]
