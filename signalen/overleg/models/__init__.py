"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Verslag, Werkblad
from signalen.overleg.models.planning import Afwezigheid, Agendatoegang, Reeks, Reeksdeelnemer

__all__ = [
    "Afwezigheid",
    "Agendapunt",
    "Agendatoegang",
    "Deelnemer",
    "Overleg",
    "Reeks",
    "Reeksdeelnemer",
    "Verslag",
    "Werkblad",
]
