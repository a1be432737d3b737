"""The blueprint of the register, how its pages load an edition, and who may see a concept."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template

from signalen import web
from signalen.permissions import Band, Persoon, Recht, mag
from signalen.register import bladzijden, queries
from signalen.visibility import BESLUITWOORDEN
from signalen.web import Geladen

register = Blueprint("register", __name__)


def maakt(persoon: Persoon | None) -> bool:
    """Say whether this reader makes or freezes editions, and so may see a concept."""
    return mag(Recht.REGISTER_OPMAKEN, persoon) or mag(Recht.REGISTER_VASTSTELLEN, persoon)


def laad_editie(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[queries.Beeld]:
    """Load an edition; a concept only for who works on it."""
    return Geladen(queries.editie(kwartaal, web.moment().date(), maakt(persoon)), Band())


def laad_bladzijde(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[queries.Beeld]:
    """Load an edition without its lines, for a page that asks for the few that it shows."""
    return Geladen(bladzijden.voorpagina(kwartaal, web.moment().date(), maakt(persoon)), Band())


def laad_kwartaal(persoon: Persoon, kwartaal: str, **rest: Any) -> Geladen[Any]:
    """Load a quarter that has begun, with or without an edition."""
    return Geladen(queries.kwartaal(kwartaal, web.moment().date()), Band())


def toon(sjabloon: str, **gegevens: Any) -> str:
    """Draw a page of the register."""
    return render_template(f"register/{sjabloon}.html", besluitwoorden=BESLUITWOORDEN, **gegevens)
