"""Rows about staff: who they are, which roles they hold in which unit and period, and their log-in sessions.

Nothing here points to a signaal: a row about a person never ties that person to what they wrote.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
from signalen.db import db


class Organisatie(db.Model):
    """The municipality itself (eigen) or a party that works for it (gecontracteerd)."""

    id: Mapped[uuid.UUID] = sleutel()
    naam: Mapped[str] = mapped_column(String(200), unique=True)
    soort: Mapped[str] = mapped_column(String(20))


class Eenheid(db.Model):
    """A team or department of an organisation."""

    id: Mapped[uuid.UUID] = sleutel()
    naam: Mapped[str] = mapped_column(String(200))
    organisatie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("organisatie.id"))
    organisatie: Mapped[Organisatie] = relationship()

    __table_args__ = (UniqueConstraint("organisatie_id", "naam"),)


class Medewerker(db.Model):
    """A person with a log-in. Leaving sets `uit_dienst_op`; the row stays for the decisions taken."""

    id: Mapped[uuid.UUID] = sleutel()
    naam: Mapped[str] = mapped_column(String(200))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    wachtwoord_hash: Mapped[str] = mapped_column(String(200), default="")
    eenheid_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eenheid.id"))
    uit_dienst_op: Mapped[date | None]
    mail_aan: Mapped[bool] = mapped_column(default=True)
    eenheid: Mapped[Eenheid] = relationship()
    rollen: Mapped[list[Rol]] = relationship(back_populates="medewerker")


class Rol(db.Model):
    """A role that somebody holds in a unit from a day, until a day or until further notice."""

    id: Mapped[uuid.UUID] = sleutel()
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    rol: Mapped[str] = mapped_column(String(40))
    eenheid_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eenheid.id"))
    van: Mapped[date]
    tot: Mapped[date | None]
    medewerker: Mapped[Medewerker] = relationship(back_populates="rollen")
    eenheid: Mapped[Eenheid] = relationship()

    __table_args__ = (UniqueConstraint("medewerker_id", "rol", "eenheid_id", "van"),)


class Portefeuille(db.Model):
    """Which unit fills a role for a domain. The row with domain `*` is compulsory for each role in use."""

    id: Mapped[uuid.UUID] = sleutel()
    rol: Mapped[str] = mapped_column(String(40))
    domein: Mapped[str] = mapped_column(String(80), default="*")
    bestuur: Mapped[str] = mapped_column(String(120), default="*")
    eenheid_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("eenheid.id"))
    eenheid: Mapped[Eenheid] = relationship()

    __table_args__ = (UniqueConstraint("rol", "domein", "bestuur"),)


class Vervanging(db.Model):
    """Somebody stands in for somebody else during a period; not transitive."""

    id: Mapped[uuid.UUID] = sleutel()
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    vervanger_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"), index=True)
    van: Mapped[date]
    tot: Mapped[date]


class Sessie(db.Model):
    """A log-in session on the server. Only a hash of the token in the cookie is stored (SAFETY rule 16)."""

    id: Mapped[uuid.UUID] = sleutel()
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    medewerker_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("medewerker.id"), index=True)
    gegevens: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    begonnen_op: Mapped[datetime] = mapped_column(Moment)
    gebruikt_op: Mapped[datetime] = mapped_column(Moment)
    verloopt_op: Mapped[datetime] = mapped_column(Moment, index=True)


class Inlogpoging(db.Model):
    """A failed log-in, kept for a day as a hash of the account, to slow guessing down (never a hard lock)."""

    id: Mapped[uuid.UUID] = sleutel()
    account_hash: Mapped[str] = mapped_column(String(64))
    moment: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (Index("ix_inlogpoging_account", "account_hash", "moment"),)


class Beheerlog(db.Model):
    """What an administrator changed, in words; append-only by grant."""

    id: Mapped[uuid.UUID] = sleutel()
    moment: Mapped[datetime] = mapped_column(Moment)
    door: Mapped[str] = mapped_column(String(200))
    wat: Mapped[str] = mapped_column(Text)


class Instelling(db.Model):
    """A setting that an administrator may change; defaults stand in code."""

    sleutel: Mapped[str] = mapped_column(String(80), primary_key=True)
    waarde: Mapped[str] = mapped_column(Text)


class ExtraDag(db.Model):
    """A day off that no law of arithmetic gives: made equal by decree (extra) or an own closing day
    (sluiting).
    """

    datum: Mapped[date] = mapped_column(primary_key=True)
    soort: Mapped[str] = mapped_column(String(20))
    reden: Mapped[str] = mapped_column(String(300))
    bron: Mapped[str] = mapped_column(String(300))
    ingevoerd_op: Mapped[datetime] = mapped_column(Moment)
