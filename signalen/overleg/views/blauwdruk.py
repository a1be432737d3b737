"""The blueprint that every page of overleg hangs on, and how an overleg is loaded; holds no pages itself."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint

from signalen.overleg import queries
from signalen.permissions import Persoon
from signalen.web import Geladen

overleg = Blueprint("overleg", __name__)


def laad_overleg(persoon: Persoon | None, overleg_id: uuid.UUID, **rest: Any) -> Geladen[uuid.UUID]:
    """Load an overleg and how the reader stands to it."""
    id_, band = queries.laad(overleg_id, persoon)
    return Geladen(id_, band)
