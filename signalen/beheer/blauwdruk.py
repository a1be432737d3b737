"""The blueprint that every page of beheer hangs on; holds no pages itself."""

from __future__ import annotations

from flask import Blueprint
from flask.blueprints import BlueprintSetupState

from signalen.voorbeeld.mensen import MENSEN, WACHTWOORD

beheer = Blueprint("beheer", __name__)


@beheer.record_once
def geef_voorbeeldrollen(stand: BlueprintSetupState) -> None:
    """Hand the example people to the log-in page, which stands in a noun too low to know them.

    The page shows them only where example log-ins are allowed, which is never in productie.
    """
    if stand.app.config["SIGNALEN"].mag_demo_logins:
        rollen = tuple((mens.rol, mens.email, f"{mens.naam}. {mens.toelichting}.") for mens in MENSEN)
        stand.app.extensions["signalen_voorbeeldrollen"] = (rollen, WACHTWOORD)
