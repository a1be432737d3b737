"""The pages of overleg, one file per part; all of them hang on one blueprint."""

from signalen.overleg.views import (
    afwezig,
    agenda,
    eigen_agenda,
    luistersessie,
    methoden,
    punt,
    reeksen,
    uitspraken,
    volgorde,
)
from signalen.overleg.views.blauwdruk import overleg

__all__ = [
    "afwezig",
    "agenda",
    "eigen_agenda",
    "luistersessie",
    "methoden",
    "overleg",
    "punt",
    "reeksen",
    "uitspraken",
    "volgorde",
]
