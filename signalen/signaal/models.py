"""Signalen and Teksten. A signaal is never edited; weeks instead of moments, so that no time tells who wrote
it.

No row here points to a person (SAFETY rule 8): `koppelsleutel` is an HMAC made with a key outside the
database.
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db


class Tekst(db.Model):
    """Words. Others hold only `digest`, so a Tekst can be emptied (AVG) while every chain still verifies.

    `zout` makes the digest of a short text useless for guessing; it is emptied together with the words.
    """

    id: Mapped[uuid.UUID] = sleutel()
    soort: Mapped[str] = mapped_column(String(40))
    aard: Mapped[str] = mapped_column(String(20), default="")
    inhoud: Mapped[str | None] = mapped_column(Text)
    zout: Mapped[bytes | None] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    geleegd_op: Mapped[date | None]
    geleegd_grond: Mapped[str] = mapped_column(String(200), default="")


class Signaal(db.Model):
    """One signal by one melder. `niveau` is open, beschermd or verzegeld and belongs to the signaal alone."""

    id: Mapped[uuid.UUID] = sleutel()
    formulier: Mapped[str] = mapped_column(String(64), unique=True)
    koppelsleutel: Mapped[str] = mapped_column(String(64), index=True)
    week: Mapped[date]
    niveau: Mapped[str] = mapped_column(String(20))
    regeling: Mapped[str] = mapped_column(String(300), default="")
    domein: Mapped[str] = mapped_column(String(80))
    spoed: Mapped[bool] = mapped_column(default=False)
    ik_ook: Mapped[bool] = mapped_column(default=False)
    mag_getoond: Mapped[bool | None]
    ingetrokken_week: Mapped[date | None]
    teksten: Mapped[list[SignaalTekst]] = relationship(
        back_populates="signaal", order_by="SignaalTekst.volgorde"
    )


class SignaalTekst(db.Model):
    """Which words belong to a signaal: the three answers, the doorgeeftekst, and later additions."""

    id: Mapped[uuid.UUID] = sleutel()
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"), index=True)
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    soort: Mapped[str] = mapped_column(String(40))
    volgorde: Mapped[int]
    week: Mapped[date]
    signaal: Mapped[Signaal] = relationship(back_populates="teksten")
    tekst: Mapped[Tekst] = relationship()


class Oordeel(db.Model):
    """What a melder says of an answer: begrepen, beantwoord, veranderd; ja, deels or nee. Append-only."""

    id: Mapped[uuid.UUID] = sleutel()
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"))
    over_id: Mapped[uuid.UUID]
    vraag: Mapped[str] = mapped_column(String(20))
    antwoord: Mapped[str] = mapped_column(String(10))
    toelichting_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    week: Mapped[date]
    toelichting: Mapped[Tekst | None] = relationship()

    __table_args__ = (UniqueConstraint("signaal_id", "over_id", "vraag"),)


class Vraag(db.Model):
    """A question to the melder and the answer, through the app only, so that nobody needs a name."""

    id: Mapped[uuid.UUID] = sleutel()
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID]
    soort: Mapped[str] = mapped_column(String(20), default="vraag")
    rol: Mapped[str] = mapped_column(String(40))
    vraag_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    antwoord_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    gesteld_op: Mapped[date]
    antwoord_week: Mapped[date | None]
    vraag: Mapped[Tekst] = relationship(foreign_keys=[vraag_id])
    antwoord: Mapped[Tekst | None] = relationship(foreign_keys=[antwoord_id])


Index("ix_signaal_domein_week", Signaal.domein, Signaal.week)
