"""The tables of knelpunt: where it runs, the record of what happened, and what was decided and answered.

Nothing here points to a person, except who took a besluit: deciding is a public act.
"""

from signalen.knelpunt.models.antwoord import (
    Besluit,
    Bevoegdheid,
    Doorgeving,
    Gelijkenis,
    Reactie,
    Terugkoppeling,
)
from signalen.knelpunt.models.keten import Anker, Gebeurtenis, Stilte
from signalen.knelpunt.models.traject import Adoptie, Knelpunt, Koppeling, Termijn, Traject

__all__ = [
    "Adoptie",
    "Anker",
    "Besluit",
    "Bevoegdheid",
    "Doorgeving",
    "Gebeurtenis",
    "Gelijkenis",
    "Knelpunt",
    "Koppeling",
    "Reactie",
    "Stilte",
    "Termijn",
    "Terugkoppeling",
    "Traject",
]
