"""The pages of overleg, one file per part; all of them hang on one blueprint."""

from signalen.overleg.views import (
    afwegingen,
    afwezig,
    agenda,
    deelnemers,
    documenten,
    eigen_agenda,
    gesprek,
    leiden,
    luistersessie,
    methoden,
    nakijken,
    oogst,
    punt,
    reeksen,
    stoel,
    uitspraken,
    volgorde,
)
from signalen.overleg.views.blauwdruk import overleg

__all__ = [
    "afwegingen",
    "afwezig",
    "agenda",
    "deelnemers",
    "documenten",
    "eigen_agenda",
    "gesprek",
    "leiden",
    "luistersessie",
    "methoden",
    "nakijken",
    "oogst",
    "overleg",
    "punt",
    "reeksen",
    "stoel",
    "uitspraken",
    "volgorde",
]
