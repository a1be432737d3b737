"""Sealed identities. No foreign key leads from here to a person, and none to a signaal (SAFETY rules 6 to
8).
"""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from sqlalchemy import String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from signalen.columns import sleutel
from signalen.db import db


class Identiteit(db.Model):
    """The envelope of one signaal: ciphertext and the two shares of its key, sealed to the custodians.

    `signaal_id` is a plain id on purpose: the vault outlives and precedes what it protects.
    """

    id: Mapped[uuid.UUID] = sleutel()
    signaal_id: Mapped[uuid.UUID] = mapped_column(unique=True)
    week: Mapped[date]
    envelop: Mapped[dict[str, Any]] = mapped_column(JSONB)


class Afzender(db.Model):
    """Who gave a signaal at level open, and nobody else; the row goes when the level is raised."""

    signaal_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    medewerker_id: Mapped[uuid.UUID]
    naam: Mapped[str] = mapped_column(String(200))
