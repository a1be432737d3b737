"""Adopting a conversation method. It lies in the same table as a route; an overleg uses only adopted ones."""

from __future__ import annotations

from datetime import date

from signalen.knelpunt.models import Adoptie
from signalen.knelpunt.operations import adoptie
from workflows import intake, methode_loader

SOORT = "methode"


def adopteer(inhoud: str, uitleg: str, orgaan: str, datum: date) -> Adoptie:
    """Adopt a method. Raises MethodeFout when it cannot run and Geweigerd when this version exists otherwise.

    A conversation that began stays on its version; a new one takes the newest. The same text twice is no
    error.
    """
    methode = methode_loader.load_methode(inhoud, uitleg, intake=intake.shipped())
    return adoptie.leg_vast(SOORT, methode.naam, methode.versie, (inhoud, uitleg), orgaan, datum)


def adopteer_meegeleverd(orgaan: str, datum: date) -> list[Adoptie]:
    """Adopt every shipped method that has no adopted version yet."""
    paden = methode_loader.shipped().values()
    return [adopteer(*adoptie.lees_bestanden(pad), orgaan, datum) for pad in paden]
