"""Requests for the maatwerkbudget of a team, who agreed, and what was learned. Never who the resident is.

Source: the team budgets of Amsterdam, Groningen and Almere (DOMAIN section 4). No row points to a signaal,
because that would tie a person to it.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.signaal.models import Tekst


class Maatwerk(db.Model):
    """One request. `staat` is gevraagd, toegekend or ingetrokken; the money is in eurocents."""

    id: Mapped[uuid.UUID] = sleutel()
    aanvrager_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    eenheid_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eenheid.id"), index=True)
    domein: Mapped[str] = mapped_column(String(80))
    bedrag_cent: Mapped[int]
    waarvoor_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    waarom_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    wijkt_af_van: Mapped[str] = mapped_column(String(200), default="")
    staat: Mapped[str] = mapped_column(String(20), default="gevraagd")
    gevraagd_op: Mapped[date]
    toegekend_op: Mapped[date | None]
    ingetrokken_op: Mapped[date | None]
    terugkijk_op: Mapped[date | None]
    leerpunt_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("afspraak.id"))
    waarvoor: Mapped[Tekst] = relationship(foreign_keys=[waarvoor_id])
    waarom: Mapped[Tekst] = relationship(foreign_keys=[waarom_id])
    instemmingen: Mapped[list[Instemming]] = relationship(order_by="Instemming.op")
    meelezers: Mapped[list[Meelezer]] = relationship()
    terugblik: Mapped[Terugblik | None] = relationship()

    __table_args__ = (CheckConstraint("bedrag_cent > 0", name="bedrag"),)


class Meelezer(db.Model):
    """A colleague of another team whom the requester asked to look along."""

    maatwerk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("maatwerk.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)


class Instemming(db.Model):
    """What one colleague thinks of a request, once: agrees (`mee`) or objects, with one sentence."""

    maatwerk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("maatwerk.id"), primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), primary_key=True)
    mee: Mapped[bool]
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    op: Mapped[date]
    tekst: Mapped[Tekst] = relationship()
    weerwoord: Mapped[Weerwoord | None] = relationship()


class Weerwoord(db.Model):
    """How the requester answered one objection."""

    maatwerk_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    medewerker_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    op: Mapped[date]
    tekst: Mapped[Tekst] = relationship()

    __table_args__ = (
        ForeignKeyConstraint(
            ["maatwerk_id", "medewerker_id"],
            ["instemming.maatwerk_id", "instemming.medewerker_id"],
            name="fk_weerwoord_instemming",
        ),
    )


class Terugblik(db.Model):
    """What the requester says three months later: regret or not, and what was learned."""

    maatwerk_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("maatwerk.id"), primary_key=True)
    spijt: Mapped[bool]
    geleerd_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    op: Mapped[date]
    geleerd: Mapped[Tekst] = relationship()
