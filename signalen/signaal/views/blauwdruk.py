"""The blueprint of the uitvoerder's pages, and how one's own signaal is loaded; holds no pages itself."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app

from signalen import web
from signalen.kluis import operations as kluis
from signalen.opvolging.queries import melder
from signalen.permissions import Band, Persoon
from signalen.web import Geladen

signaal = Blueprint("signaal", __name__)


def sleutelmap() -> Path:
    """Return the folder with the link key."""
    return Path(current_app.config["SIGNALEN_SLEUTELS"])


def sleutels(persoon: Persoon) -> list[str]:
    """Return the link keys of who is logged in."""
    return kluis.koppelsleutels(sleutelmap(), persoon.id, web.moment().date())


def eigen_signaal(persoon: Persoon, signaal_id: uuid.UUID, **rest: Any) -> Geladen[Any]:
    """Load one's own signaal through the link key; somebody else's does not exist here."""
    return Geladen(melder.laad_eigen(sleutels(persoon), signaal_id), Band(eigen_signaal=True))
