"""Rows of a knelpunt: its traject on a route, the terms, the chain of events, decisions and what layers
heard.

Nothing here points to a person, except who took a besluit: deciding is a public act.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import Moment, sleutel
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


class Stilte(db.Model):
    """A term that lapsed, once, with its legal date. Append-only: nobody can remove a silence."""

    id: Mapped[uuid.UUID] = sleutel()
    termijn_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("termijn.id"), unique=True)
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    laag: Mapped[str] = mapped_column(String(60))
    reden: Mapped[str] = mapped_column(String(20))
    merk: Mapped[str] = mapped_column(String(80), default="")
    naar: Mapped[str] = mapped_column(String(60))
    datum: Mapped[date]
    verwerkt_op: Mapped[date]


class Gebeurtenis(db.Model):
    """One event in the chain of a knelpunt. Append-only by grant and trigger.

    `hash` is SHA-256 over the canonical JSON of the other columns except id; see `signalen.knelpunt.keten`.
    """

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    volgnummer: Mapped[int]
    soort: Mapped[str] = mapped_column(String(40))
    moment: Mapped[datetime] = mapped_column(Moment)
    rol: Mapped[str] = mapped_column(String(40))
    inhoud: Mapped[dict[str, Any]] = mapped_column(JSONB)
    vorige: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("knelpunt_id", "volgnummer"),
        Index("ix_gebeurtenis_moment", "moment"),
        Index(
            "ix_gebeurtenis_dag_genoemd",
            text("(inhoud ->> 'overleg')"),
            postgresql_where=text("soort = 'dag_genoemd'"),
        ),
    )


class Anker(db.Model):
    """The nightly hash over the chain heads that changed and the previous anker; only the hash leaves the
    house.

    `koppen` holds (knelpunt, volgnummer, hash) of what changed since the anker before, so that a tail that
    was
    cut off or rewritten later is found.
    """

    id: Mapped[uuid.UUID] = sleutel()
    datum: Mapped[date] = mapped_column(unique=True)
    koppen: Mapped[list[list[Any]]] = mapped_column(JSONB)
    vorige: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))


class Doorgeving(db.Model):
    """What a layer says it heard, beside the melder's words. Nobody waits for a reaction."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    stap: Mapped[str] = mapped_column(String(60))
    rol: Mapped[str] = mapped_column(String(40))
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    datum: Mapped[date]
    tekst: Mapped[Tekst] = relationship()
    reacties: Mapped[list[Reactie]] = relationship(back_populates="doorgeving")


class Reactie(db.Model):
    """A melder's klopt, deels or niet on what a layer heard, with a correction that travels along."""

    id: Mapped[uuid.UUID] = sleutel()
    doorgeving_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("doorgeving.id"), index=True)
    signaal_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("signaal.id"))
    antwoord: Mapped[str] = mapped_column(String(10))
    tekst_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    week: Mapped[date]
    doorgeving: Mapped[Doorgeving] = relationship(back_populates="reacties")
    tekst: Mapped[Tekst | None] = relationship()

    __table_args__ = (UniqueConstraint("doorgeving_id", "signaal_id"),)


class Bevoegdheid(db.Model):
    """Which roles may decide when this is what must change; a municipality edits the table."""

    wat: Mapped[str] = mapped_column(String(40), primary_key=True)
    titel: Mapped[str] = mapped_column(String(120))
    rollen: Mapped[list[str]] = mapped_column(ARRAY(String(40)))


class Besluit(db.Model):
    """A decision with its reasons. `velden` holds the other answers of the form, by name."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    traject_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("traject.id"))
    stap: Mapped[str] = mapped_column(String(60))
    rol: Mapped[str] = mapped_column(String(40))
    medewerker_id: Mapped[uuid.UUID]
    soort: Mapped[str] = mapped_column(String(20))
    wat_moet_anders: Mapped[str] = mapped_column(String(40), default="")
    velden: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict)
    redenen_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    herstel_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    rugdekking: Mapped[bool] = mapped_column(default=False)
    datum: Mapped[date]
    vervallen_op: Mapped[date | None]
    redenen: Mapped[Tekst] = relationship(foreign_keys=[redenen_id])
    herstel: Mapped[Tekst | None] = relationship(foreign_keys=[herstel_id])

    __table_args__ = (
        Index("uq_besluit_geldig", "traject_id", unique=True, postgresql_where=text("vervallen_op IS NULL")),
    )


class Terugkoppeling(db.Model):
    """The answer to everyone who signalled, as it was sent, and to how many signalen."""

    id: Mapped[uuid.UUID] = sleutel()
    knelpunt_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"), index=True)
    besluit_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("besluit.id"))
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    datum: Mapped[date]
    signalen: Mapped[int]
    tekst: Mapped[Tekst] = relationship()
    besluit: Mapped[Besluit] = relationship()


class Gelijkenis(db.Model):
    """Two knelpunten that a person called alike (or not), with the reason; nothing is ever merged away."""

    id: Mapped[uuid.UUID] = sleutel()
    een_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    ander_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("knelpunt.id"))
    reden: Mapped[str] = mapped_column(Text)
    datum: Mapped[date]

    __table_args__ = (UniqueConstraint("een_id", "ander_id"),)
