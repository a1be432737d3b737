"""Afspraken and nametingen. The first promised date is never changed; every move is a row."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db


class Afspraak(db.Model):
    """One promise: one owner role, one date. Kept when gedaan_op is on or before the first date.

    A leerpunt is a promise of soort `leerpunt`. `agenda` is the kind of overleg on whose next agenda one
    stands that was made outside an overleg.
    """

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    besluit_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("besluit.id"))
    overleg_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("overleg.id"))
    soort: Mapped[str] = mapped_column(String(20), default="afspraak")
    agenda: Mapped[str] = mapped_column(String(40), default="", server_default="")
    omschrijving: Mapped[str] = mapped_column(Text)
    eigenaar_rol: Mapped[str] = mapped_column(String(40))
    laag: Mapped[str] = mapped_column(String(60))
    gemaakt_op: Mapped[date]
    beloofd: Mapped[date]
    datum: Mapped[date] = mapped_column(index=True)
    gedaan_op: Mapped[date | None]
    gedaan_tekst: Mapped[str] = mapped_column(Text, default="")
    vervallen_op: Mapped[date | None]
    vervallen_reden: Mapped[str] = mapped_column(Text, default="")
    verschuivingen: Mapped[list[Verschuiving]] = relationship(order_by="Verschuiving.op")


class Verschuiving(db.Model):
    """A promise that got another date: from, to, and why."""

    id: Mapped[uuid.UUID] = sleutel()
    afspraak_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("afspraak.id"), index=True)
    van: Mapped[date]
    naar: Mapped[date]
    reden: Mapped[str] = mapped_column(Text)
    op: Mapped[date]


class Nameting(db.Model):
    """A dated question to everyone who signalled: werkt het nog? 65, 130 and 260 working days after the
    change.
    """

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    traject_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("traject.id"))
    werkdagen: Mapped[int]
    datum: Mapped[date]
    gevraagd_op: Mapped[date | None]

    __table_args__ = (UniqueConstraint("traject_id", "werkdagen"),)


class Afwijking(db.Model):
    """A decision that departed from a beleidsregel, counted so that the rule itself comes up.

    Source: RvS 16 March 2016, ECLI:NL:RVS:2016:709 (a series of deviations must lead to a change of the
    rule).
    """

    id: Mapped[uuid.UUID] = sleutel()
    beleidsregel: Mapped[str] = mapped_column(String(200), index=True)
    week: Mapped[date]
    toelichting: Mapped[str] = mapped_column(Text, default="")
