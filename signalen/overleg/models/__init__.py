"""The tables of overleg, one file per part of the life of an overleg."""

from signalen.overleg.models.agenda import Agendavolgorde, Onderwerp, OnderwerpAfspraak
from signalen.overleg.models.gesprek import Gesprek, Inbreng, Ingeleverd, Stoel
from signalen.overleg.models.oogst import Oogst, Oogstakkoord, Verslaglegger
from signalen.overleg.models.overleg import Agendapunt, Deelnemer, Overleg, Verslag, Werkblad
from signalen.overleg.models.planning import Afwezigheid, Agendatoegang, Reeks, Reeksdeelnemer
from signalen.overleg.models.uitspraak import Gestemd, Stembriefje, Stemming, Uitspraak, Uitspraakaanvulling

__all__ = [
    "Afwezigheid",
    "Agendapunt",
    "Agendatoegang",
    "Agendavolgorde",
    "Deelnemer",
    "Gesprek",
    "Gestemd",
    "Inbreng",
    "Ingeleverd",
    "Onderwerp",
    "OnderwerpAfspraak",
    "Oogst",
    "Oogstakkoord",
    "Overleg",
    "Reeks",
    "Reeksdeelnemer",
    "Stembriefje",
    "Stemming",
    "Stoel",
    "Uitspraak",
    "Uitspraakaanvulling",
    "Verslag",
    "Verslaglegger",
    "Werkblad",
]
