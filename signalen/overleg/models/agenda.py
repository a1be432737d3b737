"""What the chair changed in the order of an agenda, and the subjects that people put on a luistersessie.

No row here points to a person: who put a subject on a luistersessie is never stored (SAFETY rules 6 and 10).
"""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from signalen.columns import sleutel
from signalen.db import db
from signalen.signaal.models import Tekst


class Agendavolgorde(db.Model):
    """One choice of the chair about one item: its place in its block, its minutes, or both.

    `sleutel` is the key of an item (`soort:id`). Items without a row stand where they come by themselves.
    """

    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), primary_key=True)
    sleutel: Mapped[str] = mapped_column(String(60), primary_key=True)
    plaats: Mapped[int | None]
    minuten: Mapped[int | None]


class Onderwerp(db.Model):
    """A subject for a luistersessie: the words, the week, and the hash of the code that only its writer has.

    Open until an Agendapunt says that it was discussed, or until it was withdrawn or dropped with a reason.
    `weg_op` is the day on which its words go: set when it is discussed or dropped, or when one that was never
    discussed lost its words. While it waits the day moves along with its session (`workflows.onderwerp`).
    """

    id: Mapped[uuid.UUID] = sleutel()
    overleg_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("overleg.id"), index=True)
    tekst_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("tekst.id"))
    week: Mapped[date]
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    ingetrokken_week: Mapped[date | None]
    vervallen_op: Mapped[date | None]
    reden_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("tekst.id"))
    weg_op: Mapped[date | None]
    tekst: Mapped[Tekst] = relationship(foreign_keys=[tekst_id])
    reden: Mapped[Tekst | None] = relationship(foreign_keys=[reden_id])


class OnderwerpAfspraak(db.Model):
    """Which afspraken were made about a subject, in a luistersessie. Append-only."""

    onderwerp_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("onderwerp.id"), primary_key=True)
    afspraak_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("afspraak.id"), primary_key=True)
