"""Editions of the register, their files, the job that makes them, and what a bestuurder did with one.

A vastgestelde editie is never recalculated and its files never change; triggers refuse it.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
from signalen.db import db
from signalen.signaal.models import Tekst


class Editie(db.Model):
    """One quarter. `inhoud` is what the front page shows; `vingerafdruk` covers the other three parts."""

    id: Mapped[uuid.UUID] = sleutel()
    kwartaal: Mapped[str] = mapped_column(String(7))
    nummer: Mapped[int]
    staat: Mapped[str] = mapped_column(String(20), default="concept")
    regels: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    ingehouden: Mapped[list[dict[str, Any]]] = mapped_column(JSONB)
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB)
    vingerafdruk: Mapped[str] = mapped_column(String(80))
    anker: Mapped[str] = mapped_column(String(64), default="")
    opgemaakt_op: Mapped[datetime] = mapped_column(Moment)
    vastgesteld_op: Mapped[datetime | None] = mapped_column(Moment)
    vastgesteld_rol: Mapped[str] = mapped_column(String(40), default="")
    errata: Mapped[list[Erratum]] = relationship(order_by="Erratum.datum")

    __table_args__ = (UniqueConstraint("kwartaal"),)


class Erratum(db.Model):
    """A correction to a vastgestelde editie, added beside it."""

    id: Mapped[uuid.UUID] = sleutel()
    editie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editie.id"), index=True)
    tekst: Mapped[str] = mapped_column(Text)
    datum: Mapped[date]


class Editiebestand(db.Model):
    """One form of an edition as a file (`vorm`: pdf, ods, ...), made once for a vastgestelde editie."""

    id: Mapped[uuid.UUID] = sleutel()
    editie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editie.id"))
    vorm: Mapped[str] = mapped_column(String(40))
    mediatype: Mapped[str] = mapped_column(String(120))
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))
    gemaakt_op: Mapped[datetime] = mapped_column(Moment)

    __table_args__ = (UniqueConstraint("editie_id", "vorm"),)


class Sjabloon(db.Model):
    """A template of the municipality's own, by name, instead of the one that comes along."""

    naam: Mapped[str] = mapped_column(String(40), primary_key=True)
    inhoud: Mapped[bytes] = mapped_column(LargeBinary)
    bijgewerkt_op: Mapped[datetime] = mapped_column(Moment)


class Kwartaaltelling(db.Model):
    """How many signalen counted in a quarter, per domein and oorzaak; fixed once and never public.

    `begonnen` says how many knelpunten began there. `editie_id` is the edition that fixed it.
    """

    id: Mapped[uuid.UUID] = sleutel()
    editie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editie.id"))
    kwartaal: Mapped[str] = mapped_column(String(7))
    domein: Mapped[str] = mapped_column(String(80))
    oorzaak: Mapped[str] = mapped_column(String(40))
    signalen: Mapped[int]
    begonnen: Mapped[int]

    __table_args__ = (UniqueConstraint("kwartaal", "domein", "oorzaak"),)


class Opmaakklus(db.Model):
    """Work in the background: an edition to make (`opmaken`) or its files (`vormen`); one open of each.

    `gedaan` of `totaal` is the progress, `teken_op` is the last sign of life: one without a sign for long was
    killed and is taken up again.
    """

    id: Mapped[uuid.UUID] = sleutel()
    kwartaal: Mapped[str] = mapped_column(String(7))
    soort: Mapped[str] = mapped_column(String(20))
    staat: Mapped[str] = mapped_column(String(20), default="wacht")
    gedaan: Mapped[int] = mapped_column(default=0)
    totaal: Mapped[int] = mapped_column(default=0)
    fout: Mapped[str] = mapped_column(Text, default="")
    pogingen: Mapped[int] = mapped_column(default=0)
    gevraagd_op: Mapped[datetime] = mapped_column(Moment)
    teken_op: Mapped[datetime | None] = mapped_column(Moment)
    klaar_op: Mapped[datetime | None] = mapped_column(Moment)

    __table_args__ = (
        Index(
            "uq_opmaakklus_open",
            "kwartaal",
            "soort",
            unique=True,
            postgresql_where=text("staat IN ('wacht', 'bezig')"),
        ),
    )


class Bestuursreactie(db.Model):
    """What a bestuurder did with one knelpunt of an edition: gezien, antwoord, vraag or datum.

    `volgnummer` is its place in the chain of the knelpunt. A question is for `aan_rol`; its term is a
    Termijn with this id as `vraag_id`. Only the answer of a question is ever filled in later.
    """

    id: Mapped[uuid.UUID] = sleutel()
    editie_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("editie.id"), index=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    ronde: Mapped[int]
    soort: Mapped[str] = mapped_column(String(20))
    rol: Mapped[str] = mapped_column(String(40))
    medewerker_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("medewerker.id"))
    tekst_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    afspraak_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("afspraak.id"))
    aan_rol: Mapped[str] = mapped_column(String(40), default="")
    op: Mapped[date]
    volgnummer: Mapped[int]
    antwoord_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    antwoord_rol: Mapped[str] = mapped_column(String(40), default="")
    antwoord_op: Mapped[date | None]
    tekst: Mapped[Tekst | None] = relationship(foreign_keys=[tekst_id])
    antwoord: Mapped[Tekst | None] = relationship(foreign_keys=[antwoord_id])

    __table_args__ = (
        Index(
            "uq_bestuursreactie_gezien",
            "editie_id",
            "knelpunt_id",
            "ronde",
            "medewerker_id",
            unique=True,
            postgresql_where=text("soort = 'gezien'"),
        ),
    )
