"""Reading one's own letters. Gives nobody the letters of somebody else."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from signalen.bericht.models import Bericht
from signalen.db import db

LAATSTE = 50


@dataclass(frozen=True)
class Brief:
    """One letter as its reader sees it; the text is Markdown of our own templates."""

    onderwerp: str
    tekst: str
    gemaakt: datetime
    naar: str


def van(medewerker_id: uuid.UUID) -> list[Brief]:
    """Return the newest letters of somebody."""
    zoek = select(Bericht).where(Bericht.medewerker_id == medewerker_id)
    rijen = db.session.scalars(zoek.order_by(Bericht.gemaakt_op.desc(), Bericht.id).limit(LAATSTE))
    return [Brief(r.onderwerp, r.tekst, r.gemaakt_op, r.verwijst_naar) for r in rijen]
