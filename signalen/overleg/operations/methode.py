"""Adopting a conversation method, and choosing one for an overleg. An overleg uses only adopted methods.

An adopted method lies in the same table as a route. Which version a conversation follows is settled when it
begins, not when the method is chosen.
"""

from __future__ import annotations

import uuid
from datetime import date

from signalen.db import NietGevonden, db
from signalen.knelpunt.models import Adoptie
from signalen.knelpunt.operations import adoptie
from signalen.knelpunt.rules import OngeldigeInvoer, Veldfout
from signalen.overleg.models import Overleg
from signalen.overleg.operations.plannen import eis_gepland, slot
from signalen.overleg.queries import methoden
from workflows import intake, methode_loader
from workflows.definition import Methode


def adopteer(inhoud: str, uitleg: str, orgaan: str, datum: date) -> Adoptie:
    """Adopt a method. Raises MethodeFout when it cannot run and Geweigerd when this version exists otherwise.

    A conversation that began stays on its version; a new one takes the newest. The same text twice is no
    error.
    """
    methode = lees(inhoud, uitleg)
    return adoptie.leg_vast(methoden.SOORT, methode.naam, methode.versie, (inhoud, uitleg), orgaan, datum)


def lees(inhoud: str, uitleg: str) -> Methode:
    """Read a method as it would be adopted. Raises MethodeFout when it cannot run."""
    return methode_loader.load_methode(inhoud, uitleg, intake=intake.shipped())


def adopteer_meegeleverd(orgaan: str, datum: date) -> list[Adoptie]:
    """Adopt every shipped method that has no adopted version yet."""
    paden = methode_loader.shipped().values()
    return [adopteer(*adoptie.lees_bestanden(pad), orgaan, datum) for pad in paden]


def kies(overleg_id: uuid.UUID, naam: str) -> Overleg:
    """Choose the method of a planned overleg by its name; an empty name means no method.

    Raises OngeldigeInvoer for a name that is not adopted and Geweigerd when it was held or cancelled.
    """
    overleg = slot(overleg_id)
    eis_gepland(overleg)
    try:
        overleg.methode = methoden.gekozen(naam)[1].naam if naam else ""
    except NietGevonden as fout:
        raise OngeldigeInvoer([Veldfout("naam", "Kies een van de methoden hieronder.")]) from fout
    db.session.flush()
    return overleg
