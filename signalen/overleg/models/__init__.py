"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Reeks, Verslag, Werkblad

__all__ = ["Agendapunt", "Deelnemer", "Overleg", "Reeks", "Verslag", "Werkblad"]
