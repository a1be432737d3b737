"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.oogst import Oogst, Oogstakkoord, Verslaglegger
from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Reeks, Verslag, Werkblad

__all__ = [
    "Agendapunt",
    "Deelnemer",
    "Oogst",
    "Oogstakkoord",
    "Overleg",
    "Reeks",
    "Verslag",
    "Verslaglegger",
    "Werkblad",
]
