"""Column types that every model shares: random keys and moments with a zone. Holds no models."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import DateTime
from sqlalchemy.orm import mapped_column

Moment = DateTime(timezone=True)
"""A point in time with its zone (SAFETY rule 21)."""


def sleutel() -> Any:
    """Return a primary key that is random, so that it tells neither order nor time (SAFETY rule 10)."""
    return mapped_column(primary_key=True, default=uuid.uuid4)
