"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.oogst import Instemming, Oogst, Verslaglegger
from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Reeks, Verslag, Werkblad

__all__ = [
    "Agendapunt",
    "Deelnemer",
    "Instemming",
    "Oogst",
    "Overleg",
    "Reeks",
    "Verslag",
    "Verslaglegger",
    "Werkblad",
]
