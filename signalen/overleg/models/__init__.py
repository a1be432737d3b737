"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.gesprek import Gesprek, Inbreng, Ingeleverd, Stoel
from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Reeks, Verslag, Werkblad

__all__ = [
    "Agendapunt",
    "Deelnemer",
    "Gesprek",
    "Inbreng",
    "Ingeleverd",
    "Overleg",
    "Reeks",
    "Stoel",
    "Verslag",
    "Werkblad",
]
