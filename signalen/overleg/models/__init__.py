"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.agenda import Agendavolgorde, Onderwerp, OnderwerpAfspraak
from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Reeks, Verslag, Werkblad

__all__ = [
    "Agendapunt",
    "Agendavolgorde",
    "Deelnemer",
    "Onderwerp",
    "OnderwerpAfspraak",
    "Overleg",
    "Reeks",
    "Verslag",
    "Werkblad",
]
