"""One form acts once: a random key per form, stored in the transaction of the act itself (SAFETY rule 3).

The row names no person. A second click finds the first one's result instead of acting again.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from signalen import clock
from signalen.columns import Moment
from signalen.db import db


class Formulier(db.Model):
    """A form that was acted upon, and where its sender was sent afterwards."""

    sleutel: Mapped[str] = mapped_column(String(64), primary_key=True)
    doel: Mapped[str] = mapped_column(String(300), default="")
    moment: Mapped[datetime] = mapped_column(Moment)


def claim(sleutel: str, moment: datetime) -> bool:
    """Take this form for the open transaction; False when another request already acted on it.

    Waits for a concurrent request with the same key, so exactly one of them acts. Keeps the week only: the
    row names the signaal that was made, and its minute would tell who was at work (SAFETY 1.6, channel 1).
    """
    rij = (
        insert(Formulier)
        .values(sleutel=sleutel, doel="", moment=clock.week_of(moment))
        .on_conflict_do_nothing()
    )
    return db.session.execute(rij.returning(Formulier.sleutel)).scalar() is not None


def onthoud(sleutel: str, doel: str) -> None:
    """Remember where the sender of this form was sent."""
    rij = db.session.get(Formulier, sleutel)
    if rij is not None:
        rij.doel = doel


def doel_van(sleutel: str) -> str:
    """Return where an earlier click of this form led to, or an empty string."""
    return db.session.scalar(select(Formulier.doel).where(Formulier.sleutel == sleutel)) or ""


def ruim_op(voor: datetime) -> None:
    """Forget forms older than this moment."""
    db.session.execute(delete(Formulier).where(Formulier.moment < voor))
